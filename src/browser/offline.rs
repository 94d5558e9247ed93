//! How the app was loaded: from a host and cached by the browser, or from a
//! file on disk. `public/offline.js` handles the service worker; this module
//! communicates with it through an attribute and two events.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Event};

/// Whether the app opens without a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// Not as far as known: the next start may need the host.
    No,
    /// The browser has cached the whole app.
    Kept,
    /// It has also cached a newer version, which waits for [`switch`].
    Newer,
    /// The app is a single file on disk and needs no host.
    Disk,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The current state; the window event `revcon3-offline` signals changes.
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

/// Switches to the newer version; reloads the page.
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

/// Whether the storage of a page from disk depends on the path of its file, as
/// in Firefox; in other browsers all pages from disk share one storage.
pub fn tied_to_place() -> bool {
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    agent.is_some_and(|agent| agent.contains("Firefox"))
}

/// The build name: equal for equal files. None in development.
pub fn build() -> Option<String> {
    let meta = document()?.query_selector("meta[name=build]").ok()??;
    meta.get_attribute("content")
}

/// Calls back on every change of the state from now on.
pub fn on_change(heard: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(heard).into_js_value();
    if let Some(window) = web_sys::window() {
        let heard = heard.unchecked_ref();
        let _ = window.add_event_listener_with_callback("revcon3-offline", heard);
    }
}
