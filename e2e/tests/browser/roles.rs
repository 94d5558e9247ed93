//! Who may write what: a delegation for its own State, the chair for everybody and visibly as the
//! chair, a reader nothing.

use e2e::{App, Key, Result, css, ensure, label, role, scenario, testid, text};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files::{self, CAPITAL};

fn finland() -> Result<Vec<u8>> {
    files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing", "note=from Finland"]])
}

/// Checks that the open entry is read as a text, without a field or a button, and that the page
/// says so.
async fn nothing_can_be_changed(app: &App) -> Result<()> {
    app.wait_text(".whose .tag", "read only").await?;
    let open: Vec<String> = app
        .js_as(
            "return [...document.querySelectorAll(
                    '.entry-form :is(input, select, textarea, button, .private)')]
                .map((it) => it.outerHTML);",
        )
        .await?;
    ensure!(open.is_empty(), "can be changed: {open:?}");
    Ok(())
}

#[test]
fn a_reader_reads_everything_and_changes_nothing() -> Result<()> {
    scenario("a_reader_reads_everything_and_changes_nothing", async |app| {
        desk::begin_as(app, "A reader").await?;
        app.wait_text(".plan-summary h2", "Whose plans?").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_text("Choose a State").await?;
        ensure!(app.focused().await?["id"] == "viewing");
        desk::take_in(app, "finland.json", &finland()?).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::reads(app, "from Finland").await?;
        desk::reads(app, "↻ Ongoing (continuous)").await?;
        nothing_can_be_changed(app).await?;
        app.reload().await?;
        desk::reads(app, "from Finland").await?;
        nothing_can_be_changed(app).await?;
        desk::open_entry(app, NEXT).await?;
        desk::reads(app, "Not stated").await?;
        nothing_can_be_changed(app).await
    })
}

#[test]
fn a_delegation_reads_other_states_and_writes_only_its_own() -> Result<()> {
    let name = "a_delegation_reads_other_states_and_writes_only_its_own";
    scenario(name, async |app| {
        desk::begin(app, "Sweden").await?;
        desk::take_in(app, "finland.json", &finland()?).await?;
        desk::open_entry(app, ELEMENT).await?;
        app.wait_text(".entry-state", "What Sweden says").await?;
        desk::holds(app, label("Note"), "").await?;
        app.choose("#viewing", "Finland").await?;
        app.wait_text(".entry-state", "What Finland says").await?;
        desk::reads(app, "from Finland").await?;
        nothing_can_be_changed(app).await?;
        app.choose("#viewing", "Sweden").await?;
        app.wait_gone(css(".whose .tag")).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.choose("#viewing", "Finland").await?;
        desk::reads(app, "↻ Ongoing (continuous)").await?;
        let file = desk::export(app, "Sweden only").await?;
        ensure!(file.json()?["count"] == 1);
        ensure!(!file.text()?.contains("from Finland"));
        Ok(())
    })
}

#[test]
fn the_chair_writes_for_a_state_visibly_as_the_chair() -> Result<()> {
    scenario("the_chair_writes_for_a_state_visibly_as_the_chair", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        desk::take_in(app, "finland.json", &finland()?).await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Chair’s note"), "seen on Monday").await?;
        app.fill(label("Chair’s question to the delegation"), "Since when?").await?;
        desk::open_entry(app, NEXT).await?;
        desk::state(app, "Partly implemented").await?;
        desk::saved(app).await?;
        app.click(".history summary").await?;
        app.wait_text(".history", "Chair’s office").await?;
        app.reload().await?;
        desk::shows_status(app, "Partly implemented").await?;
        let file = desk::export(app, "Everybody in the data here").await?;
        let text = file.text()?;
        ensure!(text.contains("chair/-/") && text.contains("Since when?"), "{text}");
        Ok(())
    })
}

#[test]
fn a_delegation_reads_what_the_chair_asks_it() -> Result<()> {
    scenario("a_delegation_reads_what_the_chair_asks_it", async |app| {
        let asked = ["chair.query=Since when?", "chair.note=seen on Monday"];
        let file = files::snapshot(CAPITAL, &[&[ELEMENT, asked[0], asked[1]]])?;
        desk::begin(app, "Finland").await?;
        desk::take_in(app, "chair.json", &file).await?;
        desk::open_entry(app, ELEMENT).await?;
        app.wait_text(".chair-fields", "Chair’s question to the delegation").await?;
        app.wait_text(".chair-fields", "Since when?").await?;
        app.wait_text(".chair-fields", "seen on Monday").await?;
        ensure!(app.count(css("textarea").within(".chair-fields")).await? == 0);
        Ok(())
    })
}

#[test]
fn who_one_is_can_be_changed_and_the_entries_stay() -> Result<()> {
    scenario("who_one_is_can_be_changed_and_the_entries_stay", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.open("#/about").await?;
        app.click(role("link", "Change who you are")).await?;
        app.click(text("A reader").within("form")).await?;
        app.click_role("button", "Begin").await?;
        app.wait(desk::tree()).await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::reads(app, "● Implemented").await?;
        nothing_can_be_changed(app).await?;
        app.reload().await?;
        desk::reads(app, "● Implemented").await?;
        nothing_can_be_changed(app).await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn nobody_takes_back_what_somebody_else_did() -> Result<()> {
    scenario("nobody_takes_back_what_somebody_else_did", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::export(app, "Finland only").await?;
        ensure!(app.wait(testid("undo")).await?.is_enabled().await?);
        app.open("#/about").await?;
        app.click_role("link", "Change who you are").await?;
        app.click(text("A reader").within("form")).await?;
        app.click_role("button", "Begin").await?;
        app.wait(desk::tree()).await?;
        ensure!(!app.wait(testid("undo")).await?.is_enabled().await?);
        app.press(Key::Control + "z").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::reads(app, "● Implemented").await
    })
}

#[test]
fn an_office_that_changes_its_name_stays_who_it_is() -> Result<()> {
    scenario("an_office_that_changes_its_name_stays_who_it_is", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let author = "return JSON.parse(localStorage['revcon3/settings']).author";
        let before: String = app.js_as(author).await?;
        app.open("#/about").await?;
        app.click_role("link", "Change who you are").await?;
        desk::holds(app, label("Your State"), "FI").await?;
        app.fill(label("Name of your office (optional)"), "Arms control unit").await?;
        app.click_role("button", "Begin").await?;
        app.wait(desk::tree()).await?;
        ensure!(app.js_as::<String>(author).await? == before, "another author");
        app.click_testid("undo").await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        desk::shows_status(app, "Not stated").await?;
        app.open("#/welcome").await?;
        desk::holds(app, label("Name of your office (optional)"), "Arms control unit").await
    })
}
