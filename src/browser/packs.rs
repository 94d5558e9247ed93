//! Getting the texts of a language, the licences of what is inside, or a snapshot: a file
//! beside the page, or a piece of the page where the app is one file. Does not know what is in them.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};

use super::error::BrowserError;

/// The function by which the one file unpacks a piece of itself.
const UNPACK: &str = "revcon3Unpack";

/// The pack of the language with this tag, or with the name of something
/// else that the page names in this way, as text.
///
/// # Errors
/// With the browser's words, if it is not there or does not come.
pub async fn load(tag: &str) -> Result<String, String> {
    text(tag).await.map_err(|error| BrowserError::from(error).to_string())
}

/// What the page calls the pack with this name.
pub(super) fn id(tag: &str) -> String {
    format!("pack-{tag}")
}

/// The element of the page that has the pack with this name, or says where
/// it is.
pub(super) fn place(tag: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(&id(tag))
}

async fn text(tag: &str) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let place = place(tag).ok_or_else(|| JsValue::from_str(tag))?;
    let text = match place.get_attribute("href") {
        Some(address) => fetched(window.fetch_with_str(&address)).await?,
        None => unpacked(&place)?,
    };
    let text = JsFuture::from(text).await?;
    text.as_string().ok_or(JsValue::UNDEFINED)
}

/// The text of an answer that says that all is well.
pub(super) async fn fetched(answer: Promise) -> Result<Promise, JsValue> {
    let answer: Response = JsFuture::from(answer).await?.dyn_into()?;
    if answer.ok() { answer.text() } else { Err(answer.status().into()) }
}

fn unpacked(place: &Element) -> Result<Promise, JsValue> {
    let unpack: Function = Reflect::get(&js_sys::global(), &UNPACK.into())?.dyn_into()?;
    unpack.call1(&JsValue::UNDEFINED, place)?.dyn_into()
}
