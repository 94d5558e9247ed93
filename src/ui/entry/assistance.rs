//! Assistance: what a State needs or offers for this element, by kind.

use leptos::prelude::*;

use crate::domain::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::session::{Where, use_session, use_views};
use crate::ui::widgets::Autosave;

/// The list, and buttons to add a need or an offer.
#[component]
pub fn AssistanceList(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let items = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        entry
            .items(field::ASSISTANCE)
            .map(|(key, _)| key.to_owned())
            .collect::<Vec<_>>()
    });
    let add = move |direction: Direction| {
        let name = format!("{}{}", field::ASSISTANCE, session.new_item_key());
        let value = Assistance::new(direction, AssistanceKind::Technical).to_value();
        session.write(Where::Shared, key.get_value(), &name, value, None);
    };
    view! {
        <section class="items" aria-labelledby="assistance-title">
            <h4 id="assistance-title">{session.t(msg::ASSISTANCE_TITLE)}</h4>
            <ul>
                <For each=move || items.get() key=String::clone let:item>
                    <AssistanceItem entry=key.get_value() item=item/>
                </For>
            </ul>
            <div class="button-pair">
                <button type="button" class="add" on:click=move |_| add(Direction::Need) data-testid="add-need">
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
    let views = use_views();
    let key = StoredValue::new(entry);
    let name = StoredValue::new(format!("{}{item}", field::ASSISTANCE));
    let kept = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        let value = entry
            .field(&name.get_value())
            .map(|field| field.provisional().clone());
        let blank = || Assistance::new(Direction::Need, AssistanceKind::Technical);
        value
            .and_then(|value| Assistance::from_value(&value).ok())
            .unwrap_or_else(blank)
    });
    let typed = RwSignal::new(None::<Assistance>);
    let save = Autosave::new(move || {
        let Some(assistance) = typed.try_update(Option::take).flatten() else {
            return;
        };
        let value = assistance.to_value();
        if session
            .write(
                Where::Shared,
                key.get_value(),
                &name.get_value(),
                value,
                None,
            )
            .is_none()
        {
            session.typed_nothing();
        }
    });
    let save = StoredValue::new(save);
    let shown = move || typed.get().unwrap_or_else(|| kept.get());
    let change = move |at_once: bool, change: &dyn Fn(&mut Assistance)| {
        let mut assistance = untrack(shown);
        change(&mut assistance);
        typed.set(Some(assistance));
        save.with_value(|save| if at_once { save.now() } else { save.soon() });
    };
    let remove = move |_| {
        typed.set(None);
        session.write(
            Where::Shared,
            key.get_value(),
            &name.get_value(),
            Value::Null,
            None,
        );
    };
    let heading = move || match shown().direction {
        Direction::Need => session.text(msg::ASSISTANCE_NEED),
        Direction::Offer => session.text(msg::ASSISTANCE_OFFER),
    };
    let texts = [
        (msg::ASSISTANCE_PARTNER, "partner", 200),
        (msg::ASSISTANCE_NOTE, "note", 2000),
    ];
    let text = move |(label, part, length): (Message, &'static str, u32)| {
        let id = format!("assistance-{item}-{part}");
        let is_note = part == "note";
        let shown = move || {
            if is_note {
                shown().note
            } else {
                shown().partner
            }
        };
        view! {
            <div class="field"><label for=id.clone()>{session.t(label)}</label>
                <input id=id type="text" dir="auto" maxlength=length.to_string() prop:value=shown
                    on:input:target=move |e| change(false, &|it| {
                        let text = e.target().value();
                        if is_note { it.note = text } else { it.partner = text }
                    })/></div>
        }
    };
    view! {
        <li class="item" on:focusout=move |_| save.with_value(Autosave::now)>
            <p class="item-kind">{heading}</p>
            <Choice label=msg::ASSISTANCE_KIND options=AssistanceKind::ALL.iter().map(|k| (k.key(), kind_message(*k))).collect()
                value=Signal::derive(move || shown().kind.key())
                choose=Callback::new(move |text: String| if let Ok(kind) = text.parse() { change(true, &|it| it.kind = kind) })/>
            <Choice label=msg::ASSISTANCE_STATE options=AssistanceState::ALL.iter().map(|s| (s.key(), state_message(*s))).collect()
                value=Signal::derive(move || shown().state.key())
                choose=Callback::new(move |text: String| if let Ok(state) = text.parse() { change(true, &|it| it.state = state) })/>
            {texts.map(text).collect_view()}
            <button type="button" class="quiet remove" on:click=remove>{session.t(msg::ASSISTANCE_REMOVE)}</button>
        </li>
    }
}

#[component]
fn Choice(
    label: Message,
    options: Vec<(&'static str, Message)>,
    value: Signal<&'static str>,
    choose: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let option = move |(key, name): (&'static str, Message)| {
        view! { <option value=key selected=move || value.get() == key>{session.t(name)}</option> }
    };
    view! {
        <label class="field"><span>{session.t(label)}</span>
            <select on:change:target=move |event| choose.run(event.target().value())>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

fn kind_message(kind: AssistanceKind) -> Message {
    match kind {
        AssistanceKind::Financial => msg::KIND_FINANCIAL,
        AssistanceKind::Technical => msg::KIND_TECHNICAL,
        AssistanceKind::Training => msg::KIND_TRAINING,
        AssistanceKind::Equipment => msg::KIND_EQUIPMENT,
        AssistanceKind::Legal => msg::KIND_LEGAL,
    }
}

fn state_message(state: AssistanceState) -> Message {
    match state {
        AssistanceState::Open => msg::STATE_OPEN,
        AssistanceState::Matched => msg::STATE_MATCHED,
        AssistanceState::Delivered => msg::STATE_DELIVERED,
        AssistanceState::Withdrawn => msg::STATE_WITHDRAWN,
    }
}
