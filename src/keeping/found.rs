//! What was found in storage, and how it gets onto the desk. Does not know in
//! which order or in how many steps storage returned it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::batch::{Area, Batch, Operation, Pack};
use super::keeper::Keeper;
use super::lines::readable;
use super::pack;
use super::tally::{Keys, Tally};
use crate::desk::{Change, Desk, Import, key_of};
use crate::domain::ledger::Ledger;
use crate::domain::ordered::Ordered;
use crate::domain::revision::{Revision, RevisionId};

/// The result of reading the database.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The database’s tally of its content.
    pub tally: Tally,
    /// All keys in it.
    pub keys: Keys,
    /// Per window, the number of its last change in the database.
    pub windows: Vec<(String, u32)>,
    /// The marks about packs.
    pub marks: Vec<String>,
    /// Whether the database has lost something.
    pub lossy: bool,
    /// The packs that were opened, each with the import it describes.
    pub packs: Vec<(Import, Vec<Arc<Revision>>)>,
    /// The revisions. Packs that the desk already has may be left out, unless
    /// the database has lost something.
    pub found: Found,
}

/// Packs opened during a reading, which may take several attempts.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    packs: Vec<(Import, Vec<Arc<Revision>>)>,
    unreadable: usize,
}

impl Opened {
    /// Opens a pack.
    pub fn open(&mut self, pack: &Pack) {
        self.packs.push(pack::open(&pack.key, &pack.text, &mut self.unreadable));
    }

    /// Whether the pack with this key is among them.
    pub fn has(&self, key: &str) -> bool {
        self.packs.iter().any(|(import, _)| import.key == key)
    }
}

/// State captured before an asynchronous read, so that local edits made during
/// the read are not mistaken for changes by another window.
#[derive(Clone, Debug, Default)]
pub struct Outset {
    /// Drafts and private revisions of the desk that are stored in the database.
    kept: BTreeSet<RevisionId>,
    on_the_way: BTreeSet<RevisionId>,
    /// The last known generation of the database.
    generation: u64,
}

impl Outset {
    /// Captures the present state.
    pub fn of(keeper: &Keeper, desk: &Desk) -> Self {
        let on_the_way = keeper.on_the_way();
        let generation = keeper.generation();
        Self { kept: &local(desk) - &on_the_way, on_the_way, generation }
    }

    /// Updates after the keeper found that some pending changes had already been stored.
    pub fn after_absorbing(&mut self, keeper: &Keeper, desk: &Desk) {
        let on_the_way = keeper.on_the_way();
        self.kept.extend(&(&self.on_the_way - &on_the_way) & &local(desk));
        self.on_the_way = on_the_way;
    }
}

/// The drafts and private revisions of a desk.
fn local(desk: &Desk) -> BTreeSet<RevisionId> {
    let private = desk.private().revisions().map(|revision| revision.id());
    private.chain(desk.local()).to_set()
}

impl Reading {
    /// Sets whether the database has lost something since the read began. If
    /// so, all packs must be read, even those the desk already has.
    pub fn judge(&mut self, outset: &Outset, keeper: &Keeper) {
        self.lossy = keeper.misses(outset.generation, self.tally, &self.keys);
    }

    /// Adds the content of packs.
    pub fn take_packs(&mut self, opened: Opened) {
        let revisions = opened.packs.iter().flat_map(|(_, revisions)| revisions);
        self.found.shared.extend(revisions.cloned());
        self.found.unreadable += opened.unreadable;
        self.packs = opened.packs;
    }

    /// Compares with the open desk. Returns the ids that another window deleted
    /// and, if the database has lost data, the changes that restore it. Also
    /// removes from `found` whatever was being written, or was deleted here,
    /// during the read.
    pub fn compare(
        &mut self,
        outset: &Outset,
        keeper: &Keeper,
        desk: &Desk,
    ) -> (BTreeSet<RevisionId>, Option<Vec<Change>>) {
        let found = &mut self.found;
        let there = |part: &[Arc<Revision>]| part.iter().map(|revision| revision.id()).to_set();
        let (drafts, private) = (there(&found.drafts), there(&found.private));
        let meaning = if self.lossy {
            let lost = lost(desk, &there(&found.shared), &(&drafts | &private));
            (BTreeSet::new(), Some(lost))
        } else {
            (&(&(&outset.kept - &drafts) - &private) - &keeper.on_the_way(), None)
        };
        let unsettled = &outset.on_the_way | &keeper.on_the_way();
        let withdrawn = &outset.kept - &local(desk);
        let settled = |revision: &Arc<Revision>| {
            !unsettled.contains(&revision.id()) && !withdrawn.contains(&revision.id())
        };
        found.drafts.retain(settled);
        found.private.retain(settled);
        meaning
    }
}

/// The revisions that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Exported or received.
    pub shared: Vec<Arc<Revision>>,
    /// Never exported.
    pub drafts: Vec<Arc<Revision>>,
    /// Private notes.
    pub private: Vec<Arc<Revision>>,
    /// The number of unreadable lines.
    pub unreadable: usize,
}

impl Found {
    /// Adds the line of a draft or a private note.
    pub fn add_line(&mut self, area: Area, line: &str) {
        let lines = match area {
            Area::Drafts => &mut self.drafts,
            Area::Private => &mut self.private,
            Area::Packs | Area::Marks | Area::Windows => return,
        };
        lines.extend(readable(std::iter::once(line), &mut self.unreadable));
    }

    /// The net result of these batches, executed in order.
    pub fn in_batches<'a>(batches: impl DoubleEndedIterator<Item = &'a Batch>) -> Self {
        let mut found = Self::default();
        let mut decided = BTreeSet::new();
        let operations = batches.flat_map(|batch| &batch.operations);
        for operation in operations.rev() {
            let (Operation::Put(area, key, _) | Operation::Delete(area, key)) = operation;
            if !decided.insert((*area, key)) {
                continue;
            }
            match operation {
                Operation::Put(Area::Packs, _, text) => {
                    found.shared.extend(pack::open("", text, &mut found.unreadable).1);
                }
                Operation::Put(area, _, line) => found.add_line(*area, line),
                Operation::Delete(..) => {}
            }
        }
        found
    }

    /// Whether the desk lacks any of it, or still treats an exported one as a draft.
    pub fn is_news_to(&self, desk: &Desk) -> bool {
        let has = |ledger: &Ledger, revision: &Revision| {
            ledger.contains(&key_of(revision), revision.id())
        };
        let drafts = desk.drafts();
        let drafted = |revision: &Revision| drafts.contains(&revision.id());
        self.shared.iter().any(|one| !has(desk.ledger(), one) || drafted(one))
            || self.drafts.iter().any(|one| !desk.is_local(one.id()))
            || self.private.iter().any(|one| !has(desk.private(), one))
    }

    /// Adds it to the desk, and removes what another window withdrew or sealed.
    /// Returns the changes that store again what this desk has built on.
    pub fn lay_on(self, desk: &mut Desk, gone: &BTreeSet<RevisionId>) -> Vec<Change> {
        desk.load_shared(self.shared);
        desk.load_drafts(self.drafts);
        desk.load_private(self.private);
        desk.drop_local(gone)
    }
}

/// The changes that store again what the desk has and a database with these
/// revisions lacks.
fn lost(desk: &Desk, shared: &BTreeSet<RevisionId>, local: &BTreeSet<RevisionId>) -> Vec<Change> {
    let mut changes = desk.everything();
    changes.retain_mut(|change| match change {
        Change::KeepShared(revisions) => {
            revisions.retain(|revision| !shared.contains(&revision.id()));
            !revisions.is_empty()
        }
        Change::KeepDraft(revision) | Change::KeepPrivate(revision) => {
            !local.contains(&revision.id())
        }
        Change::ForgetDraft(_) | Change::ForgetPrivate(_) => false,
    });
    changes
}
