//! What one participant states on one subject, for people: fields with one
//! value or several contested ones. Does not know where the values came from.

use std::collections::BTreeMap;

pub use super::field;
use super::revision::{FieldName, RevisionId};
use super::status::Status;
use super::target::Target;
use super::value::Value;

/// One of the surviving values of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alternative {
    /// The value.
    pub value: Value,
    /// The revisions that wrote it, sorted.
    pub revisions: Vec<RevisionId>,
}

/// A field of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// At least one; the provisional one first.
    pub alternatives: Vec<Alternative>,
}

impl Field {
    /// Whether more than one value survives.
    pub fn is_contested(&self) -> bool {
        self.alternatives.len() > 1
    }

    /// The value used in tables and counts while the field is contested;
    /// otherwise the only value.
    pub fn provisional(&self) -> &Value {
        self.alternatives.first().map_or(&Value::Null, |first| &first.value)
    }
}

/// What one participant states on one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Every field that was ever set, cleared ones included.
    pub fields: BTreeMap<FieldName, Field>,
    /// The revisions without children, sorted.
    pub heads: Vec<RevisionId>,
    /// Whether a revision names a parent that is absent: the history is
    /// incomplete until a file brings the missing revisions.
    pub incomplete: bool,
}

/// The state of an element for counts and pictures: its status, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing was stated. Not the same as [`Status::NotStarted`].
    #[default]
    NotStated,
    /// One status.
    Stated(Status),
    /// More than one status survives.
    Contested,
}

impl Standing {
    /// Every standing, in order of display.
    pub const ALL: [Self; 8] = [
        Self::Stated(Status::NotStarted),
        Self::Stated(Status::InProgress),
        Self::Stated(Status::PartlyImplemented),
        Self::Stated(Status::Implemented),
        Self::Stated(Status::Ongoing),
        Self::Stated(Status::NotApplicable),
        Self::Contested,
        Self::NotStated,
    ];

    /// The sign shown beside its word.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::NotStated => "·",
            Self::Stated(status) => status.glyph(),
            Self::Contested => "≠",
        }
    }

    /// The key used in style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStated => "not_stated",
            Self::Stated(status) => status.key(),
            Self::Contested => "contested",
        }
    }
}

impl Entry {
    /// The field of this name, if it was ever set.
    pub fn field(&self, name: &str) -> Option<&Field> {
        // A linear search is enough: entries seldom have more than ten fields.
        self.fields.iter().find(|(known, _)| known.as_str() == name).map(|(_, field)| field)
    }

    /// The text of a field; empty if it is absent, cleared or not a text.
    pub fn text(&self, name: &str) -> &str {
        self.field(name).and_then(|field| field.provisional().as_text()).unwrap_or_default()
    }

    /// The standing of the element.
    pub fn standing(&self) -> Standing {
        let Some(field) = self.field(field::STATUS) else {
            return Standing::NotStated;
        };
        if field.is_contested() {
            return Standing::Contested;
        }
        let status = field.provisional().as_text().and_then(|key| key.parse().ok());
        status.map_or(Standing::NotStated, Standing::Stated)
    }

    /// The status, provisional if contested.
    pub fn status(&self) -> Option<Status> {
        self.text(field::STATUS).parse().ok()
    }

    /// The target date or meeting.
    pub fn target(&self) -> Option<Target> {
        self.text(field::TARGET).parse().ok()
    }

    /// Which of the State's three priorities the element is. Another number is
    /// none.
    pub fn priority(&self) -> Option<i64> {
        let value = self.field(field::PRIORITY)?.provisional();
        field::check(field::PRIORITY, value).ok()?;
        value.as_integer()
    }

    /// Pairs of key and field of a list such as [`field::EVIDENCE`], without
    /// the cleared ones.
    pub fn items(&self, prefix: &'static str) -> impl Iterator<Item = (&str, &Field)> {
        self.fields.iter().filter_map(move |(name, field)| {
            let key = name.as_str().strip_prefix(prefix)?;
            let cleared = !field.is_contested() && field.provisional().is_null();
            (!cleared).then_some((key, field))
        })
    }

    /// The contested fields.
    pub fn contested(&self) -> impl Iterator<Item = (&FieldName, &Field)> {
        self.fields.iter().filter(|(_, field)| field.is_contested())
    }

    /// The fields in the order in which an entry is read.
    pub fn in_reading_order(&self) -> Vec<(&FieldName, &Field)> {
        let mut fields: Vec<_> = self.fields.iter().collect();
        fields.sort_by_key(|(name, _)| field::reading_place(name.as_str()));
        fields
    }

    /// Whether anything at all is said.
    pub fn is_silent(&self) -> bool {
        self.fields.values().all(|field| !field.is_contested() && field.provisional().is_null())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{key, ledger, own};
    use super::*;

    fn entry(set: &[(&str, &str)]) -> Entry {
        ledger([own(1, &[], set)]).entry(&key())
    }

    #[test]
    fn an_entry_says_what_its_fields_say() {
        let entry = entry(&[("status", "ongoing"), ("target", "CAL.2022"), ("note", "Loi 12")]);
        assert_eq!(entry.standing(), Standing::Stated(Status::Ongoing));
        assert_eq!(entry.status(), Some(Status::Ongoing));
        assert_eq!(entry.target(), Some(Target::Meeting(2022)));
        assert_eq!(entry.text(field::NOTE), "Loi 12");
        assert_eq!(entry.text(field::OBSTACLE), "");
        assert!(!entry.is_silent());
    }

    #[test]
    fn silence_unknown_words_and_cleared_fields_are_no_status() {
        assert_eq!(Entry::default().standing(), Standing::NotStated);
        assert!(Entry::default().is_silent());
        assert_eq!(entry(&[("status", "finished")]).standing(), Standing::NotStated);
        assert_eq!(entry(&[("status", "")]).standing(), Standing::NotStated);
        assert!(entry(&[("status", "")]).is_silent());
    }

    #[test]
    fn a_contested_status_is_counted_as_contested() {
        let both = ledger([
            own(1, &[], &[("status", "ongoing")]),
            own(2, &[], &[("status", "implemented")]),
        ]);
        let entry = both.entry(&key());
        assert_eq!(entry.standing(), Standing::Contested);
        assert_eq!(entry.status(), Some(Status::Implemented));
        assert_eq!(entry.contested().count(), 1);
    }

    #[test]
    fn items_are_listed_by_key_without_cleared_ones() {
        let set = [("evidence:k1", "a"), ("evidence:k2", ""), ("evidences", "b"), ("note", "c")];
        let entry = entry(&set);
        let keys: Vec<&str> = entry.items(field::EVIDENCE).map(|(key, _)| key).collect();
        assert_eq!(keys, ["k1"]);
    }
}
