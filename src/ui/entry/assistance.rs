//! Assistance: what a State needs or offers for this element, by kind.

use leptos::prelude::*;

use super::parts::Parts;
use super::typing::Typing;
use crate::domain::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::session::{
    Where, catch_focus, direction_message, focus, kind_message, later, state_message, use_session,
    use_views,
};
use crate::ui::widgets::Keyed;

/// The list, and buttons to add a need or an offer.
#[component]
pub fn AssistanceList(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let items = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        entry.items(field::ASSISTANCE).map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
    });
    let add = move |direction: Direction| {
        let item = session.new_item_key();
        let value = Assistance::new(direction, AssistanceKind::Technical).to_value();
        let name = format!("{}{item}", field::ASSISTANCE);
        session.write(Where::Shared, key.get_value(), &name, value, None);
        later(0, move || focus(&format!("assistance-{item}-kind")));
    };
    let row =
        move |item: String| view! { <AssistanceItem entry=key.get_value() item=item/> }.into_any();
    view! {
        <section class="items" aria-labelledby="assistance-title">
            <h4 id="assistance-title">{session.t(msg::ASSISTANCE_TITLE)}</h4>
            <ul>
                <Keyed keys=items row=Callback::new(row)/>
            </ul>
            <div class="button-pair">
                <button type="button" id="add-need" class="add" on:click=move |_| add(Direction::Need) data-testid="add-need">
                    {session.t(msg::ASSISTANCE_ADD_NEED)}
                </button>
                <button type="button" class="add" on:click=move |_| add(Direction::Offer)>
                    {session.t(msg::ASSISTANCE_ADD_OFFER)}
                </button>
            </div>
        </section>
    }
}

#[component]
fn AssistanceItem(entry: EntryKey, item: String) -> impl IntoView {
    let session = use_session();
    let assistance = Typing::new(
        entry,
        format!("{}{item}", field::ASSISTANCE),
        Where::Shared,
        read,
        Assistance::to_value,
    );
    let remove = move |_| {
        assistance.remove();
        later(0, || catch_focus("add-need"));
    };
    let prefix = format!("assistance-{item}");
    // Choices are saved at once and shown as stored, so that the keyboard’s
    // undo works while the focus is in a list.
    view! {
        <li class="item" on:change=move |_| assistance.leave() on:focusout=move |_| assistance.leave()>
            <AssistanceFields parts=assistance.parts() prefix=prefix/>
            <button type="button" class="quiet remove" on:click=remove>
                {session.t(msg::ASSISTANCE_REMOVE)}
            </button>
        </li>
    }
}

/// The form fields of a need or an offer.
#[component]
pub fn AssistanceFields(
    /// The need or offer.
    parts: Parts<Assistance>,
    /// The prefix of the fields' ids.
    prefix: String,
) -> impl IntoView {
    let session = use_session();
    let heading = move || session.text(direction_message(parts.shown().direction));
    let [partner, note] = ["partner", "note"].map(|part| format!("{prefix}-{part}"));
    view! {
        <p class="item-kind">{move || heading()}</p>
        <Choices parts=parts prefix=prefix/>
        <div class="field wide">
            <label for=note.clone()>{session.t(msg::ASSISTANCE_NOTE)}</label>
            <textarea id=note dir="auto" rows="2" maxlength="2000" class="grow"
                prop:value=move || parts.shown().note
                on:input:target=move |e| parts.change(|it| it.note = e.target().value())></textarea>
            <p class="print-value" dir="auto" aria-hidden="true">{move || parts.shown().note}</p>
        </div>
        <div class="field">
            <label for=partner.clone()>{session.t(msg::ASSISTANCE_PARTNER)}</label>
            <input id=partner type="text" dir="auto" maxlength="200"
                prop:value=move || parts.shown().partner
                on:input:target=move |e| parts.change(|it| it.partner = e.target().value())/>
            <p class="print-value" dir="auto" aria-hidden="true">{move || parts.shown().partner}</p>
        </div>
    }
}

/// Reads the value of a field.
pub fn read(value: Option<&Value>) -> Assistance {
    let blank = || Assistance::new(Direction::Need, AssistanceKind::Technical);
    value.and_then(|value| Assistance::from_value(value).ok()).unwrap_or_else(blank)
}

/// Kind and state.
#[component]
fn Choices(parts: Parts<Assistance>, prefix: String) -> impl IntoView {
    let kinds = AssistanceKind::ALL.iter().map(|kind| (kind.key(), kind_message(*kind)));
    let states = AssistanceState::ALL.iter().map(|state| (state.key(), state_message(*state)));
    let choose_kind = move |key: String| {
        if let Ok(kind) = key.parse() {
            parts.change(|it| it.kind = kind);
        }
    };
    let choose_state = move |key: String| {
        if let Ok(state) = key.parse() {
            parts.change(|it| it.state = state);
        }
    };
    view! {
        <Choice id=format!("{prefix}-kind") label=msg::ASSISTANCE_KIND options=kinds.collect()
            choose=Callback::new(choose_kind) value=Signal::derive(move || parts.shown().kind.key())/>
        <Choice id=format!("{prefix}-state") label=msg::ASSISTANCE_STATE options=states.collect()
            choose=Callback::new(choose_state) value=Signal::derive(move || parts.shown().state.key())/>
    }
}

#[component]
fn Choice(
    id: String,
    label: Message,
    options: Vec<(&'static str, Message)>,
    value: Signal<&'static str>,
    choose: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let option = move |(key, name): (&'static str, Message)| {
        view! { <option value=key prop:selected=move || value.get() == key>{session.t(name)}</option> }
    };
    let names = options.clone();
    let chosen = move || {
        let name = names.iter().find(|(key, _)| *key == value.get());
        name.map(|(_, name)| session.text(*name))
    };
    view! {
        <label class="field"><span>{session.t(label)}</span>
            <select id=id on:change:target=move |event| choose.run(event.target().value())>
                {options.into_iter().map(option).collect_view()}
            </select>
            <span class="print-value" aria-hidden="true">{chosen}</span>
        </label>
    }
}
