//! `cargo xtask fuzz`: gives readers what chance makes of good and bad files,
//! and holds what they do against everything that must be true.
//!
//! A small driver of the project's own, because the kept ones need what the
//! project does not: cargo-fuzz a nightly compiler or one for C++, AFL its own
//! build of the compiler. In the place of coverage it watches outcomes: an
//! input that is refused, warned of or taken in a way not seen before is kept
//! and changed further. `targets.rs` is where a target is added.

mod drive;
mod mutate;
#[allow(clippy::expect_used, reason = "a panic is what is looked for")]
#[path = "../../tests/support/proof.rs"]
mod proof;
mod random;
mod targets;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;

use crate::drive::Plan;
use crate::targets::TARGETS;

/// Give readers what chance makes of good and bad files
#[derive(Debug, Parser)]
#[command(name = "fuzz", version)]
struct Cli {
    /// What to fuzz: read, line or link
    #[arg(default_value = "read")]
    target: String,
    /// How many executions
    #[arg(long, default_value_t = 100_000)]
    runs: u64,
    /// How many seconds at most
    #[arg(long)]
    seconds: Option<u64>,
    /// What chance begins with: the same seed makes the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write each input down before it is taken, for what ends the program without a panic
    #[arg(long)]
    careful: bool,
    /// Give one kept input again
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let target = TARGETS.into_iter().find(|target| target.name == cli.target);
    let names = TARGETS.map(|target| target.name).join(", ");
    let target =
        target.with_context(|| format!("no target “{}”: use one of {names}", cli.target))?;
    match cli.replay {
        Some(path) => drive::replay(target, &path),
        None => {
            let time = cli.seconds.map(Duration::from_secs);
            let Cli { runs, seed, careful, .. } = cli;
            drive::fuzz(target, &Plan { runs, time, seed, careful })
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
