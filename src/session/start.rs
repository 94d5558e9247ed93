//! Starting: listening first, then reading what is kept, then taking in what
//! came meanwhile from other windows.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::identity::Settings;
use super::keep::{Saving, Sentinel};
use super::{Session, Trouble, Views, journal};
use crate::browser::settings::{self, Key};
use crate::browser::store::Store;
use crate::browser::tabs::Tabs;
use crate::browser::{clock, offline, page};
use crate::desk::Change;
use crate::domain::ordered::Ordered;
use crate::domain::outline::Element;
use crate::domain::revision::{Revision, RevisionId};
use crate::i18n::msg;
use crate::keeping::{Contents, Line, Pack, read_header, readable};
use crate::reference::outline;
use crate::route::Page;
use crate::snapshot;
use crate::view::tree;

/// How long to wait for storage before the app is shown without it, in
/// milliseconds. What it holds comes in whenever it answers.
const PATIENCE: i32 = 5_000;

/// Makes the session, provides it to all components and begins to load.
pub fn start() -> Session {
    let settings = Settings::load();
    let language = settings.language(&page::preferred_languages());
    let session = Session::new(language, Page::from_hash(&page::hash()));
    provide_context(session);
    let views = Views::new(session);
    provide_context(views);

    page::set_theme(settings.theme.as_deref());
    session.apply_settings(&settings);
    session
        .open
        .set(tree::PLANS.iter().filter_map(|id| outline().get(id)).map(Element::index).to_set());
    session.active.set(outline().get(tree::PLANS[0]).map(Element::index).unwrap_or_default());
    session.show_page();
    session.listen();
    session.describe_page(views);
    leptos::task::spawn_local(session.load());
    session
}

impl Session {
    fn listen(self) {
        page::on("hashchange", move |_| self.show_page());
        page::on("keydown", move |event| self.undo_key(&event));
        page::on("beforeunload", move |event| {
            // Who is asked every time no longer reads the question: what is
            // kept and only not exported yet is for the counter and the
            // reminder to say.
            let saving = self.saving.get_untracked();
            if matches!(saving, Saving::Saving | Saving::Journal | Saving::Failed) {
                page::ask_before_leaving(&event);
            }
        });
        self.listen_for_files();
        let tabs = Tabs::listen(move || leptos::task::spawn_local(self.refresh()));
        self.tabs.set_value(Some(tabs));
        offline::on_change(move || self.offline.set(offline::state()));
        page::on("focus", move |_| {
            self.now.set(clock::now());
            leptos::task::spawn_local(self.refresh());
        });
    }

    /// Follows the address.
    fn show_page(self) {
        let page = Page::from_hash(&page::hash());
        if let Page::Plan(Some(id)) = &page
            && let Some(element) = outline().get_ignoring_case(id)
        {
            self.reveal_element(element);
        }
        let before = self.page.get_untracked();
        let moved = std::mem::discriminant(&before) != std::mem::discriminant(&page);
        self.page.set(page);
        if moved {
            page::to_top();
        }
    }

    /// Keeps the title and the language of the page right. The only effect
    /// of the session, and it writes to the page alone.
    fn describe_page(self, views: Views) {
        Effect::new(move |_| {
            let place = match self.page.get() {
                Page::Plan(_) => views.selected.get().map_or_else(
                    || self.text(msg::NAV_PLAN).to_owned(),
                    |element| format!("{} · {}", element.id, self.element_label(element)),
                ),
                Page::Calendar(_) => self.text(msg::NAV_CALENDAR).to_owned(),
                Page::Contested => self.text(msg::DESK_TITLE).to_owned(),
                Page::Exchange => self.text(msg::NAV_EXCHANGE).to_owned(),
                Page::Compare => self.text(msg::NAV_COMPARE).to_owned(),
                Page::About => self.text(msg::NAV_ABOUT).to_owned(),
                Page::Welcome => self.text(msg::NAV_WELCOME).to_owned(),
            };
            let title = format!("{place} – {}", self.text(msg::APP_NAME));
            page::describe(&title, self.language.get().tag());
        });
    }

    async fn load(self) {
        page::later(PATIENCE, move || {
            if !self.ready.get_untracked() {
                // The store may still answer, and then takes the journal over.
                self.take_journal();
                self.trouble(Trouble::Blocked(String::new()));
                self.ready.set(true);
            }
        });
        match Store::open().await {
            Ok(store) => self.read(store).await,
            Err(error) => {
                self.take_journal();
                self.trouble(Trouble::Blocked(error.0));
            }
        }
        self.ready.set(true);
    }

    async fn read(self, store: Store) {
        self.recover_settings(&store).await;
        match store.load().await {
            Ok(contents) => {
                let unreadable = self.take_contents(contents, &BTreeSet::new());
                self.queue.update_value(|queue| queue.store = Some(store));
                if unreadable > 0 {
                    self.trouble(Trouble::Unreadable(unreadable));
                }
                self.take_journal();
                self.compare_with_sentinel();
            }
            Err(error) => {
                self.take_journal();
                self.trouble(Trouble::Blocked(error.0));
            }
        }
    }

    /// Reads what other windows wrote. `gone` are drafts that they withdrew or
    /// sealed, and what they handed over.
    pub(super) async fn refresh(self) {
        let Some(store) = self.queue.with_value(|queue| queue.store.clone()) else {
            return;
        };
        if self.saving.get_untracked() == Saving::Example {
            return;
        }
        let unsettled = self.queue.with_value(super::keep::Queue::drafts_on_the_way);
        let elsewhere = &unsettled | &journal::drafts();
        let known = self.desk.with_untracked(|desk| &desk.local() - &elsewhere);
        let withdrawals = self.withdrawals.get_value();
        let packs = self.packs.get_value();
        let Ok(mut contents) = store.load_beyond(&packs).await else {
            return;
        };
        if self.withdrawals.get_value() != withdrawals {
            return;
        }
        let settled = |key: &str| key.parse().is_ok_and(|id| !unsettled.contains(&id));
        contents.drafts.retain(|(key, _)| settled(key));
        let kept: BTreeSet<RevisionId> =
            contents.drafts.iter().filter_map(|(key, _)| key.parse().ok()).to_set();
        self.take_contents(contents, &(&known - &kept));
    }

    /// Puts what is kept on the desk; returns how many lines were unreadable.
    fn take_contents(self, contents: Contents, gone: &BTreeSet<RevisionId>) -> usize {
        let mut unreadable = 0;
        let mut shared = Vec::new();
        snapshot::make_room(contents.packs.iter().map(|pack| pack.text.len()).sum());
        for pack in &contents.packs {
            shared.extend(self.open_pack(pack, &mut unreadable));
        }
        let of = |lines: &[Line], unreadable: &mut usize| {
            readable(lines.iter().map(|(_, line)| line.as_str()), unreadable)
        };
        let drafts = of(&contents.drafts, &mut unreadable);
        let private = of(&contents.private, &mut unreadable);
        let news = self.desk.with_untracked(|desk| {
            let has = |revision: &Arc<Revision>| {
                desk.ledger().contains(&crate::desk::key_of(revision), revision.id())
            };
            let sealed = |revision: &Arc<Revision>| desk.drafts().contains(&revision.id());
            !gone.is_empty()
                || shared.iter().any(|revision| !has(revision) || sealed(revision))
                || drafts.iter().any(|revision| !desk.is_local(revision.id()))
                || private.iter().any(|revision| {
                    !desk.private().contains(&crate::desk::key_of(revision), revision.id())
                })
        });
        if news {
            let rescued = self.desk.try_update(|desk| {
                desk.load_shared(shared);
                desk.load_drafts(drafts);
                desk.load_private(private);
                desk.drop_drafts(gone)
            });
            let rescued: Vec<_> = rescued.into_iter().flatten().map(Change::KeepDraft).collect();
            if !rescued.is_empty() {
                self.keep(rescued);
            }
            self.preview_anew();
        }
        self.follow_marks(&contents.marks);
        unreadable
    }

    /// The revisions of a pack; remembers which file brought them.
    fn open_pack(self, pack: &Pack, unreadable: &mut usize) -> Vec<Arc<Revision>> {
        let (first, lines) = pack.text.split_once('\n').unwrap_or((&pack.text, ""));
        self.packs.update_value(|packs| packs.push(pack.key.clone()));
        let revisions = readable(lines.lines(), unreadable);
        let brought = revisions.iter().map(|revision| revision.id()).collect();
        let import = read_header(&pack.key, first, brought);
        self.note_origin(&import, &revisions);
        if !import.name.is_empty() {
            self.remember_import(import);
        }
        revisions
    }

    fn compare_with_sentinel(self) {
        let Some(sentinel) = settings::read::<Sentinel>(Key::Sentinel) else {
            return;
        };
        self.exported.set(sentinel.exported);
        let count = self.desk.with_untracked(|desk| desk.ledger().len() + desk.private().len());
        if count == 0 && sentinel.count > 0 {
            self.trouble(Trouble::Vanished(sentinel.count));
        }
    }
}
