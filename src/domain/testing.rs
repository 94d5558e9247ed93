//! Revisions for the unit tests of this module: not hashed, with ids chosen by
//! number.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ledger::{EntryKey, Ledger};
use super::revision::{Body, FieldName, Revision, RevisionId};
use super::value::Value;

/// The id of revision number `n`.
pub fn id(n: u8) -> RevisionId {
    RevisionId::from_bytes([n; 20])
}

/// The name of a field.
pub fn name(text: &str) -> FieldName {
    text.parse().unwrap()
}

/// The entry of all these revisions.
pub fn key() -> EntryKey {
    ("FI".parse().unwrap(), "PoA.4".parse().unwrap())
}

/// Revision number `n` with these parents, by the State's own delegation.
pub fn own(n: u8, parents: &[u8], set: &[(&str, &str)]) -> Arc<Revision> {
    by("delegation/FI/0000000000000001", n, parents, set)
}

/// Revision number `n` with these parents; an empty text clears.
pub fn by(author: &str, n: u8, parents: &[u8], set: &[(&str, &str)]) -> Arc<Revision> {
    let value = |text: &str| {
        if text.is_empty() { Value::Null } else { text.into() }
    };
    let (participant, subject) = key();
    let body = Body {
        version: 1,
        participant,
        subject,
        author: author.parse().unwrap(),
        time: i64::from(n),
        parents: parents.iter().map(|&n| id(n)).collect(),
        set: set.iter().map(|(field, text)| (name(field), value(text))).collect(),
        unknown: BTreeMap::new(),
    };
    Arc::new(Revision::with_id(id(n), body))
}

/// The ledger of these revisions.
pub fn ledger(revisions: impl IntoIterator<Item = Arc<Revision>>) -> Ledger {
    revisions.into_iter().collect()
}
