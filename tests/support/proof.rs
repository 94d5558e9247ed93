//! What must be true of everything that was ever read, whatever the bytes
//! were. Shared with the fuzzer. Ids are worked out here by other means than
//! the program's.

use std::cell::RefCell;
use std::collections::HashSet;

use sha2::{Digest, Sha256};

use revcon3_tracker::domain::field::is_private;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::{Revision, RevisionId};
use revcon3_tracker::snapshot::canonical::to_line;
use revcon3_tracker::snapshot::{Reading, Scope, SnapshotError, fingerprint, read, write};

/// The id that the content of a revision has, given as the JSON of a body.
pub fn id_of(body: &serde_json::Value) -> RevisionId {
    let text = serde_json_canonicalizer::to_string(body).expect("a body is JSON");
    let hash = Sha256::digest(format!("revcon3-revision/1\n{text}"));
    RevisionId::from_bytes(hash[..20].try_into().expect("20 of 32 bytes"))
}

/// The line of JSON that a body is, under the id that its content has.
pub fn signed(body: &serde_json::Value) -> String {
    let text = serde_json_canonicalizer::to_string(body).expect("a body is JSON");
    let comma = if text == "{}" { "" } else { "," };
    format!("{{\"id\":\"{}\"{comma}{}", id_of(body), &text[1..])
}

/// Reads the bytes and holds the outcome against everything that must be
/// true of it.
///
/// # Panics
/// If anything of that is not true.
pub fn read_and_prove(bytes: &[u8]) -> Result<Reading, SnapshotError> {
    let reading = read(bytes)?;
    let snapshot = &reading.snapshot;
    let private = snapshot.private.clone().unwrap_or_default();
    prove_ids(&snapshot.ledger);
    prove_ids(&private);
    assert!(!snapshot.ledger.revisions().any(|r| names(r).any(is_private)), "a secret is shared");
    assert!(private.revisions().all(|r| names(r).all(is_private)), "what is shared is hidden");
    assert!(private.is_empty() || snapshot.exported.scope == Scope::Backup);
    prove_fixed_point(&reading);
    Ok(reading)
}

thread_local! {
    /// The lines that were proven before: most inputs of a fuzzer share them.
    static PROVEN: RefCell<HashSet<String>> = RefCell::default();
}

/// Every revision has the id of its content.
fn prove_ids(ledger: &Ledger) {
    PROVEN.with_borrow_mut(|proven| {
        for revision in ledger.revisions() {
            let line = to_line(revision);
            if proven.contains(&line) {
                continue;
            }
            let mut body: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
            body.as_object_mut().expect("an object").remove("id").expect("an id");
            assert_eq!(id_of(&body), revision.id(), "a revision that nobody wrote");
            if proven.len() < 10_000 {
                proven.insert(line);
            }
        }
    });
}

/// What was read is written and read again without a change.
fn prove_fixed_point(reading: &Reading) {
    let first = &reading.snapshot;
    let text = write(first);
    let again = read(text.as_bytes()).expect("what was written can be read");
    assert_eq!(again.refused, [], "what was written is not refused");
    assert_eq!(again.snapshot.ledger, first.ledger);
    assert_eq!(again.claimed_fingerprint, Some(fingerprint(&first.ledger)));
    if first.exported.scope == Scope::Backup {
        assert_eq!(again.snapshot.private, first.private);
        assert_eq!(again.snapshot.settings, first.settings);
    }
    assert_eq!(again.snapshot.authors, first.authors);
    assert_eq!(again.snapshot.unknown, first.unknown);
    assert_eq!(write(&again.snapshot), text);
}

fn names(revision: &Revision) -> impl Iterator<Item = &str> {
    revision.body().set.keys().map(|name| name.as_str())
}
