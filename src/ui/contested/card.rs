//! One case: the field, its values side by side, and the actions, by mouse and
//! by keyboard.

use leptos::prelude::*;

use super::list::List;
use super::sides::SideBySide;
use super::third::third;
use crate::domain::field;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::session::{Session, Where, use_session};
use crate::view::contests::{Case, Step};

/// A case.
#[component]
pub fn CaseCard(case: Case, list: List) -> impl IntoView {
    let session = use_session();
    let stored = StoredValue::new(case);
    let sides = Memo::new(move |_| {
        session.desk.with(|desk| stored.with_value(|case| case.sides(desk.ledger())))
    });
    let keep = Callback::new(move |value| list.decide(&stored.get_value(), value, None));
    let values = move || {
        let (case, sides) = (stored.get_value(), sides.get());
        view! { <SideBySide case=case place=Where::Shared sides=sides keep=keep/> }
    };
    let writing = Memo::new(move |_| {
        stored.with_value(|case| list.writing.with(|writing| writing.contains(case)))
    });
    let press = move |event| {
        stored.with_value(|case| sides.with_untracked(|sides| list.press(&event, case, sides)));
    };
    let below = move || match writing.get() {
        true => third(session, list, stored.get_value()),
        // A copy is only read.
        false if session.is_copy() => ().into_any(),
        false => buttons(session, list, stored),
    };
    let id = stored.with_value(Case::id);
    let kind = id.split('/').next().unwrap_or_default().to_owned();
    let title_id = format!("{id}/title");
    let heading_id = title_id.clone();
    let title = move || stored.with_value(|case| session.case_words(msg::DESK_CASE, case));
    view! {
        <article class="case" id=id tabindex="-1" aria-labelledby=title_id
            data-testid="case" data-kind=kind on:keydown=press>
            <h3 id=heading_id>{title}</h3>
            {element_link(session, &stored.get_value())}
            {values}
            {below}
        </article>
    }
}

/// The element, as a link to its entry.
fn element_link(session: Session, case: &Case) -> AnyView {
    let (code, subject) = case.key.clone();
    let href = format!("#/plan/{subject}");
    let id = subject.to_string();
    let text = move || outline().get(&id).map(|element| session.element_label(element));
    view! {
        <p class="case-element"><a href=href on:click=move |_| session.look_at(code)>
            <span class="case-id">{subject.to_string()}</span>" "<span class="case-text">{text}</span></a></p>
    }
    .into_any()
}

/// The buttons to write another value or to skip the case.
fn buttons(session: Session, list: List, case: StoredValue<Case>) -> AnyView {
    let code = case.with_value(|case| case.key.0);
    let write = move |_| case.with_value(|case| list.write(case));
    let go = move |step| case.with_value(|case| list.go(case, step));
    let step = |message: Message, step: Step, key: &'static str| {
        view! {
            <button type="button" class="quiet" aria-keyshortcuts=key on:click=move |_| go(step)>{session.t(message)}</button>
        }
    };
    // Unknown fields can be kept but not written.
    let known = case.with_value(|case| field::is_known(case.name.as_str()));
    let decide = move || known && session.may_decide(code);
    view! {
        <div class="button-pair case-buttons">
            <button type="button" aria-keyshortcuts="+" disabled=move || !decide() on:click=write>{session.t(msg::DESK_OTHER)}</button>
            {step(msg::DESK_LATER, Step::Next, "0 ArrowRight")}
            {step(msg::NEIGHBOUR_BEFORE, Step::Previous, "ArrowLeft")}
        </div>
    }
    .into_any()
}
