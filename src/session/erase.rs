//! Deletes everything on this computer.

use leptos::prelude::*;

use super::keep::Browser;
use super::{Saving, Session};
use crate::browser::error::BrowserError;
use crate::browser::store::Store;
use crate::browser::{page, settings};
use crate::i18n::msg;
use crate::keeping::Keeper;

impl Session {
    /// Deletes everything on this computer and starts again.
    pub fn erase_everything(self) {
        leptos::task::spawn_local(async move {
            self.keeper.update_value(Keeper::hold);
            if let Err(error) = self.erase_store().await {
                self.keeper.update_value(|keeper| keeper.go_on(&mut Browser(self)));
                self.announce(self.fill(msg::ERASE_FAILED, &[("reason", &error.to_string())]));
                return;
            }
            settings::journal().iter().for_each(|(key, _)| settings::journal_remove(key));
            // Other windows then drop their journal entries.
            self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
            settings::remove(settings::Key::Sentinel);
            settings::remove(settings::Key::Settings);
            self.saving.set(Saving::Nothing);
            page::go("#/welcome");
            page::reload();
        });
    }

    /// Empties the database, also one that could not be read yet. Where there
    /// is none, or it cannot be opened, there is nothing to empty.
    async fn erase_store(self) -> Result<(), BrowserError> {
        let open = self.store.get_value();
        let opened = if open.is_some() { open } else { Store::open(|| ()).await.ok() };
        match opened {
            Some(store) => store.erase().await,
            None => Ok(()),
        }
    }
}
