//! The languages of the interface, and their properties other than texts.

/// A language of the interface: the six of the United Nations and the six of
/// the OSCE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Arabic, written from right to left.
    Arabic,
    /// Chinese, in simplified characters.
    Chinese,
    /// English.
    English,
    /// French, the language of the source.
    French,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// German.
    German,
    /// Italian.
    Italian,
}

impl Language {
    /// Every language: those of the United Nations in its order, then the
    /// others of the OSCE. The crate `packs` has the same order.
    pub const ALL: [Self; 8] = [
        Self::Arabic,
        Self::Chinese,
        Self::English,
        Self::French,
        Self::Russian,
        Self::Spanish,
        Self::German,
        Self::Italian,
    ];

    /// Its index in [`Language::ALL`].
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// The BCP 47 tag, also the name of its folder in `locales`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Chinese => "zh",
            Self::English => "en",
            Self::French => "fr",
            Self::Russian => "ru",
            Self::Spanish => "es",
            Self::German => "de",
            Self::Italian => "it",
        }
    }

    /// The BCP 47 tag for formatting numbers and dates: the usage of the United
    /// Nations where a language has several.
    pub fn locale(self) -> &'static str {
        match self {
            // Western digits, as in the documents of the United Nations.
            Self::Arabic => "ar-u-nu-latn",
            Self::Chinese => "zh-Hans",
            Self::English => "en-GB",
            other => other.tag(),
        }
    }

    /// Its name in the language itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::Chinese => "中文",
            Self::English => "English",
            Self::French => "Français",
            Self::Russian => "Русский",
            Self::Spanish => "Español",
            Self::German => "Deutsch",
            Self::Italian => "Italiano",
        }
    }

    /// Its writing direction as in HTML: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// The separator of an unfinished list or of keywords.
    pub fn comma(self) -> &'static str {
        match self {
            Self::Arabic => "، ",
            Self::Chinese => "、",
            _ => ", ",
        }
    }

    /// The arrow from an old value to a new one.
    pub fn arrow(self) -> &'static str {
        match self.direction() {
            "rtl" => "←",
            _ => "→",
        }
    }

    /// The language of a tag such as `fr`, `fr-CH` or `FR`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.tag() == primary)
    }
}
