//! Invented texts in the six languages of the United Nations: meaningless
//! sequences of words, each text marked as invented in its own language.

use std::sync::OnceLock;

use revcon3_tracker::domain::participant::ParticipantCode;

use crate::random::Random;

/// A language of invented texts: its mark, and its words.
struct Words {
    mark: &'static str,
    words: Vec<&'static str>,
    /// The separator of words.
    between: &'static str,
    /// The end of a sentence.
    full_stop: &'static str,
}

/// A language of invented texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    Arabic,
    Chinese,
    English,
    French,
    Russian,
    Spanish,
}

/// The languages assigned to participants by code: English and French more
/// often, as in the OSCE.
const SPOKEN: [Tongue; 12] = [
    Tongue::English,
    Tongue::French,
    Tongue::Spanish,
    Tongue::English,
    Tongue::Russian,
    Tongue::French,
    Tongue::Arabic,
    Tongue::English,
    Tongue::Chinese,
    Tongue::English,
    Tongue::French,
    Tongue::English,
];

impl Tongue {
    const ALL: [Self; 6] =
        [Self::Arabic, Self::Chinese, Self::English, Self::French, Self::Russian, Self::Spanish];

    /// The language of a participant.
    pub(crate) fn of(code: ParticipantCode) -> Self {
        let number = code.as_str().bytes().fold(0, |n, letter| n * 26 + usize::from(letter - b'A'));
        SPOKEN[number % SPOKEN.len()]
    }

    /// The code of the language.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::English => "en",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Spanish => "es",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Arabic => include_str!("../words/ar.txt"),
            Self::Chinese => include_str!("../words/zh.txt"),
            Self::English => include_str!("../words/en.txt"),
            Self::French => include_str!("../words/fr.txt"),
            Self::Russian => include_str!("../words/ru.txt"),
            Self::Spanish => include_str!("../words/es.txt"),
        }
    }

    fn words(self) -> &'static Words {
        static ALL: OnceLock<Vec<Words>> = OnceLock::new();
        let all = ALL.get_or_init(|| Self::ALL.map(Self::read).into());
        &all[self as usize]
    }

    fn read(self) -> Words {
        let (mark, words) = self.file().split_once('\n').unwrap_or_default();
        let (between, full_stop) = if self == Self::Chinese { ("", "。") } else { (" ", ". ") };
        Words { mark, words: words.split_whitespace().collect(), between, full_stop }
    }
}

/// The mark of invented texts in English.
pub(crate) fn mark() -> &'static str {
    Tongue::English.words().mark
}

/// Whether a text is marked as invented.
pub fn is_marked(text: &str) -> bool {
    Tongue::ALL.iter().any(|tongue| text.contains(tongue.words().mark))
}

/// A text of about this many characters, including the mark.
pub(crate) fn invented(random: &mut Random, tongue: Tongue, length: usize) -> String {
    let Words { mark, words, between, full_stop } = tongue.words();
    let mut text = (*mark).to_owned();
    let mut separator = " ";
    let mut characters = mark.chars().count();
    while characters < length {
        let word = random.pick(words);
        text.push_str(separator);
        text.push_str(word);
        characters += separator.chars().count() + word.chars().count();
        separator = if random.percent(12) { full_stop } else { between };
    }
    text.push_str(full_stop.trim_end());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_mark_and_words_of_its_own() {
        for tongue in Tongue::ALL {
            let words = tongue.words();
            assert!(words.mark.starts_with('[') && words.mark.ends_with(']'), "{tongue:?}");
            assert!(words.words.len() >= 40, "{tongue:?}");
            let others = Tongue::ALL.iter().filter(|other| other.words().mark == words.mark);
            assert_eq!(others.count(), 1);
        }
    }

    #[test]
    fn a_text_is_as_long_as_asked_and_says_that_it_is_invented() {
        let mut random = Random::new(1, &[]);
        for tongue in Tongue::ALL {
            let text = invented(&mut random, tongue, 180);
            assert!((180..200).contains(&text.chars().count()), "{text}");
            assert!(is_marked(&text));
        }
        assert!(!is_marked("Law 12/2020"));
    }
}
