//! Who sits at this desk, and the settings that go with it.

use serde::{Deserialize, Serialize};

use crate::browser::clock;
use crate::browser::settings::{self, Key};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Role};
use crate::i18n::Language;

/// Who writes here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// In what capacity, for whom, on which device.
    pub author: AuthorId,
    /// The name of the office, if it wants to be named in its files.
    pub name: String,
}

impl Identity {
    /// A new identity on this device.
    pub fn new(role: Role, participant: Option<ParticipantCode>, name: String) -> Self {
        let device = clock::random_device();
        Self { author: AuthorId { role, participant, device }, name }
    }

    /// Whether it may change what is said of a participant. A delegation
    /// speaks for its own State; the chair may write for anybody, visibly as
    /// the chair; a reader reads.
    pub fn may_edit(&self, participant: ParticipantCode) -> bool {
        match self.author.role {
            Role::Delegation => self.author.participant == Some(participant),
            Role::Chair => true,
            Role::Reader => false,
        }
    }
}

/// What is remembered of a person's choices, as it is kept.
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
    /// The State looked at last.
    #[serde(default)]
    pub viewing: Option<String>,
    /// `light` or `dark`; the system's choice if absent.
    #[serde(default)]
    pub theme: Option<String>,
    /// The handling marking of the last export.
    #[serde(default)]
    pub marking: String,
}

impl Settings {
    /// Reads the settings; the defaults where there are none.
    pub fn load() -> Self {
        settings::read(Key::Settings).unwrap_or_default()
    }

    /// Changes the settings and keeps them. If they cannot be kept, they hold
    /// until the page is closed.
    pub fn change(change: impl FnOnce(&mut Self)) {
        let mut current = Self::load();
        change(&mut current);
        settings::write(Key::Settings, &current);
    }

    /// The identity that is remembered.
    pub fn identity(&self) -> Option<Identity> {
        let author = self.author.as_ref()?.parse().ok()?;
        Some(Identity { author, name: self.name.clone() })
    }

    /// The language chosen, or else the first of the browser's that there is.
    pub fn language(&self, preferred: &[String]) -> Language {
        let chosen = self.language.iter().chain(preferred);
        chosen.filter_map(|tag| Language::from_tag(tag)).next().unwrap_or(Language::English)
    }
}
