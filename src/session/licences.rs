//! The licences of everything inside, fetched when somebody wants to read
//! them.

use leptos::prelude::*;

use super::Session;
use crate::browser::{packs, page};

/// Under which name the build lays them beside the texts of the languages.
const PART: &str = "licences";

impl Session {
    /// Has the licences come into `text`: an error, if they cannot be had.
    pub fn load_licences(self, text: RwSignal<Option<Result<String, ()>>>) {
        page::spawn(async move {
            let loaded = packs::load(PART).await;
            text.set(Some(loaded.map_err(drop)));
        });
    }
}
