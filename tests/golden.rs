//! Files of every version of the format, made by another program. They stay
//! for ever: whoever changes how they are read breaks a promise.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use revcon3_tracker::domain::field::{self, is_known};
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::Role;
use revcon3_tracker::domain::status::Status;
use revcon3_tracker::domain::value::{MAX_SAFE_INTEGER, Value};
use revcon3_tracker::snapshot::{Scope, Warning, fingerprint, format::APP_VERSION, read, write};

use crate::support::proof::read_and_prove;

/// The SHA-256 of every file: none of them is ever edited.
const FILES: [(&str, &str); 7] = [
    ("format-1-aggregate.json", "1e2dc2dfbe445106f6a918e67e0e5ddb6abd50c5ea3ae35a2caa3de1e1e171b5"),
    ("format-1-backup.json", "ec88ffda1497369902429310b68041d3a842ba09d64a380f1625181dedef68ff"),
    ("format-1-empty.json", "472303e3c09f9e3f445412b0d2ebee0838343e4a0460cfb7c354b76338249c67"),
    (
        "format-1-full-backup.json",
        "8c2a1d8478491c42927e370dab9802153ab6bfd091cf1f85a25186b0e2723a23",
    ),
    ("format-1-minor-7.json", "486a7ea6ba7b0734ebca5708f7b612bd8451c9522f6f34f30ac764c767c8e8f4"),
    (
        "format-1-participant.json",
        "359d8bd7c17f49b624b4cf27d7432a00938402ab18eb431b501eb881f4d8ff97",
    ),
    ("one-revision.json", "4ebba4cb45f0aedf8f09e38036b00f0d0cbd18d2b2b9b0f4047a3773baaeb289"),
];

const PARTICIPANT: &str = include_str!("golden/format-1-participant.json");
const AGGREGATE: &str = include_str!("golden/format-1-aggregate.json");
const FULL_BACKUP: &str = include_str!("golden/format-1-full-backup.json");
const BACKUP: &str = include_str!("golden/format-1-backup.json");
const EMPTY: &str = include_str!("golden/format-1-empty.json");
const MINOR: &str = include_str!("golden/format-1-minor-7.json");

/// The file as this version of the program would sign it.
fn ours(text: &str, version: &str) -> String {
    text.replacen(version, &format!("\"version\":\"{APP_VERSION}\""), 1)
}

#[test]
fn no_golden_file_is_edited_and_none_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let found: BTreeMap<String, String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let hash = Sha256::digest(std::fs::read(&path).unwrap());
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, data_encoding::HEXLOWER.encode(&hash))
        })
        .collect();
    let listed = FILES.map(|(name, hash)| (name.to_owned(), hash.to_owned()));
    assert_eq!(found, BTreeMap::from(listed), "whoever edits one breaks somebody's file");
}

#[test]
fn files_of_format_1_are_read_and_written_byte_for_byte() {
    for text in [PARTICIPANT, BACKUP, EMPTY, AGGREGATE, FULL_BACKUP] {
        let reading = read_and_prove(text.as_bytes()).unwrap();
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

#[test]
fn the_aggregate_has_every_field_role_and_status_that_there_is() {
    let snapshot = read(AGGREGATE.as_bytes()).unwrap().snapshot;
    let bodies: Vec<_> = snapshot.ledger.revisions().map(|revision| revision.body()).collect();
    let roles: BTreeSet<Role> = bodies.iter().map(|body| body.author.role).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let sets = || bodies.iter().flat_map(|body| &body.set);
    let kinds: BTreeSet<&str> = sets().map(|(name, _)| name.as_str()).collect();
    let starts = |prefix: &str| kinds.iter().any(|name| name.starts_with(prefix));
    for name in [field::EVIDENCE, field::ASSISTANCE, field::TEXT] {
        assert!(starts(name), "{name}");
    }
    // Every other field that is known, but for the private note.
    assert_eq!(kinds.iter().filter(|name| is_known(name) && !name.contains(':')).count(), 13);
    let statuses = sets().filter(|(name, _)| name.as_str() == field::STATUS);
    let statuses: BTreeSet<&str> = statuses.filter_map(|(_, value)| value.as_text()).collect();
    assert!(Status::ALL.iter().all(|status| statuses.contains(status.key())));
    let times: Vec<i64> = bodies.iter().map(|body| body.time).collect();
    assert!(times.contains(&MAX_SAFE_INTEGER) && times.contains(&-MAX_SAFE_INTEGER));
}

/// The values of a field, the provisional one first.
fn values(ledger: &Ledger, subject: &str, name: &str) -> Vec<Value> {
    let entry = ledger.entry(&("FI".parse().unwrap(), subject.parse().unwrap()));
    let alternatives = &entry.field(name).unwrap().alternatives;
    alternatives.iter().map(|alternative| alternative.value.clone()).collect()
}

#[test]
fn the_disagreements_of_the_aggregate_are_what_its_authors_left() {
    let ledger = read(AGGREGATE.as_bytes()).unwrap().snapshot.ledger;
    // Three had not seen each other. Both own offices speak before the
    // reader; between them the greater id decides.
    let status = values(&ledger, "PoA.1.a.1.i", "status");
    assert_eq!(status, ["ongoing".into(), "implemented".into(), "not_started".into()]);
    assert_eq!(values(&ledger, "PoA.1.a.1.i", "note"), ["Loi 12".into()]);
    // The chair chose; Finland cleared later what nobody disputed.
    assert_eq!(values(&ledger, "PoA.2.c", "note"), ["deux".into()]);
    assert_eq!(values(&ledger, "PoA.2.c", "priority"), [Value::Null]);
    let target = values(&ledger, "ITI.2.i", "target");
    assert_eq!(target, [Value::Null, "CAL.2019".into()]);
    let entry = |subject: &str| ledger.entry(&("FI".parse().unwrap(), subject.parse().unwrap()));
    assert!(entry("ITI.8").incomplete && !entry("PoA.2.c").incomplete);
    assert_eq!(entry("PoA.1.a.1.i").heads.len(), 3);
}

#[test]
fn a_full_backup_keeps_a_history_of_private_notes() {
    let snapshot = read(FULL_BACKUP.as_bytes()).unwrap().snapshot;
    assert_eq!(snapshot.exported.scope, Scope::Backup);
    let private = snapshot.private.unwrap();
    assert_eq!(private.len(), 3);
    assert_eq!(values(&private, "PoA.4", field::PRIVATE_NOTE), ["Ni ceci".into()]);
    let settings = snapshot.settings.unwrap();
    assert_eq!(settings.member("language"), Some(&"fr".into()));
    assert_eq!(snapshot.ledger.len(), 11);
}
