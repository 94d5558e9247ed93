//! Languages and their texts. Every text a person reads comes from here; a
//! key that is missing in one language stops the build (`build.rs`), one that
//! nobody uses is dead code and stops the check. Plural categories, dates and
//! lists are the browser's (`browser::intl`).

mod pack;

pub use pack::{MeetingTexts, Pack, pack};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// French, the language of the source.
    French,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order in which the United Nations list theirs.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The BCP 47 tag, which is also the name of its folder in `locales`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The BCP 47 tag by which numbers and days are written: the usage of the
    /// United Nations where a language has several.
    pub fn locale(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en-GB",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language of a tag such as `fr`, `fr-CH` or `FR`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.tag() == primary)
    }
}

/// One text, in whatever language is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(u16);

/// One text that depends on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural(u16);

/// The texts by name, generated from `locales/en/ui.json`.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "named by the interface only"))]
pub(crate) mod msg {
    use super::{Message, Plural};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// Puts values in place of `{names}`.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language_whatever_the_region() {
        assert_eq!(Language::from_tag("fr-CH"), Some(Language::French));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::English));
        assert_eq!(Language::from_tag("tlh"), None);
    }

    #[test]
    fn values_take_the_place_of_names() {
        assert_eq!(fill("{n} of {total}", &[("n", "3"), ("total", "86")]), "3 of 86");
    }
}
