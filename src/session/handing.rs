//! Handing round: a snapshot inside a page that has the whole app, for whoever
//! has none; and being such a page, of which nothing is kept.

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

/// What a page is, for the browser.
const PAGE_KIND: &str = "text/html";

/// The snapshot that this page was handed round with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// As it is inside.
    pub carried: Carried,
    /// Who handed it round.
    pub by: AuthorId,
    /// When, by their clock, in milliseconds since 1970.
    pub time: i64,
    /// Its handling marking.
    pub marking: String,
}

impl Session {
    /// Makes a page of the app and the snapshot that left last, and lets it
    /// leave, too.
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
            // Another export may have been reported meanwhile.
            self.departure.update(|departure| {
                let same = departure.as_mut().filter(|it| Arc::ptr_eq(&it.plan, plan));
                same.into_iter().for_each(|departure| departure.page.clone_from(&sent));
            });
        });
    }

    /// Lets a text leave, by whichever way there is, and says how that went;
    /// nothing if the person thought better of it.
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

    /// What became of a text that was to leave, in words.
    pub fn sent_words(self, sent: &Sent) -> String {
        match sent {
            Sent::Gone(Way::File(name), _) => self.fill(msg::EXPORT_WRITTEN, &[("file", name)]),
            Sent::Gone(_, name) => self.fill(msg::EXPORT_DONE, &[("file", name)]),
            Sent::Failed(words) => words.clone(),
        }
    }

    /// Whether this page was handed round with a snapshot inside, to be read:
    /// it is so from its beginning to its end.
    pub fn is_copy(self) -> bool {
        self.saving.get_untracked() == Saving::Copy
    }

    /// Begins as a page to be read: with what is inside, and nothing else.
    /// What this browser keeps of other pages is not looked at.
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
        // Papers are marked as what they are made of.
        self.wish(|wishes| wishes.marking.clone_from(&snapshot.marking));
        let (by, time) = (snapshot.exported.by, snapshot.exported.time);
        self.copied.set(Some(Ok(Copied { carried, by, time, marking: snapshot.marking })));
    }

    /// Saves the snapshot that this page was handed round with, as it is.
    pub fn save_copy(self) {
        let Some(Ok(copied)) = self.copied.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let Carried { name, text } = &copied.carried;
            self.offer(Parcel { name, kind: KIND, text }, ".json").await;
        });
    }
}

/// The snapshot inside, as far as it can be proven.
async fn read() -> Result<(Carried, Reading), ()> {
    let carried = handing::carried().await.map_err(drop)?;
    let reading = read_in_steps(carried.text.as_bytes()).await.map_err(drop)?;
    Ok((carried, reading))
}
