//! Installs a tool into its folder, all of it or nothing.

use std::{env, fs, path::Path, process, time::Instant};

use anyhow::{Context, Result, ensure};

use super::{Provides, Source, Tool, find_program};
use crate::{project::Project, run::Run};

/// A light build: these tools run for seconds, but with the profiles they ship with they take a
/// quarter of an hour to compile.
const LIGHT: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// Flags meant for the project must not reach the tools.
const NOT_FOR_TOOLS: [&str; 4] =
    ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS"];

/// Installs `tool` so that `home` is its folder.
pub fn install(project: &Project, tool: &Tool, home: &Path) -> Result<()> {
    let (name, version) = (tool.package, &tool.version);
    println!("Installing {name} {version}: {}. Once; kept in {}.", tool.why, home.display());
    let start = Instant::now();
    let parent = home.parent().context("a tool's folder has a parent")?;
    let partial = parent.join(format!(".{name}-{version}-{}", process::id()));
    fs::create_dir_all(&partial).with_context(|| format!("cannot create {}", partial.display()))?;
    let done = fill(project, tool, &partial).and_then(|()| {
        let inside = tool.inside();
        ensure!(partial.join(&inside).exists(), "{name} has no {}", inside.display());
        put_in_place(&partial, home)
    });
    fs::remove_dir_all(&partial).ok();
    done.with_context(|| format!("cannot install {name} {version}; needed because {}", tool.why))?;
    println!("Installed {name} {version} in {} s.", start.elapsed().as_secs());
    Ok(())
}

/// Another run may have been faster; then its folder stays.
fn put_in_place(partial: &Path, home: &Path) -> Result<()> {
    match fs::rename(partial, home) {
        Err(_) if home.exists() => Ok(()),
        done => done.with_context(|| format!("cannot create {}", home.display())),
    }
}

fn fill(project: &Project, tool: &Tool, folder: &Path) -> Result<()> {
    match tool.source {
        Source::Cargo(arguments) => {
            if binstall(project, tool, folder) {
                return Ok(());
            }
            cargo_install(project, tool, arguments, folder)
        }
        Source::Npm => npm_install(tool, folder),
    }
}

/// A ready-made program, where `cargo binstall` is at hand and finds one.
fn binstall(project: &Project, tool: &Tool, folder: &Path) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let Provides::Program(name) = tool.provides else {
        return false;
    };
    find_program("cargo-binstall", &path).is_some_and(|program| {
        Run::new(program, project.root())
            .args("--no-confirm --disable-strategies compile --root")
            .arg(folder)
            .arg(format!("{}@{}", tool.package, tool.version))
            .go()
            .is_ok_and(|()| folder.join("bin").join(name).exists())
    })
}

fn cargo_install(project: &Project, tool: &Tool, arguments: &str, folder: &Path) -> Result<()> {
    let build = folder.join("build");
    let mut run = Run::cargo(project.root())
        .args("install --quiet")
        .args(arguments)
        .arg("--version")
        .arg(format!("={}", tool.version))
        .arg("--root")
        .arg(folder)
        .arg(tool.package)
        .env("CARGO_TARGET_DIR", &build)
        .without_env(&NOT_FOR_TOOLS);
    for (name, value) in LIGHT {
        run = run.env(name, value);
    }
    run.go()?;
    fs::remove_dir_all(&build).context("cannot remove the tool's build folder")
}

fn npm_install(tool: &Tool, folder: &Path) -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let npm = find_program("npm", &path)
        .context("npm is needed, which comes with Node.js 20 or later")?;
    Run::new(npm, folder)
        .args("install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix")
        .arg(folder)
        .arg(format!("{}@{}", tool.package, tool.version))
        .go()
}
