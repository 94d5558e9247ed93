//! The laws of leaving the desk: the plan of an export is the file, nothing
//! withdrawn leaves, what is not covered stays as it was, and a computer that
//! stops at any point has lost nothing and claims nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;

use revcon3_tracker::desk::{Change, Choice, Desk, Edit, Order, Plan, Said, is_reminder_due};
use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::revision::{AuthorId, FieldName, Revision, RevisionId, one_field};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{self, Scope};

use crate::support::values;

const STATES: [&str; 3] = ["FI", "SE", "XA"];
const SUBJECTS: [&str; 2] = ["PoA.1.a.1.i", "PoA.4"];
const FIELDS: [&str; 2] = ["note", "obstacle"];
const OWN: &str = "chair/-/00000000000000aa";
const OTHER: &str = "delegation/SE/00000000000000bb";
const DAY: i64 = 86_400_000;

/// One event at a desk.
#[derive(Clone, Debug)]
enum Step {
    /// A change; `stale` if its author has not seen what came since the last
    /// export.
    Write {
        place: Place,
        stale: bool,
    },
    /// A private note.
    Private {
        state: usize,
        value: u8,
    },
    Undo,
    Redo,
    /// Another office, which knows what has left, writes; its file is taken in.
    Receive {
        place: Place,
    },
    /// An export. If `stopped`, nobody has said that the file left.
    Export {
        choice: usize,
        stopped: bool,
    },
    /// The computer is switched off and on again.
    Restart,
}

/// What is written where.
#[derive(Clone, Copy, Debug)]
struct Place {
    state: usize,
    subject: usize,
    field: usize,
    value: u8,
}

impl Place {
    fn key(self) -> EntryKey {
        (STATES[self.state].parse().unwrap(), SUBJECTS[self.subject].parse().unwrap())
    }

    /// A text that can stand nowhere else: 0 clears.
    fn value(self) -> Value {
        let Place { state, subject, field, value } = self;
        if value == 0 { Value::Null } else { Value::text(word(state, subject, field, value)) }
    }

    fn edit(self, author: &str, field: &str, time: i64) -> Edit {
        let set = one_field(field.parse().unwrap(), self.value());
        Edit { key: self.key(), set, author: author.parse().unwrap(), time, seen: None }
    }
}

fn word(state: usize, subject: usize, field: usize, value: u8) -> String {
    format!("word {state}-{subject}-{field}-{value};")
}

fn place() -> impl Strategy<Value = Place> {
    (0..STATES.len(), 0..SUBJECTS.len(), 0..FIELDS.len(), 0..5_u8)
        .prop_map(|(state, subject, field, value)| Place { state, subject, field, value })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        9 => (place(), any::<bool>()).prop_map(|(place, stale)| Step::Write { place, stale }),
        1 => (0..STATES.len(), 1..5_u8).prop_map(|(state, value)| Step::Private { state, value }),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        2 => place().prop_map(|place| Step::Receive { place }),
        2 => (0..choices().len(), any::<bool>())
            .prop_map(|(choice, stopped)| Step::Export { choice, stopped }),
        1 => Just(Step::Restart),
    ]
}

fn choices() -> [Choice; 5] {
    let [fi, se, xa] = STATES.map(|code| code.parse().unwrap());
    [
        Choice::State(fi),
        Choice::States(vec![fi, se]),
        Choice::States(vec![xa]),
        Choice::Everything,
        Choice::Backup,
    ]
}

fn order(choice: Choice) -> Order {
    Order {
        choice,
        marking: "OSCE+".into(),
        by: OWN.parse().unwrap(),
        time: 1_792_000_000_000,
        day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        names: BTreeMap::from([(OWN, "Chair"), (OTHER, "Sweden")].map(named)),
        settings: Value::text("settings"),
    }
}

fn named((id, name): (&str, &str)) -> (AuthorId, String) {
    (id.parse().unwrap(), name.to_owned())
}

/// What a store keeps, told by the changes alone.
#[derive(Clone, Debug, Default)]
struct Store {
    drafts: BTreeMap<RevisionId, Arc<Revision>>,
    private: BTreeMap<RevisionId, Arc<Revision>>,
    shared: Vec<Arc<Revision>>,
}

impl Store {
    fn keep(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            match change {
                Change::KeepDraft(revision) => drop(self.drafts.insert(revision.id(), revision)),
                Change::ForgetDraft(id) => drop(self.drafts.remove(&id)),
                Change::KeepShared(revisions) => self.shared.extend(revisions),
                Change::KeepPrivate(revision) => drop(self.private.insert(revision.id(), revision)),
                Change::ForgetPrivate(id) => drop(self.private.remove(&id)),
            }
        }
    }

    fn restart(&self) -> Desk {
        let mut desk = Desk::default();
        desk.load_shared(self.shared.iter().cloned());
        desk.load_drafts(self.drafts.values().cloned());
        desk.load_private(self.private.values().cloned());
        desk
    }
}

#[derive(Clone, Default)]
struct World {
    desk: Desk,
    store: Store,
    /// What was sealed or received: it is, or may be, known elsewhere.
    out: Ledger,
    /// What a file is known to have left with, or came in one.
    left: BTreeSet<RevisionId>,
}

impl World {
    fn play(steps: &[Step]) -> Self {
        let mut world = Self::default();
        for (time, step) in (0..).zip(steps) {
            world.take(step, time);
        }
        world
    }

    fn take(&mut self, step: &Step, time: i64) {
        let own: AuthorId = OWN.parse().unwrap();
        match step {
            Step::Write { place, stale } => {
                let seen = stale.then(|| self.out.entry(&place.key()).heads);
                let edit = Edit { seen, ..place.edit(OWN, FIELDS[place.field], time) };
                self.store.keep(self.desk.write(edit));
            }
            Step::Private { state, value } => {
                let place = Place { state: *state, subject: 0, field: 0, value: 0 };
                let set = Value::text(format!("secret {value};"));
                let set = one_field("private.note".parse().unwrap(), set);
                let note = Edit { set, ..place.edit(OWN, "note", time) };
                self.store.keep(self.desk.write_private(note));
            }
            Step::Undo => self.store.keep(self.desk.undo(&own, time).changes),
            Step::Redo => self.store.keep(self.desk.redo(&own, time).changes),
            Step::Receive { place } => self.receive(*place, time),
            Step::Export { choice, stopped } => {
                let plan = self.desk.plan(order(choices()[*choice].clone()));
                self.export(&plan, *stopped);
            }
            Step::Restart => self.desk = self.store.restart(),
        }
    }

    fn receive(&mut self, place: Place, time: i64) {
        let mut office = Desk::default();
        office.take_in(self.out.revisions().cloned());
        office.write(place.edit(OTHER, FIELDS[place.field], time));
        let news = office.ledger().revisions().filter(|r| office.drafts().contains(&r.id()));
        let news: Vec<Arc<Revision>> = news.cloned().collect();
        self.store.keep([Change::KeepShared(news.clone())]);
        self.left.extend(news.iter().map(|revision| revision.id()));
        self.desk.take_in(news.clone());
        self.out.union(&news.into_iter().collect());
    }

    fn export(&mut self, plan: &Plan, stopped: bool) {
        self.store.keep(self.desk.sealed(plan));
        let file = snapshot::read(plan.text.as_bytes()).unwrap().snapshot.ledger;
        self.out.union(&file);
        if !stopped {
            self.store.keep(self.desk.handed_over(plan));
            self.left.extend(file.revisions().map(|revision| revision.id()));
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 1..25)
}

fn everything_written() -> impl Iterator<Item = String> {
    let numbers = |n: usize| 0..n;
    numbers(STATES.len()).flat_map(move |state| {
        numbers(SUBJECTS.len()).flat_map(move |subject| {
            numbers(FIELDS.len())
                .flat_map(move |field| (1..5).map(move |value| word(state, subject, field, value)))
        })
    })
}

fn texts(ledger: &Ledger) -> BTreeSet<String> {
    let sets = ledger.revisions().flat_map(|revision| revision.body().set.values());
    sets.filter_map(Value::as_text).map(str::to_owned).collect()
}

fn said(revision: &Revision) -> Vec<Said> {
    let body = revision.body();
    let key = (body.participant, body.subject.clone());
    let said = |(field, value): (&FieldName, &Value)| Said {
        key: key.clone(),
        field: field.clone(),
        value: value.clone(),
    };
    body.set.iter().map(said).collect()
}

proptest! {
    #[test]
    fn what_the_plan_says_is_what_a_reader_reads(steps in steps(), choice in 0..5_usize) {
        let world = World::play(&steps);
        let choice = choices()[choice].clone();
        let plan = world.desk.plan(order(choice.clone()));
        let reading = snapshot::read(plan.text.as_bytes()).unwrap();
        prop_assert_eq!(&reading.warnings, &[]);
        prop_assert_eq!(&reading.refused, &[]);
        let file = &reading.snapshot;
        prop_assert_eq!(file.exported.scope, choice.scope());
        prop_assert_eq!(&file.marking, "OSCE+");
        prop_assert_eq!(reading.claimed_fingerprint.as_ref(), Some(&plan.fingerprint));
        prop_assert_eq!(snapshot::fingerprint(&file.ledger), plan.fingerprint.clone());
        let codes: Vec<_> = plan.parts.iter().map(|part| part.code).collect();
        prop_assert_eq!(codes, file.ledger.participants());
        for part in &plan.parts {
            prop_assert!(choice.covers(part.code));
            prop_assert_eq!(part.entries, file.ledger.of_participant(part.code).keys().count());
        }
        prop_assert_eq!(plan.entries(), file.ledger.keys().count());
        // Whatever is in the file and was in none before, nothing else.
        let new = file.ledger.revisions().filter(|revision| !world.left.contains(&revision.id()));
        let new: Vec<Said> = new.flat_map(|revision| said(revision)).collect();
        prop_assert_eq!(&plan.first, &new);
        prop_assert_eq!(plan.parts.iter().map(|part| part.changes).sum::<usize>(), new.len());
        let private = file.private.as_ref().map_or(0, |private| private.keys().count());
        prop_assert_eq!(plan.private, private);
        prop_assert_eq!(private + plan.private_staying, world.desk.private().keys().count());
        prop_assert_eq!(file.settings.is_some(), choice == Choice::Backup);
    }

    #[test]
    fn no_withdrawn_wording_leaves_whatever_is_covered(steps in steps()) {
        let world = World::play(&steps);
        let visible = values(world.desk.ledger());
        let visible: BTreeSet<&str> =
            visible.values().flatten().filter_map(Value::as_text).collect();
        let out = texts(&world.out);
        for choice in choices() {
            let plan = world.desk.plan(order(choice.clone()));
            let mut withdrawn = BTreeSet::new();
            for draft in world.desk.ledger().revisions() {
                let covered = choice.covers(draft.body().participant);
                if covered && world.desk.drafts().contains(&draft.id()) {
                    withdrawn.extend(draft.body().set.values().filter_map(Value::as_text));
                }
            }
            withdrawn.retain(|word| !plan.text.contains(word));
            prop_assert_eq!(plan.withdrawn, withdrawn.len());
            for word in everything_written().filter(|word| plan.text.contains(word)) {
                let known = visible.contains(word.as_str()) || out.contains(&word);
                prop_assert!(known, "{choice:?}: {word}");
            }
        }
    }

    #[test]
    fn private_notes_leave_in_a_backup_only(steps in steps()) {
        let world = World::play(&steps);
        let notes = texts(world.desk.private());
        for choice in choices() {
            let text = world.desk.plan(order(choice.clone())).text;
            let named = text.contains("private") || text.contains("settings");
            prop_assert_eq!(named, choice == Choice::Backup);
            if choice == Choice::Backup {
                prop_assert!(notes.iter().all(|note| text.contains(note)));
            }
        }
    }

    #[test]
    fn an_export_keeps_what_is_said_and_leaves_the_rest_alone(
        steps in steps(),
        choice in 0..5_usize,
    ) {
        let world = World::play(&steps);
        let choice = choices()[choice].clone();
        let mut after = world.clone();
        after.export(&world.desk.plan(order(choice.clone())), false);
        prop_assert_eq!(values(after.desk.ledger()), values(world.desk.ledger()));
        prop_assert_eq!(after.desk.private(), world.desk.private());
        let beyond = |key: &EntryKey| !choice.covers(key.0);
        let others = world.desk.ledger().filtered(beyond);
        prop_assert_eq!(&after.desk.ledger().filtered(beyond), &others);
        let left = others.revisions().map(|revision| revision.id());
        let local: BTreeSet<RevisionId> =
            left.filter(|id| world.desk.is_local(*id)).collect();
        prop_assert_eq!(after.desk.local(), local);
        let unshared = world.desk.unshared();
        let unshared: Vec<EntryKey> = unshared.into_iter().filter(|key| beyond(key)).collect();
        prop_assert_eq!(&after.desk.unshared(), &unshared);
    }

    #[test]
    fn exported_twice_is_exported_once(steps in steps(), choice in 0..5_usize) {
        let world = World::play(&steps);
        let order = order(choices()[choice].clone());
        let mut once = world.clone();
        let plan = world.desk.plan(order.clone());
        once.export(&plan, false);
        let again = once.desk.plan(order);
        prop_assert_eq!(&again.text, &plan.text);
        prop_assert_eq!(&again.first, &[]);
        prop_assert_eq!(again.withdrawn, 0);
        let mut twice = once.clone();
        prop_assert_eq!(twice.desk.sealed(&again), []);
        prop_assert_eq!(twice.desk.handed_over(&again), []);
        prop_assert_eq!(twice.desk.ledger(), once.desk.ledger());
        prop_assert_eq!(twice.desk.local(), once.desk.local());
    }

    #[test]
    fn whenever_the_computer_stops_everything_is_there_again(steps in steps()) {
        let world = World::play(&steps);
        let again = world.store.restart();
        prop_assert_eq!(again.ledger(), world.desk.ledger());
        prop_assert_eq!(again.private(), world.desk.private());
        prop_assert_eq!(again.drafts(), world.desk.drafts());
        prop_assert_eq!(again.local(), world.desk.local());
    }

    #[test]
    fn an_export_that_stopped_before_there_was_a_file_is_still_counted_and_says_the_same_later(
        steps in steps(),
        choice in 0..5_usize,
    ) {
        let world = World::play(&steps);
        let order = order(choices()[choice].clone());
        let plan = world.desk.plan(order.clone());
        let mut stopped = world.clone();
        stopped.export(&plan, true);
        stopped.desk = stopped.store.restart();
        let later = stopped.desk.plan(order);
        // Not an entry less is counted than leaves for the first time.
        let mut counted: Vec<EntryKey> = plan.first.iter().map(|said| said.key.clone()).collect();
        counted.dedup();
        let unshared = stopped.desk.unshared();
        prop_assert!(counted.iter().all(|key| unshared.contains(key)));
        // The file that may exist and the one that comes later are one.
        prop_assert_eq!(&later.text, &plan.text);
        prop_assert_eq!(&later.first, &plan.first);
        stopped.export(&later, false);
        prop_assert!(plan.first.iter().all(|said| !stopped.desk.unshared().contains(&said.key)));
    }
}

fn written(notes: &[&str]) -> Desk {
    let mut desk = Desk::default();
    for (time, note) in (0..).zip(notes) {
        let place = Place { state: 0, subject: 0, field: 0, value: 1 };
        let set = one_field("note".parse().unwrap(), Value::text(*note));
        desk.write(Edit { set, ..place.edit(OWN, "note", time) });
    }
    desk
}

#[test]
fn a_plan_counts_each_wording_that_stays_behind_once() {
    let plan = written(&["N", "No", "N", "Note"]).plan(order(Choice::Everything));
    assert_eq!(plan.withdrawn, 2);
    assert_eq!(plan.first.len(), 1);
    assert_eq!(plan.first[0].value, Value::text("Note"));
}

#[test]
fn chosen_states_are_an_aggregate_and_a_single_one_is_itself() {
    let [fi, se, xa] = STATES.map(|code| code.parse().unwrap());
    for (choice, scope, name) in [
        (Choice::State(fi), Scope::Participant(fi), "FI"),
        (Choice::States(vec![se]), Scope::Participant(se), "SE"),
        (Choice::States(vec![fi, xa]), Scope::Aggregate, "FI-XA"),
        (Choice::Everything, Scope::Aggregate, "all"),
        (Choice::Backup, Scope::Backup, "backup"),
    ] {
        let plan = Desk::default().plan(order(choice.clone()));
        assert_eq!(choice.scope(), scope);
        assert_eq!(plan.name, format!("revcon3-{name}-2026-11-23.json"));
    }
}

#[test]
fn only_those_are_named_in_a_share_file_who_wrote_in_it_or_made_it() {
    let mut world = World::default();
    let sweden = Place { state: 1, subject: 0, field: 0, value: 1 };
    world.take(&Step::Receive { place: sweden }, 1);
    world.take(&Step::Write { place: Place { state: 0, ..sweden }, stale: false }, 2);
    let names = |choice: Choice| {
        let text = world.desk.plan(order(choice)).text;
        let names = snapshot::read(text.as_bytes()).unwrap().snapshot.authors;
        names.into_values().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(names(Choice::State("FI".parse().unwrap())), ["Chair"]);
    assert_eq!(names(Choice::Everything), ["Chair", "Sweden"]);
    assert_eq!(names(Choice::Backup), ["Chair", "Sweden"]);
}

#[test]
fn a_draft_that_others_have_built_on_leaves_as_it_is_and_is_counted_no_more() {
    let mut desk = written(&["as they know it"]);
    let mut theirs = Desk::default();
    theirs.take_in(desk.ledger().revisions().cloned());
    theirs.write(Place { state: 0, subject: 0, field: 1, value: 1 }.edit(OTHER, "obstacle", 9));
    let over = theirs.ledger().revisions().filter(|r| theirs.drafts().contains(&r.id()));
    desk.take_in(over.cloned().collect::<Vec<_>>());
    let plan = desk.plan(order(Choice::Everything));
    assert_eq!(plan.first.len(), 1);
    let ledger = desk.ledger().clone();
    desk.sealed(&plan);
    assert_eq!(desk.unshared().len(), 1);
    desk.handed_over(&plan);
    assert_eq!(desk.unshared(), []);
    assert_eq!(*desk.ledger(), ledger);
}

#[test]
fn a_reminder_comes_after_seven_days_and_rests_for_one() {
    let oldest = written(&["first", "second"]).oldest_unshared();
    assert_eq!(oldest, Some(0));
    assert!(!is_reminder_due(None, None, 100 * DAY));
    for (now, put_off, due) in [
        (7 * DAY - 1, None, false),
        (7 * DAY, None, true),
        (7 * DAY + 5, Some(7 * DAY + 5), false),
        (8 * DAY + 4, Some(7 * DAY + 5), false),
        (8 * DAY + 5, Some(7 * DAY + 5), true),
        // The clock was set back since.
        (7 * DAY, Some(20 * DAY), true),
        (-5, None, false),
    ] {
        assert_eq!(is_reminder_due(oldest, put_off, now), due, "{now} {put_off:?}");
    }
}

#[test]
fn nothing_is_old_once_it_has_left() {
    let mut desk = written(&["first", "second"]);
    let plan = desk.plan(order(Choice::Everything));
    desk.sealed(&plan);
    // It is as old as its last change.
    assert_eq!(desk.oldest_unshared(), Some(1));
    desk.handed_over(&plan);
    assert_eq!(desk.oldest_unshared(), None);
}
