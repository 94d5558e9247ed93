//! What any app made with Leptos weighs, beside what this one does: the floor of its budgets.

use std::fs;

use anyhow::{Context, Result};

use super::WASM;
use crate::{
    dist,
    project::Project,
    run::Run,
    tools::{Toolbox, wasm_bindgen},
};

/// Builds the counter as the app is built, and prints both weights. The app is what lies in `dist/`.
pub fn run(project: &Project) -> Result<()> {
    let root = project.root();
    let mut tools = Toolbox::new(project);
    tools.need_wasm_target()?;
    Run::cargo(root).args("build --release --locked -p floor --target").arg(WASM).go()?;
    let home = project.target().join("floor");
    Run::new(tools.need(&wasm_bindgen(project)?)?, root)
        .args("--target web --no-typescript --out-dir")
        .arg(&home)
        .arg(project.target().join(WASM).join("release/floor.wasm"))
        .go()?;
    super::optimise(project, &mut tools, &home.join("floor_bg.wasm"))?;
    println!("\n{:>10} {:>10}  of a counter", "bytes", "brotli");
    for name in ["floor_bg.wasm", "floor.js"] {
        let bytes = fs::read(home.join(name)).with_context(|| format!("no {name} was built"))?;
        println!("{:>10} {:>10}  {name}", bytes.len(), dist::brotli_size(&bytes)?);
    }
    dist::check_budget(root, &project.dist())
}
