//! More than anybody will ever have: no recursion, no square of the number.

use std::sync::Arc;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::projection::last_agreed;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::canonical::identify;
use revcon3_tracker::snapshot::{read, write};

use crate::support::floods::heads;
use crate::support::growth::is_no_square;
use crate::support::{body, key, snapshot_of};

const MANY: i64 = 20_000;
/// An eighth, for `growth::TIMES`.
const FEW: i64 = MANY / 8;
const CHAIR: &str = "chair/-/00000000000000c4";

fn note(number: i64) -> impl Iterator<Item = (&'static str, Value)> {
    std::iter::once(("note", Value::Integer(number)))
}

fn round_trip(ledger: &Ledger) {
    let reading = read(write(&snapshot_of(ledger.clone())).as_bytes()).unwrap();
    assert!(reading.refused.is_empty() && reading.warnings.is_empty());
    assert_eq!(reading.snapshot.ledger, *ledger);
    let entry = ledger.entry(&key(0));
    assert!(!entry.is_silent());
    let revisions = ledger.entry_revisions(&key(0));
    last_agreed(&revisions, &"note".parse().unwrap());
}

/// So many revisions, each over the one before.
fn line(many: i64) -> Ledger {
    let mut ledger = Ledger::default();
    let mut parents = Vec::new();
    for time in 0..many {
        let revision = identify(body(CHAIR, 0, parents, note(time), time));
        parents = vec![revision.id()];
        ledger.insert(Arc::new(revision));
    }
    ledger
}

/// So many fields in revisions of forty each, which had not seen each other.
fn fields(many: i64) -> Ledger {
    let names: Vec<String> = (0..many).map(|number| format!("x{number}")).collect();
    let bodies = names.chunks(40).enumerate().map(|(number, names)| {
        let sets = names.iter().map(|name| (name.as_str(), Value::Null));
        body(CHAIR, 0, Vec::new(), sets, i64::try_from(number).unwrap())
    });
    bodies.map(identify).map(Arc::new).collect()
}

#[test]
fn twenty_thousand_who_had_not_seen_each_other() {
    let ledger = heads(MANY);
    let entry = ledger.entry(&key(0));
    assert_eq!(entry.heads.len(), 20_000);
    assert_eq!(entry.field("note").unwrap().alternatives.len(), 20_000);
    is_no_square("heads", &heads(FEW), &ledger, round_trip);
}

#[test]
fn twenty_thousand_one_after_the_other() {
    let ledger = line(MANY);
    let entry = ledger.entry(&key(0));
    assert_eq!(entry.heads.len(), 1);
    assert_eq!(entry.field("note").unwrap().provisional(), &Value::Integer(MANY - 1));
    is_no_square("one after the other", &line(FEW), &ledger, round_trip);
}

#[test]
fn a_flood_of_field_names_needs_no_time_and_no_memory_by_the_square() {
    let (few, many) = (fields(FEW * 4), fields(MANY * 4));
    assert_eq!(many.entry(&key(0)).fields.len(), 80_000);
    is_no_square("field names", &few, &many, |ledger| drop(ledger.entry(&key(0))));
}
