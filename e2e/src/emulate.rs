//! The circumstances of [`App`]: window, colours, printer, network, speed.

use anyhow::{Result, ensure};

use crate::{app::App, browser::Kind, chromium, firefox};

impl App {
    /// Gives the page's viewport this size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::resize(self.driver()?, width, height).await,
            Kind::Firefox => firefox::resize(self.driver()?, width, height).await,
        }
    }

    /// Pretends media features, such as `("prefers-color-scheme", "dark")`,
    /// `("prefers-reduced-motion", "reduce")`, `("forced-colors", "active")`.
    pub async fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::media(self.driver()?, features).await,
            Kind::Firefox => firefox::media(self.driver()?, features).await,
        }
    }

    /// Shows the page as it would be printed, or on screen again.
    pub async fn print_view(&self, on: bool) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::print_view(self.driver()?, on).await,
            Kind::Firefox => firefox::print_view(self.driver()?, on).await,
        }
    }

    /// Prints the page on A4 and returns the PDF.
    pub async fn pdf(&self) -> Result<Vec<u8>> {
        match self.kind() {
            Kind::Chromium => chromium::pdf(self.driver()?).await,
            Kind::Firefox => firefox::pdf(self.driver()?).await,
        }
    }

    /// Tells this tab, or the whole of Firefox, that it is offline (`navigator.onLine`, its own
    /// requests). Chromium does not stop a service worker's: for those take the server
    /// [down](crate::Server::down).
    pub async fn offline(&self, offline: bool) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::offline(self.driver()?, offline).await,
            Kind::Firefox => firefox::offline(self.driver()?, offline).await,
        }
    }

    /// Makes the processor `factor` times slower. Firefox cannot, and runs at its own speed.
    pub async fn slow_down(&self, factor: f64) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::slow_down(self.driver()?, factor).await,
            Kind::Firefox => Ok(()),
        }
    }

    /// Lets `wasmBytes()` say, in every document from now on, how many bytes its wasm has.
    pub async fn note_wasm_memory(&self) -> Result<()> {
        self.before_each_page(include_str!("wasm_memory.js")).await
    }

    /// How many bytes the page's scripts hold, once what nobody holds is gone. Chromium only.
    pub async fn heap(&self) -> Result<u64> {
        ensure!(self.kind() == Kind::Chromium, "Firefox does not say how much a page holds");
        chromium::heap(self.driver()?).await
    }

    /// How many nodes there are, in the page or held by its scripts, once what nobody holds is gone.
    /// Chromium only.
    pub async fn nodes(&self) -> Result<u64> {
        ensure!(self.kind() == Kind::Chromium, "Firefox does not say how many nodes there are");
        chromium::nodes(self.driver()?).await
    }

    /// Takes the origin's database away, as a browser does that clears up; settings stay.
    pub async fn clear_database(&self) -> Result<()> {
        let server = self.server().authority();
        match self.kind() {
            Kind::Chromium => chromium::clear_database(self.driver()?, server).await,
            Kind::Firefox => firefox::clear_database(self.driver()?, server).await,
        }
    }

    /// Presses Tab, wherever the focus is: a driver that sends keys to a file picker means a file.
    pub async fn tab_key(&self) -> Result<()> {
        self.press_tab(false).await
    }

    /// Presses Shift and Tab, wherever the focus is.
    pub async fn tab_back_key(&self) -> Result<()> {
        self.press_tab(true).await
    }

    async fn press_tab(&self, back: bool) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::tab_key(self.driver()?, back).await,
            Kind::Firefox => firefox::tab_key(self.driver()?, back).await,
        }
    }

    /// Lets the database keep nothing from now on; settings and journal can be written. Call it
    /// before the first page: Chromium remembers for a while what there was room for. Firefox has
    /// one limit for both, so there the database only says what it would say.
    pub async fn fill_database(&self) -> Result<()> {
        let server = self.server().authority();
        match self.kind() {
            Kind::Chromium => chromium::quota(self.driver()?, server, 1).await,
            Kind::Firefox => self.before_each_page(firefox::FULL).await,
        }
    }

    /// The largest horizontal overflow of the page in CSS pixels: 0 when it fits.
    pub async fn overflow(&self) -> Result<i64> {
        self.js_as("const d = document.documentElement; return d.scrollWidth - d.clientWidth;")
            .await
    }
}
