//! Every State on every element, as a table with arrow keys after the grid
//! pattern of the ARIA Authoring Practices Guide. `browser/table.rs` draws the
//! rows, because there may be 193 with 89 cells each.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::Named;
use crate::domain::entry::Standing;
use crate::domain::outline::Element;
use crate::i18n::msg;
use crate::reference::{outline, standing_message};
use crate::session::{Cell, Session, Sign, cell_of, draw_table, rove_in_table};
use crate::ui::widgets::signs;
use crate::view::keys::mirrored;
use crate::view::overview::{Row, columns, step};

/// The id of the table body.
const CELLS: &str = "matrix-cells";

/// The table and its legend.
pub fn matrix(session: Session, named: Named) -> AnyView {
    let walk = Walk { session, named, columns: StoredValue::new(columns(outline())) };
    // When the page is shown, and on every change.
    Effect::new(move |_| named.with(|rows| draw(session, rows)));
    view! {
        <p class="hint" id="matrix-keys">{session.t(msg::OVERVIEW_KEYS)}</p>
        <div class="matrix">
            <table role="grid" aria-label=session.t(msg::OVERVIEW_MATRIX) aria-describedby="matrix-keys"
                data-testid="matrix" on:keydown=move |event| walk.press(&event)
                on:click=move |event| cell_of(&event).into_iter().for_each(|cell| walk.go(cell))>
                <thead><tr>
                    <th scope="col">{session.t(msg::EXPORT_STATE)}</th>
                    {move || heads(session)}
                </tr></thead>
                <tbody id=CELLS></tbody>
            </table>
        </div>
        {signs(session)}
    }
    .into_any()
}

/// Draws the rows.
fn draw(session: Session, rows: &[(String, Row)]) {
    let sign = |standing: Standing| Sign {
        kind: standing.key(),
        glyph: standing.glyph(),
        label: session.text(standing_message(standing)).to_owned(),
    };
    let place = |standing: &Standing| Standing::ALL.iter().position(|known| known == standing);
    let cells = |row: &Row| row.standings.iter().filter_map(place).collect();
    let rows: Vec<_> = rows.iter().map(|(name, row)| (name.clone(), cells(row))).collect();
    draw_table(CELLS, &Standing::ALL.map(sign), &rows);
}

/// The column headers: ids to see, texts for screen readers.
fn heads(session: Session) -> AnyView {
    let head = |element: &'static Element| {
        let label = session.element_label(element);
        view! {
            <th scope="col" title=label>
                <span class="matrix-id">{element.id.clone()}</span>
                <span class="visually-hidden">{label}</span>
            </th>
        }
    };
    columns(outline()).into_iter().map(head).collect_view().into_any()
}

/// Moves between cells, and opens the entry of a cell.
#[derive(Clone, Copy)]
struct Walk {
    session: Session,
    named: Named,
    columns: StoredValue<Vec<&'static Element>>,
}

impl Walk {
    fn press(self, event: &KeyboardEvent) {
        let Some(cell) = cell_of(event) else { return };
        let key = event.key();
        if key == "Enter" || key == " " {
            event.prevent_default();
            return self.go(cell);
        }
        let key = mirrored(&key, self.session.language.get_untracked().direction());
        let size = (self.named.with_untracked(Vec::len), self.columns.with_value(Vec::len));
        if let Some(to) = step(key, event.ctrl_key(), cell, size) {
            event.prevent_default();
            rove_in_table(CELLS, cell, to);
        }
    }

    /// Opens the entry of a cell.
    fn go(self, cell: Cell) {
        let code = self.named.with_untracked(|rows| rows.get(cell.0).map(|(_, row)| row.code));
        let element = self.columns.with_value(|columns| columns.get(cell.1).copied());
        if let (Some(code), Some(element)) = (code, element) {
            self.session.look_at(code);
            self.session.open_element(element);
        }
    }
}
