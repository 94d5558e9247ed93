//! Displays texts from elsewhere: names invisible characters, and marks
//! differences of wording. Plain functions instead of components, because they
//! are used in many places.

use leptos::prelude::*;

use crate::domain::hidden::{Part, parts};
use crate::domain::words::{Mark, Piece};
use crate::i18n::{Message, msg};
use crate::session::Session;

/// A text from elsewhere: values, names of authors and of files.
pub fn foreign(session: Session, text: &str) -> AnyView {
    let part = |part| match part {
        Part::Text(text) => text.to_owned().into_any(),
        Part::Hidden(c) => code_point(session, c),
    };
    parts(text).into_iter().map(part).collect_view().into_any()
}

/// The code point of an invisible character.
fn code_point(session: Session, c: char) -> AnyView {
    let code = format!("U+{:04X}", u32::from(c));
    let shown = code.clone();
    let words = move || session.fill(msg::HIDDEN_CHARACTER, &[("code", &code)]);
    view! { <span class="code-point" role="img" aria-label=words.clone() title=words>{shown}</span> }
        .into_any()
}

/// A wording with its differences marked: by semantic elements, by a line
/// through or below the words, and in words for screen readers.
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
