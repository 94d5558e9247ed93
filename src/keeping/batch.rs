//! What storage holds and the changes to it, as texts under keys. Does not know
//! what the texts mean.

use std::sync::Arc;

use super::lines::line_of;
use super::pack::export_pack;
use crate::desk::Change;

/// A line and its key: the revision's id.
pub type Line = (String, String);

/// The areas of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Revisions that were never exported, one line each.
    Drafts,
    /// The private notes, one line each.
    Private,
    /// Exported or received revisions, one text per export or import.
    Packs,
    /// Marks about packs: keys without content.
    Marks,
    /// Per window, the number of its last change that is in the database.
    Windows,
}

/// One exported or received set of revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its key. Begins with the time, so that keys sort by time.
    pub key: String,
    /// The lines, joined by line feeds; the first one is the header.
    pub text: String,
}

/// One change of the database. Idempotent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Store a text under a key. The text is shared, because a failed write is
    /// retried.
    Put(Area, String, Arc<String>),
    /// Delete a key.
    Delete(Area, String),
}

/// Operations that are stored in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In order of execution.
    pub operations: Vec<Operation>,
    /// Reset the expected counts to what is there (after a repair); otherwise
    /// missing items stay missing.
    pub recount: bool,
    /// Do nothing unless all these packs still exist. Only compaction sets it.
    pub only_with: Vec<String>,
}

impl Batch {
    /// The operations that store changes of the desk. `new_key` makes the key
    /// of a pack.
    pub fn of(changes: &[Change], new_key: impl Fn() -> String) -> Self {
        let mut batch = Self::default();
        for change in changes {
            match change {
                Change::KeepShared(revisions) if revisions.is_empty() => {}
                Change::KeepShared(revisions) => {
                    batch.put_pack(export_pack(new_key(), revisions));
                }
                Change::KeepDraft(revision) => batch.put_draft(line_of(revision)),
                Change::ForgetDraft(id) => batch.delete_draft(id.to_string()),
                Change::KeepPrivate(revision) => batch.put_private(line_of(revision)),
                Change::ForgetPrivate(id) => batch.delete_private(id.to_string()),
            }
        }
        batch
    }

    fn put(&mut self, area: Area, key: String, text: String) {
        self.operations.push(Operation::Put(area, key, Arc::new(text)));
    }

    /// Stores a draft.
    pub fn put_draft(&mut self, (key, line): Line) {
        self.put(Area::Drafts, key, line);
    }

    /// Deletes a draft.
    pub fn delete_draft(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Drafts, key));
    }

    /// Stores a private revision.
    pub fn put_private(&mut self, (key, line): Line) {
        self.put(Area::Private, key, line);
    }

    /// Deletes a private revision.
    pub fn delete_private(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Private, key));
    }

    /// Stores a pack.
    pub fn put_pack(&mut self, pack: Pack) {
        self.put(Area::Packs, pack.key, pack.text);
    }

    /// Deletes a pack.
    pub fn delete_pack(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Packs, key));
    }

    /// Stores a mark about a pack.
    pub fn put_mark(&mut self, mark: String) {
        self.put(Area::Marks, mark, String::new());
    }

    /// Records the number of a window's last change in the database.
    pub fn put_window(&mut self, window: String, number: u32) {
        self.put(Area::Windows, window, number.to_string());
    }

    /// Deletes the record of a window.
    pub fn delete_window(&mut self, window: String) {
        self.operations.push(Operation::Delete(Area::Windows, window));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && !self.recount
    }
}
