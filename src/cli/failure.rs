//! Output and exit statuses of all commands. Does not know the commands.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use revcon3_tracker::domain::hidden::{Part, parts};

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The input is wrong; the message says what to do.
    BadInput(String),
    /// The same, but everything has been reported already.
    Said,
    /// The command line is wrong.
    Usage(String),
}

/// The result of a command.
pub type Outcome = Result<(), Failure>;

/// Bad input with this message.
pub fn bad(message: impl ToString) -> Failure {
    Failure::BadInput(message.to_string())
}

/// Prints results for people. Replaces characters from files that could control
/// the terminal or reverse a line.
pub fn print(text: &str) -> Outcome {
    print_data(&visible(text))
}

/// Prints results for programs, unchanged. A closed pipe (`| head`) is not a
/// failure.
pub fn print_data(text: &str) -> Outcome {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(bad(format!("the results cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a message to standard error.
pub fn say(message: impl std::fmt::Display) {
    // If standard error is closed, there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(&message.to_string()));
}

/// Replaces every invisible character by its code point: `<U+001B>`. Also the
/// carriage return, because a terminal would overwrite the line.
fn visible(text: &str) -> String {
    let shown = parts(text).into_iter().map(|part| match part {
        Part::Text(text) => text.replace('\r', "<U+000D>"),
        Part::Hidden(c) => format!("<U+{:04X}>", u32::from(c)),
    });
    shown.collect()
}

/// Reports the failure and returns the exit status.
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
