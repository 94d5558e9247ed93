//! The tree of the plans under the keyboard, after the tree view pattern of the ARIA Authoring
//! Practices Guide.

use e2e::{App, Key, Result, TypingData, Value, ensure, json, scenario};

use crate::desk::{self, ELEMENT};

/// Begins, and puts the focus on the first row.
async fn at_the_tree(app: &App) -> Result<()> {
    desk::begin(app, "Finland").await?;
    app.focus(desk::row("PoA")).await?;
    on(app, "PoA").await
}

/// The element whose row has the focus.
async fn focused(app: &App) -> Result<String> {
    app.js_as(
        "const it = document.activeElement;
        return it.getAttribute('role') === 'treeitem' ? it.dataset.id : it.localName;",
    )
    .await
}

/// Waits until the focus is on this row, and checks that it is the tree's one tab stop.
async fn on(app: &App, id: &str) -> Result<()> {
    app.wait_until(&format!("the focus on {id}"), async || {
        let focused = focused(app).await?;
        ensure!(focused == id, "it is on {focused}");
        Ok(true)
    })
    .await?;
    let stops: Vec<String> = app
        .js_as(
            "return [...document.querySelectorAll('#plan-tree [tabindex=\"0\"]')]
                .map((it) => it.dataset.id);",
        )
        .await?;
    ensure!(stops == [id], "tab stops: {stops:?}");
    Ok(())
}

async fn press(app: &App, keys: impl Into<TypingData>, then_on: &str) -> Result<()> {
    app.press(keys).await?;
    on(app, then_on).await
}

async fn expanded(app: &App, id: &str, wanted: Option<&str>) -> Result<()> {
    app.wait_until(&format!("aria-expanded={wanted:?} on {id}"), async || {
        Ok(app.attr(desk::row(id), "aria-expanded").await?.as_deref() == wanted)
    })
    .await
}

#[test]
fn arrows_home_and_end_walk_the_tree() -> Result<()> {
    scenario("arrows_home_and_end_walk_the_tree", async |app| {
        at_the_tree(app).await?;
        expanded(app, "PoA", Some("true")).await?;
        press(app, Key::Up, "PoA").await?;
        press(app, Key::Down, "PoA.1").await?;
        expanded(app, "PoA.1", Some("false")).await?;
        press(app, Key::Right, "PoA.1").await?;
        expanded(app, "PoA.1", Some("true")).await?;
        press(app, Key::Right, "PoA.1.a").await?;
        press(app, Key::Right, "PoA.1.a").await?;
        press(app, Key::Right, "PoA.1.a.1").await?;
        press(app, Key::Right, "PoA.1.a.1").await?;
        press(app, Key::Right, ELEMENT).await?;
        expanded(app, ELEMENT, None).await?;
        press(app, Key::Right, ELEMENT).await?;
        press(app, Key::Left, "PoA.1.a.1").await?;
        press(app, Key::Left, "PoA.1.a.1").await?;
        expanded(app, "PoA.1.a.1", Some("false")).await?;
        press(app, Key::Left, "PoA.1.a").await?;
        press(app, Key::End, "ITI.8").await?;
        press(app, Key::Down, "ITI.8").await?;
        press(app, Key::Up, "ITI.7").await?;
        press(app, Key::Home, "PoA").await?;
        press(app, Key::Left, "PoA").await?;
        expanded(app, "PoA", Some("false")).await?;
        press(app, Key::Down, "ITI").await
    })
}

#[test]
fn enter_and_space_open_an_entry_and_star_opens_a_level() -> Result<()> {
    scenario("enter_and_space_open_an_entry_and_star_opens_a_level", async |app| {
        at_the_tree(app).await?;
        press(app, Key::Down, "PoA.1").await?;
        press(app, "*", "PoA.1").await?;
        for id in ["PoA.1", "PoA.2", "PoA.3"] {
            expanded(app, id, Some("true")).await?;
        }
        expanded(app, "PoA.1.a", Some("false")).await?;
        expanded(app, "PoA.4", None).await?;
        expanded(app, "ITI.1", Some("false")).await?;
        press(app, Key::Down, "PoA.1.a").await?;
        app.press(Key::Enter).await?;
        app.wait_text(".entry-id", "PoA.1.a").await?;
        ensure!(app.url().await?.ends_with("#/plan/PoA.1.a"));
        app.focus(desk::row("PoA.4")).await?;
        on(app, "PoA.4").await?;
        app.press(" ").await?;
        app.wait_text(".entry-id", "PoA.4").await?;
        let chosen = "[role=treeitem][aria-selected=true]";
        ensure!(app.count(chosen).await? == 1);
        ensure!(app.attr(chosen, "data-id").await?.as_deref() == Some("PoA.4"));
        Ok(())
    })
}

#[test]
fn after_enter_the_reading_goes_on_in_the_entry() -> Result<()> {
    scenario("after_enter_the_reading_goes_on_in_the_entry", async |app| {
        at_the_tree(app).await?;
        for id in ["PoA.1", "PoA.2"] {
            app.focus(desk::row(id)).await?;
            on(app, id).await?;
            app.press(Key::Enter).await?;
            app.wait_text(".entry-id", id).await?;
            app.wait_until("the focus on the entry's title", async || {
                let focused = app.focused().await?;
                ensure!(focused["id"] == "entry-title", "it is on {focused}");
                Ok(true)
            })
            .await?;
        }
        Ok(())
    })
}

#[test]
fn typing_finds_the_next_row_and_the_same_letter_again_the_one_after() -> Result<()> {
    let name = "typing_finds_the_next_row_and_the_same_letter_again_the_one_after";
    scenario(name, async |app| {
        at_the_tree(app).await?;
        // Other matters; again: the other plan's Other matters; and round again.
        press(app, "o", "PoA.4").await?;
        press(app, "O", "ITI.8").await?;
        press(app, "o", "PoA.4").await?;
        app.reload().await?;
        app.focus(desk::row("PoA")).await?;
        press(app, "tr", "ITI.3").await?;
        app.reload().await?;
        app.focus(desk::row("PoA")).await?;
        // Three rows begin with “Pr”; more letters stay where they fit, or go on.
        press(app, "pr", "PoA.1").await?;
        app.reload().await?;
        app.focus(desk::row("PoA")).await?;
        press(app, "prom", "PoA.3").await
    })
}

/// What assistive technology is told of the rows in view.
async fn told(app: &App) -> Result<Vec<Value>> {
    app.js_as(
        "return [...document.querySelectorAll('[role=treeitem]')].map((it) =>
            [it.dataset.id, ...['level', 'posinset', 'setsize', 'expanded', 'selected'].map(
                (name) => it.getAttribute(`aria-${name}`))]);",
    )
    .await
}

#[test]
fn level_place_and_size_are_told_for_every_row() -> Result<()> {
    scenario("level_place_and_size_are_told_for_every_row", async |app| {
        at_the_tree(app).await?;
        let first = told(app).await?;
        ensure!(first.len() == 2 + 4 + 8, "{first:?}");
        for row in [
            json!(["PoA", "1", "1", "2", "true", "false"]),
            json!(["PoA.2", "2", "2", "4", "false", "false"]),
            json!(["PoA.4", "2", "4", "4", null, "false"]),
        ] {
            ensure!(first.contains(&row), "{row} is not among {first:?}");
        }
        app.click(e2e::text("Open all")).await?;
        let all = told(app).await?;
        ensure!(all.len() == 2 + 28 + 8 + 86, "{} rows", all.len());
        for row in [
            json!(["PoA.1.a.2.iv", "5", "4", "7", null, "false"]),
            json!(["ITI.3.vi", "3", "6", "6", null, "false"]),
        ] {
            ensure!(all.contains(&row), "{row} is not among {all:?}");
        }
        ensure!(app.count("#plan-tree [tabindex='0']").await? == 1);
        app.click(e2e::text("Close all")).await?;
        app.wait_until("the first rows again", async || Ok(told(app).await? == first)).await
    })
}

#[test]
fn a_click_opens_a_branch_and_its_entry_and_the_arrow_only_the_branch() -> Result<()> {
    let name = "a_click_opens_a_branch_and_its_entry_and_the_arrow_only_the_branch";
    scenario(name, async |app| {
        at_the_tree(app).await?;
        app.click(e2e::css(".twist").within("[role=treeitem][data-id='PoA.2']")).await?;
        expanded(app, "PoA.2", Some("true")).await?;
        ensure!(app.count(".entry-id").await? == 0);
        app.click(e2e::css(".twist").within("[role=treeitem][data-id='PoA.2']")).await?;
        expanded(app, "PoA.2", Some("false")).await?;
        app.click(e2e::css(".row-text").within("[role=treeitem][data-id='PoA.2']")).await?;
        expanded(app, "PoA.2", Some("true")).await?;
        app.wait_text(".entry-id", "PoA.2").await?;
        app.wait(e2e::text("0 of 11 elements stated (0%)")).await.map(drop)
    })
}
