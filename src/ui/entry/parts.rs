//! A value of several parts while a form fills it in. Does not know whether it
//! is saved as one types or only in the end.

use leptos::prelude::*;

/// A value of several parts. A handle.
pub struct Parts<T: Send + Sync + 'static> {
    /// What is to be shown.
    shown: Signal<T>,
    /// Takes the value with a part changed.
    set: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Parts<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Parts<T> {}

impl<T: Clone + Send + Sync + 'static> Parts<T> {
    /// Parts that are shown so and changed so.
    pub fn new(shown: Signal<T>, set: Callback<T>) -> Self {
        Self { shown, set }
    }

    /// What is to be shown.
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
