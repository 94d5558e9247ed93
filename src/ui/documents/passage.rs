//! A passage of the source: the French text verbatim, its translation, and its
//! place in the source.

use leptos::prelude::*;

use crate::domain::outline::{Element, ElementKind};
use crate::i18n::{Language, msg};
use crate::session::Session;
use crate::ui::widgets::{Quote, When, meant};

/// The passage, as a heading if it is one in the source.
pub fn passage(session: Session, element: &'static Element) -> AnyView {
    use ElementKind::{Document, Heading, Part, Topic};
    let heads = matches!(element.kind, Document | Heading | Part | Topic);
    let translated = move || session.language.get() != Language::French;
    view! {
        <div class="passage" class:passage-head=heads data-id=element.id.clone()>
            {move || translation(session, element, heads)}
            <When is=move || translated() || !heads>
                <blockquote class="quote" lang="fr" dir="ltr"><Quote element=element/></blockquote>
            </When>
            {element.anomalies.iter().map(|wrong| meant(session, &wrong.emended)).collect_view()}
            {place(session, element)}
        </div>
    }
    .into_any()
}

/// The text in the language of the page. In French only headings, because the
/// quotation shows the rest.
fn translation(session: Session, element: &'static Element, heads: bool) -> AnyView {
    let text = session.element_text(element);
    match (heads, session.language.get()) {
        (true, Language::French) => {
            view! { <h2 class="quote" lang="fr"><Quote element=element/></h2> }.into_any()
        }
        (true, _) => view! { <h2>{text}</h2> }.into_any(),
        (false, Language::French) => ().into_any(),
        (false, _) => view! { <p class="translation">{text}</p> }.into_any(),
    }
}

/// The place of the passage in the source, and its id.
pub fn place(session: Session, element: &'static Element) -> AnyView {
    let lines: Vec<_> = element.source_lines.iter().map(u32::to_string).collect();
    let place = move || session.fill(msg::SOURCE_PLACE, &[("lines", &session.list(&lines))]);
    view! {
        <p class="source-place"><bdi dir="ltr">{element.id.clone()}</bdi>" · "{place}</p>
    }
    .into_any()
}
