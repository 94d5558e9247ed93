//! What leaves for other programs, and comes back from them. Owns the forms:
//! rows of separated values, the sheet of progress made of them, the calendar
//! file, a picture of counts. Does not know files, desks, or what becomes of what is read.

pub mod assistance;
pub mod csv;
pub mod ics;
pub mod picture;
pub mod sheet;
