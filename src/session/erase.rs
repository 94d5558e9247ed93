//! Forgetting everything on this computer.

use leptos::prelude::*;

use super::{Saving, Session};
use crate::browser::{page, settings};
use crate::i18n::msg;

impl Session {
    /// Forgets everything on this computer and begins anew.
    pub fn erase_everything(self) {
        leptos::task::spawn_local(async move {
            if let Some(store) = self.store.get_value()
                && let Err(error) = store.erase().await
            {
                self.announce(self.fill(msg::ERASE_FAILED, &[("reason", &error.0)]));
                return;
            }
            settings::journal().iter().for_each(|(key, _)| settings::journal_remove(key));
            // The other windows forget what they had in the journal.
            self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
            settings::remove(settings::Key::Sentinel);
            settings::remove(settings::Key::Settings);
            self.saving.set(Saving::Nothing);
            page::go("#/welcome");
            page::reload();
        });
    }
}
