//! The start: listens to other windows first, then reads the stored data
//! (`store`), then takes in what other windows wrote meanwhile.

use leptos::prelude::*;

use super::identity::Settings;
use super::keep::Browser;
use super::{Saving, Session, Views, language};
use super::{facet_message, text_message};
use crate::browser::tabs::Tabs;
use crate::browser::{clock, handing, offline, page};
use crate::domain::ordered::Ordered;
use crate::domain::outline::Element;
use crate::i18n::msg;
use crate::reference::outline;
use crate::route::Page;
use crate::view::tree;

/// Creates the session, provides it to all components and starts loading.
pub fn start() -> Session {
    let settings = Settings::load();
    let language = language::at_start(&settings);
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
    views.states.follow(session, views);
    session.listen();
    session.describe_page(views);
    if handing::is_carried() {
        session.begin_copy();
    } else {
        session.follow_windows();
        session.begin_keeping();
    }
    session
}

impl Session {
    fn listen(self) {
        page::on("hashchange", move |_| self.show_page());
        page::on("keydown", move |event| self.undo_key(&event));
        page::on("beforeunload", move |event| {
            // People stop reading a question that is asked every time, so this
            // does not ask about changes that are saved but not exported; a
            // counter and a reminder show those.
            let saving = self.saving.get_untracked();
            if matches!(saving, Saving::Saving | Saving::Journal | Saving::Failed) {
                page::ask_before_leaving(&event);
            }
        });
        self.listen_for_files();
        offline::on_change(move || self.offline.set(offline::state()));
        page::on("focus", move |_| self.now.set(clock::now()));
    }

    /// Reads what other windows write.
    fn follow_windows(self) {
        let tabs = Tabs::listen(move || {
            self.keeper.update_value(|keeper| keeper.taken_over(&mut Browser(self)));
            self.show_keeping();
            leptos::task::spawn_local(self.refresh());
        });
        self.tabs.set_value(Some(tabs));
        page::on("focus", move |_| leptos::task::spawn_local(self.refresh()));
    }

    /// Shows the page of the address.
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

    /// What stands at the head of every printed page: what it is, and whose.
    fn print_head(self, place: String) -> String {
        let state = || self.viewing.get().map(|code| self.name(code));
        let above = match self.page.get_untracked() {
            Page::Plan(_) | Page::Calendar(_) => state(),
            Page::Overview(_) => Some(self.text(msg::OVERVIEW_TITLE).to_owned()),
            _ => None,
        };
        above.map_or(place.clone(), |above| format!("{above} · {place}"))
    }

    /// Keeps the title and the language of the page right. An effect that
    /// writes to the page alone.
    fn describe_page(self, views: Views) {
        Effect::new(move |_| {
            let place = match self.page.get() {
                Page::Plan(_) => views.selected.get().map_or_else(
                    || self.text(msg::NAV_PLAN).to_owned(),
                    |element| format!("{} · {}", element.id, self.element_label(element)),
                ),
                Page::Calendar(_) => self.text(msg::NAV_CALENDAR).to_owned(),
                Page::Overview(facet) => self.text(facet_message(facet)).to_owned(),
                Page::Assistance => self.text(msg::NAV_ASSISTANCE).to_owned(),
                Page::Documents(text) => self.text(text_message(text)).to_owned(),
                Page::Papers(kind) => self.text(kind.message()).to_owned(),
                Page::Contested => self.text(msg::DESK_TITLE).to_owned(),
                Page::Exchange => self.text(msg::NAV_EXCHANGE).to_owned(),
                Page::Compare => self.text(msg::NAV_COMPARE).to_owned(),
                Page::About => self.text(msg::NAV_ABOUT).to_owned(),
                Page::Welcome => self.text(msg::NAV_WELCOME).to_owned(),
            };
            let title = format!("{place} – {}", self.text(msg::APP_NAME));
            let language = self.language.get();
            page::describe(&title, language.tag(), language.direction());
            // A paper says itself what stands on its pages.
            let place = match self.page.get_untracked() {
                Page::Papers(_) => return,
                // Its text stands on the page; a running head has one line.
                Page::Plan(_) => views.selected.get().map_or(place, |element| element.id.clone()),
                _ => place,
            };
            page::describe_print(&self.print_head(place), &self.as_of());
        });
    }
}
