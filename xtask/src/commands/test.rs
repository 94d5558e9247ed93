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

/// The run ends with its figures and with why each scenario failed: whoever sees only the end of a
/// long log has what counts.
fn browser_tests(project: &Project, axe: &Path) -> Result<()> {
    let (reports, failures) = (project.e2e_reports(), project.e2e_failures());
    // Those of an earlier run say nothing about this one.
    for folder in [&reports, &failures].into_iter().filter(|it| it.is_dir()) {
        fs::remove_dir_all(folder)?;
    }
    let done = run_browser_tests(project, axe);
    for report in read_sorted(&reports)? {
        print!("{report}");
    }
    for failure in read_sorted(&failures)? {
        println!("{}", reason(&failure));
    }
    done
}

/// Why a scenario failed, out of what is kept of it: what stands before the page's address.
fn reason(failure: &str) -> String {
    let told = failure.split("\n\nAddress:").next().unwrap_or(failure);
    let lines = told.lines().take(REASON_LINES);
    lines.collect::<Vec<_>>().join("\n")
}

/// A page that is broken may have hundreds of findings: the first tell enough.
const REASON_LINES: usize = 30;

/// The texts of a folder, by the names of their files; none if there is no such folder.
fn read_sorted(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|it| it == "txt"));
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
    fn why_a_scenario_failed_is_told_without_its_page() {
        assert_eq!(reason("no such button\n\nAddress: x\n\nText:\ny"), "no such button");
        assert_eq!(reason(&"a line\n".repeat(500)).lines().count(), REASON_LINES);
    }

    #[test]
    fn one_failure_fails_all() {
        assert!(summarise(&[("a", Ok(())), ("b", Ok(()))]).is_ok());
        let told = summarise(&[("a", Ok(())), ("b", Err(anyhow::anyhow!("no")))]);
        assert!(told.is_err_and(|error| error.to_string() == "failed: b"));
    }
}
