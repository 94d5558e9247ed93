//! The laws of merging: a set is a set, and what it says depends on nothing
//! but the set.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use revcon3_tracker::desk::Desk;
use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::projection::{last_agreed, project, project_part};
use revcon3_tracker::domain::revision::{Revision, RevisionId, Role};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{Reading, fingerprint, merge, read, write};

use crate::support::{
    FIELDS, key, play, snapshot_of, steps, union_of, values, wild_time, write_on,
};

fn export(ledger: &Ledger) -> String {
    write(&snapshot_of(ledger.clone()))
}

fn ids(ledger: &Ledger) -> BTreeSet<RevisionId> {
    ledger.revisions().map(|revision| revision.id()).collect()
}

proptest! {
    #[test]
    fn union_is_commutative_associative_and_idempotent(steps in steps()) {
        let offices = play(&steps);
        let [a, b, c] = [&offices[0], &offices[2], &offices[3]];
        prop_assert_eq!(export(&union_of([a, b])), export(&union_of([b, a])));
        let left = union_of([&union_of([a, b]), c]);
        let right = union_of([a, &union_of([b, c])]);
        prop_assert_eq!(export(&left), export(&right));
        prop_assert_eq!(export(&union_of([a, a])), export(a));
        prop_assert_eq!(union_of([a, b]), union_of([b, a]));
    }

    #[test]
    fn files_may_come_in_any_order_and_more_than_once(
        steps in steps(),
        order in proptest::collection::vec(0..8_usize, 0..12),
        shuffled in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let files: Vec<String> = play(&steps).iter().map(export).collect();
        let merged = |order: &[usize]| {
            let readings: Vec<_> =
                order.iter().map(|&file| read(files[file].as_bytes()).unwrap()).collect();
            assert!(readings.iter().all(|r| r.refused.is_empty() && r.warnings.is_empty()));
            merge(readings.iter().map(|reading| &reading.snapshot)).unwrap()
        };
        let straight = merged(&(0..8).collect::<Vec<usize>>());
        let jumbled = merged(&[order, shuffled].concat());
        prop_assert_eq!(write(&straight), write(&jumbled));
        prop_assert_eq!(fingerprint(&straight.ledger), fingerprint(&jumbled.ledger));
        prop_assert_eq!(values(&straight.ledger), values(&jumbled.ledger));
    }

    #[test]
    fn nothing_that_is_read_takes_anything_away(steps in steps()) {
        let offices = play(&steps);
        let all = union_of(&offices);
        let readings: Vec<Reading> =
            offices.iter().map(|office| read(export(office).as_bytes()).unwrap()).collect();
        for office in &offices {
            let mut desk = Desk::default();
            desk.load_drafts(office.revisions().cloned());
            for reading in &readings {
                let before = ids(desk.ledger());
                let intake = desk.preview(&reading.snapshot.ledger);
                desk.take_in(intake.new);
                desk.came_back(&intake.same);
                let after = ids(desk.ledger());
                prop_assert!(after.is_superset(&before));
                prop_assert!(after.is_superset(&ids(&reading.snapshot.ledger)));
            }
            prop_assert_eq!(ids(desk.ledger()), ids(&all));
        }
    }

    #[test]
    fn what_is_seen_is_what_nobody_who_had_seen_it_overwrote(
        steps in steps(),
        lost in proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let all = union_of(&play(&steps));
        // Some of the history may be missing.
        let mut kept: Vec<Arc<Revision>> = all.revisions().cloned().collect();
        for index in lost {
            if !kept.is_empty() {
                kept.remove(index.index(kept.len()));
            }
        }
        let ledger: Ledger = kept.into_iter().collect();
        for key in ledger.keys() {
            let oracle = Oracle::new(&ledger, key);
            let entry = ledger.entry(key);
            for name in FIELDS {
                let found = entry.field(name).map(|field| {
                    field.alternatives.iter().map(|a| (a.value.clone(), a.revisions.clone()))
                });
                let found: BTreeMap<Value, Vec<RevisionId>> = found.into_iter().flatten().collect();
                prop_assert_eq!(found, oracle.visible(name));
                let provisional = entry.field(name).map(|field| field.provisional().clone());
                prop_assert_eq!(provisional, oracle.provisional(name));
            }
            prop_assert_eq!(entry.heads.clone(), oracle.heads());
            prop_assert_eq!(entry.incomplete, oracle.incomplete());
        }
    }

    #[test]
    fn in_a_part_is_seen_what_nobody_in_it_overwrote(steps in steps(), until in wild_time()) {
        let all = union_of(&play(&steps));
        let counts = |revision: &Revision| revision.body().time <= until;
        for key in all.keys() {
            let revisions = all.entry_revisions(key);
            let oracle = Oracle::new(&all, key);
            let fields = project_part(&revisions, &counts);
            for name in FIELDS {
                let found: BTreeSet<RevisionId> = fields
                    .iter()
                    .filter(|(known, _)| known.as_str() == name)
                    .flat_map(|(_, field)| &field.alternatives)
                    .flat_map(|alternative| alternative.revisions.clone())
                    .collect();
                prop_assert_eq!(found, oracle.seen_in_part(name, counts));
            }
        }
    }

    #[test]
    fn resolving_ends_exactly_that_conflict_and_removes_nothing(steps in steps()) {
        let mut ledger = union_of(&play(&steps));
        let before = values(&ledger);
        let Some(((_, name), alternatives)) = before
            .iter()
            .find(|((at, _), values)| *at == key(0) && values.len() > 1)
        else {
            return Ok(());
        };
        let choice = alternatives.first().unwrap().clone();
        let count = ledger.len();
        let sets = std::iter::once((name.as_str(), choice.clone()));
        let resolution = write_on(&ledger, 2, 0, sets, 0);
        ledger.insert(resolution);
        let mut expected = before.clone();
        expected.remove(&(key(0), name.clone()));
        if choice != Value::Null {
            expected.insert((key(0), name.clone()), BTreeSet::from([choice]));
        }
        prop_assert_eq!(values(&ledger), expected);
        prop_assert_eq!(ledger.len(), count + 1);
        // Taking in the old files again does not reopen it.
        let mut again = ledger.clone();
        again.union(&union_of(&play(&steps)));
        prop_assert_eq!(values(&again), values(&ledger));
    }

    #[test]
    fn the_last_agreed_value_is_one_that_every_side_had_seen(steps in steps()) {
        let ledger = union_of(&play(&steps));
        for key in ledger.keys() {
            let revisions = ledger.entry_revisions(key);
            let oracle = Oracle::new(&ledger, key);
            let entry = ledger.entry(key);
            for (name, field) in entry.contested() {
                let sides: Vec<RevisionId> =
                    field.alternatives.iter().flat_map(|a| a.revisions.clone()).collect();
                let shared: Vec<&Revision> = revisions
                    .iter()
                    .filter(|r| sides.iter().all(|side| oracle.seen[side].contains(&r.id())))
                    .copied()
                    .collect();
                let agreed = project(&shared).fields.get(name).cloned();
                let agreed = agreed.filter(|field| !field.is_contested());
                let expected = agreed.map(|field| field.provisional().clone());
                prop_assert_eq!(last_agreed(&revisions, name), expected);
            }
        }
    }
}

/// What is seen, worked out as naively as it is said.
struct Oracle<'a> {
    revisions: Vec<&'a Revision>,
    /// For each revision: everything its author had seen before it.
    seen: BTreeMap<RevisionId, BTreeSet<RevisionId>>,
}

impl<'a> Oracle<'a> {
    fn new(ledger: &'a Ledger, key: &EntryKey) -> Self {
        let revisions = ledger.entry_revisions(key);
        let here: BTreeSet<RevisionId> = revisions.iter().map(|r| r.id()).collect();
        let mut seen: BTreeMap<RevisionId, BTreeSet<RevisionId>> = BTreeMap::new();
        for revision in &revisions {
            let parents = revision.body().parents.iter().copied();
            seen.insert(revision.id(), parents.filter(|id| here.contains(id)).collect());
        }
        // Everybody knows what those they know of knew, until no one learns.
        loop {
            let mut learnt = seen.clone();
            for known in learnt.values_mut() {
                for id in known.clone() {
                    known.extend(&seen[&id]);
                }
            }
            if learnt == seen {
                return Self { revisions, seen };
            }
            seen = learnt;
        }
    }

    fn visible_writes(&self, name: &str) -> Vec<&'a Revision> {
        let writes = |r: &Revision| r.body().set.keys().any(|known| known.as_str() == name);
        let overwritten = |id: RevisionId| {
            self.revisions.iter().any(|r| writes(r) && self.seen[&r.id()].contains(&id))
        };
        self.revisions.iter().copied().filter(|r| writes(r) && !overwritten(r.id())).collect()
    }

    /// The writes of a part that nobody in it, who had seen them, overwrote.
    fn seen_in_part(&self, name: &str, counts: impl Fn(&Revision) -> bool) -> BTreeSet<RevisionId> {
        let writes = |r: &Revision| counts(r) && r.body().set.keys().any(|n| n.as_str() == name);
        let writers = || self.revisions.iter().filter(|r| writes(r));
        let overwritten = |id: RevisionId| writers().any(|r| self.seen[&r.id()].contains(&id));
        writers().map(|r| r.id()).filter(|id| !overwritten(*id)).collect()
    }

    fn visible(&self, name: &str) -> BTreeMap<Value, Vec<RevisionId>> {
        let mut visible: BTreeMap<Value, Vec<RevisionId>> = BTreeMap::new();
        for revision in self.visible_writes(name) {
            let value = revision.body().set[&name.parse().unwrap()].clone();
            visible.entry(value).or_default().push(revision.id());
        }
        visible.values_mut().for_each(|ids| ids.sort());
        visible
    }

    fn provisional(&self, name: &str) -> Option<Value> {
        let strongest = self.visible_writes(name).into_iter().max_by_key(|revision| {
            let author = &revision.body().author;
            let rank = match author.role {
                Role::Delegation if author.participant == Some(revision.body().participant) => 2,
                Role::Chair => 1,
                _ => 0,
            };
            (rank, self.depth(revision.id()), revision.id())
        })?;
        strongest.body().set.get(&name.parse().unwrap()).cloned()
    }

    /// The longest way down to a revision without known parents.
    fn depth(&self, id: RevisionId) -> usize {
        self.seen[&id].iter().map(|&parent| self.depth(parent) + 1).max().unwrap_or(0)
    }

    fn heads(&self) -> Vec<RevisionId> {
        let ids = self.revisions.iter().map(|revision| revision.id());
        ids.filter(|id| !self.seen.values().any(|seen| seen.contains(id))).collect()
    }

    fn incomplete(&self) -> bool {
        let parents = self.revisions.iter().flat_map(|revision| &revision.body().parents);
        parents.into_iter().any(|id| !self.seen.contains_key(id))
    }
}
