//! The number of cases, the filter by State, and the grouping.

use leptos::prelude::*;

use super::list::{BEGIN, COUNT, List, states};
use crate::domain::participant::ParticipantCode;
use crate::i18n::{Message, msg};
use crate::session::{use_session, use_views};
use crate::ui::widgets::When;
use crate::view::contests::Grouping;

/// Counts, filter, grouping, and the button to begin.
#[component]
pub fn Bar(list: List) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let count = list.count();
    let fields = move || views.contests.with(|contests| contests.len());
    let some = move || fields() > 0;
    let words = move || {
        let states = views.contests.with(|contests| states(contests).len());
        let (fields, states) = (
            session.count_of(msg::DESK_COUNT, fields()),
            session.count_of(msg::DESK_STATES, states),
        );
        format!("{fields} · {states}")
    };
    view! {
        <div class="desk-bar">
            <p id=COUNT tabindex="-1" class="desk-count"><When is=some>{move || words()}</When></p>
            <When is=some><StateFilter/><Groupings/></When>
        </div>
        <When is=move || { count.get() > 0 && !session.is_copy() }>
            <p class="desk-begin">
                <button type="button" id=BEGIN class="primary" on:click=move |_| list.focus(0)>{session.t(msg::DESK_BEGIN)}</button>
                <span class="hint" id="contested-keys">{session.t(msg::DESK_KEYS)}</span>
            </p>
        </When>
    }
}

/// The filter of contested fields by State.
#[component]
fn StateFilter() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let only = move || session.deciding.with(|choice| choice.only);
    let options = move || {
        let contests = views.contests.get();
        let of = |code| contests.iter().filter(|((known, _), _)| *known == code).count();
        let option = |(name, code): (String, ParticipantCode)| {
            let count = session.number(u32::try_from(of(code)).unwrap_or(u32::MAX));
            view! { <option value=code.to_string() prop:selected=only() == Some(code)>{format!("{name} ({count})")}</option> }
        };
        // The chosen State stays an option after its last case is decided.
        let mut codes = states(&contests);
        codes.extend(only().filter(|code| !codes.contains(code)));
        session.named(codes).into_iter().map(option).collect_view()
    };
    let choose = move |code: String| {
        session.sift(session.deciding.with_untracked(|choice| choice.by), code.parse().ok());
    };
    view! {
        <label class="desk-state"><span>{session.t(msg::DESK_STATE)}</span>
            <select id="contested-state" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=move || only().is_none()>{session.t(msg::DESK_ALL_STATES)}</option>
                {options}
            </select>
        </label>
    }
}

/// The grouping of the cases.
#[component]
fn Groupings() -> impl IntoView {
    let session = use_session();
    let button = move |by: Grouping, name: Message| {
        let pressed = move || session.deciding.with(|choice| choice.by == by).to_string();
        let choose =
            move |_| session.sift(by, session.deciding.with_untracked(|choice| choice.only));
        view! { <button type="button" class="chip" aria-pressed=pressed on:click=choose>{session.t(name)}</button> }
    };
    view! {
        <div class="chips" role="group" aria-label=session.t(msg::DESK_GROUP)>
            {button(Grouping::State, msg::DESK_BY_STATE)}
            {button(Grouping::Element, msg::DESK_BY_ELEMENT)}
        </div>
    }
}
