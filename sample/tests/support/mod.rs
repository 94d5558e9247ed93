//! What the States of the OSCE say, and each one's last word on a field, found
//! without the projection: what the pages and papers are held against.

use std::collections::BTreeMap;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::Revision;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::participants;
use revcon3_tracker::view::overview::Group;
use sample::{Amount, Recipe};

/// Fifty-seven States with what they typically say.
pub fn ledger() -> Ledger {
    let participants = Group::Osce.members(participants(), &[]);
    Recipe { participants, amount: Amount::Typical, seed: 1 }.aggregate().ledger
}

/// The statuses that nobody wrote over, by State and element: heads of the
/// history, found by striking out every parent that wrote the field too.
pub fn words(ledger: &Ledger, name: &str) -> BTreeMap<(ParticipantCode, String), Vec<Value>> {
    let mut found: BTreeMap<_, Vec<Value>> = BTreeMap::new();
    for key in ledger.keys() {
        let revisions = ledger.entry_revisions(key);
        let wrote = |id| revisions.iter().find(|r| r.id() == id).copied();
        let value = |r: &Revision| {
            r.body().set.iter().find(|(field, _)| field.as_str() == name).map(|(_, v)| v.clone())
        };
        let mut over = Vec::new();
        for revision in revisions.iter().filter(|revision| value(revision).is_some()) {
            let mut pending: Vec<_> = revision.body().parents.to_vec();
            while let Some(id) = pending.pop() {
                over.push(id);
                pending
                    .extend(wrote(id).into_iter().flat_map(|r| r.body().parents.iter().copied()));
            }
        }
        let mut last: Vec<Value> = Vec::new();
        for revision in revisions.iter().filter(|revision| !over.contains(&revision.id())) {
            last.extend(value(revision).filter(|value| !last.contains(value)));
        }
        if !last.is_empty() {
            found.insert((key.0, key.1.to_string()), last);
        }
    }
    found
}
