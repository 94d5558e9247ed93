//! Never a dead page: an app that has stopped, cannot start or is not understood by the browser
//! says so in the language of whoever sits there, and hands over what is kept.

use e2e::{App, Result, Setup, ensure, label, role, scenario, scenario_with, testid};

use crate::desk::{self, ELEMENT};
use crate::files::{self, CAPITAL};
use crate::trouble::{NO_DATABASE, PUT_FAILS};

/// A function of WebAssembly that does what a panic of the app ends with: it traps.
const TRAP: &str = "const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
        7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(code))).exports.f;
    addEventListener('trap', () => trap());";

/// Makes the app stop, and notes that the browser said so.
async fn stop(app: &App) -> Result<()> {
    app.js("dispatchEvent(new Event('trap'))", vec![]).await?;
    app.wait(".rescue h1").await?;
    let told = app.take_console_errors().await?;
    ensure!(told.len() == 1 && told[0].contains("unreachable"), "{told:?}");
    Ok(())
}

#[test]
fn an_app_that_has_stopped_hands_over_all_that_is_kept() -> Result<()> {
    scenario("an_app_that_has_stopped_hands_over_all_that_is_kept", async |app| {
        app.before_each_page(TRAP).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        // Something in a pack, something private, something that is a draft.
        desk::export(app, "Finland only").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Private note"), "for nobody else").await?;
        app.fill(label("Note"), "and then it stopped").await?;
        desk::saved_or_idle(app).await?;
        let fingerprint = desk::fingerprint(app).await?;
        desk::speak(app, "Deutsch").await?;
        stop(app).await?;
        app.wait_text(".rescue", "wegen eines eigenen Fehlers").await?;
        app.screenshot("rescue").await?;
        app.click(role("button", "Meine Daten speichern")).await?;
        let file = app.download().await?;
        ensure!(file.name.starts_with("revcon3-rescue-20"), "{}", file.name);
        app.click(role("button", "Neu starten")).await?;
        app.wait("nav a").await?;
        let other = app.someone_else(Setup::new()).await?;
        desk::begin(&other, "Finland").await?;
        desk::take_in(&other, &file.name, &file.bytes).await?;
        ensure!(desk::fingerprint(&other).await? == fingerprint, "something is missing");
        desk::open_entry(&other, ELEMENT).await?;
        desk::shows_status(&other, "Implemented").await?;
        desk::holds(&other, label("Note"), "and then it stopped").await?;
        desk::holds(&other, label("Private note"), "for nobody else").await?;
        other.finish().await
    })
}

/// Checks that a file of the rescue page says all that was in the journal.
async fn hands_over_the_journal(app: &App, told: &str) -> Result<()> {
    app.before_each_page(TRAP).await?;
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::state(app, "Implemented").await?;
    app.fill(label("Note"), "two\nlines").await?;
    app.wait_until("the note in the journal", async || {
        let noted = "return Object.values(localStorage).some((it) => it.includes('two'));";
        app.js_as(noted).await
    })
    .await?;
    stop(app).await?;
    app.click(role("button", "Save my data")).await?;
    let file = app.download().await?;
    app.wait_text(".rescue [role=status]", told).await?;
    let other = app.someone_else(Setup::new()).await?;
    desk::begin(&other, "Finland").await?;
    desk::take_in(&other, &file.name, &file.bytes).await?;
    desk::open_entry(&other, ELEMENT).await?;
    desk::shows_status(&other, "Implemented").await?;
    desk::holds(&other, label("Note"), "two\nlines").await?;
    other.finish().await
}

#[test]
fn what_only_the_journal_has_is_handed_over_too() -> Result<()> {
    scenario("what_only_the_journal_has_is_handed_over_too", async |app| {
        app.before_each_page(PUT_FAILS).await?;
        hands_over_the_journal(app, "revcon3-rescue-20").await
    })
}

#[test]
fn what_was_withdrawn_is_not_handed_over() -> Result<()> {
    scenario("what_was_withdrawn_is_not_handed_over", async |app| {
        app.before_each_page(TRAP).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "said too early").await?;
        desk::saved(app).await?;
        // From now on only the journal can be written.
        app.js(PUT_FAILS, vec![]).await?;
        app.click_testid("undo").await?;
        desk::holds(app, label("Note"), "").await?;
        desk::state(app, "Implemented").await?;
        desk::keeping(app, "journal").await?;
        stop(app).await?;
        app.click(role("button", "Save my data")).await?;
        let file = app.download().await?;
        let text = file.text()?;
        ensure!(text.contains("implemented") && !text.contains("said too early"), "{text}");
        Ok(())
    })
}

#[test]
fn the_file_is_from_who_sits_here_whatever_came_in() -> Result<()> {
    scenario("the_file_is_from_who_sits_here_whatever_came_in", async |app| {
        app.before_each_page(TRAP).await?;
        desk::begin_as(app, "The chair’s office").await?;
        let theirs = files::snapshot(CAPITAL, &[&[ELEMENT, "status=implemented"]])?;
        desk::take_in(app, "theirs.json", &theirs).await?;
        desk::saved_or_idle(app).await?;
        stop(app).await?;
        app.click(role("button", "Save my data")).await?;
        let by = app.download().await?.json()?["exported"]["by"].clone();
        ensure!(by.as_str().is_some_and(|by| by.starts_with("chair/-/")), "{by}");
        Ok(())
    })
}

#[test]
fn a_database_that_cannot_be_read_does_not_keep_the_journal_back() -> Result<()> {
    let name = "a_database_that_cannot_be_read_does_not_keep_the_journal_back";
    scenario(name, async |app| {
        app.before_each_page(NO_DATABASE).await?;
        hands_over_the_journal(app, "The data could not be read.").await
    })
}

#[test]
fn a_rescue_file_opened_where_it_was_saved_counts_nothing_as_sent() -> Result<()> {
    let name = "a_rescue_file_opened_where_it_was_saved_counts_nothing_as_sent";
    scenario(name, async |app| {
        app.before_each_page(TRAP).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        stop(app).await?;
        app.click(role("button", "Save my data")).await?;
        let file = app.download().await?;
        app.click(role("button", "Start again")).await?;
        app.wait("nav a").await?;
        desk::take_in(app, &file.name, &file.bytes).await?;
        app.reload().await?;
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await
    })
}

#[test]
fn what_was_being_typed_when_it_stopped_can_be_copied() -> Result<()> {
    scenario("what_was_being_typed_when_it_stopped_can_be_copied", async |app| {
        app.before_each_page(TRAP).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.js("document.querySelector('main textarea').value = 'half a sent';", vec![]).await?;
        stop(app).await?;
        ensure!(app.value(".rescue textarea").await?.contains("half a sent"));
        app.click(role("button", "Save my data")).await?;
        app.wait_text(".rescue [role=status]", "Nothing is kept on this computer.").await?;
        ensure!(app.axe().await?.is_empty(), "{:?}", app.axe().await?);
        Ok(())
    })
}

#[test]
fn a_browser_that_is_too_old_is_told_which_would_do() -> Result<()> {
    let name = "a_browser_that_is_too_old_is_told_which_would_do";
    scenario_with(name, Setup::new().lang("fr"), async |app| {
        app.before_each_page("WebAssembly.validate = () => false;").await?;
        app.open("").await?;
        app.wait_text(".rescue", "Il faut Chrome ou Edge 105, Firefox 121").await?;
        ensure!(app.js_as::<String>("return document.documentElement.lang").await? == "fr");
        app.take_console_errors().await.map(drop)
    })
}

#[test]
fn a_browser_that_cannot_unpack_is_too_old() -> Result<()> {
    scenario("a_browser_that_cannot_unpack_is_too_old", async |app| {
        app.before_each_page("delete window.DecompressionStream;").await?;
        app.open("").await?;
        app.wait_text(".rescue", "It takes Chrome or Edge 105").await
    })
}

#[test]
fn an_app_of_which_a_part_is_missing_says_that_it_could_not_start() -> Result<()> {
    let name = "an_app_of_which_a_part_is_missing_says_that_it_could_not_start";
    scenario(name, async |app| {
        let refuse = "WebAssembly.instantiateStreaming = WebAssembly.instantiate =
            () => Promise.reject(new TypeError('Failed to fetch'));";
        app.before_each_page(refuse).await?;
        app.open("").await?;
        app.wait_text(".rescue", "The tracker could not start.").await?;
        app.wait_text(".rescue code", "Failed to fetch").await?;
        app.take_console_errors().await.map(drop)
    })
}

#[test]
fn a_script_of_others_that_fails_does_not_keep_the_app_from_starting() -> Result<()> {
    let name = "a_script_of_others_that_fails_does_not_keep_the_app_from_starting";
    scenario(name, async |app| {
        let fails = "document.addEventListener('readystatechange', () => {
            throw new Error('not of this app'); });";
        app.before_each_page(fails).await?;
        desk::begin(app, "Finland").await?;
        ensure!(app.count(".rescue").await? == 0);
        let told = app.take_console_errors().await?;
        ensure!(told.iter().any(|error| error.contains("not of this app")), "{told:?}");
        Ok(())
    })
}
