//! The page object: one person's browser with the app in it.
//!
//! Owns its life cycle (start, tabs, kill, reopen) and what it observed. User
//! actions are in `act`, files in `files`, emulation in `emulate`.

use std::{
    cell::RefCell,
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WindowHandle};

use crate::{
    browser::{Browser, Kind, Place},
    chromium, firefox, netlog,
    server::Server,
    setup::{Setup, failures},
    watch::{self, Watch},
};

/// Nobody can answer the browser's file picker, so it is removed and files are
/// downloaded. A scenario about the picker replaces it.
const NO_PICKER: &str = "delete window.showSaveFilePicker;";

/// One person's browser. See the crate's documentation for how a scenario uses it.
#[derive(Debug)]
pub struct App {
    kind: Kind,
    browser: Option<Browser>,
    place: Place,
    server: Server,
    setup: Setup,
    watch: RefCell<Watch>,
    init_scripts: RefCell<Vec<String>>,
    folder: TempDir,
}

/// A tab of the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl App {
    /// Serves the setup's site and starts a browser on an empty profile.
    pub(crate) async fn start(setup: Setup) -> Result<Self> {
        let server = Server::start(&setup.site).await?;
        Self::start_at(server, setup).await
    }

    /// Another person with a second browser and an empty profile, on the same server.
    /// Close it with [`App::finish`].
    pub async fn someone_else(&self, setup: Setup) -> Result<Self> {
        Self::start_at(self.server.clone(), setup).await
    }

    async fn start_at(server: Server, setup: Setup) -> Result<Self> {
        let folder = TempDir::with_prefix("revcon3-e2e-").context("no temporary folder")?;
        let place = Place {
            profile: folder.path().join("profile"),
            downloads: folder.path().join("downloads"),
            netlog: folder.path().join("net.json"),
            lang: setup.lang.clone(),
            server: server.authority().to_owned(),
        };
        fs::create_dir_all(&place.profile)?;
        fs::create_dir_all(&place.downloads)?;
        let mut app = Self {
            kind: Kind::chosen(),
            browser: None,
            place,
            server,
            setup,
            watch: RefCell::default(),
            init_scripts: RefCell::new(vec![watch::SCRIPT.to_owned(), NO_PICKER.to_owned()]),
            folder,
        };
        app.reopen().await?;
        Ok(app)
    }

    /// The browser that this scenario runs in.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The server, with its requests and its state.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The WebDriver session, for what the helpers do not cover.
    pub fn driver(&self) -> Result<&WebDriver> {
        self.browser.as_ref().context("the browser is closed: call reopen() first")?.driver()
    }

    /// Opens the app at a route such as `#/plan/PoA.1.a`; `""` for the start page.
    pub async fn open(&self, route: &str) -> Result<()> {
        self.open_url(&format!("{}{route}", self.server.base())).await
    }

    /// Opens any URL.
    pub async fn open_url(&self, url: &str) -> Result<()> {
        self.driver()?.goto(url).await.with_context(|| format!("cannot open {url}"))?;
        self.ensure_loaded().await
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        match self.kind {
            Kind::Chromium => self.driver()?.refresh().await?,
            Kind::Firefox => firefox::reload(self.driver()?).await?,
        }
        self.ensure_loaded().await
    }

    /// The driver does not report every failure: some show the browser's own error page.
    async fn ensure_loaded(&self) -> Result<()> {
        let address: String = self.js_as("return location.href").await?;
        ensure!(
            !address.starts_with("chrome-error:") && !address.starts_with("about:neterror"),
            "the browser shows its own error page {address}"
        );
        Ok(())
    }

    /// The displayed address, including the route.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver()?.current_url().await?.to_string())
    }

    /// Runs a script before the page's own, in every later document of every
    /// tab, also after [`App::reopen`].
    pub async fn before_each_page(&self, script: &str) -> Result<()> {
        self.init_scripts.borrow_mut().push(script.to_owned());
        self.inject(script).await
    }

    async fn inject(&self, script: &str) -> Result<()> {
        match self.kind {
            Kind::Chromium => chromium::inject(self.driver()?, script).await,
            Kind::Firefox => firefox::inject(self.driver()?, script).await,
        }
    }

    /// Starts observing a new browser.
    async fn prepare_browser(&self) -> Result<()> {
        if self.kind == Kind::Firefox {
            self.inject_all().await?;
        }
        self.prepare_tab().await
    }

    /// Starts observing a new tab, and sets its size.
    async fn prepare_tab(&self) -> Result<()> {
        if self.kind == Kind::Chromium {
            self.inject_all().await?;
            chromium::allow_downloads(self.driver()?, &self.place.downloads).await?;
        }
        let (width, height) = self.setup.size;
        self.resize(width, height).await
    }

    async fn inject_all(&self) -> Result<()> {
        let scripts = self.init_scripts.borrow().clone();
        for script in scripts {
            self.inject(&script).await?;
        }
        Ok(())
    }

    /// Opens an empty tab and switches to it.
    pub async fn new_tab(&self) -> Result<Tab> {
        let tab = Tab(self.driver()?.new_tab().await?);
        self.switch_to(&tab).await?;
        self.prepare_tab().await?;
        Ok(tab)
    }

    /// The current tab.
    pub async fn tab(&self) -> Result<Tab> {
        Ok(Tab(self.driver()?.window().await?))
    }

    /// All tabs. In tabs that the page opened itself, policy violations are observed only after the
    /// next page load; console and requests are observed at once.
    pub async fn tabs(&self) -> Result<Vec<Tab>> {
        Ok(self.driver()?.windows().await?.into_iter().map(Tab).collect())
    }

    /// Switches to a tab.
    pub async fn switch_to(&self, tab: &Tab) -> Result<()> {
        Ok(self.driver()?.switch_to_window(tab.0.clone()).await?)
    }

    /// Closes the current tab and switches to `next`.
    pub async fn close_tab(&self, next: &Tab) -> Result<()> {
        self.collect().await?;
        self.driver()?.close_window().await?;
        self.switch_to(next).await
    }

    /// Kills the browser without warning, as a power cut would. The profile stays.
    pub async fn kill_browser(&mut self) -> Result<()> {
        self.collect().await?;
        self.take_browser()?.kill().await?;
        self.read_netlog();
        Ok(())
    }

    /// Quits the browser normally. The profile stays.
    pub async fn close_browser(&mut self) -> Result<()> {
        self.collect().await?;
        self.take_browser()?.quit().await?;
        self.read_netlog();
        Ok(())
    }

    fn take_browser(&mut self) -> Result<Browser> {
        self.browser.take().context("the browser is closed already")
    }

    /// Reads what is available only after the browser has ended.
    fn read_netlog(&self) {
        let mut watch = self.watch.borrow_mut();
        for url in netlog::requests(&self.place.netlog) {
            watch.asked(&url, self.server.authority());
        }
        drop(watch);
        self.note_strangers();
    }

    /// Starts the browser again on the same profile, with one empty tab.
    pub async fn reopen(&mut self) -> Result<()> {
        ensure!(self.browser.is_none(), "the browser is still open");
        self.browser = Some(Browser::launch(self.kind, &self.place).await?);
        self.prepare_browser().await
    }

    /// Quits the browser, and checks that nothing forbidden happened. Scenarios do this for their
    /// own app.
    pub async fn finish(mut self) -> Result<()> {
        self.end().await
    }

    /// The same, for callers that need the app afterwards.
    pub(crate) async fn end(&mut self) -> Result<()> {
        if self.browser.is_some() {
            self.close_browser().await?;
        }
        self.check().await
    }

    /// Fails on any console error, violation or foreign request that was not taken.
    pub async fn check(&self) -> Result<()> {
        let errors = self.take_console_errors().await?;
        ensure!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
        let mut violations = self.take_violations().await?;
        violations.extend_from_slice(self.watch.borrow().untold());
        ensure!(violations.is_empty(), "refused by the page's policy:\n{}", violations.join("\n"));
        let foreign = self.take_foreign_requests().await?;
        ensure!(foreign.is_empty(), "requests to other hosts:\n{}", foreign.join("\n"));
        Ok(())
    }

    /// Takes the console errors since the last call.
    pub async fn take_console_errors(&self) -> Result<Vec<String>> {
        self.collect().await?;
        Ok(std::mem::take(&mut self.watch.borrow_mut().errors))
    }

    /// Takes the violations of the content security policy since the last call, each as JSON:
    /// `effectiveDirective`, `blockedURI`, `sample`, `sourceFile`, `lineNumber`. They arrive with a
    /// short delay: poll with [`until`](crate::until).
    pub async fn take_violations(&self) -> Result<Vec<String>> {
        self.collect().await?;
        Ok(std::mem::take(&mut self.watch.borrow_mut().violations))
    }

    /// Takes the URLs on other hosts requested since the last call. Those of a
    /// service worker are known only after the browser has ended.
    pub async fn take_foreign_requests(&self) -> Result<Vec<String>> {
        self.collect().await?;
        Ok(std::mem::take(&mut self.watch.borrow_mut().foreign))
    }

    /// Reads the driver's logs into the watch. Does nothing while the browser is closed.
    async fn collect(&self) -> Result<()> {
        if self.browser.is_none() {
            return Ok(());
        }
        let driver = self.driver()?;
        match self.browser.as_ref().and_then(Browser::heard) {
            None => {
                let told = chromium::collect(driver).await?;
                told.note(&mut self.watch.borrow_mut(), self.server.authority());
            }
            Some(heard) => {
                heard.settle(driver).await?;
                heard.note(&mut self.watch.borrow_mut());
                self.note_strangers();
            }
        }
        Ok(())
    }

    /// Records the other hosts that Firefox requested through its proxy, which is the server.
    fn note_strangers(&self) {
        let mut watch = self.watch.borrow_mut();
        for url in self.server.take_strangers() {
            watch.asked(&url, self.server.authority());
        }
    }

    /// Saves a picture of the viewport as `<name>.png` in the folder `E2E_SHOTS`, if that is set.
    pub async fn screenshot(&self, name: &str) -> Result<()> {
        let Some(folder) = env::var_os("E2E_SHOTS") else {
            return Ok(());
        };
        self.save_screenshot(Path::new(&folder), name).await
    }

    async fn save_screenshot(&self, folder: &Path, name: &str) -> Result<()> {
        fs::create_dir_all(folder)?;
        let path = folder.join(format!("{name}.png"));
        Ok(self.driver()?.screenshot(&path).await?)
    }

    /// Saves data for diagnosing a failure. Best effort: the browser may be gone.
    pub(crate) async fn save_failure(&self, name: &str, reason: &str) {
        let folder = failures();
        self.collect().await.ok();
        self.save_screenshot(&folder, name).await.ok();
        let url = self.url().await.unwrap_or_default();
        let text = self.js("return document.body?.innerText", vec![]).await.unwrap_or_default();
        let report = format!(
            "{name}: {reason}\n\nAddress: {url}\n\nText:\n{}\n\nConsole:\n{}\n\nServer:\n{}\n",
            text.as_str().unwrap_or("(none)"),
            self.watch.borrow().console.join("\n"),
            self.server.requests().join("\n"),
        );
        fs::create_dir_all(&folder).ok();
        fs::write(folder.join(format!("{name}.txt")), report).ok();
    }

    /// A folder for files that this person uploads.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.folder.path().join("outbox")
    }

    /// The download folder.
    pub(crate) fn inbox(&self) -> &Path {
        &self.place.downloads
    }
}
