//! Packs: their keys, which file brought which revision, and compaction.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use crate::browser::clock;
use crate::browser::error::BrowserError;
use crate::browser::store::Store;
use crate::desk::Import;
use crate::domain::revision::Revision;
use crate::keeping::{MANY, compact};

/// A unique key that sorts by time.
pub(super) fn new_key() -> String {
    format!("{:015}-{:016x}", clock::now(), clock::random_device())
}

/// The time in a pack's key, by this computer's clock.
pub(super) fn time_of(key: &str) -> Option<i64> {
    key.split_once('-')?.0.parse().ok()
}

impl Session {
    /// Records which file brought the revisions, and the names of their
    /// authors.
    pub(super) fn note_origin(self, import: &Import, revisions: &[Arc<Revision>]) {
        for (author, name) in &import.authors {
            self.remember_name(author.clone(), name);
        }
        if !import.name.is_empty() {
            let name: Arc<str> = import.name.as_str().into();
            self.origins.update(|origins| {
                origins.extend(revisions.iter().map(|r| (r.id(), Arc::clone(&name))));
            });
        }
    }

    /// Records the packs and their files. Called only once their revisions are
    /// on the desk, because known packs are not read again.
    pub(super) fn remember_packs(self, packs: Vec<(Import, Vec<Arc<Revision>>)>) {
        for (import, revisions) in packs {
            self.packs.update_value(|known| known.push(import.key.clone()));
            self.note_origin(&import, &revisions);
            if !import.name.is_empty() {
                self.remember_import(import);
            }
        }
    }

    /// Joins the packs of many exports, so that the next start has fewer to
    /// read. If it fails, nothing changes and the next start tries again.
    pub(super) fn tidy_up(self) {
        if let Some(store) = self.store() {
            leptos::task::spawn_local(async move {
                if self.compact(&store).await == Ok(true) {
                    self.note_sentinel();
                    self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
                }
            });
        }
    }

    /// Whether anything was to be done. Another window may have been first.
    async fn compact(self, store: &Store) -> Result<bool, BrowserError> {
        let mut keys = self.packs.get_value();
        self.imports.with_untracked(|imports| {
            keys.retain(|key| !imports.iter().any(|import| import.key == *key));
        });
        let (mut coming, mut packs) = (store.packs(&keys)?, Vec::new());
        while let Some(pack) = coming.next().await? {
            packs.push(pack);
        }
        if packs.len() < MANY {
            return Ok(false);
        }
        let key = new_key();
        self.packs.update_value(|packs| packs.push(key.clone()));
        store.write(&compact(key, &packs)).await?;
        Ok(true)
    }
}
