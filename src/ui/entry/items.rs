//! What evidence and assistance have in common: one item of a list, typed and
//! saved like a text, and removed with a button.

use leptos::prelude::*;

use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;
use crate::session::{Where, use_session, use_views};
use crate::ui::widgets::Autosave;

/// The state of one item while it is looked at and typed in. A handle.
pub struct Item<T: Send + Sync + 'static> {
    /// What is typed and not saved yet.
    typed: RwSignal<Option<T>>,
    /// What is kept.
    kept: Memo<T>,
    place: StoredValue<(EntryKey, String)>,
    autosave: StoredValue<Autosave>,
}

impl<T: Send + Sync + 'static> Clone for Item<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Item<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Item<T> {
    /// The item that a field holds. `read` makes sense of its value, if there
    /// is one; `write` makes the value to keep.
    pub fn new(
        entry: EntryKey,
        field: String,
        read: fn(Option<&Value>) -> T,
        write: fn(&T) -> Value,
    ) -> Self {
        let (session, views) = (use_session(), use_views());
        let place = StoredValue::new((entry, field));
        let kept = Memo::new(move |_| {
            let (key, field) = place.get_value();
            let entry = views.entry(key.1.as_str());
            read(entry.field(&field).map(|field| field.provisional()))
        });
        let typed = RwSignal::new(None::<T>);
        let autosave = Autosave::new(move || {
            let Some(item) = typed.try_update(Option::take).flatten() else { return };
            let (key, field) = place.get_value();
            if session.write(Where::Shared, key, &field, write(&item), None).is_none() {
                session.typed_nothing();
            }
        });
        Self { typed, kept, place, autosave: StoredValue::new(autosave) }
    }

    /// What is to be shown.
    pub fn shown(self) -> T {
        self.typed.get().unwrap_or_else(|| self.kept.get())
    }

    /// Changes the item, to be saved soon.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        let mut item = untrack(|| self.shown());
        change(&mut item);
        self.typed.set(Some(item));
        self.autosave.with_value(Autosave::soon);
    }

    /// Saves now what was typed.
    pub fn save(self) {
        self.autosave.with_value(Autosave::now);
    }

    /// Removes the item.
    pub fn remove(self) {
        self.typed.set(None);
        let (key, field) = self.place.get_value();
        use_session().write(Where::Shared, key, &field, Value::Null, None);
    }
}
