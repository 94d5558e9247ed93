//! Selects the language, and loads its texts before it is shown.

use leptos::prelude::*;

use super::Session;
use super::identity::Settings;
use crate::browser::{packs, page};
use crate::i18n::{self, Language, in_every_language, msg};

/// Loads the texts for the start, then calls `begin`. If that fails, shows a
/// message in place of the app.
pub fn prepare(begin: impl FnOnce() + 'static) {
    page::spawn(async move {
        let wanted = wanted(&Settings::load());
        // Falls back to English if the wanted language is not cached and there is no network.
        if fetch(wanted).await || fetch(Language::English).await {
            page::remove_skeleton();
            begin();
        } else {
            let words = in_every_language(msg::LANGUAGE_FAILED).iter().copied();
            let tags = Language::ALL.map(Language::tag);
            page::show_failure(&tags.into_iter().zip(words).collect::<Vec<_>>());
        }
    });
}

/// The language requested by the address, else the settings, else the browser.
fn wanted(settings: &Settings) -> Language {
    let asked = page::asked_language().and_then(|tag| Language::from_tag(&tag));
    asked.unwrap_or_else(|| settings.language(&page::preferred_languages()))
}

/// The start language: the wanted one if its texts were loaded.
pub(super) fn at_start(settings: &Settings) -> Language {
    Some(wanted(settings)).filter(|l| i18n::is_installed(*l)).unwrap_or(Language::English)
}

/// Loads the texts of a language; returns whether they are available.
async fn fetch(language: Language) -> bool {
    if i18n::is_installed(language) {
        return true;
    }
    let text = packs::load(language.tag()).await;
    text.is_ok_and(|text| i18n::install(language, &text).is_ok())
}

impl Session {
    /// Switches to another language once its texts are loaded.
    pub fn choose_language(self, language: Language) {
        page::spawn(async move {
            if self.speak(language).await {
                page::ask_for_language(language.tag());
                self.change_settings(|settings| {
                    settings.language = Some(language.tag().to_owned());
                });
            }
        });
    }

    /// Loads and shows a language; announces a failure. Returns whether it is
    /// shown.
    pub(super) async fn speak(self, language: Language) -> bool {
        self.looks.asked.set_value(Some(language));
        let there = fetch(language).await;
        if self.looks.asked.get_value() != Some(language) {
            return false; // Another was asked for meanwhile.
        }
        if there {
            self.language.set(language);
        } else {
            let name = language.own_name();
            self.announce(self.fill(msg::LANGUAGE_UNAVAILABLE, &[("language", name)]));
        }
        there
    }

    /// Switches to the language in the settings, once they are known.
    pub(super) async fn speak_as_wanted(self, settings: &Settings) {
        let language = wanted(settings);
        if language != self.language.get_untracked() {
            self.speak(language).await;
        }
    }
}
