//! The header of a file, what to consider, and (collapsed) its changes value by
//! value and the refused revisions.

use std::sync::Arc;

use leptos::prelude::*;

use crate::desk::{Contest, Replacement, key_of};
use crate::domain::ledger::EntryKey;
use crate::domain::revision::FieldName;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Preview, Session, use_session};
use crate::snapshot::fingerprint;
use crate::ui::widgets::When;

/// The maximum number of items in a list.
const MOST_SHOWN: usize = 50;

/// The part below the numbers of a file.
#[component]
pub fn Details(preview: Memo<Option<Arc<Preview>>>) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    view! {
        {move || preview.get().map(|preview| claims(session, &preview))}
        <details class="about-file" on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>{session.t(msg::IMPORT_DETAILS)}</summary>
            <When is=move || open.get()>
                {move || preview.get().map(|preview| view! {
                    {news(session, &preview)}
                    {replacements(session, &preview.intake.replaced)}
                    {contests(session, &preview.intake.contested)}
                    {refusals(session, &preview)}
                    {facts(session, &preview)}
                })}
            </When>
        </details>
    }
}

/// The claimed sender of the file, and what to consider.
fn claims(session: Session, preview: &Arc<Preview>) -> AnyView {
    let reading = &preview.reading;
    let exported = reading.snapshot.exported.clone();
    let name = reading.snapshot.authors.get(&exported.by).filter(|name| !name.trim().is_empty());
    let name = name.cloned();
    let from = move || {
        let author = name.clone().unwrap_or_else(|| session.author_name(&exported.by));
        let time = session.moment(exported.time);
        session.fill(msg::IMPORT_FROM, &[("author", &author), ("time", &time)])
    };
    let marking = reading.snapshot.marking.clone();
    let warned = Arc::clone(preview);
    let warnings = move || {
        let cautions = warned.cautions.iter().map(|caution| session.caution(caution));
        let warnings = warned.reading.warnings.iter().map(|warning| session.warning(warning));
        cautions.chain(warnings).map(|words| view! { <li><bdi>{words}</bdi></li> }).collect_view()
    };
    view! {
        <p class="from"><bdi>{move || from()}</bdi></p>
        {(!marking.is_empty()).then(|| view! { <p class="marking"><bdi>{marking}</bdi></p> })}
        <ul class="warnings">{warnings}</ul>
    }
    .into_any()
}

/// The other claims of the file.
fn facts(session: Session, preview: &Preview) -> AnyView {
    let reading = &preview.reading;
    let app = format!("{} {}", reading.app.name, reading.app.version);
    let rows = [
        (msg::ABOUT_EDITION, reading.edition.id.clone()),
        (msg::IMPORT_APP, app),
        (msg::IMPORT_AUTHOR, reading.snapshot.exported.by.to_string()),
        (msg::IMPORT_FINGERPRINT, fingerprint(&reading.snapshot.ledger)),
    ];
    let row = |(name, value): (_, String)| {
        view! { <dt>{session.t(name)}</dt><dd><bdi><code>{value}</code></bdi></dd> }
    };
    view! { <dl class="facts">{rows.map(row).collect_view()}</dl> }.into_any()
}

/// A link to an entry, showing State, element and field.
fn way(session: Session, (code, subject): &EntryKey, name: &FieldName) -> AnyView {
    let (code, subject, name) = (*code, subject.clone(), name.clone());
    let href = format!("#/plan/{subject}");
    let words =
        move || format!("{} · {} · {}", session.name(code), subject, session.field_name(&name));
    view! { <a href=href on:click=move |_| session.look_at(code)>{move || words()}</a> }.into_any()
}

/// The values that are new here.
fn news(session: Session, preview: &Preview) -> Option<AnyView> {
    let said = preview.intake.new.iter().flat_map(|revision| {
        revision.body().set.iter().map(move |(name, value)| (key_of(revision), name, value))
    });
    let line = |(key, name, value): (EntryKey, &FieldName, &Value)| {
        let (field, value) = (name.clone(), value.clone());
        let words = move || session.value_words(&field, &value);
        view! { <li>{way(session, &key, name)}<p><bdi>{words}</bdi></p></li> }.into_any()
    };
    let lines = said.clone().take(MOST_SHOWN).map(line).collect();
    list(session, msg::IMPORT_NEW, lines, said.count())
}

/// The values that will be replaced: before and after.
fn replacements(session: Session, replaced: &[Replacement]) -> Option<AnyView> {
    let line = |it: &Replacement| {
        let (name, before, after) = (it.name.clone(), it.before.clone(), it.after.clone());
        let words = move |values: &[Value]| {
            let words = values.iter().map(|value| session.value_words(&name, value));
            words.collect::<Vec<_>>().join(" | ")
        };
        let after_words = words.clone();
        view! {
            <li>
                {way(session, &it.key, &it.name)}
                <p class="before-after"><del><bdi>{move || words(&before)}</bdi></del>{move || format!(" {} ", session.language.get().arrow())}<ins><bdi>{move || after_words(&after)}</bdi></ins></p>
            </li>
        }
        .into_any()
    };
    let lines = replaced.iter().take(MOST_SHOWN).map(line).collect();
    list(session, msg::IMPORT_REPLACED_LIST, lines, replaced.len())
}

/// The fields that become contested.
fn contests(session: Session, contested: &[Contest]) -> Option<AnyView> {
    let line = |(key, name): &Contest| view! { <li>{way(session, key, name)}</li> }.into_any();
    let lines = contested.iter().take(MOST_SHOWN).map(line).collect();
    list(session, msg::IMPORT_CONTESTED_LIST, lines, contested.len())
}

/// The refused revisions, with reasons.
fn refusals(session: Session, preview: &Arc<Preview>) -> Option<AnyView> {
    let refused = &preview.reading.refused;
    let line = |index: usize| {
        let preview = Arc::clone(preview);
        let words = move || preview.reading.refused.get(index).map(|it| session.refusal(it));
        view! { <li dir="auto">{move || words()}</li> }.into_any()
    };
    let lines = (0..refused.len().min(MOST_SHOWN)).map(line).collect();
    list(session, msg::IMPORT_REFUSED_LIST, lines, refused.len())
}

/// A titled list; says how many more items there are than shown.
fn list(
    session: Session,
    title: crate::i18n::Message,
    lines: Vec<AnyView>,
    all: usize,
) -> Option<AnyView> {
    let more = all - lines.len();
    (all > 0).then(|| {
        view! {
            <h4>{session.t(title)}</h4>
            <ul>{lines}{(more > 0).then(|| view! { <li>{move || session.count_of(msg::AND_MORE, more)}</li> })}</ul>
        }
        .into_any()
    })
}
