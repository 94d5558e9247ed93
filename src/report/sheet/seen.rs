//! The cell that records what a row was made from: the heads of its entry, and
//! a checksum of every non-empty cell. One line of text, which spreadsheet
//! programs do not change.
//!
//! `v1 <head> <head> status=1f0a9c33 evidence:k1=00aa12ff #5d1c02ee`

use crate::domain::ledger::EntryKey;
use crate::domain::revision::{MAX_PARENTS, RevisionId};

use super::cell::check;

/// The format version at the start of the cell.
const VERSION: &str = "v1";

/// What the author of a row had seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The heads of the entry, at most as many as a revision may name.
    pub heads: Vec<RevisionId>,
    /// The checksums of the non-empty cells and items, by name.
    pub checks: Vec<(String, u32)>,
}

impl Seen {
    /// The present state of a row.
    pub fn new(heads: &[RevisionId], checks: Vec<(String, u32)>) -> Self {
        // Heads beyond the limit stay contested.
        Self { heads: heads.iter().take(MAX_PARENTS).copied().collect(), checks }
    }

    /// The checksum of a cell or item; 0 if it was empty.
    pub fn check(&self, name: &str) -> u32 {
        let found = self.checks.iter().find(|(known, _)| known == name);
        found.map_or(0, |(_, check)| *check)
    }

    /// The cell for this row; empty if the entry has no revisions.
    pub fn to_text(&self, key: &EntryKey) -> String {
        if self.heads.is_empty() {
            return String::new();
        }
        let mut text = VERSION.to_owned();
        for head in &self.heads {
            text.push(' ');
            text.push_str(head.as_str());
        }
        for (name, check) in &self.checks {
            text.push_str(&format!(" {name}={check:08x}"));
        }
        let seal = sealed(key, &text);
        text + &seal
    }

    /// Parses the cell of this row; none if it is not the one written for this
    /// row. An empty cell means that nothing was seen.
    pub fn read(text: &str, key: &EntryKey) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Self::default());
        }
        let (rest, _) = text.rsplit_once(" #")?;
        if sealed(key, rest) != text[rest.len()..] {
            return None;
        }
        let mut words = rest.split(' ');
        if words.next() != Some(VERSION) {
            return None;
        }
        let mut seen = Self::default();
        for word in words {
            match word.rsplit_once('=') {
                Some((name, check)) => {
                    seen.checks.push((name.to_owned(), u32::from_str_radix(check, 16).ok()?));
                }
                None => seen.heads.push(word.parse().ok()?),
            }
        }
        Some(seen)
    }
}

/// The checksum at the end of the cell, which depends on the row.
fn sealed(key: &EntryKey, text: &str) -> String {
    format!(" #{:08x}", check(&format!("{} {} {text}", key.0, key.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(element: &str) -> EntryKey {
        ("FI".parse().unwrap(), element.parse().unwrap())
    }

    fn seen() -> Seen {
        let checks = vec![("status".to_owned(), 7), ("evidence:a=#b".to_owned(), u32::MAX)];
        Seen::new(&[RevisionId::from_bytes([255; 20]), RevisionId::from_bytes([1; 20])], checks)
    }

    #[test]
    fn it_reads_back_in_its_own_row() {
        let text = seen().to_text(&key("PoA.4"));
        assert_eq!(Seen::read(&format!(" {text} "), &key("PoA.4")), Some(seen()));
        assert_eq!(Seen::read("", &key("PoA.4")), Some(Seen::default()));
        assert_eq!(seen().check("status"), 7);
        assert_eq!(seen().check("note"), 0);
    }

    #[test]
    fn it_is_not_believed_in_another_row_or_altered() {
        let text = seen().to_text(&key("PoA.4"));
        assert_eq!(Seen::read(&text, &key("PoA.2.c")), None);
        assert_eq!(Seen::read(&text.replace("status=", "note="), &key("PoA.4")), None);
        assert_eq!(Seen::read("seen", &key("PoA.4")), None);
    }
}
