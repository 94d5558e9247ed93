//! Languages and their texts. Every text that a person reads comes from here. A
//! key that is missing in one language stops the build (`build.rs`); an unused
//! one is dead code and fails the check. Plural categories, dates and lists are
//! formatted by the browser (`browser::intl`).

mod language;
mod pack;

pub use language::Language;
pub use pack::{MeetingTexts, Pack, PackError, install, is_installed, pack};

/// A text, in whatever language is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(u16);

/// A text that depends on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural(u16);

/// The texts as constants, generated from `locales/en/ui.json`.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "named by the interface only"))]
pub(crate) mod msg {
    use super::{Message, Plural};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

/// The few texts that are known in every language, whatever is shown: the words
/// that a person may write into a sheet. Empty for others.
pub fn in_every_language(message: Message) -> &'static [&'static str] {
    let known = msg::EVERYWHERE.iter().find(|(known, _)| *known == message);
    known.map_or(&[], |(_, words)| words)
}

/// Puts values in place of `{names}`. What looks like a name inside of a value
/// stays as it is, and so does a name without a value.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, behind))
        });
        match named {
            Some((value, _)) => filled.push_str(value),
            None => filled.push('{'),
        }
        rest = named.map_or(after, |(_, behind)| behind);
    }
    filled.push_str(rest);
    filled
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
        assert_eq!(fill("{n} {m} {", &[("n", "{m}"), ("o", "")]), "{m} {m} {");
    }
}
