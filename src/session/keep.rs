//! Connects the rules in `keeping` to this browser and shows their state to the
//! user. Decides nothing.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use super::packs::new_key;
use crate::browser::error::BrowserError;
use crate::browser::settings::{self, Key};
use crate::browser::store::Store;
use crate::browser::{clock, page};
use crate::desk::Change;
use crate::keeping::{Alarm, Batch, Refusal, Saving, Storage, Ticket};

/// After this time without an answer from storage the user is told, in
/// milliseconds.
const PATIENCE: i32 = 5_000;

/// The delay before the first retry, in milliseconds; doubles each time.
const RETRY_AFTER: i32 = 5_000;

/// The maximum number of doublings: up to five minutes.
const LONGEST_WAIT: u32 = 6;

/// How much was there when something was last written. If less comes up at
/// the next start, the browser has lost something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sentinel {
    /// Number of revisions, shared and private.
    pub count: usize,
    /// When a snapshot was last exported, in milliseconds since 1970.
    #[serde(default)]
    pub exported: Option<i64>,
    /// The generation of the database.
    #[serde(default)]
    pub generation: u64,
}

/// This browser as a `Storage` for the keeper.
pub(super) struct Browser(pub(super) Session);

impl Storage for Browser {
    fn write(&mut self, ticket: Ticket, batch: Batch) {
        let session = self.0;
        leptos::task::spawn_local(async move {
            let outcome = match session.store.get_value() {
                Some(store) => store.write(&batch).await.map_err(refusal),
                None => Err(Refusal::Closed),
            };
            let done = outcome.is_ok();
            session
                .keeper
                .update_value(|keeper| keeper.written(ticket, outcome, &mut Self(session)));
            if done {
                session.after_writing();
            }
            session.show_keeping();
        });
    }

    fn open(&mut self, ticket: Ticket) {
        let session = self.0;
        leptos::task::spawn_local(async move {
            let outcome = session.open_store().await.map_err(refusal);
            session
                .keeper
                .update_value(|keeper| keeper.opened(ticket, outcome, &mut Self(session)));
            session.show_keeping();
        });
    }

    fn later(&mut self, alarm: Alarm) {
        let session = self.0;
        let after = match alarm {
            Alarm::Overdue(_) => PATIENCE,
            Alarm::Retry(times) => RETRY_AFTER << times.min(LONGEST_WAIT),
        };
        page::later(after, move || {
            session.keeper.update_value(|keeper| keeper.wake(alarm, &mut Self(session)));
            session.show_keeping();
        });
    }

    fn note(&mut self, key: &str, text: &str) -> bool {
        settings::journal_put(key, text)
    }

    fn is_noted(&self, key: &str) -> bool {
        settings::journal_has(key)
    }

    fn forget(&mut self, key: &str) {
        settings::journal_remove(key);
    }
}

fn refusal(error: BrowserError) -> Refusal {
    if error.is_closed() {
        Refusal::Closed
    } else if error.is_newer_version() {
        Refusal::Older
    } else {
        Refusal::Failed(error.to_string())
    }
}

impl Session {
    /// Whether this is the example or a read-only copy, in which nothing is
    /// stored.
    pub(super) fn keeps_nothing(self) -> bool {
        self.saving.get_untracked().is_off()
    }

    /// The store, if it is open and data is to be stored.
    pub(super) fn store(self) -> Option<Store> {
        self.store.get_value().filter(|_| !self.keeps_nothing())
    }

    /// Stores changes.
    pub(super) fn keep(self, changes: impl IntoIterator<Item = Change>) {
        let changes: Vec<Change> = changes.into_iter().collect();
        self.keep_batch(Batch::of(&changes, new_key));
    }

    /// Stores a batch.
    pub(super) fn keep_batch(self, batch: Batch) {
        if !self.keeps_nothing() {
            // If a person was typing, whatever follows must be shown.
            self.said.update_value(|said| said.0 = Saving::Saving);
            self.saving.set(Saving::Saving);
            self.keeper.update_value(|keeper| keeper.keep(batch, &mut Browser(self)));
            self.show_keeping();
        }
    }

    /// Shows the keeper's state, if it has changed.
    pub(super) fn show_keeping(self) {
        let (saving, trouble, opening) = self
            .keeper
            .with_value(|keeper| (keeper.saving(), keeper.trouble().cloned(), keeper.is_opening()));
        // Data that was only read, not written, was stored before.
        let empty = self.desk.with_untracked(|desk| desk.ledger().is_empty());
        let saving = if saving == Saving::Nothing && !empty { Saving::Saved } else { saving };
        if !opening && !self.ready.get_untracked() {
            self.lay_journal();
            self.ready.set(true);
        }
        let before = self.said.get_value();
        if !self.keeps_nothing() && saving != before.0 {
            self.saving.set(saving);
        }
        if trouble != before.1 && (trouble.is_some() || self.trouble.get_untracked() == before.1) {
            self.trouble.set(trouble.clone());
        }
        self.said.set_value((saving, trouble));
    }

    /// An error of the store, in the browser’s words. One that was closed under
    /// the open page is opened anew, so that trying again makes sense.
    pub(super) fn store_error(self, error: BrowserError) -> String {
        let words = error.to_string();
        if matches!(refusal(error), Refusal::Closed) {
            self.keeper.update_value(|keeper| keeper.found_closed(&mut Browser(self)));
        }
        words
    }

    fn after_writing(self) {
        // At the first save, not at the first visit. The answer does not
        // matter, because exported files are the record.
        page::ask_once_for_persistence();
        self.note_sentinel();
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
    }

    /// Updates the sentinel.
    pub(super) fn note_sentinel(self) {
        if self.keeps_nothing() {
            return;
        }
        let generation = self.store.with_value(|store| store.as_ref().map_or(0, Store::generation));
        let sentinel = self.desk.with_untracked(|desk| Sentinel {
            count: desk.ledger().len() + desk.private().len(),
            exported: self.exported.get_untracked(),
            generation,
        });
        settings::write(Key::Sentinel, &sentinel);
    }

    /// Records that a snapshot was exported.
    pub(super) fn note_export(self) {
        self.exported.set(Some(clock::now()));
        self.note_sentinel();
    }
}
