//! Ways for a text to leave the page: a file that the person picks, the
//! browser's downloads, the clipboard. Does not know what the text is, nor
//! which way is tried first.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::error::BrowserError;

/// What came of asking the person for a file.
#[derive(Clone, Debug)]
pub enum Picked {
    /// The person chose one, which is empty now.
    File(PickedFile),
    /// The person thought better of it.
    Cancelled,
    /// This browser cannot ask.
    Missing,
    /// It did not let itself be asked; in its own words.
    Failed(String),
}

/// A file that the person chose to write to.
#[derive(Clone, Debug)]
pub struct PickedFile(JsValue);

/// Asks the person where to save. The file picker is not stable in web-sys,
/// so all its calls are made by name.
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
    /// The name that the person gave it.
    pub fn name(&self) -> String {
        text_of(&self.0, "name")
    }

    /// Writes the text; returns once the browser says that the file is whole.
    ///
    /// # Errors
    /// With the browser's words. The file is then as it was when it was
    /// picked: the browser writes elsewhere and puts it in place at the end.
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

/// Calls a method by name and waits for what it promises.
async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let promise = Promise::resolve(&method.call1(object, argument)?);
    JsFuture::from(promise).await
}

fn text_of(object: &JsValue, member: &str) -> String {
    Reflect::get(object, &member.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

/// Hands the bytes of a file to the browser's downloads. Whether it arrives there, no page
/// can know.
///
/// # Errors
/// With the browser's words, if it refuses.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), String> {
    offer(name, kind, bytes).map_err(|error| BrowserError::from(error).to_string())
}

fn offer(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    hand_over(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

/// Hands what the browser made itself to its downloads.
///
/// # Errors
/// With the browser's words, if it refuses.
pub fn download_blob(name: &str, blob: &Blob) -> Result<(), String> {
    hand_over(name, blob).map_err(|error| BrowserError::from(error).to_string())
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    // By name: a click that throws is an answer, not the end of the app.
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

/// Puts a text into the clipboard; whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Where the page is not secure there is no clipboard at all.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).unwrap_or_default();
    call(&clipboard, "writeText", &JsValue::from_str(text)).await.is_ok()
}

/// Selects what the text area with this id holds, for the person to copy.
pub fn select(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(area) = document.and_then(|document| document.get_element_by_id(id)) {
        // Text areas can be selected; anything else has nothing to select.
        let select = Reflect::get(&area, &"select".into()).and_then(JsCast::dyn_into::<Function>);
        let _ = select.and_then(|select| select.call0(&area));
    }
}
