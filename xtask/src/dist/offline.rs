//! The service worker's two constants, which build this is and which files it is made of; and the
//! worker that takes its place where nothing is to be kept.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::files;

/// The service worker. It does not list itself: the browser looks after it.
const WORKER: &str = "sw.js";

/// The one that ends offline use. Hosts are told it as well, to take a release back.
const FORGETTING: &str = include_str!("forget.js");

/// The name of a build: the same files, the same name.
pub fn build_id(folder: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files::list(folder)? {
        hasher.update(file.name.as_bytes());
        hasher.update([0]);
        hasher.update(Sha256::digest(fs::read(&file.path)?));
    }
    Ok(HEXLOWER.encode(&hasher.finalize()[..6]))
}

/// Writes the build's name into the page, where the app reads it.
pub fn name_build(page: &str, build: &str) -> Result<String> {
    let at = page.find("</head>").context("index.html has no </head>")?;
    Ok(format!("{}<meta name=\"build\" content=\"{build}\">{}", &page[..at], &page[at..]))
}

/// Writes build and files into the service worker. `folder` holds what is to be kept, no more.
pub fn write_worker(folder: &Path, build: &str) -> Result<()> {
    let path = folder.join(WORKER);
    let worker =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let names = files::list(folder)?.into_iter().map(|file| file.name);
    let names: Vec<_> = names.filter(|name| name != WORKER).map(|n| format!("\"{n}\"")).collect();
    for place in ["{{build}}", "\"{{files}}\""] {
        ensure!(worker.matches(place).count() == 1, "public/{WORKER} must say {place} once");
    }
    let worker = worker.replace("{{build}}", build).replace("\"{{files}}\"", &names.join(", "));
    Ok(fs::write(path, worker)?)
}

/// Puts in the place of the service worker one that has the browser forget what it kept.
pub fn write_forgetting_worker(folder: &Path) -> Result<()> {
    Ok(fs::write(folder.join(WORKER), FORGETTING)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forgetting_worker_is_the_one_that_hosts_are_told() {
        let told = include_str!("../../../docs/hosting.md");
        assert!(told.contains(&format!("```js\n{FORGETTING}```\n")));
    }

    #[test]
    fn the_worker_keeps_every_file_but_itself() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("index.html"), "x")?;
        fs::create_dir(folder.path().join("schema"))?;
        fs::write(folder.path().join("schema/a.json"), "x")?;
        fs::write(folder.path().join(WORKER), include_str!("../../../public/sw.js"))?;
        write_worker(folder.path(), "abc")?;
        let worker = fs::read_to_string(folder.path().join(WORKER))?;
        assert!(worker.contains("const BUILD = \"abc\";"));
        assert!(worker.contains("const FILES = [\"index.html\", \"schema/a.json\"];"));
        Ok(())
    }

    #[test]
    fn another_byte_is_another_build() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a"), "x")?;
        let first = build_id(folder.path())?;
        assert_eq!(build_id(folder.path())?, first);
        fs::write(folder.path().join("a"), "y")?;
        assert_ne!(build_id(folder.path())?, first);
        Ok(())
    }
}
