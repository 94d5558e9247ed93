//! The licences of everything inside the app, as one text beside it: which packages are in the
//! WebAssembly, under what terms, and those terms as their authors wrote them.
//!
//! Asks cargo which packages those are, and reads their own files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::packs;
use crate::run::Run;

/// How the name of the file begins.
pub const PREFIX: &str = "licences-";

/// Under which name the app asks for it, as for the texts of a language.
pub const PART: &str = "licences";

/// The app.
const APP: &str = "revcon3-tracker";

/// How the names of files with terms begin.
const NAMES: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// How many packages there may be in the app without a word of reason.
const MOST: usize = 200;

/// A package, as cargo tells of it.
#[derive(Clone, Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

impl Package {
    /// The terms that lie beside it, whole, by the names of their files.
    fn terms(&self) -> Result<Vec<String>> {
        let folder = self.manifest_path.parent().context("a manifest lies in a folder")?;
        let mut paths: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.retain(|path| path.is_file() && has_terms(path));
        paths.sort();
        let read = |path: &PathBuf| {
            let text = fs::read_to_string(path);
            text.with_context(|| format!("cannot read {}", path.display()))
        };
        paths.iter().map(|path| Ok(read(path)?.replace('\r', "").trim().to_owned())).collect()
    }
}

fn has_terms(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    NAMES.iter().any(|known| name.starts_with(known))
}

/// Writes the text into the folder of the build, and gives the page that names it.
pub fn write(root: &Path, folder: &Path, page: &str) -> Result<String> {
    let packages = packages(root)?;
    let text = text(&packages)?;
    let name = format!("{PREFIX}{}.txt", packs::short_hash(&text));
    fs::write(folder.join(&name), text)?;
    let link =
        format!("<link rel=\"license\" type=\"text/plain\" id=\"pack-{PART}\" href=\"./{name}\">");
    let at = page.find("</head>").context("index.html has no </head>")?;
    Ok(format!("{}{link}{}", &page[..at], &page[at..]))
}

/// Says how many packages are in the app, and fails if they are too many.
pub fn count(root: &Path) -> Result<()> {
    let there = packages(root)?.len();
    println!("{there:>21}  packages in the app; at most {MOST} without a word of reason");
    ensure!(there <= MOST, "{there} packages are in the app: at most {MOST}, or say why here");
    Ok(())
}

/// The packages whose code is in the app, by name, without the app itself: not those that work
/// while it is compiled.
fn packages(root: &Path) -> Result<Vec<Package>> {
    let linked = Run::new("cargo", root)
        .args("tree --quiet --locked --package revcon3-tracker --target wasm32-unknown-unknown")
        .args("--edges normal,no-proc-macro --prefix none --format {p}")
        .read()?;
    let linked: BTreeSet<_> = linked.lines().filter_map(name_and_version).collect();
    let told = Run::new("cargo", root).args("metadata --format-version 1 --locked").read()?;
    let told: Metadata =
        serde_json::from_str(&told).context("cargo metadata told something unexpected")?;
    let mut found = told.packages;
    found.retain(|it| it.name != APP && linked.contains(&(&*it.name, &*it.version)));
    found.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    // The app is in the tree, and not among them.
    ensure!(
        found.len() + 1 == linked.len(),
        "cargo tells of {} packages and has {}",
        linked.len(),
        found.len()
    );
    Ok(found)
}

/// What `cargo tree` says of a package: `serde v1.0.229`, and sometimes where it is or `(*)`.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace();
    Some((words.next()?, words.next()?.strip_prefix('v')?))
}

fn text(packages: &[Package]) -> Result<String> {
    let mut text = "RevCon3 tracker: MIT OR Apache-2.0.\n\nInside of it are the standard library \
        of Rust (MIT OR Apache-2.0, the Rust project’s contributors) and:\n\n"
        .to_owned();
    let mut terms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let Package { name, version, .. } = package;
        let licence = package.license.as_deref().unwrap_or("see its terms");
        let from = package.repository.as_deref().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", format!("{name} {version}: {licence} {from}").trim_end());
        for whole in package.terms()? {
            terms.entry(whole).or_default().push(name);
        }
    }
    for (whole, of) in terms {
        let _ = write!(text, "\n\n— {}\n\n{whole}\n", of.join(", "));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn the_packages_are_those_that_are_linked_into_the_app() -> Result<()> {
        let names: BTreeSet<_> = packages(&root())?.into_iter().map(|it| it.name).collect();
        for inside in ["leptos", "serde", "chrono", "wasm-bindgen", "gloo-storage", "web-sys"] {
            assert!(names.contains(inside), "{inside}");
        }
        for outside in [APP, "clap", "serde_derive", "leptos_macro", "thirtyfour", "proptest"] {
            assert!(!names.contains(outside), "{outside}");
        }
        Ok(())
    }

    #[test]
    fn every_package_says_its_terms_and_the_builder_is_not_named() -> Result<()> {
        let packages = packages(&root())?;
        let text = text(&packages)?;
        for package in &packages {
            assert!(package.license.is_some(), "{} has no licence", package.name);
            assert!(text.contains(&format!("\n{} {}: ", package.name, package.version)));
        }
        assert!(text.contains("Permission is hereby granted, free of charge"));
        assert!(!text.contains("/registry/src/"), "a path of the builder's");
        Ok(())
    }

    #[test]
    fn only_files_with_terms_are_read() {
        for name in ["LICENSE", "LICENSE-MIT", "license.txt", "COPYING", "NOTICE", "LICENCE.md"] {
            assert!(has_terms(Path::new(name)), "{name}");
        }
        assert!(!has_terms(Path::new("README.md")));
    }
}
