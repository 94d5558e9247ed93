//! Plurals, numbers, dates, sorting and folding of texts, all with the
//! browser's Intl functions.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use js_sys::Intl::{Collator, DateTimeFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The purpose of a formatter.
type Purpose = &'static str;

thread_local! {
    /// Cached formatters: creating one takes a hundred times as long as using it.
    static MADE: RefCell<BTreeMap<(Purpose, String), JsValue>> = RefCell::default();
}

/// The formatter of a language for a purpose, created on first use.
fn kept<T: JsCast>(purpose: Purpose, tag: &str, make: impl FnOnce() -> T) -> T {
    let key = (purpose, tag.to_owned());
    if let Some(made) = MADE.with_borrow(|all| all.get(&key).cloned()) {
        return made.unchecked_into();
    }
    let made = make();
    let value: &JsValue = made.as_ref();
    MADE.with_borrow_mut(|all| all.insert(key, value.clone()));
    made
}

fn locales(tag: &str) -> Array {
    Array::of1(&JsValue::from_str(tag))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a member of a new object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

/// Formatted text without the direction marks that browsers may add: code that
/// inserts it into other text isolates it.
fn unmarked(text: &str) -> String {
    text.replace(['\u{200e}', '\u{200f}', '\u{61c}'], "")
}

/// The plural category of a number: `one`, `few`, `other`…
pub fn plural_category(tag: &str, count: u32) -> String {
    let rules = kept("plural", tag, || PluralRules::new(&locales(tag), &Object::new()));
    rules.select(f64::from(count)).into()
}

/// A whole number in the language's digits and groups.
pub fn number(tag: &str, number: u32) -> String {
    let make = || NumberFormat::new(&locales(tag), &Object::new()).format();
    call(&kept("number", tag, make), &JsValue::from(number))
}

/// A percentage without decimals.
pub fn percent(tag: &str, part: u32, whole: u32) -> String {
    let share = if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
    let make = || NumberFormat::new(&locales(tag), &options(&[("style", "percent")])).format();
    call(&kept("percent", tag, make), &JsValue::from(share))
}

/// A day, written out.
pub fn day(tag: &str, day: NaiveDate) -> String {
    call(&kept("day", tag, || days(tag).format()), &utc_midnight(day))
}

fn days(tag: &str) -> DateTimeFormat {
    let long =
        options(&[("day", "numeric"), ("month", "long"), ("year", "numeric"), ("timeZone", "UTC")]);
    DateTimeFormat::new(&locales(tag), &long)
}

/// A range of days, without repeating common parts.
pub fn day_range(tag: &str, first: NaiveDate, last: NaiveDate) -> String {
    let format = kept("days", tag, || days(tag));
    let range = Reflect::get(&format, &"formatRange".into()).ok();
    let range = range.and_then(|range| range.dyn_into::<Function>().ok());
    let text = range.and_then(|range| {
        range.call2(&format, &utc_midnight(first), &utc_midnight(last)).ok()?.as_string()
    });
    let text = text.map(|text| unmarked(&text));
    text.unwrap_or_else(|| format!("{} – {}", self::day(tag, first), self::day(tag, last)))
}

/// A date and time in this computer's time zone.
pub fn moment(tag: &str, milliseconds: i64) -> String {
    let style = || options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
    let make = || DateTimeFormat::new(&locales(tag), &style()).format();
    let date = Date::new(&JsValue::from(milliseconds as f64));
    if date.get_time().is_nan() {
        return milliseconds.to_string();
    }
    call(&kept("moment", tag, make), &date)
}

/// Sorts by the collation of the language.
pub fn sort_by_name<T>(tag: &str, items: &mut [(String, T)]) {
    let compare = Collator::new(&locales(tag), &Object::new()).compare();
    items.sort_by(|(a, _), (b, _)| {
        let order = compare.call2(&JsValue::UNDEFINED, &a.as_str().into(), &b.as_str().into());
        let order = order.ok().and_then(|order| order.as_f64()).unwrap_or_default();
        order.total_cmp(&0.0)
    });
}

/// Texts as one list: `a, b, c`, `a, b und c`, `a、b和c`.
pub fn list(tag: &str, items: &[String]) -> String {
    let items: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
    let format = kept("list", tag, || lister(tag).unwrap_or_default());
    let text = Reflect::get(&format, &"format".into())
        .and_then(|to_text| to_text.dyn_into::<Function>()?.call1(&format, &items));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| items.join(", ").into())
}

/// js-sys has the options of this formatter, but not the formatter.
fn lister(tag: &str) -> Result<JsValue, JsValue> {
    let style = options(&[("type", "conjunction"), ("style", "narrow")]);
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let format = Reflect::get(&intl, &"ListFormat".into())?.dyn_into::<Function>()?;
    Reflect::construct(&format, &Array::of2(&locales(tag), &style))
}

/// The text without accents and in lower case, for searching.
pub fn fold(text: &str) -> String {
    let decomposed = JsString::from(text).normalize("NFD");
    let plain: String = String::from(decomposed)
        .chars()
        // Includes the vowel signs of Arabic, and the tatweel that stretches letters.
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{655}'))
        .map(|c| if matches!(c, '’' | '‘') { '\'' } else { c })
        .collect();
    plain.to_lowercase()
}

fn utc_midnight(day: NaiveDate) -> JsValue {
    let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
    Date::new(&JsValue::from((days * 86_400_000) as f64)).into()
}

fn call(format: &Function, value: &JsValue) -> String {
    let text = format.call1(&JsValue::UNDEFINED, value).ok();
    text.and_then(|text| text.as_string()).map(|text| unmarked(&text)).unwrap_or_default()
}
