//! Undo and redo. A draft that nothing builds on is withdrawn, which brings
//! back exactly what was there, contested values included. What was exported
//! or built on is answered by a new revision with the earlier values, as far
//! as nobody has changed them since: what others wrote is not undone.

use std::sync::Arc;

use super::{Change, Desk, Edit, key_of};
use crate::domain::entry::Entry;
use crate::domain::ledger::EntryKey;
use crate::domain::revision::{AuthorId, FieldName, Fields, Revision, RevisionId};
use crate::domain::value::Value;

/// The maximum number of acts that can be undone.
const MAX_ACTS: usize = 200;

/// One edit that can be undone.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) revision: Arc<Revision>,
    /// The values that the revision replaced. Fields that were contested are
    /// left out: no revision can bring a contest back.
    pub(super) before: Fields,
    /// The heads before the edit. The revision's parents may be earlier ones.
    pub(super) heads: Vec<RevisionId>,
    pub(super) private: bool,
}

/// What a person did, and undoes, as a whole: one edit, or everything a sheet
/// changed.
type Act = Vec<Step>;

/// What came of undoing or doing again.
#[derive(Clone, Debug, Default)]
pub struct Stepped {
    /// What storage has to do.
    pub changes: Vec<Change>,
    /// Whether something stays as it is, because it was changed since, or
    /// because it settled a contest and has left.
    pub stays: bool,
}

/// What was done and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Act>,
    undone: Vec<Act>,
}

impl History {
    /// Records an act, unless it is empty.
    pub(super) fn record(&mut self, act: Act) {
        if !act.is_empty() {
            self.undone.clear();
            self.push(act);
        }
    }

    fn push(&mut self, act: Act) {
        if self.done.len() == MAX_ACTS {
            self.done.remove(0);
        }
        self.done.push(act);
    }
}

impl Desk {
    /// The first entry that [`Desk::undo`] would change.
    pub fn can_undo(&self) -> Option<EntryKey> {
        first_entry(&self.history.done)
    }

    /// The first entry that [`Desk::redo`] would change.
    pub fn can_redo(&self) -> Option<EntryKey> {
        first_entry(&self.history.undone)
    }

    /// The number of values that [`Desk::undo`] restores.
    pub fn undo_size(&self) -> usize {
        size(&self.history.done)
    }

    /// The number of values that [`Desk::redo`] restores.
    pub fn redo_size(&self) -> usize {
        size(&self.history.undone)
    }

    /// Clears the history: nothing done so far can be undone.
    pub fn forget_acts(&mut self) {
        self.history = History::default();
    }

    /// Takes the last act back. If nothing of it can be taken back, it is
    /// forgotten.
    pub fn undo(&mut self, author: &AuthorId, time: i64) -> Stepped {
        let Some(act) = self.history.done.pop() else { return Stepped::default() };
        let mut stepped = Stepped::default();
        for step in act.iter().rev() {
            if self.is_withdrawable(step) {
                stepped.changes.push(self.withdraw(step));
            } else {
                let (from, to) = (&step.revision.body().set, &step.before);
                self.answer(step, (from, to), (author, time), &mut stepped);
            }
        }
        if !stepped.changes.is_empty() {
            self.history.undone.push(act);
        }
        stepped
    }

    /// Does again what was undone last. If nothing of it can be done again, it
    /// is forgotten.
    pub fn redo(&mut self, author: &AuthorId, time: i64) -> Stepped {
        let Some(act) = self.history.undone.pop() else { return Stepped::default() };
        let mut stepped = Stepped::default();
        for step in &act {
            if self.is_restorable(step) {
                stepped.changes.push(self.put(Arc::clone(&step.revision), step.private));
            } else {
                let (from, to) = (&step.before, &step.revision.body().set);
                self.answer(step, (from, to), (author, time), &mut stepped);
            }
        }
        if !stepped.changes.is_empty() {
            self.history.push(act);
        }
        stepped
    }

    /// Whether the revision is a draft that nothing builds on.
    fn is_withdrawable(&self, step: &Step) -> bool {
        let id = step.revision.id();
        let ledger = if step.private { &self.private } else { &self.ledger };
        let heads = ledger.entry(&key_of(&step.revision)).heads;
        heads.contains(&id) && (step.private || self.drafts.contains_key(&id))
    }

    /// Whether the present heads are those before the edit.
    fn is_restorable(&self, step: &Step) -> bool {
        let ledger = if step.private { &self.private } else { &self.ledger };
        ledger.entry(&key_of(&step.revision)).heads == step.heads
    }

    fn withdraw(&mut self, step: &Step) -> Change {
        let (key, id): (EntryKey, RevisionId) = (key_of(&step.revision), step.revision.id());
        if step.private {
            self.private.withdraw(&key, id);
            return Change::ForgetPrivate(id);
        }
        self.ledger.withdraw(&key, id);
        self.drafts.remove(&id);
        Change::ForgetDraft(id)
    }

    /// Lays a revision on the desk, as a draft or a private note.
    fn put(&mut self, revision: Arc<Revision>, private: bool) -> Change {
        if private {
            self.private.insert(Arc::clone(&revision));
            return Change::KeepPrivate(revision);
        }
        self.ledger.insert(Arc::clone(&revision));
        self.drafts.insert(revision.id(), Arc::clone(&revision));
        Change::KeepDraft(revision)
    }

    /// Writes the values of `to` over those of `from` that still stand, by a
    /// new revision, without making a step of its own.
    fn answer(
        &mut self,
        step: &Step,
        (from, to): (&Fields, &Fields),
        (author, time): (&AuthorId, i64),
        stepped: &mut Stepped,
    ) {
        let (key, private) = (key_of(&step.revision), step.private);
        let ledger = if private { &self.private } else { &self.ledger };
        let entry = ledger.entry(&key);
        let mut set = Fields::default();
        for name in step.revision.body().set.keys() {
            match (from.get(name), to.get(name)) {
                (from, Some(to)) if from != Some(to) && stands(&entry, name, to) => {}
                (Some(from), Some(to)) if from != to && stands(&entry, name, from) => {
                    set.insert(name.clone(), to.clone());
                }
                _ => stepped.stays = true,
            }
        }
        let edit = Edit { key, set, author: author.clone(), time, seen: None };
        if let Some(step) = super::edit::revise(ledger, edit) {
            stepped.changes.push(self.put(step.revision, private));
        }
    }
}

/// Whether an entry says this of a field, and nothing else.
fn stands(entry: &Entry, name: &FieldName, value: &Value) -> bool {
    entry
        .fields
        .get(name)
        .map_or(value.is_null(), |field| !field.is_contested() && field.provisional() == value)
}

fn size(acts: &[Act]) -> usize {
    let act = acts.last().into_iter().flatten();
    act.map(|step| step.revision.body().set.len()).sum()
}

fn first_entry(acts: &[Act]) -> Option<EntryKey> {
    acts.last()?.first().map(|step| key_of(&step.revision))
}
