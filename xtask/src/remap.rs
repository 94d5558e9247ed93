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

/// The variable with the names: a folder, `=`, and its name, one in a line.
const NAMES: &str = "REVCON3_REMAP";

/// By what a crate knows where it lies; one that Leptos uses puts a hash of it into the app.
const MANIFEST: &str = "CARGO_MANIFEST_PATH";

/// Has everything that cargo compiles in this run name no folder of this machine.
pub fn remapped(run: Run, root: &Path) -> Result<Run> {
    let this = env::current_exe().context("this program is nowhere")?;
    Ok(run.env("RUSTC_WRAPPER", this).env(NAMES, told(&names(root)?)))
}

/// Does the compiler's work, if that is what cargo called this program for.
pub fn as_compiler() -> Option<ExitCode> {
    let names = env::var(NAMES).ok()?;
    let mut arguments = env::args_os().skip(1);
    let mut compiler = Command::new(arguments.next().filter(is_compiler)?);
    compiler.args(arguments).args(names.lines().map(|name| format!("--remap-path-prefix={name}")));
    if let Some(path) = env::var(MANIFEST).ok().and_then(|path| renamed(&path, &names)) {
        compiler.env(MANIFEST, path);
    }
    let code = compiler.status().ok().and_then(|status| status.code());
    Some(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

fn is_compiler(name: &OsString) -> bool {
    Path::new(name).file_stem().is_some_and(|stem| stem == "rustc")
}

/// A path with the name of the folder that it is in.
fn renamed(path: &str, names: &str) -> Option<String> {
    let mut names = names.lines().filter_map(|line| line.rsplit_once('='));
    names.find_map(|(folder, name)| Some(format!("{name}{}", path.strip_prefix(folder)?)))
}

fn names(root: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut names = Vec::new();
    for folder in registries()? {
        names.push((folder, "/crates".to_owned()));
    }
    names.push(standard_library(root)?);
    Ok(names)
}

fn told(names: &[(PathBuf, String)]) -> String {
    let line = |(folder, name): &(PathBuf, String)| format!("{}={name}", folder.display());
    names.iter().map(line).collect::<Vec<_>>().join("\n")
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
    fn what_lies_in_a_folder_gets_its_name() {
        let names = [("/home/a/reg", "/crates"), ("/home/b c/reg", "/crates"), ("/s", "/rustc/1")];
        let names = told(&names.map(|(folder, name)| (PathBuf::from(folder), name.to_owned())));
        assert_eq!(names, "/home/a/reg=/crates\n/home/b c/reg=/crates\n/s=/rustc/1");
        let found = renamed("/home/b c/reg/x-1/Cargo.toml", &names);
        assert_eq!(found.as_deref(), Some("/crates/x-1/Cargo.toml"));
        assert_eq!(renamed("/home/c/Cargo.toml", &names), None);
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
