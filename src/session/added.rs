//! Elements that States add: proposing them, and adopting them as the chair.

use leptos::prelude::*;

use super::{Session, Where, Written};
use crate::domain::added::{Added, added, next};
use crate::domain::entry::field;
use crate::domain::outline::Element;
use crate::domain::revision::Role;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::reference::outline;
use crate::route::Page;

impl Session {
    /// The added elements of all States.
    pub fn added(self) -> Vec<Added> {
        self.desk.with(|desk| added(desk.ledger(), outline()))
    }

    /// Proposes an element under a heading for the State in view, in the
    /// current language, and opens it.
    pub fn propose(self, heading: &Element, text: &str) {
        let Some((_, code)) = untrack(|| self.editor()) else { return };
        let subject = self.desk.with_untracked(|desk| next(desk.ledger(), heading, code));
        let Some(subject) = subject.filter(|_| !text.trim().is_empty()) else { return };
        let name = format!("{}{}", field::TEXT, self.language.get_untracked().tag());
        let page = Page::Plan(Some(subject.to_string()));
        let text = Value::text(text.trim());
        if let Written::Saved(_) = self.write(Where::Shared, (code, subject), &name, text, None) {
            self.open_page(&page);
        }
    }

    /// Whether the user is the chair.
    pub fn is_chair(self) -> bool {
        self.identity.with(|who| who.as_ref().is_some_and(|who| who.author.role == Role::Chair))
    }

    /// Adopts an added element in the chair's list, or removes it.
    pub fn adopt(self, one: &Added, adopted: bool) {
        let value = if adopted { Value::text("yes") } else { Value::Null };
        let key = (one.id.proposer, one.subject.clone());
        if self.write(Where::Shared, key, field::CHAIR_ADOPTED, value, None) == Written::Refused {
            return;
        }
        let said = if adopted { msg::ADDED_ADOPTED_NOW } else { msg::ADDED_LEFT };
        let id = one.subject.as_str();
        self.announce(untrack(|| self.fill(said, &[("element", id)])));
    }
}
