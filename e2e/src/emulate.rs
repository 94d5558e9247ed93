//! The circumstances of [`App`]: window, colours, printer, network, speed.

use anyhow::{Context, Result};
use data_encoding::BASE64;
use serde_json::json;

use crate::app::App;

impl App {
    /// Gives the page's viewport this size in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await.map(drop)
    }

    /// Pretends media features, such as `("prefers-color-scheme", "dark")`,
    /// `("prefers-reduced-motion", "reduce")`, `("forced-colors", "active")`.
    pub async fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
    }

    /// Shows the page as it would be printed, or on screen again.
    pub async fn print_view(&self, on: bool) -> Result<()> {
        let media = if on { "print" } else { "" };
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": media })).await.map(drop)
    }

    /// Prints the page on A4 and returns the PDF.
    pub async fn pdf(&self) -> Result<Vec<u8>> {
        let a4 = json!({
            "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": true,
            "preferCSSPageSize": true,
        });
        let answer = self.cdp("Page.printToPDF", a4).await?;
        let data = answer["data"].as_str().context("no PDF came")?;
        BASE64.decode(data.as_bytes()).context("the PDF is not base64")
    }

    /// Tells this tab that it is offline (`navigator.onLine`, its own requests). A service
    /// worker's requests are not stopped: for those take the server [down](crate::Server::down).
    pub async fn offline(&self, offline: bool) -> Result<()> {
        let network = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.emulateNetworkConditions", network).await.map(drop)
    }

    /// Makes the processor `factor` times slower.
    pub async fn slow_down(&self, factor: f64) -> Result<()> {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await.map(drop)
    }

    /// The largest horizontal overflow of the page in CSS pixels: 0 when it fits.
    pub async fn overflow(&self) -> Result<i64> {
        self.js_as("const d = document.documentElement; return d.scrollWidth - d.clientWidth;")
            .await
    }
}
