//! Receiving snapshots. A file that comes in is kept raw, read, previewed,
//! and taken in only when the person says so.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::packs::new_key;
use crate::browser::files::ChosenFile;
use crate::desk::Intake;
use crate::domain::revision::Revision;
use crate::keeping::{Batch, PackHeader, line_of};
use crate::snapshot::{self, Reading, SnapshotError};

/// What became of a file.
#[derive(Clone, Debug)]
pub enum ArrivalState {
    /// Being read.
    Reading,
    /// Read; waiting for a decision.
    Waiting(Arc<Reading>, Arc<Intake>),
    /// Taken in.
    Taken(Arc<Reading>, Arc<Intake>),
    /// Not readable.
    Refused(SnapshotError),
    /// The browser could not read the file, or storage could not keep it.
    Failed(String),
}

/// A file that was chosen.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Tells the arrivals apart.
    pub key: u32,
    /// The file's name.
    pub name: String,
    /// What became of it.
    pub state: ArrivalState,
}

impl Session {
    /// Reads files and shows what each would bring.
    pub fn receive(self, files: Vec<ChosenFile>) {
        for file in files {
            let key = self.arrivals.with_untracked(|list| list.last().map_or(0, |a| a.key + 1));
            let name = file.name();
            let state = ArrivalState::Reading;
            self.arrivals.update(|list| list.push(Arrival { key, name, state }));
            leptos::task::spawn_local(async move {
                // Lets the page show that reading has begun.
                let state = self.read_file(file).await;
                self.set_arrival(key, state);
            });
        }
    }

    async fn read_file(self, file: ChosenFile) -> ArrivalState {
        if file.size() > snapshot::format::MAX_BYTES as u64 {
            return ArrivalState::Refused(SnapshotError::TooLarge(
                usize::try_from(file.size()).unwrap_or(usize::MAX),
            ));
        }
        let bytes = match file.bytes().await {
            Ok(bytes) => bytes,
            Err(reason) => return ArrivalState::Failed(reason),
        };
        let store = self.queue.with_value(|queue| queue.store.clone());
        if let Some(store) = store.filter(|_| !self.is_example()) {
            // Best effort: the person still has the file.
            let _ = store.keep_raw(&new_key(), &bytes).await;
        }
        match snapshot::read(&bytes) {
            Ok(reading) => {
                let ledger = &reading.snapshot.ledger;
                let intake = self.desk.with_untracked(|desk| desk.preview(ledger));
                ArrivalState::Waiting(Arc::new(reading), Arc::new(intake))
            }
            Err(error) => ArrivalState::Refused(error),
        }
    }

    fn set_arrival(self, key: u32, state: ArrivalState) {
        self.arrivals.update(|list| {
            if let Some(arrival) = list.iter_mut().find(|arrival| arrival.key == key) {
                arrival.state = state;
            }
        });
    }

    /// Puts a file away without taking it in.
    pub fn put_away(self, key: u32) {
        self.arrivals.update(|list| list.retain(|arrival| arrival.key != key));
    }

    /// Takes in what a file brings.
    pub fn take_in(self, key: u32) {
        let found =
            self.arrivals.with_untracked(|list| list.iter().find(|a| a.key == key).cloned());
        let Some(Arrival { name, state: ArrivalState::Waiting(reading, _), .. }) = found else {
            return;
        };
        leptos::task::spawn_local(async move {
            // Other files may have come in since the preview.
            let ledger = &reading.snapshot.ledger;
            let intake = Arc::new(self.desk.with_untracked(|desk| desk.preview(ledger)));
            let state = match self.keep_intake(&name, &reading, &intake).await {
                Ok(()) => ArrivalState::Taken(reading, intake),
                Err(reason) => ArrivalState::Failed(reason),
            };
            self.set_arrival(key, state);
        });
    }

    async fn keep_intake(
        self,
        name: &str,
        reading: &Reading,
        intake: &Intake,
    ) -> Result<(), String> {
        let header =
            PackHeader { name: name.to_owned(), authors: reading.snapshot.authors.clone() };
        let private: Vec<Arc<Revision>> =
            reading.snapshot.private.iter().flat_map(|p| p.revisions().cloned()).collect();
        let store = self.queue.with_value(|queue| queue.store.clone());
        if let Some(store) = store.filter(|_| !self.is_example()) {
            let pack = header.to_pack(new_key(), &intake.new);
            self.packs.update_value(|packs| packs.push(pack.key.clone()));
            let mut batch = Batch::default();
            batch.put_pack(pack);
            private.iter().for_each(|revision| batch.put_private(line_of(revision)));
            store.write(&batch).await.map_err(|error| error.0)?;
        }
        self.note_origin(&header, &intake.new);
        self.desk.update(|desk| {
            desk.take_in(intake.new.iter().cloned());
            desk.load_private(private);
        });
        if let Some(settings) = &reading.snapshot.settings {
            self.restore_settings(settings);
        }
        self.after_intake(intake);
        Ok(())
    }

    /// Shows something of what came in, and tells the other windows.
    fn after_intake(self, intake: &Intake) {
        if self.viewing.get_untracked().is_none()
            && let Some(code) = intake.participants.keys().next()
        {
            self.look_at(*code);
        }
        self.behalf_put_away.set(false);
        self.note_sentinel();
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
    }
}
