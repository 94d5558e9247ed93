//! The page itself: address, title, language, focus, leaving.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// The hash of the address.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to a hash, adding a history entry.
pub fn go(hash: &str) {
    if let Some(window) = window() {
        // Setting a hash never fails.
        let _ = window.location().set_hash(hash);
    }
}

/// Scrolls to the top of a new page and moves the focus there.
pub fn to_top() {
    let main = document().and_then(|document| document.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        let _ = main.focus();
    }
    // Last, because moving the focus scrolls.
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Calls back on every event of this name at the window, until the page is closed.
pub fn on(event: &str, heard: impl Fn(web_sys::Event) + 'static) {
    let heard = Closure::<dyn Fn(web_sys::Event)>::new(heard).into_js_value();
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback(event, heard.unchecked_ref());
    }
}

/// Calls back once after a delay.
pub fn later(milliseconds: i32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    if let Some(window) = window() {
        let then = then.unchecked_ref();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then, milliseconds);
    }
}

/// Waits.
pub async fn pause(milliseconds: i32) {
    let waited = Promise::new(&mut |resolve, _| {
        later(milliseconds, move || drop(resolve.call0(&JsValue::NULL)))
    });
    // This promise is never rejected.
    let _ = JsFuture::from(waited).await;
}

/// Undo or redo, as requested by the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoKey {
    /// Ctrl+Z or Command+Z.
    Undo,
    /// Ctrl+Y, Ctrl+Shift+Z or their like with Command.
    Redo,
}

/// The undo key that was pressed, unless the focus is in a field with its own undo.
pub fn undo_key(event: &web_sys::Event) -> Option<UndoKey> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    if is_in_text(event) || !(key.ctrl_key() || key.meta_key()) || key.alt_key() {
        return None;
    }
    let asked = match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
        ("z", false) => UndoKey::Undo,
        ("z", true) | ("y", false) => UndoKey::Redo,
        _ => return None,
    };
    event.prevent_default();
    Some(asked)
}

/// Whether the event comes from a field in which a person types.
pub fn is_in_text(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let typed_in = "input:not([type=radio]), textarea";
    target.is_some_and(|target| target.matches(typed_in).unwrap_or(false))
}

/// Whether the system prefers a dark page.
pub fn prefers_dark() -> bool {
    let query = window().map(|window| window.match_media("(prefers-color-scheme: dark)"));
    matches!(query, Some(Ok(Some(list))) if list.matches())
}

/// The languages the browser prefers, best first.
pub fn preferred_languages() -> Vec<String> {
    let languages = window().map(|window| window.navigator().languages());
    languages.iter().flat_map(|list| list.iter()).filter_map(|tag| tag.as_string()).collect()
}

/// The language in the address: `?lang=ar`.
pub fn asked_language() -> Option<String> {
    let search = window()?.location().search().ok()?;
    let parts = search.trim_start_matches('?').split('&').map(str::to_owned);
    parts.filter_map(|part| Some(part.strip_prefix("lang=")?.to_owned())).next()
}

/// Puts the language into the address, so that people who receive it see the
/// same language.
pub fn ask_for_language(tag: &str) {
    let Some(window) = window() else { return };
    let address = format!("?lang={tag}{}", hash());
    if let Ok(history) = window.history() {
        // Browsers may refuse this for a file on disk; nothing is lost.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Runs asynchronous work in the background.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

/// Shows in place of the app that it cannot start, in several languages, each
/// with its tag.
pub fn show_failure(words: &[(&str, &str)]) {
    let Some(document) = document() else { return };
    let Ok(Some(place)) = document.query_selector("#skeleton main") else { return };
    place.set_text_content(None);
    for (tag, words) in words {
        if let Ok(line) = document.create_element("p") {
            line.set_text_content(Some(words));
            // Valid attribute names on a new element: neither call fails.
            let _ = line.set_attribute("lang", tag);
            let _ = line.set_attribute("dir", "auto");
            let _ = place.append_child(&line);
        }
    }
}

/// Sets the title, language and writing direction of the page.
pub fn describe(title: &str, language: &str, direction: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        // Setting an attribute with a valid name never fails.
        let _ = root.set_attribute("lang", language);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Sets the header and footer of printed pages, for browsers that support it.
pub fn describe_print(head: &str, foot: &str) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let Ok(root) = root.dyn_into::<HtmlElement>() else { return };
    for (name, words) in [("--page-head", head), ("--page-foot", foot)] {
        let quoted = format!("\"{}\"", words.replace(['"', '\\', '\n'], " "));
        // A custom property accepts any text.
        let _ = root.style().set_property(name, &quoted);
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = window() {
        // Fails only where printing is forbidden.
        let _ = window.print();
    }
}

/// Sets the light or dark theme, or follows the system.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Removes the skeleton that was shown while the app loaded.
pub fn remove_skeleton() {
    if let Some(skeleton) = document().and_then(|d| d.get_element_by_id("skeleton")) {
        skeleton.remove();
    }
}

/// Moves the focus to the element with this id and scrolls to it.
pub fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        scroll_to(&element);
    }
}

/// Moves the focus to the element with this id if no element has it, because the one that had it is
/// gone. Otherwise the keyboard would begin at the top of the page.
pub fn catch_focus(id: &str) {
    let holder = document().and_then(|document| document.active_element());
    if holder.is_none_or(|holder| holder.tag_name() == "BODY") {
        focus(id);
    }
}

/// Whether there is an element with this id.
pub fn has(id: &str) -> bool {
    document().is_some_and(|document| document.get_element_by_id(id).is_some())
}

/// Whether the event comes from a field in which a person types or chooses.
pub fn in_field(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.matches("input, select, textarea").unwrap_or(false))
}

/// Scrolls to the element with this id without moving the focus.
pub fn reveal(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        scroll_to(&element);
    }
}

fn scroll_to(element: &web_sys::Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}

/// Makes the browser ask for confirmation before the page is left.
pub fn ask_before_leaving(event: &web_sys::Event) {
    event.prevent_default();
    // Older browsers ask only if a return value is set.
    let _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
}

/// Asks the browser, once, not to evict the stored data. Its answer is ignored.
pub fn ask_once_for_persistence() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    let Some(navigator) = window().map(|window| window.navigator()) else { return };
    // Insecure pages have no storage manager.
    let able = js_sys::Reflect::has(&navigator, &"storage".into()).unwrap_or(false);
    if able
        && !ASKED.swap(true, Ordering::Relaxed)
        && let Ok(answer) = navigator.storage().persist()
    {
        spawn(async {
            let _ = JsFuture::from(answer).await;
        });
    }
}
