//! Settings and commands of Firefox, over WebDriver, WebDriver BiDi and, where
//! neither suffices, scripts in the browser's own process.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use futures_util::StreamExt;
use serde_json::{Value, json};
use thirtyfour::{
    BrowserCapabilitiesHelper, CapabilitiesHelper, DesiredCapabilities, FirefoxCapabilities, Key,
    TypingData, WebDriver,
    bidi::events::LogEntryAdded,
    common::command::{Command, ExtensionCommand},
    common::print::{PrintMargins, PrintPage, PrintParameters},
};

use crate::{
    browser::{Place, program},
    wait::until,
    watch::Watch,
};

/// Scripts in the browser's own process are allowed only on request.
pub(crate) const SERVICE: &[&str] =
    &["--port=0", "--websocket-port=0", "--allow-system-access", "--log=info"];

pub(crate) fn capabilities(place: &Place) -> Result<FirefoxCapabilities> {
    let mut caps = DesiredCapabilities::firefox();
    for arg in ["-headless", "-profile"] {
        caps.add_arg(arg)?;
    }
    caps.add_arg(&place.profile.to_string_lossy())?;
    let binary = program("E2E_FIREFOX", "/usr/bin/firefox-esr");
    caps.set_browser_option("binary", binary)?;
    caps.set_browser_option("prefs", preferences(place))?;
    caps.set("webSocketUrl", true)?;
    // A confirmation before closing must not block a scenario.
    caps.set("unhandledPromptBehavior", json!("accept"))?;
    Ok(caps)
}

/// All requests except to 127.0.0.1 go through the scenario's own server as proxy, which refuses
/// and records them. So the requests of pages and workers are known, and none leaves the computer.
fn preferences(place: &Place) -> Value {
    let (host, port) = place.server.split_once(':').unwrap_or((&place.server, "0"));
    let port = port.parse::<u16>().unwrap_or(0);
    json!({
        "network.proxy.type": 1,
        "network.proxy.http": host,
        "network.proxy.http_port": port,
        "network.proxy.ssl": host,
        "network.proxy.ssl_port": port,
        "network.proxy.no_proxies_on": "127.0.0.1",
        "network.proxy.allow_hijacking_localhost": false,
        "browser.download.dir": place.downloads,
        "browser.download.folderList": 2,
        "browser.download.useDownloadDir": true,
        "browser.download.alwaysOpenPanel": false,
        "browser.helperApps.neverAsk.saveToDisk": SAVED,
        "intl.accept_languages": place.lang,
        // As by default: a file may not read its neighbours.
        "security.fileuri.strict_origin_policy": true,
        // The layout must not depend on the desktop's scroll bars.
        "widget.gtk.overlay-scrollbars.enabled": true,
        "ui.useOverlayScrollbars": 1,
    })
}

/// The MIME types that are saved without asking.
const SAVED: &str = "application/json,text/plain,text/csv,text/calendar,text/html,image/svg+xml,\
    application/octet-stream,\
    application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The console messages so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<LogEntryAdded>>>);

/// Starts listening to the console.
pub(crate) async fn listen(driver: &WebDriver) -> Result<Heard> {
    // Only the first call in the process succeeds.
    rustls::crypto::ring::default_provider().install_default().ok();
    let heard = Heard::default();
    let mut entries = driver.bidi().await?.subscribe::<LogEntryAdded>().await?;
    let into = heard.clone();
    tokio::spawn(async move {
        while let Some(entry) = entries.next().await {
            into.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        }
    });
    Ok(heard)
}

impl Heard {
    /// Waits for pending messages of the current tab.
    pub(crate) async fn settle(&self, driver: &WebDriver) -> Result<()> {
        driver.execute("return 0", vec![]).await.ok();
        driver.bidi().await?.session().status().await?;
        tokio::task::yield_now().await;
        Ok(())
    }

    /// Moves the new messages to the watch.
    pub(crate) fn note(&self, watch: &mut Watch) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in heard.drain(..) {
            let severe = entry.level.as_str() == "error";
            let level = if severe { "SEVERE" } else { "INFO" };
            watch.console(level, &entry.entry_type, &entry.text.unwrap_or_default());
        }
    }
}

/// Runs a script before the page's own, in every later document of all tabs.
pub(crate) async fn inject(driver: &WebDriver, script: &str) -> Result<()> {
    // A tab begins with an empty page that is not the app's and must not make requests.
    let function = format!(
        "() => {{ if (!location.host && location.protocol !== 'file:') return;\n{script}\n}}"
    );
    driver.bidi().await?.script().add_preload_script(function).await?;
    Ok(())
}

/// Reloads the page from within, as a user does: the driver's command bypasses
/// the service worker.
pub(crate) async fn reload(driver: &WebDriver) -> Result<()> {
    driver.execute("window.isBeforeReload = true; location.reload();", vec![]).await?;
    let done = "return !window.isBeforeReload && document.readyState === 'complete';";
    until("the page to be loaded again", async || {
        Ok((driver.execute(done, vec![]).await?.json() == &json!(true)).then_some(()))
    })
    .await
}

/// Types key by key; by default the driver sets a date field as a whole.
pub(crate) async fn type_keys(driver: &WebDriver, keys: TypingData) -> Result<()> {
    Ok(driver.action_chain().send_keys(keys).perform().await?)
}

/// Whether a date field has the focus.
pub(crate) async fn is_in_day(driver: &WebDriver) -> Result<bool> {
    let asked = "return document.activeElement?.type === 'date';";
    Ok(driver.execute(asked, vec![]).await?.json() == &json!(true))
}

/// Simulates a full database.
pub(crate) const FULL: &str = "IDBObjectStore.prototype.put = () => {
        throw new DOMException('The disk is full.', 'QuotaExceededError');
    };";

pub(crate) async fn resize(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let size = json!({
        "context": driver.window().await?.to_string(),
        "viewport": { "width": width, "height": height },
    });
    driver.bidi().await?.send_raw("browsingContext.setViewport", size).await?;
    Ok(())
}

/// Overrides per tab, and a global preference for reduced motion.
const MEDIA: &str = "const tab = gBrowser.selectedBrowser.browsingContext;
    const wanted = new Map(arguments[0]);
    tab.prefersColorSchemeOverride = wanted.get('prefers-color-scheme') ?? 'none';
    tab.forcedColorsOverride = wanted.get('forced-colors') ?? 'none';
    const still = wanted.get('prefers-reduced-motion') === 'reduce';
    Services.prefs.setIntPref('ui.prefersReducedMotion', still ? 1 : 0);";

pub(crate) async fn media(driver: &WebDriver, features: &[(&str, &str)]) -> Result<()> {
    system(driver, MEDIA, vec![json!(features)]).await
}

pub(crate) async fn print_view(driver: &WebDriver, on: bool) -> Result<()> {
    let script = "gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0];";
    system(driver, script, vec![json!(if on { "print" } else { "" })]).await
}

pub(crate) async fn pdf(driver: &WebDriver) -> Result<Vec<u8>> {
    let a4 = PrintParameters {
        page: PrintPage { width: 21.0, height: 29.7 },
        margin: PrintMargins { top: 1.0, bottom: 1.0, left: 1.0, right: 1.0 },
        background: true,
        ..PrintParameters::default()
    };
    Ok(driver.print_page(a4).await?)
}

pub(crate) async fn offline(driver: &WebDriver, offline: bool) -> Result<()> {
    system(driver, "Services.io.offline = arguments[0];", vec![json!(offline)]).await
}

/// Evaluates an expression in the page; awaits promises. The security policy does not apply.
pub(crate) async fn evaluate(driver: &WebDriver, expression: &str) -> Result<Value> {
    let body = format!("return (async () => ({expression}))();");
    let answer = driver.execute(body, vec![]).await.context("the page threw")?;
    Ok(answer.json().clone())
}

/// Deletes the origin's databases, as a browser does to free space; settings stay.
pub(crate) async fn clear_database(driver: &WebDriver, server: &str) -> Result<()> {
    let script = "const uri = Services.io.newURI(arguments[0]);
        const owner = Services.scriptSecurityManager.createContentPrincipal(uri, {});
        return new Promise((done) => Services.qms.clearStoragesForClient(
            owner, 'idb', 'default').callback = () => done());";
    system(driver, script, vec![json!(format!("http://{server}/"))]).await
}

/// A key of the keyboard's, whatever has the focus.
pub(crate) async fn tab_key(driver: &WebDriver, back: bool) -> Result<()> {
    let chain = driver.action_chain();
    let chain = if back { chain.key_down(Key::Shift) } else { chain };
    let chain = chain.send_keys(Key::Tab + "");
    let chain = if back { chain.key_up(Key::Shift) } else { chain };
    Ok(chain.perform().await?)
}

/// Runs a script in the browser's own process.
async fn system(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<()> {
    context(driver, "chrome").await?;
    let done = driver.execute(script, arguments).await;
    context(driver, "content").await?;
    done.with_context(|| format!("the browser refused: {script}"))?;
    Ok(())
}

async fn context(driver: &WebDriver, name: &'static str) -> Result<()> {
    driver.cmd(Command::ExtensionCommand(Box::new(SetContext(name)))).await?;
    Ok(())
}

/// Switches the script context: the page or the browser's own process.
#[derive(Debug)]
struct SetContext(&'static str);

impl ExtensionCommand for SetContext {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "context": self.0 }))
    }

    fn method(&self) -> http::Method {
        http::Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}
