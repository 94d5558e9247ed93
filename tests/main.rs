//! The tests of the whole: laws, damage, the file format, the command line,
//! the layering. One binary, because each one is linked anew.

// `clippy.toml` allows this in tests, but not in what helps them.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod accessibility;
mod assistance;
mod canonical;
mod cli;
mod contests;
mod corpus;
mod damage;
mod diff;
mod faults;
mod format;
mod golden;
mod hostile;
mod ics;
mod laws;
mod layers;
mod leaving;
mod outline;
mod palette;
mod papers;
mod rescue;
mod scale;
mod sealing;
mod sheet;
mod strict;
mod support;
mod texts;
mod words;
