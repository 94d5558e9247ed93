//! One State in the overview: its priorities, its obstacles, and the elements
//! it has not stated.

use leptos::prelude::*;

use crate::domain::entry::{Entry, Standing, field};
use crate::domain::outline::Element;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::session::Session;
use crate::ui::widgets::{StandingMark, foreign};
use crate::view::overview::{Group, columns};

/// The lists of the State shown alone, if any.
pub fn one(session: Session, group: Group) -> Option<AnyView> {
    let Group::One(code) = group else { return None };
    let entries = session.desk.with(|desk| desk.ledger().entries_of(code));
    let said = |element: &&'static Element| {
        let entry = entries.iter().find(|(subject, _)| subject.as_str() == element.id);
        (*element, entry.map(|(_, entry)| entry.clone()).unwrap_or_default())
    };
    let said: Vec<(&'static Element, Entry)> = columns(outline()).iter().map(said).collect();
    let mut first: Vec<_> = said.iter().filter(|(_, entry)| entry.priority().is_some()).collect();
    first.sort_by_key(|(element, entry)| (entry.priority(), element.index()));
    let priority = |(element, entry): &(&'static Element, Entry)| {
        let number = entry.priority().map(|n| n.to_string()).unwrap_or_default();
        let words = session.fill(msg::FIELD_PRIORITY_N, &[("n", &number)]);
        let mark = view! { <StandingMark standing=Signal::stored(entry.standing())/> };
        view! { <li><strong>{words}</strong>" · "{link(session, element)}" "{mark}</li> }.into_any()
    };
    let obstacle = |(element, entry): &(&'static Element, Entry)| {
        let words = entry.text(field::OBSTACLE);
        (!words.trim().is_empty()).then(|| {
            let words = foreign(session, words);
            view! { <li>{link(session, element)}<blockquote dir="auto">{words}</blockquote></li> }
                .into_any()
        })
    };
    let silent = said.iter().filter(|(_, entry)| entry.standing() == Standing::NotStated);
    let silent = silent.map(|(element, _)| view! { <li>{link(session, element)}</li> }.into_any());
    Some(
        view! {
            <div class="one-state" data-testid="one-state">
                {list(session, msg::PAPER_PRIORITIES, first.into_iter().map(priority).collect())}
                {list(session, msg::OVERVIEW_OBSTACLES, said.iter().filter_map(obstacle).collect())}
                {list(session, msg::STATUS_NOT_STATED, silent.collect())}
            </div>
        }
        .into_any(),
    )
}

fn link(session: Session, element: &'static Element) -> AnyView {
    view! {
        <a href=format!("#/plan/{}", element.id)>
            <bdi dir="ltr">{element.id.clone()}</bdi>" "{session.element_label(element)}
        </a>
    }
    .into_any()
}

fn list(session: Session, title: Message, items: Vec<AnyView>) -> AnyView {
    let none = items.is_empty();
    view! {
        <section>
            <h2>{session.text(title)}" ("{session.number(u32::try_from(items.len()).unwrap_or(0))}")"</h2>
            {none.then(|| view! { <p>{session.text(msg::PAPER_NONE)}</p> })}
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
