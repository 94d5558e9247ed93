//! A language pack: everything of one language that the program shows, as one
//! piece of data in the order of the reference data. Does not know what the
//! texts are for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{Language, Message, Plural};

/// The texts of one language.
#[derive(Debug, Default, Deserialize)]
pub struct Pack {
    messages: Vec<String>,
    plurals: Vec<BTreeMap<String, String>>,
    outline: Vec<String>,
    names: Vec<String>,
    record: Vec<MeetingTexts>,
}

/// The texts of one meeting on record.
#[derive(Debug, Default, Deserialize)]
pub struct MeetingTexts {
    /// A name that fits a line.
    pub short: String,
    /// The full name.
    pub name: String,
    /// What is to be known of it.
    pub note: String,
}

impl Pack {
    /// A text.
    pub fn text(&self, message: Message) -> &str {
        self.messages.get(usize::from(message.0)).map_or("", String::as_str)
    }

    /// The form of a text for a plural category of the Unicode CLDR (`one`,
    /// `few`, `other`…).
    pub fn plural(&self, plural: Plural, category: &str) -> &str {
        let Some(forms) = self.plurals.get(usize::from(plural.0)) else {
            return "";
        };
        forms.get(category).or_else(|| forms.get("other")).map_or("", String::as_str)
    }

    /// The translation of the element at this place of the outline.
    pub fn outline(&self, index: usize) -> Option<&str> {
        self.outline.get(index).map(String::as_str)
    }

    /// The name of the State at this place of the list of participants.
    pub fn name(&self, index: usize) -> Option<&str> {
        self.names.get(index).map(String::as_str)
    }

    /// The texts of the meeting at this place of the record.
    pub fn record(&self, index: usize) -> Option<&MeetingTexts> {
        self.record.get(index)
    }
}

/// The pack of a language, parsed when first asked for.
pub fn pack(language: Language) -> &'static Pack {
    static FRENCH: OnceLock<Pack> = OnceLock::new();
    static ENGLISH: OnceLock<Pack> = OnceLock::new();
    let (cell, data) = match language {
        Language::French => (&FRENCH, include_str!(concat!(env!("OUT_DIR"), "/pack.fr.json"))),
        Language::English => (&ENGLISH, include_str!(concat!(env!("OUT_DIR"), "/pack.en.json"))),
    };
    // The build wrote it and a test reads it: an empty pack cannot happen.
    cell.get_or_init(|| serde_json::from_str(data).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_number_of_every_text() {
        let english = pack(Language::English);
        for language in Language::ALL {
            let other = pack(language);
            assert!(!other.messages.is_empty());
            assert_eq!(other.messages.len(), english.messages.len());
            assert_eq!(other.plurals.len(), english.plurals.len());
            assert_eq!(other.outline.len(), english.outline.len());
            assert_eq!(other.names.len(), english.names.len());
            assert_eq!(other.record.len(), english.record.len());
        }
    }
}
