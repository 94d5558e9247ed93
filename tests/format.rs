//! What a file says of itself, how odd files are read, and how several become
//! one.

use std::collections::BTreeMap;
use std::sync::Arc;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference;
use revcon3_tracker::snapshot::canonical::identify;
use revcon3_tracker::snapshot::{
    Exported, Reading, Scope, Snapshot, Warning, fingerprint, merge, read, write,
};

use crate::support::{body, key, snapshot_of, value_of};

const PARTICIPANT: &str = include_str!("golden/format-1-participant.json");
const CHAIR: &str = "chair/-/00000000000000c4";

fn reading(from: &str, to: &str) -> Reading {
    assert!(PARTICIPANT.contains(from), "{from}");
    read(PARTICIPANT.replacen(from, to, 1).as_bytes()).unwrap()
}

fn ledger(sets: &[(&str, u8)]) -> Ledger {
    let revision = |&(name, value): &(&'static str, u8)| {
        let set = std::iter::once((name, value_of(value)));
        Arc::new(identify(body(CHAIR, 0, Vec::new(), set, 0)))
    };
    let owned: Vec<(&'static str, u8)> =
        sets.iter().map(|&(name, value)| (name.to_owned().leak() as &str, value)).collect();
    owned.iter().map(revision).collect()
}

#[test]
fn a_wrong_count_or_fingerprint_is_a_warning() {
    let found = read(PARTICIPANT.as_bytes()).unwrap();
    let wrong = reading("\"count\":7", "\"count\":8");
    assert_eq!(wrong.warnings, [Warning::Count { claimed: 8, found: 7 }]);
    assert_eq!(wrong.snapshot, found.snapshot);
    let claimed = "AAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let fingerprint = found.claimed_fingerprint.unwrap();
    let wrong = reading(&fingerprint, claimed);
    let warning = Warning::Fingerprint { claimed: claimed.into(), found: fingerprint };
    assert_eq!(wrong.warnings, [warning]);
}

#[test]
fn another_edition_is_a_warning() {
    let other = reading("osce-fsc-jour-883:2018-01-19", "another:2030");
    assert_eq!(other.warnings, [Warning::OtherEdition("another:2030".into())]);
    assert_eq!(other.edition.id, "another:2030");
    assert_eq!(other.snapshot.ledger.len(), 7);
    assert_eq!(reading(reference::SOURCE_SHA256, "00").warnings.len(), 1);
}

#[test]
fn a_header_that_makes_no_sense_does_not_cost_a_revision() {
    for (from, to, member) in [
        ("\"scope\":\"participant:FI\"", "\"scope\":\"all\"", "exported"),
        ("\"exported\":{", "\"exporter\":{", "exported"),
        ("\"marking\":\"OSCE+\"", "\"marking\":7", "marking"),
        ("\"count\":7", "\"count\":7.5", "count"),
        ("\"minor\":0", "\"minor\":-1", "minor"),
        ("\"authors\":", "\"writers\":", "authors"),
    ] {
        let reading = reading(from, to);
        assert!(reading.warnings.contains(&Warning::Header(member.into())), "{to}");
        assert_eq!(reading.snapshot.ledger.len(), 7, "{to}");
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_tolerated() {
    let original = read(PARTICIPANT.as_bytes()).unwrap();
    let marked = format!("\u{feff}{}", PARTICIPANT.replace('\n', "\r\n"));
    assert_eq!(read(marked.as_bytes()).unwrap(), original);
}

#[test]
fn a_revision_that_is_there_twice_is_there_once() {
    let line = PARTICIPANT.lines().find(|line| line.starts_with("{\"id\"")).unwrap();
    let twice = reading(line, &format!("{line}\n{line}"));
    assert_eq!(twice, read(PARTICIPANT.as_bytes()).unwrap());
}

#[test]
fn the_file_is_laid_out_as_documented() {
    let text = write(&snapshot_of(ledger(&[("note", 1), ("note", 2)])));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "{");
    assert_eq!(lines[1], "\"format\":\"revcon3-snapshot\",\"version\":1,\"minor\":0,");
    assert!(lines[2].starts_with("\"app\":{\"name\":\"revcon3-tracker\",\"version\":\""));
    assert!(
        lines[3].starts_with("\"edition\":{\"id\":\"osce-fsc-jour-883:2018-01-19\",\"sha256\":")
    );
    assert!(lines[4].starts_with("\"exported\":{\"t\":1792000000000,\"by\":\"delegation/FI/"));
    assert_eq!(lines[5], "\"marking\":\"\",");
    assert_eq!(lines[6], "\"authors\":{},");
    assert!(lines[7].starts_with("\"count\":2,\"fingerprint\":\""));
    assert_eq!(lines[8], "\"revisions\":[");
    assert!(lines[9].starts_with("{\"id\":\"") && lines[9].ends_with("},"));
    assert!(lines[10].starts_with("{\"id\":\"") && lines[10].ends_with('}'));
    assert_eq!(lines[11..], ["]}"]);
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
}

#[test]
fn private_fields_are_never_written_into_a_share_file() {
    let shared = ledger(&[("note", 1), ("private.note", 2)]);
    let mut snapshot = snapshot_of(shared.clone());
    snapshot.private = Some(ledger(&[("private.note", 3)]));
    snapshot.settings = Some(Value::text("settings"));
    for scope in [Scope::Aggregate, Scope::Participant("FI".parse().unwrap())] {
        snapshot.exported.scope = scope;
        let text = write(&snapshot);
        assert!(!text.contains("private"), "{text}");
        assert!(!text.contains("settings"), "{text}");
        assert!(text.contains("\"count\":1,"), "{text}");
    }
    snapshot.exported.scope = Scope::Backup;
    snapshot.private.as_mut().unwrap().union(&ledger(&[("note", 3)]));
    let text = write(&snapshot);
    assert_eq!(text.matches("private.note").count(), 1, "{text}");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.warnings, []);
    assert_eq!(reading.snapshot.ledger.len(), 1);
    assert_eq!(reading.snapshot.private.unwrap().len(), 1);
}

fn claiming(time: i64, by: &str, marking: &str, name: &str) -> Snapshot {
    let by = by.parse().unwrap();
    let scope = Scope::Participant("FI".parse().unwrap());
    let number = u8::try_from(time % 200).unwrap();
    let mut snapshot = Snapshot::new(Exported { time, by, scope }, ledger(&[("note", number)]));
    snapshot.marking = marking.into();
    snapshot.authors = BTreeMap::from([(CHAIR.parse().unwrap(), name.into())]);
    snapshot.unknown.envelope = BTreeMap::from([(format!("x{time}"), Value::Integer(time))]);
    snapshot
}

#[test]
fn merged_headers_do_not_depend_on_the_order() {
    let files = [
        claiming(5, CHAIR, "OSCE+", "Chair"),
        claiming(9, "delegation/FI/0000000000000001", "", ""),
        claiming(9, CHAIR, "Restricted; OSCE+", "The Chair"),
    ];
    let merged = merge(&files).unwrap();
    assert_eq!(merged.exported.scope, Scope::Aggregate);
    assert_eq!(merged.exported.time, 9);
    assert_eq!(merged.exported.by.to_string(), CHAIR);
    assert_eq!(merged.marking, "OSCE+; Restricted");
    assert_eq!(merged.authors.values().collect::<Vec<_>>(), ["The Chair"]);
    assert_eq!(merged.unknown.envelope.len(), 2);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let other = merge(order.map(|file| &files[file])).unwrap();
        assert_eq!(write(&other), write(&merged));
        let [a, b, c] = order.map(|file| &files[file]);
        let nested = merge([a, &merge([b, c]).unwrap()]).unwrap();
        assert_eq!(write(&nested), write(&merged));
    }
    assert!(merge([]).is_none());
}

#[test]
fn merging_leaves_private_revisions_and_settings_behind() {
    let mut backup = snapshot_of(ledger(&[("note", 1)]));
    backup.exported.scope = Scope::Backup;
    backup.private = Some(ledger(&[("private.note", 3)]));
    backup.settings = Some(Value::Null);
    let merged = merge([&backup, &backup]).unwrap();
    assert_eq!((merged.private, merged.settings), (None, None));
    assert_eq!(merged.ledger.len(), 1);
    assert_eq!(fingerprint(&merged.ledger), fingerprint(&backup.ledger));
    assert!(merged.ledger.keys().eq([&key(0)]));
}
