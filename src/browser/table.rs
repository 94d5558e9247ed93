//! The body of a large table of signs. Cells are cloned from one template per
//! sign: creating each of 17,000 cells attribute by attribute takes most of the
//! time to show such a table. Does not know what the signs mean.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, HtmlElement, HtmlTableCellElement, HtmlTableRowElement,
    HtmlTableSectionElement, Node,
};

/// Row and column, not counting headers.
pub type Cell = (usize, usize);

/// The possible content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its kind, for style sheets: `data-standing`.
    pub kind: &'static str,
    /// The visible text.
    pub glyph: &'static str,
    /// The text for screen readers.
    pub label: String,
}

/// A row: its header, and for each cell the index of its sign.
pub type Row = (String, Vec<usize>);

/// Fills the table body with this id, and makes the first cell the tab stop.
pub fn draw(body: &str, signs: &[Sign], rows: &[Row]) {
    // Names and values are valid, so nothing here fails.
    let _ = try_draw(body, signs, rows);
}

fn try_draw(body: &str, signs: &[Sign], rows: &[Row]) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let body = document.get_element_by_id(body).ok_or("no table")?;
    let signs: Vec<Element> =
        signs.iter().map(|sign| of_sign(&document, sign)).collect::<Result<_, _>>()?;
    let all = document.create_document_fragment();
    for (name, cells) in rows {
        let row = document.create_element("tr")?;
        let head = document.create_element("th")?;
        head.set_attribute("scope", "row")?;
        head.set_text_content(Some(name));
        row.append_child(&head)?;
        for sign in cells.iter().filter_map(|place| signs.get(*place)) {
            row.append_child(&sign.clone_node_with_deep(true)?)?;
        }
        all.append_child(&row)?;
    }
    body.set_text_content(None);
    body.append_child(&all)?;
    if let Some(first) = cell(&body, (0, 0)) {
        first.set_tab_index(0);
    }
    Ok(())
}

/// The template cell of a sign.
fn of_sign(document: &Document, sign: &Sign) -> Result<Element, JsValue> {
    let cell = document.create_element("td")?;
    cell.set_attribute("data-standing", sign.kind)?;
    cell.set_attribute("tabindex", "-1")?;
    cell.set_attribute("aria-label", &sign.label)?;
    cell.set_text_content(Some(sign.glyph));
    Ok(cell)
}

/// The cell that an event comes from.
pub fn cell_of(event: &Event) -> Option<Cell> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let cell: HtmlTableCellElement = target.closest("tbody td").ok()??.unchecked_into();
    let row: HtmlTableRowElement = cell.parent_element()?.unchecked_into();
    let row = usize::try_from(row.section_row_index()).ok()?;
    // The first cell is the row header.
    Some((row, usize::try_from(cell.cell_index()).ok()?.checked_sub(1)?))
}

/// Moves the focus, and with it the tab stop, from one cell of a body to another.
pub fn rove(body: &str, from: Cell, to: Cell) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(body) = document.and_then(|document| document.get_element_by_id(body)) else { return };
    if let (Some(from), Some(to)) = (cell(&body, from), cell(&body, to)) {
        from.set_tab_index(-1);
        to.set_tab_index(0);
        // If focusing fails, there is nothing to report.
        let _ = to.focus();
    }
}

fn cell(body: &Node, (row, column): Cell) -> Option<HtmlElement> {
    let body: &HtmlTableSectionElement = body.unchecked_ref();
    let row = body.rows().item(u32::try_from(row).ok()?)?;
    let row: HtmlTableRowElement = row.unchecked_into();
    let cell = row.cells().item(u32::try_from(column + 1).ok()?)?;
    Some(cell.unchecked_into())
}
