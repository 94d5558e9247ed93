//! A page on which nothing is yet: why, and the step that fills it.

use leptos::prelude::*;

use crate::i18n::{Message, msg};
use crate::session::Session;

/// What is missing, and the way to open the snapshots of others.
pub fn empty(session: Session, message: Message) -> AnyView {
    view! {
        <div class="empty">
            <p>{session.t(message)}</p>
            {open_snapshots(session)}
        </div>
    }
    .into_any()
}

/// The way to open the snapshots of others.
pub fn open_snapshots(session: Session) -> AnyView {
    view! { <p><a class="button primary" href="#/exchange">{session.t(msg::IMPORT_TITLE)}</a></p> }
        .into_any()
}
