//! Chromium and its driver: the one tool that comes from the system's packages.

use std::{env, path::Path};

use anyhow::{Result, bail};

use super::find_program;
use crate::run::Run;

const PACKAGES: &str = "chromium chromium-driver";

/// Makes sure that Chromium and chromedriver are on PATH.
pub fn need_chromium() -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let there = |name| find_program(name, &path).is_some();
    if there("chromium") && there("chromedriver") {
        return Ok(());
    }
    let here = Path::new(".");
    let root = Run::new("id", here).args("-u").read().is_ok_and(|id| id.trim() == "0");
    if !(root && there("apt-get")) {
        bail!(
            "the browser tests need chromium and chromedriver on PATH; on Debian: \
             `sudo apt-get install {PACKAGES}`"
        );
    }
    println!("Installing {PACKAGES}: the browser tests drive them.");
    Run::new("apt-get", here).args("update -qq").go()?;
    Run::new("apt-get", here)
        .args("install -qq -y --no-install-recommends")
        .args(PACKAGES)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .go()
}
