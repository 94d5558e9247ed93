//! Single differences, under the headings and elements of the source: the
//! values before and after.

use leptos::prelude::*;

use super::differences::mark;
use crate::domain::diff::{Change, Kind};
use crate::domain::entry::{Alternative, Standing, field};
use crate::domain::revision::FieldName;
use crate::domain::value::Value;
use crate::domain::words;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::session::{End, Session, standing_message};
use crate::ui::widgets::{foreign, marked};

/// The maximum number of named authors of one value.
const MOST_NAMED: usize = 3;

/// The maximum number of contested values shown.
const MOST_VALUES: usize = 20;

/// The differences of one State, by heading.
pub fn sections(session: Session, changes: &[&Change]) -> AnyView {
    let place = |change: &Change| change.section(outline()).map(|section| section.index());
    let sections = changes.chunk_by(|a, b| place(a) == place(b));
    sections.map(|changes| section(session, changes)).collect_view().into_any()
}

fn section(session: Session, changes: &[&Change]) -> AnyView {
    let heading = changes.first().and_then(|change| change.section(outline()));
    let title = match heading {
        Some(heading) => view! {
            <span class="entry-id">{heading.id.clone()}</span>" "{session.element_label(heading)}
        }
        .into_any(),
        None => session.text(msg::COMPARE_NOT_IN_SOURCE).into_any(),
    };
    let elements = changes.chunk_by(|a, b| a.subject == b.subject);
    view! {
        <section class="compare-section">
            <h4>{title}</h4>
            {elements.map(|changes| element(session, changes)).collect_view()}
        </section>
    }
    .into_any()
}

fn element(session: Session, changes: &[&Change]) -> AnyView {
    let Some(first) = changes.first() else { return ().into_any() };
    let code = first.participant;
    let element = first.place.and_then(|place| outline().elements().get(place));
    let name = match element {
        Some(element) => view! {
            <a href=format!("#/plan/{}", element.id) on:click=move |_| session.look_at(code)>
                <span class="entry-id">{element.id.clone()}</span>" "{session.element_label(element)}
            </a>
        }
        .into_any(),
        None => view! { <bdi>{first.subject.to_string()}</bdi> }.into_any(),
    };
    view! {
        <p class="compare-element">{name}</p>
        <ul class="compare-changes">{changes.iter().map(|change| row(session, change)).collect_view()}</ul>
    }
    .into_any()
}

fn row(session: Session, change: &Change) -> AnyView {
    let one = match change.after.as_slice() {
        [only] => by(session, change, only),
        _ => None,
    };
    view! {
        <li data-kind=change.kind.key()>
            <p class="compare-field">
                <strong>{session.field_name(&change.field)}</strong>" "{mark(session, change.kind)}" "{one}
            </p>
            {reworded(session, change).unwrap_or_else(|| both(session, change))}
        </li>
    }
    .into_any()
}

/// The authors of a value, and their claimed times.
fn by(session: Session, change: &Change, said: &Alternative) -> Option<AnyView> {
    let key = (change.participant, change.subject.clone());
    let writers = session.compared_writers(End::After, &key, &said.revisions).into_iter();
    let words = writers.take(MOST_NAMED).map(|(author, time)| {
        let (author, time) = (session.author_name(&author), session.moment(time));
        session.fill(msg::CONTESTED_BY, &[("author", &author), ("time", &time)])
    });
    let words = words.collect::<Vec<_>>().join(" · ");
    (!words.is_empty())
        .then(|| view! { <bdi class="compare-by">{foreign(session, &words)}</bdi> }.into_any())
}

/// A changed text with its changes marked; none if the field is not a text or
/// was mostly rewritten.
fn reworded(session: Session, change: &Change) -> Option<AnyView> {
    let ([before], [after]) = (change.before.as_slice(), change.after.as_slice()) else {
        return None;
    };
    let chosen = [field::STATUS, field::TARGET].contains(&change.field.as_str());
    let pieces = words::differences(before.value.as_text()?, after.value.as_text()?);
    if chosen || words::is_rewritten(&pieces) {
        return None;
    }
    Some(view! { <p class="wording" dir="auto">{marked(session, &pieces)}</p> }.into_any())
}

/// The values before and after, side by side.
fn both(session: Session, change: &Change) -> AnyView {
    let before = !change.before.is_empty() && change.kind != Kind::Stated;
    let after = !matches!(change.kind, Kind::Withdrawn | Kind::Missing);
    view! {
        <div class="compare-values">
            {before.then(|| values(session, change, msg::COMPARE_BEFORE, &change.before))}
            {(before && after).then(|| {
                let arrow = session.language.get().arrow();
                view! { <span class="arrow" aria-hidden="true">{arrow}</span> }
            })}
            {after.then(|| values(session, change, msg::COMPARE_AFTER, &change.after))}
        </div>
    }
    .into_any()
}

/// The values of one side, contested ones below each other.
fn values(session: Session, change: &Change, side: Message, said: &[Alternative]) -> AnyView {
    let several = said.len() > 1 && side == msg::COMPARE_AFTER;
    let one = |known: &Alternative| {
        let shown = value(session, &change.field, &known.value);
        let shown = match change.kind {
            Kind::Withdrawn => view! { <del>{shown}</del> }.into_any(),
            _ => shown,
        };
        let by = several.then(|| by(session, change, known));
        view! { <li>{shown}" "{by}</li> }
    };
    let more = said.len().saturating_sub(MOST_VALUES);
    view! {
        <div class="compare-side">
            <span class="visually-hidden">{session.text(side)}": "</span>
            <ul>{said.iter().take(MOST_VALUES).map(one).collect_view()}</ul>
            {(more > 0).then(|| view! { <p>{session.count_of(msg::CONTESTED_MORE, more)}</p> })}
        </div>
    }
    .into_any()
}

fn value(session: Session, name: &FieldName, value: &Value) -> AnyView {
    if value.is_null() {
        return view! { <em>{session.text(msg::DIFF_WITHDRAWN)}</em> }.into_any();
    }
    let status = value.as_text().filter(|_| name.as_str() == field::STATUS);
    match status.and_then(|key| key.parse().ok()).map(Standing::Stated) {
        Some(standing) => view! {
            <span class="standing" data-standing=standing.key()>
                <span class="standing-glyph" aria-hidden="true">{standing.glyph()}</span>
                {session.text(standing_message(standing))}
            </span>
        }
        .into_any(),
        None => {
            let words = foreign(session, &session.value_words(name, value));
            view! { <span class="wording" dir="auto">{words}</span> }.into_any()
        }
    }
}
