//! Saves while a person types: shortly after the last key, when the focus
//! leaves the field, and when the field is removed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::session::use_session;

/// Debounce: the delay after the last key before a field is saved.
const PAUSE: Duration = Duration::from_millis(600);

/// The timer of one field.
#[derive(Clone)]
pub struct Autosave {
    timer: Arc<Mutex<Option<TimeoutHandle>>>,
    save: Callback<()>,
}

impl Autosave {
    /// Calls `save` when it is due. Must be created inside a component.
    pub fn new(save: impl Fn() + Send + Sync + 'static) -> Self {
        let autosave = Self { timer: Arc::default(), save: Callback::new(move |()| save()) };
        let last = autosave.clone();
        on_cleanup(move || last.now());
        autosave
    }

    /// Schedules saving after a key press.
    pub fn soon(&self) {
        use_session().typing();
        self.stop();
        let save = self.save;
        let handle = set_timeout(
            move || {
                let _ = save.try_run(());
            },
            PAUSE,
        )
        .ok();
        if let Ok(mut timer) = self.timer.lock() {
            *timer = handle;
        }
    }

    /// Saves at once.
    pub fn now(&self) {
        self.stop();
        let _ = self.save.try_run(());
    }

    fn stop(&self) {
        if let Some(handle) = self.timer.lock().ok().and_then(|mut timer| timer.take()) {
            handle.clear();
        }
    }
}
