//! The first minutes: choosing who one is, the promise, the example, and all of it without a
//! mouse.

use e2e::{
    App, Key, Result, TypingData, Value, bail, ensure, json, label, role, scenario, testid, text,
};

use crate::desk::{self, ELEMENT};

#[test]
fn a_delegation_begins_tags_an_element_and_finds_it_after_reload() -> Result<()> {
    let name = "a_delegation_begins_tags_an_element_and_finds_it_after_reload";
    scenario(name, async |app| {
        app.open("").await?;
        app.wait_text(".promise", "Nothing leaves this computer until you export it.").await?;
        desk::sit_down(app, "Finland").await?;
        ensure!(app.url().await?.ends_with("#/plan"));
        app.wait(testid("save-state")).await?;
        desk::keeping(app, "nothing").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await?;
        app.reload().await?;
        desk::shows_status(app, "Implemented").await?;
        desk::row_shows(app, ELEMENT, "implemented").await?;
        ensure!(desk::row_says(app, ELEMENT).await? == "implemented Implemented");
        ensure!(desk::row_count(app, "PoA").await? == "1 of 62 stated");
        ensure!(desk::row_count(app, "PoA.1.a.1").await? == "1 of 5 stated");
        ensure!(desk::row_count(app, "ITI").await? == "0 of 24 stated");
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await
    })
}

#[test]
fn a_delegation_without_a_state_is_asked_for_it() -> Result<()> {
    scenario("a_delegation_without_a_state_is_asked_for_it", async |app| {
        app.open("").await?;
        app.click_role("button", "Begin").await?;
        app.wait_text("[role=alert]", "Choose your State to begin.").await?;
        ensure!(app.focused().await?["id"] == "own-state");
        app.choose(label("Your State"), "Finland").await?;
        app.wait_gone(text("Choose your State to begin.")).await?;
        app.click_role("button", "Begin").await?;
        app.wait(desk::tree()).await.map(drop)
    })
}

#[test]
fn every_participating_state_can_be_chosen_and_others_too() -> Result<()> {
    let name = "every_participating_state_can_be_chosen_and_others_too";
    scenario(name, async |app| {
        app.open("").await?;
        app.wait(label("Your State")).await?;
        let groups = app
            .js(
                "return [...document.querySelectorAll('#own-state optgroup')]
                    .map((group) => [group.label, group.children.length]);",
                vec![],
            )
            .await?;
        let expected = json!([
            ["OSCE participating States", 57],
            ["Other participants", 193 + 2 - 57 + 1],
            ["Fictional, for training", 3]
        ]);
        ensure!(groups == expected, "{groups}");
        let mut names: Vec<String> = app
            .js_as(
                "return [...document.querySelectorAll('#own-state optgroup')].map((group) =>
                    [...group.children].map((option) => option.text)).flat();",
            )
            .await?;
        ensure!(names.iter().any(|name| name == "European Union"));
        ensure!(names.iter().any(|name| name == "State of Palestine"));
        names.sort();
        names.dedup();
        ensure!(names.len() == 199, "{} names", names.len());
        Ok(())
    })
}

#[test]
fn everything_from_the_first_start_to_the_file_works_by_keyboard_alone() -> Result<()> {
    let name = "everything_from_the_first_start_to_the_file_works_by_keyboard_alone";
    scenario(name, async |app| {
        app.open("").await?;
        app.wait(role("button", "Begin")).await?;
        app.press(Key::Tab).await?;
        ensure!(app.focused().await?["text"] == "Skip to content");
        tab_to(app, "a delegation", |it| it["tag"] == "input").await?;
        tab_to(app, "the list of States", |it| it["id"] == "own-state").await?;
        app.press("Finl").await?;
        desk::holds(app, label("Your State"), "FI").await?;
        tab_to(app, "Begin", |it| it["text"] == "Begin").await?;
        app.press(Key::Enter).await?;
        app.wait(desk::tree()).await?;
        open_by_keys(app).await?;
        state_by_keys(app).await?;
        export_by_keys(app).await
    })
}

/// From the plans' page to an open entry.
async fn open_by_keys(app: &App) -> Result<()> {
    tab_to(app, "the tree", |it| it["role"] == "treeitem").await?;
    // Right opens a branch, and then enters it.
    for _ in 0..10 {
        if focused_row(app).await? == ELEMENT {
            break;
        }
        app.press(Key::Right).await?;
    }
    ensure!(focused_row(app).await? == ELEMENT);
    app.press(Key::Enter).await?;
    app.wait_text(".entry-id", ELEMENT).await
}

async fn focused_row(app: &App) -> Result<String> {
    app.js_as("return document.activeElement.dataset.id ?? ''").await
}

async fn state_by_keys(app: &App) -> Result<()> {
    tab_to(app, "the status", |it| it["tag"] == "input").await?;
    desk::shows_status(app, "Not stated").await?;
    for _ in 0..4 {
        app.press(Key::Down).await?;
    }
    desk::shows_status(app, "Implemented").await?;
    tab_to(app, "the note", |it| it["id"].as_str().is_some_and(|id| id.ends_with("-note"))).await?;
    app.press("Law 123/2020").await?;
    desk::saved(app).await
}

async fn export_by_keys(app: &App) -> Result<()> {
    back_to(app, "the Exchange page", |it| it["text"] == "Exchange").await?;
    app.press(Key::Enter).await?;
    app.wait(testid("export")).await?;
    tab_to(app, "Save the snapshot", |it| it["testid"] == "export").await?;
    app.press(Key::Enter).await?;
    let file = app.download().await?;
    ensure!(file.name.starts_with("revcon3-FI-"), "{}", file.name);
    let set = &file.json()?["revisions"][0]["set"];
    ensure!(set == &json!({ "status": "implemented", "note": "Law 123/2020" }), "{set}");
    Ok(())
}

/// Presses Tab until the focus is there.
async fn tab_to(app: &App, what: &str, there: impl Fn(&Value) -> bool) -> Result<()> {
    walk(app, || Key::Tab.into(), what, there).await
}

/// Presses Shift+Tab until the focus is there.
async fn back_to(app: &App, what: &str, there: impl Fn(&Value) -> bool) -> Result<()> {
    walk(app, || Key::Shift + Key::Tab, what, there).await
}

async fn walk(
    app: &App,
    step: impl Fn() -> TypingData,
    what: &str,
    there: impl Fn(&Value) -> bool,
) -> Result<()> {
    let mut passed = Vec::new();
    for _ in 0..60 {
        app.press(step()).await?;
        let focused = app.focused().await?;
        if there(&focused) {
            return Ok(());
        }
        passed.push(focused.to_string());
    }
    bail!("never came to {what}; passed\n{}", passed.join("\n"))
}
