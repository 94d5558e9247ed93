//! The browsers: the tools that come from the system's packages.

use std::{env, ffi::OsStr, path::Path};

use anyhow::{Result, bail};

use super::find_program;
use crate::run::Run;

/// A browser as the system's packages have it.
#[derive(Clone, Copy, Debug)]
pub struct System {
    /// What must be on PATH.
    programs: &'static [&'static str],
    /// Debian's packages with it.
    packages: &'static str,
}

/// Chromium, and its driver, which must be of the same version.
pub const CHROMIUM: System =
    System { programs: &["chromium", "chromedriver"], packages: "chromium chromium-driver" };

/// Firefox in the version that offices have; its driver comes from elsewhere.
pub const FIREFOX: System = System { programs: &["firefox-esr"], packages: "firefox-esr" };

/// Makes sure that these browsers are on PATH. What is missing is installed, or named, all at once.
pub fn need_browsers(browsers: impl IntoIterator<Item = System>) -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let missing: Vec<_> = browsers.into_iter().filter(|browser| !browser.is_on(&path)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let here = Path::new(".");
    let root = Run::new("id", here).args("-u").read().is_ok_and(|id| id.trim() == "0");
    if !(root && find_program("apt-get", &path).is_some()) {
        bail!(advice(&missing));
    }
    let packages = packages(&missing);
    println!("Installing {packages}: the browser tests drive them.");
    Run::new("apt-get", here).args("update -qq").go()?;
    Run::new("apt-get", here)
        .args("install -qq -y --no-install-recommends")
        .args(&packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .go()
}

impl System {
    fn is_on(&self, path: &OsStr) -> bool {
        self.programs.iter().all(|name| find_program(name, path).is_some())
    }
}

fn packages(browsers: &[System]) -> String {
    browsers.iter().map(|browser| browser.packages).collect::<Vec<_>>().join(" ")
}

/// What somebody has to do who may not install packages by this program.
fn advice(missing: &[System]) -> String {
    let programs: Vec<_> = missing.iter().flat_map(|browser| browser.programs).copied().collect();
    format!(
        "the browser tests need {} on PATH; on Debian: `sudo apt-get install {}`",
        programs.join(", "),
        packages(missing)
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_browser_without_its_driver_is_missing() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let add =
            |name| fs::write(folder.path().join(format!("{name}{}", env::consts::EXE_SUFFIX)), "");
        add("chromium")?;
        assert!(!CHROMIUM.is_on(folder.path().as_os_str()));
        add("chromedriver")?;
        assert!(CHROMIUM.is_on(folder.path().as_os_str()));
        Ok(())
    }

    #[test]
    fn everything_that_is_missing_is_named_at_once() {
        let told = advice(&[CHROMIUM, FIREFOX]);
        assert!(told.contains("chromium, chromedriver, firefox-esr on PATH"));
        assert!(told.contains("`sudo apt-get install chromium chromium-driver firefox-esr`"));
    }
}
