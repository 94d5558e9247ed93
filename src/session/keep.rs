//! Keeping: the one place that writes revisions to storage. Says honestly
//! what is kept, tries again, and falls back to the emergency journal; memory
//! is never dropped.

use std::collections::{BTreeSet, VecDeque};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::packs::new_key;
use super::{Session, journal};
use crate::browser::settings::{self, Key};
use crate::browser::store::Store;
use crate::browser::{clock, page};
use crate::desk::{Change, Desk};
use crate::domain::ordered::Ordered;
use crate::domain::revision::RevisionId;
use crate::keeping::Batch;

/// How long to wait before trying again, in milliseconds.
const RETRY_AFTER: i32 = 5_000;

/// How the browser says that the store was closed.
const CLOSED: &str = "InvalidStateError";

/// Where the latest changes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written yet.
    #[default]
    Nothing,
    /// On the way to storage, or still being typed.
    Saving,
    /// Kept, and durable.
    Saved,
    /// In the emergency journal: kept, but a crash in the next seconds could
    /// lose it.
    Journal,
    /// Only in memory.
    Failed,
    /// In an example nothing is kept, and nothing is meant to be.
    Example,
}

/// How much was there when something was last written. If less comes up at
/// the next start, the browser has lost something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sentinel {
    /// Revisions, shared and private.
    pub count: usize,
    /// When a snapshot was last exported, in milliseconds since 1970.
    #[serde(default)]
    pub exported: Option<i64>,
}

/// What has yet to be kept.
#[derive(Default)]
pub(super) struct Queue {
    pub(super) store: Option<Store>,
    waiting: VecDeque<Change>,
    running: bool,
    asked: bool,
}

impl Queue {
    /// Whether nothing is on the way.
    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && !self.running
    }

    /// The drafts that are on the way into the store or out of it, of which
    /// it cannot say yet what is true.
    pub(super) fn drafts_on_the_way(&self) -> BTreeSet<RevisionId> {
        let drafts = self.waiting.iter().filter_map(|change| match change {
            Change::KeepDraft(revision) => Some(revision.id()),
            Change::ForgetDraft(id) => Some(*id),
            _ => None,
        });
        drafts.to_set()
    }
}

impl Session {
    /// Whether this is the example, of which nothing is kept.
    pub(super) fn is_example(self) -> bool {
        self.saving.get_untracked() == Saving::Example
    }

    /// The store, if there is one and this is not the example.
    pub(super) fn store(self) -> Option<Store> {
        let store = self.queue.with_value(|queue| queue.store.clone());
        store.filter(|_| !self.is_example())
    }

    /// Sees to it that changes are kept.
    pub(super) fn keep(self, changes: impl IntoIterator<Item = Change>) {
        if self.is_example() {
            return;
        }
        let changes: Vec<Change> = changes.into_iter().collect();
        if changes.iter().any(|change| matches!(change, Change::ForgetDraft(_))) {
            self.withdrawals.update_value(|count| *count += 1);
        }
        self.queue.update_value(|queue| queue.waiting.extend(changes));
        self.saving.set(Saving::Saving);
        self.work_off();
    }

    /// Starts working the queue off, unless that is under way.
    fn work_off(self) {
        let start =
            self.queue.try_update_value(|queue| !std::mem::replace(&mut queue.running, true));
        if start == Some(true) {
            leptos::task::spawn_local(async move {
                let outcome = self.write_waiting().await;
                self.queue.update_value(|queue| queue.running = false);
                self.settled.set_value(outcome);
                self.saving.set(outcome);
                if outcome == Saving::Failed {
                    page::later(RETRY_AFTER, move || self.work_off());
                }
            });
        }
    }

    /// Writes until nothing waits or nothing can be written.
    async fn write_waiting(self) -> Saving {
        let mut outcome = Saving::Saved;
        let mut reopened = false;
        loop {
            let store = self.queue.with_value(|queue| queue.store.clone());
            let changes: Vec<Change> =
                self.queue.with_value(|queue| queue.waiting.iter().cloned().collect());
            if changes.is_empty() {
                return outcome;
            }
            let written = match &store {
                Some(store) => {
                    store.write(&Batch::of(&changes, new_key)).await.map_err(|error| error.0)
                }
                None => Err(String::new()),
            };
            match written {
                Ok(()) => {
                    self.ask_once_for_persistence();
                    self.note_sentinel();
                    self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
                }
                // The browser has closed the store under the open page.
                Err(reason) if !reopened && reason.starts_with(CLOSED) && self.reopen().await => {
                    reopened = true;
                    continue;
                }
                Err(reason) if journal::write(&changes) => {
                    self.note_trouble(store.is_some().then_some(reason));
                    outcome = Saving::Journal;
                }
                Err(reason) => {
                    self.note_trouble(Some(reason));
                    return Saving::Failed;
                }
            }
            self.queue.update_value(|queue| drop(queue.waiting.drain(..changes.len())));
        }
    }

    /// Opens the store anew. If it comes up empty, the browser has cleared
    /// it, and everything on the desk is to be kept again.
    async fn reopen(self) -> bool {
        let Ok(store) = Store::open().await else { return false };
        let Ok(contents) = store.load().await else { return false };
        if contents.is_empty() {
            // What each import brought is not told apart any more.
            self.imports.set(Vec::new());
            let everything = self.desk.with_untracked(Desk::everything);
            self.queue.update_value(|queue| queue.waiting.extend(everything));
        }
        self.queue.update_value(|queue| queue.store = Some(store));
        true
    }

    /// At the first save, not at the first visit, the browser is asked not to
    /// evict what is kept. Whatever it answers, the file is the record.
    fn ask_once_for_persistence(self) {
        let first = self.queue.try_update_value(|queue| !std::mem::replace(&mut queue.asked, true));
        if first == Some(true) {
            leptos::task::spawn_local(async {
                let _ = page::ask_for_persistence().await;
            });
        }
    }

    /// Remembers how much there is.
    pub(super) fn note_sentinel(self) {
        if self.is_example() {
            return;
        }
        let sentinel = self.desk.with_untracked(|desk| Sentinel {
            count: desk.ledger().len() + desk.private().len(),
            exported: self.exported.get_untracked(),
        });
        settings::write(Key::Sentinel, &sentinel);
    }

    /// Remembers that a snapshot went out.
    pub(super) fn note_export(self) {
        self.exported.set(Some(clock::now()));
        self.note_sentinel();
        self.note_left();
    }

    fn note_trouble(self, reason: Option<String>) {
        if let Some(reason) = reason {
            self.trouble.set(Some(super::Trouble::Full(reason)));
        }
    }
}
