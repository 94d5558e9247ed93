//! The input of a text or list item: shown as typed until the focus leaves the
//! field, saved meanwhile, and never overwriting what arrived from elsewhere.

use leptos::prelude::*;

use super::parts::Parts;
use crate::domain::entry::Entry;
use crate::domain::ledger::EntryKey;
use crate::domain::revision::RevisionId;
use crate::domain::value::Value;
use crate::session::{Session, Views, Where, Written, use_session, use_views};
use crate::ui::widgets::Autosave;

/// The value of a field while it is shown and edited. A handle.
pub struct Typing<T: Send + Sync + 'static> {
    session: Session,
    place: Where,
    /// What is kept.
    kept: Memo<T>,
    heads: Memo<Vec<RevisionId>>,
    /// The input since the focus entered the field.
    typed: RwSignal<Option<T>>,
    /// The parents of the next write: the heads when typing began, then this window's own revision.
    /// What arrives in between becomes contested, not replaced.
    seen: StoredValue<Option<Vec<RevisionId>>>,
    unsaved: StoredValue<bool>,
    autosave: StoredValue<Autosave>,
    target: StoredValue<(EntryKey, String)>,
}

impl<T: Send + Sync + 'static> Clone for Typing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Typing<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Typing<T> {
    /// Starts on a field. `read` converts its value, if any; `write` creates
    /// the value to store.
    pub fn new(
        entry: EntryKey,
        field: String,
        place: Where,
        read: fn(Option<&Value>) -> T,
        write: fn(&T) -> Value,
    ) -> Self {
        let (session, views) = (use_session(), use_views());
        let target = StoredValue::new((entry, field));
        let current = Memo::new(move |_| entry_in(views, place, target));
        let kept = Memo::new(move |_| {
            let field = target.with_value(|(_, field)| field.clone());
            current.with(|entry| read(entry.field(&field).map(|field| field.provisional())))
        });
        let heads = Memo::new(move |_| current.with(|entry| entry.heads.clone()));
        let typed = RwSignal::new(None::<T>);
        let seen = StoredValue::new(None::<Vec<RevisionId>>);
        let unsaved = StoredValue::new(false);
        let autosave = Autosave::new(move || {
            let due = unsaved.try_update_value(|unsaved| std::mem::take(unsaved));
            let value = typed.try_with_untracked(|typed| typed.as_ref().map(write)).flatten();
            let (Some(true), Some(value)) = (due, value) else { return };
            let Some((key, field)) = target.try_get_value() else { return };
            let before = seen.try_get_value().flatten();
            match session.write(place, key, &field, value, before) {
                Written::Saved(heads) => drop(seen.try_update_value(|seen| *seen = Some(heads))),
                Written::Unchanged => session.typed_nothing(),
                Written::Refused => {
                    // Not to be saved as it is: it stays as it was typed.
                    unsaved.try_set_value(true);
                    session.typed_nothing();
                }
            }
        });
        let autosave = StoredValue::new(autosave);
        Self { session, place, kept, heads, typed, seen, unsaved, autosave, target }
    }

    /// The value to show.
    pub fn shown(self) -> T {
        self.typed.get().unwrap_or_else(|| self.kept.get())
    }

    /// The value as parts, for a form.
    pub fn parts(self) -> Parts<T> {
        let set = Callback::new(move |value| self.put(value));
        Parts::new(Signal::derive(move || self.shown()), set)
    }

    /// Replaces the shown value; it is saved soon.
    pub fn put(self, value: T) {
        if self.typed.with_untracked(Option::is_none) {
            self.seen.set_value(Some(self.heads.get_untracked()));
        }
        self.typed.set(Some(value));
        self.unsaved.set_value(true);
        self.autosave.with_value(Autosave::soon);
    }

    /// Saves the input now.
    pub fn save(self) {
        let _ = self.autosave.try_with_value(Autosave::now);
    }

    /// Saves, and shows what is kept from now on: the field was left. What
    /// cannot be kept stays as it was typed. The field may be gone already:
    /// one that is removed loses the focus last of all.
    pub fn leave(self) {
        self.save();
        if self.unsaved.try_get_value().unwrap_or_default() {
            return;
        }
        let _ = self.typed.try_set(None);
        let _ = self.seen.try_update_value(|seen| *seen = None);
    }

    /// Clears the field, discarding the input.
    pub fn remove(self) {
        self.unsaved.set_value(false);
        self.typed.set(None);
        let (key, field) = self.target.get_value();
        self.session.write(self.place, key, &field, Value::Null, None);
    }
}

/// What the entry says now.
fn entry_in(views: Views, place: Where, target: StoredValue<(EntryKey, String)>) -> Entry {
    let subject = target.with_value(|(key, _)| key.1.clone());
    match place {
        Where::Shared => views.entry(subject.as_str()),
        Where::Private => views.private_entry(subject.as_str()),
    }
}
