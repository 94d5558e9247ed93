//! Writing another value than those that are contested: the right field for
//! what the field holds, and a button to keep what was written.

use leptos::prelude::*;

use super::list::List;
use crate::domain::entry::{Standing, field};
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Session, focus, later, standing_message};
use crate::ui::entry::{Day, OTHER_DAY, TargetOptions};
use crate::view::contests::Case;

/// The field that takes the focus.
const FIELD: &str = "another-value";

/// A form to write another value in. What arrives while it is open is not
/// overwritten: it stays contested.
pub fn third(session: Session, list: List, case: Case) -> AnyView {
    let name = case.name.to_string();
    let entry = session.desk.with_untracked(|desk| desk.entry(&case.key));
    let value = entry.field(&name).map(|field| field.provisional().clone());
    let text = RwSignal::new(value.map(words).unwrap_or_default());
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
        if let Some(value) = text.with_untracked(|text| field::typed(&kept, text)) {
            list.decide(&case.get_value(), value, Some(seen.clone()));
        }
    };
    let escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    later(0, || focus(FIELD));
    let save = can_be_written(&name).then(|| {
        view! { <button type="submit" class="primary">{session.t(msg::DESK_SAVE)}</button> }
    });
    view! {
        <form class="third" on:submit=submit on:keydown=escape>
            {editor(session, case, &name, text)}
            <div class="button-pair">
                {save}
                <button type="button" on:click=move |_| close()>{session.t(msg::DESK_CANCEL)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// What a form shows of a value at first.
fn words(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether a form of this page can write the field. Items of lists have
/// several parts; they are written where they stand.
fn can_be_written(name: &str) -> bool {
    [field::STATUS, field::TARGET, field::PRIORITY].contains(&name) || field::is_text(name)
}

fn editor(
    session: Session,
    case: StoredValue<Case>,
    name: &str,
    text: RwSignal<String>,
) -> AnyView {
    match name {
        field::STATUS => status(session, text),
        field::TARGET => target(session, text),
        field::PRIORITY => priority(session, text),
        _ if field::is_text(name) => {
            let label = move || case.with_value(|case| session.field_name(&case.name));
            view! {
                <div class="field">
                    <label for=FIELD>{label}</label>
                    <textarea id=FIELD dir="auto" rows="3" maxlength="20000" class="grow" bind:value=text></textarea>
                </div>
            }
            .into_any()
        }
        _ => {
            let (code, subject) = case.with_value(|case| case.key.clone());
            view! {
                <p><a id=FIELD href=format!("#/plan/{subject}") on:click=move |_| session.look_at(code)>
                    {session.t(msg::DESK_ELSEWHERE)}</a></p>
            }
            .into_any()
        }
    }
}

/// One status of six, or none.
fn status(session: Session, text: RwSignal<String>) -> AnyView {
    let option = move |option: Standing| {
        let key = match option {
            Standing::Stated(status) => status.key(),
            _ => "",
        };
        let chosen = move || text.with(|text| text == key);
        let id = untrack(chosen).then_some(FIELD);
        view! {
            <label class="status-option" data-standing=option.key()>
                <input type="radio" name=FIELD id=id value=key prop:checked=chosen on:change=move |_| text.set(key.to_owned())/>
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
fn target(session: Session, text: RwSignal<String>) -> AnyView {
    let target = Memo::new(move |_| text.with(|text| text.parse::<Target>().ok()));
    let choice = Memo::new(move |_| match target.get() {
        Some(Target::Day(_)) => OTHER_DAY.to_owned(),
        _ => text.get(),
    });
    let write = move |chosen| text.set(chosen);
    let day = move || {
        (choice.get() == OTHER_DAY)
            .then(|| view! { <Day target=target write=Callback::new(write)/> })
    };
    view! {
        <div class="field">
            <label for=FIELD>{session.t(msg::FIELD_TARGET)}</label>
            <select id=FIELD prop:value=move || choice.get() on:change:target=move |event| write(event.target().value())>
                <TargetOptions choice=choice/>
            </select>
            {day}
        </div>
    }
    .into_any()
}

/// One of three priorities, or none.
fn priority(session: Session, text: RwSignal<String>) -> AnyView {
    let option = move |number: &'static str| {
        let name = move || session.fill(msg::FIELD_PRIORITY_N, &[("n", number)]);
        view! { <option value=number selected=move || text.with(|text| text == number)>{name}</option> }
    };
    view! {
        <div class="field">
            <label for=FIELD>{session.t(msg::FIELD_PRIORITY)}</label>
            <select id=FIELD prop:value=move || text.get() on:change:target=move |event| text.set(event.target().value())>
                <option value="">{session.t(msg::FIELD_PRIORITY_NONE)}</option>
                {["1", "2", "3"].map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
