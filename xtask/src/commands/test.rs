//! `cargo xtask test`

use std::path::Path;
use std::{fs, io};

use anyhow::{Result, bail};

use super::build;
use crate::{
    dist,
    project::Project,
    run::Run,
    tools::{Toolbox, axe, need_chromium},
};

/// Native tests, build, size, browser tests. A failure does not stop those after it unless they
/// depend on it; the closing lines say which failed.
pub fn run(project: &Project) -> Result<()> {
    need_chromium()?;
    let axe = Toolbox::new(project).need(&axe())?;
    let native = Run::cargo(project.root()).args("test --workspace --exclude e2e").go();
    let mut steps = vec![("native tests", native)];
    match build::make(project) {
        Ok(()) => {
            steps.push(("build", Ok(())));
            steps.push(("size", dist::check_budget(&project.dist())));
            steps.push(("browser tests", browser_tests(project, &axe)));
        }
        // What lies in dist/ is older than the source: nothing to try.
        failed => steps.push(("build", failed)),
    }
    summarise(&steps)
}

fn browser_tests(project: &Project, axe: &Path) -> Result<()> {
    let reports = project.e2e_reports();
    // Those of an earlier run say nothing about this one.
    if reports.is_dir() {
        fs::remove_dir_all(&reports)?;
    }
    let done = run_browser_tests(project, axe);
    for report in read_sorted(&reports)? {
        print!("{report}");
    }
    done
}

/// The texts of a folder, by the names of their files; none if there is no such folder.
fn read_sorted(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths.into_iter().map(fs::read_to_string).collect::<io::Result<_>>()?)
}

fn run_browser_tests(project: &Project, axe: &Path) -> Result<()> {
    Run::cargo(project.root())
        .args("test --package e2e -- --test-threads=2")
        .env("E2E_DIST", project.dist())
        .env("E2E_AXE", axe)
        .env("E2E_FAILURES", project.e2e_failures())
        .env("RUST_LIB_BACKTRACE", "0")
        .go()
}

fn summarise(steps: &[(&str, Result<()>)]) -> Result<()> {
    println!();
    for (name, done) in steps {
        match done {
            Ok(()) => println!("{name}: passed"),
            Err(error) => println!("{name}: FAILED: {error:#}"),
        }
    }
    let failed: Vec<_> =
        steps.iter().filter(|(_, done)| done.is_err()).map(|(name, _)| *name).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_all() {
        assert!(summarise(&[("a", Ok(())), ("b", Ok(()))]).is_ok());
        let told = summarise(&[("a", Ok(())), ("b", Err(anyhow::anyhow!("no")))]);
        assert!(told.is_err_and(|error| error.to_string() == "failed: b"));
    }
}
