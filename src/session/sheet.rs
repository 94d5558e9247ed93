//! Sheets for spreadsheet programs: saving one, and reading and showing one
//! that comes back. It is taken in only when the user says so.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use crate::browser::files::ChosenFile;
use crate::browser::{clock, savers};
use crate::desk::Change;
use crate::domain::revision::AuthorId;
use crate::i18n::msg;
use crate::report::csv::Separator;
use crate::report::ics;
use crate::report::sheet::{self, Filled, SheetError};
use crate::snapshot::Scope;
use crate::snapshot::format::MAX_BYTES;

/// The state of an opened sheet.
#[derive(Clone, Debug)]
pub enum SheetState {
    /// Being read.
    Reading,
    /// Read; waiting for a decision.
    Waiting(Arc<ReadSheet>),
    /// The number of changes taken in.
    Taken(usize),
    /// It is not a sheet.
    Refused(SheetError),
    /// The browser could not read the file.
    Failed(String),
}

/// What a sheet would change here.
#[derive(Debug)]
pub struct ReadSheet {
    /// Its changes and remarks.
    pub filled: Filled,
    /// For each change, whether its field becomes contested.
    pub contested: Vec<bool>,
    /// The file, to be read again when something else changes here.
    bytes: Vec<u8>,
}

/// A sheet that was opened.
#[derive(Clone, Debug)]
pub struct OpenedSheet {
    /// The file's name.
    pub name: String,
    /// Its state.
    pub state: SheetState,
}

impl Session {
    /// Downloads a sheet.
    pub fn save_sheet(self, scope: Scope, separator: Separator) {
        let text = self.desk.with_untracked(|desk| {
            let codes = match scope {
                Scope::Participant(code) => vec![code],
                Scope::Aggregate | Scope::Backup => desk.ledger().participants(),
            };
            sheet::write(desk.ledger(), &codes, self.language.get_untracked(), separator)
        });
        let name = sheet::file_name(scope, clock::today());
        let said = match savers::download(&name, "text/csv", text.as_bytes()) {
            Ok(()) => untrack(|| self.fill(msg::EXPORT_DONE, &[("file", &name)])),
            Err(reason) => untrack(|| self.fill(msg::SHEET_NOT_SAVED, &[("reason", &reason)])),
        };
        self.announce(said);
    }

    /// Downloads the dated meetings, for calendar programs.
    pub fn save_meetings(self) {
        let text = ics::write(self.language.get_untracked());
        let said = match savers::download(ics::FILE_NAME, "text/calendar", text.as_bytes()) {
            Ok(()) => untrack(|| self.fill(msg::EXPORT_DONE, &[("file", ics::FILE_NAME)])),
            Err(reason) => untrack(|| self.fill(msg::CALENDAR_NOT_SAVED, &[("reason", &reason)])),
        };
        self.announce(said);
    }

    /// Reads a sheet and shows its changes.
    pub fn open_sheet(self, files: Vec<ChosenFile>) {
        let (Some(file), Some(identity)) =
            (files.into_iter().next(), self.identity.get_untracked())
        else {
            return;
        };
        let name = file.name();
        self.sheet.set(Some(OpenedSheet { name: name.clone(), state: SheetState::Reading }));
        leptos::task::spawn_local(async move {
            let state = self.read_sheet(file, &identity.author).await;
            self.sheet.set(Some(OpenedSheet { name, state }));
        });
    }

    async fn read_sheet(self, file: ChosenFile, author: &AuthorId) -> SheetState {
        if file.size() > MAX_BYTES as u64 {
            return SheetState::Refused(SheetError::TooLarge);
        }
        match file.bytes().await {
            Ok(bytes) => self.compare_sheet(bytes, author),
            Err(reason) => SheetState::Failed(reason),
        }
    }

    fn compare_sheet(self, bytes: Vec<u8>, author: &AuthorId) -> SheetState {
        self.desk.with_untracked(|desk| {
            match sheet::read(&bytes, desk.ledger(), |code| author.may_edit(code)) {
                Ok(filled) => {
                    let contested = desk.preview_sheet(&filled.changes, author);
                    SheetState::Waiting(Arc::new(ReadSheet { filled, contested, bytes }))
                }
                Err(error) => SheetState::Refused(error),
            }
        })
    }

    /// Compares the opened sheet once more with what is here.
    pub(super) fn sheet_anew(self) {
        if let Some(OpenedSheet { name, state: SheetState::Waiting(read) }) =
            self.sheet.get_untracked()
            && let Some(identity) = self.identity.get_untracked()
        {
            let state = self.compare_sheet(read.bytes.clone(), &identity.author);
            self.sheet.set(Some(OpenedSheet { name, state }));
        }
    }

    /// Writes the changes of the opened sheet, as the user.
    pub fn take_sheet(self) {
        let Some(OpenedSheet { name, state: SheetState::Waiting(read) }) =
            self.sheet.get_untracked()
        else {
            return;
        };
        let Some(identity) = self.identity.get_untracked() else {
            return;
        };
        let changes = self.desk.try_update(|desk| {
            desk.take_sheet(&read.filled.changes, &identity.author, clock::now())
        });
        let changes = changes.unwrap_or_default();
        let taken = values_in(&changes);
        self.keep(changes);
        if self.viewing.get_untracked().is_none()
            && let Some(change) = read.filled.changes.first()
        {
            self.look_at(change.key.0);
        }
        self.sheet.set(Some(OpenedSheet { name, state: SheetState::Taken(taken) }));
        self.announce(untrack(|| self.count_of(msg::SHEET_TAKEN, taken)));
    }

    /// Closes the opened sheet.
    pub fn close_sheet(self) {
        self.sheet.set(None);
    }
}

/// The number of values that these changes write.
fn values_in(changes: &[Change]) -> usize {
    let written = changes.iter().map(|change| match change {
        Change::KeepDraft(revision) => revision.body().set.len(),
        _ => 0,
    });
    written.sum()
}
