//! Tests of scopes, fingerprints and file names. `tests/` tests the format as a
//! whole from outside.

use super::*;
use crate::domain::revision::{Body, Fields, REVISION_VERSION};

fn ledger(times: impl IntoIterator<Item = i64>) -> Ledger {
    let body = |time| Body {
        version: REVISION_VERSION,
        participant: "FI".parse().unwrap(),
        subject: "PoA.4".parse().unwrap(),
        author: "chair/-/0000000000000001".parse().unwrap(),
        time,
        parents: Vec::new(),
        set: Fields::new(),
        unknown: BTreeMap::new(),
    };
    times.into_iter().map(|time| canonical::identify(body(time)).into()).collect()
}

#[test]
fn scopes_read_back_and_nothing_else_is_one() {
    for text in ["participant:FI", "participant:XA", "aggregate", "backup"] {
        assert_eq!(text.parse::<Scope>().unwrap().to_string(), text);
    }
    for text in ["", "participant:", "participant:fi", "FI", "Aggregate", "everything"] {
        assert!(text.parse::<Scope>().is_err(), "{text}");
    }
}

#[test]
fn a_file_is_named_by_codes_and_the_day() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
    let scope = Scope::Participant("FI".parse().unwrap());
    assert_eq!(file_name(scope, &[], day), "revcon3-FI-2026-11-03.json");
    assert_eq!(file_name(Scope::Aggregate, &[], day), "revcon3-all-2026-11-03.json");
    assert_eq!(file_name(Scope::Backup, &[], day), "revcon3-backup-2026-11-03.json");
    let states = ["AL", "FI", "SE", "XA", "XB"].map(|code| code.parse().unwrap());
    let some = |count: usize| file_name(Scope::Aggregate, &states[..count], day);
    assert_eq!(some(2), "revcon3-AL-FI-2026-11-03.json");
    assert_eq!(some(4), "revcon3-AL-FI-SE-XA-2026-11-03.json");
    assert_eq!(some(5), "revcon3-5-states-2026-11-03.json");
}

#[test]
fn the_fingerprint_is_over_the_bytes_in_their_own_order() {
    let ledger = ledger(0..50);
    let mut bytes: Vec<[u8; 20]> = ledger.revisions().map(|r| r.id().to_bytes()).collect();
    let as_text = bytes.clone();
    bytes.sort_unstable();
    assert_ne!(bytes, as_text, "the order of texts is another one");
    let parts = [b"revcon3-set/1\n".as_slice(), bytes.as_flattened()];
    assert_eq!(fingerprint(&ledger), BASE64URL_NOPAD.encode(&canonical::short_hash(parts)));
    assert_eq!(fingerprint(&Ledger::default()), "AG7IsCi2-uFWKdd3WCxEftWnHHs");
}

#[test]
fn parents_are_written_in_order_and_once() {
    let one = ledger([1, 2]);
    let ids: Vec<RevisionId> = one.revisions().map(|revision| revision.id()).collect();
    let mut body = one.revisions().next().unwrap().body().clone();
    body.parents = vec![ids[1], ids[0], ids[1]];
    assert_eq!(canonical::identify(body).body().parents, ids);
}

#[test]
fn of_two_unknown_members_of_one_name_the_greater_stays_in_either_order() {
    let saying = |word: &str| {
        let by = "chair/-/0000000000000001".parse().unwrap();
        let exported = Exported { time: 0, by, scope: Scope::Aggregate };
        let mut snapshot = Snapshot::new(exported, Ledger::default());
        for members in [&mut snapshot.unknown.envelope, &mut snapshot.unknown.authors] {
            members.insert("later".to_owned(), Value::text(word));
            members.insert(word.to_owned(), Value::Null);
        }
        snapshot
    };
    let (less, more) = (saying("a"), saying("b"));
    for both in [[&less, &more], [&more, &less], [&more, &more]] {
        let Unknown { envelope, authors } = merge(both).unwrap().unknown;
        assert_eq!(envelope["later"], Value::text("b"));
        assert_eq!(envelope.contains_key("a"), both.contains(&&less));
        assert_eq!(envelope, authors);
    }
}
