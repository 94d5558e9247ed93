//! What storage holds, and the rules of saving. Knows revisions, lines and
//! packs; does not know databases or browsers.
//!
//! Begin with `keeper`, the rules, and `storage`, their interface to the browser.

pub mod batch;
mod compact;
pub mod found;
pub mod journal;
pub mod keeper;
mod lines;
pub mod pack;
mod storage;
pub mod tally;

pub use batch::{Area, Batch, Line, Operation, Pack};
pub use compact::{MANY, compact};
pub use found::{Found, Opened, Outset, Reading};
pub use keeper::Keeper;
pub use lines::{line_of, readable};
pub use pack::{export_pack, import_pack};
pub use storage::{Alarm, Refusal, Saving, Storage, Ticket, Trouble};
pub use tally::{Keys, Receipt, Tally};
