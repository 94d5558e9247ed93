//! Values of fields for people, in the current language.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use crate::browser::intl;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::FieldName;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::Language;
use crate::papers::{Formats, Tongue};

/// The browser's formats of days, lists and sorting.
struct ByBrowser(Language);

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
}

impl Session {
    /// Formats something in the current language and subscribes to it.
    pub fn tongue<T>(self, say: impl FnOnce(Tongue) -> T) -> T {
        let language = self.language.get();
        say(Tongue { language, formats: &ByBrowser(language) })
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
