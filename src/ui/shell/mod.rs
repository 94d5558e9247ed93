//! The frame of every page: header, banners, footer.

mod banners;
mod header;

use leptos::prelude::*;

use super::widgets::Keyed;
use crate::i18n::msg;
use crate::session::use_session;

pub use banners::Banners;
pub use header::{Header, language_bar};

/// The edition, and the last announcement.
#[component]
pub fn Footer() -> impl IntoView {
    let session = use_session();
    // Each message is a new element, so that it is announced and shown even if
    // its text is the same as before.
    let messages = Memo::new(move |before: Option<&Vec<String>>| {
        let text = session.announcement.get();
        let odd = before.and_then(|keys| keys.first()).is_some_and(|key| key.starts_with('1'));
        let number = if odd { '2' } else { '1' };
        if text.is_empty() { Vec::new() } else { vec![format!("{number}{text}")] }
    });
    let message =
        |key: String| view! { <p>{key.get(1..).unwrap_or_default().to_owned()}</p> }.into_any();
    view! {
        <div class="announcement" role="status" aria-live="polite" data-testid="announcement">
            <Keyed keys=messages row=Callback::new(message)/>
        </div>
        <footer class="footer">
            <p>{session.t(msg::FOOTER_PROMISE)}</p>
            <p class="print-value">{move || session.as_of()}</p>
            <p class="edition">{session.t(msg::FOOTER_EDITION)}" "<code>{crate::reference::EDITION}</code></p>
        </footer>
    }
}
