//! The programs that the commands need, each in a pinned version.
//!
//! Owns where they are looked for: on PATH, then in a versioned folder of the user's cache, so
//! that a second clone compiles nothing again. What is in neither is installed into the latter.

mod browser;
mod cache;
mod install;
mod list;
mod version;

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{project::Project, run::Run};

pub use browser::{CHROMIUM, FIREFOX, System, need_browsers};
pub use list::{axe, binaryen, cargo_deny, geckodriver, trunk, typos, wasm_bindgen};

/// A program (or, for axe-core, a file) in a pinned version.
#[derive(Clone, Debug)]
pub struct Tool {
    /// The package, as its registry calls it.
    pub package: &'static str,
    /// The version to install.
    pub version: String,
    /// What to look for: a program on PATH, or a path inside the npm package.
    pub provides: Provides,
    /// Which versions found on PATH will do.
    pub accepts: Accepts,
    /// How it is installed.
    pub source: Source,
    /// What it is needed for.
    pub why: &'static str,
}

/// What a package brings.
#[derive(Clone, Copy, Debug)]
pub enum Provides {
    /// A program.
    Program(&'static str),
    /// A file inside the installed package.
    File(&'static str),
}

/// Which versions of a program found on PATH will do.
#[derive(Clone, Copy, Debug)]
pub enum Accepts {
    /// The pinned one only.
    Exactly,
    /// Any with the same first two numbers.
    SameMinor,
    /// The same first number: some programs tell no more.
    SameMajor,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// `cargo install` with these further arguments.
    Cargo(&'static str),
    /// `npm install`.
    Npm,
}

/// The tools found so far.
#[derive(Debug)]
pub struct Toolbox<'a> {
    project: &'a Project,
    folders: Vec<PathBuf>,
}

impl<'a> Toolbox<'a> {
    /// An empty one.
    pub fn new(project: &'a Project) -> Self {
        Self { project, folders: Vec::new() }
    }

    /// Finds or installs a tool, and returns where it is.
    pub fn need(&mut self, tool: &Tool) -> Result<PathBuf> {
        if let Some(program) = on_path(tool) {
            return Ok(program);
        }
        let home = cache::folder_for(tool)?;
        let place = home.join(tool.inside());
        if !place.exists() {
            install::install(self.project, tool, &home)?;
        }
        let folder = place.parent().context("a tool has a folder")?.to_path_buf();
        if matches!(tool.provides, Provides::Program(_)) && !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
        Ok(place)
    }

    /// PATH, with the tools in front.
    pub fn path(&self) -> Result<OsString> {
        let old = env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&old));
        env::join_paths(all).context("PATH has an entry with a colon in it")
    }

    /// Adds the target of the app to the Rust toolchain, if it is not there.
    pub fn need_wasm_target(&self) -> Result<()> {
        const TARGET: &str = "wasm32-unknown-unknown";
        let root = self.project.root();
        let installed = Run::new("rustup", root)
            .args("target list --installed")
            .read()
            .context("rustup is needed to add the WebAssembly target")?;
        if installed.lines().any(|line| line.trim() == TARGET) {
            return Ok(());
        }
        println!("Adding the Rust target {TARGET}, for which the app is compiled.");
        Run::new("rustup", root).args("target add").arg(TARGET).go()
    }
}

impl Tool {
    /// Where it is inside its folder in the cache.
    fn inside(&self) -> PathBuf {
        match (self.provides, self.source) {
            (Provides::Program(name), Source::Cargo(_)) => {
                Path::new("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX))
            }
            (Provides::Program(name), Source::Npm) => Path::new("node_modules/.bin").join(name),
            (Provides::File(path), _) => Path::new("node_modules").join(self.package).join(path),
        }
    }

    fn accepts(&self, found: &str) -> bool {
        let same = |count| {
            version::first_numbers(found, count) == version::first_numbers(&self.version, count)
        };
        match self.accepts {
            Accepts::Exactly => found == self.version,
            Accepts::SameMinor => same(2),
            Accepts::SameMajor => same(1),
        }
    }
}

/// The program on PATH, if its version will do.
fn on_path(tool: &Tool) -> Option<PathBuf> {
    let Provides::Program(name) = tool.provides else {
        return None;
    };
    let program = find_program(name, &env::var_os("PATH")?)?;
    let told = Run::new(&program, Path::new(".")).args("--version").read().ok()?;
    version::parse(&told).is_some_and(|found| tool.accepts(found)).then_some(program)
}

/// The first program of that name in a PATH.
fn find_program(name: &str, path: &OsStr) -> Option<PathBuf> {
    env::split_paths(path)
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|program| program.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(accepts: Accepts, version: &str) -> Tool {
        Tool {
            package: "trunk",
            version: version.to_owned(),
            provides: Provides::Program("trunk"),
            accepts,
            source: Source::Cargo("--locked"),
            why: "tests",
        }
    }

    #[test]
    fn an_exact_tool_takes_no_neighbour() {
        let bindgen = tool(Accepts::Exactly, "0.2.130");
        assert!(bindgen.accepts("0.2.130"));
        assert!(!bindgen.accepts("0.2.13"));
        assert!(!bindgen.accepts("0.2.131"));
    }

    #[test]
    fn a_tolerant_tool_takes_the_same_minor_or_major() {
        assert!(tool(Accepts::SameMinor, "0.21.14").accepts("0.21.9"));
        assert!(!tool(Accepts::SameMinor, "0.21.14").accepts("0.22.1"));
        assert!(tool(Accepts::SameMajor, "132.0.0").accepts("132"));
        assert!(!tool(Accepts::SameMajor, "132.0.0").accepts("108"));
    }

    #[test]
    fn the_first_program_on_path_counts() -> Result<()> {
        let (first, second) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let name = format!("tool{}", env::consts::EXE_SUFFIX);
        std::fs::write(second.path().join(&name), "")?;
        let path = env::join_paths([first.path(), second.path()])?;
        assert_eq!(find_program("tool", &path), Some(second.path().join(&name)));
        std::fs::write(first.path().join(&name), "")?;
        assert_eq!(find_program("tool", &path), Some(first.path().join(&name)));
        assert_eq!(find_program("other", &path), None);
        Ok(())
    }

    #[test]
    fn a_cached_tool_has_its_place() {
        assert!(tool(Accepts::Exactly, "1").inside().starts_with("bin"));
        assert_eq!(axe().inside(), Path::new("node_modules/axe-core/axe.min.js"));
        assert_eq!(binaryen().inside(), Path::new("node_modules/.bin/wasm-opt"));
    }
}
