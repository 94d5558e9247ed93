//! The canonical form of a revision (RFC 8785) and the identifier computed from
//! it. The only place that computes identifiers.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::domain::ordered::Ordered;
use crate::domain::revision::{
    Body, FieldName, Fields, MAX_FIELDS, MAX_PARENTS, Malformed, REVISION_VERSION, Revision,
    RevisionId,
};
use crate::domain::value::Value;

use super::error::{Fault, RevisionError};
use super::format::{MAX_REVISION_DEPTH, REVISION_DOMAIN};
use super::quick;
use super::strict::{self, Notes};

/// The members of a JSON object, in canonical order: the names are ASCII, so
/// byte order equals the order of UTF-16 code units.
pub(super) type Members = BTreeMap<String, Value>;

/// Computes the identifier of a new body. Sorts and deduplicates its parents;
/// revisions that are read keep the order of the file.
pub fn identify(mut body: Body) -> Revision {
    body.parents.sort_unstable();
    body.parents.dedup();
    let mut text = with_room();
    text.push('{');
    write_body(&mut text, &body);
    text.push('}');
    Revision::with_id(hash(&[&text]), body)
}

/// The value as canonical JSON text.
pub fn to_text(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value);
    text
}

/// Parses a strict JSON text.
///
/// # Errors
/// If the text is not strict JSON or nests deeper than a field's value may.
pub fn from_text(text: &str) -> Result<Value, Fault> {
    let (value, fault) = strict::parse(text, MAX_REVISION_DEPTH - 2, &mut Notes::default());
    fault.map_or(Ok(value), Err)
}

/// The revision as one line of JSON: its id, then its members in canonical
/// order. The text without the id is what is hashed.
pub fn to_line(revision: &Revision) -> String {
    let mut line = with_room();
    write_line(&mut line, revision);
    line
}

/// Appends [`to_line`] to a text.
pub fn write_line(out: &mut String, revision: &Revision) {
    out.push_str("{\"id\":\"");
    out.push_str(revision.id().as_str());
    // A body always has members, so the comma is needed.
    out.push_str("\",");
    write_body(out, revision.body());
    out.push('}');
}

/// Parses a revision from a line and verifies its id.
///
/// # Errors
/// If the line is not strict JSON, the hash of its content is not its id, or
/// required members are missing or malformed.
pub fn from_line(line: &str) -> Result<Revision, RevisionError> {
    quick::read(line).map_or_else(|| from_any_line(line), Ok)
}

/// [`from_line`] for any member order and spelling.
fn from_any_line(line: &str) -> Result<Revision, RevisionError> {
    match strict::parse(line, MAX_REVISION_DEPTH, &mut Notes::default()) {
        (_, Some(fault)) => Err(fault.into()),
        (value, None) => verify(value),
    }
}

/// Converts a value to a revision after verifying its id.
pub(super) fn verify(value: Value) -> Result<Revision, RevisionError> {
    let Value::Map(mut members) = value else {
        return Err(RevisionError::NotAnObject);
    };
    let claimed: RevisionId = parsed(&mut members, "id")?;
    // The content is hashed as the file has it, unknown members included.
    let computed = hash(&[&text_of_map(&members)]);
    if claimed != computed {
        return Err(RevisionError::WrongHash { claimed, computed });
    }
    Ok(Revision::with_id(claimed, body_of(members)?))
}

/// The first 20 bytes of the SHA-256 of the concatenated parts.
pub(super) fn short_hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 20] {
    let mut hasher = Sha256::new();
    parts.into_iter().for_each(|part| hasher.update(part));
    let mut short = [0; 20];
    short.copy_from_slice(&hasher.finalize()[..20]);
    short
}

/// The identifier of the body whose canonical text is the concatenation of these parts.
pub(super) fn hash(body: &[&str]) -> RevisionId {
    let parts = std::iter::once(REVISION_DOMAIN).chain(body.iter().copied());
    RevisionId::from_bytes(short_hash(parts.map(str::as_bytes)))
}

/// The members of a body as canonical JSON text, without the braces.
fn write_body(out: &mut String, body: &Body) {
    if !body.unknown.is_empty() {
        let text = text_of_map(&members_of(body));
        return out.push_str(&text[1..text.len() - 1]);
    }
    // The usual case: written in the order of the names, without copying.
    let _ = write!(out, "\"by\":\"{}\",\"e\":\"{}\"", body.author, body.subject);
    for (position, parent) in body.parents.iter().enumerate() {
        out.push_str(if position == 0 { ",\"p\":[\"" } else { "\",\"" });
        out.push_str(parent.as_str());
    }
    out.push_str(if body.parents.is_empty() { ",\"s\":\"" } else { "\"],\"s\":\"" });
    out.push_str(body.participant.as_str());
    out.push_str("\",\"set\":{");
    for (position, (name, value)) in body.set.iter().enumerate() {
        separate(out, position);
        write_text(out, name.as_str());
        out.push(':');
        write_value(out, value);
    }
    let _ = write!(out, "}},\"t\":{},\"v\":{}", body.time, body.version);
}

/// A buffer large enough for a usual revision, so that it seldom has to grow.
fn with_room() -> String {
    String::with_capacity(1_024)
}

fn members_of(body: &Body) -> Members {
    let mut members = body.unknown.clone();
    let mut put = |name: &str, value| members.insert(name.to_owned(), value);
    put("v", Value::Integer(body.version));
    put("s", Value::text(body.participant.as_str()));
    put("e", Value::text(body.subject.as_str()));
    put("by", Value::text(body.author.to_string()));
    put("t", Value::Integer(body.time));
    if !body.parents.is_empty() {
        let parents = body.parents.iter().map(|id| Value::text(id.as_str()));
        put("p", Value::List(parents.collect()));
    }
    let set = body.set.iter().map(|(name, value)| (name.to_string(), value.clone()));
    put("set", Value::Map(set.to_map()));
    members
}

fn body_of(mut members: Members) -> Result<Body, RevisionError> {
    let version = integer(&mut members, "v")?;
    if version > REVISION_VERSION {
        return Err(RevisionError::Newer(version));
    }
    if version < REVISION_VERSION {
        return Err(RevisionError::WrongType { member: "v", expected: "1" });
    }
    Ok(Body {
        version,
        participant: parsed(&mut members, "s")?,
        subject: parsed(&mut members, "e")?,
        author: parsed(&mut members, "by")?,
        time: integer(&mut members, "t")?,
        parents: parents(members.remove("p"))?,
        set: fields(members.remove("set"))?,
        unknown: members,
    })
}

fn integer(members: &mut Members, member: &'static str) -> Result<i64, RevisionError> {
    let value = members.remove(member).ok_or(RevisionError::Missing(member))?;
    value.as_integer().ok_or(RevisionError::WrongType { member, expected: "an integer" })
}

fn parsed<T>(members: &mut Members, member: &'static str) -> Result<T, RevisionError>
where
    T: std::str::FromStr<Err: Into<Malformed>>,
{
    let value = members.remove(member).ok_or(RevisionError::Missing(member))?;
    let text = value.as_text().ok_or(RevisionError::WrongType { member, expected: "text" })?;
    text.parse().map_err(|error: T::Err| RevisionError::Malformed { member, reason: error.into() })
}

fn parents(value: Option<Value>) -> Result<Vec<RevisionId>, RevisionError> {
    const MEMBER: &str = "p";
    let wrong = RevisionError::WrongType { member: MEMBER, expected: "a list of revision ids" };
    match value {
        None => Ok(Vec::new()),
        Some(Value::List(list)) if list.is_empty() => Err(RevisionError::EmptyParents),
        Some(Value::List(list)) if list.len() > MAX_PARENTS => {
            Err(RevisionError::TooManyParents(list.len()))
        }
        Some(Value::List(list)) => {
            let texts = list.iter().map(|id| id.as_text().ok_or_else(|| wrong.clone()));
            texts.map(|text| text?.parse().map_err(|reason| malformed(MEMBER, reason))).collect()
        }
        Some(_) => Err(wrong),
    }
}

pub(super) fn fields(value: Option<Value>) -> Result<Fields, RevisionError> {
    const MEMBER: &str = "set";
    match value {
        None => Err(RevisionError::Missing(MEMBER)),
        Some(Value::Map(map)) if map.len() > MAX_FIELDS => {
            Err(RevisionError::TooManyFields(map.len()))
        }
        Some(Value::Map(map)) => {
            let mut fields = Fields::with_capacity(map.len());
            for (name, value) in map {
                let name = FieldName::try_from(name).map_err(|r| malformed(MEMBER, r))?;
                fields.insert(name, value);
            }
            Ok(fields)
        }
        Some(_) => Err(RevisionError::WrongType { member: MEMBER, expected: "an object" }),
    }
}

fn malformed(member: &'static str, reason: Malformed) -> RevisionError {
    RevisionError::Malformed { member, reason }
}

/// The members as canonical JSON text.
fn text_of_map(members: &Members) -> String {
    let mut text = with_room();
    write_map(&mut text, members);
    text
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Integer(number) => {
            // Writing to a String cannot fail.
            let _ = write!(out, "{number}");
        }
        Value::Text(text) => write_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                separate(out, position);
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Map(members) => write_map(out, members),
    }
}

fn write_map(out: &mut String, members: &Members) {
    out.push('{');
    for (position, (name, value)) in members.iter().enumerate() {
        separate(out, position);
        write_text(out, name);
        out.push(':');
        write_value(out, value);
    }
    out.push('}');
}

fn separate(out: &mut String, position: usize) {
    if position > 0 {
        out.push(',');
    }
}

/// Escapes as RFC 8785: only what JSON requires, in its shortest form.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    // Escaped characters are ASCII, so a byte search never hits part of another one.
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some(place) = rest.bytes().position(is_escaped) {
        out.push_str(&rest[..place]);
        write_escape(out, rest.as_bytes()[place]);
        rest = &rest[place + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

fn write_escape(out: &mut String, byte: u8) {
    let short = match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\x08' => "\\b",
        b'\t' => "\\t",
        b'\n' => "\\n",
        b'\x0c' => "\\f",
        b'\r' => "\\r",
        _ => {
            let _ = write!(out, "\\u{byte:04x}");
            return;
        }
    };
    out.push_str(short);
}
