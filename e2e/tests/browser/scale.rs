//! As much as anybody will ever have: all 193 States with everything filled in, in one browser.
//!
//! Says what it took, and asks for no time but the scenario's own.

use std::time::{Duration, Instant};

use e2e::{App, Context, Result, Setup, css, ensure, scenario_with, testid};
use sample::{Amount, Recipe};

use crate::desk::{self, ELEMENT};

/// Ten times what it took on two cores that had other things to do.
const LIMIT: Duration = Duration::from_secs(600);

/// Does something that the page may take longer for than for a click.
async fn patiently(what: &str, mut step: impl AsyncFnMut() -> Result<()>) -> Result<()> {
    let begun = Instant::now();
    let mut done = step().await;
    while done.is_err() && begun.elapsed() < LIMIT / 3 {
        done = step().await;
    }
    println!("{what}: {} ms", begun.elapsed().as_millis());
    done.with_context(|| what.to_owned())
}

/// The longest that the page did not draw while it did something, as the page counts it.
const WATCH: &str = "window.longest = 0; let last = performance.now();
    const draw = () => { const now = performance.now();
        window.longest = Math.max(window.longest, now - last); last = now;
        requestAnimationFrame(draw); };
    requestAnimationFrame(draw);";

async fn longest_pause(app: &App) -> Result<()> {
    let longest: f64 = app.js_as("return window.longest").await?;
    println!("the page did not draw for {longest:.0} ms at most");
    Ok(())
}

/// The fingerprint that a file says it has, without reading 38 MB of it.
fn claimed(bytes: &[u8]) -> Result<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]);
    let (_, after) = head.split_once("\"fingerprint\":\"").context("no fingerprint")?;
    Ok(after.chars().take(27).collect())
}

#[test]
fn all_states_with_everything_are_taken_in_changed_and_kept() -> Result<()> {
    let name = "all_states_with_everything_are_taken_in_changed_and_kept";
    let setup = Setup::new().limit(LIMIT);
    let begun = Instant::now();
    let file = Recipe::new(193, Amount::Full).aggregate_file();
    println!("{} MB made in {} ms", file.bytes.len() / 1_000_000, begun.elapsed().as_millis());
    scenario_with(name, setup, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        desk::exchange(app).await?;
        app.js(WATCH, vec![]).await?;
        app.upload("#import-file", &file.name, &file.bytes).await?;
        let waiting = testid("take-in").within(desk::LAST);
        patiently("read, proven and previewed", async || app.wait(&waiting).await.map(drop))
            .await?;
        app.click(&waiting).await?;
        let taken = testid("taken-in").within(desk::LAST);
        patiently("taken in and kept", async || app.wait(&taken).await.map(drop)).await?;
        longest_pause(app).await?;
        patiently("fingerprint shown", async || {
            let (shown, claimed) = (desk::fingerprint(app).await?, claimed(&file.bytes)?);
            ensure!(shown == claimed, "{shown} is not {claimed}");
            Ok(())
        })
        .await?;
        patiently("entry shown", async || desk::open_entry(app, ELEMENT).await).await?;
        app.choose(css("select.participants"), "Finland").await?;
        app.wait_text(".entry-state", "Finland").await?;
        app.js(WATCH, vec![]).await?;
        let word = another_status(app).await?;
        let begun = Instant::now();
        desk::state(app, word).await?;
        desk::shows_status(app, word).await?;
        println!("a status chosen and shown: {} ms", begun.elapsed().as_millis());
        patiently("the status kept", async || desk::saved(app).await).await?;
        longest_pause(app).await?;
        app.reload().await?;
        patiently("all there after a reload", async || desk::shows_status(app, word).await).await?;
        app.wait_text(".entry-state", "Finland").await
    })
}

/// A status that is not the one chosen.
async fn another_status(app: &App) -> Result<&'static str> {
    let chosen = desk::is_stated(app, "Implemented").await?;
    Ok(if chosen { "In progress" } else { "Implemented" })
}
