//! Parses what a person writes into a cell: keys, or their words in any
//! language of the app, ignoring spacing and case.

use crate::domain::field;
use crate::domain::status::Status;
use crate::domain::value::Value;
use crate::i18n::{self, msg};
use crate::reference::status_message;

use super::fault::Problem;

/// The value of a text for a field with a single value.
///
/// # Errors
/// If the field does not allow it.
pub fn value_of(name: &str, text: &str) -> Result<Value, Problem> {
    let trimmed = text.trim();
    let value = match name {
        field::STATUS => return status_of(trimmed),
        field::TARGET => Value::text(trimmed.to_uppercase()),
        field::PRIORITY => trimmed.parse().map_or_else(|_| Value::text(trimmed), Value::Integer),
        _ => Value::text(text),
    };
    field::check(name, &value).map_err(Problem::Field)?;
    Ok(value)
}

fn status_of(text: &str) -> Result<Value, Problem> {
    let text = folded(text);
    let is_word =
        |message| i18n::in_every_language(message).iter().any(|word| folded(word) == text);
    if is_word(msg::STATUS_NOT_STATED) {
        return Ok(Value::Null);
    }
    let is_meant =
        |status: &Status| folded(status.key()) == text || is_word(status_message(*status));
    let status = Status::ALL.into_iter().find(is_meant);
    status.map(|status| Value::text(status.key())).ok_or_else(|| Problem::Status(short(&text)))
}

/// Normalises differences between people and programs: case, hyphens, apostrophes, spacing.
fn folded(text: &str) -> String {
    let text = text.to_lowercase().replace(['_', '-'], " ").replace('’', "'").replace('œ', "oe");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text cut to fit a message.
pub fn short(text: &str) -> String {
    let mut shown: String = text.trim().chars().take(40).collect();
    if shown.len() < text.trim().len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_status_is_read_by_key_and_by_word_in_every_language() {
        for status in Status::ALL {
            let expected = Ok(Value::text(status.key()));
            assert_eq!(status_of(status.key()), expected);
            assert_eq!(status_of(&status.key().replace('_', " ").to_uppercase()), expected);
            for language in Language::ALL {
                assert_eq!(status_of(i18n::pack(language).text(status_message(status))), expected);
            }
        }
        assert_eq!(status_of(" Mis\u{a0}en  OEUVRE"), Ok("implemented".into()));
        assert_eq!(status_of("Non renseigné"), Ok(Value::Null));
        assert_eq!(status_of("done"), Err(Problem::Status("done".into())));
    }

    #[test]
    fn other_fields_hold_what_they_may() {
        assert_eq!(value_of("target", " cal.2022 "), Ok("CAL.2022".into()));
        assert_eq!(value_of("target", "2022-06-30"), Ok("2022-06-30".into()));
        assert!(value_of("target", "30/06/2022").is_err());
        assert_eq!(value_of("priority", " 2 "), Ok(Value::Integer(2)));
        assert!(value_of("priority", "first").is_err());
        assert_eq!(value_of("note", " as it is "), Ok(" as it is ".into()));
        assert!(value_of("note", &"é".repeat(20_001)).is_err());
    }
}
