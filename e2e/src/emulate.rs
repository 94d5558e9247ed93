//! Emulation for [`App`]: window, colours, printer, network, speed.

use anyhow::{Result, ensure};

use crate::{app::App, browser::Kind, chromium, firefox};

impl App {
    /// Sets the size of the page's viewport in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::resize(self.driver()?, width, height).await,
            Kind::Firefox => firefox::resize(self.driver()?, width, height).await,
        }
    }

    /// Emulates media features, such as `("prefers-color-scheme", "dark")`,
    /// `("prefers-reduced-motion", "reduce")`, `("forced-colors", "active")`.
    pub async fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::media(self.driver()?, features).await,
            Kind::Firefox => firefox::media(self.driver()?, features).await,
        }
    }

    /// Shows the page in print layout, or on screen again.
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

    /// Sets this tab, or the whole of Firefox, offline (`navigator.onLine` and
    /// its requests). In Chromium a service worker stays online: for that, take
    /// the server [down](crate::Server::down).
    pub async fn offline(&self, offline: bool) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::offline(self.driver()?, offline).await,
            Kind::Firefox => firefox::offline(self.driver()?, offline).await,
        }
    }

    /// Makes the processor `factor` times slower. Does nothing in Firefox.
    pub async fn slow_down(&self, factor: f64) -> Result<()> {
        match self.kind() {
            Kind::Chromium => chromium::slow_down(self.driver()?, factor).await,
            Kind::Firefox => Ok(()),
        }
    }

    /// Provides `wasmBytes()`, which returns the size of the wasm memory in bytes, in every later
    /// document.
    pub async fn note_wasm_memory(&self) -> Result<()> {
        self.before_each_page(include_str!("wasm_memory.js")).await
    }

    /// The size of the JavaScript heap in bytes, after garbage collection. Chromium only.
    pub async fn heap(&self) -> Result<u64> {
        ensure!(self.kind() == Kind::Chromium, "Firefox does not say how much a page holds");
        chromium::heap(self.driver()?).await
    }

    /// The number of DOM nodes, attached or held by scripts, after garbage
    /// collection. Chromium only.
    pub async fn nodes(&self) -> Result<u64> {
        ensure!(self.kind() == Kind::Chromium, "Firefox does not say how many nodes there are");
        chromium::nodes(self.driver()?).await
    }

    /// Deletes the origin's databases, as a browser does to free space; settings stay.
    pub async fn clear_database(&self) -> Result<()> {
        let server = self.server().authority();
        match self.kind() {
            Kind::Chromium => chromium::clear_database(self.driver()?, server).await,
            Kind::Firefox => firefox::clear_database(self.driver()?, server).await,
        }
    }

    /// Presses Tab, whatever has the focus: sending keys to a file input would mean a file.
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

    /// Makes all later database writes fail; settings and journal stay writable. Call it before the
    /// first page: Chromium caches the available space for a while. Firefox has one limit for both
    /// storages, so there the database only simulates the error.
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
