//! The text of the source: French verbatim with its errors marked, and in other
//! languages an unofficial working translation.

use leptos::prelude::*;

use crate::domain::outline::Element;
use crate::i18n::{Language, msg};
use crate::reference::outline;
use crate::session::use_session;
use crate::ui::widgets::{Quote, When, meant};

/// Path, text, translation and place of an element.
#[component]
pub fn Source(element: &'static Element) -> impl IntoView {
    let session = use_session();
    let french = move || session.language.get() == Language::French;
    let translation = move || session.element_text(element);
    let lines: Vec<_> = element.source_lines.iter().map(u32::to_string).collect();
    let place = move || session.fill(msg::SOURCE_PLACE, &[("lines", &session.list(&lines))]);
    view! {
        <div class="source">
            <a class="back" href="#/plan">{session.t(msg::BACK_TO_PLAN)}</a>
            <Path element=element/>
            <h2 id="entry-title" class="entry-title" tabindex="-1">
                <span class="entry-id">{element.id.clone()}</span>
                <When is=move || !french()>
                    <span class="translation">{move || translation()}</span>
                </When>
                <When is=move || french()>
                    <span class="quote" lang="fr" dir="ltr"><Quote element=element/></span>
                </When>
            </h2>
            <When is=move || !french()>
                <p class="unofficial">{session.t(msg::SOURCE_UNOFFICIAL)}</p>
                <blockquote class="quote" lang="fr" dir="ltr"><Quote element=element/></blockquote>
            </When>
            {element.anomalies.iter().map(|wrong| meant(session, &wrong.emended)).collect_view()}
            <p class="source-place">{move || place()}</p>
        </div>
    }
}

/// The headings above the element.
#[component]
fn Path(element: &'static Element) -> impl IntoView {
    let session = use_session();
    let mut above: Vec<&'static Element> = outline().ancestors(element).collect();
    above.pop(); // the document itself
    above.reverse();
    let step = move |element: &'static Element| {
        view! {
            <li><a href=format!("#/plan/{}", element.id)>
                {(!element.marker.is_empty())
                    .then(|| view! { <bdi>{element.marker.clone()}</bdi>" " })}
                {move || session.element_label(element)}
            </a></li>
        }
    };
    (!above.is_empty()).then(|| {
        view! {
            <nav class="path" aria-label=session.t(msg::PATH)>
                <ol>{above.into_iter().map(step).collect_view()}</ol>
            </nav>
        }
    })
}
