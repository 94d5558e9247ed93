//! Which language is shown, and getting its texts before it is.

use leptos::prelude::*;

use super::Session;
use super::identity::Settings;
use crate::browser::{packs, page};
use crate::i18n::{self, Language, in_every_language, msg};

/// Gets the texts that the app begins with, then begins. If they do not come,
/// it says so in place of the app.
pub fn prepare(begin: impl FnOnce() + 'static) {
    page::spawn(async move {
        let wanted = wanted(&Settings::load());
        // English, if the language wanted is not kept here and there is no network.
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

/// The language that the address, the settings or the browser ask for, in
/// this order.
fn wanted(settings: &Settings) -> Language {
    let asked = page::asked_language().and_then(|tag| Language::from_tag(&tag));
    asked.unwrap_or_else(|| settings.language(&page::preferred_languages()))
}

/// The language to begin with: the one wanted, if its texts came.
pub(super) fn at_start(settings: &Settings) -> Language {
    Some(wanted(settings)).filter(|l| i18n::is_installed(*l)).unwrap_or(Language::English)
}

/// Whether the texts of a language are here, now that they were asked for.
async fn fetch(language: Language) -> bool {
    if i18n::is_installed(language) {
        return true;
    }
    let text = packs::load(language.tag()).await;
    text.is_ok_and(|text| i18n::install(language, &text).is_ok())
}

impl Session {
    /// Shows another language from now on, as soon as its texts are here.
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

    /// Shows another language, unless its texts cannot be had: then it says so.
    /// Whether it is shown.
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

    /// Shows the language that the settings ask for, once they are known.
    pub(super) async fn speak_as_wanted(self, settings: &Settings) {
        let language = wanted(settings);
        if language != self.language.get_untracked() {
            self.speak(language).await;
        }
    }
}
