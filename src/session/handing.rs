//! Sharing a page that contains the whole app and a snapshot, for people
//! without the app; and running as such a page, which stores nothing.

use std::sync::Arc;

use leptos::prelude::*;

use super::arrivals::read_in_steps;
use super::identity::Identity;
use super::leaving::{KIND, Parcel};
use super::{Saving, Sent, Session, Way};
use crate::browser::handing::{self, Carried};
use crate::browser::page;
use crate::browser::savers::{self, Picked};
use crate::domain::revision::{AuthorId, Role};
use crate::i18n::msg;
use crate::route::{Facet, Page};
use crate::snapshot::{Reading, Scope};

/// The MIME type of a page.
const PAGE_KIND: &str = "text/html";

/// The snapshot embedded in this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The embedded data.
    pub carried: Carried,
    /// The author of the export.
    pub by: AuthorId,
    /// The claimed time of the export, in milliseconds since 1970.
    pub time: i64,
    /// Its handling marking.
    pub marking: String,
}

impl Session {
    /// Makes a page from the app and the last exported snapshot, and saves it.
    pub fn hand_round(self) {
        let Some(departure) = self.departure.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let plan = &departure.plan;
            let snapshot = Carried { name: plan.name.clone(), text: plan.text.clone() };
            let name = format!("{}.html", plan.name.trim_end_matches(".json"));
            let sent = match handing::page_with(&snapshot).await {
                Ok(text) => {
                    let parcel = Parcel { name: &name, kind: PAGE_KIND, text: &text };
                    self.offer(parcel, ".html").await
                }
                Err(reason) => Some(Sent::Failed(untrack(|| {
                    self.fill(msg::EXPORT_NOT_PAGE, &[("reason", &reason)])
                }))),
            };
            // Another export may have finished meanwhile.
            self.departure.update(|departure| {
                let same = departure.as_mut().filter(|it| Arc::ptr_eq(&it.plan, plan));
                same.into_iter().for_each(|departure| departure.page.clone_from(&sent));
            });
        });
    }

    /// Saves a text in the first way that works and announces the result; none
    /// if the person cancelled.
    async fn offer(self, parcel: Parcel<'_>, extension: &str) -> Option<Sent> {
        let picked = savers::pick(parcel.name, parcel.kind, extension).await;
        if matches!(picked, Picked::Cancelled) {
            self.announce(untrack(|| self.text(msg::EXPORT_CANCELLED)).to_owned());
            return None;
        }
        let (way, failed) = self.send(picked, parcel).await;
        let sent = match way {
            Way::Shown | Way::Copied => Sent::Failed(failed.join(" ")),
            way => Sent::Gone(way, parcel.name.to_owned()),
        };
        self.announce(untrack(|| self.sent_words(&sent)));
        Some(sent)
    }

    /// Describes the result of saving a text.
    pub fn sent_words(self, sent: &Sent) -> String {
        match sent {
            Sent::Gone(Way::File(name), _) => self.fill(msg::EXPORT_WRITTEN, &[("file", name)]),
            Sent::Gone(_, name) => self.fill(msg::EXPORT_DONE, &[("file", name)]),
            Sent::Failed(words) => words.clone(),
        }
    }

    /// Whether this page has an embedded snapshot and is read-only. Constant.
    pub fn is_copy(self) -> bool {
        self.saving.get_untracked() == Saving::Copy
    }

    /// Starts as a read-only page with the embedded snapshot. Data that this
    /// browser stores for other pages is ignored.
    pub(super) fn begin_copy(self) {
        self.saving.set(Saving::Copy);
        self.viewing.set(None);
        self.identity.set(Some(Identity::new(Role::Reader, None, String::new())));
        leptos::task::spawn_local(async move {
            match read().await {
                Ok((carried, reading)) => self.lay_copy(carried, reading),
                Err(()) => self.copied.set(Some(Err(()))),
            }
            self.ready.set(true);
        });
    }

    fn lay_copy(self, carried: Carried, reading: Reading) {
        let snapshot = reading.snapshot;
        for (author, name) in &snapshot.authors {
            self.remember_name(author.clone(), name);
        }
        let states = snapshot.ledger.participants();
        let first = match snapshot.exported.scope {
            Scope::Participant(code) => Some(code),
            // Nobody has chosen the first of several.
            _ => states.first().copied().filter(|_| states.len() == 1),
        };
        self.viewing.set(first);
        if states.len() > 1 && page::hash().is_empty() {
            self.page.set(Page::Overview(Facet::Matrix));
        }
        self.desk.update(|desk| desk.take_in(snapshot.ledger.revisions().cloned()));
        // Papers carry the marking of the snapshot.
        self.wish(|wishes| wishes.marking.clone_from(&snapshot.marking));
        let (by, time) = (snapshot.exported.by, snapshot.exported.time);
        self.copied.set(Some(Ok(Copied { carried, by, time, marking: snapshot.marking })));
    }

    /// Saves the embedded snapshot unchanged.
    pub fn save_copy(self) {
        let Some(Ok(copied)) = self.copied.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let Carried { name, text } = &copied.carried;
            self.offer(Parcel { name, kind: KIND, text }, ".json").await;
        });
    }
}

/// The verified part of the embedded snapshot.
async fn read() -> Result<(Carried, Reading), ()> {
    let carried = handing::carried().await.map_err(drop)?;
    let reading = read_in_steps(carried.text.as_bytes()).await.map_err(drop)?;
    Ok((carried, reading))
}
