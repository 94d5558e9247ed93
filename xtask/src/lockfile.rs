//! Reads Cargo.lock: the one question is which version of a package is in use.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;

/// The version of `package` in Cargo.lock.
pub fn version_of(project: &Project, package: &str) -> Result<String> {
    let path = project.lockfile();
    let text = fs::read_to_string(&path).with_context(|| {
        format!("cannot read {}: run `cargo generate-lockfile`", path.display())
    })?;
    find(&text, package)
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock has no package {package}: does the app use it?"))
}

fn find<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"…\"\n";

    #[test]
    fn the_package_of_exactly_that_name_counts() {
        assert_eq!(find(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(find(LOCK, "wasm"), None);
    }
}
