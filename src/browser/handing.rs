//! The app as a single page with a snapshot inside: creates such pages, and
//! reads the snapshot of this one. Does not know what a snapshot is.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableWritablePair, Response};

use super::error::BrowserError;
use super::packs;

/// The global variable in which the single-file app keeps its own text.
const PAGE: &str = "revcon3Page";

/// The single-file app, fetched if this page is not it.
const BESIDE: &str = "revcon3-tracker.html";

/// The page's name for the embedded snapshot.
const PART: &str = "snapshot";

/// The attribute with the snapshot's file name.
const NAME: &str = "data-name";

/// The snapshot is inserted before this tag.
const END_OF_HEAD: &str = "</head>";

/// An embedded snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Whether this page has an embedded snapshot.
pub fn is_carried() -> bool {
    packs::place(PART).is_some()
}

/// The embedded snapshot of this page.
///
/// # Errors
/// The browser's message, if it is damaged.
pub async fn carried() -> Result<Carried, String> {
    let name = packs::place(PART).and_then(|place| place.get_attribute(NAME));
    let text = packs::load(PART).await?;
    Ok(Carried { name: name.unwrap_or_default(), text })
}

/// The text of the single-file app with an embedded snapshot. The name must not
/// contain characters that are special in an attribute.
///
/// # Errors
/// The browser's message, if this is not the single-file app and that file
/// cannot be fetched, or if the browser cannot compress.
pub async fn page_with(snapshot: &Carried) -> Result<String, String> {
    made(snapshot).await.map_err(|error| BrowserError::from(error).to_string())
}

async fn made(snapshot: &Carried) -> Result<String, JsValue> {
    let packed = packed(&snapshot.text).await?;
    let page = own_text().await?;
    let (head, rest) = page.rsplit_once(END_OF_HEAD).ok_or(END_OF_HEAD)?;
    let (id, name) = (packs::id(PART), &snapshot.name);
    let part = format!(
        "<script type=\"application/gzip\" id=\"{id}\" {NAME}=\"{name}\">{packed}</script>"
    );
    Ok([head, &part, END_OF_HEAD, rest].concat())
}

/// The text of the single-file app.
async fn own_text() -> Result<String, JsValue> {
    if let Some(text) = Reflect::get(&js_sys::global(), &PAGE.into())?.as_string() {
        return Ok(text);
    }
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let text = packs::fetched(window.fetch_with_str(BESIDE)).await?;
    JsFuture::from(text).await?.as_string().ok_or(JsValue::UNDEFINED)
}

/// The text, compressed with gzip, in base64, like all parts of the single file. CompressionStream
/// is not stable in web-sys, so it is constructed by name.
async fn packed(text: &str) -> Result<String, JsValue> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into()))?;
    let kind: Function =
        Reflect::get(&js_sys::global(), &"CompressionStream".into())?.dyn_into()?;
    let packer = Reflect::construct(&kind, &Array::of1(&"gzip".into()))?;
    // Any object with both streams is accepted as a pair.
    let pair: &ReadableWritablePair = packer.unchecked_ref();
    let stream = blob.stream().pipe_through(pair);
    let answer = Response::new_with_opt_readable_stream(Some(&stream))?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    let bytes = Uint8Array::new(&bytes).to_vec();
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    // `btoa` expects one character per byte.
    window.btoa(&bytes.into_iter().map(char::from).collect::<String>())
}
