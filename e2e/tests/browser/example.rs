//! The example with fictional States: everything can be tried, nothing is kept.

use e2e::{App, Result, css, ensure, label, role, scenario, testid, text};

use crate::desk::{self, ELEMENT};

async fn open_the_example(app: &App) -> Result<()> {
    app.open("").await?;
    app.click_testid("example").await?;
    app.wait_text(".banner-example", "This is an example with fictional States.").await?;
    app.wait(desk::tree()).await.map(drop)
}

#[test]
fn everything_in_the_example_can_be_tried_and_nothing_is_kept() -> Result<()> {
    let name = "everything_in_the_example_can_be_tried_and_nothing_is_kept";
    scenario(name, async |app| {
        open_the_example(app).await?;
        app.wait_text(".plan-summary h2", "Fictional State A").await?;
        desk::keeping(app, "example").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Not applicable").await?;
        app.fill(label("Note"), "tried").await?;
        app.fill(label("Private note"), "tried, too").await?;
        app.click_testid("add-need").await?;
        desk::row_shows(app, ELEMENT, "not_applicable").await?;
        app.click_testid("undo").await?;
        desk::keeping(app, "example").await?;
        desk::open_entry(app, "PoA.1.a.1.iii").await?;
        app.wait_text(testid("contested"), "Status: more than one value").await?;
        app.click(role("button", "Keep this value").nth(0)).await?;
        app.wait_gone(testid("contested")).await?;
        let file = desk::export(app, "Fictional State A only").await?;
        ensure!(file.name.starts_with("revcon3-XA-"), "{}", file.name);
        app.reload().await?;
        app.wait(role("button", "Begin")).await?;
        app.wait_gone(".banner-example").await?;
        app.wait_gone(testid("trouble")).await?;
        desk::sit_down(app, "Fictional State A").await?;
        ensure!(desk::row_count(app, "PoA").await? == "0 of 62 stated");
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn leaving_the_example_brings_ones_own_desk_back_as_it_was() -> Result<()> {
    let name = "leaving_the_example_brings_ones_own_desk_back_as_it_was";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let own = desk::fingerprint(app).await?;
        app.open("#/welcome").await?;
        app.click_testid("example").await?;
        app.wait(".banner-example").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Not applicable").await?;
        desk::export(app, "Everybody in the data here").await?;
        app.click_text("Leave the example").await?;
        app.wait_gone(".banner-example").await?;
        ensure!(desk::fingerprint(app).await? == own);
        app.wait_gone(testid("trouble")).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        app.wait_text(".entry-state", "What Finland says").await?;
        app.wait_text(testid("unshared"), "1 entry changed only").await
    })
}

#[test]
fn who_begins_in_earnest_from_the_example_starts_with_an_empty_desk() -> Result<()> {
    let name = "who_begins_in_earnest_from_the_example_starts_with_an_empty_desk";
    scenario(name, async |app| {
        open_the_example(app).await?;
        app.open("#/welcome").await?;
        desk::sit_down(app, "Finland").await?;
        app.wait_gone(css(".banner-example")).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.click(text("Everybody in the data here")).await?;
        app.wait_text(testid("contents"), "1 entry – Finland").await?;
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await
    })
}
