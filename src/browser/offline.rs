//! How the app came here: from a host that let the browser keep it, or from a
//! file. `public/offline.js` looks after the service worker; this asks and
//! tells it, by an attribute and two events of the page.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Event};

/// Whether the app opens without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// Not that we know: the next opening may need the host again.
    No,
    /// The browser keeps the whole app.
    Kept,
    /// It keeps a newer version as well, which waits for [`switch`].
    Newer,
    /// The app is one file on a disk and needs nobody.
    Disk,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The present state; changes with the event `revcon3-offline` of the window.
pub fn state() -> Offline {
    if from_disk() {
        return Offline::Disk;
    }
    let root = document().and_then(|document| document.document_element());
    match root.and_then(|root| root.get_attribute("data-offline")).as_deref() {
        Some("kept") => Offline::Kept,
        Some("newer") => Offline::Newer,
        _ => Offline::No,
    }
}

/// Changes to the newer version; the page starts anew.
pub fn switch() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("revcon3-switch")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Whether the app was opened as a file.
pub fn from_disk() -> bool {
    let window = web_sys::window();
    window.and_then(|window| window.location().protocol().ok()).is_some_and(|it| it == "file:")
}

/// Whether what a page from disk keeps is tied to the place of its file, as
/// in Firefox; elsewhere all pages from disk share one store.
pub fn tied_to_place() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| agent.contains("Firefox"))
}

/// Which build this is: the same files, the same name. None in development.
pub fn build() -> Option<String> {
    let meta = document()?.query_selector("meta[name=build]").ok()??;
    meta.get_attribute("content")
}

/// Calls back whenever the state has changed, from now on.
pub fn on_change(heard: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(heard).into_js_value();
    if let Some(window) = web_sys::window() {
        let heard = heard.unchecked_ref();
        let _ = window.add_event_listener_with_callback("revcon3-offline", heard);
    }
}
