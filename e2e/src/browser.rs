//! One driver with one headless browser on one profile folder.
//!
//! Owns their start and end. The settings of each browser are in `chromium` and
//! `firefox`. Does not know the page.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use thirtyfour::WebDriver;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{chromium, firefox, process};

/// The browsers that scenarios run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium and browsers based on it.
    Chromium,
    /// Firefox ESR.
    Firefox,
}

impl Kind {
    /// The one in `E2E_BROWSER`; Chromium by default.
    pub fn chosen() -> Self {
        match env::var("E2E_BROWSER").as_deref() {
            Ok("firefox") => Self::Firefox,
            _ => Self::Chromium,
        }
    }

    /// The driver: its name, the variable with its path (otherwise it must be on `PATH`), and its
    /// arguments.
    fn service(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Chromium => ("chromedriver", "E2E_CHROMEDRIVER", &["--port=0"]),
            Self::Firefox => ("geckodriver", "E2E_GECKODRIVER", firefox::SERVICE),
        }
    }

    /// What the driver prints before its port.
    fn greeting(self) -> &'static str {
        match self {
            Self::Chromium => "started successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        }
    }
}

/// Folders, language and server of a browser.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub profile: PathBuf,
    pub downloads: PathBuf,
    pub netlog: PathBuf,
    pub lang: String,
    /// The server, `127.0.0.1:port`.
    pub server: String,
}

/// A running driver and browser. Dropping it kills both.
#[derive(Debug)]
pub(crate) struct Browser {
    driver: Option<WebDriver>,
    service: Child,
    profile: PathBuf,
    /// Console messages that Firefox sends; Chromium is polled.
    heard: Option<firefox::Heard>,
}

impl Browser {
    /// Starts both. Tries a second time if the driver cannot start the browser.
    pub(crate) async fn launch(kind: Kind, place: &Place) -> Result<Self> {
        match Self::launch_once(kind, place).await {
            Ok(browser) => Ok(browser),
            Err(first) => {
                process::kill(&place.profile).await?;
                let second = Self::launch_once(kind, place).await;
                second.with_context(|| format!("first try: {first:#}"))
            }
        }
    }

    async fn launch_once(kind: Kind, place: &Place) -> Result<Self> {
        let (service, port) = start_service(kind).await?;
        let profile = place.profile.clone();
        let mut browser = Self { driver: None, service, profile, heard: None };
        let address = format!("http://127.0.0.1:{port}");
        let builder = match kind {
            Kind::Chromium => WebDriver::builder(address, chromium::capabilities(place)?),
            Kind::Firefox => WebDriver::builder(address, firefox::capabilities(place)?),
        };
        let connecting = builder.request_timeout(Duration::from_secs(60)).connect();
        let driver = connecting.await.context("the driver could not start the browser")?;
        browser.driver = Some(driver);
        if kind == Kind::Firefox {
            browser.heard = Some(firefox::listen(browser.driver()?).await?);
        }
        Ok(browser)
    }

    /// The session.
    pub(crate) fn driver(&self) -> Result<&WebDriver> {
        self.driver.as_ref().context("the browser is closed")
    }

    /// The console messages that Firefox sent.
    pub(crate) fn heard(&self) -> Option<&firefox::Heard> {
        self.heard.as_ref()
    }

    /// Quits the browser normally, then stops the driver.
    pub(crate) async fn quit(mut self) -> Result<()> {
        let quit = match self.driver.take() {
            Some(driver) => driver.quit().await.context("the browser did not quit"),
            None => Ok(()),
        };
        self.service.kill().await.ok();
        process::kill(&self.profile).await?;
        quit
    }

    /// Kills the browser like a power cut: SIGKILL, no warning.
    pub(crate) async fn kill(mut self) -> Result<()> {
        process::ensure_running(&self.profile)?;
        process::kill(&self.profile).await?;
        self.abandon();
        self.service.kill().await.ok();
        Ok(())
    }

    /// Drops the session without telling the driver.
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

/// Starts the driver on a port of its own choice, and reads the port.
async fn start_service(kind: Kind) -> Result<(Child, u16)> {
    let (name, variable, args) = kind.service();
    let program = program(variable, name);
    let mut service = Command::new(&program)
        .args(args)
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot start {name}: `cargo xtask test` installs it"))?;
    let output = service.stdout.take().context("the driver has no output")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some(port) = port_in(&line, kind.greeting()) {
            // The output must be read until the end, because the driver blocks when the pipe is
            // full.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok((service, port));
        }
    }
    bail!("{name} ended without naming its port")
}

fn port_in(line: &str, greeting: &str) -> Option<u16> {
    let (_, rest) = line.split_once(greeting)?;
    rest.trim_end_matches('.').trim().parse().ok()
}

/// The path of a program: from the variable, or else its name.
pub(crate) fn program(variable: &str, name: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| Path::new(name).to_path_buf(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        let line = "ChromeDriver was started successfully on port 41234.";
        assert_eq!(port_in(line, Kind::Chromium.greeting()), Some(41234));
        let line = "1764346\tgeckodriver\tINFO\tListening on 127.0.0.1:34567";
        assert_eq!(port_in(line, Kind::Firefox.greeting()), Some(34567));
        assert_eq!(port_in("Starting ChromeDriver on port 0", Kind::Chromium.greeting()), None);
    }
}
