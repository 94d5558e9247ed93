//! The plans as a tree, after the tree view pattern of the ARIA Authoring
//! Practices Guide: one tab stop, arrows, typing to find.

mod filter_bar;
mod row;

use leptos::prelude::*;

use self::filter_bar::FilterBar;
use self::row::TreeRow;
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{focus, later, reveal, use_session, use_views};
use crate::view::keys;

/// After how many milliseconds typing to find begins anew.
const TYPING_PAUSE: i32 = 700;

/// Filters and tree.
#[component]
pub fn OutlinePanel() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="outline" aria-labelledby="outline-title">
            <div class="outline-head">
                <h2 id="outline-title">{session.t(msg::OUTLINE_TITLE)}</h2>
                <div class="button-pair">
                    <button type="button" class="quiet" on:click=move |_| session.open_all()>
                        {session.t(msg::OUTLINE_OPEN_ALL)}
                    </button>
                    <button type="button" class="quiet" on:click=move |_| session.close_all()>
                        {session.t(msg::OUTLINE_CLOSE_ALL)}
                    </button>
                </div>
            </div>
            <FilterBar/>
            <Tree/>
        </section>
    }
}

#[component]
fn Tree() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let typed = StoredValue::new(String::new());
    let keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let active = views
            .focusable(session.active.get_untracked())
            .unwrap_or_default();
        let is_open = |index| {
            views.matches.get_untracked().is_some()
                || session.open.with_untracked(|open| open.contains(&index))
        };
        let rows = views.rows.get_untracked();
        let action = keys::action(&rows, active, &key, is_open);
        let target = match action {
            Some(action) => session.act_on_tree(action),
            None if keys::is_typed(&key) => {
                typed.update_value(|typed| typed.push_str(&session.folded(&key)));
                let now = typed.get_value();
                let length = now.len();
                later(TYPING_PAUSE, move || {
                    typed.try_update_value(|typed| {
                        if typed.len() == length {
                            typed.clear();
                        }
                    });
                });
                let label = |index: usize| session.folded_label(&outline().elements()[index]);
                let found = keys::type_ahead(&rows, active, &now, label);
                found.inspect(|&index| session.active.set(index))
            }
            None => return,
        };
        event.prevent_default();
        if let Some(index) = target {
            focus(&format!("row-{index}"));
        }
    };
    // The open element is brought into view when it is opened from elsewhere.
    Effect::new(move |_| {
        if let Some(element) = views.selected.get() {
            let id = format!("row-{}", element.index());
            later(0, move || reveal(&id));
        }
    });
    let nothing = move || views.rows.with(Vec::is_empty);
    view! {
        <div class="tree" role="tree" id="plan-tree" aria-labelledby="outline-title" on:keydown=keydown>
            <For each=move || views.rows.get() key=|row| row.clone() let:row>
                <TreeRow row=row/>
            </For>
        </div>
        <Show when=nothing>
            <div class="empty">
                <p>{session.t(msg::OUTLINE_NOTHING)}</p>
                <button type="button" on:click=move |_| session.clear_filter()>
                    {session.t(msg::FILTER_CLEAR)}
                </button>
            </div>
        </Show>
    }
}
