//! The plan page: the tree, the entry that is open, and the calendar beside
//! them. On a narrow screen one of them at a time.

use leptos::prelude::*;

use super::calendar::CalendarAside;
use super::entry::{EntryPanel, PlanSummary};
use super::outline::OutlinePanel;
use crate::i18n::msg;
use crate::session::{focus, later, use_session, use_views};

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let selected = move || views.selected.get().is_some();
    // When another element is opened, reading goes on at its title.
    Effect::new(move |before: Option<()>| {
        let opened = views.selected.get().is_some();
        if opened && before.is_some() {
            later(0, || focus("entry-title"));
        }
    });
    view! {
        <h1 class="visually-hidden">{session.t(msg::NAV_PLAN)}</h1>
        <div class="plan-page" class:has-selection=move || selected()>
            <OutlinePanel/>
            <section class="plan-detail" id="detail">
                {move || match views.selected.get() {
                    Some(element) => view! { <EntryPanel element=element/> }.into_any(),
                    None => view! { <PlanSummary/> }.into_any(),
                }}
            </section>
            <CalendarAside/>
        </div>
    }
}
