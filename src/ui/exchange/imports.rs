//! The imports, and taking one back.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::count_cell;
use crate::desk::{Import, Obstacle, Tally};
use crate::domain::revision::AuthorId;
use crate::i18n::msg;
use crate::session::{self, Session, use_session};
use crate::snapshot::Exported;
use crate::ui::widgets::Keyed;

/// The list of imports, the latest first.
#[component]
pub fn Imports() -> impl IntoView {
    let session = use_session();
    let keys = move || {
        session.imports.with(|list| list.iter().rev().map(|import| import.key.clone()).collect())
    };
    let row = Callback::new(move |key: String| row(session, key));
    view! {
        <section class="imported" aria-labelledby="imports-title">
            <h2 id="imports-title" tabindex="-1">{session.t(msg::IMPORTS_TITLE)}</h2>
            <p class="hint">{session.t(msg::IMPORTS_HINT)}</p>
            <table class="arrivals imports" role="table" aria-labelledby="imports-title">
                <thead role="rowgroup"><tr role="row">
                    {[
                        msg::IMPORT_FILE, msg::IMPORT_NEW, msg::IMPORT_SAME, msg::IMPORT_REPLACED,
                        msg::IMPORT_CONTESTED, msg::IMPORT_REFUSED, msg::IMPORT_UNDO,
                    ].map(|name| view! { <th role="columnheader" scope="col">{session.t(name)}</th> }).collect_view()}
                </tr></thead>
                <Keyed keys=Signal::derive(keys) row=row/>
            </table>
        </section>
    }
}

/// One import.
fn row(session: Session, key: String) -> AnyView {
    let key = StoredValue::new(key);
    let is_it = move |import: &&Import| key.with_value(|key| import.key == *key);
    let import = session.imports.with_untracked(|list| list.iter().find(is_it).cloned());
    let Some(Import { name, exported, marking, authors, tally, brought, .. }) = import else {
        return ().into_any();
    };
    let way_back = Memo::new(move |_| {
        session.imports.with(|list| list.iter().find(is_it).map_or(WayBack::None, WayBack::of))
    });
    // Older imports have no tally; only their revisions are known.
    let tally = tally.unwrap_or(Tally { new: brought.len(), ..Tally::default() });
    let from = move || sender(session, exported.as_ref()?, &authors);
    let taken = move || key.with_value(|key| session.taken_in_at(key));
    view! {
        <tbody class="import" role="rowgroup">
            <tr role="row">
                <th role="rowheader" scope="row">
                    <h3><bdi>{name}</bdi></h3>
                    <p class="hint">{move || taken()}</p>
                </th>
                {count_cell(session, msg::IMPORT_NEW, "new", tally.new)}
                {count_cell(session, msg::IMPORT_SAME, "same", tally.same)}
                {count_cell(session, msg::IMPORT_REPLACED, "replaced", tally.replaced)}
                {count_cell(session, msg::IMPORT_CONTESTED, "contested-count", tally.contested)}
                {count_cell(session, msg::IMPORT_REFUSED, "refused", tally.refused)}
                <td role="cell" class="decision">{move || undo(session, key, way_back.get())}</td>
            </tr>
            <tr role="row" class="notes"><td role="cell" colspan="7">
                <p class="from"><bdi>{move || from()}</bdi></p>
                {(!marking.is_empty()).then(|| view! { <p class="marking"><bdi>{marking}</bdi></p> })}
                {obstacle_to(session, key.get_value())}
            </td></tr>
        </tbody>
    }
    .into_any()
}

/// The claimed sender, and when it was exported.
fn sender(
    session: Session,
    exported: &Exported,
    authors: &BTreeMap<AuthorId, String>,
) -> Option<String> {
    let named = authors.get(&exported.by).filter(|name| !name.trim().is_empty()).cloned();
    let author = named.unwrap_or_else(|| session.author_name(&exported.by));
    let time = session.moment(exported.time);
    Some(session.fill(msg::IMPORT_FROM, &[("author", &author), ("time", &time)]))
}

/// Whether an import can be taken back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WayBack {
    /// It brought nothing.
    None,
    /// It was exported since: others may have it.
    Closed,
    /// Apparently possible; only trying tells for sure.
    Open,
}

impl WayBack {
    fn of(import: &Import) -> Self {
        match import {
            Import { brought, private, .. } if brought.is_empty() && private.is_empty() => {
                Self::None
            }
            Import { left: true, .. } => Self::Closed,
            _ => Self::Open,
        }
    }
}

/// The button to take an import back, or why that is not possible.
fn undo(session: Session, key: StoredValue<String>, way: WayBack) -> Option<AnyView> {
    match way {
        WayBack::None => return None,
        WayBack::Closed => {
            return Some(
                view! { <p class="hint">{session.t(msg::UNDO_IMPORT_LEFT)}</p> }.into_any(),
            );
        }
        WayBack::Open => {}
    }
    let take_back = move |_| {
        session.take_back(key.get_value());
        session::focus("imports-title");
    };
    Some(
        view! {
            <button type="button" data-testid="undo-import" on:click=take_back>{session.t(msg::UNDO_IMPORT)}</button>
        }
        .into_any(),
    )
}

/// Why taking back this import failed, after it was tried.
pub(super) fn obstacle_to(session: Session, key: String) -> impl IntoView {
    move || {
        let (tried, obstacle) = session.obstacle.get()?;
        (tried == key).then(|| {
            let words = match &obstacle {
                Obstacle::Nothing => msg::UNDO_IMPORT_NOTHING,
                Obstacle::Left => msg::UNDO_IMPORT_LEFT_LONG,
                Obstacle::BuiltOn(_) => msg::UNDO_IMPORT_BUILT_ON,
            };
            let entries = match obstacle {
                Obstacle::BuiltOn(entries) => entries,
                _ => Vec::new(),
            };
            let entry = move |(code, subject): crate::domain::ledger::EntryKey| {
                let href = format!("#/plan/{subject}");
                let words = move || format!("{} · {subject}", session.name(code));
                view! { <li><a href=href on:click=move |_| session.look_at(code)>{move || words()}</a></li> }
            };
            view! {
                <div class="error" role="alert" data-testid="obstacle">
                    <p>{session.t(words)}</p>
                    <ul>{entries.into_iter().take(20).map(entry).collect_view()}</ul>
                </div>
            }
        })
    }
}
