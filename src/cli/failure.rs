//! How a command ends. Knows the exit statuses and nothing about commands.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

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

/// Prints results. A reader who has seen enough (`| head`) is no failure.
pub fn print(text: &str) -> Outcome {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(bad(format!("the results cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something beside the results.
pub fn say(message: impl std::fmt::Display) {
    // Without a standard error there is nobody to say it to.
    let _ = writeln!(std::io::stderr().lock(), "{message}");
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
