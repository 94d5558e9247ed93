//! More than anybody will ever have: no recursion, no square of the number.

use std::sync::Arc;
use std::time::{Duration, Instant};

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::projection::last_agreed;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::canonical::identify;
use revcon3_tracker::snapshot::{read, write};

use crate::support::{body, key, snapshot_of};

const MANY: i64 = 20_000;
const CHAIR: &str = "chair/-/00000000000000c4";

/// Far more than it takes unoptimised, far less than a square would.
const PATIENCE: Duration = Duration::from_secs(60);

fn note(number: i64) -> impl Iterator<Item = (&'static str, Value)> {
    std::iter::once(("note", Value::Integer(number)))
}

fn round_trip(ledger: &Ledger) {
    let begun = Instant::now();
    let reading = read(write(&snapshot_of(ledger.clone())).as_bytes()).unwrap();
    assert!(reading.refused.is_empty() && reading.warnings.is_empty());
    assert_eq!(reading.snapshot.ledger, *ledger);
    let entry = ledger.entry(&key(0));
    assert!(!entry.is_silent());
    let revisions = ledger.entry_revisions(&key(0));
    last_agreed(&revisions, &"note".parse().unwrap());
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
}

#[test]
fn twenty_thousand_who_had_not_seen_each_other() {
    let bodies = (0..MANY).map(|time| body(CHAIR, 0, Vec::new(), note(time), time));
    let ledger: Ledger = bodies.map(identify).map(Arc::new).collect();
    let entry = ledger.entry(&key(0));
    assert_eq!(entry.heads.len(), 20_000);
    assert_eq!(entry.field("note").unwrap().alternatives.len(), 20_000);
    round_trip(&ledger);
}

#[test]
fn twenty_thousand_one_after_the_other() {
    let mut ledger = Ledger::default();
    let mut parents = Vec::new();
    for time in 0..MANY {
        let revision = identify(body(CHAIR, 0, parents, note(time), time));
        parents = vec![revision.id()];
        ledger.insert(Arc::new(revision));
    }
    let entry = ledger.entry(&key(0));
    assert_eq!(entry.heads, parents);
    assert_eq!(entry.field("note").unwrap().provisional(), &Value::Integer(MANY - 1));
    round_trip(&ledger);
}

#[test]
fn a_flood_of_field_names_needs_no_memory_by_the_square() {
    let names: Vec<String> = (0..MANY * 4).map(|number| format!("x{number}")).collect();
    let bodies = names.chunks(40).enumerate().map(|(number, names)| {
        let sets = names.iter().map(|name| (name.as_str(), Value::Null));
        body(CHAIR, 0, Vec::new(), sets, i64::try_from(number).unwrap())
    });
    let ledger: Ledger = bodies.map(identify).map(Arc::new).collect();
    let begun = Instant::now();
    assert_eq!(ledger.entry(&key(0)).fields.len(), names.len());
    assert!(begun.elapsed() < PATIENCE);
}
