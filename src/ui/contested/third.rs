//! Writes a value other than the contested ones: the form for the kind of
//! field, and a button to save it.

use leptos::prelude::*;

use super::list::List;
use crate::domain::assistance::Assistance;
use crate::domain::entry::{Standing, field};
use crate::domain::field::MAX_TEXT;
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Session, focus, later, standing_message};
use crate::ui::entry::assistance::{AssistanceFields, read as read_assistance};
use crate::ui::entry::evidence::{EvidenceFields, read as read_evidence, write as write_evidence};
use crate::ui::entry::{Day, OTHER_DAY, Parts, TargetOptions};
use crate::view::contests::Case;

/// The value being written. A handle.
#[derive(Clone, Copy)]
enum Draft {
    /// The content of one input field.
    Text(RwSignal<String>),
    /// A list item with several parts.
    Item(RwSignal<Value>),
}

impl Draft {
    /// Starts with the present value.
    fn new(name: &str, value: Option<&Value>) -> Self {
        if is_evidence(name) || is_assistance(name) {
            return Self::Item(RwSignal::new(value.cloned().unwrap_or(Value::Null)));
        }
        Self::Text(RwSignal::new(match value {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Integer(number)) => number.to_string(),
            _ => String::new(),
        }))
    }

    /// The written value, if it is valid.
    fn value(self, name: &str) -> Option<Value> {
        match self {
            Self::Text(text) => text.with_untracked(|text| field::typed(name, text)),
            Self::Item(item) => {
                Some(item.get_untracked()).filter(|value| field::check(name, value).is_ok())
            }
        }
    }
}

/// The id of the input field, or the prefix of several ids: several forms may
/// be open at once.
fn field_id(case: &Case) -> String {
    format!("{}/other", case.id())
}

/// The id of the input field that gets the focus.
fn first_field(case: &Case) -> String {
    let (id, name) = (field_id(case), case.name.as_str());
    match name {
        _ if is_evidence(name) => format!("{id}-title"),
        _ if is_assistance(name) => format!("{id}-kind"),
        _ => id,
    }
}

fn is_evidence(name: &str) -> bool {
    name.starts_with(field::EVIDENCE)
}

fn is_assistance(name: &str) -> bool {
    name.starts_with(field::ASSISTANCE)
}

/// A form for another value. Values that arrive while it is open are not
/// overwritten: they stay contested.
pub fn third(session: Session, list: List, case: Case) -> AnyView {
    let name = case.name.to_string();
    let entry = session.desk.with_untracked(|desk| desk.entry(&case.key));
    let draft = Draft::new(&name, entry.field(&name).map(|field| field.provisional()));
    let first = first_field(&case);
    let case = StoredValue::new(case);
    let close = move || {
        case.with_value(|case| list.stop_writing(case));
        let id = case.with_value(Case::id);
        later(0, move || focus(&id));
    };
    let seen = entry.heads;
    let kept = name.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match draft.value(&kept) {
            Some(value) => list.decide(&case.get_value(), value, Some(seen.clone())),
            // The form shows what is missing.
            None => case.with_value(|case| focus(&first_field(case))),
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    later(0, move || focus(&first));
    view! {
        <form class="third" on:submit=submit on:keydown=escape>
            {editor(session, case, &name, draft)}
            <div class="button-pair">
                <button type="submit" class="primary">{session.t(msg::DESK_SAVE)}</button>
                <button type="button" on:click=move |_| close()>{session.t(msg::DESK_CANCEL)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn editor(session: Session, case: StoredValue<Case>, name: &str, draft: Draft) -> AnyView {
    let id = case.with_value(field_id);
    match draft {
        Draft::Item(item) if is_evidence(name) => evidence(item, id),
        Draft::Item(item) => assistance(item, id),
        Draft::Text(text) if name == field::STATUS => status(session, text, id),
        Draft::Text(text) if name == field::TARGET => target(session, text, id),
        Draft::Text(text) if name == field::PRIORITY => priority(session, text, id),
        Draft::Text(text) => words(session, case, text, id),
    }
}

/// A piece of evidence, with the same parts as in the entry.
fn evidence(item: RwSignal<Value>, id: String) -> AnyView {
    let shown = Signal::derive(move || item.with(|value| read_evidence(Some(value))));
    let parts = Parts::new(shown, Callback::new(move |it| item.set(write_evidence(&it))));
    view! { <div class="item"><EvidenceFields parts=parts prefix=id/></div> }.into_any()
}

/// The same for a need or an offer.
fn assistance(item: RwSignal<Value>, id: String) -> AnyView {
    let shown = Signal::derive(move || item.with(|value| read_assistance(Some(value))));
    let parts = Parts::new(shown, Callback::new(move |it: Assistance| item.set(it.to_value())));
    view! { <div class="item"><AssistanceFields parts=parts prefix=id/></div> }.into_any()
}

/// A text.
fn words(session: Session, case: StoredValue<Case>, text: RwSignal<String>, id: String) -> AnyView {
    let label = move || case.with_value(|case| session.field_name(&case.name));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea id=id dir="auto" rows="3" maxlength=MAX_TEXT.to_string() class="grow" bind:value=text></textarea>
        </div>
    }
    .into_any()
}

/// One status of six, or none.
fn status(session: Session, text: RwSignal<String>, id: String) -> AnyView {
    let option = move |option: Standing| {
        let key = match option {
            Standing::Stated(status) => status.key(),
            _ => "",
        };
        let chosen = move || text.with(|text| text == key);
        let first = untrack(chosen).then(|| id.clone());
        let group = id.clone();
        view! {
            <label class="status-option" data-standing=option.key()>
                <input type="radio" name=group id=first value=key prop:checked=chosen on:change=move |_| text.set(key.to_owned())/>
                <span class="status-face">
                    <span class="standing-glyph" aria-hidden="true">{option.glyph()}</span>
                    <span>{session.t(standing_message(option))}</span>
                </span>
            </label>
        }
    };
    let options = Status::ALL.map(Standing::Stated).into_iter().chain([Standing::NotStated]);
    view! {
        <fieldset class="status">
            <legend>{session.t(msg::FIELD_STATUS)}</legend>
            <div class="status-options">{options.map(option).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// A meeting, a day, or none.
fn target(session: Session, text: RwSignal<String>, id: String) -> AnyView {
    let target = Memo::new(move |_| text.with(|text| text.parse::<Target>().ok()));
    let choice = Memo::new(move |_| match target.get() {
        Some(Target::Day(_)) => OTHER_DAY.to_owned(),
        _ => text.get(),
    });
    let write = move |chosen| text.set(chosen);
    let day_id = format!("{id}-day");
    let day = move || {
        (choice.get() == OTHER_DAY)
            .then(|| view! { <Day id=day_id.clone() required=true target=target write=Callback::new(write)/> })
    };
    view! {
        <div class="field">
            <label for=id.clone()>{session.t(msg::FIELD_TARGET)}</label>
            <select id=id prop:value=move || choice.get() on:change:target=move |event| write(event.target().value())>
                <TargetOptions choice=choice/>
            </select>
            {day}
        </div>
    }
    .into_any()
}

/// One of three priorities, or none.
fn priority(session: Session, text: RwSignal<String>, id: String) -> AnyView {
    let option = move |number: &'static str| {
        let name = move || session.fill(msg::FIELD_PRIORITY_N, &[("n", number)]);
        view! { <option value=number prop:selected=move || text.with(|text| text == number)>{name}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{session.t(msg::FIELD_PRIORITY)}</label>
            <select id=id prop:value=move || text.get() on:change:target=move |event| text.set(event.target().value())>
                <option value="" prop:selected=move || text.with(String::is_empty)>{session.t(msg::FIELD_PRIORITY_NONE)}</option>
                {["1", "2", "3"].map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
