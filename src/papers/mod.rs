//! Papers for use in meetings: a State's brief and table, the chair's summary,
//! what has changed, the text for the national report. Each is composed from a
//! ledger and rendered as text, as a docx file, or by the page. Nothing is
//! ranked, and missing statements are never interpreted.

mod archive;
mod brief;
mod compose;
mod docx;
mod form;
mod paper;
mod parts;
mod since;
mod summary;
mod table;
mod text;
mod tongue;

pub use compose::{Kind, Request, compose, file_name};
pub use docx::to_docx;
pub use form::{SECTIONS as FORM_SECTIONS, section_of as form_section, word as form_word};
pub use paper::{Block, Column, Line, Paper, Running, Table, Voice, Words};
pub use text::to_text;
pub use tongue::{Formats, Tongue};
