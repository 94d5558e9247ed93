//! `cargo xtask bench`

pub mod browser;
mod figures;
pub mod floor;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use self::figures::{Figures, table};
use crate::{
    project::Project,
    run::Run,
    tools::{Toolbox, binaryen, wasm_bindgen},
};

/// Who is measured: the core natively, the core as wasm under Node, and what plain JavaScript would
/// do instead.
const RUNNERS: [&str; 3] = ["native", "wasm", "JavaScript"];

/// How many files, and how much is in them.
const CASES: [(usize, &str); 4] = [(57, "typical"), (57, "full"), (193, "typical"), (193, "full")];

/// Measures every step of a chair's office, in rounds: whoever is measured takes turns, so that
/// what else the machine does falls on all alike. Prints the least and the lower quartile, and
/// judges nothing.
pub fn run(project: &Project, rounds: usize, only: Option<usize>) -> Result<()> {
    let bench = Bench::build(project)?;
    for (count, amount) in CASES.into_iter().filter(|(count, _)| only.is_none_or(|n| n == *count)) {
        let folder = bench.home.join(format!("{count}-{amount}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let count_word = count.to_string();
        bench.native().args("make").arg(&folder).arg(count_word).arg(amount).read()?;
        let mut figures: [Figures; 3] = Default::default();
        for round in 1..=rounds {
            eprintln!("{count} States, {amount}: round {round} of {rounds}");
            for (runner, figures) in RUNNERS.iter().zip(&mut figures) {
                figures.add(&bench.round(runner, &folder)?)?;
            }
        }
        Figures::ensure_same(&figures)?;
        println!("\n{count} States, {amount}: {}\n", weight(&folder)?);
        println!("{}", table(&RUNNERS, &figures));
    }
    Ok(())
}

const WASM: &str = "wasm32-unknown-unknown";

/// Makes a wasm smaller as `index.html` has it for the app.
fn optimise(project: &Project, tools: &mut Toolbox, wasm: &Path) -> Result<()> {
    Run::new(tools.need(&binaryen())?, project.root())
        .args("-Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext")
        .args("--enable-mutable-globals --enable-reference-types --enable-multivalue -o")
        .arg(wasm)
        .arg(wasm)
        .go()
}

/// What was built to be measured.
struct Bench<'a> {
    project: &'a Project,
    home: PathBuf,
}

impl<'a> Bench<'a> {
    /// Builds it with the profile and the tools of what is shipped.
    fn build(project: &'a Project) -> Result<Self> {
        let root = project.root();
        let mut tools = Toolbox::new(project);
        tools.need_wasm_target()?;
        Run::cargo(root).args("build --release --locked -p bench --bin bench").go()?;
        Run::cargo(root).args("build --release --locked -p bench --lib --target").arg(WASM).go()?;
        let home = project.target().join("bench");
        let linked = project.target().join(WASM).join("release/bench.wasm");
        Run::new(tools.need(&wasm_bindgen(project)?)?, root)
            .args("--target nodejs --no-typescript --out-dir")
            .arg(&home)
            .arg(linked)
            .go()?;
        optimise(project, &mut tools, &home.join("bench_bg.wasm"))?;
        Ok(Self { project, home })
    }

    fn native(&self) -> Run {
        Run::new(self.project.target().join("release/bench"), self.project.root())
    }

    /// One round of one runner: what it printed.
    fn round(&self, runner: &str, folder: &Path) -> Result<String> {
        let script = self.project.root().join("bench/baseline.mjs");
        let node = || Run::new("node", self.project.root()).arg(&script);
        let run = match runner {
            "native" => self.native().args("run"),
            "wasm" => node().args("wasm").arg(self.home.join("bench.js")),
            _ => node().args("js"),
        };
        run.arg(folder).read().context("Node.js 20 or later is needed, as for the build")
    }
}

/// How many files there are, and how large they are together.
fn weight(folder: &Path) -> Result<String> {
    let (mut files, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder)? {
        files += 1;
        bytes += entry?.metadata()?.len();
    }
    ensure!(files > 0, "no files were made");
    Ok(format!("{files} files, {:.1} MB", bytes as f64 / 1e6))
}
