//! The components. They read the session's signals and call its commands;
//! they change nothing themselves and know neither storage nor files.

#![expect(
    clippy::redundant_closure,
    reason = "a closure written out in a view is put behind a pointer; a named one is a type of its own"
)]

mod about;
mod assistance;
mod calendar;
mod compare;
mod contested;
mod documents;
mod entry;
mod exchange;
mod outline;
mod overview;
mod papers;
mod plan;
mod shell;
mod welcome;
mod widgets;

use leptos::prelude::*;

use crate::i18n::msg;
use crate::route::Page;
use crate::session::{self, use_session};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let session = session::start();
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // The hash is the app's route, so only the focus may move.
            event.prevent_default();
            session::focus("main");
        }>{session.t(msg::SKIP_TO_CONTENT)}</a>
        <shell::Header/>
        <shell::Banners/>
        <main id="main" tabindex="-1">
            {move || match session.ready.get() {
                true => view! { <CurrentPage/> }.into_any(),
                false => view! { <Loading/> }.into_any(),
            }}
        </main>
        <shell::Footer/>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let session = use_session();
    view! { <p class="loading" role="status">{session.t(msg::LOADING)}</p> }
}

#[component]
fn CurrentPage() -> impl IntoView {
    let session = use_session();
    // The kind of page without its detail, so that navigating within a page does not rebuild it.
    let kind = Memo::new(move |_| {
        let nobody = session.identity.with(Option::is_none);
        session.page.with(|page| match page {
            Page::About => Page::About,
            Page::Welcome => Page::Welcome,
            _ if nobody => Page::Welcome,
            Page::Plan(_) => Page::Plan(None),
            Page::Calendar(_) => Page::Calendar(None),
            Page::Overview(facet) => Page::Overview(*facet),
            Page::Assistance => Page::Assistance,
            Page::Documents(text) => Page::Documents(*text),
            Page::Papers(kind) => Page::Papers(*kind),
            Page::Contested => Page::Contested,
            Page::Exchange => Page::Exchange,
            Page::Compare => Page::Compare,
        })
    });
    move || match kind.get() {
        Page::Welcome => view! { <welcome::Welcome/> }.into_any(),
        Page::Plan(_) => view! { <plan::PlanPage/> }.into_any(),
        Page::Calendar(_) => view! { <calendar::CalendarPage/> }.into_any(),
        Page::Overview(facet) => view! { <overview::OverviewPage facet=facet/> }.into_any(),
        Page::Assistance => view! { <assistance::AssistancePage/> }.into_any(),
        Page::Documents(text) => view! { <documents::DocumentsPage text=text/> }.into_any(),
        Page::Papers(kind) => view! { <papers::PapersPage kind=kind/> }.into_any(),
        Page::Contested => view! { <contested::ContestedPage/> }.into_any(),
        Page::Exchange => view! { <exchange::ExchangePage/> }.into_any(),
        Page::Compare => view! { <compare::ComparePage/> }.into_any(),
        Page::About => view! { <about::AboutPage/> }.into_any(),
    }
}
