//! Forgetting everything on this computer.

use leptos::prelude::*;

use super::keep::Saving;
use super::{Session, journal};
use crate::browser::{page, settings};
use crate::i18n::msg;

impl Session {
    /// Forgets everything on this computer and begins anew.
    pub fn erase_everything(self) {
        leptos::task::spawn_local(async move {
            if let Some(store) = self.queue.with_value(|queue| queue.store.clone())
                && let Err(error) = store.erase().await
            {
                self.announce(self.fill(msg::ERASE_FAILED, &[("reason", &error.0)]));
                return;
            }
            journal::erase();
            settings::remove(settings::Key::Sentinel);
            settings::remove(settings::Key::Settings);
            self.saving.set(Saving::Nothing);
            page::go("#/welcome");
            page::reload();
        });
    }
}
