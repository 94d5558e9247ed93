//! Values of fields for people, in the current language.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use crate::browser::intl;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, FieldName};
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::Language;
use crate::papers::{Formats, Tongue};

/// Days, lists and the order of names as the browser knows them; offices as
/// the session does.
struct ByBrowser(Language, Session);

impl Formats for ByBrowser {
    fn day(&self, day: NaiveDate) -> String {
        intl::day(self.0.locale(), day)
    }

    fn list(&self, items: &[String]) -> String {
        intl::list(self.0.locale(), items)
    }

    fn sort(&self, named: &mut Vec<(String, ParticipantCode)>) {
        intl::sort_by_name(self.0.tag(), named);
    }

    fn office(&self, author: &AuthorId) -> String {
        let name = self.1.author_names.with(|names| names.get(author).cloned());
        name.unwrap_or_default().trim().to_owned()
    }
}

impl Session {
    /// Formats something in the current language and subscribes to it.
    pub fn tongue<T>(self, say: impl FnOnce(Tongue) -> T) -> T {
        let language = self.language.get();
        say(Tongue { language, formats: &ByBrowser(language, self) })
    }

    /// A value in words.
    pub fn value_words(self, name: &FieldName, value: &Value) -> String {
        self.tongue(|tongue| tongue.value(name, value))
    }

    /// The name of a field; an unknown one by its name in the file.
    pub fn field_name(self, name: &FieldName) -> String {
        self.tongue(|tongue| tongue.field(name))
    }

    /// A target in words.
    pub fn target_name(self, target: Target) -> String {
        self.tongue(|tongue| tongue.target(target))
    }
}
