//! Two offices of one State that never saw each other's words: both are kept and shown, one is
//! chosen, and that lasts.

use e2e::{App, Result, css, ensure, label, role, scenario, testid, text};

use crate::desk::{self, Brings, ELEMENT, NEXT};
use crate::files::{self, CAPITAL, MISSION};

/// What the two offices say of one element: different statuses, different notes.
fn two_opinions() -> Result<(Vec<u8>, Vec<u8>)> {
    let capital = ["status=implemented", "note=in force since 2020"];
    let mission = ["status=in_progress", "note=before parliament"];
    Ok((
        files::snapshot(CAPITAL, &[&[ELEMENT, capital[0], capital[1]]])?,
        files::snapshot(MISSION, &[&[ELEMENT, mission[0], mission[1]]])?,
    ))
}

/// Takes both in; the second one's arrival is what makes it contested.
async fn disagree(app: &App) -> Result<()> {
    let (capital, mission) = two_opinions()?;
    let first = desk::take_in(app, "capital.json", &capital).await?;
    ensure!(first == Brings { new: 1, same: 0, contested: 0 }, "{first:?}");
    let second = desk::take_in(app, "mission.json", &mission).await?;
    ensure!(second == Brings { new: 1, same: 0, contested: 2 }, "{second:?}");
    Ok(())
}

#[test]
fn two_offices_that_disagree_are_both_shown_and_one_is_chosen_for_good() -> Result<()> {
    let name = "two_offices_that_disagree_are_both_shown_and_one_is_chosen_for_good";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        disagree(app).await?;
        app.click(e2e::text("What is in it, value by value").within(desk::LAST)).await?;
        let line = format!("Finland · {ELEMENT} · ");
        app.wait_until("both fields to be listed, with what is new and as contested", async || {
            let list = app.texts(".arrival:last-child details li").await?;
            ensure!(list.len() == 4, "{list:?}");
            ensure!(list[0].starts_with(&format!("{line}Note\n")), "{list:?}");
            ensure!(list[1].starts_with(&format!("{line}Status\n")), "{list:?}");
            ensure!(list[2..] == [format!("{line}Note"), format!("{line}Status")], "{list:?}");
            Ok(true)
        })
        .await?;
        app.click(css(".arrival:last-child details li:last-child a")).await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        both_sides_are_shown(app).await?;
        desk::row_shows(app, ELEMENT, "contested").await?;
        app.reload().await?;
        both_sides_are_shown(app).await?;
        keep(app, "Status: more than one value", "Implemented").await?;
        keep(app, "Note: more than one value", "before parliament").await?;
        app.wait_gone(testid("contested")).await?;
        settled(app).await?;
        let (capital, mission) = two_opinions()?;
        let again = desk::take_in(app, "capital.json", &capital).await?;
        ensure!(again == Brings { new: 0, same: 1, contested: 0 }, "{again:?}");
        let again = desk::take_in(app, "mission.json", &mission).await?;
        ensure!(again == Brings { new: 0, same: 1, contested: 0 }, "{again:?}");
        desk::open_entry(app, ELEMENT).await?;
        settled(app).await?;
        app.reload().await?;
        settled(app).await
    })
}

async fn both_sides_are_shown(app: &App) -> Result<()> {
    app.wait(testid("contested").nth(1)).await?;
    let shown = app.texts(testid("contested")).await?.join("\n");
    for part in [
        "Status: more than one value",
        "Note: more than one value",
        "Implemented",
        "In progress",
        "in force since 2020",
        "before parliament",
        "Delegation of Finland",
        "capital.json",
        "mission.json",
    ] {
        ensure!(shown.contains(part), "“{part}” is not among:\n{shown}");
    }
    ensure!(!shown.contains("all sides had seen:"), "there was none:\n{shown}");
    ensure!(shown.find("Status: more") < shown.find("Note: more"), "the status is not first");
    Ok(())
}

/// Keeps the value that contains these words in the contest with this title.
async fn keep(app: &App, title: &str, words: &str) -> Result<()> {
    app.js(
        "const [title, words] = arguments;
        document.querySelector('#wanted')?.removeAttribute('id');
        const contest = [...document.querySelectorAll('[data-testid=contested]')]
            .find((it) => it.querySelector('h4').textContent === title);
        [...contest.querySelectorAll('.side')]
            .find((it) => it.querySelector('.side-value').textContent.includes(words))
            .querySelector('button').id = 'wanted';",
        vec![title.into(), words.into()],
    )
    .await?;
    app.click("#wanted").await?;
    app.wait_gone(text(title)).await?;
    // The same key again keeps no value of another field.
    app.wait(css("#entry-title:focus")).await.map(drop)
}

async fn settled(app: &App) -> Result<()> {
    desk::shows_status(app, "Implemented").await?;
    desk::holds(app, label("Note"), "before parliament").await?;
    desk::row_shows(app, ELEMENT, "implemented").await?;
    app.wait_gone(testid("contested")).await?;
    desk::saved_or_idle(app).await
}

#[test]
fn a_contest_can_be_settled_by_writing_something_else() -> Result<()> {
    scenario("a_contest_can_be_settled_by_writing_something_else", async |app| {
        desk::begin(app, "Finland").await?;
        disagree(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Partly implemented").await?;
        app.wait_gone(text("Status: more than one value")).await?;
        app.fill(label("Note"), "a third wording").await?;
        app.wait_gone(testid("contested")).await?;
        desk::saved(app).await?;
        desk::row_shows(app, ELEMENT, "partly_implemented").await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["count"] == 3);
        Ok(())
    })
}

#[test]
fn undo_brings_both_sides_of_a_contest_back() -> Result<()> {
    scenario("undo_brings_both_sides_of_a_contest_back", async |app| {
        desk::begin(app, "Finland").await?;
        disagree(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        both_sides_are_shown(app).await?;
        let before = desk::fingerprint(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        keep(app, "Status: more than one value", "In progress").await?;
        desk::row_shows(app, ELEMENT, "in_progress").await?;
        app.click_testid("undo").await?;
        both_sides_are_shown(app).await?;
        desk::row_shows(app, ELEMENT, "contested").await?;
        ensure!(desk::fingerprint(app).await? == before);
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("redo").await?;
        desk::row_shows(app, ELEMENT, "in_progress").await?;
        app.wait_gone(text("Status: more than one value")).await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::row_shows(app, ELEMENT, "in_progress").await
    })
}

#[test]
fn contested_elements_are_counted_and_found_as_such() -> Result<()> {
    scenario("contested_elements_are_counted_and_found_as_such", async |app| {
        desk::begin(app, "Finland").await?;
        disagree(app).await?;
        let agreed = files::snapshot(CAPITAL, &[&[NEXT, "status=ongoing"]])?;
        desk::take_in(app, "agreed.json", &agreed).await?;
        app.open("#/plan").await?;
        let chip = role("button", "Contested").within(".chips");
        ensure!(app.read(&chip).await?.ends_with('1'));
        app.click(&chip).await?;
        app.wait_text(testid("found"), "1 element").await?;
        app.wait(desk::row(ELEMENT)).await?;
        app.wait_gone(desk::row(NEXT)).await?;
        let legend = app.read(".plan-tally .legend").await?;
        ensure!(legend.replace('\n', " ").contains("Contested 1"), "{legend}");
        Ok(())
    })
}

#[test]
fn a_reader_sees_a_contest_and_cannot_settle_it() -> Result<()> {
    scenario("a_reader_sees_a_contest_and_cannot_settle_it", async |app| {
        desk::begin_as(app, "A reader").await?;
        disagree(app).await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        both_sides_are_shown(app).await?;
        let buttons = app.all(role("button", "Keep this value")).await?;
        ensure!(buttons.len() == 4, "{} buttons", buttons.len());
        for button in buttons {
            ensure!(!button.is_enabled().await?, "a reader could settle it");
        }
        Ok(())
    })
}
