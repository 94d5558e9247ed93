//! A value of several parts in a form. Does not know whether it is saved while
//! typing or at the end.

use leptos::prelude::*;

/// A value of several parts. A handle.
pub struct Parts<T: Send + Sync + 'static> {
    /// The value to show.
    shown: Signal<T>,
    /// Receives the changed value.
    set: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Parts<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Parts<T> {}

impl<T: Clone + Send + Sync + 'static> Parts<T> {
    /// Connects a displayed value and a setter.
    pub fn new(shown: Signal<T>, set: Callback<T>) -> Self {
        Self { shown, set }
    }

    /// The value to show.
    pub fn shown(self) -> T {
        self.shown.get()
    }

    /// Changes a part.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        let mut value = self.shown.get_untracked();
        change(&mut value);
        self.set.run(value);
    }
}
