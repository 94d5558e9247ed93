//! What the source says: the French to the letter, its errors marked, and in
//! other languages an unofficial working translation beside it.

use leptos::prelude::*;

use crate::domain::outline::Element;
use crate::i18n::{Language, msg};
use crate::reference::outline;
use crate::session::{Session, use_session};
use crate::ui::widgets::When;

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
                    .then(|| view! { <bdi dir="ltr">{element.marker.clone()}</bdi>" " })}
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

/// The text with every error of the source marked.
#[component]
fn Quote(element: &'static Element) -> impl IntoView {
    let piece = move |piece: Piece| match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Superscript(text) => view! { <sup>{text}</sup> }.into_any(),
        Piece::Wrong(text) => {
            view! { <span class="sic">{text}" "<span class="sic-mark">"[sic]"</span></span> }
                .into_any()
        }
    };
    pieces(element).into_iter().map(piece).collect_view()
}

/// What an error of the source was evidently meant to be.
fn meant(session: Session, emended: &'static str) -> AnyView {
    let words = move || session.fill(msg::SIC_MEANT, &[("text", emended)]);
    view! { <p class="sic-meant">{move || words()}</p> }.into_any()
}

enum Piece {
    Plain(&'static str),
    /// The source writes `3^e` for a raised e.
    Superscript(&'static str),
    /// An error of the source.
    Wrong(&'static str),
}

fn pieces(element: &'static Element) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest: &'static str = &element.fr;
    loop {
        let found = element
            .anomalies
            .iter()
            .filter_map(|wrong| Some((rest.find(wrong.quote.as_str())?, wrong)));
        let Some((start, wrong)) = found.min_by_key(|(start, _)| *start) else {
            break;
        };
        let (before, from) = rest.split_at(start);
        let (quote, after) = from.split_at(wrong.quote.len());
        pieces.extend(raised(before));
        pieces.push(Piece::Wrong(quote));
        rest = after;
    }
    pieces.extend(raised(rest));
    pieces
}

/// Splits at `^e`, the only superscript of the source.
fn raised(text: &'static str) -> Vec<Piece> {
    let mut parts = text.split("^e");
    let mut pieces: Vec<Piece> = parts.next().map(Piece::Plain).into_iter().collect();
    for part in parts {
        pieces.push(Piece::Superscript("e"));
        pieces.push(Piece::Plain(part));
    }
    pieces
}
