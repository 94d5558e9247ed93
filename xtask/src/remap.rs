//! Names in place of this machine's folders: panics say where in the source they arose, and with
//! the folders of whoever built it the app would name that home.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::run::Run;

/// The variable by which cargo is given flags beside those of `.cargo/config.toml`.
pub const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The compiler's flags, for [`FLAGS`].
pub fn flags(root: &Path) -> Result<String> {
    let mut names = Vec::new();
    for folder in registries()? {
        names.push((folder, "/crates".to_owned()));
    }
    names.push(standard_library(root)?);
    Ok(flags_of(&names))
}

/// Flags are parted by spaces, so a folder with a space in its name keeps it.
fn flags_of(names: &[(PathBuf, String)]) -> String {
    let told = names.iter().map(|(folder, name)| (folder.display().to_string(), name));
    let plain = told.filter(|(folder, _)| !folder.contains(char::is_whitespace));
    let flags = plain.map(|(folder, name)| format!("--remap-path-prefix={folder}={name}"));
    flags.collect::<Vec<_>>().join(" ")
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
    fn each_folder_gets_its_name_unless_a_space_would_part_the_flag() {
        let names = [("/home/a/reg", "/crates"), ("/home/b c/reg", "/crates"), ("/s", "/rustc/1")];
        let names = names.map(|(folder, name)| (PathBuf::from(folder), name.to_owned()));
        let flags = "--remap-path-prefix=/home/a/reg=/crates --remap-path-prefix=/s=/rustc/1";
        assert_eq!(flags_of(&names), flags);
    }

    #[test]
    fn the_compiler_says_what_its_library_is_called() {
        let (folder, name) = standard_library(Path::new(".")).unwrap();
        assert!(folder.ends_with("lib/rustlib/src/rust"));
        assert!(name.len() > "/rustc/".len() + 30, "{name}");
    }
}
