//! Six years of coming and going in one window: what a page held is given back when it is left.

use std::time::Duration;

use e2e::{App, Context, Result, Setup, ensure, json, scenario_with};

use crate::desk;

/// Goes away from the open plan and comes back, so many times, and waits for each page to be drawn.
/// Not faster than twenty turns in a second: Chromium takes more for an attack and stays where it is.
const COME_AND_GO: &str = "const drawn = (page, there) => new Promise((resolve) => {
        location.hash = page;
        const look = () => there() ? resolve() : requestAnimationFrame(look);
        look();
    });
    const rest = () => new Promise((resolve) => setTimeout(resolve, 50));
    const items = () => document.querySelectorAll('[role=treeitem]').length;
    for (let round = 0; round < arguments[0]; round += 1) {
        await drawn('#/about', () => items() === 0);
        await rest();
        await drawn('#/plan', () => items() === arguments[1]);
        await rest();
    }
    return window.wasmBytes()";

/// How many bytes the wasm has after ten more visits.
async fn after_ten_visits(app: &App, items: u64) -> Result<u64> {
    let bytes = app.js(COME_AND_GO, vec![json!(10), json!(items)]).await?;
    bytes.as_u64().filter(|bytes| *bytes > 0).context("no memory was noted")
}

#[test]
fn whoever_comes_back_fifty_times_takes_no_more_memory() -> Result<()> {
    let name = "whoever_comes_back_fifty_times_takes_no_more_memory";
    scenario_with(name, Setup::new().limit(Duration::from_secs(180)), async |app| {
        app.note_wasm_memory().await?;
        desk::begin(app, "Finland").await?;
        app.js("document.querySelector('[data-testid=open-all]').click()", vec![]).await?;
        app.wait_until("every branch to be open", async || {
            let count = "document.querySelectorAll('[role=treeitem]').length";
            app.js_as(&format!("return {count} > 100")).await
        })
        .await?;
        let items = app.js_as("return document.querySelectorAll('[role=treeitem]').length").await?;
        let mut bytes = Vec::new();
        for _ in 0..5 {
            bytes.push(after_ten_visits(app, items).await?);
        }
        // Forty visits that leave their subscriptions behind take 4 MB.
        ensure!(bytes[4] <= bytes[0] + 1_000_000, "{bytes:?}");
        Ok(())
    })
}
