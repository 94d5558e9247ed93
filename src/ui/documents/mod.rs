//! The rest of the source, beside the plans and the calendar. Each passage has
//! its place in the source and, in languages other than French, an unofficial
//! translation.

mod guide;
mod passage;
mod questions;

use leptos::prelude::*;

use crate::i18n::{Language, msg};
use crate::reference::outline;
use crate::route::{Page, Text};
use crate::session::{Session, text_message, use_session};
use crate::ui::widgets::{When, subpages};

/// The page, with one of the texts.
#[component]
pub fn DocumentsPage(text: Text) -> impl IntoView {
    let session = use_session();
    let translated = move || session.language.get() != Language::French;
    let texts = Text::ALL.map(|text| (Page::Documents(text), text_message(text)));
    let body = match text {
        Text::Questions => questions::questions(session),
        Text::Declaration => passages(session, "DECL"),
        Text::Topics => passages(session, "GIA"),
        Text::Decision => decision(session),
        Text::Guide => guide::guide(session),
    };
    view! {
        <div class="documents">
            <h1>{session.t(text_message(text))}</h1>
            {subpages(session, msg::NAV_DOCUMENTS, &Page::Documents(text), texts)}
            <When is=move || translated() && text != Text::Guide>
                <p class="unofficial">{session.t(msg::SOURCE_UNOFFICIAL)}</p>
            </When>
            {body}
        </div>
    }
}

/// All passages of a part of the source, in order.
fn passages(session: Session, part: &str) -> AnyView {
    let Some(part) = outline().get(part) else { return ().into_any() };
    let all = outline().subtree(part).map(|element| passage::passage(session, element));
    view! { <div class="passages">{all.collect_view()}</div> }.into_any()
}

/// Decision 1/18, and the element of the plan that refers to it.
fn decision(session: Session) -> AnyView {
    let about = outline().get("PoA.1.c.1").map(|element| {
        view! {
            <p class="decision-plan">
                {session.t(msg::DOCUMENTS_TAKEN_UP)}" "
                <a href=format!("#/plan/{}", element.id)>
                    <bdi dir="ltr">{element.id.clone()}</bdi>" "{move || session.element_label(element)}
                </a>
            </p>
        }
    });
    view! { {about}{passages(session, "DEC")} }.into_any()
}
