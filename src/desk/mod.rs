//! The desk: the shared ledger, which of its revisions are still drafts on this
//! computer, and the private notes. Owns editing, undo, sealing and taking in;
//! every operation returns the changes for storage. Does not know storage or
//! the clock.

mod caution;
mod edit;
pub mod example;
mod imports;
mod intake;
mod leaving;
mod sheet;
mod undo;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use caution::{Caution, cautions};
pub use edit::Edit;
pub use imports::{Import, Obstacle, Return, Tally, markings};
pub use intake::{Contest, Intake, Replacement};
pub use leaving::{Choice, Order, Part, Plan, Said, is_reminder_due};
use undo::History;
pub use undo::Stepped;

use crate::domain::entry::Entry;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::revision::{Revision, RevisionId};

/// What storage has to do after an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Store this draft.
    KeepDraft(Arc<Revision>),
    /// Delete this draft.
    ForgetDraft(RevisionId),
    /// Store these exported revisions as one pack.
    KeepShared(Vec<Arc<Revision>>),
    /// Store this private revision.
    KeepPrivate(Arc<Revision>),
    /// Delete this private revision.
    ForgetPrivate(RevisionId),
}

/// Some of the revisions of the ledger, by id.
type ById = BTreeMap<RevisionId, Arc<Revision>>;

/// The data on one desk.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    ledger: Ledger,
    private: Ledger,
    drafts: ById,
    /// Sealed revisions that are not known to have left: an export was planned,
    /// but nobody confirmed that the file arrived. They are never sealed again,
    /// because such a file may exist all the same.
    unsent: ById,
    history: History,
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

    /// The revisions that were never sealed.
    pub fn drafts(&self) -> BTreeSet<RevisionId> {
        self.drafts.keys().copied().to_set()
    }

    /// The revisions that, as far as known, exist only on this computer: the
    /// drafts, and sealed ones that were not handed over.
    pub fn local(&self) -> BTreeSet<RevisionId> {
        self.drafts.keys().chain(self.unsent.keys()).copied().to_set()
    }

    /// Whether a revision, as far as known, exists only on this computer.
    pub fn is_local(&self, id: RevisionId) -> bool {
        self.drafts.contains_key(&id) || self.unsent.contains_key(&id)
    }

    /// The projection of one entry of the shared ledger.
    pub fn entry(&self, key: &EntryKey) -> Entry {
        self.ledger.entry(key)
    }

    /// Adds revisions that were exported or received before. A draft among them
    /// stops being one: another window has exported it.
    pub fn load_shared(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            self.drafts.remove(&revision.id());
            self.ledger.insert(revision);
        }
    }

    /// Adds drafts that were stored earlier or written in another window. One that is in the shared
    /// ledger too was sealed and is not known to have left.
    pub fn load_drafts(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            if self.ledger.insert(Arc::clone(&revision)) {
                self.drafts.insert(revision.id(), revision);
            } else if !self.drafts.contains_key(&revision.id()) {
                self.unsent.insert(revision.id(), revision);
            }
        }
    }

    /// Adds private revisions that were stored earlier or written in another window.
    pub fn load_private(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        for revision in revisions {
            self.private.insert(revision);
        }
    }

    /// Removes drafts and private revisions that another window withdrew or
    /// sealed, and the marks of what it handed over. Revisions that this desk
    /// has built on stay, and must be stored again.
    pub fn drop_local(&mut self, gone: &BTreeSet<RevisionId>) -> Vec<Change> {
        self.unsent.retain(|id, _| !gone.contains(id));
        let gone_drafts = &self.drafts() & gone;
        let drafts = dropped(&mut self.ledger, &gone_drafts);
        let rescued = |id: &RevisionId| drafts.iter().any(|draft| draft.id() == *id);
        self.drafts.retain(|id, _| !gone.contains(id) || rescued(id));
        let private = dropped(&mut self.private, gone);
        let drafts = drafts.into_iter().map(Change::KeepDraft);
        drafts.chain(private.into_iter().map(Change::KeepPrivate)).collect()
    }

    /// Everything on the desk, to be stored again after a loss.
    pub fn everything(&self) -> Vec<Change> {
        let is_draft = |revision: &&Arc<Revision>| self.drafts.contains_key(&revision.id());
        let (drafts, shared): (Vec<_>, Vec<_>) = self.ledger.revisions().partition(is_draft);
        let unsent = shared.iter().filter(|revision| self.unsent.contains_key(&revision.id()));
        let local: Vec<_> = drafts.into_iter().chain(unsent.copied()).cloned().collect();
        let mut changes = vec![Change::KeepShared(shared.into_iter().cloned().collect())];
        changes.extend(local.into_iter().map(Change::KeepDraft));
        changes.extend(self.private.revisions().cloned().map(Change::KeepPrivate));
        changes
    }
}

/// Removes revisions from a ledger; returns those that other revisions build
/// on, which stay.
fn dropped(ledger: &mut Ledger, gone: &BTreeSet<RevisionId>) -> Vec<Arc<Revision>> {
    let mut kept = Vec::new();
    let found: Vec<_> = ledger.revisions().filter(|r| gone.contains(&r.id())).cloned().collect();
    for revision in found {
        let key = key_of(&revision);
        let built_on = ledger.entry_revisions(&key).iter().any(|other| {
            other.body().parents.contains(&revision.id()) && !gone.contains(&other.id())
        });
        if built_on {
            kept.push(revision);
        } else {
            ledger.withdraw(&key, revision.id());
        }
    }
    kept
}

/// The entry a revision belongs to.
pub fn key_of(revision: &Revision) -> EntryKey {
    (revision.body().participant, revision.body().subject.clone())
}

#[cfg(test)]
mod tests;
