//! The incoming files as a table: the effect of each, what to consider first,
//! and the decision.

use std::sync::Arc;

use leptos::prelude::*;

use super::count_cell;
use super::details::Details;
use super::imports::obstacle_to;
use crate::desk::Import;
use crate::i18n::{Message, msg};
use crate::session::{self, Arrival, ArrivalState, Preview, Session, use_session};
use crate::ui::widgets::{Keyed, When};

/// The state of the table. A handle.
#[derive(Clone, Copy)]
struct Table {
    session: Session,
    /// Whether only files with something to review are shown.
    only: RwSignal<bool>,
    /// The keys of the shown files.
    shown: Memo<Vec<u32>>,
    /// The number of files that wait for a decision.
    waiting: Memo<usize>,
}

impl Table {
    fn new(session: Session) -> Self {
        let only = RwSignal::new(false);
        let shown = Memo::new(move |_| {
            let only = only.get();
            session.arrivals.with(|list| {
                let wanted = list.iter().filter(|arrival| !only || arrival.is_notable());
                wanted.map(|arrival| arrival.key).collect::<Vec<_>>()
            })
        });
        let waiting = Memo::new(move |_| session.arrivals.with(|list| waiting(list).count()));
        Self { session, only, shown, waiting }
    }

    /// Whether several files wait, so that taking all in is the usual choice.
    fn several(self) -> bool {
        self.waiting.get() > 1
    }
}

/// The table of incoming files.
#[component]
pub fn Arrivals() -> impl IntoView {
    let session = use_session();
    let table = Table::new(session);
    let keys = move || table.shown.with(|keys| keys.iter().map(u32::to_string).collect());
    let idle = move || session.progress.with(Option::is_none);
    let row = Callback::new(move |key: String| row(table, key.parse().unwrap_or_default()));
    view! {
        <section class="arrived" aria-labelledby="arrivals-title">
            <h2 id="arrivals-title" tabindex="-1">{session.t(msg::ARRIVALS_TITLE)}</h2>
            {move || session.progress.get().map(|progress| bar(session, progress))}
            <When is=move || idle()>{all_at_once(table)}</When>
            {move || same_state(session)}
            <table class="arrivals" role="table" aria-labelledby="arrivals-title">
                <thead role="rowgroup"><tr role="row">
                    {[
                        msg::IMPORT_FILE, msg::IMPORT_STATES, msg::IMPORT_NEW, msg::IMPORT_SAME,
                        msg::IMPORT_REPLACED, msg::IMPORT_CONTESTED, msg::IMPORT_REFUSED, msg::IMPORT_DECISION,
                    ].map(|name| view! { <th role="columnheader" scope="col">{session.t(name)}</th> }).collect_view()}
                </tr></thead>
                <Keyed keys=Signal::derive(keys) row=row/>
            </table>
        </section>
    }
}

/// The actions for all files, and the filter.
fn all_at_once(table: Table) -> AnyView {
    let Table { session, only, waiting, .. } = table;
    let notable = Memo::new(move |_| {
        session.arrivals.with(|list| list.iter().filter(|arrival| arrival.is_notable()).count())
    });
    let some = move || {
        let all = session.arrivals.with(Vec::len);
        only.get() || notable.with(|notable| (1..all).contains(notable))
    };
    view! {
        <div class="button-pair">
            <When is=move || table.several()>
                <button type="button" class="primary" data-testid="take-all" on:click=move |_| {
                    session.take_all_in();
                    session::focus("arrivals-title");
                }>{move || session.count_of(msg::ARRIVALS_TAKE_ALL, waiting.get())}</button>
            </When>
            <button type="button" data-testid="put-all-away" on:click=move |_| {
                session.put_all_away();
                session::focus("main");
            }>{session.t(msg::ARRIVALS_PUT_ALL_AWAY)}</button>
            <When is=move || some()>
                <button type="button" class="chip" aria-pressed=move || only.get().to_string()
                    on:click=move |_| only.update(|only| *only = !*only)>
                    {session.t(msg::ARRIVALS_NOTABLE)}
                    <span class="chip-count">{move || session.number(u32::try_from(notable.get()).unwrap_or(u32::MAX))}</span>
                </button>
            </When>
        </div>
    }
    .into_any()
}

fn waiting(list: &[Arrival]) -> impl Iterator<Item = u32> {
    list.iter().filter(|arrival| arrival.is_waiting()).map(|arrival| arrival.key)
}

/// Each preview is computed as if its file were the only one. Warns of States
/// that several files are about, because these may contradict each other.
fn same_state(session: Session) -> Option<AnyView> {
    let named = session.named(session.spoken_of_twice());
    let names: Vec<String> = named.iter().take(NAMED).map(|(name, _)| name.clone()).collect();
    let states = session.list_and_more(&names, named.len() - names.len());
    let words = move || session.fill(msg::ARRIVALS_SAME_STATE, &[("states", &states)]);
    (!names.is_empty())
        .then(|| view! { <p class="hint" data-testid="same-state">{words()}</p> }.into_any())
}

/// The progress of reading or taking in files.
fn bar(session: Session, progress: session::Progress) -> AnyView {
    let words = move || {
        let message = if progress.taking { msg::ARRIVALS_TAKING } else { msg::ARRIVALS_READING };
        let number = |n: usize| session.number(u32::try_from(n).unwrap_or(u32::MAX));
        session.fill(message, &[("done", &number(progress.done)), ("all", &number(progress.all))])
    };
    view! {
        <p class="work">
            <progress max=progress.all.to_string() value=progress.done.to_string() aria-labelledby="work-words"></progress>
            <span id="work-words" data-testid="arrivals-progress">{move || words()}</span>
        </p>
    }
    .into_any()
}

/// The maximum number of States named.
const NAMED: usize = 8;

/// The name of a state in styles and tests.
fn stage(state: &ArrivalState) -> &'static str {
    match state {
        ArrivalState::Queued => "queued",
        ArrivalState::Reading => "reading",
        ArrivalState::Waiting(_) => "waiting",
        ArrivalState::Taking(_) => "taking",
        ArrivalState::Taken(..) => "taken",
        ArrivalState::Refused(_) | ArrivalState::Unread(_) => "refused",
        ArrivalState::Failed(..) => "failed",
    }
}

fn preview_of(state: &ArrivalState) -> Option<&Arc<Preview>> {
    match state {
        ArrivalState::Waiting(preview)
        | ArrivalState::Taking(preview)
        | ArrivalState::Taken(preview, _)
        | ArrivalState::Failed(preview, _) => Some(preview),
        _ => None,
    }
}

/// The rows of one file. Focusable parts are rendered again only when the stage
/// changes; the numbers only when the preview does.
fn row(table: Table, key: u32) -> AnyView {
    let session = table.session;
    let Some(Arrival { name, state, .. }) = session.arrival(key) else {
        return ().into_any();
    };
    let state = RwSignal::from(state);
    let stage = Memo::new(move |_| state.with(stage));
    let preview = Memo::new(move |_| state.with(|state| preview_of(state).cloned()));
    let read = move || preview.with(Option::is_some);
    view! {
        <tbody class="arrival" role="rowgroup" data-state=move || stage.get()>
            <tr role="row">
                <th role="rowheader" scope="row"><h3><bdi>{name}</bdi></h3></th>
                {move || preview.get().map_or_else(|| words(session, state), |preview| numbers(session, &preview))}
                <td role="cell" class="decision">{move || decision(table, key, stage.get(), state)}</td>
            </tr>
            <When is=move || read()>
                <tr role="row" class="notes"><td role="cell" colspan="8"><Details preview=preview/></td></tr>
            </When>
        </tbody>
    }
    .into_any()
}

/// The effect of a file in numbers.
fn numbers(session: Session, preview: &Preview) -> AnyView {
    let (reading, intake) = (&preview.reading, &preview.intake);
    let codes = reading.snapshot.ledger.participants();
    let states = move || session.names(codes.iter().copied());
    view! {
        <td role="cell" class="covers">{move || states()}</td>
        {count_cell(session, msg::IMPORT_NEW, "new", intake.new.len())}
        {count_cell(session, msg::IMPORT_SAME, "same", intake.same.len())}
        {count_cell(session, msg::IMPORT_REPLACED, "replaced", intake.replaced.len())}
        {count_cell(session, msg::IMPORT_CONTESTED, "contested-count", intake.contested.len())}
        {count_cell(session, msg::IMPORT_REFUSED, "refused", reading.refused.len())}
    }
    .into_any()
}

/// The progress of reading a file, or why it cannot be read.
fn words(session: Session, state: RwSignal<ArrivalState>) -> AnyView {
    let words = move || {
        state.with(|state| match state {
            ArrivalState::Refused(error) => session.snapshot_error(error),
            ArrivalState::Unread(reason) => session.fill(msg::IMPORT_UNREAD, &[("reason", reason)]),
            ArrivalState::Queued => session.text(msg::IMPORT_QUEUED).to_owned(),
            _ => session.text(msg::IMPORT_READING).to_owned(),
        })
    };
    view! { <td role="cell" class="words" colspan="6">{move || words()}</td> }.into_any()
}

/// The possible actions on a file.
fn decision(
    table: Table,
    key: u32,
    stage: &'static str,
    state: RwSignal<ArrivalState>,
) -> Option<AnyView> {
    let session = table.session;
    let away = move |word: Message| {
        view! { <button type="button" on:click=move |_| leave(table, key, false)>{session.t(word)}</button> }
    };
    let take = move || {
        view! {
            <button type="button" class:primary=move || !table.several() id=button_id(key) data-testid="take-in"
                on:click=move |_| leave(table, key, true)>{session.t(msg::IMPORT_TAKE_IN)}</button>
        }
    };
    Some(match (stage, state.get_untracked()) {
        ("waiting", _) => view! { {take()} {away(msg::IMPORT_PUT_AWAY)} }.into_any(),
        ("failed", ArrivalState::Failed(_, reason)) => view! {
            <p class="error" role="alert">{move || session.fill(msg::IMPORT_FAILED, &[("reason", &reason)])}</p>
            {take()} {away(msg::IMPORT_PUT_AWAY)}
        }
        .into_any(),
        ("taking", _) => view! { <p>{session.t(msg::IMPORT_TAKING)}</p> }.into_any(),
        ("taken", ArrivalState::Taken(preview, import)) => {
            let contested = !preview.intake.contested.is_empty();
            view! { {taken(session, import, contested)} {away(msg::DISMISS)} }.into_any()
        }
        ("refused", _) => away(msg::DISMISS).into_any(),
        _ => return None,
    })
}

/// The actions on a file that was taken in: decide what it left contested, or
/// take it back.
fn taken(session: Session, import: String, contested: bool) -> AnyView {
    let (shown, import) = (import.clone(), StoredValue::new(import));
    let known = move || {
        let same = |it: &Import| import.with_value(|key| it.key == *key) && !it.left;
        session.imports.with(|list| list.iter().any(same))
    };
    view! {
        <p class="done" data-testid="taken-in">{session.t(msg::IMPORT_TAKEN)}</p>
        {contested.then(|| view! { <a class="button" href="#/contested">{session.t(msg::NAV_CONTESTED)}</a> })}
        <When is=move || known()>
            <button type="button" data-testid="undo-arrival"
                on:click=move |_| session.take_back(import.get_value())>{session.t(msg::UNDO_IMPORT)}</button>
        </When>
        {obstacle_to(session, shown)}
    }
    .into_any()
}

fn button_id(key: u32) -> String {
    format!("take-in-{key}")
}

/// Decides about a file and moves to the next waiting one.
fn leave(table: Table, key: u32, take_in: bool) {
    let session = table.session;
    let next = untrack(|| {
        let shown = |key: &u32| table.shown.with(|shown| shown.contains(key));
        let list = session.arrivals.get();
        let others: Vec<u32> = waiting(&list).filter(|it| *it != key && shown(it)).collect();
        others.iter().copied().find(|other| *other > key).or(others.first().copied())
    });
    if take_in {
        session.take_in(key)
    } else {
        session.put_away(key)
    }
    let last = session.arrivals.with_untracked(Vec::is_empty);
    let beyond = if last { "main" } else { "arrivals-title" };
    session::focus(&next.map_or_else(|| beyond.to_owned(), button_id));
}
