//! Incoming files: chosen, dropped or pasted. Does not know what the files
//! contain.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, HtmlInputElement};

use super::error::BrowserError;
use super::page;

/// A file that a person chose or dropped; not read yet.
#[derive(Clone, Debug)]
pub struct ChosenFile(File);

impl ChosenFile {
    /// Its file name.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        // An integer far below 2^53.
        self.0.size() as u64
    }

    /// Its bytes.
    ///
    /// # Errors
    /// The browser's message, if it cannot be read.
    pub async fn bytes(&self) -> Result<Vec<u8>, String> {
        let buffer = JsFuture::from(self.0.array_buffer()).await;
        buffer
            .map(|buffer| Uint8Array::new(&buffer).to_vec())
            .map_err(|error| BrowserError::from(error).to_string())
    }
}

/// The files of an `<input type=file>`. Clears the input, so that the same file
/// can be chosen again.
pub fn chosen(event: &Event) -> Vec<ChosenFile> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let files = list(input.files());
    input.set_value("");
    files
}

/// What was dropped or pasted: files, or else text.
#[derive(Debug)]
pub struct Carried {
    /// The files.
    pub files: Vec<ChosenFile>,
    /// The text.
    pub text: String,
}

fn dragged(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// Whether files are being dragged, and not text of the page.
pub fn is_of_files(event: &Event) -> bool {
    let kinds = dragged(event).map(|data| data.types());
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

/// Whether the dragged data has left the window, not just moved between
/// elements.
pub fn has_left_window(event: &Event) -> bool {
    event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none())
}

/// What was dropped.
pub fn dropped(event: &Event) -> Carried {
    Carried { files: list(dragged(event).and_then(|data| data.files())), text: String::new() }
}

/// What was pasted, unless it was pasted into a field.
pub fn pasted(event: &Event) -> Option<Carried> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    if page::is_in_text(event) {
        return None;
    }
    let text = data.get_data("text/plain").unwrap_or_default();
    Some(Carried { files: list(data.files()), text })
}

fn list(files: Option<web_sys::FileList>) -> Vec<ChosenFile> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length()).filter_map(|index| files.get(index).map(ChosenFile)).collect()
}
