//! The texts of each language as a file beside the page, which names them: the app loads what it
//! shows.

use std::{fs, path::Path};

use anyhow::{Context, Result, anyhow};
use data_encoding::HEXLOWER;
use packs::{LANGUAGES, Packs};
use sha2::{Digest, Sha256};

/// How the names of the packs begin.
pub const PREFIX: &str = "pack-";

/// Writes the packs into the folder of the build, and gives the page that names them. A file’s name
/// changes with its content, so that no version of the app gets the texts of another.
pub fn write(root: &Path, folder: &Path, page: &str) -> Result<String> {
    let packs = Packs::load(root).map_err(|error| anyhow!("{error}"))?;
    let mut links = String::new();
    for language in LANGUAGES {
        let text = packs.pack(language).map_err(|error| anyhow!("{error}"))?;
        let name = format!("{PREFIX}{language}-{}.json", short_hash(&text));
        fs::write(folder.join(&name), text)?;
        links.push_str(&format!(
            "<link rel=\"alternate\" type=\"application/json\" hreflang=\"{language}\" \
             id=\"pack-{language}\" href=\"./{name}\">"
        ));
    }
    let at = page.find("</head>").context("index.html has no </head>")?;
    Ok(format!("{}{links}{}", &page[..at], &page[at..]))
}

/// Some letters that are others when the text is another.
pub fn short_hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text)[..8])
}

/// The language of the file with this name, if it is a pack.
pub fn language_of(name: &str) -> Option<&'static str> {
    let rest = name.strip_prefix(PREFIX)?;
    let (tag, _) = rest.split_once('-').filter(|_| rest.ends_with(".json"))?;
    LANGUAGES.into_iter().find(|language| *language == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::{files, html};

    #[test]
    fn the_page_names_a_pack_of_every_language() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let page = write(&root, folder.path(), "<head></head>")?;
        let tags = html::start_tags(&page);
        for language in LANGUAGES {
            let id = format!("pack-{language}");
            let tag = tags.iter().find(|tag| tag.value("id") == Some(&id));
            let name = tag.and_then(|tag| tag.value("href")).unwrap_or_default();
            let name = name.trim_start_matches("./");
            assert_eq!(language_of(name), Some(language));
            assert!(folder.path().join(name).is_file(), "{name}");
        }
        assert_eq!(files::list(folder.path())?.len(), LANGUAGES.len());
        Ok(())
    }

    #[test]
    fn only_packs_are_packs() {
        for other in ["pack-de.json", "pack-xx-1.json", "de-1.json", "pack-de-1.js"] {
            assert_eq!(language_of(other), None, "{other}");
        }
    }
}
