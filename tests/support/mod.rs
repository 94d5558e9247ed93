//! A small world for the laws: offices that write, exchange files, clone
//! their profiles, restore backups and trust broken clocks.

pub mod floods;
pub mod growth;
pub mod proof;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::revision::{Body, REVISION_VERSION, Revision, RevisionId};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{Exported, Scope, Snapshot, canonical::identify};

/// How many offices there are. Offices 0 and 1 share one profile.
pub const OFFICES: usize = 4;

const AUTHORS: [&str; OFFICES] = [
    "delegation/FI/00000000000000aa",
    "delegation/FI/00000000000000aa",
    "chair/-/00000000000000bb",
    "delegation/XB/00000000000000cc",
];

pub const FIELDS: [&str; 3] = ["status", "note", "evidence:k1"];

/// One event in the world.
#[derive(Clone, Debug)]
pub enum Step {
    Write { office: usize, entry: usize, sets: Vec<(usize, u8)>, time: i64 },
    Import { from: usize, to: usize },
    Backup { office: usize },
    Restore { office: usize },
}

/// Years 1969 to 2099: clocks say anything.
pub fn wild_time() -> impl Strategy<Value = i64> {
    -31_536_000_000_i64..4_102_444_800_000
}

pub fn step() -> impl Strategy<Value = Step> {
    let sets = proptest::collection::vec((0..FIELDS.len(), 0..4_u8), 1..3);
    prop_oneof![
        5 => (0..OFFICES, 0..2_usize, sets, wild_time())
            .prop_map(|(office, entry, sets, time)| Step::Write { office, entry, sets, time }),
        3 => (0..OFFICES, 0..OFFICES).prop_map(|(from, to)| Step::Import { from, to }),
        1 => (0..OFFICES).prop_map(|office| Step::Backup { office }),
        1 => (0..OFFICES).prop_map(|office| Step::Restore { office }),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 1..40)
}

/// What every office has in the end, backups included.
pub fn play(steps: &[Step]) -> Vec<Ledger> {
    let mut offices = vec![Ledger::default(); OFFICES];
    let mut backups = vec![Ledger::default(); OFFICES];
    for step in steps {
        match step {
            Step::Write { office, entry, sets, time } => {
                let sets = sets.iter().map(|&(field, value)| (FIELDS[field], value_of(value)));
                let revision = write_on(&offices[*office], *office, *entry, sets, *time);
                offices[*office].insert(revision);
            }
            Step::Import { from, to } => {
                let file = offices[*from].clone();
                offices[*to].union(&file);
            }
            Step::Backup { office } => backups[*office] = offices[*office].clone(),
            Step::Restore { office } => offices[*office] = backups[*office].clone(),
        }
    }
    offices.extend(backups);
    offices
}

/// A revision over everything that this ledger has of the entry.
pub fn write_on<'a>(
    ledger: &Ledger,
    office: usize,
    entry: usize,
    sets: impl Iterator<Item = (&'a str, Value)>,
    time: i64,
) -> Arc<Revision> {
    let parents = ledger.entry(&key(entry)).heads;
    Arc::new(identify(body(AUTHORS[office], entry, parents, sets, time)))
}

pub fn body<'a>(
    author: &str,
    entry: usize,
    parents: Vec<RevisionId>,
    sets: impl Iterator<Item = (&'a str, Value)>,
    time: i64,
) -> Body {
    let (participant, subject) = key(entry);
    Body {
        version: REVISION_VERSION,
        participant,
        subject,
        author: author.parse().unwrap(),
        time,
        parents,
        set: sets.map(|(name, value)| (name.parse().unwrap(), value)).collect(),
        unknown: BTreeMap::new(),
    }
}

pub fn key(entry: usize) -> EntryKey {
    ("FI".parse().unwrap(), ["PoA.1.a.1.i", "PoA.2.c"][entry].parse().unwrap())
}

pub fn value_of(number: u8) -> Value {
    if number == 0 { Value::Null } else { Value::text(format!("value {number} “é”\n")) }
}

pub fn snapshot_of(ledger: Ledger) -> Snapshot {
    let by = AUTHORS[0].parse().unwrap();
    Snapshot::new(Exported { time: 1_792_000_000_000, by, scope: Scope::Aggregate }, ledger)
}

pub fn union_of<'a>(ledgers: impl IntoIterator<Item = &'a Ledger>) -> Ledger {
    let mut union = Ledger::default();
    ledgers.into_iter().for_each(|ledger| union.union(ledger));
    union
}

/// Every value that survives in each field; a field that was never set is not
/// told from one that is cleared.
pub fn values(ledger: &Ledger) -> BTreeMap<(EntryKey, String), BTreeSet<Value>> {
    let mut found = BTreeMap::new();
    for key in ledger.keys() {
        for (name, field) in ledger.entry(key).fields {
            let values: BTreeSet<Value> = field.alternatives.into_iter().map(|a| a.value).collect();
            if values != BTreeSet::from([Value::Null]) {
                found.insert((key.clone(), name.to_string()), values);
            }
        }
    }
    found
}
