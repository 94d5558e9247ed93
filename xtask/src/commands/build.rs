//! `cargo xtask build`

use anyhow::Result;

use super::trunk_run;
use crate::{dist, project::Project};

/// Builds what will be shipped into `dist/`, and holds it to the budget.
pub fn run(project: &Project) -> Result<()> {
    make(project)?;
    dist::check_budget(project.root(), &project.dist())
}

/// Builds what will be shipped into `dist/`.
pub fn make(project: &Project) -> Result<()> {
    trunk_run(project)?.args("build --release=true --locked=true").go()
}
