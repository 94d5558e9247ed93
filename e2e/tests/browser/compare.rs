//! What has changed: since a meeting, between files, between a file and what is here. Looking
//! takes nothing in, and what was taken back is not told as something never begun.

use e2e::{App, Result, Setup, css, ensure, label, role, scenario, scenario_with, testid, text};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files::{self, CAPITAL, MISSION};

/// September 2021: after the seventh Biennial Meeting, before the eighth.
const IN_2021: &str = "1631000000000";
/// June 2024, the day after the fourth Review Conference.
const IN_2024: &str = "1719700000000";

/// A clipboard that can be read.
const CLIPBOARD: &str = "window.clipboard = null;
    Object.defineProperty(navigator, 'clipboard', { value: {
        writeText: async (text) => { window.clipboard = text; } } });";

const SWEDEN: &str = "delegation/SE/00000000000000dd";

async fn compare(app: &App) -> Result<()> {
    app.open("#/compare").await?;
    app.wait("main h1").await.map(drop)
}

/// Opens a file on one side, `Before` or `After`.
async fn open_file(app: &App, side: &str, name: &str, bytes: &[u8]) -> Result<()> {
    app.choose(label(side), "A snapshot file…").await?;
    let input = format!("#compare-{}-file", side.to_lowercase());
    app.wait(css(&input)).await?;
    app.upload(&*input, name, bytes).await?;
    app.wait_until("the file to be chosen", async || {
        let list = format!("#compare-{}", side.to_lowercase());
        Ok(app.value(&*list).await?.starts_with("file:"))
    })
    .await
}

/// Everything that the page says differs.
async fn told(app: &App) -> Result<String> {
    app.wait(testid("differences")).await?;
    app.read(".compare-result").await
}

async fn tells(app: &App, parts: &[&str]) -> Result<()> {
    let told = told(app).await?;
    for part in parts {
        ensure!(told.contains(part), "“{part}” is not among:\n{told}");
    }
    Ok(())
}

/// An old file and a newer one of the same State, the newer without sight of the older.
fn old_and_new() -> Result<(Vec<u8>, Vec<u8>)> {
    let old = ["status=in_progress", "note=The bill is before parliament."];
    let new = ["status=implemented", "target=CAL.2022"];
    Ok((
        files::snapshot_at(IN_2021, CAPITAL, &[&[ELEMENT, old[0], old[1]]])?,
        files::snapshot_at(IN_2024, CAPITAL, &[&[NEXT, new[0], new[1]]])?,
    ))
}

#[test]
fn a_file_is_compared_with_what_is_here_and_taken_in_by_nobody() -> Result<()> {
    let name = "a_file_is_compared_with_what_is_here_and_taken_in_by_nobody";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let (old, _) = old_and_new()?;
        desk::take_in(app, "old.json", &old).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill(label("Note"), "The law is before parliament.").await?;
        desk::saved(app).await?;
        let fingerprint = desk::fingerprint(app).await?;
        compare(app).await?;
        open_file(app, "Before", "old.json", &old).await?;
        app.wait_text(".compare-end", "The file says it is from Delegation of Finland").await?;
        app.wait_text(testid("differences"), "2 differences · 1 State").await?;
        tells(app, &["old.json → Now", "In progress", "Implemented", "Changed"]).await?;
        let removed = app.read(".wording del").await?;
        ensure!(
            removed.contains("bill") && !removed.contains("law"),
            "not marked word by word: {removed}"
        );
        ensure!(app.read(".wording ins").await?.contains("law"));
        app.click_role("button", "Swap").await?;
        tells(app, &["Now → old.json"]).await?;
        ensure!(desk::fingerprint(app).await? == fingerprint, "something was taken in");
        compare(app).await?;
        app.click(role("link", "PoA.1.a.1.i")).await?;
        app.wait_text(".entry-id", ELEMENT).await
    })
}

#[test]
fn two_files_are_compared_without_either_being_here() -> Result<()> {
    let name = "two_files_are_compared_without_either_being_here";
    scenario(name, async |app| {
        desk::begin_as(app, "A reader").await?;
        let finland = files::snapshot_at(IN_2021, CAPITAL, &[&[ELEMENT, "status=in_progress"]])?;
        let sweden = files::snapshot_at(IN_2024, SWEDEN, &[&["PoA.4", "obstacle=no funds"]])?;
        compare(app).await?;
        open_file(app, "Before", "FI.json", &finland).await?;
        open_file(app, "After", "SE.json", &sweden).await?;
        app.wait_text(testid("differences"), "2 differences · 2 States").await?;
        tells(app, &["Not in “After”", "Nobody withdrew anything.", "no funds"]).await?;
        let states = app.texts(".compare-state h3").await?;
        ensure!(states == ["Finland", "Sweden"], "{states:?}");
        app.click(text("Newly stated").within(".chips")).await?;
        app.wait_text(testid("differences"), "1 difference · 1 State").await?;
        app.wait_gone(text("Finland").within("h3")).await?;
        app.choose(label("State"), "Finland").await?;
        app.wait_text(".compare-result", "None of the differences").await?;
        app.click_role("button", "Show all").await?;
        app.wait_text(testid("differences"), "2 differences · 2 States").await?;
        app.open("#/plan").await?;
        ensure!(desk::row_count(app, "PoA").await? == "0 of 62 stated");
        Ok(())
    })
}

#[test]
fn since_a_meeting_is_told_what_came_after_it_by_the_clocks_of_the_authors() -> Result<()> {
    let name = "since_a_meeting_is_told_what_came_after_it_by_the_clocks_of_the_authors";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let (old, new) = old_and_new()?;
        desk::take_in(app, "old.json", &old).await?;
        desk::take_in(app, "new.json", &new).await?;
        compare(app).await?;
        let chosen = "return document.querySelector('#compare-before').selectedOptions[0].text";
        let first: String = app.js_as(chosen).await?;
        ensure!(first == "Ninth Biennial Meeting (BMS9), 5 June 2026", "it is {first}");
        app.wait(testid("nothing-differs")).await?;
        app.wait_text(".compare", "That is claimed, not proven.").await?;
        app.choose(label("Before"), "Eighth Biennial Meeting (BMS8), 1 July 2022").await?;
        app.wait_text(testid("differences"), "2 differences · 1 State").await?;
        tells(app, &[NEXT, "Newly stated", "Implemented", "Target"]).await?;
        ensure!(!told(app).await?.contains("before parliament"), "the old is told as new");
        app.choose(label("Before"), "Seventh Biennial Meeting (BMS7), 30 July 2021").await?;
        tells(app, &["4 differences", "The bill is before parliament."]).await?;
        app.choose(label("Before"), "Another day…").await?;
        app.wait_text(".compare-result", "Choose a day or a file").await?;
        desk::choose_day(app, "#compare-before-day", "2023-01-01").await?;
        tells(app, &["2 differences", "1 January 2023 → Now"]).await
    })
}

#[test]
fn two_days_that_are_swapped_stand_in_each_other_s_field() -> Result<()> {
    scenario("two_days_that_are_swapped_stand_in_each_other_s_field", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let (_, new) = old_and_new()?;
        desk::take_in(app, "new.json", &new).await?;
        compare(app).await?;
        for (side, day) in [("before", "2022-07-01"), ("after", "2023-01-01")] {
            app.choose(css(&format!("#compare-{side}")), "Another day…").await?;
            desk::choose_day(app, &format!("#compare-{side}-day"), day).await?;
        }
        app.click_role("button", "Swap").await?;
        desk::holds(app, css("#compare-before-day"), "2023-01-01").await?;
        desk::holds(app, css("#compare-after-day"), "2022-07-01").await?;
        // A list that one has chosen from follows what is swapped later.
        app.choose(label("Before"), "Now").await?;
        app.click_role("button", "Swap").await?;
        app.click_role("button", "Swap").await?;
        let chosen = "return document.querySelector('#compare-before').selectedOptions[0].text";
        ensure!(app.js_as::<String>(chosen).await? == "Now");
        Ok(())
    })
}

#[test]
fn a_status_taken_back_is_told_as_withdrawn_and_not_as_not_started() -> Result<()> {
    let name = "a_status_taken_back_is_told_as_withdrawn_and_not_as_not_started";
    scenario(name, async |app| {
        app.before_each_page(CLIPBOARD).await?;
        desk::begin(app, "Finland").await?;
        let old = files::snapshot_at(IN_2021, CAPITAL, &[&[ELEMENT, "status=in_progress"]])?;
        desk::take_in(app, "old.json", &old).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Not stated").await?;
        desk::saved(app).await?;
        compare(app).await?;
        app.wait_text(testid("differences"), "1 difference · 1 State").await?;
        let told = app.read(".compare-changes").await?;
        ensure!(told.contains("Withdrawn") && told.contains("In progress"), "{told}");
        ensure!(!told.contains("Not started") && !told.contains("Not stated"), "{told}");
        app.click(text("As text, for minutes")).await?;
        let minutes = app.value("#compare-text").await?;
        app.click_role("button", "Copy the text").await?;
        app.wait_text(testid("announcement"), "Copied.").await?;
        ensure!(app.js_as::<String>("return clipboard").await? == minutes);
        ensure!(minutes.contains("\n      – Status – Withdrawn: ◔ In progress\n"), "{minutes}");
        ensure!(minutes.ends_with("That is claimed, not proven.\n"), "{minutes}");
        Ok(())
    })
}

#[test]
fn values_that_contradict_each_other_are_told_with_both() -> Result<()> {
    let name = "values_that_contradict_each_other_are_told_with_both";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let one = files::snapshot_at(IN_2021, CAPITAL, &[&[ELEMENT, "status=ongoing"]])?;
        let other = files::snapshot(MISSION, &[&[ELEMENT, "status=implemented"]])?;
        desk::take_in(app, "one.json", &one).await?;
        desk::take_in(app, "other.json", &other).await?;
        compare(app).await?;
        tells(app, &["1 difference", "Became contested", "Ongoing (continuous)"]).await?;
        let after = app.texts(".compare-side:last-child li").await?;
        ensure!(after.len() == 2, "{after:?}");
        app.choose(label("After"), "Fourth Review Conference (RevCon4), 28 June 2024").await?;
        app.choose(label("Before"), "Now").await?;
        tells(app, &["1 difference", "No longer contested"]).await
    })
}

#[test]
fn nothing_that_differs_is_said_with_what_to_do_next() -> Result<()> {
    scenario("nothing_that_differs_is_said_with_what_to_do_next", async |app| {
        desk::begin(app, "Finland").await?;
        compare(app).await?;
        app.wait_text(testid("nothing-differs"), "There is nothing here yet.").await?;
        app.click(role("link", "Open snapshots")).await?;
        let (old, _) = old_and_new()?;
        desk::take_in(app, "old.json", &old).await?;
        compare(app).await?;
        open_file(app, "Before", "old.json", &old).await?;
        app.wait_text(testid("nothing-differs"), "Nothing differs.").await?;
        app.wait_text(testid("nothing-differs"), "Choose an earlier meeting").await?;
        app.choose(label("Before"), "A snapshot file…").await?;
        app.upload("#compare-before-file", "letter.json", b"Dear colleagues").await?;
        app.wait_text("[role=alert]", "letter.json: This is not a snapshot").await
    })
}

/// The example since the meeting before it: three States, every kind of field.
async fn example(app: &App) -> Result<()> {
    app.open("").await?;
    app.click_testid("example").await?;
    app.wait(".banner-example").await?;
    app.open("#/compare").await?;
    app.wait(testid("differences")).await.map(drop)
}

#[test]
fn many_differences_are_folded_by_state_and_open_one_by_one() -> Result<()> {
    scenario("many_differences_are_folded_by_state_and_open_one_by_one", async |app| {
        example(app).await?;
        ensure!(app.count(".compare-state").await? == 3);
        ensure!(app.count(".compare-changes").await? == 0, "all are open at once");
        app.focus(".compare-state summary").await?;
        app.press(e2e::Key::Enter).await?;
        app.wait(css(".compare-state:first-of-type .compare-changes")).await?;
        ensure!(app.count(".compare-state[open]").await? == 1);
        app.click_role("button", "Open all").await?;
        app.wait_until("all to be open", async || Ok(app.count(".compare-state[open]").await? == 3))
            .await
    })
}

#[test]
fn differences_are_accessible_in_every_colour_width_and_language() -> Result<()> {
    let name = "differences_are_accessible_in_every_colour_width_and_language";
    scenario(name, async |app| {
        let (old, new) = old_and_new()?;
        example(app).await?;
        app.click_role("button", "Open all").await?;
        app.click(text("As text, for minutes")).await?;
        app.assert_accessible().await?;
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        app.assert_accessible().await?;
        open_file(app, "Before", "old.json", &old).await?;
        open_file(app, "After", "new.json", &new).await?;
        app.wait(testid("differences")).await?;
        app.assert_accessible().await?;
        desk::speak(app, "Français").await?;
        app.resize(320, 640).await?;
        app.assert_accessible().await?;
        ensure!(app.overflow().await? <= 0, "it runs over the edge at 320 pixels");
        Ok(())
    })
}

#[test]
fn on_paper_are_the_sides_and_the_differences_but_no_choices() -> Result<()> {
    let name = "on_paper_are_the_sides_and_the_differences_but_no_choices";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let (old, new) = old_and_new()?;
        desk::take_in(app, "old.json", &old).await?;
        desk::take_in(app, "new.json", &new).await?;
        compare(app).await?;
        app.choose(label("Before"), "Eighth Biennial Meeting (BMS8), 1 July 2022").await?;
        app.wait(testid("differences")).await?;
        app.print_view(true).await?;
        let paper: String = app.js_as("return document.body.innerText").await?;
        for part in [
            "Eighth Biennial Meeting (BMS8), 1 July 2022 → Now",
            "That is claimed, not proven.",
            "2 differences · 1 State",
            "Finland",
            NEXT,
            "Implemented",
            "osce-fsc-jour-883:2018-01-19",
        ] {
            ensure!(paper.contains(part), "“{part}” is not on paper:\n{paper}");
        }
        for part in ["Swap", "All States", "As text", "Ninth Biennial", "Plans of"] {
            ensure!(!paper.contains(part), "“{part}” is on paper:\n{paper}");
        }
        app.print_view(false).await
    })
}

#[test]
fn the_page_fits_a_narrow_screen_in_french() -> Result<()> {
    let setup = Setup::new().size(320, 640).lang("fr");
    scenario_with("the_page_fits_a_narrow_screen_in_french", setup, async |app| {
        example(app).await?;
        app.click_role("button", "Tout ouvrir").await?;
        app.wait(".compare-changes").await?;
        ensure!(app.overflow().await? <= 0, "it runs over the edge at 320 pixels");
        Ok(())
    })
}

#[test]
fn two_files_that_were_taken_in_are_compared_as_they_were() -> Result<()> {
    scenario("two_files_that_were_taken_in_are_compared_as_they_were", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let first = files::snapshot_at(IN_2021, CAPITAL, &[&[ELEMENT, "status=in_progress"]])?;
        let second = files::snapshot_at(IN_2024, MISSION, &[&[NEXT, "status=implemented"]])?;
        desk::take_in(app, "first.json", &first).await?;
        desk::take_in(app, "second.json", &second).await?;
        compare(app).await?;
        let names = "return [...document.querySelectorAll('#compare-before option')]
            .filter(o => o.value.startsWith('import:')).map(o => o.textContent.split(' – ')[0])";
        let names: Vec<String> = app.js_as(names).await?;
        ensure!(names == ["second.json", "first.json"], "the latest first: {names:?}");
        for (side, name) in [("before", "first.json"), ("after", "second.json")] {
            let choose = format!(
                "const list = document.querySelector('#compare-{side}');
                list.value = [...list.options].find(o => o.text.startsWith('{name}')).value;
                list.dispatchEvent(new Event('change', {{ bubbles: true }}));"
            );
            app.js(&choose, vec![]).await?;
        }
        // The second file alone holds nothing on what the first one said.
        tells(app, &["2 differences", "Newly stated", "Not in “After”"]).await
    })
}
