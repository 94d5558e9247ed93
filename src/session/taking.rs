//! Taking in what files bring, one or all. Each file is taken in whole or not
//! at all: what it brings is kept in one transaction before the desk has it.

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

/// How much of the edition that a file names is remembered.
const EDITION_CHARS: usize = 80;

impl Session {
    /// Takes in what a file brings.
    pub fn take_in(self, key: u32) {
        self.take_each_in(vec![key]);
    }

    /// Takes in every file that waits for a decision.
    pub fn take_all_in(self) {
        let waiting = self.arrivals.with_untracked(|list| {
            let waiting = list.iter().filter(|a| matches!(a.state, ArrivalState::Waiting(_)));
            waiting.map(|arrival| arrival.key).collect()
        });
        self.take_each_in(waiting);
    }

    fn take_each_in(self, keys: Vec<u32>) {
        leptos::task::spawn_local(async move {
            let (mut taken, all) = (0, keys.len());
            for (done, key) in keys.into_iter().enumerate() {
                if all > 1 {
                    self.progress.set(Some(Progress { done, all, taking: true }));
                }
                taken += usize::from(self.take_one_in(key).await);
            }
            if all > 1 {
                self.progress.set(None);
            }
            self.preview_anew();
            self.announce(untrack(|| self.count_of(msg::ARRIVALS_TAKEN, taken)));
        });
    }

    /// Takes one file in; whether that was possible.
    async fn take_one_in(self, key: u32) -> bool {
        let Some(ArrivalState::Waiting(old) | ArrivalState::Failed(old, _)) =
            untrack(|| self.state_of(key))
        else {
            return false;
        };
        // Others may have come in since.
        let preview = self.preview(Arc::clone(&old.reading));
        self.set_arrival(key, ArrivalState::Taking(Arc::clone(&preview)));
        let import = self.import_of(key, &preview);
        match self.keep_intake(&import, &preview).await {
            Ok(()) => {
                let taken = ArrivalState::Taken(Arc::clone(&preview), import.key.clone());
                self.after_intake(import, &preview);
                self.set_arrival(key, taken);
                true
            }
            Err(reason) => {
                self.set_arrival(key, ArrivalState::Failed(preview, reason));
                false
            }
        }
    }

    /// How the import will be remembered.
    fn import_of(self, key: u32, preview: &Preview) -> Import {
        let (snapshot, intake) = (&preview.reading.snapshot, &preview.intake);
        let (mut private, mut also) = (Vec::new(), intake.same.clone());
        self.desk.with_untracked(|desk| {
            for revision in private_revisions(preview) {
                let known = desk.private().contains(&key_of(revision), revision.id());
                if known { &mut also } else { &mut private }.push(revision.id());
            }
        });
        let name = self.arrivals.with_untracked(|list| {
            list.iter().find(|arrival| arrival.key == key).map(|arrival| arrival.name.clone())
        });
        Import {
            key: new_key(),
            name: name.unwrap_or_default(),
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

    /// Has an import kept: all of it or nothing.
    async fn keep_intake(self, import: &Import, preview: &Preview) -> Result<(), String> {
        let mut batch = Batch::default();
        batch.put_pack(import_pack(import, &preview.intake.new));
        private_revisions(preview).for_each(|revision| batch.put_private(line_of(revision)));
        self.packs.update_value(|packs| packs.push(import.key.clone()));
        match self.store() {
            Some(store) => store.write(&batch).await.map(drop).map_err(|error| error.0),
            // Where there is no store the journal takes what it can.
            None => {
                self.keep_batch(batch);
                Ok(())
            }
        }
    }

    /// Puts on the desk what is kept now, and shows something of it.
    fn after_intake(self, import: Import, preview: &Preview) {
        let intake = &preview.intake;
        self.note_origin(&import, &intake.new);
        self.desk.update(|desk| {
            desk.take_in(intake.new.iter().cloned());
            desk.load_private(private_revisions(preview).cloned());
        });
        if let Some(settings) = &preview.reading.snapshot.settings {
            self.restore_settings(settings);
        }
        if self.store().is_some() || self.keeps_nothing() {
            self.remember_import(import);
        }
        if self.viewing.get_untracked().is_none()
            && let Some(code) = intake.participants.first()
        {
            self.look_at(*code);
        }
        self.behalf_put_away.set(false);
        self.note_sentinel();
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
    }

    /// Computes anew what the files that wait would bring, after the desk has
    /// changed.
    pub fn preview_anew(self) {
        leptos::task::spawn_local(async move {
            let keys = self
                .arrivals
                .with_untracked(|list| list.iter().map(|arrival| arrival.key).collect::<Vec<_>>());
            for key in keys {
                let state = untrack(|| self.state_of(key));
                let state = match state {
                    Some(ArrivalState::Waiting(old)) => {
                        ArrivalState::Waiting(self.preview(Arc::clone(&old.reading)))
                    }
                    Some(ArrivalState::Failed(old, reason)) => {
                        ArrivalState::Failed(self.preview(Arc::clone(&old.reading)), reason)
                    }
                    _ => continue,
                };
                self.set_arrival(key, state);
                page::pause(0).await;
            }
        });
    }
}

/// The private notes of a backup.
fn private_revisions(preview: &Preview) -> impl Iterator<Item = &Arc<Revision>> {
    preview.reading.snapshot.private.iter().flat_map(|private| private.revisions())
}
