//! Files that come in: chosen or dropped, read, previewed, and taken in only
//! when the person says so.

use std::sync::Arc;

use leptos::prelude::*;

use crate::desk::Intake;
use crate::i18n::msg;
use crate::session::{Arrival, ArrivalState, Session, chosen, dropped, use_session};
use crate::snapshot::Reading;

/// Where files come in.
#[component]
pub fn Receive() -> impl IntoView {
    let session = use_session();
    let over = RwSignal::new(false);
    view! {
        <section class="receive" aria-labelledby="receive-title">
            <h2 id="receive-title">{session.t(msg::IMPORT_TITLE)}</h2>
            <div class="drop" class:over=move || over.get()
                on:dragover=move |event| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    over.set(false);
                    session.receive(dropped(&event));
                }>
                <label for="import-file">{session.t(msg::IMPORT_LABEL)}</label>
                <input id="import-file" type="file" multiple accept=".json,application/json"
                    on:change=move |event| session.receive(chosen(&event))/>
                <p class="hint">{session.t(msg::IMPORT_HINT)}</p>
            </div>
            <ol class="arrivals" aria-live="polite">
                {move || {
                    let arrivals = session.arrivals.get().into_iter();
                    arrivals.map(|arrival| view! { <ArrivalCard arrival=arrival/> }).collect_view()
                }}
            </ol>
        </section>
    }
}

/// What tells a card that it must be drawn anew.
fn stage(state: &ArrivalState) -> &'static str {
    match state {
        ArrivalState::Reading => "reading",
        ArrivalState::Waiting(..) => "waiting",
        ArrivalState::Taken(..) => "taken",
        ArrivalState::Refused(_) => "refused",
        ArrivalState::Failed(_) => "failed",
    }
}

#[component]
fn ArrivalCard(arrival: Arrival) -> impl IntoView {
    let session = use_session();
    let key = arrival.key;
    let state = stage(&arrival.state);
    let body = match arrival.state {
        ArrivalState::Reading => view! { <p>{session.t(msg::IMPORT_READING)}</p> }.into_any(),
        ArrivalState::Waiting(reading, intake) => view! {
            <Summary reading=reading intake=intake/>
            <div class="button-pair">
                <button type="button" class="primary" data-testid="take-in" on:click=move |_| session.take_in(key)>
                    {session.t(msg::IMPORT_TAKE_IN)}
                </button>
                <button type="button" on:click=move |_| session.put_away(key)>{session.t(msg::IMPORT_PUT_AWAY)}</button>
            </div>
        }
        .into_any(),
        ArrivalState::Taken(reading, intake) => view! {
            <p class="done" data-testid="taken-in">{session.t(msg::IMPORT_TAKEN)}</p>
            <Summary reading=reading intake=intake/>
            <button type="button" on:click=move |_| session.put_away(key)>{session.t(msg::DISMISS)}</button>
        }
        .into_any(),
        ArrivalState::Refused(error) => view! {
            <p class="error" role="alert">{move || session.snapshot_error(&error)}</p>
            <button type="button" on:click=move |_| session.put_away(key)>{session.t(msg::DISMISS)}</button>
        }
        .into_any(),
        ArrivalState::Failed(reason) => view! {
            <p class="error" role="alert">{move || session.fill(msg::IMPORT_FAILED, &[("reason", &reason)])}</p>
            <button type="button" on:click=move |_| session.put_away(key)>{session.t(msg::DISMISS)}</button>
        }
        .into_any(),
    };
    view! {
        <li class="arrival" data-state=state>
            <h3><bdi>{arrival.name}</bdi></h3>
            {body}
        </li>
    }
}

/// What a file says it is, and what it would bring or has brought.
#[component]
fn Summary(reading: Arc<Reading>, intake: Arc<Intake>) -> impl IntoView {
    let session = use_session();
    let exported = reading.snapshot.exported.clone();
    let names = reading.snapshot.authors.clone();
    let from = move || {
        let given = names.get(&exported.by).filter(|name| !name.trim().is_empty());
        let author = given.cloned().unwrap_or_else(|| session.author_name(&exported.by));
        session.fill(
            msg::IMPORT_FROM,
            &[("author", &author), ("time", &session.moment(exported.time))],
        )
    };
    let marking = reading.snapshot.marking.clone();
    let refused = reading.refused.len();
    let warned = Arc::clone(&reading);
    let warnings = move || {
        warned
            .warnings
            .iter()
            .map(|warning| view! { <li>{session.warning(warning)}</li> })
            .collect_view()
    };
    let states = Arc::clone(&intake);
    let states = move || {
        let names = session.named(states.participants.keys().copied());
        names.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
    };
    let (new, same, contested) = (intake.new.len(), intake.same, intake.contested.len());
    view! {
        <p><bdi>{move || from()}</bdi></p>
        {(!marking.is_empty()).then(|| view! { <p class="marking"><bdi>{marking}</bdi></p> })}
        <dl class="counts">
            <div><dt>{session.t(msg::IMPORT_NEW)}</dt><dd data-testid="new">{move || number(session, new)}</dd></div>
            <div><dt>{session.t(msg::IMPORT_SAME)}</dt><dd data-testid="same">{move || number(session, same)}</dd></div>
            <div><dt>{session.t(msg::IMPORT_CONTESTED)}</dt><dd data-testid="contested-count">{move || number(session, contested)}</dd></div>
            <div class:none=(refused == 0)><dt>{session.t(msg::IMPORT_REFUSED)}</dt><dd data-testid="refused">{move || number(session, refused)}</dd></div>
        </dl>
        <p>{move || states()}</p>
        <ul class="warnings">{warnings}</ul>
        <Contests intake=intake/>
        <Refusals reading=reading/>
    }
}

fn number(session: Session, number: usize) -> String {
    session.number(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The fields that become contested, each a way to the entry.
#[component]
fn Contests(intake: Arc<Intake>) -> impl IntoView {
    let session = use_session();
    let line = move |((code, subject), name): &crate::desk::Contest| {
        let (code, subject, name) = (*code, subject.clone(), name.clone());
        let href = format!("#/plan/{subject}");
        let words =
            move || format!("{} · {} · {}", session.name(code), subject, session.field_name(&name));
        view! { <li><a href=href on:click=move |_| session.look_at(code)>{move || words()}</a></li> }
    };
    let lines = intake.contested.iter().take(50).map(line).collect_view();
    (!intake.contested.is_empty()).then(|| {
        view! {
            <details open>
                <summary>{session.t(msg::IMPORT_CONTESTED_LIST)}</summary>
                <ul>{lines}</ul>
            </details>
        }
    })
}

/// What was refused and why.
#[component]
fn Refusals(reading: Arc<Reading>) -> impl IntoView {
    let session = use_session();
    let none = reading.refused.is_empty();
    let lines = move || {
        let lines = reading.refused.iter().take(50);
        lines.map(|refusal| view! { <li dir="auto">{session.refusal(refusal)}</li> }).collect_view()
    };
    (!none).then(|| {
        view! {
            <details>
                <summary>{session.t(msg::IMPORT_REFUSED_LIST)}</summary>
                <ul>{lines}</ul>
            </details>
        }
    })
}
