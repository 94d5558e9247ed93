//! The paths in the repository.

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

    /// The output folder of trunk.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The folder for data about failed browser tests.
    pub fn e2e_failures(&self) -> PathBuf {
        self.target().join("e2e-failures")
    }

    /// The folder for the figures of browser tests.
    pub fn e2e_reports(&self) -> PathBuf {
        self.target().join("e2e-report")
    }

    /// The output folder of cargo.
    pub fn target(&self) -> PathBuf {
        self.root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// The lock file.
    pub fn lockfile(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }
}
