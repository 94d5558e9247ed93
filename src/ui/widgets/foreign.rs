//! Texts that came from elsewhere, as they are shown: what cannot be seen is
//! named in its place, and how a wording differs from another is marked. Plain
//! functions, not components: they are used in many places.

use leptos::prelude::*;

use crate::domain::hidden::{Part, parts};
use crate::domain::words::{Mark, Piece};
use crate::i18n::{Message, msg};
use crate::session::Session;

/// A text from elsewhere: the words of others, their names, names of files.
pub fn foreign(session: Session, text: &str) -> AnyView {
    let part = |part| match part {
        Part::Text(text) => text.to_owned().into_any(),
        Part::Hidden(c) => code_point(session, c),
    };
    parts(text).into_iter().map(part).collect_view().into_any()
}

/// A character by its number, because it cannot be seen.
fn code_point(session: Session, c: char) -> AnyView {
    let code = format!("U+{:04X}", u32::from(c));
    let shown = code.clone();
    let words = move || session.fill(msg::HIDDEN_CHARACTER, &[("code", &code)]);
    view! { <span class="code-point" role="img" aria-label=words.clone() title=words>{shown}</span> }
        .into_any()
}

/// A wording with its differences marked: by the elements that mean it, by a
/// line through or below the words, and in words for who cannot see those.
pub fn marked(session: Session, pieces: &[Piece]) -> AnyView {
    let piece = |piece: &Piece| {
        let text = foreign(session, piece.text);
        match piece.mark {
            Mark::Same => text,
            Mark::Removed => {
                view! { <del>{told(session, msg::MARK_REMOVED)}{text}{ended()}</del> }.into_any()
            }
            Mark::Added => {
                view! { <ins>{told(session, msg::MARK_ADDED)}{text}{ended()}</ins> }.into_any()
            }
        }
    };
    pieces.iter().map(piece).collect_view().into_any()
}

fn told(session: Session, message: Message) -> AnyView {
    let words = move || format!(" [{} ", session.text(message));
    view! { <span class="visually-hidden">{words}</span> }.into_any()
}

fn ended() -> AnyView {
    view! { <span class="visually-hidden">"] "</span> }.into_any()
}
