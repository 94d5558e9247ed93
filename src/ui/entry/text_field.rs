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
    let text = Text::new(entry, name, place);
    let id = format!("field-{}", name.replace('.', "-"));
    let hint_id = hint.map(|_| format!("{id}-hint"));
    view! {
        <div class="field" data-field=name>
            <label for=id.clone()>{session.t(label)}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id.clone()>{session.t(hint)}</p> })}
            <textarea id=id dir="auto" rows=lines.to_string() maxlength="20000" aria-describedby=hint_id
                class="grow" prop:value=move || text.shown()
                on:focus=move |_| text.begin() on:blur=move |_| text.end()
                on:input:target=move |event| text.input(event.target().value())></textarea>
            <p class="print-value" dir="auto" aria-hidden="true">{move || text.shown()}</p>
        </div>
    }
}

/// The state of a text while it is looked at and typed in. A handle.
#[derive(Clone, Copy)]
struct Text {
    kept: Memo<String>,
    heads: Memo<Vec<RevisionId>>,
    /// What is typed and not saved yet.
    typed: RwSignal<Option<String>>,
    /// The heads that were there when typing began.
    seen: StoredValue<Option<Vec<RevisionId>>>,
    autosave: StoredValue<Autosave>,
}

impl Text {
    fn new(entry: EntryKey, name: &'static str, place: Where) -> Self {
        let (session, views) = (use_session(), use_views());
        let key = StoredValue::new(entry);
        let current = Memo::new(move |_| -> Entry {
            let subject = key.get_value().1;
            match place {
                Where::Shared => views.entry(subject.as_str()),
                Where::Private => views.private_entry(subject.as_str()),
            }
        });
        let kept = Memo::new(move |_| current.with(|entry| entry.text(name).to_owned()));
        let heads = Memo::new(move |_| current.with(|entry| entry.heads.clone()));
        let typed = RwSignal::new(None::<String>);
        let seen = StoredValue::new(None::<Vec<RevisionId>>);
        let autosave = Autosave::new(move || {
            let Some(text) = typed.try_update(Option::take).flatten() else { return };
            let value = if text.trim().is_empty() { Value::Null } else { Value::text(text) };
            let before = seen.try_get_value().flatten();
            match session.write(place, key.get_value(), name, value, before) {
                Some(heads) => drop(seen.try_update_value(|seen| *seen = Some(heads))),
                None => session.typed_nothing(),
            }
        });
        Self { kept, heads, typed, seen, autosave: StoredValue::new(autosave) }
    }

    fn shown(self) -> String {
        self.typed.get().unwrap_or_else(|| self.kept.get())
    }

    fn input(self, text: String) {
        self.typed.set(Some(text));
        self.autosave.with_value(Autosave::soon);
    }

    fn begin(self) {
        self.seen.set_value(Some(self.heads.get_untracked()));
    }

    fn end(self) {
        self.autosave.with_value(Autosave::now);
        self.seen.set_value(None);
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
                        <dt><code>{name}</code></dt><dd dir="auto">{value}</dd>
                    }).collect_view()}</dl>
                </section>
            }
        })
    }
}
