//! Where things are in the repository.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The repository.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The repository this program was built from.
    pub fn here() -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: own.parent().unwrap_or(own).to_path_buf() }
    }

    /// Its top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What trunk builds.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Where the browser tests keep what helps to understand a failure.
    pub fn e2e_failures(&self) -> PathBuf {
        self.target().join("e2e-failures")
    }

    /// Where the browser tests leave their figures.
    pub fn e2e_reports(&self) -> PathBuf {
        self.target().join("e2e-report")
    }

    /// What cargo builds. A relative path is one from the top folder, in which cargo is run.
    pub fn target(&self) -> PathBuf {
        self.root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// The versions in use.
    pub fn lockfile(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }
}
