//! The emergency journal: where changes go while the database cannot be
//! written, and how they come back at the next start.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Session;
use super::keep::Saving;
use crate::browser::page;
use crate::browser::settings;
use crate::desk::Change;
use crate::domain::ordered::Ordered;
use crate::domain::revision::RevisionId;
use crate::keeping::{Line, line_of, readable};

/// What begins the key of a private revision.
const PRIVATE: &str = "private/";

/// What begins the key of a revision that was exported.
const SHARED: &str = "shared/";

/// Puts changes into the journal; false if one does not fit.
pub(super) fn write(changes: &[Change]) -> bool {
    changes.iter().all(|change| match change {
        Change::KeepDraft(revision) => put("", line_of(revision)),
        Change::KeepPrivate(revision) => put(PRIVATE, line_of(revision)),
        Change::KeepShared(revisions) => {
            revisions.iter().all(|revision| put(SHARED, line_of(revision)))
        }
        Change::ForgetDraft(id) => remove("", id.as_str()),
        Change::ForgetPrivate(id) => remove(PRIVATE, id.as_str()),
    })
}

fn put(kind: &str, (key, line): Line) -> bool {
    settings::journal_put(&format!("{kind}{key}"), &line)
}

fn remove(kind: &str, key: &str) -> bool {
    settings::journal_remove(&format!("{kind}{key}"));
    true
}

/// The drafts that are in the journal, and so not in the store.
pub(super) fn drafts() -> BTreeSet<RevisionId> {
    settings::journal().iter().filter_map(|(key, _)| key.parse().ok()).to_set()
}

/// Forgets everything in the journal.
pub(super) fn erase() {
    for (key, _) in settings::journal() {
        settings::journal_remove(&key);
    }
}

impl Session {
    /// Takes in what the journal holds, and moves it to the store if there is
    /// one.
    pub(super) fn take_journal(self) {
        let journal = settings::journal();
        if journal.is_empty() {
            return;
        }
        let of = |kind: &'static str| {
            let other = |key: &str| key.starts_with(PRIVATE) || key.starts_with(SHARED);
            let wanted =
                move |key: &str| if kind.is_empty() { !other(key) } else { key.starts_with(kind) };
            let lines = journal.iter().filter(move |(key, _)| wanted(key));
            readable(lines.map(|(_, line)| line.as_str()), &mut 0)
        };
        let (shared, drafts, private) = (of(SHARED), of(""), of(PRIVATE));
        self.desk.update(|desk| {
            desk.load_shared(shared.iter().cloned());
            desk.load_drafts(drafts.iter().cloned());
            desk.load_private(private.iter().cloned());
        });
        if self.queue.with_value(|queue| queue.store.is_some()) {
            let mut changes = vec![Change::KeepShared(shared)];
            changes.extend(drafts.into_iter().map(Change::KeepDraft));
            changes.extend(private.into_iter().map(Change::KeepPrivate));
            self.keep(changes);
            self.forget_when_kept(journal.into_iter().map(|(key, _)| key).collect());
        }
    }

    /// The journal goes only after the store has what was in it.
    fn forget_when_kept(self, keys: Vec<String>) {
        page::later(1_000, move || match self.saving.get_untracked() {
            Saving::Saved => keys.iter().for_each(|key| settings::journal_remove(key)),
            Saving::Saving => self.forget_when_kept(keys),
            _ => {}
        });
    }
}
