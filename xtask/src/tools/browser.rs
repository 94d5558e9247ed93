//! The browsers: tools from the system's package manager.

use std::{env, path::Path};

use anyhow::{Result, bail};

use super::find_program;
use crate::run::Run;

/// A browser from the system's packages.
#[derive(Clone, Copy, Debug)]
pub struct System {
    /// What must be on PATH.
    programs: &'static [&'static str],
    /// Debian's packages that provide it.
    packages: &'static str,
}

/// Chromium with its driver, which must have the same version.
pub const CHROMIUM: System =
    System { programs: &["chromium", "chromedriver"], packages: "chromium chromium-driver" };

/// Firefox ESR; its driver is not in the package.
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
