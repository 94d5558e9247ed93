//! The database’s record of how much it holds, updated in every transaction
//! that changes it. So whatever is missing later was lost, not deleted by this
//! app, no matter how many windows write or when the browser was killed.
//!
//! The sentinel is a copy outside the database. It is written lazily and may
//! lag behind the database. It proves a loss only when its generation is higher
//! than the database's.

use std::collections::BTreeSet;

use super::batch::{Area, Batch, Operation};
use super::storage::Trouble;

/// The expected amount of data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of transactions that have changed the database.
    pub generation: u64,
    counts: [usize; 3],
}

/// The result of a transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The database’s generation after it.
    pub generation: u64,
    /// Whether the database holds less than it should.
    pub short: bool,
}

/// The keys of the counted areas, sorted, by area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys([Vec<String>; 3]);

impl Keys {
    /// The sorted keys of drafts, private notes and packs.
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

    /// The counts after a batch.
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
    /// The tally as text.
    pub fn to_text(self) -> String {
        let [drafts, private, packs] = self.counts;
        format!("{} {drafts} {private} {packs}", self.generation)
    }

    /// Parses a tally; an unreadable text gives the empty one.
    pub fn from_text(text: &str) -> Self {
        let mut numbers = text.split(' ').map(str::parse::<usize>);
        let mut next = || numbers.next()?.ok();
        let mut read = || Some((next()?, [next()?, next()?, next()?]));
        let (generation, counts) = read().unwrap_or_default();
        Self { generation: generation as u64, counts }
    }

    /// The tally after a batch, where `keys` are those before it; none if the
    /// batch must not be executed.
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

    /// The tally after a deliberate erase.
    pub fn erased(self) -> Self {
        Self { generation: self.generation + 1, counts: [0; 3] }
    }

    /// Whether there are fewer keys than expected.
    pub fn misses(self, keys: &Keys) -> bool {
        self.counts.iter().zip(keys.counts()).any(|(due, there)| *due > there)
    }
}

/// What the browser has lost, given the generation and number of revisions that
/// the sentinel remembers, and the database's tally and keys.
pub fn loss(remembered: (u64, usize), tally: Tally, keys: &Keys) -> Option<Trouble> {
    let (generation, count) = remembered;
    // A database from before tallies: only a total loss can be noticed.
    let without_account = tally == Tally::default() && count > 0 && keys.is_empty();
    if !without_account && tally.generation >= generation && !tally.misses(keys) {
        return None;
    }
    let due = count.max(tally.counts.iter().sum());
    Some(if keys.is_empty() { Trouble::Vanished(due) } else { Trouble::Partial })
}
