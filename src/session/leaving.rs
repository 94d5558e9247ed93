//! Sending snapshots. What will be written is planned and shown first; then
//! it is written, in steps of which any may fail:
//!
//! 1. The person picks a file, where the browser can ask. Who thinks better
//!    of it has changed nothing.
//! 2. The drafts are sealed, and what seals them is kept. A file must not
//!    exist before that: a computer that had written it and forgot what was
//!    in it would contradict it in the next one. If the browser cannot keep
//!    anything, the file is written all the same: it is the record.
//! 3. The text of the plan is written: to the file, else to the downloads,
//!    else it is shown to be copied. Until one of them is done, what was
//!    sealed counts as being on this computer only.
//! 4. It counts no more.

use std::sync::Arc;

use leptos::prelude::*;

use super::identity::Settings;
use super::{Saving, Session};
use crate::browser::savers::{self, Picked, PickedFile};
use crate::browser::{clock, page};
use crate::desk::{Change, Choice, Desk, Order, Plan, is_reminder_due};
use crate::domain::participant::ParticipantCode;
use crate::i18n::msg;

/// What a snapshot is, for the browser.
pub(super) const KIND: &str = "application/json";

/// How long an export waits for storage, in milliseconds, and how often it
/// looks.
const PATIENCE: i64 = 3_000;
const LOOK_AGAIN: i32 = 20;

/// The text area from which a snapshot can be copied.
pub const TEXT_ID: &str = "export-text";

/// The id of the button that exports.
pub const BUTTON_ID: &str = "export-button";

/// The report on the last export.
pub const REPORT_ID: &str = "export-report";

/// Which way a snapshot left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is in the file of this name, which the person picked.
    File(String),
    /// It was handed to the browser’s downloads.
    Downloads,
    /// It is shown, and has not left yet.
    Shown,
    /// It was copied as a text.
    Copied,
}

/// An export that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// What was written.
    pub plan: Arc<Plan>,
    /// Which way.
    pub way: Way,
    /// Why an earlier way failed, in words.
    pub failed: Vec<String>,
    /// How the page with the snapshot inside went, if one was made.
    pub page: Option<Sent>,
}

/// What became of a text that was to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was written or handed to the downloads, under this name.
    Gone(Way, String),
    /// It was not; in words.
    Failed(String),
}

/// A text on its way out.
#[derive(Clone, Copy)]
pub(super) struct Parcel<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// What it is, for the browser.
    pub kind: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl Session {
    /// Plans an export, by what is on the desk now.
    pub fn plan(self, choice: Choice, marking: String) -> Option<Arc<Plan>> {
        // A page that one comes back to after days plans for today.
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

    /// Carries a plan out, as far as the person and the browser let it.
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

    /// Lets a text leave by the file that was picked or else by the downloads;
    /// and why not, in words.
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

    /// Shows how an export went.
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

    /// Counts what left no more, and remembers when it left.
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

    /// Has changes kept, and waits until they are, or until it is clear that
    /// they cannot be.
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

    /// Hands the last export to the browser’s downloads once more.
    pub fn download_again(self) {
        if let Some(mut departure) = self.departure.get_untracked() {
            departure.failed.clear();
            let plan = &departure.plan;
            let parcel = Parcel { name: &plan.name, kind: KIND, text: &plan.text };
            departure.way = self.download(parcel, &mut departure.failed);
            self.tell_departure(departure);
        }
    }

    /// Shows the text of the last export, to be copied.
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

    /// Takes note that the text of the last export was copied.
    pub fn export_copied(self) {
        if let Some(mut departure) = self.departure.get_untracked() {
            leptos::task::spawn_local(async move {
                self.has_left(&departure.plan).await;
                departure.way = Way::Copied;
                self.tell_departure(departure);
            });
        }
    }

    /// Puts the report on the last export away.
    pub fn dismiss_departure(self) {
        self.departure.set(None);
        page::later(0, || page::catch_focus(BUTTON_ID));
    }

    /// How many entries have changes that exist only on this computer, by
    /// participant, in the language’s own order.
    pub fn unshared(self) -> Vec<(String, usize)> {
        let keys = self.desk.with(Desk::unshared);
        let mut codes: Vec<ParticipantCode> = keys.iter().map(|(code, _)| *code).collect();
        codes.dedup();
        let count = |code| keys.iter().filter(|(other, _)| *other == code).count();
        self.named(codes).into_iter().map(|(name, code)| (name, count(code))).collect()
    }

    /// Since when changes exist only on this computer, if it is time to say
    /// so.
    pub fn overdue(self) -> Option<i64> {
        let oldest = self.desk.with(Desk::oldest_unshared);
        let due = is_reminder_due(oldest, self.put_off.get(), self.now.get());
        oldest.filter(|_| due && !self.saving.get().is_off())
    }

    /// Does not remind of an export again today.
    pub fn put_reminder_off(self) {
        let now = clock::now();
        self.now.set(now);
        self.put_off.set(Some(now));
        self.change_settings(|settings| settings.put_off = Some(now));
    }
}
