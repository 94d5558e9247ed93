//! One year of the calendar in its layers: proposal, record, targets.

use leptos::prelude::*;

use crate::domain::evidence::safe_address;
use crate::domain::meeting::{MeetingOutcome, RecordedMeeting};
use crate::domain::outline::Element;
use crate::i18n::{Language, Message, msg};
use crate::reference::{meeting_texts, outline, recorded_meetings};
use crate::route::Page;
use crate::session::{use_session, use_views};
use crate::ui::widgets::When;

/// A year.
#[component]
pub fn YearCard(year: i32, full: bool) -> impl IntoView {
    let proposal = outline().get(&format!("CAL.{year}"));
    let here = move |meeting: &RecordedMeeting| match &meeting.proposal {
        Some(id) => *id == format!("CAL.{year}"),
        None => meeting.year == year,
    };
    let recorded = recorded_meetings().iter().enumerate().filter(|(_, meeting)| here(meeting));
    let recorded = recorded
        .map(|(index, meeting)| view! { <Recorded index=index meeting=meeting full=full/> });
    let id = format!("year-{year}");
    let heading = match full {
        true => {
            view! { <h2 id=id class="year-name" tabindex="-1">{year.to_string()}</h2> }.into_any()
        }
        false => view! { <h3 class="year-name">{year.to_string()}</h3> }.into_any(),
    };
    view! {
        <li class="year" data-year=year.to_string() data-proposed=proposal.is_some().to_string()>
            {heading}
            {proposal.map(|element| view! { <Proposal element=element full=full/> })}
            {recorded.collect_view()}
            <Targets year=year/>
            {full.then(|| super::own::own(use_session(), year))}
        </li>
    }
}

/// What the source proposes.
#[component]
fn Proposal(element: &'static Element, full: bool) -> impl IntoView {
    let session = use_session();
    let text = move || {
        let text = session.element_text(element);
        // The heading already shows the year.
        text.split_once(" – ").map_or(text, |(_, rest)| rest)
    };
    let foreign = move || full && session.language.get() != Language::French;
    view! {
        <div class="layer proposal">
            <p class="layer-name">{session.t(msg::CALENDAR_PROPOSED)}</p>
            <p>{move || text()}</p>
            <When is=move || foreign()>
                <p class="unofficial">{session.t(msg::SOURCE_UNOFFICIAL)}</p>
                <blockquote class="quote" lang="fr" dir="ltr">{element.fr.clone()}</blockquote>
            </When>
        </div>
    }
}

fn outcome_message(outcome: MeetingOutcome) -> Message {
    match outcome {
        MeetingOutcome::Held => msg::OUTCOME_HELD,
        MeetingOutcome::HeldLate => msg::OUTCOME_HELD_LATE,
        MeetingOutcome::NotListed => msg::OUTCOME_NOT_LISTED,
        MeetingOutcome::Upcoming => msg::OUTCOME_UPCOMING,
    }
}

fn outcome_key(outcome: MeetingOutcome) -> &'static str {
    match outcome {
        MeetingOutcome::Held => "held",
        MeetingOutcome::HeldLate => "held-late",
        MeetingOutcome::NotListed => "not-listed",
        MeetingOutcome::Upcoming => "upcoming",
    }
}

/// The meeting on record.
#[component]
fn Recorded(index: usize, meeting: &'static RecordedMeeting, full: bool) -> impl IntoView {
    let session = use_session();
    let texts = move || meeting_texts(session.language.get(), index);
    let name =
        move || texts().map(|texts| if full { texts.name.clone() } else { texts.short.clone() });
    let when = move || {
        let (first, last) = meeting.days?;
        let place = texts().map(|texts| texts.place.as_str()).filter(|place| !place.is_empty());
        let comma = session.language.get().comma();
        let place = place.map(|place| format!("{comma}{place}"));
        Some(session.days(first, last) + &place.unwrap_or_default())
    };
    let layer = match meeting.outcome {
        MeetingOutcome::Upcoming => "coming",
        MeetingOutcome::Held | MeetingOutcome::HeldLate | MeetingOutcome::NotListed => "record",
    };
    let note = move || {
        full.then(|| texts().map(|texts| view! { <p class="note">{texts.note.clone()}</p> }))
    };
    view! {
        <div class="layer record" data-layer=layer data-outcome=outcome_key(meeting.outcome)>
            <p class="layer-name">{session.t(outcome_message(meeting.outcome))}</p>
            <p class="meeting-name">{move || name()}</p>
            <p class="when">{move || when()}</p>
            {note}
            {full.then(|| view! { <Sources meeting=meeting/> })}
        </div>
    }
}

/// The sources of the record, and when it was checked.
#[component]
fn Sources(meeting: &'static RecordedMeeting) -> impl IntoView {
    let session = use_session();
    let source = |source: &'static String| match safe_address(source) {
        Some(address) => view! {
            <li><a href=address target="_blank" rel="noopener noreferrer">{address}</a></li>
        }
        .into_any(),
        None => view! { <li>{source.clone()}</li> }.into_any(),
    };
    let title =
        move || session.fill(msg::CALENDAR_SOURCES, &[("day", &session.day(meeting.as_of))]);
    view! {
        <details class="sources">
            <summary>{move || title()}</summary>
            <ul>{meeting.sources.iter().map(source).collect_view()}</ul>
        </details>
    }
}

/// The number of elements with a target in this year; a click filters by it.
#[component]
fn Targets(year: i32) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let count = Memo::new(move |_| {
        views.targets.with(|targets| targets.get(&year).copied().unwrap_or_default())
    });
    let pressed = move || session.filter.with(|filter| filter.year == Some(year)).to_string();
    let filter = move |_| {
        session.change_filter(|filter| {
            filter.year = if filter.year == Some(year) { None } else { Some(year) }
        });
        if !matches!(session.page.get_untracked(), Page::Plan(_)) {
            session.open_page(&Page::Plan(None));
        }
    };
    view! {
        <When is=move || count.get() != 0>
            <button type="button" class="chip targets" aria-pressed=move || pressed() on:click=filter>
                {move || session.count(msg::CALENDAR_TARGETS, count.get())}
            </button>
        </When>
    }
}
