//! The tests of the whole: laws, damage, the file format, the command line,
//! the layering. One binary, because each one is linked anew.

mod canonical;
mod damage;
mod golden;
mod hostile;
mod laws;
mod sealing;
mod support;
