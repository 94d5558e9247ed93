//! Matches needs with offers, and saves them as rows.

use leptos::prelude::*;

use super::Session;
use crate::browser::{clock, savers};
use crate::desk::Edit;
use crate::domain::entry::field;
use crate::domain::needs::{Item, items};
use crate::domain::revision::one_field;
use crate::i18n::msg;
use crate::reference::outline;
use crate::report::assistance;
use crate::report::csv::Separator;

impl Session {
    /// The needs and offers of all participants.
    pub fn needs_and_offers(self) -> Vec<Item> {
        self.desk.with(|desk| items(desk.ledger(), outline()))
    }

    /// Whether the user may mark at least one of the two as matched.
    pub fn may_link(self, need: &Item, offer: &Item) -> bool {
        self.may_decide(need.code) || self.may_decide(offer.code)
    }

    /// Marks a need and an offer as matched, each with the other’s name, as far
    /// as the user may edit them. One act, undone as a whole.
    pub fn link(self, need: &Item, offer: &Item) {
        let Some(identity) = self.identity.get_untracked() else { return };
        let name = |item: &Item| untrack(|| self.name(item.code));
        let edit = |item: &Item, other: &Item| {
            let field = format!("{}{}", field::ASSISTANCE, item.key).parse().ok()?;
            let value = item.matched_with(&name(other)).to_value();
            let (author, time) = (identity.author.clone(), clock::now());
            let set = one_field(field, value);
            let key = (item.code, item.subject.clone());
            Some(Edit { key, set, author, time, seen: None })
        };
        let edits = [edit(need, offer), edit(offer, need)].into_iter().flatten();
        let own: Vec<Edit> = edits.filter(|edit| identity.may_edit(edit.key.0)).collect();
        let changes = self.desk.try_update(|desk| desk.write_all(own));
        self.keep(changes.unwrap_or_default());
        let names = [("need", &*name(need)), ("offer", &*name(offer))];
        self.announce(untrack(|| self.fill(msg::NEEDS_LINKED, &names)));
    }

    /// Opens the entry of a need or an offer.
    pub fn open_item(self, item: &Item) {
        self.look_at(item.code);
        if let Some(element) = item.element.and_then(|place| outline().elements().get(place)) {
            self.open_element(element);
        }
    }

    /// Downloads needs and offers as rows.
    pub fn save_needs(self) {
        let language = self.language.get_untracked();
        let separator = Separator::usual_in(language);
        let text =
            self.desk.with_untracked(|desk| assistance::write(desk.ledger(), language, separator));
        let said = match savers::download(assistance::FILE_NAME, "text/csv", text.as_bytes()) {
            Ok(()) => untrack(|| self.fill(msg::EXPORT_DONE, &[("file", assistance::FILE_NAME)])),
            Err(reason) => untrack(|| self.fill(msg::SHEET_NOT_SAVED, &[("reason", &reason)])),
        };
        self.announce(said);
    }
}
