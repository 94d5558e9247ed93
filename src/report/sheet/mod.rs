//! The sheet of progress: one row per State and element, to be filled in with a
//! spreadsheet program and read back. Owns its columns and what a row means;
//! does not know what happens to the changes.
//!
//! A row contains the heads it was made from and a checksum of every cell. So
//! only edited cells count as changes, and a change descends exactly from what
//! its author had seen. `docs/spreadsheet.md` describes the sheet for users.

mod cell;
mod column;
mod fault;
mod items;
mod lists;
mod read;
mod row;
mod seen;
mod values;
mod write;

pub use column::Column;
pub use fault::{Fault, Problem, SheetError};
pub use read::{Change, Filled, read};
pub use write::{file_name, write};

/// A text as a cell that spreadsheet programs do not misread.
pub fn guarded(text: &str) -> String {
    cell::Cell::text(text).to_text()
}
