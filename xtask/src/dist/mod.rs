//! What happens to the built files after trunk is done with them, and what they may weigh.
//!
//! Works on a folder of finished files. Knows neither cargo nor trunk but for the variables that
//! trunk gives its hooks.

mod csp;
mod files;
mod html;
mod licences;
mod offline;
mod packs;
mod single;
mod size;
mod styles;
mod sums;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use csp::Parts;

pub use size::{brotli_size, check_budget};

/// Finishes a build of the project at `root` in trunk's staging folder, before it becomes `dist/`.
/// While one works on it, it gets its texts and licences, and no more: the page of `serve` carries a
/// reload script that no policy would allow.
pub fn post_build(root: &Path) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context(
        "TRUNK_STAGING_DIR is not set: this command is for trunk, run `cargo xtask build`",
    )?;
    let page = staging.join("index.html");
    let html =
        fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let html = packs::write(root, &staging, &html)?;
    let html = licences::write(root, &staging, &html)?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        // A browser that was served a release at this address would go on showing that.
        offline::write_forgetting_worker(&staging)?;
        return Ok(fs::write(&page, html)?);
    }
    let html = styles::join(&staging, &html)?;
    let build = offline::build_id(&staging)?;
    let html = offline::name_build(&html, &build)?;
    fs::write(&page, csp::protect(&html, Parts::Beside)?)?;
    // Before the one file is there: whoever opens the app from a host needs no second copy.
    offline::write_worker(&staging, &build)?;
    single::write(&staging, &html)?;
    // Last: it covers every other file.
    sums::write(&staging)
}
