//! Receives files: chosen, dropped, or pasted as text.

use leptos::prelude::*;

use crate::i18n::msg;
use crate::session::{chosen, use_session};

/// The form for receiving files.
#[component]
pub fn Receive() -> impl IntoView {
    let session = use_session();
    let text = RwSignal::new(String::new());
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        session.receive_text(std::mem::take(&mut *text.write()));
    };
    view! {
        <section class="receive" aria-labelledby="receive-title">
            <h2 id="receive-title">{session.t(msg::IMPORT_TITLE)}</h2>
            <div class="drop" class:over=move || session.dragging.get()>
                <label for="import-file">{session.t(msg::IMPORT_LABEL)}</label>
                <input id="import-file" type="file" multiple accept=".json,application/json"
                    on:change=move |event| session.receive(chosen(&event))/>
                <p class="hint">{session.t(msg::IMPORT_HINT)}</p>
            </div>
            <details class="paste">
                <summary>{session.t(msg::PASTE_TITLE)}</summary>
                <form on:submit=read>
                    <label for="paste-text">{session.t(msg::PASTE_LABEL)}</label>
                    <p class="hint" id="paste-hint">{session.t(msg::PASTE_HINT)}</p>
                    <textarea id="paste-text" rows="5" dir="ltr" spellcheck="false"
                        aria-describedby="paste-hint" bind:value=text></textarea>
                    <button type="submit" data-testid="paste-read">{session.t(msg::PASTE_READ)}</button>
                </form>
            </details>
        </section>
    }
}
