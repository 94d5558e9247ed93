//! The twelve questions for discussion: the answers of the State in view, and
//! those of all States in alphabetical order.

use leptos::prelude::*;

use super::passage::{passage, place};
use crate::domain::entry::field;
use crate::domain::outline::{Element, ElementKind};
use crate::domain::revision::Subject;
use crate::i18n::{Language, msg};
use crate::reference::outline;
use crate::session::{Session, Where};
use crate::ui::entry::{ContestedFields, TextField};
use crate::ui::widgets::{Quote, When, foreign, meant};

/// The questions.
pub fn questions(session: Session) -> AnyView {
    let all = outline().elements().iter();
    let asked = all.filter(|element| element.kind == ElementKind::Question);
    let intro = outline().get("Q.note").map(|element| passage(session, element));
    view! { {intro}{asked.map(|element| question(session, element)).collect_view()} }.into_any()
}

fn question(session: Session, element: &'static Element) -> AnyView {
    let subject: Option<Subject> = element.id.parse().ok();
    let key = Memo::new(move |_| Some((session.viewing.get()?, subject.clone()?)));
    let read_only = move || session.editor().is_none();
    let own = move || {
        let key = key.get()?;
        let state = session.name(key.0);
        Some(view! {
            <fieldset class="plain" disabled=move || read_only()>
                <legend class="answer-state">{session.fill(msg::ENTRY_STATE, &[("state", &state)])}</legend>
                <ContestedFields entry=key.clone() place=Where::Shared/>
                <TextField entry=key name=field::ANSWER label=msg::DOCUMENTS_ANSWER lines=3/>
            </fieldset>
        })
    };
    let translated = move || session.language.get() != Language::French;
    view! {
        <section class="question" data-id=element.id.clone()>
            <h2><span class="question-number">{element.marker.clone()}" "</span>{move || asked(session, element)}</h2>
            <When is=move || translated()>
                <blockquote class="quote" lang="fr" dir="ltr"><Quote element=element/></blockquote>
            </When>
            {element.anomalies.iter().map(|wrong| meant(session, &wrong.emended)).collect_view()}
            {place(session, element)}
            {own}
            {move || answers(session, element)}
        </section>
    }
    .into_any()
}

/// The question in the language of the page; in French it is a quotation.
fn asked(session: Session, element: &'static Element) -> AnyView {
    match session.language.get() {
        Language::French => view! { <span lang="fr"><Quote element=element/></span> }.into_any(),
        _ => session.element_text(element).into_any(),
    }
}

/// The answers of all States.
fn answers(session: Session, element: &'static Element) -> AnyView {
    let Ok(subject) = element.id.parse::<Subject>() else { return ().into_any() };
    let said = session.desk.with(|desk| {
        let ledger = desk.ledger();
        let answer = |code| {
            let entry = ledger.entry(&(code, subject.clone()));
            let field = entry.field(field::ANSWER)?;
            let values = field.alternatives.iter().filter_map(|it| it.value.as_text());
            let values: Vec<String> = values.map(str::to_owned).collect();
            (!values.is_empty()).then_some((code, values))
        };
        ledger.participants().into_iter().filter_map(answer).collect::<Vec<_>>()
    });
    if said.is_empty() {
        return view! { <p class="hint">{session.text(msg::DOCUMENTS_NO_ANSWER)}</p> }.into_any();
    }
    let line = |(name, code)| {
        let values = said.iter().find(|(known, _)| *known == code).map(|(_, values)| values);
        let value = |value: &String| {
            view! { <dd dir="auto">{foreign(session, value)}</dd> }
        };
        let values = values.into_iter().flatten().map(value).collect_view();
        view! { <dt>{name}</dt>{values} }
    };
    let named = session.named(said.iter().map(|(code, _)| *code));
    view! {
        <details class="answers">
            <summary>{session.count_of(msg::DOCUMENTS_ANSWERS, said.len())}</summary>
            <dl>{named.into_iter().map(line).collect_view()}</dl>
        </details>
    }
    .into_any()
}
