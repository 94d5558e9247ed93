//! `cargo xtask serve`

use anyhow::Result;

use super::trunk_run;
use crate::project::Project;

/// Serves the app until interrupted.
pub fn run(project: &Project, release: bool, port: u16) -> Result<()> {
    let run = trunk_run(project)?
        // Not into dist/, which holds what is shipped and tested.
        .args("serve --dist target/serve --port")
        .arg(port.to_string());
    if release {
        // The policy of a finished page refuses the script of live reload.
        return run.args("--release=true --no-autoreload=true --no-error-reporting=true").stay();
    }
    run.stay()
}
