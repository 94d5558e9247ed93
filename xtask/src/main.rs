//! `cargo xtask`: the few commands with which the project is built, tried and checked.
//!
//! Owns the command line. What each command does is in `commands`; how programs are found or
//! installed is in `tools`; what happens to the built files is in `dist`.

mod commands;
mod dist;
mod lockfile;
mod project;
mod remap;
mod run;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

/// Build, try, test and check the tracker. Whatever is missing is installed first.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app on http://127.0.0.1:8080 and reload it when a source file changes
    Serve {
        /// Serve what will be shipped: optimised, with its security policy, without live reload
        #[arg(long)]
        release: bool,
        /// The port to listen on
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Build what will be shipped into dist/, and hold it to the size budget
    Build,
    /// Run the native tests, build, and run the browser tests
    Test {
        /// The browser to test in
        #[arg(long, value_enum, default_value_t)]
        browser: commands::test::Browser,
    },
    /// Give the readers what chance makes of good and bad files; `cargo xtask fuzz --help` says more
    #[command(disable_help_flag = true)]
    Fuzz {
        /// For the fuzzer: a target, --runs N, --seconds S, --seed K, --replay FILE
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Formatting, spelling, lints, documentation and licences: the cheap checks first
    Check,
    /// Measure the core with the files of 57 and 193 States, natively and as wasm, beside plain
    /// JavaScript; judges nothing
    Bench {
        /// How often everything is measured, in turns
        #[arg(long, default_value_t = 9)]
        rounds: usize,
        /// Only with so many States
        #[arg(long, value_parser = ["57", "193"])]
        states: Option<String>,
        /// Only the app in Chromium, four times slower, in turns with the same pages made by hand
        #[arg(long)]
        browser: bool,
        /// Only weigh what any app made with Leptos weighs, and the app in dist/
        #[arg(long)]
        floor: bool,
    },
    /// Finish a build; called by trunk, see Trunk.toml
    #[command(hide = true)]
    PostBuild,
}

fn main() -> ExitCode {
    if let Some(code) = remap::as_compiler() {
        return code;
    }
    let project = Project::here();
    let done = match Cli::parse().command {
        Command::Serve { release, port } => commands::serve::run(&project, release, port),
        Command::Build => commands::build::run(&project),
        Command::Test { browser } => commands::test::run(&project, browser),
        Command::Fuzz { arguments } => commands::fuzz::run(&project, &arguments),
        Command::Check => commands::check::run(&project),
        Command::Bench { floor: true, .. } => commands::bench::floor::run(&project),
        Command::Bench { browser: true, rounds, .. } => {
            commands::bench::browser::run(&project, rounds)
        }
        Command::Bench { rounds, states, .. } => {
            commands::bench::run(&project, rounds, states.and_then(|count| count.parse().ok()))
        }
        Command::PostBuild => dist::post_build(project.root()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
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
