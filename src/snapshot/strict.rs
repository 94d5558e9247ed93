//! Strict JSON: parses text into [`Value`]s and rejects whatever two programs
//! could read differently. A fault inside a value does not stop the parser, so
//! one bad revision does not cost the others.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::value::{MAX_SAFE_INTEGER, Value};

use super::error::Fault;
use super::format::MAX_NODES;

/// What is recorded while values are parsed.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The fault of the current value: the first duplicate, or else the first.
    fault: Option<Fault>,
    nodes: usize,
}

impl Notes {
    /// Records a fault. A duplicate counts before any other, so that it does
    /// not depend on the order of the members whether it is seen.
    fn note(&mut self, fault: Fault) -> Value {
        let duplicate = |fault: &Fault| matches!(fault, Fault::DuplicateKey(_));
        if self.fault.as_ref().is_none_or(|known| duplicate(&fault) && !duplicate(known)) {
            self.fault = Some(fault);
        }
        Value::Null
    }

    /// The first fault since the last call.
    pub(super) fn take_fault(&mut self) -> Option<Fault> {
        self.fault.take()
    }

    /// Whether the file has too many values.
    pub(super) fn is_exhausted(&self) -> bool {
        self.nodes > MAX_NODES
    }
}

/// Parses one value that may nest `depth` deep. Faults are recorded in the
/// notes; only broken syntax is an error.
pub(super) struct Strict<'a> {
    pub(super) depth: usize,
    pub(super) notes: &'a mut Notes,
}

/// Parses a whole text. Returns the value as far as it could be parsed, and the
/// fault, if any.
pub(super) fn parse(text: &str, depth: usize, notes: &mut Notes) -> (Value, Option<Fault>) {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Strict { depth, notes: &mut *notes };
    let value = seed.deserialize(&mut deserializer);
    let whole = value.and_then(|value| deserializer.end().map(|()| value));
    let noted = notes.take_fault();
    match whole {
        Ok(value) => (value, noted),
        Err(_) if notes.is_exhausted() => (Value::Null, Some(Fault::TooManyNodes)),
        Err(error) => (Value::Null, Some(error.into())),
    }
}

/// Checks the name of a member; false, and a recorded fault, if it is invalid.
pub(super) fn check_key(key: &str, known: bool, notes: &mut Notes) -> bool {
    if known {
        notes.note(Fault::DuplicateKey(cut(key)));
    } else if !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        notes.note(Fault::KeyNotAscii(cut(key)));
    } else {
        return true;
    }
    false
}

/// The beginning of a foreign text, for a message. It cannot begin a line of
/// its own.
pub(super) fn cut(text: &str) -> String {
    let shown = |c: char| if "\n\t".contains(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().take(64).map(shown).collect()
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.notes.nodes += 1;
        if self.notes.is_exhausted() {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        if (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&value) {
            Ok(Value::Integer(value))
        } else {
            Ok(self.notes.note(Fault::NotAnInteger))
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.visit_i64(i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
        Ok(self.notes.note(Fault::NotAnInteger))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let Some(depth) = self.depth.checked_sub(1) else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(self.notes.note(Fault::TooDeep));
        };
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict { depth, notes: &mut *self.notes })? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let Some(depth) = self.depth.checked_sub(1) else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(self.notes.note(Fault::TooDeep));
        };
        let mut map = BTreeMap::new();
        while let Some(key) = members.next_key::<String>()? {
            // Members are usually sorted; then no search is needed.
            let last = map.last_key_value().map(|(last, _): (&String, _)| last);
            let known = last.is_some_and(|last| key <= *last) && map.contains_key(&key);
            let good = check_key(&key, known, self.notes);
            let value = members.next_value_seed(Strict { depth, notes: &mut *self.notes })?;
            if good {
                map.insert(key, value);
            }
        }
        Ok(Value::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_counts_towards_the_most_there_may_be() {
        let mut notes = Notes { fault: None, nodes: MAX_NODES - 3 };
        assert_eq!(parse("[1,2]", 4, &mut notes).1, None);
        assert!(!notes.is_exhausted());
        assert_eq!(parse("{\"a\":1}", 4, &mut notes).1, Some(Fault::TooManyNodes));
        assert!(notes.is_exhausted());
    }

    #[test]
    fn what_is_repeated_of_a_stranger_is_cut() {
        assert_eq!(cut(&"é".repeat(100)), "é".repeat(64));
        assert_eq!(cut("a\nok.json: sound"), "a\u{fffd}ok.json: sound");
    }
}
