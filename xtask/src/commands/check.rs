//! `cargo xtask check`

use anyhow::Result;

use crate::{
    project::Project,
    run::Run,
    tools::{Toolbox, cargo_deny, typos},
};

/// The checks that run no tests, the cheap ones first; the first failure ends it.
pub fn run(project: &Project) -> Result<()> {
    let root = project.root();
    Run::cargo(root).args("fmt --all --check").go()?;
    let mut tools = Toolbox::new(project);
    let typos = tools.need(&typos())?;
    Run::new(typos, root).go()?;
    Run::cargo(root).args("clippy --all-targets --workspace -- -D warnings").go()?;
    tools.need_wasm_target()?;
    Run::cargo(root)
        .args("clippy --lib --bin revcon3-tracker --target wasm32-unknown-unknown -- -D warnings")
        .go()?;
    Run::cargo(root)
        .args("doc --no-deps --workspace --document-private-items")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .go()?;
    let deny = tools.need(&cargo_deny())?;
    // Not the advisories: their database is on a host that not every machine reaches.
    Run::new(deny, root).args("--workspace check bans licenses sources").go()
}
