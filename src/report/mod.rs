//! Formats for other programs, written and read: separated values, the sheet of
//! progress, the calendar file, a picture of counts. Does not know files,
//! desks, or what happens to what is read.

pub mod assistance;
pub mod csv;
pub mod ics;
pub mod picture;
pub mod sheet;
