//! What has changed between two moments, two files, or a moment and a file.

mod change;
mod differences;
mod plain;
mod sides;

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::diff::Change;
use crate::i18n::msg;
use crate::session::{End, use_session};

/// The differences of the two sides, shared by all components; none while a
/// side is not chosen.
type Found = Memo<Option<Arc<Vec<Change>>>>;

/// The page.
#[component]
pub fn ComparePage() -> impl IntoView {
    let session = use_session();
    let found: Found = Memo::new(move |_| session.differences().map(Arc::new));
    view! {
        <div class="compare">
            <h1>{session.t(msg::COMPARE_TITLE)}</h1>
            <p class="lead">{session.t(msg::COMPARE_LEAD)}</p>
            <div class="compare-ends">
                {sides::side(session, End::Before)}
                <button type="button" class="swap" on:click=move |_| session.swap_sides()>
                    <span aria-hidden="true">"⇄ "</span>{session.t(msg::COMPARE_SWAP)}
                </button>
                {sides::side(session, End::After)}
            </div>
            <p class="hint">{session.t(msg::COMPARE_CLAIMED)}" "{session.t(msg::COMPARE_UNLISTED)}</p>
            {differences::result(session, found)}
        </div>
    }
}
