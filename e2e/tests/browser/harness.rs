//! The harness itself, tried on a small page of its own: what it claims to notice, it notices.

use std::{fs, path::Path};

use e2e::{
    App, Key, Kind, Result, Setup, Site, Value, ensure, json, label, role, scenario_with, testid,
    text, until,
};

const PAGE: &str = include_str!("harness.html");

/// Serves the page (and anything the app's own build gave) from a folder that lives as long as
/// the scenario.
fn try_out(name: &str, steps: impl AsyncFnOnce(&mut App) -> Result<()>) -> Result<()> {
    try_out_with(name, Setup::new(), steps)
}

fn try_out_with(
    name: &str,
    setup: Setup,
    steps: impl AsyncFnOnce(&mut App) -> Result<()>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    write_page(folder.path())?;
    scenario_with(name, setup.site(Site::folder(folder.path())), steps)
}

async fn refusals(app: &App) -> Result<Vec<String>> {
    until("a refusal", async || {
        Ok(Some(app.take_violations().await?).filter(|told| !told.is_empty()))
    })
    .await
}

fn write_page(folder: &Path) -> Result<()> {
    fs::write(folder.join("index.html"), PAGE)?;
    fs::write(folder.join("page.js"), include_str!("harness.js"))?;
    Ok(())
}

#[test]
fn harness_acts_and_reads() -> Result<()> {
    try_out("harness_acts_and_reads", async |app| {
        app.open("#/here").await?;
        ensure!(app.url().await?.ends_with("/revcon3/#/here"));
        app.click_text("Count").await?;
        app.click(role("button", "Count")).await?;
        app.wait_text(testid("count"), "2").await?;
        app.fill(label("Name"), "Zoë").await?;
        app.fill(label("Name"), "Ada").await?;
        app.press(" L").await?;
        ensure!(app.value(label("Name")).await? == "Ada L");
        app.press(Key::Control + "a").await?;
        app.press(Key::Backspace).await?;
        ensure!(app.value(label("Name")).await?.is_empty());
        app.choose(label("Colour"), "Green").await?;
        ensure!(app.value(label("Colour")).await? == "g");
        app.click(role("radio", "Implemented")).await?;
        ensure!(app.is_checked(role("radio", "Implemented").even_hidden()).await?);
        ensure!(app.texts("li").await? == ["one", "two"]);
        ensure!(app.read(role("listitem", "").nth(1)).await? == "two");
        ensure!(app.count(text("one").within("ul")).await? == 1);
        app.wait_gone("#hidden").await?;
        app.focus(label("Name")).await?;
        ensure!(app.focused().await?["tag"] == "input");
        ensure!(app.js_as::<i64>("return await Promise.resolve(6 * 7);").await? == 42);
        Ok(())
    })
}

#[test]
fn harness_sees_later_changes() -> Result<()> {
    try_out("harness_sees_later_changes", async |app| {
        app.open("").await?;
        app.click_text("Later").await?;
        app.click_text("Late button").await?;
        app.wait_gone(text("Late button")).await
    })
}

#[test]
fn harness_takes_downloads_and_gives_uploads() -> Result<()> {
    try_out("harness_takes_downloads_and_gives_uploads", async |app| {
        app.open("").await?;
        for turn in 1..=2 {
            app.click_text("Download").await?;
            let file = app.download().await?;
            ensure!(file.json()?["turn"] == turn, "{}", file.text()?);
            ensure!(file.name == "out.json", "{}", file.name);
        }
        app.upload_all("input[type=file]", &[("a.json", b"{}"), ("b.json", b"[]")]).await?;
        app.wait_text(testid("files"), "a.json,b.json").await
    })
}

#[test]
fn harness_keeps_the_profile_over_a_kill() -> Result<()> {
    try_out("harness_keeps_the_profile_over_a_kill", async |app| {
        app.open("").await?;
        app.click_text("Store").await?;
        app.wait_text(testid("stored"), "yes").await?;
        app.kill_browser().await?;
        ensure!(app.open("").await.is_err());
        app.reopen().await?;
        app.open("").await?;
        app.wait_text(testid("stored"), "yes").await?;
        app.close_browser().await?;
        app.reopen().await?;
        app.open("").await?;
        app.wait_text(testid("stored"), "yes").await
    })
}

#[test]
fn harness_has_tabs_and_other_people() -> Result<()> {
    try_out("harness_has_tabs_and_other_people", async |app| {
        app.open("").await?;
        let first = app.tab().await?;
        let second = app.new_tab().await?;
        app.open("").await?;
        app.click_text("Store").await?;
        app.wait_text(testid("stored"), "yes").await?;
        app.switch_to(&first).await?;
        app.wait_text(testid("heard"), "stored").await?;
        app.switch_to(&second).await?;
        app.click_text("Break policy").await?;
        refusals(app).await?;
        app.take_console_errors().await?;
        app.take_foreign_requests().await?;
        app.close_tab(&first).await?;
        ensure!(app.tabs().await?.len() == 1);
        let other = app.someone_else(Setup::new()).await?;
        other.open("").await?;
        other.wait_text(testid("stored"), "no").await?;
        other.finish().await
    })
}

#[test]
fn harness_notices_what_is_forbidden() -> Result<()> {
    try_out("harness_notices_what_is_forbidden", async |app| {
        app.open("").await?;
        app.check().await?;
        app.click_text("Break policy").await?;
        let told = refusals(app).await?;
        ensure!(told.len() == 1, "{told:?}");
        let told: Value = serde_json::from_str(&told[0])?;
        ensure!(told["effectiveDirective"] == "img-src", "{told}");
        app.take_console_errors().await?;
        app.take_foreign_requests().await?;
        app.click_text("Throw").await?;
        app.reload().await?;
        let errors = app.take_console_errors().await?;
        ensure!(errors.len() == 1 && errors[0].contains("thrown on purpose"), "{errors:?}");
        app.check().await
    })
}

#[test]
fn harness_notices_other_hosts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let open = PAGE.replace("Content-Security-Policy", "X-None");
    fs::write(folder.path().join("index.html"), open)?;
    fs::write(folder.path().join("page.js"), include_str!("harness.js"))?;
    let setup = Setup::new().site(Site::folder(folder.path()));
    scenario_with("harness_notices_other_hosts", setup, async |app| {
        app.open("").await?;
        app.click_text("Break policy").await?;
        app.wait_until("the request to be noticed", async || {
            let asked = app.take_foreign_requests().await?;
            Ok(asked.contains(&"http://other.example/pixel.png".to_owned()))
        })
        .await?;
        // Chromium tells of the failure too, a moment later.
        if app.kind() == Kind::Chromium {
            app.wait_until("the failure to be told", async || {
                Ok(!app.take_console_errors().await?.is_empty())
            })
            .await?;
        }
        ensure!(app.server().requests().iter().any(|path| path == "/revcon3/page.js"));
        Ok(())
    })
}

#[test]
fn harness_notices_a_service_worker_that_calls_out() -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("index.html"), include_str!("harness-worker.html"))?;
    fs::write(folder.path().join("sw.js"), include_str!("harness-worker.js"))?;
    let setup = Setup::new().site(Site::folder(folder.path()));
    scenario_with("harness_notices_a_service_worker_that_calls_out", setup, async |app| {
        app.open("").await?;
        app.wait_text("output", "called out").await?;
        app.close_browser().await?;
        let asked = app.take_foreign_requests().await?;
        ensure!(asked == ["http://other.example/from-worker"], "{asked:?}");
        Ok(())
    })
}

#[test]
fn harness_sets_the_circumstances() -> Result<()> {
    let setup = Setup::new().lang("fr").size(320, 640);
    try_out_with("harness_sets_the_circumstances", setup, async |app| {
        app.before_each_page("window.early = 'yes'").await?;
        app.open("").await?;
        ensure!(app.js_as::<String>("return window.early").await? == "yes");
        ensure!(app.js_as::<String>("return navigator.language").await? == "fr");
        let size = app.js("return [innerWidth, innerHeight]", vec![]).await?;
        ensure!(size == json!([320, 640]), "{size}");
        ensure!(app.overflow().await? == 0);
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
        ensure!(app.js_as::<bool>(dark).await?);
        ensure!(app.pdf().await?.starts_with(b"%PDF"));
        app.screenshot("harness").await?;
        app.server().down(true);
        ensure!(app.open("").await.is_err());
        app.server().down(false);
        app.take_console_errors().await?;
        app.open("").await
    })
}

#[test]
fn harness_runs_axe() -> Result<()> {
    if std::env::var_os("E2E_AXE").is_none() {
        eprintln!("skipped: E2E_AXE is not set");
        return Ok(());
    }
    try_out("harness_runs_axe", async |app| {
        app.open("").await?;
        app.assert_accessible().await?;
        app.js("document.querySelector('label').remove()", vec![]).await?;
        let found = app.axe().await?;
        ensure!(found.iter().any(|rule| rule.id == "label"), "{found:?}");
        Ok(())
    })
}

#[test]
fn harness_reports_a_failure() -> Result<()> {
    let failed = try_out("harness_reports_a_failure", async |app| {
        app.open("").await?;
        assert_eq!(app.read("h1").await?, "something else");
        Ok(())
    });
    let Err(error) = failed else { e2e::bail!("the failure was not told") };
    ensure!(format!("{error:#}").contains("something else"), "{error:#}");
    for ending in ["png", "txt"] {
        fs::remove_file(e2e::failures().join(format!("harness_reports_a_failure.{ending}")))?;
    }
    Ok(())
}
