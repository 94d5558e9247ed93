//! Packs: what one export or one import brought, as one text to keep. The
//! first line says where it comes from, the others are revisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::lines::line_of;
use crate::browser::clock;
use crate::browser::store::Pack;
use crate::domain::revision::{AuthorId, Revision};
use crate::domain::value::Value;
use crate::snapshot::canonical;

/// Where the revisions of a pack come from; its first line.
#[derive(Clone, Debug, Default)]
pub(super) struct PackHeader {
    /// Name of the file, or nothing for an export of this desk.
    pub(super) name: String,
    /// Names that offices gave themselves.
    pub(super) authors: BTreeMap<AuthorId, String>,
}

impl PackHeader {
    /// Reads the first line; nothing is known if it makes no sense.
    pub(super) fn from_line(line: &str) -> Self {
        let value = canonical::from_text(line).unwrap_or(Value::Null);
        let name = value.member("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        let mut authors = BTreeMap::new();
        if let Some(Value::Map(named)) = value.member("authors") {
            for (id, name) in named {
                if let (Ok(id), Some(name)) = (id.parse(), name.as_text()) {
                    authors.insert(id, name.to_owned());
                }
            }
        }
        Self { name, authors }
    }

    fn to_line(&self) -> String {
        let mut authors = BTreeMap::new();
        for (id, name) in &self.authors {
            authors.insert(id.to_string(), Value::text(name));
        }
        let mut members = BTreeMap::new();
        members.insert("name".to_owned(), Value::text(&self.name));
        members.insert("authors".to_owned(), Value::Map(authors));
        canonical::to_text(&Value::Map(members))
    }

    /// The pack that keeps these revisions.
    pub(super) fn to_pack(&self, revisions: &[Arc<Revision>]) -> Pack {
        let mut text = self.to_line();
        for revision in revisions {
            text.push('\n');
            text.push_str(&line_of(revision).1);
        }
        Pack { key: new_key(), text }
    }
}

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
