//! Keeping: what storage holds and is asked to do. Knows revisions, lines and
//! packs; not what a database is, nor which browser it is in.

mod batch;
mod lines;
mod pack;

pub use batch::{Area, Batch, Contents, Line, Operation, Pack};
pub use lines::{line_of, readable};
pub use pack::{export_pack, import_pack, read_header};
