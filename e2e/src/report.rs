//! What scenarios have to say when nothing is wrong: figures, printed at the end of a run by
//! `cargo xtask test`.

use std::fs;

use anyhow::{Context, Result};

use crate::setup::root;

/// Keeps a line of a report in `target/e2e-report/`, where the run’s end finds it.
pub fn report(subject: &str, part: &str, line: &str) -> Result<()> {
    let folder = root().join("target/e2e-report");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{subject}-{part}.txt"));
    fs::write(&path, format!("{line}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}
