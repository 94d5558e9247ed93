//! Taking in files, one or all. Each file is taken in completely or not at all:
//! its revisions are stored in one transaction before they are on the desk.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::arrivals::{ArrivalState, Preview, Progress};
use super::packs::new_key;
use crate::browser::page;
use crate::desk::{Import, Tally, key_of};
use crate::domain::revision::Revision;
use crate::i18n::msg;
use crate::keeping::{Batch, import_pack, line_of};
use crate::snapshot::Scope;

/// The maximum stored length of a file's edition.
const EDITION_CHARS: usize = 80;

/// A file whose revisions are stored and on the desk, but not shown yet.
struct Taken {
    key: u32,
    import: Import,
    preview: Arc<Preview>,
}

impl Session {
    /// Takes in one file.
    pub fn take_in(self, key: u32) {
        self.take_each_in(vec![key]);
    }

    /// Takes in every file that waits for a decision.
    pub fn take_all_in(self) {
        let waiting = untrack(|| {
            let list = self.arrivals.get();
            list.iter().filter(|arrival| arrival.is_waiting()).map(|arrival| arrival.key).collect()
        });
        self.take_each_in(waiting);
    }

    fn take_each_in(self, keys: Vec<u32>) {
        leptos::task::spawn_local(async move {
            let (mut taken, all) = (Vec::new(), keys.len());
            for (done, key) in keys.into_iter().enumerate() {
                if all > 1 {
                    self.progress.set(Some(Progress { done, all, taking: true }));
                }
                taken.extend(self.take_one_in(key).await);
            }
            let count = taken.len();
            // Only once, because updating everything that depends on the desk
            // takes longer than a file.
            self.show_taken(taken);
            if all > 1 {
                self.progress.set(None);
            }
            self.preview_anew();
            self.announce(untrack(|| self.count_of(msg::ARRIVALS_TAKEN, count)));
        });
    }

    /// Takes one file in, if possible.
    async fn take_one_in(self, key: u32) -> Option<Taken> {
        let (ArrivalState::Waiting(old) | ArrivalState::Failed(old, _)) =
            self.arrival(key)?.state.get_untracked()
        else {
            return None;
        };
        // Others may have been taken in since.
        let preview = self.preview(Arc::clone(&old.reading));
        self.set_arrival(key, ArrivalState::Taking(Arc::clone(&preview)));
        let import = self.import_of(key, &preview);
        if let Err(reason) = self.keep_intake(&import, &preview).await {
            self.set_arrival(key, ArrivalState::Failed(preview, reason));
            return None;
        }
        // So that the next file is compared with it.
        let came_back = self.desk.try_update_untracked(|desk| {
            desk.take_in(preview.intake.new.iter().cloned());
            desk.load_private(private_revisions(&preview).cloned());
            // A backup was not sent to anybody, so its revisions do not count as sent.
            let exported = &preview.reading.snapshot.exported;
            let sent = exported.scope != Scope::Backup;
            if sent { desk.came_back(&preview.intake.same) } else { Vec::new() }
        });
        self.keep(came_back.unwrap_or_default());
        Some(Taken { key, import, preview })
    }

    /// The record of the import.
    fn import_of(self, key: u32, preview: &Preview) -> Import {
        let (snapshot, intake) = (&preview.reading.snapshot, &preview.intake);
        let (mut private, mut also) = (Vec::new(), intake.same.clone());
        self.desk.with_untracked(|desk| {
            for revision in private_revisions(preview) {
                let known = desk.private().contains(&key_of(revision), revision.id());
                if known { &mut also } else { &mut private }.push(revision.id());
            }
        });
        Import {
            key: new_key(),
            name: self.arrival(key).map(|arrival| arrival.name).unwrap_or_default(),
            exported: Some(snapshot.exported.clone()),
            marking: snapshot.marking.clone(),
            edition: preview.reading.edition.id.chars().take(EDITION_CHARS).collect(),
            authors: snapshot.authors.clone(),
            tally: Some(Tally {
                new: intake.new.len(),
                same: intake.same.len(),
                replaced: intake.replaced.len(),
                contested: intake.contested.len(),
                refused: preview.reading.refused.len(),
            }),
            brought: intake.new.iter().map(|revision| revision.id()).collect(),
            private,
            also,
            left: false,
        }
    }

    /// Stores an import in one transaction.
    async fn keep_intake(self, import: &Import, preview: &Preview) -> Result<(), String> {
        let mut batch = Batch::default();
        batch.put_pack(import_pack(import, &preview.intake.new));
        private_revisions(preview).for_each(|revision| batch.put_private(line_of(revision)));
        self.packs.update_value(|packs| packs.push(import.key.clone()));
        match self.store() {
            Some(store) => {
                store.write(&batch).await.map(drop).map_err(|error| self.store_error(error))
            }
            // Without a store, the journal takes what it can.
            None => {
                self.keep_batch(batch);
                Ok(())
            }
        }
    }

    /// Shows what was taken in, here and in other windows.
    fn show_taken(self, taken: Vec<Taken>) {
        if taken.is_empty() {
            return;
        }
        self.desk.notify();
        for Taken { key, import, preview } in taken {
            self.note_origin(&import, &preview.intake.new);
            if let Some(settings) = &preview.reading.snapshot.settings {
                self.restore_settings(settings);
            }
            if let Some(code) = preview.intake.participants.first()
                && self.viewing.get_untracked().is_none()
            {
                self.look_at(*code);
            }
            self.set_arrival(key, ArrivalState::Taken(preview, import.key.clone()));
            if self.store().is_some() || self.keeps_nothing() {
                self.remember_import(import);
            }
        }
        self.behalf_put_away.set(false);
        self.show_keeping();
        self.note_sentinel();
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
    }

    /// Previews the waiting files again after the desk has changed.
    pub fn preview_anew(self) {
        self.sheet_anew();
        leptos::task::spawn_local(async move {
            for arrival in self.arrivals.get_untracked() {
                let state = match arrival.state.get_untracked() {
                    ArrivalState::Waiting(old) => {
                        ArrivalState::Waiting(self.preview(Arc::clone(&old.reading)))
                    }
                    ArrivalState::Failed(old, reason) => {
                        ArrivalState::Failed(self.preview(Arc::clone(&old.reading)), reason)
                    }
                    _ => continue,
                };
                arrival.state.set(state);
                page::pause(0).await;
            }
        });
    }
}

/// The private notes of a backup.
fn private_revisions(preview: &Preview) -> impl Iterator<Item = &Arc<Revision>> {
    preview.reading.snapshot.private.iter().flat_map(|private| private.revisions())
}
