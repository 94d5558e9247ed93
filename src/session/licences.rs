//! Loads the licences of all components on demand.

use leptos::prelude::*;

use super::Session;
use crate::browser::{packs, page};

/// The name under which the build stores them beside the language packs.
const PART: &str = "licences";

impl Session {
    /// Loads the licences into `text`; an error if that fails.
    pub fn load_licences(self, text: RwSignal<Option<Result<String, ()>>>) {
        page::spawn(async move {
            let loaded = packs::load(PART).await;
            text.set(Some(loaded.map_err(drop)));
        });
    }
}
