//! Converts `locales/` and `src/reference/*.json` into one language pack per language and into Rust
//! constants for their keys. A message, translation or name that is missing in a language is an
//! error that says what is missing and where.
//!
//! Used twice on the same files: by `build.rs` for the program, and by `cargo xtask` for the files
//! that the app loads. The key of a pack tells whether it matches the program.

mod reference;
mod texts;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use reference::Reference;
use texts::Texts;

/// The languages, in the order of the United Nations, then the others. Each has a folder in
/// `locales`.
pub const LANGUAGES: [&str; 8] = ["ar", "zh", "en", "fr", "ru", "es", "de", "it"];

/// The reference language: all others are compared with it.
const MODEL: &str = "en";

/// The language of the source, which needs no translation.
const SOURCE: &str = "fr";

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// All texts in all languages, checked.
#[derive(Debug)]
pub struct Packs {
    root: PathBuf,
    reference: Reference,
    texts: Texts,
}

impl Packs {
    /// Loads the texts below the root of the project.
    ///
    /// # Errors
    /// If a file cannot be read, or something is missing in a language.
    pub fn load(root: &Path) -> Result<Self> {
        let reference = Reference::load(&root.join("src/reference"))?;
        Ok(Self { root: root.to_owned(), reference, texts: Texts::load(root)? })
    }

    /// The reference data as Rust constants.
    ///
    /// # Errors
    /// If the data contains an unknown regional group.
    pub fn reference_constants(&self) -> Result<String> {
        self.reference.to_rust()
    }

    /// The names of the texts as Rust constants.
    ///
    /// # Errors
    /// None except those of writing to memory.
    pub fn message_constants(&self) -> Result<String> {
        Ok(format!(
            "{}/// What a pack must say of itself to belong to this program.\n\
             pub(super) const PACK_KEY: &str = {:?};\n{}",
            self.texts.constants()?,
            self.key(),
            self.texts.words_in_every_language()?
        ))
    }

    /// The pack of a language: all its texts, in the order of the constants.
    ///
    /// # Errors
    /// If an element, a State or a meeting has no text.
    pub fn pack(&self, language: &str) -> Result<String> {
        let folder = self.root.join("locales").join(language);
        let mut pack = self.reference.pack(&folder, language)?;
        self.texts.add_to(language, &mut pack);
        pack.insert("key".to_owned(), json!(self.key()));
        Ok(Value::Object(pack).to_string())
    }

    /// A hash of the order of the texts; different texts give a different key.
    fn key(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.texts.names().for_each(|name| name.hash(&mut hasher));
        self.reference.ids().for_each(|id| id.hash(&mut hasher));
        format!("{:016x}", hasher.finish())
    }
}
