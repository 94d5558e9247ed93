//! Packs in the session: their keys, and which file brought which revision.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use crate::browser::clock;
use crate::desk::Import;
use crate::domain::revision::Revision;

/// A key that sorts by time and that no other window makes.
pub(super) fn new_key() -> String {
    format!("{:015}-{:016x}", clock::now(), clock::random_device())
}

/// When a pack was made, by this computer's clock.
pub(super) fn time_of(key: &str) -> Option<i64> {
    key.split_once('-')?.0.parse().ok()
}

impl Session {
    /// Remembers which file brought revisions, and how their authors call
    /// themselves.
    pub(super) fn note_origin(self, import: &Import, revisions: &[Arc<Revision>]) {
        for (author, name) in &import.authors {
            self.remember_name(author.clone(), name);
        }
        if !import.name.is_empty() {
            let name: Arc<str> = import.name.as_str().into();
            self.origins.update(|origins| {
                origins.extend(revisions.iter().map(|r| (r.id(), Arc::clone(&name))));
            });
        }
    }
}
