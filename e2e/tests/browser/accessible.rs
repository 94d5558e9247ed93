//! axe-core finds nothing on any page: light and dark, English and French.

use e2e::{App, Result, Setup, ensure, scenario_with, testid};

use crate::desk;
use crate::files::{self, CAPITAL, MISSION};

/// What axe-core finds on the page as it stands, for a report at the end.
async fn look(app: &App, found: &mut Vec<String>) -> Result<()> {
    let page = app.url().await?;
    let broken = app.axe().await?;
    found.extend(broken.iter().map(|rule| format!("{page} {rule}")));
    Ok(())
}

/// Every page in every state worth a look, in the language and colours set.
async fn look_at_everything(app: &App) -> Result<()> {
    let found = &mut Vec::new();
    app.open("").await?;
    app.wait("form.who").await?;
    look(app, found).await?;
    begin_in_any_language(app).await?;
    look(app, found).await?;
    files_on_the_desk(app).await?;
    look(app, found).await?;
    desk::open_entry(app, "PoA.1.b.2.i").await?;
    app.wait(testid("contested")).await?;
    app.click(".history summary").await?;
    app.focus(".sic").await?;
    look(app, found).await?;
    app.open("#/contested").await?;
    app.click("#contested-begin").await?;
    app.wait(".case:focus").await?;
    app.press("+").await?;
    app.wait(".third").await?;
    look(app, found).await?;
    desk::open_entry(app, "PoA.4").await?;
    app.click_testid("add-evidence").await?;
    app.click_testid("add-need").await?;
    look(app, found).await?;
    for page in ["#/plan/PoA.1", "#/calendar", "#/about"] {
        app.open(page).await?;
        app.wait("main h1, main h2").await?;
        look(app, found).await?;
    }
    look_at_the_example(app, found).await?;
    ensure!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    Ok(())
}

/// The example has every status there is.
async fn look_at_the_example(app: &App, found: &mut Vec<String>) -> Result<()> {
    app.open("#/welcome").await?;
    app.click_testid("example").await?;
    app.wait(".banner-example").await?;
    app.click(".outline-head button").await?;
    look(app, found).await?;
    app.open("#/calendar").await?;
    app.wait("main h1").await?;
    look(app, found).await
}

/// Begins as Finland, by its code, which is the same in every language.
async fn begin_in_any_language(app: &App) -> Result<()> {
    app.js(
        "const list = document.querySelector('#own-state');
        list.value = 'FI';
        list.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![],
    )
    .await?;
    app.click("form.who button[type=submit]").await?;
    app.wait(desk::tree()).await.map(drop)
}

/// Two files that disagree, taken in, and one that is refused.
async fn files_on_the_desk(app: &App) -> Result<()> {
    let one = files::snapshot(CAPITAL, &[&["PoA.1.b.2.i", "status=ongoing", "target=CAL.2022"]])?;
    let other = files::snapshot(MISSION, &[&["PoA.1.b.2.i", "status=implemented"]])?;
    desk::take_in(app, "one.json", &one).await?;
    desk::take_in(app, "other.json", &other).await?;
    desk::offer(app, "no.json", b"{}").await
}

fn setup(lang: &str) -> Setup {
    Setup::new().lang(lang)
}

#[test]
fn every_page_is_accessible_in_english_and_light() -> Result<()> {
    let name = "every_page_is_accessible_in_english_and_light";
    scenario_with(name, setup("en"), async |app| look_at_everything(app).await)
}

#[test]
fn every_page_is_accessible_in_english_and_dark() -> Result<()> {
    let name = "every_page_is_accessible_in_english_and_dark";
    scenario_with(name, setup("en"), async |app| {
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        look_at_everything(app).await
    })
}

#[test]
fn every_page_is_accessible_in_french_and_light() -> Result<()> {
    let name = "every_page_is_accessible_in_french_and_light";
    scenario_with(name, setup("fr"), async |app| look_at_everything(app).await)
}

#[test]
fn every_page_is_accessible_in_french_and_dark() -> Result<()> {
    let name = "every_page_is_accessible_in_french_and_dark";
    scenario_with(name, setup("fr"), async |app| {
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        look_at_everything(app).await
    })
}

#[test]
fn every_page_is_accessible_on_a_narrow_screen() -> Result<()> {
    let name = "every_page_is_accessible_on_a_narrow_screen";
    scenario_with(name, setup("en").size(320, 640), async |app| look_at_everything(app).await)
}

#[test]
fn the_warnings_about_storage_are_accessible() -> Result<()> {
    let name = "the_warnings_about_storage_are_accessible";
    scenario_with(name, setup("en"), async |app| {
        let found = &mut Vec::new();
        app.before_each_page(desk::NO_STORAGE_AT_ALL).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::state(app, "Implemented").await?;
        app.wait(testid("not-saved")).await?;
        app.wait(testid("trouble")).await?;
        look(app, found).await?;
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        look(app, found).await?;
        ensure!(found.is_empty(), "axe found:\n{}", found.join("\n"));
        Ok(())
    })
}
