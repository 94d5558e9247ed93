//! Figures of successful scenarios, which `cargo xtask test` prints at the end
//! of a run.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::setup::root;

/// Writes a line of a report to `target/e2e-report/`, where it is collected at the end of the run.
pub fn report(subject: &str, part: &str, line: &str) -> Result<()> {
    let folder =
        env::var_os("E2E_REPORTS").map_or_else(|| root().join("target/e2e-report"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{subject}-{part}.txt"));
    fs::write(&path, format!("{line}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}
