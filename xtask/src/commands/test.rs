//! `cargo xtask test`

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, bail};
use clap::ValueEnum;

use super::{build, need_trunk};
use crate::{
    dist,
    project::Project,
    run::Run,
    tools::{CHROMIUM, FIREFOX, System, Toolbox, axe, geckodriver, need_browsers},
};

/// The browsers that the scenarios run in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium
    #[default]
    Chromium,
    /// Firefox, in the version with extended support
    Firefox,
    /// One after the other
    Both,
}

impl Browser {
    /// What it stands for, by the names that the scenarios know them by.
    fn each(self) -> &'static [(&'static str, System)] {
        const BOTH: [(&str, System); 2] = [("chromium", CHROMIUM), ("firefox", FIREFOX)];
        match self {
            Self::Chromium => &BOTH[..1],
            Self::Firefox => &BOTH[1..],
            Self::Both => &BOTH,
        }
    }
}

/// Everything but what drives browsers: its packages would also change how serde_json orders.
const NATIVE: &str = "test --workspace --exclude e2e --exclude bench-browser";

/// Native tests, build, size, browser tests. A failure does not stop those after it unless they
/// depend on it; the closing lines say which failed.
pub fn run(project: &Project, browser: Browser) -> Result<()> {
    let tools = Tools::need(project, browser)?;
    let native = Run::cargo(project.root()).args(NATIVE).go();
    let mut steps = vec![("native tests".to_owned(), native)];
    match build::make(project) {
        Ok(()) => {
            steps.push(("build".to_owned(), Ok(())));
            steps.push(("size".to_owned(), dist::check_budget(project.root(), &project.dist())));
            for (name, _) in browser.each() {
                steps.push((format!("scenarios in {name}"), scenarios(project, &tools, name)));
            }
        }
        // What lies in dist/ is older than the source: nothing to try.
        failed => steps.push(("build".to_owned(), failed)),
    }
    summarise(&steps)
}

/// What the scenarios are given beside the app.
struct Tools {
    axe: PathBuf,
    geckodriver: Option<PathBuf>,
}

impl Tools {
    /// Finds or installs all of it and what makes the app, before anything else takes its time.
    fn need(project: &Project, browser: Browser) -> Result<Self> {
        need_browsers(browser.each().iter().map(|(_, system)| *system))?;
        let mut toolbox = Toolbox::new(project);
        let axe = toolbox.need(&axe())?;
        need_trunk(project, &mut toolbox)?;
        let firefox = browser != Browser::Chromium;
        let geckodriver = firefox.then(|| toolbox.need(&geckodriver())).transpose()?;
        Ok(Self { axe, geckodriver })
    }
}

/// The run ends with its figures and with why each scenario failed: whoever sees only the end of a
/// long log has what counts.
fn scenarios(project: &Project, tools: &Tools, browser: &str) -> Result<()> {
    let (reports, failures) = (project.e2e_reports(), project.e2e_failures().join(browser));
    // Those of an earlier run say nothing about this one.
    for folder in [&reports, &failures].into_iter().filter(|it| it.is_dir()) {
        fs::remove_dir_all(folder)?;
    }
    let done = scenarios_run(project, tools, browser)
        .env("E2E_REPORTS", &reports)
        .env("E2E_FAILURES", &failures)
        .go();
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

/// The scenarios in a browser, but for where they leave what they find.
fn scenarios_run(project: &Project, tools: &Tools, browser: &str) -> Run {
    println!("Scenarios in {browser}:");
    let run = Run::cargo(project.root())
        .args("test --package e2e -- --test-threads=2")
        .env("E2E_BROWSER", browser)
        .env("E2E_DIST", project.dist())
        .env("E2E_AXE", &tools.axe)
        .env("RUST_LIB_BACKTRACE", "0");
    match &tools.geckodriver {
        Some(driver) => run.env("E2E_GECKODRIVER", driver),
        None => run,
    }
}

fn summarise(steps: &[(String, Result<()>)]) -> Result<()> {
    println!();
    for (name, done) in steps {
        match done {
            Ok(()) => println!("{name}: passed"),
            Err(error) => println!("{name}: FAILED: {error:#}"),
        }
    }
    let failed: Vec<_> =
        steps.iter().filter(|(_, done)| done.is_err()).map(|(name, _)| name.as_str()).collect();
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
        let step = |name: &str, done| (name.to_owned(), done);
        assert!(summarise(&[step("a", Ok(())), step("b", Ok(()))]).is_ok());
        let told = summarise(&[step("a", Ok(())), step("b", Err(anyhow::anyhow!("no")))]);
        assert!(told.is_err_and(|error| error.to_string() == "failed: b"));
    }
}
