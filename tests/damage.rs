//! Damaged files: nothing panics, nothing is forged, and what can be proven
//! intact is saved.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::RevisionId;
use revcon3_tracker::snapshot::canonical::{from_line, to_line};
use revcon3_tracker::snapshot::{
    File, Place, Reader, Reading, RevisionError, Warning, read, write,
};

use crate::support::{play, snapshot_of, steps, union_of};

const BACKUP: &str = include_str!("golden/format-1-backup.json");
const PARTICIPANT: &str = include_str!("golden/format-1-participant.json");

/// One thing that happens to a file on its way.
#[derive(Clone, Debug)]
enum Mishap {
    Flip { at: Index, bit: u8 },
    Cut { at: Index },
    Lose { from: Index, length: usize },
    Repeat { from: Index, length: usize },
    Carriage,
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        4 => (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Mishap::Flip { at, bit }),
        1 => any::<Index>().prop_map(|at| Mishap::Cut { at }),
        1 => (any::<Index>(), 1..200_usize).prop_map(|(from, length)| Mishap::Lose { from, length }),
        1 => (any::<Index>(), 1..400_usize)
            .prop_map(|(from, length)| Mishap::Repeat { from, length }),
        1 => Just(Mishap::Carriage),
    ]
}

fn befall(bytes: &mut Vec<u8>, mishap: &Mishap) {
    if bytes.is_empty() {
        return;
    }
    let size = bytes.len();
    match mishap {
        Mishap::Flip { at, bit } => bytes[at.index(size)] ^= 1 << bit,
        Mishap::Cut { at } => bytes.truncate(at.index(size)),
        Mishap::Lose { from, length } => {
            let from = from.index(size);
            bytes.drain(from..size.min(from + length));
        }
        Mishap::Repeat { from, length } => {
            let from = from.index(size);
            let piece = bytes[from..size.min(from + length)].to_vec();
            bytes.splice(from..from, piece);
        }
        Mishap::Carriage => *bytes = String::from_utf8_lossy(bytes).replace('\n', "\r\n").into(),
    }
}

fn by_id(ledgers: &[&Ledger]) -> BTreeMap<RevisionId, String> {
    let revisions = ledgers.iter().flat_map(|ledger| ledger.revisions());
    revisions.map(|revision| (revision.id(), to_line(revision))).collect()
}

/// Everything taken over was in the original, unchanged.
fn nothing_forged(reading: &Reading, original: &[&Ledger]) -> bool {
    let known = by_id(original);
    let private = reading.snapshot.private.iter();
    let found: Vec<&Ledger> = private.chain([&reading.snapshot.ledger]).collect();
    by_id(&found).iter().all(|(id, line)| known.get(id) == Some(line))
}

proptest! {
    #[test]
    fn damage_neither_panics_nor_forges(
        steps in steps(),
        mishaps in proptest::collection::vec(mishap(), 1..4),
    ) {
        let ledger = union_of(&play(&steps));
        let mut bytes = write(&snapshot_of(ledger.clone())).into_bytes();
        mishaps.iter().for_each(|mishap| befall(&mut bytes, mishap));
        if let Ok(reading) = read(&bytes) {
            prop_assert!(nothing_forged(&reading, &[&ledger]));
        }
    }

    #[test]
    fn a_damaged_backup_never_shares_what_is_private(
        mishaps in proptest::collection::vec(mishap(), 1..4),
    ) {
        let original = read(BACKUP.as_bytes()).unwrap().snapshot;
        let mut bytes = BACKUP.as_bytes().to_vec();
        mishaps.iter().for_each(|mishap| befall(&mut bytes, mishap));
        if let Ok(reading) = read(&bytes) {
            let private = original.private.unwrap();
            prop_assert!(nothing_forged(&reading, &[&original.ledger, &private]));
            let shared = &reading.snapshot.ledger;
            let leaks = |id| shared.revisions().any(|revision| revision.id() == id);
            let leaked = private.revisions().any(|secret| leaks(secret.id()));
            prop_assert!(!leaked);
        }
    }

    #[test]
    fn any_bytes_may_come(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn any_text_that_looks_like_json_may_come(text in r#"[\[\]{}:,"\\a-e0-9 \n.+\-u]{0,200}"#) {
        prop_assert!(read(text.as_bytes()).is_err());
        let lists = format!(
            "{{\"format\":\"revcon3-snapshot\",\"version\":1,\"revisions\":[\n{text}\n]}}"
        );
        if let Ok(reading) = read(lists.as_bytes()) {
            prop_assert!(reading.snapshot.ledger.is_empty());
        }
        prop_assert!(from_line(&text).is_err());
    }

    #[test]
    fn a_truncated_file_gives_every_revision_before_the_cut(at in any::<Index>()) {
        let at = at.index(PARTICIPANT.len());
        let bytes = &PARTICIPANT.as_bytes()[..at];
        // The comma after a revision may be missing.
        let ends = PARTICIPANT.match_indices("\n{\"id\"").map(|(start, _)| {
            let line = PARTICIPANT[start + 1..].lines().next().unwrap();
            start + 1 + line.trim_end_matches(',').len()
        });
        let whole = ends.filter(|&end| end <= at).count();
        match read(bytes) {
            Ok(reading) => {
                prop_assert!(reading.snapshot.ledger.len() >= whole);
                let whole_file = at + 2 > PARTICIPANT.len();
                let incomplete = matches!(reading.warnings.first(), Some(Warning::Incomplete(_)));
                prop_assert_eq!(incomplete, !whole_file);
            }
            Err(_) => prop_assert_eq!(whole, 0),
        }
    }
}

#[test]
fn every_single_bit_flip_is_noticed() {
    let original = read(PARTICIPANT.as_bytes()).unwrap();
    let list = PARTICIPANT.find("\n{\"id\"").unwrap() + 1;
    let known: Vec<_> = original.snapshot.ledger.revisions().collect();
    for at in list..PARTICIPANT.len() - 4 {
        for bit in 0..8 {
            let mut bytes = PARTICIPANT.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let reading = read(&bytes).unwrap();
            let forged = reading.snapshot.ledger.revisions().find(|found| !known.contains(found));
            assert!(forged.is_none(), "byte {at}, bit {bit}: {forged:?}");
            assert!(reading.snapshot.ledger.len() >= 5, "byte {at}, bit {bit}");
            let odd = !reading.warnings.is_empty() || !reading.refused.is_empty();
            assert!(odd, "byte {at}, bit {bit} goes unnoticed");
        }
    }
}

#[test]
fn one_broken_line_does_not_take_the_others_with_it() {
    let whole = "\"status\":\"ongoing\"";
    // Half a character is no fault of the file's: it ends where it should.
    for (broken, ends) in [
        ("\"status\":ongoing", false),
        ("\"status\":\"\\ud800\"", true),
        ("\"status\":\"ongoing", false),
    ] {
        let reading = read(PARTICIPANT.replacen(whole, broken, 1).as_bytes()).unwrap();
        assert_eq!(reading.snapshot.ledger.len(), 6, "{broken}");
        assert_eq!(reading.refused.len(), 1, "{broken}");
        let refusal = &reading.refused[0];
        assert_eq!(matches!(refusal.place, Place::Line(_)), !ends, "{broken}");
        assert!(matches!(refusal.reason, RevisionError::Json(_)), "{refusal}");
        assert!(refusal.id.as_ref().is_some_and(|id| id.len() == 27));
        assert_eq!(matches!(reading.warnings[0], Warning::Incomplete(_)), !ends, "{broken}");
    }
}

#[test]
fn bytes_that_are_no_text_cost_one_line() {
    let mut bytes = PARTICIPANT.as_bytes().to_vec();
    let at = PARTICIPANT.find("en vigueur").unwrap();
    bytes[at] = 0xff;
    let reading = read(&bytes).unwrap();
    assert_eq!(reading.snapshot.ledger.len(), 6);
    assert_eq!(reading.refused.len(), 1);
    assert_eq!(reading.snapshot.marking, "OSCE+");
}

#[test]
fn revisions_without_a_header_are_saved_all_the_same() {
    let list = PARTICIPANT.find("\n{\"id\"").unwrap() + 1;
    let reading = read(&PARTICIPANT.as_bytes()[list..]).unwrap();
    assert_eq!(reading.snapshot.ledger.len(), 7);
    assert!(reading.warnings.contains(&Warning::Header("exported".into())));
}

#[test]
fn a_file_set_in_other_lines_is_saved_up_to_the_damage() {
    let json: serde_json::Value = serde_json::from_str(PARTICIPANT).unwrap();
    let pretty = serde_json::to_string_pretty(&json).unwrap();
    assert_eq!(read(pretty.as_bytes()).unwrap().snapshot.ledger.len(), 7);
    let half = &pretty[..pretty.rfind("\"PoA.4+FI.1\"").unwrap()];
    // Members of JSON objects sort differently here; revisions come last.
    let saved = read(half.as_bytes()).unwrap();
    assert!(saved.snapshot.ledger.len() >= 5);
    assert!(matches!(saved.warnings[0], Warning::Incomplete(_)));
    let compact = serde_json::to_string(&json).unwrap();
    assert_eq!(read(compact.as_bytes()).unwrap().snapshot.ledger.len(), 7);
}

#[test]
fn a_file_that_is_read_in_steps_is_read_the_same() {
    let cut = &PARTICIPANT[..PARTICIPANT.len() - 200];
    let odd = PARTICIPANT.replacen("\"status\":\"ongoing\"", "\"status\":\"\\ud800\"", 1);
    for text in [PARTICIPANT, cut, &odd, "[]", ""] {
        for count in [1, 2, 100] {
            let file = File::new(text.as_bytes()).unwrap();
            let mut reader = Reader::new(&file);
            let mut steps = 1;
            while reader.step(count) {
                steps += 1;
            }
            assert_eq!(reader.finish(), read(text.as_bytes()), "{count}");
            assert!(text != PARTICIPANT || steps == 7_usize.div_ceil(count), "{steps} of {count}");
        }
    }
}
