//! The tests of the whole: laws, damage, the file format, the command line,
//! the layering. One binary, because each one is linked anew.

mod canonical;
mod cli;
mod damage;
mod format;
mod golden;
mod hostile;
mod laws;
mod layers;
mod outline;
mod scale;
mod sealing;
mod support;
