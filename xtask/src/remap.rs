//! Names in place of this machine's folders: panics say where in the source they arose, and with
//! the folders of whoever built it the app would name that home.
//!
//! The flags for it are added behind cargo's back: cargo counts the flags that it knows into the
//! names by which the linker orders things, and they name the folders. So this program stands
//! before the compiler (`RUSTC_WRAPPER`), and the app comes out the same wherever it is built.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::run::Run;

/// The variable with the flags to add, one in a line.
const FLAGS: &str = "REVCON3_REMAP";

/// Has everything that cargo compiles in this run name no folder of this machine.
pub fn remapped(run: Run, root: &Path) -> Result<Run> {
    let this = env::current_exe().context("this program is nowhere")?;
    Ok(run.env("RUSTC_WRAPPER", this).env(FLAGS, flags(root)?))
}

/// Does the compiler's work, if that is what cargo called this program for.
pub fn as_compiler() -> Option<ExitCode> {
    let flags = env::var(FLAGS).ok()?;
    let mut arguments = env::args_os().skip(1);
    let compiler = arguments.next().filter(is_compiler)?;
    let status = Command::new(compiler).args(arguments).args(flags.lines()).status();
    let code = status.ok().and_then(|status| status.code());
    Some(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn is_compiler(name: &OsString) -> bool {
    Path::new(name).file_stem().is_some_and(|stem| stem == "rustc")
}

fn flags(root: &Path) -> Result<String> {
    let mut names = Vec::new();
    for folder in registries()? {
        names.push((folder, "/crates".to_owned()));
    }
    names.push(standard_library(root)?);
    Ok(flags_of(&names))
}

fn flags_of(names: &[(PathBuf, String)]) -> String {
    let flag = |(folder, name): &(PathBuf, String)| {
        format!("--remap-path-prefix={}={name}", folder.display())
    };
    names.iter().map(flag).collect::<Vec<_>>().join("\n")
}

/// Where cargo unpacks what it downloads: there, since this program is made of some of it.
fn registries() -> Result<Vec<PathBuf>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let source = home.context("no folder of the user")?.join("registry/src");
    if !source.is_dir() {
        return Ok(Vec::new());
    }
    let folders: io::Result<Vec<_>> =
        fs::read_dir(&source)?.map(|entry| Ok(entry?.path())).collect();
    folders.with_context(|| format!("cannot read {}", source.display()))
}

/// The source of the standard library, which is there only if it was asked for, and the name that
/// the compiler gives it where it is not.
fn standard_library(root: &Path) -> Result<(PathBuf, String)> {
    let said = |args| Run::new("rustc", root).args(args).read();
    let about = said("--version --verbose")?;
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    let commit = commit.context("rustc does not say of which commit it is")?;
    let root = PathBuf::from(said("--print sysroot")?.trim());
    Ok((root.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_gets_its_name() {
        let names = [("/home/a/reg", "/crates"), ("/home/b c/reg", "/crates"), ("/s", "/rustc/1")];
        let names = names.map(|(folder, name)| (PathBuf::from(folder), name.to_owned()));
        let flags = "--remap-path-prefix=/home/a/reg=/crates
--remap-path-prefix=/home/b c/reg=/crates
--remap-path-prefix=/s=/rustc/1";
        assert_eq!(flags_of(&names), flags);
    }

    #[test]
    fn only_the_compiler_is_stood_for() {
        for name in ["rustc", "/usr/bin/rustc", "rustc.exe"] {
            assert!(is_compiler(&name.into()), "{name}");
        }
        for name in ["post-build", "rustdoc", ""] {
            assert!(!is_compiler(&name.into()), "{name}");
        }
    }

    #[test]
    fn the_compiler_says_what_its_library_is_called() {
        let (folder, name) = standard_library(Path::new(".")).unwrap();
        assert!(folder.ends_with("lib/rustlib/src/rust"));
        assert!(name.len() > "/rustc/".len() + 30, "{name}");
    }
}
