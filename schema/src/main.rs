//! `cargo run --package schema`: writes the published schema anew.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::fs::write(schema::PUBLISHED, schema::text()) {
        Ok(()) => {
            println!("{}", schema::PUBLISHED);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: cannot be written: {error}", schema::PUBLISHED);
            ExitCode::FAILURE
        }
    }
}
