//! Files of every version of the format, made by another program. They stay
//! for ever: whoever changes how they are read breaks a promise.

use std::collections::BTreeMap;

use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{Scope, Warning, fingerprint, format::APP_VERSION, read, write};

const PARTICIPANT: &str = include_str!("golden/format-1-participant.json");
const BACKUP: &str = include_str!("golden/format-1-backup.json");
const EMPTY: &str = include_str!("golden/format-1-empty.json");
const MINOR: &str = include_str!("golden/format-1-minor-7.json");

/// The file as this version of the program would sign it.
fn ours(text: &str, version: &str) -> String {
    text.replacen(version, &format!("\"version\":\"{APP_VERSION}\""), 1)
}

#[test]
fn files_of_format_1_are_read_and_written_byte_for_byte() {
    for text in [PARTICIPANT, BACKUP, EMPTY] {
        let reading = read(text.as_bytes()).unwrap();
        assert_eq!(reading.refused, []);
        assert_eq!(reading.warnings, []);
        assert_eq!(write(&reading.snapshot), ours(text, "\"version\":\"0.1.0\""));
    }
}

#[test]
fn a_file_of_format_1_says_what_it_said() {
    let reading = read(PARTICIPANT.as_bytes()).unwrap();
    let snapshot = &reading.snapshot;
    assert_eq!(snapshot.exported.scope, Scope::Participant("FI".parse().unwrap()));
    assert_eq!(snapshot.marking, "OSCE+");
    assert_eq!(snapshot.authors.len(), 2);
    assert_eq!(reading.claimed_count, Some(7));
    assert_eq!(reading.claimed_fingerprint, Some(fingerprint(&snapshot.ledger)));
    let key = ("FI".parse().unwrap(), "PoA.1.a.1.i".parse().unwrap());
    let entry = snapshot.ledger.entry(&key);
    let status = entry.field("status").unwrap();
    assert!(status.is_contested());
    assert_eq!(status.provisional(), &Value::text("ongoing"));
    assert_eq!(entry.heads.len(), 2);
    let cleared = ("FI".parse().unwrap(), "PoA.1.a.1.ii".parse().unwrap());
    let entry = snapshot.ledger.entry(&cleared);
    assert_eq!(entry.field("target").unwrap().provisional(), &Value::Null);
    // It names a parent of another entry, which is not here.
    assert!(entry.incomplete);
}

#[test]
fn a_backup_keeps_private_revisions_and_settings_apart() {
    let snapshot = read(BACKUP.as_bytes()).unwrap().snapshot;
    assert_eq!(snapshot.ledger.len(), 2);
    assert_eq!(snapshot.private.unwrap().len(), 1);
    assert_eq!(snapshot.settings.unwrap().member("density"), Some(&Value::Integer(2)));
}

#[test]
fn what_a_later_minor_version_adds_is_kept_and_written_again() {
    let reading = read(MINOR.as_bytes()).unwrap();
    assert_eq!(reading.refused, []);
    let strange = Warning::Author("observer/-/x".into());
    assert_eq!(reading.warnings, [Warning::NewerMinor(7), strange]);
    assert_eq!(reading.app.version, "9.9.9");
    let revision = reading.snapshot.ledger.revisions().next().unwrap();
    let names: BTreeMap<_, _> = revision.body().unknown.clone();
    assert_eq!(names.keys().collect::<Vec<_>>(), ["about it", "zeta"]);
    let written = ours(MINOR, "\"version\":\"9.9.9\"").replacen("\"minor\":7", "\"minor\":0", 1);
    assert_eq!(write(&reading.snapshot), written);
}
