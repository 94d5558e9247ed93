//! Evidence and assistance as lines of one cell: `[key] part | part | part`.
//! Each line is an item, identified by its key; a line without key is a new
//! item. Does not know which items exist.

use crate::domain::assistance::{Assistance, AssistanceState};
use crate::domain::evidence::Evidence;
use crate::domain::field::{self, FieldError};
use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;

use super::cell::{long_check, tidy};

/// The format of a line of evidence.
pub const EVIDENCE_FORM: &str = "title | link | 2022-06-30";
/// The format of a line of assistance.
pub const ASSISTANCE_FORM: &str = "need | training | open | partner | note";

/// Splits a line into the key in brackets, if any, and the rest.
pub fn key_and_rest(line: &str) -> (Option<&str>, &str) {
    let line = line.trim();
    let inside = line.strip_prefix('[').and_then(|inside| {
        // Keys contain no space, so the first bracket before one closes the key.
        inside.split_once("] ").or_else(|| Some((inside.strip_suffix(']')?, "")))
    });
    match inside {
        Some((key, rest)) if !key.is_empty() && !key.contains(' ') => (Some(key), rest.trim()),
        _ => (None, line),
    }
}

/// The key of a new item. The same line in the same row gets the same key, so
/// that a sheet can be read twice.
pub fn new_key(entry: &EntryKey, line: &str) -> String {
    let text = format!("{} {} {}", entry.0, entry.1, line.trim());
    format!("{:010x}", long_check(&text) & 0xff_ffff_ffff)
}

/// The line of an item of the list `prefix`; none if its value cannot be
/// written as parts.
pub fn parts_of(prefix: &str, value: &Value) -> Option<String> {
    let parts = if prefix == field::EVIDENCE {
        let evidence = Evidence::from_value(value).ok()?;
        vec![evidence.title, evidence.link, evidence.date]
    } else {
        let item = Assistance::from_value(value).ok()?;
        let words = [item.direction.key(), item.kind.key(), item.state.key()];
        words.map(str::to_owned).into_iter().chain([item.partner, item.note]).collect()
    };
    let mut line = parts.iter().map(|part| escaped(part)).collect::<Vec<_>>().join(" | ");
    while let Some(shorter) = line.strip_suffix(" | ") {
        line.truncate(shorter.len());
    }
    Some(line)
}

/// The value of a line. Members of the previous value that the sheet does not
/// show are kept.
///
/// # Errors
/// `None` if there are too many parts; otherwise the error.
pub fn value_of(prefix: &str, line: &str, before: &Value) -> Result<Value, Option<FieldError>> {
    let parts = split(line);
    let part = |place: usize| parts.get(place).cloned().unwrap_or_default();
    if prefix == field::EVIDENCE {
        if parts.len() > 3 {
            return Err(None);
        }
        let unknown = Evidence::from_value(before).map(|item| item.unknown).unwrap_or_default();
        let [title, link, date] = [0, 1, 2].map(part);
        return Ok(Evidence { title, link, date, unknown }.to_value());
    }
    if parts.len() > 5 {
        return Err(None);
    }
    let word = |place: usize| part(place).to_lowercase();
    let unknown = Assistance::from_value(before).map(|item| item.unknown).unwrap_or_default();
    let state = Some(word(2)).filter(|state| !state.is_empty());
    let item = Assistance {
        direction: word(0).parse().map_err(Some)?,
        kind: word(1).parse().map_err(Some)?,
        state: state.map_or(Ok(AssistanceState::Open), |state| state.parse()).map_err(Some)?,
        partner: part(3),
        note: part(4),
        unknown,
    };
    Ok(item.to_value())
}

fn escaped(part: &str) -> String {
    let part = tidy(part).replace('\\', "\\\\").replace('|', "\\|").replace('\n', "\\n");
    part.trim().to_owned()
}

/// Splits a line at unescaped bars.
fn split(line: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match c {
            '|' => parts.push(std::mem::take(&mut part).trim().to_owned()),
            '\\' => match characters.next() {
                Some('n') => part.push('\n'),
                Some(escaped @ ('|' | '\\')) => part.push(escaped),
                Some(other) => part.extend(['\\', other]),
                None => part.push('\\'),
            },
            _ => part.push(c),
        }
    }
    parts.push(part.trim().to_owned());
    parts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::assistance::{AssistanceKind, Direction};

    #[test]
    fn a_line_begins_with_its_key_or_is_new() {
        assert_eq!(key_and_rest(" [k1] Law 12 | x "), (Some("k1"), "Law 12 | x"));
        assert_eq!(key_and_rest("[k]1] Law"), (Some("k]1"), "Law"));
        assert_eq!(key_and_rest("[k1]"), (Some("k1"), ""));
        assert_eq!(key_and_rest("Law [12] of 2020"), (None, "Law [12] of 2020"));
        assert_eq!(key_and_rest("[sic] Law"), (Some("sic"), "Law"));
        assert_eq!(key_and_rest("[see annex] Law"), (None, "[see annex] Law"));
    }

    #[test]
    fn evidence_reads_back_with_bars_line_ends_and_what_is_not_shown() {
        let evidence = Evidence {
            title: "Law 12 | “old”\nand \\new".into(),
            link: "A/CONF.192/15".into(),
            date: "2019-02-01".into(),
            unknown: BTreeMap::from([("pages".into(), Value::Integer(3))]),
        };
        let value = evidence.to_value();
        let line = parts_of(field::EVIDENCE, &value).unwrap();
        assert_eq!(line, "Law 12 \\| “old”\\nand \\\\new | A/CONF.192/15 | 2019-02-01");
        assert_eq!(value_of(field::EVIDENCE, &line, &value), Ok(value));
        assert_eq!(value_of(field::EVIDENCE, "a | b | c | d", &Value::Null), Err(None));
    }

    #[test]
    fn assistance_reads_back_and_is_open_unless_it_says_otherwise() {
        let item = Assistance::new(Direction::Offer, AssistanceKind::Training);
        let line = parts_of(field::ASSISTANCE, &item.to_value()).unwrap();
        assert_eq!(line, "offer | training | open");
        let read = value_of(field::ASSISTANCE, "Offer | TRAINING", &Value::Null);
        assert_eq!(read, Ok(item.to_value()));
        let gift = value_of(field::ASSISTANCE, "gift | training", &Value::Null);
        assert!(matches!(gift, Err(Some(FieldError::UnknownWord { .. }))));
    }

    #[test]
    fn a_value_of_another_kind_has_no_parts() {
        assert_eq!(parts_of(field::EVIDENCE, &"Law 12".into()), None);
    }
}
