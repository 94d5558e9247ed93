//! Where more than one value survives: all of them side by side, with who
//! wrote them, when, and from which file, and the last value that all sides
//! had seen. One is chosen, or another written; the others stay in the
//! history.

use leptos::prelude::*;

use crate::domain::assistance::Assistance;
use crate::domain::entry::{Alternative, Field, field};
use crate::domain::evidence::Evidence;
use crate::domain::ledger::EntryKey;
use crate::domain::projection::last_agreed;
use crate::domain::revision::FieldName;
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Session, Where, status_message, use_session, use_views};
use crate::snapshot::canonical;

/// How many values are shown at most; a flood of them must not bury the page.
const MOST_SHOWN: usize = 20;

/// All contested fields of an entry.
#[component]
pub fn ContestedFields(
    /// The entry.
    entry: EntryKey,
    /// Shared, or private.
    place: Where,
) -> impl IntoView {
    let views = use_views();
    let key = StoredValue::new(entry);
    let contested = Memo::new(move |_| {
        let subject = key.get_value().1;
        let entry = match place {
            Where::Shared => views.entry(subject.as_str()),
            Where::Private => views.private_entry(subject.as_str()),
        };
        entry.contested().map(|(name, field)| (name.clone(), field.clone())).collect::<Vec<_>>()
    });
    move || {
        let fields = contested.get().into_iter();
        let shown = fields.map(
            |(name, field)| view! { <Contested entry=key.get_value() place=place name=name field=field/> },
        );
        shown.collect_view()
    }
}

#[component]
fn Contested(entry: EntryKey, place: Where, name: FieldName, field: Field) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(entry);
    let agreed = session.desk.with_untracked(|desk| {
        last_agreed(&place.ledger(desk).entry_revisions(&key.get_value()), &name)
    });
    let field_word = {
        let name = name.clone();
        move || session.field_name(&name)
    };
    let title = move || session.fill(msg::CONTESTED_TITLE, &[("field", &field_word())]);
    let shown_name = name.clone();
    let last = move || match &agreed {
        Some(value) => {
            let value = value_words(session, &shown_name, value);
            session.fill(msg::CONTESTED_AGREED, &[("value", &value)])
        }
        None => session.text(msg::CONTESTED_NEVER_AGREED).to_owned(),
    };
    let more = field.alternatives.len().saturating_sub(MOST_SHOWN);
    let alternatives = field.alternatives.into_iter().take(MOST_SHOWN);
    let side = move |side: Alternative| {
        view! { <Side entry=key.get_value() place=place name=name.clone() side=side/> }
    };
    view! {
        <section class="contested" data-testid="contested">
            <h4>{move || title()}</h4>
            <p>{session.t(msg::CONTESTED_TEXT)}</p>
            <ul class="sides">{alternatives.map(side).collect_view()}</ul>
            {(more > 0).then(|| view! { <p>{move || session.count_of(msg::CONTESTED_MORE, more)}</p> })}
            <p class="agreed">{move || last()}</p>
        </section>
    }
}

/// One of the values.
#[component]
fn Side(entry: EntryKey, place: Where, name: FieldName, side: Alternative) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(entry);
    let writers = session.writers(place, &key.get_value(), &side.revisions);
    let writer = move |(author, time, file): (
        crate::domain::revision::AuthorId,
        i64,
        Option<std::sync::Arc<str>>,
    )| {
        let words = move || {
            session.fill(
                msg::CONTESTED_BY,
                &[("author", &session.author_name(&author)), ("time", &session.moment(time))],
            )
        };
        view! { <li><bdi>{move || words()}</bdi>{file.map(|file| view! { " "<bdi class="file">{file.to_string()}</bdi> })}</li> }
    };
    let (shown_name, shown_value) = (name.clone(), side.value.clone());
    let words = move || value_words(session, &shown_name, &shown_value);
    let choose = move |_| {
        session.write(place, key.get_value(), name.as_str(), side.value.clone(), None);
    };
    let read_only = move || session.editor().is_none();
    view! {
        <li class="side">
            <p class="side-value" dir="auto">{move || words()}</p>
            <ul class="writers">{writers.into_iter().map(writer).collect_view()}</ul>
            <button type="button" disabled=move || read_only() on:click=choose>{session.t(msg::CONTESTED_CHOOSE)}</button>
        </li>
    }
}

/// A value as a person reads it.
pub fn value_words(session: Session, name: &FieldName, value: &Value) -> String {
    let text = match value {
        Value::Null => return session.text(msg::VALUE_CLEARED).to_owned(),
        Value::Text(text) => text.clone(),
        other => return item_words(name, other),
    };
    match name.as_str() {
        field::STATUS => match text.parse::<Status>() {
            Ok(status) => format!("{} {}", status.glyph(), session.text(status_message(status))),
            Err(_) => text,
        },
        field::TARGET => text.parse::<Target>().map_or(text, |target| session.target_name(target)),
        _ => text,
    }
}

fn item_words(name: &FieldName, value: &Value) -> String {
    let parts = if name.as_str().starts_with(field::EVIDENCE) {
        Evidence::from_value(value).map(|it| vec![it.title, it.link, it.date]).ok()
    } else if name.as_str().starts_with(field::ASSISTANCE) {
        let words = |it: Assistance| {
            vec![
                it.direction.key().into(),
                it.kind.key().into(),
                it.state.key().into(),
                it.partner,
                it.note,
            ]
        };
        Assistance::from_value(value).map(words).ok()
    } else {
        None
    };
    let Some(parts) = parts else {
        return canonical::to_text(value);
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
