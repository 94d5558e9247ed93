//! Packs in the session: their keys, and which file brought which revision.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use crate::browser::clock;
use crate::domain::revision::Revision;
use crate::keeping::PackHeader;

/// A key that sorts by time and that no other window makes.
pub(super) fn new_key() -> String {
    format!("{:015}-{:016x}", clock::now(), clock::random_device())
}

impl Session {
    /// Remembers which file brought revisions, and how their authors call
    /// themselves.
    pub(super) fn note_origin(self, header: &PackHeader, revisions: &[Arc<Revision>]) {
        for (author, name) in &header.authors {
            self.remember_name(author.clone(), name);
        }
        if !header.name.is_empty() {
            let name: Arc<str> = header.name.as_str().into();
            self.origins.update(|origins| {
                origins.extend(revisions.iter().map(|r| (r.id(), Arc::clone(&name))));
            });
        }
    }
}
