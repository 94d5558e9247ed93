//! The processes of a browser, found by the profile folder they were started with.
//!
//! Reads `/proc`, so killing a browser works only on Linux. Does not know WebDriver.

use std::{fs, path::Path, process::Command, time::Duration};

use anyhow::{Context, Result, ensure};

use crate::wait::until_limit;

/// Kills every process with this profile, and waits until all are gone.
pub(crate) async fn kill(profile: &Path) -> Result<()> {
    kill_now(profile)?;
    until_limit("the browser's processes to end", Duration::from_secs(10), async || {
        Ok(running(profile).is_empty().then_some(()))
    })
    .await
}

/// Kills every process with this profile without waiting.
pub(crate) fn kill_now(profile: &Path) -> Result<()> {
    let ids = running(profile);
    if ids.is_empty() {
        return Ok(());
    }
    // A process may have ended meanwhile, so the exit status is ignored.
    Command::new("kill").arg("-KILL").args(&ids).output().context("cannot run `kill`")?;
    Ok(())
}

/// Fails unless a browser runs with this profile: killing nothing would prove nothing.
pub(crate) fn ensure_running(profile: &Path) -> Result<()> {
    ensure!(!running(profile).is_empty(), "no browser runs on {}", profile.display());
    Ok(())
}

fn running(profile: &Path) -> Vec<String> {
    // Chromium's argument is one word, Firefox's are two.
    let profile = profile.display().to_string();
    let wanted = [format!("--user-data-dir={profile}"), profile];
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(|id| {
            fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| {
                line.split(|byte| *byte == 0)
                    .any(|part| wanted.iter().any(|it| it.as_bytes() == part))
            })
        })
        .collect()
}
