//! The languages of the interface, and what is known of each without its
//! texts.

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
    /// Every language, in the order in which the United Nations list theirs;
    /// then the others of the OSCE. The same order as in the crate `packs`.
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

    /// Its place in [`Language::ALL`].
    pub(super) fn index(self) -> usize {
        self as usize
    }

    /// The BCP 47 tag, which is also the name of its folder in `locales`.
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

    /// The BCP 47 tag by which numbers and days are written: the usage of the
    /// United Nations where a language has several.
    pub fn locale(self) -> &'static str {
        match self {
            // Western digits, as in the documents of the United Nations.
            Self::Arabic => "ar-u-nu-latn",
            Self::Chinese => "zh-Hans",
            Self::English => "en-GB",
            other => other.tag(),
        }
    }

    /// Its name in itself.
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

    /// In which direction it is written, as HTML says it: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            _ => "ltr",
        }
    }

    /// What stands between the items of a list that goes on, or of keywords.
    pub fn comma(self) -> &'static str {
        match self {
            Self::Arabic => "، ",
            Self::Chinese => "、",
            _ => ", ",
        }
    }

    /// The arrow that leads from what was to what is.
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
