//! The columns of the sheet: their permanent keys, and their names in each
//! language.

use crate::domain::field;
use crate::i18n::{self, Language, Message, msg};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The participant's code.
    State,
    /// Its name.
    StateName,
    /// The element's id.
    Element,
    /// Its text in the language of the sheet.
    Text,
    /// Its text in the source.
    Source,
    /// The key of the status.
    Status,
    /// The status in words.
    StatusWords,
    /// The note.
    Note,
    /// The body responsible.
    Responsible,
    /// The target.
    Target,
    /// The obstacle.
    Obstacle,
    /// The priority.
    Priority,
    /// Evidence, one piece per line.
    Evidence,
    /// Assistance, one need or offer per line.
    Assistance,
    /// Other fields; read-only.
    Other,
    /// Contested fields; read-only.
    Remark,
    /// The state from which the row was made.
    Seen,
}

impl Column {
    /// Every column, in the order of the sheet.
    pub const ALL: [Self; 17] = [
        Self::State,
        Self::StateName,
        Self::Element,
        Self::Text,
        Self::Source,
        Self::Status,
        Self::StatusWords,
        Self::Note,
        Self::Responsible,
        Self::Target,
        Self::Obstacle,
        Self::Priority,
        Self::Evidence,
        Self::Assistance,
        Self::Other,
        Self::Remark,
        Self::Seen,
    ];

    /// The columns with a single value, and their fields.
    pub const FIELDS: [(Self, &'static str); 6] = [
        (Self::Status, field::STATUS),
        (Self::Note, field::NOTE),
        (Self::Responsible, field::RESPONSIBLE),
        (Self::Target, field::TARGET),
        (Self::Obstacle, field::OBSTACLE),
        (Self::Priority, field::PRIORITY),
    ];

    /// The columns with a list, and the prefix of their fields.
    pub const LISTS: [(Self, &'static str); 2] =
        [(Self::Evidence, field::EVIDENCE), (Self::Assistance, field::ASSISTANCE)];

    /// The permanent key of the column.
    pub fn key(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::StateName => "state_name",
            Self::Element => "element",
            Self::Text => "text",
            Self::Source => "text_fr",
            Self::Status => "status",
            Self::StatusWords => "status_words",
            Self::Note => "note",
            Self::Responsible => "responsible",
            Self::Target => "target",
            Self::Obstacle => "obstacle",
            Self::Priority => "priority",
            Self::Evidence => "evidence",
            Self::Assistance => "assistance",
            Self::Other => "other",
            Self::Remark => "remark",
            Self::Seen => "seen",
        }
    }

    /// Its name in a language.
    pub fn name(self, language: Language) -> &'static str {
        let name: Message = match self {
            Self::State => msg::SHEET_STATE,
            Self::StateName => msg::SHEET_STATE_NAME,
            Self::Element => msg::SHEET_ELEMENT,
            Self::Text => msg::SHEET_TEXT,
            Self::Source => msg::SHEET_SOURCE,
            Self::Status => msg::FIELD_STATUS,
            Self::StatusWords => msg::SHEET_STATUS_WORDS,
            Self::Note => msg::FIELD_NOTE,
            Self::Responsible => msg::FIELD_RESPONSIBLE,
            Self::Target => msg::FIELD_TARGET,
            Self::Obstacle => msg::FIELD_OBSTACLE,
            Self::Priority => msg::FIELD_PRIORITY,
            Self::Evidence => msg::EVIDENCE_TITLE,
            Self::Assistance => msg::ASSISTANCE_TITLE,
            Self::Other => msg::SHEET_OTHER,
            Self::Remark => msg::SHEET_REMARK,
            Self::Seen => msg::SHEET_SEEN,
        };
        i18n::pack(language).text(name)
    }

    /// Its header: name, and key for programs.
    pub fn head(self, language: Language) -> String {
        format!("{} [{}]", self.name(language), self.key())
    }

    /// The column of a header, identified by the key, in brackets or alone; the
    /// language does not matter.
    pub fn from_head(head: &str) -> Option<Self> {
        let head = head.trim().to_lowercase();
        let key = match head.rsplit_once('[') {
            Some((_, key)) => key.trim_end_matches([']', ' ']).trim(),
            None => &head,
        };
        Self::ALL.into_iter().find(|column| column.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_its_key_in_every_language_and_alone() {
        for column in Column::ALL {
            for language in Language::ALL {
                assert_eq!(Column::from_head(&column.head(language)), Some(column));
            }
            assert_eq!(
                Column::from_head(&format!(" {} ", column.key().to_uppercase())),
                Some(column)
            );
        }
        assert_eq!(Column::from_head("Our own remarks"), None);
    }
}
