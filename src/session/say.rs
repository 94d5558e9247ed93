//! Texts, plurals, numbers and dates in the current language.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use crate::browser::intl;
use crate::i18n::{self, Message, Plural, msg};

impl Session {
    /// A text. Subscribes to the language.
    pub fn text(self, message: Message) -> &'static str {
        i18n::pack(self.language.get()).text(message)
    }

    /// A text as a function that follows the language.
    pub fn t(self, message: Message) -> impl Fn() -> &'static str + Copy + Send + Sync {
        move || self.text(message)
    }

    /// A text with `{names}` replaced by values.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        i18n::fill(self.text(message), values)
    }

    /// The plural form for a number, with `{n}` formatted.
    pub fn count(self, plural: Plural, count: u32) -> String {
        let language = self.language.get();
        let category = intl::plural_category(language.tag(), count);
        let text = i18n::pack(language).plural(plural, &category);
        i18n::fill(text, &[("n", &self.number(count))])
    }

    /// [`Session::count`] for `usize`.
    pub fn count_of(self, plural: Plural, count: usize) -> String {
        self.count(plural, u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Joins texts as a list in the language.
    pub fn list(self, items: &[String]) -> String {
        intl::list(self.language.get().locale(), items)
    }

    /// The given items, and the number of `more` items.
    pub fn list_and_more(self, items: &[String], more: usize) -> String {
        match more {
            0 => self.list(items),
            _ => format!(
                "{} {}",
                items.join(self.language.get().comma()),
                self.count_of(msg::AND_MORE, more)
            ),
        }
    }

    /// A formatted number.
    pub fn number(self, number: u32) -> String {
        intl::number(self.language.get().locale(), number)
    }

    /// A share in per cent. Never shown without its counts.
    pub fn percent(self, part: u32, whole: u32) -> String {
        intl::percent(self.language.get().locale(), part, whole)
    }

    /// A day, written out.
    pub fn day(self, day: NaiveDate) -> String {
        intl::day(self.language.get().locale(), day)
    }

    /// A range of days.
    pub fn days(self, first: NaiveDate, last: NaiveDate) -> String {
        intl::day_range(self.language.get().locale(), first, last)
    }

    /// A date and time in this computer's time zone.
    pub fn moment(self, milliseconds: i64) -> String {
        intl::moment(self.language.get().locale(), milliseconds)
    }

    /// Announces an event to screen readers and at the foot of the page.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }
}
