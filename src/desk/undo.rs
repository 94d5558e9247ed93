//! Undo and redo. A draft that nothing builds on is withdrawn, which brings
//! back exactly what was there, contested values included. What was exported
//! or built on is answered by a new revision with the earlier values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Change, Desk, Edit, key_of};
use crate::domain::ledger::EntryKey;
use crate::domain::revision::{AuthorId, FieldName, Revision, RevisionId};
use crate::domain::value::Value;

/// The most steps that can be undone.
const MAX_STEPS: usize = 200;

/// One edit that can be undone.
#[derive(Clone, Debug)]
struct Step {
    revision: Arc<Revision>,
    /// The values that the revision replaced.
    before: BTreeMap<FieldName, Value>,
    private: bool,
}

/// What was done and what was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    pub(super) fn record(
        &mut self,
        revision: Arc<Revision>,
        before: BTreeMap<FieldName, Value>,
        private: bool,
    ) {
        self.undone.clear();
        self.push(Step { revision, before, private });
    }

    fn push(&mut self, step: Step) {
        if self.done.len() == MAX_STEPS {
            self.done.remove(0);
        }
        self.done.push(step);
    }
}

impl Desk {
    /// The entry that [`Desk::undo`] would change.
    pub fn can_undo(&self) -> Option<EntryKey> {
        self.history.done.last().map(|step| key_of(&step.revision))
    }

    /// The entry that [`Desk::redo`] would change.
    pub fn can_redo(&self) -> Option<EntryKey> {
        self.history.undone.last().map(|step| key_of(&step.revision))
    }

    /// Takes the last edit back.
    pub fn undo(&mut self, author: &AuthorId, time: i64) -> Option<Change> {
        let step = self.history.done.pop()?;
        let change = if self.is_withdrawable(&step) {
            Some(self.withdraw(&step))
        } else {
            self.answer(&step, step.before.clone(), author, time)
        };
        self.history.undone.push(step);
        change
    }

    /// Does again what was undone last.
    pub fn redo(&mut self, author: &AuthorId, time: i64) -> Option<Change> {
        let step = self.history.undone.pop()?;
        let after = step.revision.body().set.clone();
        let change = if self.is_restorable(&step) {
            Some(self.restore(&step))
        } else {
            self.answer(&step, after, author, time)
        };
        self.history.push(step);
        change
    }

    /// Whether the revision is a draft that nothing builds on.
    fn is_withdrawable(&self, step: &Step) -> bool {
        let id = step.revision.id();
        let ledger = if step.private { &self.private } else { &self.ledger };
        let heads = ledger.entry(&key_of(&step.revision)).heads;
        heads.contains(&id) && (step.private || self.drafts.contains(&id))
    }

    /// Whether the heads that the revision stands on are the heads still.
    fn is_restorable(&self, step: &Step) -> bool {
        let ledger = if step.private { &self.private } else { &self.ledger };
        ledger.entry(&key_of(&step.revision)).heads == step.revision.body().parents
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
        self.drafts.insert(revision.id());
        Change::KeepDraft(revision)
    }

    /// Writes values by a new revision, without making a step of its own.
    fn answer(
        &mut self,
        step: &Step,
        set: BTreeMap<FieldName, Value>,
        author: &AuthorId,
        time: i64,
    ) -> Option<Change> {
        let key = key_of(&step.revision);
        let edit = Edit { key, set, author: author.clone(), time, seen: None };
        let ledger = if step.private { &mut self.private } else { &mut self.ledger };
        let (revision, _) = super::edit::revise(ledger, edit)?;
        ledger.insert(Arc::clone(&revision));
        if step.private {
            return Some(Change::KeepPrivate(revision));
        }
        self.drafts.insert(revision.id());
        Some(Change::KeepDraft(revision))
    }
}
