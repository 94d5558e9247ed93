//! Saving while a person types: soon after the last key, when the field is
//! left, and when it goes away.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::session::use_session;

/// How long after the last key a field is saved.
const PAUSE: Duration = Duration::from_millis(600);

/// The clockwork of one field.
#[derive(Clone)]
pub struct Autosave {
    timer: Arc<Mutex<Option<TimeoutHandle>>>,
    save: Callback<()>,
}

impl Autosave {
    /// Calls `save` whenever it is time. Must be made inside a component.
    pub fn new(save: impl Fn() + Send + Sync + 'static) -> Self {
        let autosave = Self { timer: Arc::default(), save: Callback::new(move |()| save()) };
        let last = autosave.clone();
        on_cleanup(move || last.now());
        autosave
    }

    /// A key was pressed.
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

    /// The field was left.
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
