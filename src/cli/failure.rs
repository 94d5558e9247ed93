//! How a command speaks and how it ends. Knows the exit statuses and nothing
//! about commands.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use revcon3_tracker::domain::hidden::{Part, parts};

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// What it was given is wrong; what to do is said here.
    BadInput(String),
    /// As before, and everything has been said already.
    Said,
    /// It was not asked in the right way.
    Usage(String),
}

/// What a command comes to.
pub type Outcome = Result<(), Failure>;

/// Bad input in these words.
pub fn bad(message: impl ToString) -> Failure {
    Failure::BadInput(message.to_string())
}

/// Prints results for people. What comes from a file may hold what a terminal
/// obeys, or what turns a line around: it is named.
pub fn print(text: &str) -> Outcome {
    print_data(&visible(text))
}

/// Prints results for programs, as they are. A reader who has seen enough
/// (`| head`) is no failure.
pub fn print_data(text: &str) -> Outcome {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(bad(format!("the results cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something beside the results, to people.
pub fn say(message: impl std::fmt::Display) {
    // Without a standard error there is nobody to say it to.
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(&message.to_string()));
}

/// The text with every character that nobody sees by its number: `<U+001B>`.
/// A carriage return is no line end here: a terminal writes over the line.
fn visible(text: &str) -> String {
    let shown = parts(text).into_iter().map(|part| match part {
        Part::Text(text) => text.replace('\r', "<U+000D>"),
        Part::Hidden(c) => format!("<U+{:04X}>", u32::from(c)),
    });
    shown.collect()
}

/// The exit status, after saying why.
pub fn exit_code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::from(1),
        Err(Failure::BadInput(message)) => {
            say(format_args!("error: {message}"));
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            say(format_args!("error: {message}\n\nFor more information, try '--help'."));
            ExitCode::from(2)
        }
    }
}
