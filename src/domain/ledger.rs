//! A set of revisions. Merging is set union; `projection` computes what the set
//! means. Does not know which revisions exist only on this computer (see
//! `desk`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::Entry;
use super::ordered::Ordered;
use super::participant::ParticipantCode;
use super::projection;
use super::revision::{Revision, RevisionId, Subject};

/// The key of an entry: a participant and a subject.
pub type EntryKey = (ParticipantCode, Subject);

/// The revisions of one entry, ordered by id. A `Vec`, because most entries
/// have one or two revisions, and a B-tree node allocates room for eleven.
/// Copies of the ledger share it until one of them changes.
pub type Revisions = Arc<Vec<Arc<Revision>>>;

/// A set of revisions, grouped by entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Within an entry, ordered by id, so that equal sets are equal values.
    entries: BTreeMap<EntryKey, Revisions>,
    count: usize,
}

impl Ledger {
    /// Adds a revision; false if it was present.
    pub fn insert(&mut self, revision: Arc<Revision>) -> bool {
        let body = revision.body();
        // Files are sorted, so the revision often belongs to the last entry.
        let last = self.entries.last_entry().filter(|last| {
            let (participant, subject) = last.key();
            *participant == body.participant && *subject == body.subject
        });
        let revisions = match last {
            Some(last) => last.into_mut(),
            None => self.entries.entry((body.participant, body.subject.clone())).or_default(),
        };
        let Err(place) = find(revisions, revision.id()) else { return false };
        Arc::make_mut(revisions).insert(place, revision);
        self.count += 1;
        true
    }

    /// Adds every revision of `other`.
    pub fn union(&mut self, other: &Ledger) {
        for revision in other.revisions() {
            self.insert(Arc::clone(revision));
        }
    }

    /// Removes a draft that never left this computer. Never call this because
    /// of something in a file: files can only add to a ledger.
    pub fn withdraw(&mut self, key: &EntryKey, id: RevisionId) -> Option<Arc<Revision>> {
        let revisions = self.entries.get_mut(key)?;
        let place = find(revisions, id).ok()?;
        let removed = Arc::make_mut(revisions).remove(place);
        if revisions.is_empty() {
            self.entries.remove(key);
        }
        self.count -= 1;
        Some(removed)
    }

    /// How many revisions there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether the revision of this entry is in the set.
    pub fn contains(&self, key: &EntryKey, id: RevisionId) -> bool {
        self.entries.get(key).is_some_and(|revisions| find(revisions, id).is_ok())
    }

    /// Whether the entry has any revision.
    pub fn has_entry(&self, key: &EntryKey) -> bool {
        self.entries.contains_key(key)
    }

    /// Every revision, ordered by participant, subject and id: the order of
    /// a snapshot file.
    pub fn revisions(&self) -> impl Iterator<Item = &Arc<Revision>> {
        self.entries.values().flat_map(|revisions| revisions.iter())
    }

    /// The revisions of one entry, ordered by id.
    pub fn entry_revisions(&self, key: &EntryKey) -> Vec<&Revision> {
        let revisions = self.entries.get(key).into_iter().flat_map(|revisions| revisions.iter());
        revisions.map(Arc::as_ref).collect()
    }

    /// The entries in order, each with its revisions ordered by id.
    pub fn histories(&self) -> impl Iterator<Item = (&EntryKey, &Revisions)> {
        self.entries.iter()
    }

    /// The keys of all entries, in order.
    pub fn keys(&self) -> impl Iterator<Item = &EntryKey> {
        self.entries.keys()
    }

    /// The participants that have entries, in order.
    pub fn participants(&self) -> Vec<ParticipantCode> {
        let mut codes: Vec<_> = self.entries.keys().map(|(code, _)| *code).collect();
        codes.dedup();
        codes
    }

    /// The projection of one entry.
    pub fn entry(&self, key: &EntryKey) -> Entry {
        projection::project(&self.entry_revisions(key))
    }

    /// The projections of all entries of one participant.
    pub fn entries_of(&self, code: ParticipantCode) -> BTreeMap<Subject, Entry> {
        let entry = |(key, set): (&EntryKey, &Revisions)| {
            let revisions: Vec<&Revision> = set.iter().map(Arc::as_ref).collect();
            (key.1.clone(), projection::project(&revisions))
        };
        self.range_of(code).map(entry).to_map()
    }

    /// The part of the set about one participant.
    pub fn of_participant(&self, code: ParticipantCode) -> Ledger {
        Self::copied(self.range_of(code))
    }

    /// The entries of one participant, which are adjacent.
    fn range_of(&self, code: ParticipantCode) -> impl Iterator<Item = (&EntryKey, &Revisions)> {
        let from_here = self.entries.range((code, Subject::first())..);
        from_here.take_while(move |((participant, _), _)| *participant == code)
    }

    /// The part of the set whose entry keys satisfy `wanted`.
    pub fn filtered(&self, wanted: impl Fn(&EntryKey) -> bool) -> Ledger {
        let kept = self.entries.iter().filter(|(key, _)| wanted(key));
        Self::copied(kept)
    }

    /// The part of the set in entries that `other` has too.
    pub fn beside(&self, other: &Ledger) -> Ledger {
        // Iterates over `other`, which is often a small file, not over `self`.
        Self::copied(other.keys().filter_map(|key| self.entries.get_key_value(key)))
    }

    fn copied<'a>(entries: impl Iterator<Item = (&'a EntryKey, &'a Revisions)>) -> Ledger {
        let entries = entries.map(|(key, set)| (key.clone(), set.clone())).to_map();
        let count = entries.values().map(|revisions| revisions.len()).sum();
        Ledger { entries, count }
    }
}

/// The position of a revision, or else where to insert it.
fn find(revisions: &Revisions, id: RevisionId) -> Result<usize, usize> {
    revisions.binary_search_by_key(&id, |revision| revision.id())
}

impl FromIterator<Arc<Revision>> for Ledger {
    fn from_iter<T: IntoIterator<Item = Arc<Revision>>>(revisions: T) -> Self {
        let mut ledger = Self::default();
        for revision in revisions {
            ledger.insert(revision);
        }
        ledger
    }
}

#[cfg(test)]
mod tests {
    use super::super::revision::Body;
    use super::super::testing::{id, key, ledger, own};
    use super::*;

    #[test]
    fn a_revision_is_there_once() {
        let mut set = Ledger::default();
        assert!(set.insert(own(1, &[], &[("note", "a")])));
        assert!(!set.insert(own(1, &[], &[("note", "a")])));
        assert_eq!(set.len(), 1);
        assert!(set.contains(&key(), id(1)));
    }

    /// Revision number `n` of another entry.
    fn elsewhere(n: u8, participant: &str, subject: &str) -> Arc<Revision> {
        let body = Body {
            participant: participant.parse().unwrap(),
            subject: subject.parse().unwrap(),
            ..own(n, &[], &[]).body().clone()
        };
        Arc::new(Revision::with_id(id(n), body))
    }

    #[test]
    fn each_revision_lies_in_its_entry_whatever_came_before_it() {
        let all = [
            elsewhere(1, "FI", "PoA.4"),
            elsewhere(2, "SE", "PoA.4"),
            elsewhere(3, "SE", "Q.1"),
            elsewhere(4, "FI", "Q.1"),
            elsewhere(5, "SE", "Q.1"),
        ];
        let forth: Ledger = all.iter().cloned().collect();
        let back: Ledger = all.iter().rev().cloned().collect();
        assert_eq!(forth, back);
        for revision in &all {
            let body = revision.body();
            let own = (body.participant, body.subject.clone());
            assert!(forth.has_entry(&own) && forth.contains(&own, revision.id()));
        }
        assert_eq!(forth.keys().count(), 4);
        assert_eq!(forth.participants().len(), 2);
    }

    #[test]
    fn a_union_has_everything_whatever_the_order() {
        let a = ledger([own(1, &[], &[]), own(2, &[], &[])]);
        let b = ledger([own(2, &[], &[]), own(3, &[], &[])]);
        let (mut left, mut right) = (a.clone(), b.clone());
        left.union(&b);
        right.union(&a);
        assert_eq!(left, right);
        assert_eq!(left.len(), 3);
    }

    #[test]
    fn a_withdrawn_draft_leaves_nothing_behind() {
        let mut set = ledger([own(1, &[], &[])]);
        assert!(set.withdraw(&key(), id(2)).is_none());
        assert_eq!(set.withdraw(&key(), id(1)).map(|draft| draft.id()), Some(id(1)));
        assert_eq!(set, Ledger::default());
        assert!(set.is_empty() && !set.has_entry(&key()));
    }

    #[test]
    fn a_part_counts_only_what_it_has() {
        let set = ledger([own(1, &[], &[]), own(2, &[], &[])]);
        assert_eq!(set.filtered(|_| false).len(), 0);
        assert_eq!(set.of_participant(key().0), set);
        assert_eq!(set.participants(), [key().0]);
        assert_eq!(set.beside(&ledger([own(3, &[], &[])])), set);
        assert_eq!(set.beside(&Ledger::default()), Ledger::default());
    }

    #[test]
    fn revisions_come_in_the_order_of_their_ids_as_text() {
        let set = ledger((0..=255).map(|n| own(n, &[], &[])));
        let ids: Vec<_> = set.revisions().map(|r| r.id().as_str().to_owned()).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids.len(), 256);
    }
}
