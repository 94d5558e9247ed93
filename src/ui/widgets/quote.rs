//! The French text of the source verbatim, with its errors marked and
//! superscripts raised.

use leptos::prelude::*;

use crate::domain::outline::Element;
use crate::i18n::msg;
use crate::session::Session;

/// The text with every error of the source marked.
#[component]
pub fn Quote(element: &'static Element) -> impl IntoView {
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

/// The intended words for an error of the source.
pub fn meant(session: Session, emended: &'static str) -> AnyView {
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
