//! `cargo xtask build`

use anyhow::Result;

use super::trunk_run;
use crate::{dist, project::Project};

/// Builds the release into `dist/`, and checks it against the size budget.
pub fn run(project: &Project) -> Result<()> {
    make(project)?;
    dist::check_budget(project.root(), &project.dist())
}

/// Builds the release into `dist/`.
pub fn make(project: &Project) -> Result<()> {
    trunk_run(project)?.args("build --release=true --locked=true").go()
}
