//! The identity of the user, and the settings.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use crate::browser::settings::{self, Key};
use crate::browser::store::Store;
use crate::browser::{clock, page};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Role};
use crate::domain::value::Value;
use crate::i18n::Language;

/// The user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Role, participant and device.
    pub author: AuthorId,
    /// The name of the office; empty if it does not want to be named in files.
    pub name: String,
}

impl Identity {
    /// A new identity on this device.
    pub fn new(role: Role, participant: Option<ParticipantCode>, name: String) -> Self {
        let device = clock::random_device();
        Self { author: AuthorId { role, participant, device }, name }
    }

    /// Whether the user may edit the entries of a participant.
    pub fn may_edit(&self, participant: ParticipantCode) -> bool {
        self.author.may_edit(participant)
    }
}

/// The stored settings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    /// The language's tag.
    #[serde(default)]
    pub language: Option<String>,
    /// The author id.
    #[serde(default)]
    pub author: Option<String>,
    /// The name of the office.
    #[serde(default)]
    pub name: String,
    /// The State last viewed.
    #[serde(default)]
    pub viewing: Option<String>,
    /// `light` or `dark`; the system's choice if absent.
    #[serde(default)]
    pub theme: Option<String>,
    /// Whether the plans are shown as a list instead of a tree.
    #[serde(default)]
    pub as_list: bool,
    /// The handling marking of the last export.
    #[serde(default)]
    pub marking: String,
    /// When the reminder to export was postponed, in milliseconds since 1970.
    #[serde(default)]
    pub put_off: Option<i64>,
}

impl Settings {
    /// Reads the settings; defaults for what is missing.
    pub fn load() -> Self {
        settings::read(Key::Settings).unwrap_or_default()
    }

    /// The part of the settings in a backup: display preferences, not the identity.
    pub fn to_value(&self) -> Value {
        let mut members = BTreeMap::new();
        let theme = self.theme.clone().unwrap_or_default();
        for (name, text) in [("theme", theme), ("marking", self.marking.clone())] {
            members.insert(name.to_owned(), Value::text(text));
        }
        Value::Map(members)
    }

    /// The stored identity.
    pub fn identity(&self) -> Option<Identity> {
        let author = self.author.as_ref()?.parse().ok()?;
        Some(Identity { author, name: self.name.clone() })
    }

    /// The chosen language, or else the first supported one that the browser prefers.
    pub fn language(&self, preferred: &[String]) -> Language {
        let chosen = self.language.iter().chain(preferred);
        chosen.filter_map(|tag| Language::from_tag(tag)).next().unwrap_or(Language::English)
    }
}

impl Session {
    /// Changes and saves the settings, with a copy in the store, because
    /// localStorage may lose them if the browser is killed within seconds. If
    /// saving fails they are not changed.
    pub(super) fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        let mut current = Settings::load();
        change(&mut current);
        settings::write(Key::Settings, &current);
        let store = self.store.get_value();
        if let (Some(store), Some(text)) = (store, settings::read_text(Key::Settings)) {
            leptos::task::spawn_local(async move {
                // Only a fallback copy; the settings themselves are saved.
                let _ = store.keep_settings(&text).await;
            });
        }
    }

    /// Restores the settings in a backup.
    pub(super) fn restore_settings(self, value: &Value) {
        let text = |name| value.member(name).and_then(Value::as_text).unwrap_or_default();
        let theme = Some(text("theme").to_owned()).filter(|theme| !theme.is_empty());
        if self.keeps_nothing() {
            return;
        }
        let marking = text("marking").to_owned();
        self.choose_theme(theme);
        self.wish(|wishes| wishes.marking.clone_from(&marking));
        self.change_settings(|settings| settings.marking = marking);
    }

    /// Applies identity, viewed participant and preferences from the settings.
    pub(super) fn apply_settings(self, settings: &Settings) {
        self.looks.theme.set(settings.theme.clone());
        self.put_off.set(settings.put_off);
        self.looks.as_list.set(settings.as_list);
        if let Some(identity) = settings.identity() {
            self.remember_name(identity.author.clone(), &identity.name);
            let viewing = settings.viewing.as_ref().and_then(|code| code.parse().ok());
            self.viewing.set(viewing.or(identity.author.participant));
            self.identity.set(Some(identity));
        }
    }

    /// Restores the settings from their copy if the browser has lost them.
    pub(super) async fn recover_settings(self, store: &Store) {
        if settings::read_text(Key::Settings).is_some() {
            return;
        }
        if let Ok(Some(copy)) = store.settings().await {
            settings::write_text(Key::Settings, &copy);
            let settings = Settings::load();
            self.speak_as_wanted(&settings).await;
            page::set_theme(settings.theme.as_deref());
            self.apply_settings(&settings);
        }
    }
}
