//! Finding elements: by words, by status, by the meeting they are targeted at.

use e2e::{App, Result, Setup, ensure, label, role, scenario, scenario_with, testid, text};

use crate::desk::{self, ELEMENT, NEXT};

/// The elements in view, headings on the way included.
async fn in_view(app: &App) -> Result<Vec<String>> {
    app.js_as(
        "return [...document.querySelectorAll('[role=treeitem]')].map((it) => it.dataset.id);",
    )
    .await
}

async fn comes_into_view(app: &App, wanted: &[&str]) -> Result<()> {
    app.wait_until(&format!("{wanted:?} in the tree"), async || {
        let shown = in_view(app).await?;
        ensure!(shown == wanted, "{shown:?}");
        Ok(true)
    })
    .await
}

#[test]
fn french_words_are_found_without_their_accents() -> Result<()> {
    let setup = Setup::new().lang("fr");
    scenario_with("french_words_are_found_without_their_accents", setup, async |app| {
        app.open("").await?;
        app.choose(label("Votre État"), "Finlande").await?;
        app.click_role("button", "Commencer").await?;
        app.fill("#search", "echange TRACAGE").await?;
        comes_into_view(
            app,
            &["ITI", "ITI.3", "ITI.3.iv", "ITI.6", "ITI.6.ii", "ITI.7", "ITI.7.iv"],
        )
        .await?;
        app.wait_text(testid("found"), "3 éléments").await?;
        let row = app.read(desk::row("ITI.3.iv")).await?;
        ensure!(row.contains("traçage"), "{row}");
        app.fill("#search", "traçage").await?;
        let accented = in_view(app).await?;
        app.fill("#search", "tracage").await?;
        comes_into_view(app, &accented.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        ensure!(accented.iter().any(|id| id == "PoA.1.d.ii"), "{accented:?}");
        app.fill("#search", "zzz").await?;
        app.wait(text("Aucun élément ne correspond.")).await?;
        app.click(role("button", "Tout afficher").within(".empty")).await?;
        app.wait(desk::row("PoA.1")).await?;
        ensure!(app.value("#search").await?.is_empty());
        Ok(())
    })
}

#[test]
fn words_are_found_in_the_french_source_whatever_the_language() -> Result<()> {
    let name = "words_are_found_in_the_french_source_whatever_the_language";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        for words in
            ["bonnes marquage FABRICATION", "post-manufacture marking", "iti.1.ii pratiques"]
        {
            app.fill("#search", words).await?;
            comes_into_view(app, &["ITI", "ITI.1", "ITI.1.ii"]).await?;
            app.wait_text(testid("found"), "1 element").await?;
        }
        Ok(())
    })
}

#[test]
fn chips_filter_by_status_and_say_how_many() -> Result<()> {
    scenario("chips_filter_by_status_and_say_how_many", async |app| {
        desk::begin(app, "Finland").await?;
        for (id, word) in
            [(ELEMENT, "Implemented"), (NEXT, "In progress"), ("ITI.8", "Implemented")]
        {
            desk::open_entry(app, id).await?;
            desk::state(app, word).await?;
        }
        desk::saved(app).await?;
        let chip = |word: &str| role("button", word).within(".chips");
        // ITI.8 can be stated and filtered, but is none of the 86 that are counted.
        ensure!(app.read(chip("Implemented")).await?.ends_with('1'));
        ensure!(app.read(chip("Not stated")).await?.ends_with("84"));
        app.click(chip("Implemented")).await?;
        comes_into_view(app, &["PoA", "PoA.1", "PoA.1.a", "PoA.1.a.1", ELEMENT, "ITI", "ITI.8"])
            .await?;
        app.wait_text(testid("found"), "2 elements").await?;
        app.click(chip("In progress")).await?;
        app.wait(desk::row(NEXT)).await?;
        app.wait_text(testid("found"), "3 elements").await?;
        app.fill("#search", "other matters").await?;
        comes_into_view(app, &["ITI", "ITI.8"]).await?;
        app.click(role("button", "Show all").within(".filter-found")).await?;
        app.wait(desk::row("PoA.2")).await?;
        app.wait_gone(testid("found")).await?;
        ensure!(app.attr(chip("Implemented"), "aria-pressed").await?.as_deref() == Some("false"));
        Ok(())
    })
}

#[test]
fn a_click_on_a_meetings_targets_filters_the_tree() -> Result<()> {
    scenario("a_click_on_a_meetings_targets_filters_the_tree", async |app| {
        desk::begin(app, "Finland").await?;
        for (id, target) in [
            (ELEMENT, "2022 – Biennial Meeting of States, 5 days, New York"),
            (NEXT, "2024 – Fourth Review Conference, 10 days, New York"),
        ] {
            desk::open_entry(app, id).await?;
            app.choose(label("Target"), target).await?;
        }
        desk::saved(app).await?;
        let path = ["PoA", "PoA.1", "PoA.1.a", "PoA.1.a.1"];
        let only = |id| [&path[..], &[id]].concat();
        app.click(".year[data-year='2022'] .targets").await?;
        comes_into_view(app, &only(ELEMENT)).await?;
        app.click(role("button", "Target 2022")).await?;
        app.wait(desk::row("PoA.2")).await?;
        app.open("#/calendar").await?;
        app.click(".year[data-year='2024'] .targets").await?;
        app.wait(desk::tree()).await?;
        comes_into_view(app, &only(NEXT)).await?;
        app.click(".year[data-year='2024'] .targets").await?;
        app.wait(desk::row("PoA.2")).await.map(drop)
    })
}

#[test]
fn the_keyboard_walks_a_filtered_tree_up_to_its_root() -> Result<()> {
    scenario("the_keyboard_walks_a_filtered_tree_up_to_its_root", async |app| {
        desk::begin(app, "Finland").await?;
        app.fill("#search", "iti.1.iii").await?;
        comes_into_view(app, &["ITI", "ITI.1", "ITI.1.iii"]).await?;
        app.focus(desk::row("ITI.1.iii")).await?;
        // Left leaves a leaf, closes an open branch or leaves it: six are more than enough.
        for _ in 0..6 {
            app.press(e2e::Key::Left).await?;
        }
        let root = app.attr(desk::row("ITI"), "id").await?;
        let focused = app.focused().await?;
        ensure!(focused["id"].as_str() == root.as_deref(), "{focused}");
        Ok(())
    })
}
