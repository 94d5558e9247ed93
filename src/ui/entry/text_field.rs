//! A text of an entry, saved while typing.

use leptos::prelude::*;

use super::typing::Typing;
use crate::domain::field::MAX_TEXT;
use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::session::{Session, Where, use_session, use_views};
use crate::ui::widgets::foreign;

/// A text field. Values that arrive while a person types are never overwritten:
/// the field becomes contested.
#[component]
pub fn TextField(
    /// The entry.
    entry: EntryKey,
    /// The field's name in the file.
    name: &'static str,
    /// Its label.
    #[prop(optional)]
    label: Option<Message>,
    /// Its label if it is the same in every language.
    #[prop(optional)]
    caption: &'static str,
    /// A hint for filling it in.
    #[prop(optional)]
    hint: Option<Message>,
    /// Shared, or private.
    #[prop(default = Where::Shared)]
    place: Where,
    /// The initial number of lines.
    lines: u32,
) -> impl IntoView {
    let session = use_session();
    let id = format!("field-{}-{name}", entry.1).replace(['.', '+', ':'], "-");
    let text = Typing::new(entry, name.to_owned(), place, read, write);
    let hint_id = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="field" data-field=name>
            <label for=id.clone()>{move || label.map_or(caption, |label| session.text(label))}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{session.t(hint)}</p> })}
            <textarea id=id dir="auto" rows=lines.to_string() maxlength=MAX_TEXT.to_string() aria-describedby=hint_id
                class="grow" prop:value=move || text.shown()
                on:blur=move |_| text.leave()
                on:input:target=move |event| text.put(event.target().value())></textarea>
            <p class="hint" role="status">{move || room(session, &text.shown())}</p>
            <p class="print-value" dir="auto" aria-hidden="true">{move || foreign(session, &text.shown())}</p>
        </div>
    }
}

/// How much of a field is full, once little room is left: the browser cuts off
/// what is too long without a word. It counts in UTF-16, as `maxlength` does.
fn room(session: Session, text: &str) -> Option<String> {
    let near = MAX_TEXT / 10 * 9;
    // A byte is at least a unit, so short texts need not be counted.
    let units = (text.len() > near).then(|| text.encode_utf16().count())?;
    let number = |count: usize| session.number(u32::try_from(count).unwrap_or(u32::MAX));
    (units > near).then(|| format!("{} / {}", number(units), number(MAX_TEXT)))
}

fn read(value: Option<&Value>) -> String {
    value.and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn write(text: &String) -> Value {
    if text.trim().is_empty() { Value::Null } else { Value::text(text) }
}

/// Lists the fields of the entry whose names this version does not know, with
/// their values as JSON.
#[component]
pub fn UnknownFields(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let unknown = move || -> Vec<(String, String)> {
        let entry = views.entry(key.get_value().1.as_str());
        let unknown =
            entry.fields.iter().filter(|(name, _)| !crate::domain::field::is_known(name.as_str()));
        unknown
            .filter(|(_, field)| !field.provisional().is_null())
            .map(|(name, field)| {
                (name.to_string(), crate::snapshot::canonical::to_text(field.provisional()))
            })
            .collect()
    };
    move || {
        let unknown = unknown();
        (!unknown.is_empty()).then(|| {
            view! {
                <section class="unknown-fields">
                    <h4>{session.t(msg::FIELD_UNKNOWN)}</h4>
                    <dl>{unknown.into_iter().map(|(name, value)| view! {
                        <dt><code>{name}</code></dt><dd dir="auto">{foreign(session, &value)}</dd>
                    }).collect_view()}</dl>
                </section>
            }
        })
    }
}
