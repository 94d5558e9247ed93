//! What is fuzzed. A target takes any bytes, must not panic, and names what
//! became of them, in words: an input with a word that no other has had is
//! kept and changed further. To add one, write it here and give it a row.

use std::collections::BTreeSet;
use std::fmt::Debug;

use revcon3_tracker::domain::evidence::safe_address;
use revcon3_tracker::snapshot::canonical::{from_line, from_text, to_line, to_text};
use revcon3_tracker::snapshot::{Reading, merge, write};

use crate::proof::read_and_prove;

/// Something that takes bytes from strangers.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Takes the bytes; panics if anything is not as it must be.
    pub take: fn(&[u8]) -> String,
    /// Folders, from the top of the project, with files to begin with.
    pub seeds: &'static [&'static str],
    /// What else to begin with.
    pub words: &'static [&'static str],
}

/// Every target.
pub const TARGETS: [Target; 3] = [
    Target { name: "read", take: take_file, seeds: &["tests/golden", "tests/corpus"], words: &[] },
    Target {
        name: "line",
        take: take_line,
        seeds: &["tests/golden"],
        words: &[include_str!("../../tests/golden/one-revision.json"), "[1,{\"a\":\"b\"}]", "-0"],
    },
    Target {
        name: "link",
        take: take_link,
        seeds: &[],
        words: &["https://example.org/a?b#c", "mailto:a@example.org", "javascript:alert(1)"],
    },
];

/// The names of an error without what it is about, which a stranger chose.
fn names(error: &impl Debug) -> String {
    let text = format!("{error:?}");
    let names = text.split(['"', '{', ' ']).next().unwrap_or_default();
    names.replace(|c: char| c.is_ascii_digit(), "")
}

/// A snapshot file, with everything that must be true of what is read.
fn take_file(bytes: &[u8]) -> String {
    match read_and_prove(bytes) {
        Err(error) => names(&error),
        Ok(reading) => {
            // It takes longer than all the rest.
            if bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte)) % 8 == 0 {
                project(&reading);
            }
            outcome(&reading)
        }
    }
}

/// What is shown of what was read, and what merging it with itself makes.
fn project(reading: &Reading) {
    let ledger = &reading.snapshot.ledger;
    for key in ledger.keys() {
        let entry = ledger.entry(key);
        assert!(!entry.heads.is_empty(), "an entry without an end");
        assert!(entry.fields.values().all(|field| !field.alternatives.is_empty()));
    }
    let once = merge([&reading.snapshot]).map(|merged| write(&merged));
    let twice = merge([&reading.snapshot, &reading.snapshot]).map(|merged| write(&merged));
    assert_eq!(once, twice, "a file merged with itself is another");
}

fn outcome(reading: &Reading) -> String {
    let refused: BTreeSet<String> = reading.refused.iter().map(|r| names(&r.reason)).collect();
    let warned: BTreeSet<String> = reading.warnings.iter().map(names).collect();
    let some = |count: usize| count.min(3);
    let shared = some(reading.snapshot.ledger.len());
    let private = reading.snapshot.private.as_ref().map(|private| some(private.len()));
    let unknown = some(reading.snapshot.unknown.envelope.len());
    let refused = refused.into_iter().map(|name| format!("refused-{name}"));
    let warned = warned.into_iter().map(|name| format!("warned-{name}"));
    let names: Vec<String> = refused.chain(warned).collect();
    format!("{} shared{shared} private{private:?} unknown{unknown}", names.join(" "))
}

/// One line as the browser keeps it, and one value.
fn take_line(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return String::from("no text");
    };
    let value = match from_text(text) {
        Err(fault) => names(&fault),
        Ok(value) => {
            assert_eq!(from_text(&to_text(&value)), Ok(value));
            String::from("value")
        }
    };
    let line = match from_line(text) {
        Err(error) => names(&error),
        Ok(revision) => {
            assert_eq!(from_line(&to_line(&revision)), Ok(revision));
            String::from("revision")
        }
    };
    format!("value-{value} line-{line}")
}

/// A link: whatever may be followed is of the web or of a mailbox.
fn take_link(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let Some(address) = safe_address(&text) else {
        return format!("none{}", text.contains(':'));
    };
    let small = address.to_ascii_lowercase();
    let schemes = ["http://", "https://", "mailto:"];
    let scheme = schemes.iter().position(|scheme| small.starts_with(scheme));
    assert!(scheme.is_some(), "{address:?} may be followed");
    assert!(!address.contains(|c: char| c.is_control() || c.is_whitespace()), "{address:?}");
    format!("scheme{scheme:?}")
}
