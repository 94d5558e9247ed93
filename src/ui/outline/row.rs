//! One row of the tree: marker, text, and the State's standing.

use leptos::prelude::*;

use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{RowState, Session, Views, use_session, use_views};
use crate::ui::widgets::{ProgressBar, StandingMark};
use crate::view::tree::Row;

/// A row. Its position and siblings never change: a row that moves is a new
/// row.
#[component]
pub fn TreeRow(row: Row) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let index = row.index;
    let Some(element) = outline().elements().get(index) else {
        return ().into_any();
    };
    let branch = row.branch;
    let state = views.states.of(index);
    let expanded = move || branch.then(|| state.get().open.to_string());
    let click = move |_| {
        if branch && !state.get_untracked().open {
            session.toggle_branch(index);
        }
        session.open_element(element);
    };
    let twist = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        session.toggle_branch(index);
    };
    view! {
        <div role="treeitem" id=format!("row-{index}") class="row" data-id=element.id.clone()
            data-level=row.level.to_string() data-branch=branch.to_string()
            prop:ariaLevel=row.level.to_string() aria-posinset=row.position.to_string()
            aria-setsize=row.siblings.to_string() aria-expanded=move || expanded()
            aria-selected=move || state.get().selected.to_string()
            tabindex=move || if state.get().focusable { "0" } else { "-1" }
            on:focus=move |_| session.active.set(index) on:click=click>
            <span class="twist" aria-hidden="true" on:click=twist>{branch.then_some("▸")}</span>
            <span class="marker">{element.marker.clone()}</span>
            <span class="row-text">{move || session.element_label(element)}</span>
            {row_state(session, views, index, branch, element.taggable)}
        </div>
    }
    .into_any()
}

/// The standing on an element, or the counts of a branch.
pub fn row_state(
    session: Session,
    views: Views,
    index: usize,
    counted: bool,
    taggable: bool,
) -> AnyView {
    let state = views.states.of(index);
    if taggable {
        let standing = Signal::derive(move || state.get().standing);
        return view! {
            <span class="row-state"><StandingMark standing=standing quiet=true/></span>
        }
        .into_any();
    }
    if counted { branch_state(session, state) } else { ().into_any() }
}

/// The number of stated elements in a branch.
fn branch_state(session: Session, state: RwSignal<RowState>) -> AnyView {
    let tally = Signal::derive(move || state.get().tally);
    let counts = move || {
        let tally = tally.get();
        let (part, whole) = (session.number(tally.stated()), session.number(tally.total()));
        (part, whole)
    };
    let short = move || {
        let (part, whole) = counts();
        format!("{part}/{whole}")
    };
    let long = move || {
        let (part, whole) = counts();
        session.fill(msg::ROW_STATED, &[("stated", &part), ("total", &whole)])
    };
    view! {
        <span class="row-state row-progress">
            <ProgressBar tally=tally/>
            <span aria-hidden="true" class="row-count">{move || short()}</span>
            <span class="visually-hidden">{move || long()}</span>
        </span>
    }
    .into_any()
}
