//! Undo and redo. A draft that nothing builds on is withdrawn, which restores
//! the exact state, contested values included. For an exported revision, or one
//! that others build on, undo writes a new revision with the earlier values.

use std::sync::Arc;

use super::{Change, Desk, Edit, key_of};
use crate::domain::ledger::EntryKey;
use crate::domain::revision::{AuthorId, Fields, Revision, RevisionId};

/// The maximum number of acts that can be undone.
const MAX_ACTS: usize = 200;

/// One edit that can be undone.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) revision: Arc<Revision>,
    /// The values that the revision replaced.
    pub(super) before: Fields,
    /// The heads before the edit. The revision's parents may be earlier ones.
    pub(super) heads: Vec<RevisionId>,
    pub(super) private: bool,
}

/// What a person did, and undoes, as a whole: one edit, or everything a sheet
/// changed.
type Act = Vec<Step>;

/// The undo and redo stacks.
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

    /// Undoes the last act.
    pub fn undo(&mut self, author: &AuthorId, time: i64) -> Vec<Change> {
        let Some(act) = self.history.done.pop() else {
            return Vec::new();
        };
        let back = |step: &Step| {
            if self.is_withdrawable(step) {
                Some(self.withdraw(step))
            } else {
                self.answer(step, step.before.clone(), author, time)
            }
        };
        let changes = act.iter().rev().filter_map(back).collect();
        self.history.undone.push(act);
        changes
    }

    /// Redoes the act that was undone last.
    pub fn redo(&mut self, author: &AuthorId, time: i64) -> Vec<Change> {
        let Some(act) = self.history.undone.pop() else {
            return Vec::new();
        };
        let again = |step: &Step| {
            if self.is_restorable(step) {
                Some(self.restore(step))
            } else {
                self.answer(step, step.revision.body().set.clone(), author, time)
            }
        };
        let changes = act.iter().filter_map(again).collect();
        self.history.push(act);
        changes
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

    fn restore(&mut self, step: &Step) -> Change {
        let revision = Arc::clone(&step.revision);
        if step.private {
            self.private.insert(Arc::clone(&revision));
            return Change::KeepPrivate(revision);
        }
        self.ledger.insert(Arc::clone(&revision));
        self.drafts.insert(revision.id(), Arc::clone(&revision));
        Change::KeepDraft(revision)
    }

    /// Writes values as a new revision without recording a step.
    fn answer(&mut self, step: &Step, set: Fields, author: &AuthorId, time: i64) -> Option<Change> {
        let key = key_of(&step.revision);
        let edit = Edit { key, set, author: author.clone(), time, seen: None };
        let ledger = if step.private { &mut self.private } else { &mut self.ledger };
        let revision = super::edit::revise(ledger, edit)?.revision;
        ledger.insert(Arc::clone(&revision));
        if step.private {
            return Some(Change::KeepPrivate(revision));
        }
        self.drafts.insert(revision.id(), Arc::clone(&revision));
        Some(Change::KeepDraft(revision))
    }
}

fn size(acts: &[Act]) -> usize {
    let act = acts.last().into_iter().flatten();
    act.map(|step| step.revision.body().set.len()).sum()
}

fn first_entry(acts: &[Act]) -> Option<EntryKey> {
    acts.last()?.first().map(|step| key_of(&step.revision))
}
