//! The laws of sealing: what is published says what the drafts said, and
//! nothing that was withdrawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::revision::{MAX_FIELDS, MAX_PARENTS, Revision, RevisionId};
use revcon3_tracker::domain::seal::replaced;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::canonical::identify;
use revcon3_tracker::snapshot::seal_all;

use crate::support::{FIELDS, body, key, union_of, value_of, values, wild_time, write_on};

/// One event at a desk with two windows that share a store, and elsewhere.
#[derive(Clone, Debug)]
enum Step {
    /// A draft in one of the two windows.
    Draft { window: usize, entry: usize, sets: Vec<(usize, u8)>, time: i64 },
    /// The window learns what the other has stored.
    Refresh { window: usize },
    /// Another office writes and has it published.
    Publish { entry: usize, sets: Vec<(usize, u8)>, time: i64 },
    /// A window takes in what is published.
    Import { window: usize },
    /// The other office takes in what this desk has exported.
    Hear,
    /// The desk exports: its drafts are sealed.
    Seal,
}

fn step() -> impl Strategy<Value = Step> {
    let sets = || proptest::collection::vec((0..FIELDS.len(), 0..4_u8), 1..3);
    prop_oneof![
        6 => (0..2_usize, 0..2_usize, sets(), wild_time())
            .prop_map(|(window, entry, sets, time)| Step::Draft { window, entry, sets, time }),
        2 => (0..2_usize).prop_map(|window| Step::Refresh { window }),
        3 => (0..2_usize, sets(), wild_time())
            .prop_map(|(entry, sets, time)| Step::Publish { entry, sets, time }),
        2 => (0..2_usize).prop_map(|window| Step::Import { window }),
        1 => Just(Step::Hear),
        1 => Just(Step::Seal),
    ]
}

#[derive(Clone, Default)]
struct Desk {
    windows: [Ledger; 2],
    drafts: BTreeSet<RevisionId>,
    elsewhere: Ledger,
}

impl Desk {
    fn play(steps: &[Step]) -> Self {
        let mut desk = Self::default();
        steps.iter().for_each(|step| desk.take(step));
        desk
    }

    fn all(&self) -> Ledger {
        union_of(&self.windows)
    }

    fn take(&mut self, step: &Step) {
        let named = |sets: &[(usize, u8)]| -> Vec<(&str, Value)> {
            sets.iter().map(|&(field, value)| (FIELDS[field], value_of(value))).collect()
        };
        match step {
            Step::Draft { window, entry, sets, time } => {
                let ledger = &mut self.windows[*window];
                let draft = write_on(ledger, 0, *entry, named(sets).into_iter(), *time);
                // What is out already does not become a draft again.
                if ledger.insert(Arc::clone(&draft))
                    && !self.elsewhere.contains(&key(*entry), draft.id())
                {
                    self.drafts.insert(draft.id());
                }
            }
            Step::Refresh { window } => {
                let other = self.windows[1 - window].clone();
                self.windows[*window].union(&other);
            }
            Step::Publish { entry, sets, time } => {
                let other = write_on(&self.elsewhere, 2, *entry, named(sets).into_iter(), *time);
                self.elsewhere.insert(other);
            }
            Step::Import { window } => self.windows[*window].union(&self.elsewhere),
            Step::Hear => {
                let all = self.all();
                let out = all.revisions().filter(|revision| !self.drafts.contains(&revision.id()));
                let out: Ledger = out.cloned().collect();
                self.elsewhere.union(&out);
            }
            Step::Seal => {
                let (sealed, _) = sealed(&self.all(), &self.drafts);
                self.windows = [sealed.clone(), sealed];
                self.drafts.clear();
            }
        }
    }
}

/// The ledger with its drafts sealed, and the revisions that seal them.
fn sealed(ledger: &Ledger, drafts: &BTreeSet<RevisionId>) -> (Ledger, Vec<Revision>) {
    let sealings = seal_all(ledger, drafts, |_| true);
    let gone: BTreeSet<RevisionId> = sealings.iter().flat_map(|(s, _)| s.drafts.clone()).collect();
    let new: Vec<Revision> = sealings.into_iter().flat_map(|(_, revisions)| revisions).collect();
    (replaced(ledger, &gone, new.iter().cloned().map(Arc::new)), new)
}

proptest! {
    #[test]
    fn sealing_keeps_every_value_of_every_field(steps in proptest::collection::vec(step(), 1..30)) {
        let desk = Desk::play(&steps);
        let (after, _) = sealed(&desk.all(), &desk.drafts);
        prop_assert_eq!(values(&after), values(&desk.all()));
        let gone = seal_all(&desk.all(), &desk.drafts, |_| true);
        let gone: BTreeSet<RevisionId> = gone.iter().flat_map(|(s, _)| s.drafts.clone()).collect();
        let left: BTreeSet<RevisionId> = &desk.drafts - &gone;
        prop_assert_eq!(sealed(&after, &left), (after, Vec::new()));
    }

    #[test]
    fn sealing_keeps_every_value_together_with_what_comes_later(
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        let desk = Desk::play(&steps);
        let before = values(&union_of([&desk.all(), &desk.elsewhere]));
        let (after, _) = sealed(&desk.all(), &desk.drafts);
        let after = values(&union_of([&after, &desk.elsewhere]));
        for (field, values) in after {
            // Nothing comes up that was not there; what the drafts took back
            // may be superseded by those who had not seen them.
            let known = before.get(&field).cloned().unwrap_or_default();
            let found: BTreeSet<Value> = values.into_iter().filter(|v| !v.is_null()).collect();
            prop_assert!(found.is_subset(&known), "{field:?}: {found:?} of {known:?}");
        }
    }

    #[test]
    fn withdrawn_wording_is_in_no_sealed_revision(
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        let desk = Desk::play(&steps);
        let visible = values(&desk.all());
        for revision in sealed(&desk.all(), &desk.drafts).1 {
            let body = revision.body();
            for (name, value) in &body.set {
                let key = ((body.participant, body.subject.clone()), name.to_string());
                let shown = visible.get(&key).is_some_and(|values| values.contains(value));
                prop_assert!(shown || value.is_null(), "{name}: {value:?}");
            }
            prop_assert!(body.parents.iter().all(|parent| !desk.drafts.contains(parent)));
        }
    }

    #[test]
    fn two_machines_that_seal_one_restored_backup_lose_nothing(
        steps in proptest::collection::vec(step(), 1..20),
        here in proptest::collection::vec(step(), 0..10),
        there in proptest::collection::vec(step(), 0..10),
    ) {
        let backup = Desk::play(&steps);
        let machines = [here, there].map(|steps| {
            let mut desk = backup.clone();
            steps.iter().for_each(|step| desk.take(step));
            desk
        });
        let sealed = machines.each_ref().map(|desk| sealed(&desk.all(), &desk.drafts).0);
        let together = union_of(&sealed);
        let mut said: BTreeMap<_, BTreeSet<Value>> = BTreeMap::new();
        for revision in together.revisions() {
            let body = revision.body();
            for (name, value) in &body.set {
                let key = ((body.participant, body.subject.clone()), name.to_string());
                said.entry(key).or_default().insert(value.clone());
            }
        }
        for desk in &machines {
            for (field, values) in values(&desk.all()) {
                let values: BTreeSet<Value> = values.into_iter().filter(|v| !v.is_null()).collect();
                prop_assert!(values.is_subset(&said[&field]), "{field:?}");
            }
        }
        prop_assert_eq!(&together, &union_of([&sealed[1], &sealed[0]]));
    }
}

fn one(value: &'static str) -> impl Iterator<Item = (&'static str, Value)> {
    std::iter::once(("note", Value::text(value)))
}

fn ids<'a>(revisions: impl IntoIterator<Item = &'a Arc<Revision>>) -> BTreeSet<RevisionId> {
    revisions.into_iter().map(|revision| revision.id()).collect()
}

#[test]
fn many_drafts_of_an_entry_leave_as_one_revision() {
    let mut ledger = Ledger::default();
    for text in ["N", "No", "Note", "Note of the ministry"] {
        ledger.insert(write_on(&ledger.clone(), 0, 0, one(text), 5));
    }
    let status = std::iter::once(("status", Value::text("ongoing")));
    ledger.insert(write_on(&ledger.clone(), 0, 0, status, 9));
    let (after, new) = sealed(&ledger, &ids(ledger.revisions()));
    assert_eq!(after.len(), 1);
    assert_eq!(new[0].body().time, 9);
    assert_eq!(new[0].body().set.len(), 2);
    assert!(new[0].body().parents.is_empty());
}

#[test]
fn a_lone_draft_leaves_as_it_is() {
    // Worth knowing where drafts are stored: the sealed revision is the draft.
    let draft = write_on(&Ledger::default(), 0, 0, one("said once"), 5);
    let ledger = Ledger::from_iter([Arc::clone(&draft)]);
    let (after, new) = sealed(&ledger, &ids([&draft]));
    assert_eq!(new[0].id(), draft.id());
    assert_eq!(after, ledger);
}

#[test]
fn a_draft_that_was_taken_back_leaves_no_trace() {
    let published = write_on(&Ledger::default(), 0, 0, one("as published"), 1);
    let mut ledger = Ledger::from_iter([published]);
    for text in ["a slip", "as published"] {
        ledger.insert(write_on(&ledger.clone(), 0, 0, one(text), 2));
    }
    let drafts = ids(ledger.revisions().filter(|revision| revision.body().time == 2));
    let (after, new) = sealed(&ledger, &drafts);
    assert!(new.is_empty());
    assert_eq!(after.len(), 1);
}

#[test]
fn a_draft_that_a_published_revision_builds_on_is_published() {
    let first = write_on(&Ledger::default(), 0, 0, one("first"), 1);
    let draft = write_on(&Ledger::from_iter([first.clone()]), 0, 0, one("draft"), 2);
    let known = Ledger::from_iter([first.clone(), draft.clone()]);
    let last = write_on(&known, 2, 0, one("last"), 3);
    let ledger = Ledger::from_iter([first, draft.clone(), last]);
    let (after, new) = sealed(&ledger, &ids([&draft]));
    assert!(new.is_empty());
    assert_eq!(after, ledger);
}

#[test]
fn a_sealed_revision_keeps_within_the_caps() {
    // More heads than a revision may name, then one draft over all of them.
    let author = "chair/-/00000000000000bb";
    let heads = (0..300).map(|time| body(author, 0, Vec::new(), one("head"), time));
    let mut ledger: Ledger = heads.map(identify).map(Arc::new).collect();
    let names: Vec<String> = (0..100).map(|number| format!("evidence:k{number}")).collect();
    let mut drafts = BTreeSet::new();
    for name in &names {
        let mut parents = ledger.entry(&key(0)).heads;
        parents.truncate(MAX_PARENTS);
        let sets = std::iter::once((name.as_str(), value_of(1)));
        let draft = Arc::new(identify(body(author, 0, parents, sets, 1000)));
        drafts.insert(draft.id());
        ledger.insert(draft);
    }
    let (after, new) = sealed(&ledger, &drafts);
    assert!(new.iter().all(|r| r.body().parents.len() <= MAX_PARENTS));
    assert!(new.iter().all(|r| r.body().set.len() <= MAX_FIELDS));
    assert_eq!(values(&after).len(), 101);
}
