//! The meetings: those proposed by the source, on record and announced, and the
//! number of elements targeted at each. A short form beside the tree, the full
//! one on a page of its own.

mod meeting;
mod own;

use std::collections::BTreeSet;

use leptos::prelude::*;

use self::meeting::YearCard;
use crate::domain::ordered::Ordered;
use crate::i18n::{Message, msg};
use crate::reference::{proposed_meetings, recorded_meetings};
use crate::route::Page;
use crate::session::{Session, Views, focus, later, use_session, use_views};

/// Every year in which something is proposed, on record or targeted.
fn years(views: Views) -> BTreeSet<i32> {
    let proposed = proposed_meetings().into_iter().map(|meeting| meeting.year);
    // A late meeting is listed with its proposal, not in the year it was held.
    let recorded = recorded_meetings().iter().filter(|meeting| meeting.proposal.is_none());
    let targeted = views.targets.with(|targets| targets.keys().copied().collect::<Vec<_>>());
    proposed.chain(recorded.map(|meeting| meeting.year)).chain(targeted).to_set()
}

#[component]
fn Years(full: bool) -> impl IntoView {
    let views = use_views();
    view! {
        <ol class="years" class:full=full>
            {move || {
                let card = |year| view! { <YearCard year=year full=full/> };
                years(views).into_iter().map(card).collect_view()
            }}
        </ol>
    }
}

/// The short calendar beside the tree.
#[component]
pub fn CalendarAside() -> impl IntoView {
    let session = use_session();
    // It scrolls on its own, so it must be focusable by keyboard.
    view! {
        <aside class="calendar" aria-labelledby="calendar-title" tabindex="0">
            <h2 id="calendar-title">{session.t(msg::NAV_CALENDAR)}</h2>
            <Years full=false/>
        </aside>
    }
}

/// The layers of the calendar, with their names in style sheets.
const LAYERS: [(&str, Message); 4] = [
    ("proposal", msg::CALENDAR_PROPOSED),
    ("record", msg::CALENDAR_LAYER_RECORD),
    ("coming", msg::CALENDAR_LAYER_COMING),
    ("own", msg::CALENDAR_LAYER_OWN),
];

/// The check boxes for the layers. An unchecked box hides its layer by style
/// (`style/calendar.css`).
fn layers(session: Session) -> AnyView {
    let choice = |(layer, name): (&'static str, Message)| {
        let id = format!("layer-{layer}");
        view! {
            <span class="layer-choice">
                <input type="checkbox" id=id.clone() data-layer=layer checked=true/>
                <label for=id>{session.t(name)}</label>
            </span>
        }
    };
    view! {
        <fieldset class="plain layer-choices">
            <legend>{session.t(msg::CALENDAR_LAYERS)}</legend>
            {LAYERS.map(choice).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The full calendar.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let session = use_session();
    Effect::new(move |_| {
        if let Page::Calendar(Some(year)) = session.page.get() {
            later(0, move || focus(&format!("year-{year}")));
        }
    });
    view! {
        <div class="calendar-page">
            <h1>{session.t(msg::CALENDAR_TITLE)}</h1>
            <p class="lead">{session.t(msg::CALENDAR_LEAD)}</p>
            <p class="calendar-file">
                <button type="button" data-testid="save-meetings" on:click=move |_| session.save_meetings()>
                    {session.t(msg::CALENDAR_SAVE)}
                </button>
                " "<span class="hint">{session.t(msg::CALENDAR_SAVE_HINT)}</span>
            </p>
            {layers(session)}
            <Years full=true/>
        </div>
    }
}
