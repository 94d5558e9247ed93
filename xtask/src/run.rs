//! Runs other programs: shows the command, passes its output through, turns failure into an error.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, Output, Stdio},
};

use anyhow::{Context, Result, bail};

/// A program about to be run.
#[derive(Debug)]
pub struct Run {
    command: Command,
    shown: String,
}

impl Run {
    /// `program` in the folder `dir`.
    pub fn new(program: impl AsRef<OsStr>, dir: &Path) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(dir);
        let name = Path::new(program).file_name().unwrap_or(program);
        Self { command, shown: name.to_string_lossy().into_owned() }
    }

    /// Cargo, as it was called.
    pub fn cargo(dir: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Self::new(cargo, dir)
    }

    /// Adds arguments, separated by spaces: none of them has a space in it.
    pub fn args(mut self, line: &str) -> Self {
        for arg in line.split_whitespace() {
            self = self.arg(arg);
        }
        self
    }

    /// Adds one argument as it is.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        let arg = arg.as_ref();
        self.shown.push(' ');
        self.shown.push_str(&arg.to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Unsets variables of the environment.
    pub fn without_env(mut self, names: &[&str]) -> Self {
        for name in names {
            self.command.env_remove(name);
        }
        self
    }

    /// Runs it, its output passed through.
    pub fn go(mut self) -> Result<()> {
        println!("$ {}", self.shown);
        let status = self.command.status().with_context(|| format!("cannot run {}", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it for as long as it likes, in this process's place where the system can do that: so
    /// whoever ends this process ends it too.
    pub fn stay(self) -> Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            println!("$ {}", self.shown);
            let Self { mut command, shown } = self;
            Err(command.exec()).with_context(|| format!("cannot run {shown}"))
        }
        #[cfg(not(unix))]
        self.go()
    }

    /// Runs it and returns what it printed. Nothing is shown.
    pub fn read(mut self) -> Result<String> {
        self.command.stdin(Stdio::null());
        let output: Output =
            self.command.output().with_context(|| format!("cannot run {}", self.shown))?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed ({}): {}", self.shown, output.status, told.trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let told = Run::new("cargo", Path::new(".")).args("no-such-command").read();
        let told = told.map_err(|error| format!("{error:#}"));
        assert!(told.is_err_and(|text| text.contains("`cargo no-such-command` failed")));
    }
}
