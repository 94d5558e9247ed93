//! A text of an entry, saved while it is typed.

use leptos::prelude::*;

use crate::domain::entry::Entry;
use crate::domain::ledger::EntryKey;
use crate::domain::revision::RevisionId;
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::session::{Where, use_session, use_views};
use crate::ui::widgets::Autosave;

/// One text field. What arrives from elsewhere while a person types is never
/// overwritten: it becomes contested.
#[component]
pub fn TextField(
    /// The entry.
    entry: EntryKey,
    /// The field's name in the file.
    name: &'static str,
    /// What it is called.
    label: Message,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: Option<Message>,
    /// Shared, or private.
    #[prop(default = Where::Shared)]
    place: Where,
    /// How many lines it shows at first.
    lines: u32,
) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let current = move || -> Entry {
        let subject = key.get_value().1;
        match place {
            Where::Shared => views.entry(subject.as_str()),
            Where::Private => views.private_entry(subject.as_str()),
        }
    };
    let kept = Memo::new(move |_| current().text(name).to_owned());
    // What is typed and not yet saved, and the heads seen when it began.
    let typed = RwSignal::new(None::<String>);
    let seen = StoredValue::new(None::<Vec<RevisionId>>);
    let autosave = Autosave::new(move || {
        let Some(text) = typed.try_update(Option::take).flatten() else {
            return;
        };
        let value = if text.trim().is_empty() {
            Value::Null
        } else {
            Value::text(text)
        };
        let before = seen.try_get_value().flatten();
        match session.write(place, key.get_value(), name, value, before) {
            Some(heads) => drop(seen.try_update_value(|seen| *seen = Some(heads))),
            None => session.typed_nothing(),
        }
    });
    let (soon, now) = (autosave.clone(), autosave);
    let input = move |text: String| {
        typed.set(Some(text));
        soon.soon();
    };
    let begin = move |_| seen.set_value(Some(untrack(current).heads));
    let end = move |_| {
        now.now();
        seen.set_value(None);
    };
    let shown = move || typed.get().unwrap_or_else(|| kept.get());
    let id = format!("field-{}", name.replace('.', "-"));
    let hint_id = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="field" data-field=name>
            <label for=id.clone()>{session.t(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{session.t(hint)}</p> })}
            <textarea id=id dir="auto" rows=lines.to_string() maxlength="20000" aria-describedby=hint_id
                class="grow" prop:value=shown on:focus=begin on:blur=end
                on:input:target=move |event| input(event.target().value())></textarea>
            <p class="print-value" dir="auto" aria-hidden="true">{shown}</p>
        </div>
    }
}

/// The words of a field for a value that another program wrote and this one
/// does not know.
#[component]
pub fn UnknownFields(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let unknown = move || -> Vec<(String, String)> {
        let entry = views.entry(key.get_value().1.as_str());
        let unknown = entry
            .fields
            .iter()
            .filter(|(name, _)| !crate::domain::field::is_known(name.as_str()));
        unknown
            .filter(|(_, field)| !field.provisional().is_null())
            .map(|(name, field)| {
                (
                    name.to_string(),
                    crate::snapshot::canonical::to_text(field.provisional()),
                )
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
                        <dt><code>{name}</code></dt><dd dir="auto">{value}</dd>
                    }).collect_view()}</dl>
                </section>
            }
        })
    }
}
