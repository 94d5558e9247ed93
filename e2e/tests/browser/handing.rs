//! Handing round: the app as one page with a snapshot inside, for a capital that only reads.

use std::{fs, path::Path};

use e2e::{App, Context, Download, Result, Setup, ensure, role, scenario, testid};
use sample::{Amount, Recipe};

use crate::desk::{self, ELEMENT};
use crate::files::{self, CAPITAL, MISSION};

/// Saves the page that hands round what was exported last, under a name of its own.
async fn handed_round(app: &App, folder: &Path, name: &str) -> Result<String> {
    app.click_testid("hand-round").await?;
    let page = app.download().await?;
    ensure!(page.name.ends_with(".html"), "{}", page.name);
    app.wait_text(testid("page-sent"), &page.name).await?;
    let path = folder.join(name);
    fs::write(&path, &page.bytes)?;
    Ok(format!("file://{}", path.display()))
}

/// Begins as Finland, states something, and exports it.
async fn exported(app: &App) -> Result<Download> {
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::state(app, "Implemented").await?;
    desk::saved(app).await?;
    desk::export(app, "Finland only").await
}

/// What this browser has kept for the page.
async fn kept(app: &App) -> Result<Vec<String>> {
    app.js_as(
        "return indexedDB.databases().then((all) =>
            all.map((it) => it.name).concat(Object.keys(localStorage)));",
    )
    .await
}

#[test]
fn a_page_with_a_snapshot_inside_is_read_and_handed_on_and_keeps_nothing() -> Result<()> {
    let name = "a_page_with_a_snapshot_inside_is_read_and_handed_on_and_keeps_nothing";
    scenario(name, async |app| {
        let folder = tempfile::tempdir()?;
        let file = exported(app).await?;
        let address = handed_round(app, folder.path(), "copy.html").await?;
        let asked = app.server().requests().len();
        let reader = app.someone_else(Setup::new()).await?;
        reader.open_url(&address).await?;
        reader.wait_text(testid("copy"), "handed round by Delegation of Finland").await?;
        reader.assert_accessible().await?;
        reader.open_url(&format!("{address}#/welcome")).await?;
        reader.wait_text(".welcome", "To work on plans of your own").await?;
        reader.assert_accessible().await?;
        reader.open_url(&format!("{address}#/plan/{ELEMENT}")).await?;
        desk::reads(&reader, "● Implemented").await?;
        ensure!(reader.count(".entry-form :is(input, button)").await? == 0, "it looks like a form");
        ensure!(reader.count(testid("undo")).await? == 0, "there is nothing to undo");
        reader.print_view(true).await?;
        reader.wait_text(testid("copy"), "handed round by Delegation of Finland").await?;
        reader.wait_gone(role("button", "Save the snapshot")).await?;
        reader.print_view(false).await?;
        reader.click(role("button", "Save the snapshot")).await?;
        let same = reader.download().await?;
        ensure!(same.name == file.name && same.bytes == file.bytes, "another file came out");
        ensure!(kept(&reader).await?.is_empty(), "{:?}", kept(&reader).await?);
        ensure!(reader.server().requests().len() == asked, "something was asked of a server");
        // From this page to the next.
        reader.open_url(&format!("{address}#/exchange")).await?;
        let offered = reader.read(".export").await?;
        ensure!(!offered.contains("private notes"), "a copy has none: {offered}");
        reader.click_testid("export").await?;
        reader.download().await?;
        let next = handed_round(&reader, folder.path(), "next.html").await?;
        reader.open_url(&next).await?;
        reader.wait_text(testid("copy"), "handed round by").await?;
        reader.open_url(&format!("{next}#/plan/{ELEMENT}")).await?;
        desk::reads(&reader, "● Implemented").await?;
        let inside = "return document.querySelectorAll('#pack-snapshot').length";
        ensure!(reader.js_as::<u32>(inside).await? == 1, "several snapshots inside");
        reader.finish().await
    })
}

#[test]
fn a_page_of_many_states_opens_on_all_of_them() -> Result<()> {
    scenario("a_page_of_many_states_opens_on_all_of_them", async |app| {
        let folder = tempfile::tempdir()?;
        let file = Recipe::new(3, Amount::Typical).aggregate_file();
        desk::begin_as(app, "The chair’s office").await?;
        desk::take_in(app, &file.name, &file.bytes).await?;
        desk::export(app, "Everybody in the data here").await?;
        let address = handed_round(app, folder.path(), "all.html").await?;
        app.open_url(&address).await?;
        app.wait(testid("matrix")).await?;
        let rows = app.count("[data-testid=matrix] tbody tr").await?;
        ensure!(rows == 3, "{rows} States");
        ensure!(app.value("#viewing").await?.is_empty(), "one of them was chosen by nobody");
        Ok(())
    })
}

#[test]
fn a_page_with_something_contested_shows_it_and_offers_no_decision() -> Result<()> {
    let name = "a_page_with_something_contested_shows_it_and_offers_no_decision";
    scenario(name, async |app| {
        let folder = tempfile::tempdir()?;
        desk::begin_as(app, "The chair’s office").await?;
        for (author, status) in [(CAPITAL, "status=ongoing"), (MISSION, "status=implemented")] {
            let file = files::snapshot(author, &[&[ELEMENT, status, "note=Act 12"]])?;
            desk::take_in(app, "fi.json", &file).await?;
        }
        desk::export(app, "Everybody in the data here").await?;
        let address = handed_round(app, folder.path(), "contested.html").await?;
        app.open_url(&format!("{address}#/contested")).await?;
        app.wait_text(testid("case"), "↻ Ongoing (continuous)").await?;
        let page = app.read(".contested-page").await?;
        for words in ["Go through them", "Keep", "Write another", "no earlier value"] {
            ensure!(!page.contains(words), "{words}: {page}");
        }
        app.open_url(&format!("{address}#/plan/{ELEMENT}")).await?;
        app.wait_text(testid("contested"), "● Implemented").await?;
        desk::reads(app, "Act 12").await?;
        ensure!(app.count(".entry-form button").await? == 0, "it looks like a form");
        app.open_url(&format!("{address}#/about")).await?;
        app.wait_text(".about", "Fingerprint").await?;
        ensure!(!app.read(".about").await?.contains("are kept"), "a copy keeps nothing");
        Ok(())
    })
}

#[test]
fn a_page_whose_snapshot_is_damaged_says_so_in_any_language() -> Result<()> {
    let name = "a_page_whose_snapshot_is_damaged_says_so_in_any_language";
    scenario(name, async |app| {
        let folder = tempfile::tempdir()?;
        exported(app).await?;
        let address = handed_round(app, folder.path(), "copy.html").await?;
        let path = folder.path().join("copy.html");
        let page = fs::read_to_string(&path)?;
        let (before, after) = page.split_once("data-name=").context("no snapshot inside")?;
        let (name, packed) = after.split_once('>').context("no end")?;
        let broken = packed.replacen(&packed[200..208], "AAAAAAAA", 1);
        fs::write(&path, format!("{before}data-name={name}>{broken}"))?;
        app.open_url(&address).await?;
        app.wait_text(testid("copy"), "is damaged. Ask the sender").await?;
        desk::speak(app, "Français").await?;
        app.wait_text(testid("copy"), "est endommagé").await?;
        app.assert_accessible().await?;
        // Firefox says so in its console, too.
        app.take_console_errors().await.map(drop)
    })
}
