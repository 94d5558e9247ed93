//! The database’s own account of what it holds, renewed in the transaction
//! that changes it: whatever is missing later was lost, not forgotten by this
//! app, no matter how many windows write or when the browser was killed.
//!
//! The sentinel is the memory of that account outside of the database. The
//! browser writes it lazily, so it may be older than the database; it speaks
//! only if the database is older than it.

use std::collections::BTreeSet;

use super::batch::{Area, Batch, Operation};
use super::storage::Trouble;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many transactions have changed the database.
    pub generation: u64,
    counts: [usize; 3],
}

/// What the writer is told of a transaction that is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The database’s generation with it.
    pub generation: u64,
    /// Whether the database holds less than it should.
    pub short: bool,
}

/// The keys that the database holds of what is counted, by area, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys([Vec<String>; 3]);

impl Keys {
    /// The keys of drafts, private notes and packs, each in order.
    pub fn new(drafts: Vec<String>, private: Vec<String>, packs: Vec<String>) -> Self {
        let areas = [drafts, private, packs];
        debug_assert!(areas.iter().all(|keys| keys.is_sorted()), "as a database gives them");
        Self(areas)
    }

    /// The keys of an area.
    pub fn of(&self, area: Area) -> &[String] {
        self.0.get(area as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// How many there are after a batch.
    fn counts_after(&self, batch: &Batch) -> [usize; 3] {
        let mut counts = self.counts();
        let mut decided = BTreeSet::new();
        // The last operation on a key decides.
        for operation in batch.operations.iter().rev() {
            let (Operation::Put(area, key, _) | Operation::Delete(area, key)) = operation;
            let place = *area as usize;
            let (Some(keys), Some(count)) = (self.0.get(place), counts.get_mut(place)) else {
                continue;
            };
            if decided.insert((*area, key)) {
                match (keys.binary_search(key).is_ok(), operation) {
                    (false, Operation::Put(..)) => *count += 1,
                    (true, Operation::Delete(..)) => *count -= 1,
                    _ => {}
                }
            }
        }
        counts
    }

    fn counts(&self) -> [usize; 3] {
        [self.0[0].len(), self.0[1].len(), self.0[2].len()]
    }
}

impl Tally {
    /// The account as a text.
    pub fn to_text(self) -> String {
        let [drafts, private, packs] = self.counts;
        format!("{} {drafts} {private} {packs}", self.generation)
    }

    /// The account of a text; one of nothing if it makes no sense.
    pub fn from_text(text: &str) -> Self {
        let mut numbers = text.split(' ').map(str::parse::<usize>);
        let mut next = || numbers.next()?.ok();
        let mut read = || Some((next()?, [next()?, next()?, next()?]));
        let (generation, counts) = read().unwrap_or_default();
        Self { generation: generation as u64, counts }
    }

    /// The account after a batch, where the database holds `keys` before it;
    /// nothing if the batch must not be done.
    pub fn after(self, batch: &Batch, keys: Keys) -> Option<(Self, Receipt)> {
        let packs = keys.of(Area::Packs);
        if !batch.only_with.iter().all(|key| packs.contains(key)) {
            return None;
        }
        let before = keys.counts();
        let after = keys.counts_after(batch);
        let mut counts = after;
        if !batch.recount {
            for (area, count) in counts.iter_mut().enumerate() {
                // What is missing already stays missing.
                *count += self.counts[area].saturating_sub(before[area]);
            }
        }
        let generation = self.generation + 1;
        Some((Self { generation, counts }, Receipt { generation, short: counts != after }))
    }

    /// The account after everything was forgotten because a person wants it.
    pub fn erased(self) -> Self {
        Self { generation: self.generation + 1, counts: [0; 3] }
    }

    /// Whether the keys are fewer than they should be.
    pub fn misses(self, keys: &Keys) -> bool {
        self.counts.iter().zip(keys.counts()).any(|(due, there)| *due > there)
    }
}

/// What the browser has lost, if the database holds these keys and accounts
/// for itself by this tally, while the sentinel remembers a generation and a
/// number of revisions.
pub fn loss(remembered: (u64, usize), tally: Tally, keys: &Keys) -> Option<Trouble> {
    let (generation, count) = remembered;
    // Before there was a tally, nothing but the whole could be missed.
    let without_account = tally == Tally::default() && count > 0 && keys.is_empty();
    if !without_account && tally.generation >= generation && !tally.misses(keys) {
        return None;
    }
    let due = count.max(tally.counts.iter().sum());
    Some(if keys.is_empty() { Trouble::Vanished(due) } else { Trouble::Partial })
}
