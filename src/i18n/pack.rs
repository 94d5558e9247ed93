//! A language pack: all texts of one language that the program shows, in the
//! order of the reference data. Does not know what the texts are for, nor where
//! a pack comes from.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{Language, Message, Plural, msg};

/// The texts of one language.
#[derive(Debug, Default, Deserialize)]
pub struct Pack {
    key: String,
    messages: Vec<String>,
    plurals: Vec<BTreeMap<String, String>>,
    outline: Vec<String>,
    names: Vec<String>,
    record: Vec<MeetingTexts>,
}

/// The texts of one recorded meeting.
#[derive(Debug, Default, Deserialize)]
pub struct MeetingTexts {
    /// A short name, for one line.
    pub short: String,
    /// The full name.
    pub name: String,
    /// Remarks.
    pub note: String,
    /// The city; empty if none is on record.
    pub place: String,
}

impl Pack {
    const fn empty() -> Self {
        Self {
            key: String::new(),
            messages: Vec::new(),
            plurals: Vec::new(),
            outline: Vec::new(),
            names: Vec::new(),
            record: Vec::new(),
        }
    }

    /// A text.
    pub fn text(&self, message: Message) -> &str {
        self.messages.get(usize::from(message.0)).map_or("", String::as_str)
    }

    /// The form of a text for a CLDR plural category (`one`, `few`, `other`…).
    pub fn plural(&self, plural: Plural, category: &str) -> &str {
        let Some(forms) = self.plurals.get(usize::from(plural.0)) else {
            return "";
        };
        forms.get(category).or_else(|| forms.get("other")).map_or("", String::as_str)
    }

    /// The translation of the element with this index in the outline.
    pub fn outline(&self, index: usize) -> Option<&str> {
        self.outline.get(index).map(String::as_str)
    }

    /// The name of the State with this index in the list of participants.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// The texts of the meeting with this index in the record.
    pub fn record(&self, index: usize) -> Option<&MeetingTexts> {
        self.record.get(index)
    }
}

/// The packs of all languages, as far as loaded.
static PACKS: [OnceLock<Pack>; Language::ALL.len()] = [const { OnceLock::new() }; 8];

/// The pack of a language. Native programs embed all of them. The app has those
/// given to [`install`]; for other languages this is an empty pack.
pub fn pack(language: Language) -> &'static Pack {
    static NONE: Pack = Pack::empty();
    let cell = &PACKS[language.index()];
    #[cfg(not(target_arch = "wasm32"))]
    // The build wrote it and a test parses it, so this never falls back to an empty pack.
    cell.get_or_init(|| parse(embedded::EMBEDDED[language.index()]).unwrap_or(Pack::empty()));
    cell.get().unwrap_or(&NONE)
}

/// The packs embedded in native programs.
#[cfg(not(target_arch = "wasm32"))]
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// Whether the texts of a language are loaded.
pub fn is_installed(language: Language) -> bool {
    !pack(language).messages.is_empty()
}

/// Loads the texts of a language, as written by the build.
///
/// # Errors
/// If the text is not a pack, or belongs to another version of this program.
pub fn install(language: Language, text: &str) -> Result<(), PackError> {
    let pack = parse(text)?;
    // Of two concurrent calls the first wins; both have the same content.
    let _ = PACKS[language.index()].set(pack);
    Ok(())
}

fn parse(text: &str) -> Result<Pack, PackError> {
    let pack: Pack = serde_json::from_str(text).map_err(|_| PackError::Damaged)?;
    if pack.key == msg::PACK_KEY { Ok(pack) } else { Err(PackError::OtherVersion) }
}

/// Why a pack cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// It is not a pack.
    Damaged,
    /// It belongs to another version of the program.
    OtherVersion,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_number_of_every_text() {
        let english = pack(Language::English);
        for language in Language::ALL {
            assert!(is_installed(language));
            let other = pack(language);
            assert!(!other.messages.is_empty());
            assert_eq!(other.messages.len(), english.messages.len());
            assert_eq!(other.plurals.len(), english.plurals.len());
            assert_eq!(other.outline.len(), english.outline.len());
            assert_eq!(other.names.len(), english.names.len());
            assert_eq!(other.record.len(), english.record.len());
        }
    }

    #[test]
    fn a_pack_that_is_none_or_of_another_version_is_refused() {
        let whole = embedded::EMBEDDED[Language::German.index()];
        assert_eq!(install(Language::German, whole), Ok(()));
        let cut = &whole[..whole.len() - 1];
        assert_eq!(install(Language::German, cut), Err(PackError::Damaged));
        let other = whole.replace(msg::PACK_KEY, "another");
        assert_eq!(install(Language::German, &other), Err(PackError::OtherVersion));
    }

    #[test]
    fn each_pack_is_in_the_place_of_its_language() {
        let own = |language| pack(language).text(msg::LANGUAGE_LABEL);
        assert_eq!(own(Language::Arabic), "اللغة");
        assert_eq!(own(Language::German), "Sprache");
        assert_eq!(own(Language::Italian), "Lingua");
    }
}
