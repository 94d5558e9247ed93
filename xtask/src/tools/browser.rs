//! The browsers: the tools that come from the system's packages.

use std::{env, path::Path};

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

/// Makes sure that a browser is on PATH.
pub fn need_browser(browser: System) -> Result<()> {
    let System { programs, packages } = browser;
    let path = env::var_os("PATH").unwrap_or_default();
    let there = |name: &str| find_program(name, &path).is_some();
    if programs.iter().all(|name| there(name)) {
        return Ok(());
    }
    let here = Path::new(".");
    let root = Run::new("id", here).args("-u").read().is_ok_and(|id| id.trim() == "0");
    if !(root && there("apt-get")) {
        bail!(
            "the browser tests need {} on PATH; on Debian: `sudo apt-get install {packages}`",
            programs.join(" and ")
        );
    }
    println!("Installing {packages}: the browser tests drive them.");
    Run::new("apt-get", here).args("update -qq").go()?;
    Run::new("apt-get", here)
        .args("install -qq -y --no-install-recommends")
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .go()
}
