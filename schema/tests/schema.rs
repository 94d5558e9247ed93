//! The schema against the reader: what the one finds wrong, the other refuses
//! or says, and what was ever written is right.

// `clippy.toml` allows this in tests, but not in what helps them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

#[allow(dead_code, reason = "shared with the tests of the whole, which need more of it")]
#[path = "../../tests/support/mod.rs"]
mod support;

use std::fs;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use revcon3_tracker::domain::field;
use revcon3_tracker::domain::revision::RevisionId;
use revcon3_tracker::snapshot::canonical::from_text;
use revcon3_tracker::snapshot::{Reading, SnapshotError, Warning, fingerprint, read, write};

use support::proof::signed;
use support::{play, snapshot_of, steps, union_of};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests");
const AGGREGATE: &str = include_str!("../../tests/golden/format-1-aggregate.json");
const BACKUP: &str = include_str!("../../tests/golden/format-1-full-backup.json");
const ONE: &str = include_str!("../../tests/golden/one-revision.json");

fn validator() -> Validator {
    jsonschema::validator_for(&schema::schema()).unwrap()
}

/// The validator of a part of the schema.
fn part(name: &str) -> Validator {
    let mut schema = schema::schema();
    let root = schema.clone();
    // The root is named, so that a part can refer to it.
    schema["$defs"]["root"] = root;
    let text = schema.to_string().replace("{\"$ref\":\"#\"}", "{\"$ref\":\"#/$defs/root\"}");
    let definitions: Value = serde_json::from_str(&text).unwrap();
    let part = json!({ "$ref": format!("#/$defs/{name}"), "$defs": definitions["$defs"] });
    jsonschema::validator_for(&part).unwrap()
}

fn complaints(validator: &Validator, json: &Value) -> Vec<String> {
    validator.iter_errors(json).map(|error| error.to_string()).collect()
}

#[test]
fn the_published_schema_is_what_the_code_generates() {
    let published = fs::read_to_string(schema::PUBLISHED).unwrap_or_default();
    assert!(
        published == schema::text(),
        "public/schema/snapshot-1.json is not what the code says: run `cargo run --package schema`"
    );
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::meta::is_valid(&schema::schema()));
}

#[test]
fn every_golden_file_is_valid() {
    let (whole, written) = (validator(), part("written"));
    let mut count = 0;
    for file in fs::read_dir(format!("{FOLDER}/golden")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("format-1-") {
            continue;
        }
        let json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(complaints(&whole, &json), [""; 0], "{name}");
        assert_eq!(complaints(&written, &json), [""; 0], "{name}");
        count += 1;
    }
    assert_eq!(count, 6);
    let one = serde_json::from_str(ONE).unwrap();
    assert_eq!(complaints(&part("sharedRevision"), &one), [""; 0]);
}

#[test]
fn what_the_schema_finds_wrong_in_the_corpus_the_reader_does_not_take_in_silence() {
    let validator = validator();
    let (mut valid, mut invalid) = (0, 0);
    for file in fs::read_dir(format!("{FOLDER}/corpus")).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let Ok(json) = serde_json::from_slice::<Value>(&bytes) else { continue };
        if validator.is_valid(&json) {
            valid += 1;
        } else {
            invalid += 1;
            assert!(
                is_odd(&read(&bytes)),
                "{}: {:?}",
                path.display(),
                complaints(&validator, &json)
            );
        }
    }
    assert!(valid > 40 && invalid > 40, "{valid} valid, {invalid} not");
}

/// Whether the reader has anything to say.
fn is_odd(reading: &Result<Reading, SnapshotError>) -> bool {
    match reading {
        Err(_) => true,
        Ok(reading) => !reading.refused.is_empty() || !reading.warnings.is_empty(),
    }
}

/// Values of every kind, for a place where something else stands.
fn others() -> [Value; 12] {
    let long = "x".repeat(200);
    let deep = |n: usize| (0..n).fold(json!(0), |inner, _| json!([inner]));
    [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(9_007_199_254_740_992_i64),
        json!(""),
        json!(long),
        json!("FI"),
        json!([]),
        json!([1]),
        json!({}),
        deep(4),
    ]
}

/// A revision that is right in every way.
fn right() -> Value {
    json!({
        "v": 1, "s": "FI", "e": "Q.1", "by": "chair/-/00000000000000c4", "t": 0,
        "p": ["eNgSqUb6fRnLl45J8iv-6B3YXZM"],
        "set": { "answer": { "a": [1] }, "x": null },
        "later": { "a": [[1]] },
    })
}

/// Each member, and each of those in `set`, left out or replaced.
fn twisted() -> Vec<Value> {
    let mut all = Vec::new();
    for pointer in ["", "/set"] {
        let names: Vec<String> =
            right().pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        for name in names {
            let with = |value: Option<Value>| {
                let mut twisted = right();
                let members = twisted.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
                members.remove(&name);
                members.extend(value.map(|value| (name.clone(), value)));
                twisted
            };
            all.push(with(None));
            all.extend(others().map(|value| with(Some(value))));
        }
    }
    for name in ["", "a b", "é", "private.note", &"n".repeat(128), &"n".repeat(129)] {
        let mut twisted = right();
        twisted["set"][name] = json!("x");
        all.push(twisted);
    }
    let mut crowd = right();
    crowd["set"] = (0..65).map(|number| (format!("x{number}"), json!(0))).collect();
    let mut parents = right();
    parents["p"] = vec![json!("eNgSqUb6fRnLl45J8iv-6B3YXZM"); 257].into();
    let mut bits = right();
    bits["p"] = json!(["eNgSqUb6fRnLl45J8iv-6B3YXZN"]);
    all.extend([crowd, parents, bits]);
    all
}

#[test]
fn the_schema_and_the_reader_agree_about_every_revision_whose_hash_is_right() {
    let revision = part("sharedRevision");
    let (mut taken, mut refused) = (0, 0);
    for body in twisted() {
        let line = signed(&body);
        let text = AGGREGATE.replace("\"revisions\":[\n", &format!("\"revisions\":[\n{line},\n"));
        let reading = read(text.as_bytes()).unwrap();
        let complaints = complaints(&revision, &serde_json::from_str(&line).unwrap());
        assert_eq!(complaints.is_empty(), reading.refused.is_empty(), "{body}\n{complaints:?}");
        if complaints.is_empty() { taken += 1 } else { refused += 1 }
    }
    assert!(taken > 20 && refused > 50, "{taken} taken, {refused} refused");
}

/// What a reader says of a head whose values are of the right kind.
fn is_about_values(warning: &Warning) -> bool {
    match warning {
        Warning::Count { claimed, .. } => *claimed >= 0,
        Warning::Fingerprint { claimed, .. } => claimed.parse::<RevisionId>().is_ok(),
        Warning::OtherEdition(_) | Warning::NewerMinor(_) => true,
        Warning::Author(id) => !id.starts_with("chair/"),
        _ => false,
    }
}

#[test]
fn the_schema_and_the_reader_agree_about_the_head() {
    let validator = validator();
    let whole: Value = serde_json::from_str(AGGREGATE).unwrap();
    let places = [
        "/format",
        "/version",
        "/minor",
        "/app",
        "/app/name",
        "/edition",
        "/edition/id",
        "/exported",
        "/exported/t",
        "/exported/by",
        "/exported/scope",
        "/marking",
        "/authors",
        "/authors/chair~1-~100000000000000c4",
        "/authors/chair~1-~100000000000000c4/name",
        "/count",
        "/fingerprint",
        "/revisions",
        "/signatures",
    ];
    for place in places {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let name = name.replace("~1", "/");
        for other in std::iter::once(None).chain(others().map(Some)) {
            let mut json = whole.clone();
            let members = json.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            members.remove(&name);
            members.extend(other.clone().map(|value| (name.clone(), value)));
            let complaints = complaints(&validator, &json);
            let clean = match read(json.to_string().as_bytes()) {
                Err(_) => false,
                Ok(reading) => {
                    reading.refused.is_empty() && reading.warnings.iter().all(is_about_values)
                }
            };
            assert_eq!(complaints.is_empty(), clean, "{place} {other:?}: {complaints:?}");
        }
    }
}

#[test]
fn private_and_shared_revisions_are_told_apart() {
    let validator = validator();
    let mut json: Value = serde_json::from_str(BACKUP).unwrap();
    let private = json["private"][0].clone();
    json["revisions"].as_array_mut().unwrap().push(private);
    assert!(!validator.is_valid(&json));
    let mut json: Value = serde_json::from_str(BACKUP).unwrap();
    let shared = json["revisions"][0].clone();
    json["private"].as_array_mut().unwrap().push(shared);
    assert!(!validator.is_valid(&json));
}

#[test]
fn what_this_program_may_write_in_a_field_is_right_and_what_it_may_not_is_wrong() {
    let fields = part("writtenFields");
    let need = json!({"direction": "need", "kind": "legal", "state": "open"});
    let long = "é".repeat(field::MAX_TEXT);
    let too_long = format!("{long}é");
    for (name, value) in [
        ("status", json!("ongoing")),
        ("status", json!("finished")),
        ("status", json!(1)),
        ("target", json!("CAL.2019")),
        ("target", json!("CAL.2018")),
        ("target", json!("2022-06-30")),
        ("target", json!("2022-13-30")),
        ("priority", json!(3)),
        ("priority", json!(0)),
        ("priority", json!("1")),
        ("note", json!(long)),
        ("note", json!(too_long)),
        ("note", json!(1)),
        ("text:fr", json!("Un élément")),
        ("text:fr", json!({})),
        ("text:", json!("x")),
        ("evidence:k1", json!({"title": "Loi 12", "date": "2019-02-01"})),
        ("evidence:k1", json!({"link": "https://example.org"})),
        ("evidence:k1", json!({"link": 1})),
        ("evidence:k1", json!({"date": "2019-02-01"})),
        ("evidence:k1", json!({"title": "Loi 12", "date": "2019"})),
        ("evidence:k1", json!("Loi 12")),
        ("evidence:", json!({"title": "Loi 12"})),
        ("assistance:k1", need.clone()),
        ("assistance:k1", json!({"direction": "need"})),
        ("assistance:k1", json!({"direction": "gift", "kind": "legal", "state": "open"})),
        ("x.future", json!([{}])),
        ("status", json!(null)),
        ("target", json!(null)),
        ("priority", json!(null)),
        ("note", json!(null)),
        ("evidence:k1", json!(null)),
        ("assistance:k1", json!(null)),
    ] {
        let allowed = field::check(name, &from_text(&value.to_string()).unwrap()).is_ok();
        assert_eq!(fields.is_valid(&json!({ name: value })), allowed, "{name}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_valid(steps in steps()) {
        let snapshot = snapshot_of(union_of(&play(&steps)));
        let json: Value = serde_json::from_str(&write(&snapshot)).unwrap();
        prop_assert_eq!(complaints(&validator(), &json), [""; 0]);
        prop_assert_eq!(json["fingerprint"].as_str(), Some(&*fingerprint(&snapshot.ledger)));
    }
}
