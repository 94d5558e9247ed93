//! What each command does, in steps. One file per command.

pub mod bench;
pub mod build;
pub mod check;
pub mod fuzz;
pub mod serve;
pub mod test;

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    project::Project,
    remap,
    run::Run,
    tools::{Toolbox, binaryen, trunk, wasm_bindgen},
};

/// Finds or installs what makes the app, the quickest first, and returns where trunk is.
fn need_trunk(project: &Project, tools: &mut Toolbox<'_>) -> Result<PathBuf> {
    tools.need_wasm_target()?;
    tools.need(&binaryen())?;
    tools.need(&wasm_bindgen(project)?)?;
    tools.need(&trunk())
}

/// Trunk with everything it needs on PATH, so that it downloads nothing.
fn trunk_run(project: &Project) -> Result<Run> {
    let mut tools = Toolbox::new(project);
    let trunk = need_trunk(project, &mut tools)?;
    let run = remap::remapped(Run::new(trunk, project.root()), project.root())?
        .env("PATH", tools.path()?)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads NO_COLOR as a yes or no, and stops at the usual `1`.
    Ok(match std::env::var_os("NO_COLOR") {
        Some(_) => run.without_env(&["NO_COLOR"]).env("TRUNK_COLOR", "never"),
        None => run,
    })
}
