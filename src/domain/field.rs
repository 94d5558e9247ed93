//! The fields this program knows: their names, and which values may be written.
//! Readers do not check here: what others wrote is kept and shown even if this
//! program does not understand it.

use std::fmt;

use super::assistance::Assistance;
use super::evidence::Evidence;
use super::status::{Status, UnknownStatus};
use super::target::{InvalidTarget, Target};
use super::value::Value;

/// The status of an element.
pub const STATUS: &str = "status";
/// A note that is shared with the entry.
pub const NOTE: &str = "note";
/// A note that no share file contains; it lives in a separate ledger.
pub const PRIVATE_NOTE: &str = "private.note";
/// The body responsible.
pub const RESPONSIBLE: &str = "responsible";
/// A meeting of the calendar or a date.
pub const TARGET: &str = "target";
/// An obstacle to implementation.
pub const OBSTACLE: &str = "obstacle";
/// One of the State's three priorities (question 1): 1, 2 or 3.
pub const PRIORITY: &str = "priority";
/// One piece of evidence per key.
pub const EVIDENCE: &str = "evidence:";
/// One need or offer per key.
pub const ASSISTANCE: &str = "assistance:";
/// The answer to a question.
pub const ANSWER: &str = "answer";
/// The chair's note.
pub const CHAIR_NOTE: &str = "chair.note";
/// The chair's question to the delegation.
pub const CHAIR_QUERY: &str = "chair.query";
/// Set (to any text) when the chair has adopted an added element.
pub const CHAIR_ADOPTED: &str = "chair.adopted";
/// The text of an added element, one field per language.
pub const TEXT: &str = "text:";
/// When a meeting is held.
pub const DATES: &str = "dates";
/// Where a meeting is held.
pub const PLACE: &str = "place";
/// What a meeting is about.
pub const THEME: &str = "theme";
/// How long a meeting lasts.
pub const DURATION: &str = "duration";
/// Prefix of the fields that no share file contains.
pub const PRIVATE_PREFIX: &str = "private.";

/// The longest text that may be written in a field, in characters.
pub const MAX_TEXT: usize = 20_000;

/// The fields that hold plain text.
pub const TEXTS: [&str; 12] = [
    NOTE,
    PRIVATE_NOTE,
    RESPONSIBLE,
    OBSTACLE,
    ANSWER,
    CHAIR_NOTE,
    CHAIR_QUERY,
    CHAIR_ADOPTED,
    DATES,
    PLACE,
    THEME,
    DURATION,
];

/// Why a value may not be written in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// The field holds text, and this is not a text.
    NotText,
    /// The text has more than [`MAX_TEXT`] characters.
    TooLong,
    /// No such status.
    Status(UnknownStatus),
    /// Not a valid target.
    Target(InvalidTarget),
    /// A priority is 1, 2 or 3.
    Priority,
    /// A piece of evidence or of assistance must be a map of members, and this
    /// is not.
    NotMap,
    /// A member that must be there is not.
    Missing(&'static str),
    /// A member that must be text is not.
    MemberNotText(&'static str),
    /// A member's value is not one of its known words.
    UnknownWord {
        /// The member.
        member: &'static str,
        /// Its value.
        found: String,
        /// The known words.
        known: &'static [&'static str],
    },
    /// A date is not written `YYYY-MM-DD`.
    Date(String),
    /// Evidence needs a title or a link.
    EmptyEvidence,
    /// The key after the colon is missing.
    NoKey,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("this field holds text: write it as text"),
            Self::TooLong => write!(f, "the text is too long: use at most {MAX_TEXT} characters"),
            Self::Status(error) => error.fmt(f),
            Self::Target(error) => error.fmt(f),
            Self::Priority => f.write_str("a priority is 1, 2 or 3"),
            Self::NotMap => f.write_str("this field holds named members: write a JSON object"),
            Self::Missing(member) => write!(f, "the member “{member}” is missing: add it"),
            Self::MemberNotText(member) => write!(f, "the member “{member}” must be text"),
            Self::UnknownWord { member, found, known } => {
                write!(f, "“{found}” is no {member}: use one of {}", known.join(", "))
            }
            Self::Date(found) => write!(f, "“{found}” is not a date: write it as 2022-06-30"),
            Self::EmptyEvidence => f.write_str("give the evidence a title or a link"),
            Self::NoKey => f.write_str("name the item after the colon, as in evidence:k1"),
        }
    }
}

impl std::error::Error for FieldError {}

/// The fields in reading order; lists of items by their prefix.
const READING_ORDER: [&str; 14] = [
    STATUS,
    TARGET,
    PRIORITY,
    NOTE,
    RESPONSIBLE,
    OBSTACLE,
    EVIDENCE,
    ASSISTANCE,
    ANSWER,
    TEXT,
    DATES,
    PLACE,
    THEME,
    DURATION,
];

/// A field's position in reading order. The chair's fields and unknown ones
/// come last.
pub fn reading_place(name: &str) -> usize {
    READING_ORDER.iter().position(|known| is_same(known, name)).unwrap_or(READING_ORDER.len())
}

/// Whether a name equals a known field's, or has the prefix of a known list.
pub(super) fn is_same(known: &str, name: &str) -> bool {
    known == name || (known.ends_with(':') && name.starts_with(known))
}

/// Whether this program knows what the field means.
pub fn is_known(name: &str) -> bool {
    let items = [EVIDENCE, ASSISTANCE, TEXT];
    [STATUS, TARGET, PRIORITY].contains(&name)
        || TEXTS.contains(&name)
        || items.iter().any(|prefix| name.starts_with(prefix))
}

/// Whether no share file contains the field.
pub fn is_private(name: &str) -> bool {
    name.starts_with(PRIVATE_PREFIX)
}

/// Whether the field holds words rather than a choice, so that two values can
/// be compared word by word.
pub fn is_wording(name: &str) -> bool {
    ![STATUS, TARGET, PRIORITY].contains(&name)
}

/// Whether the field is a plain text.
pub fn is_text(name: &str) -> bool {
    TEXTS.contains(&name) || name.starts_with(TEXT)
}

/// The value for what was typed or chosen in a form; blank text clears. None if
/// it is not valid.
pub fn typed(name: &str, text: &str) -> Option<Value> {
    let value = match name {
        _ if text.trim().is_empty() => Value::Null,
        PRIORITY => Value::Integer(text.parse().ok()?),
        _ => Value::text(text),
    };
    check(name, &value).is_ok().then_some(value)
}

/// Checks that this program may write the value in the field. Clearing is
/// always allowed, and an unknown field may have any value.
///
/// # Errors
/// If the field is known and the value is not valid for it.
pub fn check(name: &str, value: &Value) -> Result<(), FieldError> {
    for prefix in [EVIDENCE, ASSISTANCE, TEXT] {
        if name == prefix {
            return Err(FieldError::NoKey);
        }
    }
    if value.is_null() {
        return Ok(());
    }
    match name {
        STATUS => check_status(value),
        TARGET => check_target(value),
        PRIORITY => check_priority(value),
        _ if name.starts_with(EVIDENCE) => Evidence::from_value(value)?.check(),
        _ if name.starts_with(ASSISTANCE) => Assistance::from_value(value)?.check(),
        _ if is_text(name) => check_text(text_of(value)?),
        _ => Ok(()),
    }
}

fn text_of(value: &Value) -> Result<&str, FieldError> {
    value.as_text().ok_or(FieldError::NotText)
}

/// Checks that a text is short enough to be written.
pub(super) fn check_text(text: &str) -> Result<(), FieldError> {
    let long = text.chars().nth(MAX_TEXT).is_some();
    if long { Err(FieldError::TooLong) } else { Ok(()) }
}

fn check_status(value: &Value) -> Result<(), FieldError> {
    text_of(value)?.parse::<Status>().map(drop).map_err(FieldError::Status)
}

fn check_target(value: &Value) -> Result<(), FieldError> {
    text_of(value)?.parse::<Target>().map(drop).map_err(FieldError::Target)
}

fn check_priority(value: &Value) -> Result<(), FieldError> {
    match value.as_integer() {
        Some(1..=3) => Ok(()),
        _ => Err(FieldError::Priority),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn map(members: &[(&str, &str)]) -> Value {
        let text = |(name, value): &(&str, &str)| (name.to_string(), Value::text(*value));
        Value::Map(members.iter().map(text).collect())
    }

    #[test]
    fn what_the_fields_are_for_may_be_written() {
        let offer = [("direction", "offer"), ("kind", "training"), ("state", "open")];
        for (name, value) in [
            ("status", Value::text("ongoing")),
            ("target", Value::text("CAL.2022")),
            ("target", Value::text("2022-06-30")),
            ("priority", Value::Integer(3)),
            ("note", Value::text("")),
            ("text:fr", Value::text("Un élément")),
            ("evidence:k1", map(&[("title", "Loi 12"), ("date", "2019-02-01")])),
            ("assistance:k1", map(&offer)),
            ("status", Value::Null),
            ("x.future", Value::List(vec![Value::Bool(true)])),
        ] {
            assert_eq!(check(name, &value), Ok(()), "{name}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_way_out() {
        for (name, value, advice) in [
            ("status", Value::text("done"), "use one of not_started"),
            ("status", Value::Bool(true), "write it as text"),
            ("target", Value::text("soon"), "use a meeting"),
            ("priority", Value::Integer(4), "1, 2 or 3"),
            ("priority", Value::text("1"), "1, 2 or 3"),
            ("note", Value::text("é".repeat(MAX_TEXT + 1)), "at most 20000"),
            ("evidence:", map(&[("title", "Loi 12")]), "name the item"),
            ("evidence:k1", Value::text("Loi 12"), "JSON object"),
            ("evidence:k1", Value::Map(BTreeMap::new()), "a title or a link"),
            ("evidence:k1", map(&[("title", "a"), ("date", "2019")]), "2022-06-30"),
            ("assistance:k1", map(&[("kind", "training")]), "direction"),
            ("assistance:k1", map(&[("direction", "gift")]), "need, offer"),
        ] {
            let error = check(name, &value).expect_err(name).to_string();
            assert!(error.contains(advice), "{name}: {error}");
        }
    }

    #[test]
    fn a_person_reads_the_status_first_and_what_the_chair_asks_last() {
        let mut names = ["chair.query", "evidence:k2", "statsu", "note", "status", "target"];
        names.sort_by_key(|name| (reading_place(name), *name));
        assert_eq!(names, ["status", "target", "note", "evidence:k2", "chair.query", "statsu"]);
    }

    #[test]
    fn what_was_typed_becomes_the_value_of_its_field() {
        assert_eq!(typed("note", " a "), Some(Value::text(" a ")));
        assert_eq!(typed("note", " \n"), Some(Value::Null));
        assert_eq!(typed("priority", "2"), Some(Value::Integer(2)));
        assert_eq!(typed("status", ""), Some(Value::Null));
        for (name, text) in [("priority", "4"), ("priority", "high"), ("status", "done")] {
            assert_eq!(typed(name, text), None, "{name}");
        }
        assert_eq!(typed("target", "day"), None);
    }

    #[test]
    fn known_fields_are_told_from_unknown_ones() {
        assert!(is_known("status") && is_known("chair.query") && is_known("evidence:k1"));
        assert!(!is_known("statsu"));
        assert!(is_private("private.note") && !is_private("note"));
        assert!(is_wording("note") && is_wording("statsu") && !is_wording("status"));
    }
}
