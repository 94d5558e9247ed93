//! The target of an element, and whether it is one of the State's three
//! priorities.

use chrono::Datelike;
use leptos::prelude::*;

use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::domain::target::{Target, format_day, parse_day};
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::reference::proposed_meetings;
use crate::session::{Where, use_session, use_views};
use crate::ui::widgets::When;

/// The allowed years of a target.
const YEARS: std::ops::RangeInclusive<i32> = 2018..=2099;

/// The option for a day without a meeting.
pub const OTHER_DAY: &str = "day";

/// A meeting of the calendar, or a day.
#[component]
pub fn TargetField(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let target = Memo::new(move |_| views.entry(key.get_value().1.as_str()).target());
    // Whether the option “another day” is chosen but no day is entered.
    let wants_day = RwSignal::new(false);
    let write = move |text: String| {
        // Until the day is given there is no target: what is shown is kept.
        let no_day = text == OTHER_DAY;
        wants_day.set(no_day);
        let value = if no_day || text.is_empty() { Value::Null } else { Value::text(text) };
        session.write(Where::Shared, key.get_value(), field::TARGET, value, None);
    };
    let choice = Memo::new(move |_| match target.get() {
        Some(Target::Day(_)) => OTHER_DAY.to_owned(),
        Some(meeting) => meeting.to_string(),
        None if wants_day.get() => OTHER_DAY.to_owned(),
        None => String::new(),
    });
    view! {
        <div class="field" data-field="target">
            <label for="field-target">{session.t(msg::FIELD_TARGET)}</label>
            <select id="field-target" prop:value=move || choice.get()
                on:change:target=move |event| write(event.target().value())>
                <TargetOptions choice=choice/>
            </select>
            <p class="print-value" aria-hidden="true">{move || target.get().map(|target| session.target_name(target))}</p>
            <When is=move || choice.get() == OTHER_DAY>
                <Day id="field-day".into() target=target write=Callback::new(write)/>
            </When>
        </div>
    }
}

/// No target, the six meetings of the source, or a day.
#[component]
pub fn TargetOptions(
    /// The chosen option.
    choice: Memo<String>,
) -> impl IntoView {
    let session = use_session();
    let option = move |year: i32| {
        let value = Target::Meeting(year).to_string();
        let same = value.clone();
        view! {
            <option value=value prop:selected=move || choice.get() == same>
                {move || session.target_name(Target::Meeting(year))}
            </option>
        }
    };
    let meetings = proposed_meetings().into_iter().map(|meeting| option(meeting.year));
    view! {
        <option value="" prop:selected=move || choice.get().is_empty()>{session.t(msg::FIELD_TARGET_NONE)}</option>
        {meetings.collect_view()}
        <option value=OTHER_DAY prop:selected=move || choice.get() == OTHER_DAY>{session.t(msg::FIELD_TARGET_DAY)}</option>
    }
}

/// An input field for a day. Clearing it keeps the option “another day”.
#[component]
pub fn Day(
    /// The id of the field.
    id: String,
    /// Whether the surrounding form requires it.
    #[prop(optional)]
    required: bool,
    /// The chosen target.
    target: Memo<Option<Target>>,
    /// Writes another day.
    write: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let day = move || match target.get() {
        Some(Target::Day(day)) => format_day(day),
        _ => String::new(),
    };
    // While a year is typed digit by digit, the browser reports years such as 2.
    let choose = move |text: String| {
        if parse_day(&text).is_some_and(|day| YEARS.contains(&day.year())) {
            write.run(text);
        }
    };
    // Half a day, or one out of range, is not kept: the field shows what is.
    let left = move |valid: bool, empty: bool| match (valid, empty) {
        (true, true) => {
            write.run(OTHER_DAY.to_owned());
            None
        }
        (false, true) if required => None,
        (false, _) => Some(untrack(day)),
        (true, false) => None,
    };
    view! {
        <label class="visually-hidden" for=id.clone()>{session.t(msg::FIELD_DAY)}</label>
        <input id=id type="date" required=required min="2018-01-01" max="2099-12-31" prop:value=move || day()
            on:change:target=move |event| choose(event.target().value())
            on:blur:target=move |event| {
                let field = event.target();
                let shown = left(field.check_validity(), field.value().is_empty());
                shown.into_iter().for_each(|shown| field.set_value(&shown));
            }/>
        <p class="hint">{format!("{}–{}", YEARS.start(), YEARS.end())}</p>
    }
}

/// One of the three priorities that question 1 of the source asks for.
#[component]
pub fn PriorityField(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let priority = Memo::new(move |_| views.entry(key.get_value().1.as_str()).priority());
    let choose = move |choice: String| {
        let value = choice.parse().map_or(Value::Null, Value::Integer);
        session.write(Where::Shared, key.get_value(), field::PRIORITY, value, None);
    };
    let shown = move || priority.get().map(|number| number.to_string()).unwrap_or_default();
    let name =
        move |number: i64| session.fill(msg::FIELD_PRIORITY_N, &[("n", &number.to_string())]);
    let option = move |number: i64| {
        view! { <option value=number.to_string() prop:selected=move || priority.get() == Some(number)>{move || name(number)}</option> }
    };
    view! {
        <div class="field" data-field="priority">
            <label for="field-priority">{session.t(msg::FIELD_PRIORITY)}</label>
            <select id="field-priority" prop:value=move || shown() on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=move || priority.get().is_none()>{session.t(msg::FIELD_PRIORITY_NONE)}</option>
                {[1, 2, 3].map(option).collect_view()}
            </select>
            <p class="print-value" aria-hidden="true">{move || priority.get().map(name)}</p>
        </div>
    }
}
