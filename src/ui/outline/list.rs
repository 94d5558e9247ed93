//! The plans as plain text with headings, lists and links, for people who
//! prefer that to a tree, for example with a screen reader.

use leptos::prelude::*;

use super::row::row_state;
use crate::reference::outline;
use crate::session::{Session, Views};
use crate::view::tree::{Passage, Row, passages};

/// All matching rows, by heading.
pub fn plain_list(session: Session, views: Views) -> AnyView {
    let all = move || passages(views.rows.get());
    let text = move |passage: Passage| {
        let items = passage.items.iter().map(|row| {
            view! { <li class="list-item">{step(session, views, row)}</li> }
        });
        let items = (!passage.items.is_empty()).then(|| view! { <ul>{items.collect_view()}</ul> });
        view! { {heading(session, views, &passage.heading)} {items} }
    };
    view! {
        <div class="plain-list" data-testid="plain-list">
            {move || all().into_iter().map(text).collect_view()}
        </div>
    }
    .into_any()
}

/// The plans begin at heading level three; HTML has six levels.
fn heading(session: Session, views: Views, row: &Row) -> AnyView {
    let words = step(session, views, row);
    match row.level {
        1 => view! { <h3>{words}</h3> }.into_any(),
        2 => view! { <h4>{words}</h4> }.into_any(),
        3 => view! { <h5>{words}</h5> }.into_any(),
        _ => view! { <h6>{words}</h6> }.into_any(),
    }
}

/// A link to an entry, with its state.
fn step(session: Session, views: Views, row: &Row) -> AnyView {
    let index = row.index;
    let Some(element) = outline().elements().get(index) else {
        return ().into_any();
    };
    let state = views.states.of(index);
    let current = move || state.get().selected.then_some("true");
    let marker =
        (!element.marker.is_empty()).then(|| view! { <bdi>{element.marker.clone()}</bdi>" " });
    view! {
        <a href=format!("#/plan/{}", element.id) data-id=element.id.clone()
            aria-current=move || current()>
            {marker}{session.element_label(element)}
        </a>
        " "
        {row_state(session, views, index, row.branch, element.taggable)}
    }
    .into_any()
}
