//! All contested fields of a ledger, updated incrementally: only entries whose
//! revisions have changed are projected again. Does not know in which order
//! people see them.

use std::iter::Peekable;
use std::sync::Arc;

use super::ledger::{EntryKey, Ledger, Revisions};
use super::projection::project;
use super::revision::FieldName;

/// A contested field of an entry.
pub type Contest = (EntryKey, FieldName);

/// The contested fields of the ledger that was last followed.
#[derive(Clone, Debug, Default)]
pub struct Contests {
    /// The entries with more than one revision, in the ledger's order. An entry
    /// with a single revision cannot be contested.
    entries: Vec<Known>,
}

#[derive(Clone, Debug)]
struct Known {
    key: EntryKey,
    /// The revisions at the last update. Holding this `Arc` makes a changing
    /// ledger copy the list, so that an equal pointer means an unchanged entry.
    revisions: Revisions,
    contested: Vec<FieldName>,
}

impl Contests {
    /// Catches up with this ledger. Returns whether the set of contested fields
    /// has changed.
    pub fn follow(&mut self, ledger: &Ledger) -> bool {
        let before = std::mem::take(&mut self.entries);
        self.entries.reserve(before.len());
        let mut before = before.into_iter().peekable();
        let mut changed = false;
        for (key, revisions) in ledger.histories() {
            if revisions.len() < 2 {
                continue;
            }
            let (known, gone) = find(&mut before, key);
            changed |= gone;
            let entry = match known {
                Some(known) if Arc::ptr_eq(&known.revisions, revisions) => known,
                known => {
                    let entry = project(&ledger.entry_revisions(key));
                    let contested: Vec<_> =
                        entry.contested().map(|(name, _)| name.clone()).collect();
                    changed |= known.map(|known| known.contested).unwrap_or_default() != contested;
                    Known { key: key.clone(), revisions: Arc::clone(revisions), contested }
                }
            };
            self.entries.push(entry);
        }
        changed | before.any(|known| !known.contested.is_empty())
    }

    /// Every contested field, in the ledger's order.
    pub fn all(&self) -> Vec<Contest> {
        let fields = |known: &Known| {
            let key = known.key.clone();
            known.contested.clone().into_iter().map(move |name| (key.clone(), name))
        };
        self.entries.iter().flat_map(fields).collect()
    }
}

/// Skips to the known entry of this key. Also returns whether a contested entry
/// was skipped, that is, has disappeared.
fn find(
    before: &mut Peekable<impl Iterator<Item = Known>>,
    key: &EntryKey,
) -> (Option<Known>, bool) {
    let mut gone = false;
    while let Some(known) = before.next_if(|known| known.key < *key) {
        gone |= !known.contested.is_empty();
    }
    (before.next_if(|known| known.key == *key), gone)
}

// `tests/contests.rs` tests on many histories that this finds what a full
// search finds.
#[cfg(test)]
mod tests {
    use super::super::testing::{id, key, ledger, name, own};
    use super::*;

    #[test]
    fn a_contest_comes_goes_and_comes_back() {
        let mut contests = Contests::default();
        let mut all = ledger([own(1, &[], &[("status", "a"), ("note", "n")])]);
        assert!(!contests.follow(&all));
        all.insert(own(2, &[], &[("status", "b"), ("note", "n")]));
        assert!(contests.follow(&all));
        assert_eq!(contests.all(), [(key(), name("status"))]);
        assert!(!contests.follow(&all), "nothing has changed");
        all.insert(own(3, &[1, 2], &[("status", "b")]));
        assert!(contests.follow(&all));
        assert!(contests.all().is_empty());
        all.withdraw(&key(), id(3));
        assert!(contests.follow(&all));
        assert_eq!(contests.all().len(), 1);
        assert!(contests.follow(&Ledger::default()));
        assert!(contests.all().is_empty());
    }

    #[test]
    fn a_revision_in_the_place_of_another_is_noticed() {
        let mut contests = Contests::default();
        let first = own(1, &[], &[("status", "a")]);
        contests.follow(&ledger([first.clone(), own(2, &[], &[("status", "a")])]));
        assert!(contests.follow(&ledger([first, own(3, &[], &[("status", "b")])])));
        assert_eq!(contests.all().len(), 1);
    }
}
