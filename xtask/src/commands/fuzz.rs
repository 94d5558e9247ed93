//! `cargo xtask fuzz`

use anyhow::Result;

use crate::{project::Project, run::Run};

/// Runs the fuzzer with these arguments, built to run fast and to check itself.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let cargo = Run::cargo(project.root()).args("run --profile proof --package fuzz --");
    arguments.iter().fold(cargo, |run, argument| run.arg(argument)).go()
}
