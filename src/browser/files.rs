//! Files in: reading a chosen or dropped file. Does not know what the files
//! contain.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

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
