//! One chromedriver with one headless Chromium on one profile folder.
//!
//! Owns their start and their end. Knows nothing of the page.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{
    BrowserCapabilitiesHelper, CapabilitiesHelper, ChromeCapabilities, ChromiumLikeCapabilities,
    DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::process;

/// Quiet, contained, and without any network but 127.0.0.1: every other host is unknown.
const ARGS: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-search-engine-choice-screen",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// Where a browser keeps its things, and what it speaks.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub profile: PathBuf,
    pub downloads: PathBuf,
    pub netlog: PathBuf,
    pub lang: String,
}

/// A running driver and browser. Dropping it kills both.
#[derive(Debug)]
pub(crate) struct Browser {
    driver: Option<WebDriver>,
    service: Child,
    profile: PathBuf,
}

impl Browser {
    /// Starts both. A driver that fails to bring up a browser gets one more try.
    pub(crate) async fn launch(place: &Place) -> Result<Self> {
        match Self::launch_once(place).await {
            Ok(browser) => Ok(browser),
            Err(first) => {
                process::kill(&place.profile).await?;
                Self::launch_once(place).await.with_context(|| format!("first try: {first:#}"))
            }
        }
    }

    async fn launch_once(place: &Place) -> Result<Self> {
        let (service, port) = start_service().await?;
        let mut browser = Self { driver: None, service, profile: place.profile.clone() };
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities(place)?)
            .request_timeout(Duration::from_secs(60))
            .connect()
            .await
            .context("chromedriver could not start Chromium")?;
        browser.driver = Some(driver);
        Ok(browser)
    }

    /// The session.
    pub(crate) fn driver(&self) -> Result<&WebDriver> {
        self.driver.as_ref().context("the browser is closed")
    }

    /// Quits the browser in good order, then stops the driver.
    pub(crate) async fn quit(mut self) -> Result<()> {
        let quit = match self.driver.take() {
            Some(driver) => driver.quit().await.context("the browser did not quit"),
            None => Ok(()),
        };
        self.service.kill().await.ok();
        process::kill(&self.profile).await?;
        quit
    }

    /// Ends the browser as a power cut would: SIGKILL, no warning.
    pub(crate) async fn kill(mut self) -> Result<()> {
        process::ensure_running(&self.profile)?;
        process::kill(&self.profile).await?;
        self.abandon();
        self.service.kill().await.ok();
        Ok(())
    }

    /// Lets go of the session without a word to the driver.
    fn abandon(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.leak().ok();
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.abandon();
        self.service.start_kill().ok();
        process::kill_now(&self.profile).ok();
    }
}

/// Starts chromedriver on a port it chooses itself, and reads which.
async fn start_service() -> Result<(Child, u16)> {
    let program = env::var("E2E_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
    let mut service = Command::new(&program)
        .arg("--port=0")
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot start {program}: install chromium and chromium-driver"))?;
    let output = service.stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some(port) = port_in(&line) {
            // The pipe must be read to the end, or the driver blocks when it is full.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok((service, port));
        }
    }
    bail!("{program} ended without naming its port")
}

fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}

fn capabilities(place: &Place) -> Result<ChromeCapabilities> {
    let mut caps = DesiredCapabilities::chrome();
    for arg in ARGS {
        caps.add_arg(arg)?;
    }
    caps.add_arg(&format!("--user-data-dir={}", place.profile.display()))?;
    caps.add_arg(&format!("--log-net-log={}", place.netlog.display()))?;
    caps.add_arg(&format!("--lang={}", place.lang))?;
    caps.add_arg(&format!("--accept-lang={}", place.lang))?;
    if let Ok(binary) = env::var("E2E_CHROMIUM") {
        caps.set_binary(&binary)?;
    }
    caps.set_browser_option("prefs", preferences(&place.downloads, &place.lang))?;
    caps.set_logging_prefs("browser", LoggingPrefsLogLevel::All)?;
    caps.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    let logged = json!({ "enableNetwork": true, "enablePage": false });
    caps.set_browser_option("perfLoggingPrefs", logged)?;
    // A page that asks before it closes must not stop a scenario.
    caps.set("unhandledPromptBehavior", json!("accept"))?;
    Ok(caps)
}

fn preferences(downloads: &Path, lang: &str) -> serde_json::Value {
    json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
        "intl.accept_languages": lang,
        "translate.enabled": false,
        // Without this a new profile opens a busy page of the distribution's.
        "session.restore_on_startup": 4,
        "session.startup_urls": ["about:blank"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        let line = "ChromeDriver was started successfully on port 41234.";
        assert_eq!(port_in(line), Some(41234));
        assert_eq!(port_in("Starting ChromeDriver on port 0"), None);
    }
}
