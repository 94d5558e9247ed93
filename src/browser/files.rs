//! Files in and out: reading a chosen or dropped file, handing one to the
//! browser's download, copying text. Does not know what the files contain.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, HtmlAnchorElement, HtmlInputElement, Url,
};

/// A file a person chose or dropped; not read yet.
#[derive(Clone, Debug)]
pub struct ChosenFile(File);

impl ChosenFile {
    /// Its name on disk.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        // A whole number far below 2^53.
        self.0.size() as u64
    }

    /// Its bytes.
    ///
    /// # Errors
    /// With the browser's words, if it cannot be read.
    pub async fn bytes(&self) -> Result<Vec<u8>, String> {
        let buffer = JsFuture::from(self.0.array_buffer()).await;
        buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|error| format!("{error:?}"))
    }
}

/// The files of an `<input type=file>`, which is emptied so that the same
/// file can be chosen again.
pub fn chosen(event: &Event) -> Vec<ChosenFile> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<ChosenFile> {
    list(event.data_transfer().and_then(|data| data.files()))
}

fn list(files: Option<web_sys::FileList>) -> Vec<ChosenFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|index| files.get(index).map(ChosenFile)).collect()
}

/// Hands a text to the browser as a file to be saved.
///
/// # Errors
/// With the browser's words, if it refuses.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    offer(name, mime, text).map_err(|error| format!("{error:?}"))
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
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
