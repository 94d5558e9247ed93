//! Settings and commands of Chromium, over WebDriver and the DevTools protocol.

use std::{env, path::Path};

use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use serde_json::{Value, json};
use thirtyfour::{
    BrowserCapabilitiesHelper, CapabilitiesHelper, ChromeCapabilities, ChromiumLikeCapabilities,
    DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};

use crate::{browser::Place, watch::Watch};

/// Quiet, isolated, and without network except 127.0.0.1: all other hosts are unresolvable.
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

pub(crate) fn capabilities(place: &Place) -> Result<ChromeCapabilities> {
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
    // A confirmation before closing must not block a scenario.
    caps.set("unhandledPromptBehavior", json!("accept"))?;
    Ok(caps)
}

fn preferences(downloads: &Path, lang: &str) -> Value {
    json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        "profile.default_content_setting_values.automatic_downloads": 1,
        "intl.accept_languages": lang,
        "translate.enabled": false,
        // Without this a new profile opens a start page of the distribution.
        "session.restore_on_startup": 4,
        "session.startup_urls": ["about:blank"],
    })
}

/// Calls a method of the DevTools protocol.
pub(crate) async fn cdp(driver: &WebDriver, method: &str, params: Value) -> Result<Value> {
    let answer = driver.cdp().send_raw(method, params).await;
    answer.with_context(|| format!("DevTools refused {method}"))
}

/// Runs a script before the page's own, in every later document of the current tab.
pub(crate) async fn inject(driver: &WebDriver, script: &str) -> Result<()> {
    let source = json!({ "source": script });
    cdp(driver, "Page.addScriptToEvaluateOnNewDocument", source).await.map(drop)
}

/// Lets the current tab save files without asking.
pub(crate) async fn allow_downloads(driver: &WebDriver, folder: &Path) -> Result<()> {
    let allow = json!({ "behavior": "allow", "downloadPath": folder });
    cdp(driver, "Browser.setDownloadBehavior", allow).await.map(drop)
}

pub(crate) async fn resize(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let size = json!({
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
    });
    cdp(driver, "Emulation.setDeviceMetricsOverride", size).await.map(drop)
}

pub(crate) async fn media(driver: &WebDriver, features: &[(&str, &str)]) -> Result<()> {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    cdp(driver, "Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
}

pub(crate) async fn print_view(driver: &WebDriver, on: bool) -> Result<()> {
    let media = if on { "print" } else { "" };
    cdp(driver, "Emulation.setEmulatedMedia", json!({ "media": media })).await.map(drop)
}

pub(crate) async fn pdf(driver: &WebDriver) -> Result<Vec<u8>> {
    let a4 = json!({
        "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": true,
        "preferCSSPageSize": true,
    });
    let answer = cdp(driver, "Page.printToPDF", a4).await?;
    let data = answer["data"].as_str().context("no PDF came")?;
    BASE64.decode(data.as_bytes()).context("the PDF is not base64")
}

pub(crate) async fn offline(driver: &WebDriver, offline: bool) -> Result<()> {
    let network = json!({
        "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
    });
    cdp(driver, "Network.enable", json!({})).await?;
    cdp(driver, "Network.emulateNetworkConditions", network).await.map(drop)
}

pub(crate) async fn slow_down(driver: &WebDriver, factor: f64) -> Result<()> {
    cdp(driver, "Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await.map(drop)
}

/// The size of the JavaScript heap in bytes, after garbage collection.
pub(crate) async fn heap(driver: &WebDriver) -> Result<u64> {
    cdp(driver, "HeapProfiler.collectGarbage", json!({})).await?;
    let usage = cdp(driver, "Runtime.getHeapUsage", json!({})).await?;
    usage["usedSize"].as_f64().map(|bytes| bytes as u64).context("no size came")
}

pub(crate) async fn nodes(driver: &WebDriver) -> Result<u64> {
    cdp(driver, "HeapProfiler.collectGarbage", json!({})).await?;
    let counted = cdp(driver, "Memory.getDOMCounters", json!({})).await?;
    counted["nodes"].as_u64().context("no count came")
}

/// Evaluates an expression in the page; the security policy does not apply.
pub(crate) async fn evaluate(driver: &WebDriver, expression: &str) -> Result<Value> {
    let asked = json!({
        "expression": expression, "awaitPromise": true, "returnByValue": true,
    });
    let answer = cdp(driver, "Runtime.evaluate", asked).await?;
    let thrown = &answer["exceptionDetails"];
    ensure!(thrown.is_null(), "the page threw: {thrown}");
    Ok(answer["result"]["value"].clone())
}

/// Reads the driver's logs.
pub(crate) async fn collect(driver: &WebDriver) -> Result<Told> {
    Ok(Told {
        console: driver.get_log("browser").await?,
        events: driver.get_log("performance").await?,
    })
}

/// The content of the driver's logs.
pub(crate) struct Told {
    console: Vec<thirtyfour::BrowserLogEntry>,
    events: Vec<thirtyfour::BrowserLogEntry>,
}

impl Told {
    /// Adds the entries to the watch; `own` is the server's `host:port`.
    pub(crate) fn note(self, watch: &mut Watch, own: &str) {
        for entry in self.console {
            watch.console(&entry.level, &entry.source.unwrap_or_default(), &entry.message);
        }
        for entry in self.events {
            let event: Value = serde_json::from_str(&entry.message).unwrap_or_default();
            watch.event(&event["message"], own);
        }
    }
}

/// Deletes the origin's databases, as a browser does to free space; settings stay.
pub(crate) async fn clear_database(driver: &WebDriver, server: &str) -> Result<()> {
    let gone = json!({ "origin": format!("http://{server}"), "storageTypes": "indexeddb" });
    cdp(driver, "Storage.clearDataForOrigin", gone).await.map(drop)
}

/// Limits the storage of the origin to this many bytes.
pub(crate) async fn quota(driver: &WebDriver, server: &str, bytes: u64) -> Result<()> {
    let limit = json!({ "origin": format!("http://{server}"), "quotaSize": bytes });
    cdp(driver, "Storage.overrideQuotaForOrigin", limit).await.map(drop)
}

/// A key of the keyboard's, whatever has the focus.
pub(crate) async fn tab_key(driver: &WebDriver, back: bool) -> Result<()> {
    let shift = if back { 8 } else { 0 };
    for kind in ["keyDown", "keyUp"] {
        let key = json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9,
            "modifiers": shift });
        cdp(driver, "Input.dispatchKeyEvent", key).await?;
    }
    Ok(())
}
