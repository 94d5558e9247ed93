//! Sending snapshots. The content is planned and shown first; then it is written in steps, of which
//! any may fail:
//!
//! 1. The person picks a file, if the browser can ask. Cancelling changes nothing.
//! 2. The drafts are sealed, and the sealed revisions stored. No file must exist before that:
//!    otherwise a computer that lost them would seal the drafts differently next time and
//!    contradict that file. If the browser cannot store anything, the file is written all the same:
//!    it is the record.
//! 3. The text of the plan is written to the file, else to the downloads, else shown for copying.
//!    Until one of them succeeds, the sealed revisions count as existing only on this computer.
//! 4. They no longer count as such.

use std::sync::Arc;

use leptos::prelude::*;

use super::identity::Settings;
use super::{Saving, Session};
use crate::browser::savers::{self, Picked, PickedFile};
use crate::browser::{clock, page};
use crate::desk::{Change, Choice, Desk, Order, Plan, is_reminder_due};
use crate::domain::participant::ParticipantCode;
use crate::i18n::msg;

/// The MIME type of a snapshot.
pub(super) const KIND: &str = "application/json";

/// How long an export waits for storage, and its polling interval, both in
/// milliseconds.
const PATIENCE: i64 = 3_000;
const LOOK_AGAIN: i32 = 20;

/// The id of the text area from which a snapshot can be copied.
pub const TEXT_ID: &str = "export-text";

/// The id of the button that exports.
pub const BUTTON_ID: &str = "export-button";

/// The id of the report on the last export.
pub const REPORT_ID: &str = "export-report";

/// The way in which a snapshot was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Written to the file of this name, which the person picked.
    File(String),
    /// Passed to the browser’s downloads.
    Downloads,
    /// Shown, but not copied yet.
    Shown,
    /// Copied as text.
    Copied,
}

/// A completed export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What was written.
    pub plan: Arc<Plan>,
    /// The way.
    pub way: Way,
    /// Why earlier ways failed, in words.
    pub failed: Vec<String>,
    /// The result of saving the page with the embedded snapshot, if one was made.
    pub page: Option<Sent>,
}

/// The result of saving a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was written or passed to the downloads, under this name.
    Gone(Way, String),
    /// It failed; the reason in words.
    Failed(String),
}

/// A text to save.
#[derive(Clone, Copy)]
pub(super) struct Parcel<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// Its MIME type.
    pub kind: &'a str,
    /// Its content.
    pub text: &'a str,
}

impl Session {
    /// Plans an export of the present desk.
    pub fn plan(self, choice: Choice, marking: String) -> Option<Arc<Plan>> {
        // Plans again when the user returns to the page, for example days later.
        self.now.track();
        let order = Order {
            choice,
            marking,
            by: self.identity.get()?.author,
            time: clock::now(),
            day: clock::today(),
            names: self.author_names.get(),
            settings: Settings::load().to_value(),
        };
        Some(Arc::new(self.desk.with(|desk| desk.plan(order))))
    }

    /// Executes a plan, as far as the user and the browser allow.
    pub fn export(self, plan: Arc<Plan>) {
        self.departure.set(None);
        if self.is_outdated(&plan) {
            return self.announce(untrack(|| self.text(msg::EXPORT_CHANGED)).to_owned());
        }
        leptos::task::spawn_local(async move {
            let picked = savers::pick(&plan.name, KIND, ".json").await;
            if matches!(picked, Picked::Cancelled) {
                self.announce(untrack(|| self.text(msg::EXPORT_CANCELLED)).to_owned());
            } else if self.is_outdated(&plan) {
                self.announce(untrack(|| self.nothing_written(&picked)));
            } else {
                let changes = self.desk.try_update(|desk| desk.sealed(&plan));
                self.keep_all(changes.unwrap_or_default()).await;
                self.write_out(plan, picked).await;
            }
        });
    }

    /// Whether a plan says something else than what is here now, because
    /// another window wrote or files are being taken in. If so, what is here
    /// is planned and shown anew.
    fn is_outdated(self, plan: &Plan) -> bool {
        let outdated = self.desk.with_untracked(|desk| desk.plan(plan.order.clone()) != *plan);
        if outdated {
            self.desk.notify();
        }
        outdated
    }

    /// That a plan changed while a file was picked for it. The picker has made
    /// that file, or emptied it.
    fn nothing_written(self, picked: &Picked) -> String {
        match picked {
            Picked::File(file) => self.fill(msg::EXPORT_EMPTY, &[("file", &file.name())]),
            _ => self.text(msg::EXPORT_CHANGED).to_owned(),
        }
    }

    /// Writes the text of a plan, whichever way the browser lets it.
    async fn write_out(self, plan: Arc<Plan>, picked: Picked) {
        let parcel = Parcel { name: &plan.name, kind: KIND, text: &plan.text };
        let (way, failed) = self.send(picked, parcel).await;
        if way != Way::Shown {
            self.has_left(&plan).await;
        }
        self.tell_departure(Departure { plan, way, failed, page: None });
    }

    /// Saves a text to the picked file or else to the downloads. Also returns
    /// why earlier ways failed.
    pub(super) async fn send(self, picked: Picked, parcel: Parcel<'_>) -> (Way, Vec<String>) {
        let mut failed = Vec::new();
        let way = match picked {
            Picked::File(file) => self.write_file(&file, parcel.text, &mut failed).await,
            Picked::Failed(reason) => {
                failed.push(untrack(|| self.fill(msg::EXPORT_NOT_FILE, &[("reason", &reason)])));
                None
            }
            Picked::Cancelled | Picked::Missing => None,
        };
        (way.unwrap_or_else(|| self.download(parcel, &mut failed)), failed)
    }

    async fn write_file(
        self,
        file: &PickedFile,
        text: &str,
        failed: &mut Vec<String>,
    ) -> Option<Way> {
        match file.write(text).await {
            Ok(()) => Some(Way::File(file.name())),
            Err(reason) => {
                failed.push(untrack(|| self.fill(msg::EXPORT_NOT_FILE, &[("reason", &reason)])));
                None
            }
        }
    }

    fn download(self, parcel: Parcel, failed: &mut Vec<String>) -> Way {
        match savers::download(parcel.name, parcel.kind, parcel.text.as_bytes()) {
            Ok(()) => Way::Downloads,
            Err(reason) => {
                let reason = [("reason", &*reason)];
                failed.push(untrack(|| self.fill(msg::EXPORT_NOT_DOWNLOAD, &reason)));
                Way::Shown
            }
        }
    }

    /// Shows the result of an export.
    fn tell_departure(self, departure: Departure) {
        let plan = &departure.plan;
        let said = untrack(|| match &departure.way {
            Way::File(name) => self.fill(msg::EXPORT_WRITTEN, &[("file", name)]),
            Way::Downloads => self.fill(msg::EXPORT_DONE, &[("file", &plan.name)]),
            Way::Shown => departure.failed.join(" "),
            Way::Copied => self.text(msg::EXPORT_COPIED).to_owned(),
        });
        self.departure.set(Some(departure));
        self.announce(said);
        page::later(0, || page::reveal(REPORT_ID));
    }

    /// Stops counting the exported revisions as local, and records the export.
    async fn has_left(self, plan: &Plan) {
        let changes = self.desk.try_update(|desk| desk.handed_over(plan));
        self.keep_all(changes.unwrap_or_default()).await;
        if !self.keeps_nothing() {
            self.note_export();
            self.note_left(&plan.order.choice);
            let marking = plan.order.marking.clone();
            self.wish(|wishes| wishes.marking.clone_from(&marking));
            self.change_settings(|settings| settings.marking = marking);
        }
    }

    /// Stores changes, and waits until that succeeds, fails or takes too long.
    async fn keep_all(self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        self.keep(changes);
        let begun = clock::now();
        while self.saving.get_untracked() == Saving::Saving && clock::now() - begun < PATIENCE {
            page::pause(LOOK_AGAIN).await;
        }
    }

    /// Downloads the last export once more.
    pub fn download_again(self) {
        if let Some(mut departure) = self.departure.get_untracked() {
            departure.failed.clear();
            let plan = &departure.plan;
            let parcel = Parcel { name: &plan.name, kind: KIND, text: &plan.text };
            departure.way = self.download(parcel, &mut departure.failed);
            self.tell_departure(departure);
        }
    }

    /// Shows the text of the last export for copying.
    pub fn show_export(self) {
        self.departure.update(|departure| {
            departure.iter_mut().for_each(|departure| departure.way = Way::Shown);
        });
        page::later(0, || page::focus(TEXT_ID));
    }

    /// Copies the text of the last export, or at least selects it.
    pub fn copy_export(self) {
        let Some(departure) = self.departure.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            if savers::copy(&departure.plan.text).await {
                self.export_copied();
            } else {
                savers::select(TEXT_ID);
                self.announce(untrack(|| self.text(msg::EXPORT_COPY_BY_HAND)).to_owned());
            }
        });
    }

    /// Records that the text of the last export was copied.
    pub fn export_copied(self) {
        if let Some(mut departure) = self.departure.get_untracked() {
            leptos::task::spawn_local(async move {
                self.has_left(&departure.plan).await;
                departure.way = Way::Copied;
                self.tell_departure(departure);
            });
        }
    }

    /// Closes the report on the last export.
    pub fn dismiss_departure(self) {
        self.departure.set(None);
        page::later(0, || page::catch_focus(BUTTON_ID));
    }

    /// The number of entries with changes that exist only on this computer, by
    /// participant, sorted by name.
    pub fn unshared(self) -> Vec<(String, usize)> {
        let keys = self.desk.with(Desk::unshared);
        let mut codes: Vec<ParticipantCode> = keys.iter().map(|(code, _)| *code).collect();
        codes.dedup();
        let count = |code| keys.iter().filter(|(other, _)| *other == code).count();
        self.named(codes).into_iter().map(|(name, code)| (name, count(code))).collect()
    }

    /// Since when changes exist only on this computer, if a reminder is due.
    pub fn overdue(self) -> Option<i64> {
        let oldest = self.desk.with(Desk::oldest_unshared);
        let due = is_reminder_due(oldest, self.put_off.get(), self.now.get());
        oldest.filter(|_| due && !self.saving.get().is_off())
    }

    /// Postpones the reminder to export by a day.
    pub fn put_reminder_off(self) {
        let now = clock::now();
        self.now.set(now);
        self.put_off.set(Some(now));
        self.change_settings(|settings| settings.put_off = Some(now));
    }
}
