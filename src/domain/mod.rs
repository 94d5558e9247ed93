//! The subject matter, as plain values and pure functions.
//!
//! Owns: the outline, participants, statuses, meetings, revisions and what
//! follows from a set of them. Does not know: clocks, browsers, JSON text,
//! files, interface languages, Leptos (`tests/layers.rs` checks this).

pub mod added;
pub mod assistance;
pub mod behalf;
pub mod belonging;
pub mod contests;
pub mod diff;
pub mod entry;
pub mod evidence;
pub mod field;
pub mod hidden;
pub mod ledger;
pub mod meeting;
pub mod needs;
pub mod ordered;
pub mod outline;
pub mod participant;
pub mod projection;
pub mod revision;
pub mod rollup;
pub mod seal;
pub mod search;
pub mod status;
pub mod target;
pub mod value;
pub mod words;

#[cfg(test)]
mod testing;
