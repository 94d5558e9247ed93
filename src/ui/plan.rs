//! The plan page: the tree, the open entry, and the calendar. On a narrow
//! screen, one at a time.

use leptos::prelude::*;

use super::calendar::CalendarAside;
use super::entry::{AddedPanel, EntryPanel, PlanSummary, named};
use super::outline::OutlinePanel;
use crate::i18n::msg;
use crate::route::Page;
use crate::session::{catch_focus, focus, later, use_session, use_views};

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    // Added elements are not in the outline, so they are identified by id.
    let added = Memo::new(move |_| {
        session.page.with(|page| match page {
            Page::Plan(id) => named(id.as_deref()),
            _ => None,
        })
    });
    let selected = move || views.selected.get().is_some() || added.get().is_some();
    // Opening an element moves the focus to its title; closing it by its own
    // link moves the focus back to its row.
    Effect::new(move |before: Option<bool>| {
        let opened = selected();
        match before {
            Some(_) if opened => later(0, || focus("entry-title")),
            Some(true) => {
                let row = format!("row-{}", session.active.get_untracked());
                later(0, move || {
                    catch_focus(&row);
                    catch_focus("outline-title");
                });
            }
            _ => {}
        }
        opened
    });
    view! {
        <h1 class="visually-hidden">{session.t(msg::NAV_PLAN)}</h1>
        <div class="plan-page" class:has-selection=move || selected()>
            <OutlinePanel/>
            <section class="plan-detail" id="detail">
                {move || match (views.selected.get(), added.get()) {
                    (Some(element), _) => view! { <EntryPanel element=element/> }.into_any(),
                    (None, Some(id)) => view! { <AddedPanel subject=id/> }.into_any(),
                    (None, None) => view! { <PlanSummary/> }.into_any(),
                }}
            </section>
            <CalendarAside/>
        </div>
    }
}
