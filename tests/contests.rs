//! The laws of the list of contested fields, and of what others wrote on
//! behalf of a State: both are functions of the set, whatever the way to it.

use proptest::prelude::*;

use revcon3_tracker::domain::behalf::{OnBehalf, on_behalf};
use revcon3_tracker::domain::contests::{Contest, Contests};
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::{RevisionId, Role};
use revcon3_tracker::domain::value::Value;

use crate::support::{Step, key, play, steps, union_of, write_on};

/// Every contested field, by looking at everything.
fn contested(ledger: &Ledger) -> Vec<Contest> {
    let fields = |key: &_| {
        let entry = ledger.entry(key);
        entry.contested().map(|(name, _)| (Clone::clone(key), name.clone())).collect::<Vec<_>>()
    };
    ledger.keys().flat_map(fields).collect()
}

/// What stands in Finland's entries by others, with what Finland said last.
fn by_others(ledger: &Ledger) -> Vec<OnBehalf> {
    on_behalf(ledger, key(0).0)
}

/// Whether `later` was written by somebody who had seen `earlier`.
fn had_seen(ledger: &Ledger, entry: usize, later: RevisionId, earlier: RevisionId) -> bool {
    let revisions = ledger.entry_revisions(&key(entry));
    let mut open = vec![later];
    let mut seen = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.contains(&id) {
            seen.push(id);
            let found = revisions.iter().find(|revision| revision.id() == id);
            open.extend(found.iter().flat_map(|revision| revision.body().parents.clone()));
        }
    }
    seen.contains(&earlier)
}

proptest! {
    #[test]
    fn following_a_ledger_finds_what_looking_at_all_of_it_finds(
        histories in proptest::collection::vec(steps(), 1..4),
    ) {
        let mut contests = Contests::default();
        for steps in &histories {
            // From any set to any other, larger or smaller.
            for ledger in play(steps) {
                let before = contests.all();
                let changed = contests.follow(&ledger);
                prop_assert_eq!(contests.all(), contested(&ledger));
                prop_assert_eq!(changed, before != contests.all());
                prop_assert!(!contests.follow(&ledger));
            }
        }
    }

    #[test]
    fn what_others_wrote_for_a_state_had_seen_all_that_it_said_itself(steps in steps()) {
        let all = union_of(&play(&steps));
        for found in by_others(&all) {
            let entry = usize::from(found.key == key(1));
            let revisions = all.entry_revisions(&found.key);
            let author = |id| {
                let revision = revisions.iter().find(|revision| revision.id() == id).unwrap();
                &revision.body().author
            };
            let field = all.entry(&found.key).field(found.name.as_str()).unwrap().clone();
            prop_assert!(!field.is_contested());
            prop_assert_eq!(&field.alternatives[0], &found.now);
            for &id in &found.now.revisions {
                prop_assert!(author(id).role != Role::Delegation || author(id).participant != Some(key(0).0));
            }
            for earlier in &found.earlier {
                for &id in &earlier.revisions {
                    prop_assert_eq!(author(id).participant, Some(key(0).0));
                    let seen = found.now.revisions.iter().any(|&now| had_seen(&all, entry, now, id));
                    prop_assert!(seen, "{:?}", found);
                }
            }
        }
    }

    #[test]
    fn what_a_delegation_has_decided_stays_decided_whatever_comes_in_again(
        steps in steps(),
        accept in any::<bool>(),
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let files = play(&steps);
        let mut all = union_of(&files);
        let Some(found) = by_others(&all).into_iter().next() else { return Ok(()) };
        let entry = usize::from(found.key == key(1));
        let earlier = found.earlier.first().map_or(Value::Null, |earlier| earlier.value.clone());
        let value = if accept { found.now.value.clone() } else { earlier };
        let decided = write_on(&all, 0, entry, std::iter::once((found.name.as_str(), value)), 0);
        all.insert(decided.clone());
        let is_open = |ledger: &Ledger| {
            let same = |it: &OnBehalf| it.key == found.key && it.name == found.name;
            by_others(ledger).iter().any(same)
        };
        prop_assert!(!is_open(&all));
        // In any order, the decision first or last.
        let mut again: Ledger = std::iter::once(decided).collect();
        order.iter().for_each(|&file| again.union(&files[file]));
        prop_assert!(!is_open(&again));
        prop_assert_eq!(by_others(&again), by_others(&all));
        prop_assert_eq!(contested(&again), contested(&all));
    }
}

#[test]
fn the_histories_of_these_laws_have_something_to_find() {
    let write = |office, sets: &[(usize, u8)]| Step::Write {
        office,
        entry: 0,
        sets: sets.to_vec(),
        time: 0,
    };
    let history = [
        write(0, &[(0, 1), (1, 1)]),
        Step::Import { from: 0, to: 2 },
        write(2, &[(0, 2)]),
        write(3, &[(1, 3)]),
    ];
    let all = union_of(&play(&history));
    assert_eq!(by_others(&all).len(), 1);
    assert_eq!(contested(&all).len(), 1);
}
