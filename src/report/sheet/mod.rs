//! The sheet of progress: one row for each State and element, to be filled in
//! with a spreadsheet program and read back. Owns its columns and what a row
//! means; does not know what becomes of the changes it asks for.
//!
//! A row carries the heads it was made from and a check of every cell, so
//! that only what somebody changed is a change, and a change stands over
//! exactly what its author had seen. `docs/spreadsheet.md` describes it for
//! those who fill it in.

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

/// A text as a cell that no spreadsheet program takes for anything else.
pub fn guarded(text: &str) -> String {
    cell::Cell::text(text).to_text()
}
