//! What is kept and what is to be kept, as texts under keys. Does not know
//! what the texts say.

use std::sync::Arc;

use super::lines::line_of;
use super::pack::export_pack;
use crate::desk::Change;

/// A line with the key it is kept under: the revision's id.
pub type Line = (String, String);

/// The kinds of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The revisions that were never exported, one line each.
    Drafts,
    /// The private notes, one line each.
    Private,
    /// What was exported or received, one text each.
    Packs,
    /// What is noted about packs: keys that stand for themselves.
    Marks,
    /// By window: the number of its last change that is in the database.
    Windows,
}

/// One exported or received set of revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its key: begins with the time, so that keys are in order of time.
    pub key: String,
    /// The lines, joined by line feeds; the first says where they come from.
    pub text: String,
}

/// One thing to do. Doing it twice is doing it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Keep a text under a key. The text is shared, because what failed is
    /// tried again.
    Put(Area, String, Arc<String>),
    /// Forget a key.
    Delete(Area, String),
}

/// A change to be made durable: all of it, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order in which they are done.
    pub operations: Vec<Operation>,
    /// Whether the database is to count anew what it holds. Otherwise what
    /// has gone missing stays missing in its account.
    pub recount: bool,
    /// The packs without which nothing is done: another window has been
    /// there first.
    pub only_with: Vec<String>,
}

impl Batch {
    /// What makes changes of the desk durable. `new_key` makes the key of a
    /// pack.
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

    /// Keeps a draft.
    pub fn put_draft(&mut self, (key, line): Line) {
        self.put(Area::Drafts, key, line);
    }

    /// Forgets a draft.
    pub fn delete_draft(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Drafts, key));
    }

    /// Keeps a private revision.
    pub fn put_private(&mut self, (key, line): Line) {
        self.put(Area::Private, key, line);
    }

    /// Forgets a private revision.
    pub fn delete_private(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Private, key));
    }

    /// Keeps a pack.
    pub fn put_pack(&mut self, pack: Pack) {
        self.put(Area::Packs, pack.key, pack.text);
    }

    /// Forgets a pack.
    pub fn delete_pack(&mut self, key: String) {
        self.operations.push(Operation::Delete(Area::Packs, key));
    }

    /// Notes something about a pack.
    pub fn put_mark(&mut self, mark: String) {
        self.put(Area::Marks, mark, String::new());
    }

    /// Marks how far the changes of a window are in the database.
    pub fn put_window(&mut self, window: String, number: u32) {
        self.put(Area::Windows, window, number.to_string());
    }

    /// Forgets the mark of a window.
    pub fn delete_window(&mut self, window: String) {
        self.operations.push(Operation::Delete(Area::Windows, window));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && !self.recount
    }
}
