//! Loads language texts, licences or an embedded snapshot: from a file beside the page, or from an
//! element of the page in the single-file app. Does not know the content.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};

use super::error::BrowserError;

/// The function by which the one file unpacks a piece of itself.
const UNPACK: &str = "revcon3Unpack";

/// The text of the pack with this name: a language tag, or another name that
/// the page uses in the same way.
///
/// # Errors
/// The browser's message, if it is missing or cannot be fetched.
pub async fn load(tag: &str) -> Result<String, String> {
    text(tag).await.map_err(|error| BrowserError::from(error).to_string())
}

/// The element id of the pack with this name.
pub(super) fn id(tag: &str) -> String {
    format!("pack-{tag}")
}

/// The element that contains the pack with this name, or links to it.
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

/// The text of a response with a success status.
pub(super) async fn fetched(answer: Promise) -> Result<Promise, JsValue> {
    let answer: Response = JsFuture::from(answer).await?.dyn_into()?;
    if answer.ok() { answer.text() } else { Err(answer.status().into()) }
}

fn unpacked(place: &Element) -> Result<Promise, JsValue> {
    let unpack: Function = Reflect::get(&js_sys::global(), &UNPACK.into())?.dyn_into()?;
    unpack.call1(&JsValue::UNDEFINED, place)?.dyn_into()
}
