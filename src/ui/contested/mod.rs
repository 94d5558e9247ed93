//! Everything to decide, in one list: contested fields, and values that others
//! wrote on behalf of a State.

mod bar;
mod card;
mod list;
mod sides;
mod third;

use leptos::prelude::*;

use self::bar::Bar;
use self::card::CaseCard;
use self::list::List;
pub use self::sides::SideBySide;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Subject;
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{Session, later, use_session, use_views};
use crate::ui::widgets::{Keyed, When};
use crate::view::contests::{Case, Head, PAGE, lines};

/// The page.
#[component]
pub fn ContestedPage() -> impl IntoView {
    let session = use_session();
    let list = List::new(session, use_views());
    let keys = Memo::new(move |_| {
        let most = session.deciding.with(|choice| choice.most);
        list.groups.with(|groups| lines(groups, most))
    });
    let row = move |id: String| match Case::from_id(&id) {
        Some(case) => view! { <CaseCard case=case list=list/> }.into_any(),
        None => heading(session, list, &id),
    };
    let views = use_views();
    let some = move || !session.is_copy() && views.contests.with(|contests| !contests.is_empty());
    let empty = Memo::new(move |_| keys.with(Vec::is_empty));
    view! {
        <div class="contested-page">
            <h1>{session.t(msg::DESK_TITLE)}</h1>
            <When is=some><p class="lead">{session.t(msg::DESK_LEAD)}</p></When>
            <Bar list=list/>
            <div class="cases" data-testid="cases"><Keyed keys=keys row=Callback::new(row)/></div>
            {move || if empty.get() { nothing(session).into_any() } else { foot(session, list) }}
        </div>
    }
}

/// What the following cases have in common, and their number.
fn heading(session: Session, list: List, id: &str) -> AnyView {
    let Some(head) = Head::from_id(id) else { return ().into_any() };
    let same = head.clone();
    let count = Memo::new(move |_| {
        list.groups.with(|groups| {
            let group = groups.iter().find(|group| group.head == same);
            group.map_or(0, |group| group.cases.len())
        })
    });
    let words = match head {
        Head::OnBehalf(code) => return behalf_heading(session, list, code),
        Head::State(code) => (move || session.name(code)).into_any(),
        Head::Subject(subject) => element_words(session, &subject),
    };
    let count = move || session.count_of(msg::DESK_COUNT, count.get());
    view! { <h2>{words}" "<small>{count}</small></h2> }.into_any()
}

/// The heading of the values that others wrote on behalf of a State.
fn behalf_heading(session: Session, list: List, code: ParticipantCode) -> AnyView {
    let state = move || session.fill(msg::BEHALF_TITLE, &[("state", &session.name(code))]);
    view! {
        <h2>{state}</h2>
        <p class="hint">{session.t(msg::BEHALF_TEXT)}</p>
        <button type="button" on:click=move |_| list.accept_all()>{session.t(msg::BEHALF_ACCEPT_ALL)}</button>
    }
    .into_any()
}

/// An element as a heading: its id and the beginning of its text.
fn element_words(session: Session, subject: &Subject) -> AnyView {
    let id = subject.to_string();
    let text = move |id: &str| outline().get(id).map(|element| session.element_label(element));
    let shown = id.clone();
    view! { <span class="case-id">{id}</span>" "<span class="case-text">{move || text(&shown)}</span> }
        .into_any()
}

/// Nothing to decide: suggests what to do next.
fn nothing(session: Session) -> AnyView {
    let only = session.deciding.get().only;
    let words = move || match only {
        Some(code) => session.fill(msg::DESK_EMPTY_STATE, &[("state", &session.name(code))]),
        None => session.text(msg::DESK_EMPTY).to_owned(),
    };
    let by = session.deciding.get_untracked().by;
    view! {
        <div class="empty" data-testid="nothing-contested">
            <p>{words}</p>
            {match only {
                Some(_) => view! {
                    <button type="button" on:click=move |_| session.sift(by, None)>{session.t(msg::DESK_SHOW_ALL)}</button>
                }.into_any(),
                None => view! {
                    <p>{session.t(msg::DESK_EMPTY_NEXT)}</p>
                    <a class="button" href="#/exchange">{session.t(msg::NAV_EXCHANGE)}</a>
                }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// Below the shown cases: a button for more, or the end.
fn foot(session: Session, list: List) -> AnyView {
    let count = list.count();
    let left = move || {
        let most = session.deciding.with(|choice| choice.most);
        count.get().saturating_sub(most)
    };
    let more = move |_| {
        let most = session.deciding.with_untracked(|choice| choice.most);
        session.show_case(most);
        later(0, move || list.focus(most));
    };
    let words = move || session.count_of(msg::DESK_MORE, left().min(PAGE));
    let end = move || session.count_of(msg::DESK_END, count.get());
    view! {
        <When is=move || { left() > 0 }>
            <button type="button" class="more" on:click=more>{words}</button>
        </When>
        <When is=move || left() == 0>
            <p class="desk-end">{end}" "
                <button type="button" id=list::END on:click=move |_| list.focus(0)>{session.t(msg::DESK_FIRST)}</button></p>
        </When>
    }
    .into_any()
}
