//! Merges several snapshots into one. The result depends only on the set of
//! snapshots, not on their order or the clock, so that merging the same files
//! always gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ordered::Ordered;
use crate::domain::value::Value;

use super::{Scope, Snapshot, Unknown};

/// What separates the handling lines of several files.
pub const BETWEEN_MARKINGS: &str = "; ";

/// The merged snapshots as an aggregate; none if there are none. Private
/// revisions and settings are left out. The header gets the latest claimed
/// export, all handling lines, and, for an author with several names, the one
/// that sorts last.
pub fn merge<'a>(snapshots: impl IntoIterator<Item = &'a Snapshot>) -> Option<Snapshot> {
    let mut snapshots = snapshots.into_iter();
    let mut merged = stripped(snapshots.next()?);
    snapshots.for_each(|snapshot| absorb(&mut merged, snapshot));
    Some(merged)
}

fn stripped(snapshot: &Snapshot) -> Snapshot {
    let mut merged = Snapshot { private: None, settings: None, ..snapshot.clone() };
    merged.exported.scope = Scope::Aggregate;
    merged.marking = joined_markings([snapshot.marking.as_str()]);
    merged
}

fn absorb(merged: &mut Snapshot, snapshot: &Snapshot) {
    merged.ledger.union(&snapshot.ledger);
    let mut exported = snapshot.exported.clone();
    exported.scope = Scope::Aggregate;
    if exported > merged.exported {
        merged.exported = exported;
    }
    merged.marking = joined_markings([merged.marking.as_str(), snapshot.marking.as_str()]);
    for (id, name) in &snapshot.authors {
        let known = merged.authors.entry(id.clone()).or_default();
        if name > known {
            known.clone_from(name);
        }
    }
    let Unknown { envelope, authors } = &snapshot.unknown;
    keep_greater(&mut merged.unknown.envelope, envelope);
    keep_greater(&mut merged.unknown.authors, authors);
}

fn joined_markings<const N: usize>(markings: [&str; N]) -> String {
    let lines = markings.iter().flat_map(|marking| marking.split(BETWEEN_MARKINGS));
    let distinct: BTreeSet<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).to_set();
    distinct.into_iter().collect::<Vec<_>>().join(BETWEEN_MARKINGS)
}

fn keep_greater(known: &mut BTreeMap<String, Value>, more: &BTreeMap<String, Value>) {
    for (name, value) in more {
        let kept = known.entry(name.clone()).or_insert_with(|| value.clone());
        if value > kept {
            kept.clone_from(value);
        }
    }
}
