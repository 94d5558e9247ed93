//! What lies on one desk: the shared ledger, which of its revisions are still
//! drafts on this computer, and the private notes. Owns editing, undo, sealing
//! and taking in; every operation returns what storage has to do. Does not
//! know where things are stored, nor the clock.

mod edit;
pub mod example;
mod intake;
mod sheet;
mod undo;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use edit::Edit;
pub use intake::{Contest, Intake};
use undo::History;

use crate::domain::entry::Entry;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::revision::{Revision, RevisionId};
use crate::snapshot;

/// What storage has to do after an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Keep this draft.
    KeepDraft(Arc<Revision>),
    /// Forget this draft.
    ForgetDraft(RevisionId),
    /// Keep these revisions, which were exported, as one pack.
    KeepShared(Vec<Arc<Revision>>),
    /// Keep this private revision.
    KeepPrivate(Arc<Revision>),
    /// Forget this private revision.
    ForgetPrivate(RevisionId),
}

/// Everything on one desk.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    ledger: Ledger,
    private: Ledger,
    drafts: BTreeSet<RevisionId>,
    history: History,
}

/// Sealed revisions, and the drafts that may be forgotten once those are
/// kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seal {
    /// To be kept.
    pub revisions: Vec<Arc<Revision>>,
    /// To be forgotten afterwards.
    pub drafts: Vec<RevisionId>,
}

impl Desk {
    /// The shared ledger, drafts included.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The private notes.
    pub fn private(&self) -> &Ledger {
        &self.private
    }

    /// The revisions that were never exported.
    pub fn drafts(&self) -> &BTreeSet<RevisionId> {
        &self.drafts
    }

    /// What the shared ledger says of one entry.
    pub fn entry(&self, key: &EntryKey) -> Entry {
        self.ledger.entry(key)
    }

    /// How many entries have changes that exist only on this computer.
    pub fn unshared_entries(&self) -> usize {
        let local = |key: &&EntryKey| {
            let revisions = self.ledger.entry_revisions(key);
            revisions.iter().any(|revision| self.drafts.contains(&revision.id()))
        };
        if self.drafts.is_empty() { 0 } else { self.ledger.keys().filter(local).count() }
    }

    /// Adds revisions that were exported or received before. A draft among
    /// them is one no longer: another window has exported it.
    pub fn load_shared(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            self.drafts.remove(&revision.id());
            self.ledger.insert(revision);
        }
    }

    /// Adds drafts kept earlier or written in another window.
    pub fn load_drafts(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            if self.ledger.insert(Arc::clone(&revision)) {
                self.drafts.insert(revision.id());
            }
        }
    }

    /// Adds private revisions kept earlier or written in another window.
    pub fn load_private(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            self.private.insert(revision);
        }
    }

    /// Takes out drafts that another window withdrew or sealed. Returns those
    /// that this desk has built on meanwhile, which must be kept again.
    pub fn drop_drafts(&mut self, gone: &BTreeSet<RevisionId>) -> Vec<Arc<Revision>> {
        let mut kept = Vec::new();
        let drafts: Vec<_> = self.ledger.revisions().filter(|r| gone.contains(&r.id())).collect();
        for revision in drafts.into_iter().cloned().collect::<Vec<_>>() {
            let key = key_of(&revision);
            let built_on = self.ledger.entry_revisions(&key).iter().any(|other| {
                other.body().parents.contains(&revision.id()) && !gone.contains(&other.id())
            });
            if built_on {
                kept.push(revision);
            } else if self.drafts.remove(&revision.id()) {
                self.ledger.withdraw(&key, revision.id());
            }
        }
        kept
    }

    /// Everything on the desk, for a storage that has lost it.
    pub fn everything(&self) -> Vec<Change> {
        let is_draft = |revision: &&Arc<Revision>| self.drafts.contains(&revision.id());
        let (drafts, shared): (Vec<_>, Vec<_>) = self.ledger.revisions().partition(is_draft);
        let mut changes = vec![Change::KeepShared(shared.into_iter().cloned().collect())];
        changes.extend(drafts.into_iter().cloned().map(Change::KeepDraft));
        changes.extend(self.private.revisions().cloned().map(Change::KeepPrivate));
        changes
    }

    /// The sealed form of the drafts in the wanted entries. Changes nothing
    /// yet: call [`Desk::sealed`] once storage has kept it.
    pub fn seal(&self, wanted: impl Fn(&EntryKey) -> bool) -> Seal {
        let mut seal = Seal::default();
        for (sealing, revisions) in snapshot::seal_all(&self.ledger, &self.drafts, wanted) {
            seal.drafts.extend(sealing.drafts);
            seal.revisions.extend(revisions.into_iter().map(Arc::new));
        }
        seal
    }

    /// Puts sealed revisions in the place of their drafts. What was exported
    /// can no longer be undone by withdrawing it.
    pub fn sealed(&mut self, seal: &Seal) {
        let drafts: BTreeSet<RevisionId> = seal.drafts.iter().copied().to_set();
        let sealed = seal.revisions.iter().cloned();
        self.ledger = crate::domain::seal::replaced(&self.ledger, &drafts, sealed);
        self.drafts.retain(|id| !drafts.contains(id));
    }
}

/// The entry a revision belongs to.
pub fn key_of(revision: &Revision) -> EntryKey {
    (revision.body().participant, revision.body().subject.clone())
}

#[cfg(test)]
mod tests;
