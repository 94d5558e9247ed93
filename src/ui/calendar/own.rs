//! What States state for a year: the elements due by then, and their proposals
//! for what the source leaves open.

use leptos::prelude::*;

use crate::domain::meeting::left_open;
use crate::domain::outline::Element;
use crate::domain::revision::{FieldName, Subject};
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::session::{Session, Views, Where, use_views};
use crate::ui::entry::{ContestedFields, TextField};
use crate::ui::widgets::foreign;
use crate::view::due::due_by;

/// The due elements and the proposals of a year.
pub fn own(session: Session, year: i32) -> AnyView {
    let views = use_views();
    let proposed = outline().get(&format!("CAL.{year}"));
    let open = proposed.filter(|element| !left_open(&element.id).is_empty());
    view! {
        {move || due(session, views, year)}
        {open.map(|element| proposals(session, element))}
    }
    .into_any()
}

/// The elements that the State in view wanted to have done by then.
fn due(session: Session, views: Views, year: i32) -> Option<AnyView> {
    let due = views.entries.with(|entries| due_by(outline(), entries, year));
    let link = |element: &'static Element| {
        view! {
            <li><a href=format!("#/plan/{}", element.id)>
                <bdi class="entry-id" dir="ltr">{element.id.clone()}</bdi>" "{session.element_label(element)}
            </a></li>
        }
    };
    (!due.is_empty()).then(|| {
        view! {
            <details class="layer own due">
                <summary>{session.count_of(msg::CALENDAR_DUE, due.len())}</summary>
                <ul>{due.into_iter().map(link).collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}

fn message(field: &str) -> Message {
    match field {
        crate::domain::field::PLACE => msg::FIELD_PLACE,
        crate::domain::field::THEME => msg::FIELD_THEME,
        _ => msg::FIELD_DURATION,
    }
}

/// Proposals for what the source leaves open: a form for one’s own, and those
/// of all States by name.
fn proposals(session: Session, element: &'static Element) -> AnyView {
    let subject: Option<Subject> = element.id.parse().ok();
    let key = Memo::new(move |_| Some((session.viewing.get()?, subject.clone()?)));
    let writes = move || session.editor().is_some();
    let form = move || {
        let key = key.get().filter(|_| writes())?;
        let state = session.name(key.0);
        let field = |name: &'static str| {
            view! { <TextField entry=key.clone() name=name label=message(name) lines=1/> }
        };
        Some(view! {
            <fieldset class="plain">
                <legend>{session.fill(msg::ENTRY_STATE, &[("state", &state)])}</legend>
                <ContestedFields entry=key.clone() place=Where::Shared/>
                {left_open(&element.id).iter().map(|name| field(name)).collect_view()}
            </fieldset>
        })
    };
    view! {
        <details class="layer own proposals" data-id=element.id.clone()>
            <summary>{session.t(msg::CALENDAR_OPEN)}</summary>
            {form}
            {move || all(session, element)}
        </details>
    }
    .into_any()
}

/// The proposals of all States.
fn all(session: Session, element: &'static Element) -> AnyView {
    let Ok(subject) = element.id.parse::<Subject>() else { return ().into_any() };
    let said = session.desk.with(|desk| {
        let ledger = desk.ledger();
        let of = |code| {
            let entry = ledger.entry(&(code, subject.clone()));
            let open = left_open(&element.id).iter();
            let fields = open.filter_map(|name| Some((*name, entry.field(name)?.clone())));
            let values = fields.flat_map(|(name, field)| {
                let values = field.alternatives.into_iter().map(|known| known.value);
                values.filter(|value| *value != Value::Null).map(move |value| (name, value))
            });
            let values: Vec<_> = values.collect();
            (!values.is_empty()).then_some((code, values))
        };
        ledger.participants().into_iter().filter_map(of).collect::<Vec<_>>()
    });
    if said.is_empty() {
        return view! { <p class="hint">{session.text(msg::CALENDAR_NO_PROPOSALS)}</p> }.into_any();
    }
    let value = |(name, value): &(&str, Value)| {
        let words = name.parse::<FieldName>().map(|name| session.value_words(&name, value));
        let words = foreign(session, &words.unwrap_or_default());
        view! { <dd>{session.text(message(name))}": "<bdi>{words}</bdi></dd> }
    };
    let line = |(name, code)| {
        let values = said.iter().find(|(known, _)| *known == code).map(|(_, values)| values);
        let values = values.into_iter().flatten().map(value).collect_view();
        view! { <dt>{name}</dt>{values} }
    };
    let named = session.named(said.iter().map(|(code, _)| *code));
    view! { <dl>{named.into_iter().map(line).collect_view()}</dl> }.into_any()
}
