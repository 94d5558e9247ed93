//! The names of participants, elements, statuses and authors.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Session, Where};
use crate::browser::intl;
use crate::domain::ledger::EntryKey;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, RevisionId};
use crate::i18n::{Message, msg};
use crate::reference;
use crate::route::{Facet, Text};

/// The maximum number of participants named in one line.
const MOST_NAMED: usize = 8;

/// The name of a view of the overview.
pub fn facet_message(facet: Facet) -> Message {
    match facet {
        Facet::Matrix => msg::OVERVIEW_MATRIX,
        Facet::Sections => msg::OVERVIEW_SECTIONS,
        Facet::Participation => msg::OVERVIEW_PARTICIPATION,
        Facet::Obstacles => msg::OVERVIEW_OBSTACLES,
    }
}

/// The name of a text of the source.
pub fn text_message(text: Text) -> Message {
    match text {
        Text::Questions => msg::DOCUMENTS_QUESTIONS,
        Text::Declaration => msg::DOCUMENTS_DECLARATION,
        Text::Topics => msg::DOCUMENTS_TOPICS,
        Text::Decision => msg::DOCUMENTS_DECISION,
        Text::Guide => msg::DOCUMENTS_GUIDE,
    }
}

impl Session {
    /// The name of a participant in the language shown.
    pub fn name(self, code: ParticipantCode) -> String {
        reference::participant_name(self.language.get(), code)
    }

    /// Codes with their names, sorted by the language's collation.
    pub fn named(
        self,
        codes: impl IntoIterator<Item = ParticipantCode>,
    ) -> Vec<(String, ParticipantCode)> {
        let mut named: Vec<_> = codes.into_iter().map(|code| (self.name(code), code)).collect();
        intl::sort_by_name(self.language.get().tag(), &mut named);
        named
    }

    /// The names of participants in one line, sorted; beyond a maximum, the
    /// number of the others.
    pub fn names(self, codes: impl IntoIterator<Item = ParticipantCode>) -> String {
        let named = self.named(codes);
        let more = named.len().saturating_sub(MOST_NAMED);
        let shown: Vec<_> = named.into_iter().take(MOST_NAMED).map(|(name, _)| name).collect();
        self.list_and_more(&shown, more)
    }

    /// The text of an element in the language shown. For every language but
    /// French this is an unofficial working translation.
    pub fn element_text(self, element: &'static Element) -> &'static str {
        reference::translation(self.language.get(), &element.id).unwrap_or(&element.fr)
    }

    /// The text of an element for screen readers and type-ahead: without the
    /// semicolon that ends a list item in the source.
    pub fn element_label(self, element: &'static Element) -> &'static str {
        self.element_text(element).trim_end_matches([';', '；', '؛', ' ', '\u{a0}'])
    }

    /// The name of an author: the one the office gave itself, or its role.
    pub fn author_name(self, author: &AuthorId) -> String {
        self.tongue(|tongue| {
            let name = tongue.formats.office(author);
            if name.is_empty() { tongue.role(author) } else { name }
        })
    }

    /// For these revisions of an entry: author, claimed time, and the file that
    /// brought them.
    pub fn writers(
        self,
        place: Where,
        key: &EntryKey,
        ids: &[RevisionId],
    ) -> Vec<(AuthorId, i64, Option<Arc<str>>)> {
        self.desk.with(|desk| {
            let revisions = place.ledger(desk).entry_revisions(key).into_iter();
            let wanted = revisions.filter(|revision| ids.contains(&revision.id()));
            let writer = |revision: &crate::domain::revision::Revision| {
                let body = revision.body();
                let file = self.origins.with(|origins| origins.get(&revision.id()).cloned());
                (body.author.clone(), body.time, file)
            };
            wanted.map(writer).collect()
        })
    }

    /// A text without accents and in lower case.
    pub fn folded(self, text: &str) -> String {
        intl::fold(text)
    }

    /// The folded label of an element, for type-ahead.
    pub fn folded_label(self, element: &'static Element) -> String {
        intl::fold(self.element_label(element))
    }
}
