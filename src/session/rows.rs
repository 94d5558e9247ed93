//! The display state of each element's row, in a signal of its own: a change or an arrow key
//! concerns a few of some two hundred rows, and only these are updated.

use leptos::prelude::*;

use super::{Session, Views};
use crate::domain::entry::Standing;
use crate::domain::rollup::Tally;
use crate::reference::outline;

/// What a row shows beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowState {
    /// The standing of the element.
    pub standing: Standing,
    /// The counts at and below the element.
    pub tally: Tally,
    /// Whether its branch is open.
    pub open: bool,
    /// Whether its entry is open.
    pub selected: bool,
    /// Whether it is the tree's tab stop.
    pub focusable: bool,
}

/// The rows' states, by the element's index in the outline.
#[derive(Clone, Copy)]
pub struct RowStates(StoredValue<Vec<RwSignal<RowState>>>);

impl RowStates {
    /// One for each element of the outline.
    pub(super) fn new() -> Self {
        let state = |_| RwSignal::new(RowState::default());
        Self(StoredValue::new(outline().elements().iter().map(state).collect()))
    }

    /// The state of one row.
    pub fn of(self, index: usize) -> RwSignal<RowState> {
        self.0.with_value(|states| states[index])
    }

    /// Copies changes into one signal per row. The only effect that sets
    /// signals; per-row memos were slower, because any change re-evaluates all
    /// of them.
    pub(super) fn follow(self, session: Session, views: Views) {
        let tell = move || {
            for (index, now) in states(session, views).into_iter().enumerate() {
                let state = self.of(index);
                if state.with_untracked(|before| *before != now) {
                    state.set(now);
                }
            }
        };
        // Runs once at once, so that no row is drawn twice.
        untrack(tell);
        Effect::new(move |_| tell());
    }
}

/// The present state of every row.
fn states(session: Session, views: Views) -> Vec<RowState> {
    let (standings, tallies) = (views.standings.read(), views.tallies.read());
    let open = session.open.read();
    // While a filter is set, all branches are open.
    let all_open = views.matches.get().is_some();
    let selected = views.selected.get().map(|element| element.index());
    let focusable = views.focusable(session.active.get());
    let state = |index| RowState {
        standing: standings.get(index).copied().unwrap_or_default(),
        tally: tallies.get(index).copied().unwrap_or_default(),
        open: all_open || open.contains(&index),
        selected: selected == Some(index),
        focusable: focusable == Some(index),
    };
    (0..outline().elements().len()).map(state).collect()
}
