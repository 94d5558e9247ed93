//! Ways to save a text: a file that the person picks, the browser's downloads,
//! the clipboard. Does not know what the text is, nor which way is tried first.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error::BrowserError;

/// The result of asking the person for a file.
#[derive(Clone, Debug)]
pub enum Picked {
    /// The person chose a file, which is now empty.
    File(PickedFile),
    /// The person cancelled.
    Cancelled,
    /// This browser has no file picker.
    Missing,
    /// The picker failed; the browser's message.
    Failed(String),
}

/// A file that the person chose for writing.
#[derive(Clone, Debug)]
pub struct PickedFile(JsValue);

/// Asks the person where to save. The file picker API is not stable in web-sys,
/// so its methods are called by name.
pub async fn pick(name: &str, kind: &str, extension: &str) -> Picked {
    let Some(window) = web_sys::window() else {
        return Picked::Missing;
    };
    if !Reflect::has(&window, &"showSaveFilePicker".into()).unwrap_or(false) {
        return Picked::Missing;
    }
    let answer = match options(name, kind, extension) {
        Ok(options) => call(&window, "showSaveFilePicker", &options).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(handle) => Picked::File(PickedFile(handle)),
        Err(error) if text_of(&error, "name") == "AbortError" => Picked::Cancelled,
        Err(error) => Picked::Failed(BrowserError::from(error).to_string()),
    }
}

impl PickedFile {
    /// The file name that the person chose.
    pub fn name(&self) -> String {
        text_of(&self.0, "name")
    }

    /// Writes the text; returns once the file is complete.
    ///
    /// # Errors
    /// The browser's message. The file is then unchanged: the browser writes to
    /// a temporary file and moves it into place at the end.
    pub async fn write(&self, text: &str) -> Result<(), String> {
        let written = async {
            let stream = call(&self.0, "createWritable", &JsValue::UNDEFINED).await?;
            call(&stream, "write", &JsValue::from_str(text)).await?;
            call(&stream, "close", &JsValue::UNDEFINED).await
        };
        written.await.map(drop).map_err(|error| BrowserError::from(error).to_string())
    }
}

fn options(name: &str, kind: &str, extension: &str) -> Result<JsValue, JsValue> {
    let accept = Object::new();
    Reflect::set(&accept, &kind.into(), &Array::of1(&extension.into()))?;
    let types = Object::new();
    Reflect::set(&types, &"accept".into(), &accept)?;
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    Reflect::set(&options, &"types".into(), &Array::of1(&types))?;
    Ok(options.into())
}

/// Calls a method by name and awaits its promise.
async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let promise = Promise::resolve(&method.call1(object, argument)?);
    JsFuture::from(promise).await
}

fn text_of(object: &JsValue, member: &str) -> String {
    Reflect::get(object, &member.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// Starts a download of the bytes. A page cannot know whether it succeeds.
///
/// # Errors
/// The browser's message, if it refuses.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), String> {
    offer(name, kind, bytes).map_err(|error| BrowserError::from(error).to_string())
}

fn offer(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    hand_over(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

/// Starts a download of a blob.
///
/// # Errors
/// The browser's message, if it refuses.
pub fn download_blob(name: &str, blob: &Blob) -> Result<(), String> {
    hand_over(name, blob).map_err(|error| BrowserError::from(error).to_string())
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    // By name, so that an exception is returned as an error instead of a panic.
    let click: Function = Reflect::get(&link, &"click".into())?.dyn_into()?;
    click.call0(&link)?;
    // Revoking at once would cancel the download in some browsers.
    let revoke = Closure::once_into_js(move || Url::revoke_object_url(&address));
    if let Some(window) = web_sys::window() {
        window.set_timeout_with_callback_and_timeout_and_arguments_0(
            revoke.unchecked_ref(),
            60_000,
        )?;
    }
    Ok(())
}

/// Copies a text to the clipboard; returns whether that worked.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Insecure pages have no clipboard.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    call(&clipboard, "writeText", &JsValue::from_str(text)).await.is_ok()
}

/// Selects the content of the text area with this id, for the person to copy.
pub fn select(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(area) = document.and_then(|document| document.get_element_by_id(id)) {
        // Only text fields can be selected; for other elements this does nothing.
        let select = Reflect::get(&area, &"select".into()).and_then(JsCast::dyn_into::<Function>);
        let _ = select.and_then(|select| select.call0(&area));
    }
}
