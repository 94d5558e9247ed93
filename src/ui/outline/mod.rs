//! The plans as a list, or as a tree after the tree view pattern of the ARIA
//! Authoring Practices Guide: one tab stop, arrow keys, type-ahead.

mod filter_bar;
mod list;
mod row;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use self::filter_bar::{FilterBar, selection};
use self::list::plain_list;
use self::row::TreeRow;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::session::{Session, Views, focus, later, reveal, use_session, use_views};
use crate::ui::widgets::{When, signs};
use crate::view::keys::{self, Branch};
use crate::view::tree::Row;

/// The pause after which type-ahead starts again, in milliseconds.
const TYPING_PAUSE: i32 = 700;

/// Filters and tree.
#[component]
pub fn OutlinePanel() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="outline" aria-labelledby="outline-title">
            <div class="outline-head">
                <h2 id="outline-title" tabindex="-1">{session.t(msg::OUTLINE_TITLE)}</h2>
                <div class="button-pair">
                    <When is=move || !session.looks.as_list.get()>
                        <button type="button" class="quiet" data-testid="open-all"
                            on:click=move |_| session.open_all()>
                            {session.t(msg::OUTLINE_OPEN_ALL)}
                        </button>
                        <button type="button" class="quiet" on:click=move |_| session.close_all()>
                            {session.t(msg::OUTLINE_CLOSE_ALL)}
                        </button>
                    </When>
                    <button type="button" class="quiet" data-testid="as-list"
                        on:click=move |_| session.show_as_list(!session.looks.as_list.get_untracked())>
                        {move || session.text(other_form(session))}
                    </button>
                </div>
            </div>
            <FilterBar/>
            <div class="print-value">{selection(session, use_views())}{signs(session)}</div>
            <When is=move || !session.looks.as_list.get()><Tree/></When>
            <When is=move || session.looks.as_list.get()>{plain_list(session, use_views())}</When>
            <When is=move || use_views().rows.with(Vec::is_empty)>
                <div class="empty">
                    <p>{session.t(msg::OUTLINE_NOTHING)}</p>
                    <button type="button" on:click=move |_| session.clear_filter()>
                        {session.t(msg::FILTER_CLEAR)}
                    </button>
                </div>
            </When>
        </section>
    }
}

/// The name of the other display, tree or list.
fn other_form(session: Session) -> Message {
    if session.looks.as_list.get() { msg::OUTLINE_AS_TREE } else { msg::OUTLINE_AS_LIST }
}

#[component]
fn Tree() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let keyboard = Keyboard { session, views, typed: StoredValue::new(String::new()) };
    // Scrolls to the open element when it is opened from elsewhere.
    Effect::new(move |_| {
        if let Some(element) = views.selected.get() {
            let id = format!("row-{}", element.index());
            later(0, move || reveal(&id));
        }
    });
    view! {
        <div class="tree" role="tree" id="plan-tree" aria-labelledby="outline-title"
            on:keydown=move |event| keyboard.press(&event)>
            <For each=move || views.rows.get() key=|row| row.clone() let:row>
                <TreeRow row=row/>
            </For>
        </div>
    }
}

/// The keyboard of the tree.
#[derive(Clone, Copy)]
struct Keyboard {
    session: Session,
    views: Views,
    /// The folded type-ahead input.
    typed: StoredValue<String>,
}

impl Keyboard {
    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        let key = keys::mirrored(&key, self.session.language.get_untracked().direction());
        let active = self.views.focusable(self.session.active.get_untracked()).unwrap_or_default();
        let filtered = self.views.matches.get_untracked().is_some();
        let branch = |index| match self.session.open.with_untracked(|open| open.contains(&index)) {
            _ if filtered => Branch::Held,
            true => Branch::Open,
            false => Branch::Closed,
        };
        let rows = self.views.rows.get_untracked();
        let target = match keys::action(&rows, active, key, branch) {
            Some(action) => self.session.act_on_tree(action),
            None if keys::is_typed(key) => self.find(&rows, active, key),
            None => return,
        };
        event.prevent_default();
        if let Some(index) = target {
            focus(&format!("row-{index}"));
        }
    }

    /// The row that matches the type-ahead input, this key included.
    fn find(self, rows: &[Row], active: usize, key: &str) -> Option<usize> {
        self.typed.update_value(|typed| typed.push_str(&self.session.folded(key)));
        let typed = self.typed.get_value();
        let length = typed.len();
        later(TYPING_PAUSE, move || {
            self.typed.try_update_value(|typed| {
                if typed.len() == length {
                    typed.clear();
                }
            });
        });
        let label = |index: usize| self.session.folded_label(&outline().elements()[index]);
        let found = keys::type_ahead(rows, active, &typed, label)?;
        self.session.active.set(found);
        Some(found)
    }
}
