//! What scenarios have to say when nothing is wrong: figures, printed at the end of a run by
//! `cargo xtask test`.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::setup::root;

/// Keeps a line of a report in `E2E_REPORTS` or `target/e2e-report/`, where the run’s end finds it.
pub fn report(subject: &str, part: &str, line: &str) -> Result<()> {
    let folder =
        env::var_os("E2E_REPORTS").map_or_else(|| root().join("target/e2e-report"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{subject}-{part}.txt"));
    fs::write(&path, format!("{line}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}
