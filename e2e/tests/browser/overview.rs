//! Where everybody stands: the table walked by keyboard, the sections, who takes part, what stands
//! in the way.

use e2e::{
    App, Find, Key, Result, Setup, Value, css, ensure, role, scenario, scenario_with, testid,
};

use crate::desk;
use crate::files::{self, CAPITAL};

/// Finland and Sweden, who say something, taken in by the chair’s office.
async fn two_states(app: &App) -> Result<()> {
    desk::begin_as(app, "The chair’s office").await?;
    let obstacle = "obstacle=No funds for training";
    let finland = files::snapshot(
        CAPITAL,
        &[&["PoA.1.a.1.i", "status=implemented"], &["ITI.1.i", "status=ongoing", obstacle]],
    )?;
    let sweden = files::snapshot(&CAPITAL.replace("FI", "SE"), &[&["PoA.4", "status=ongoing"]])?;
    desk::take_in(app, "fi.json", &finland).await?;
    desk::take_in(app, "se.json", &sweden).await.map(drop)
}

/// The row and the column of the cell that has the focus, the heads not counted.
async fn focused_cell(app: &App) -> Result<Value> {
    let place = "const cell = document.activeElement.closest('td');
        return cell && `${cell.parentElement.sectionRowIndex} ${cell.cellIndex - 1}`;";
    app.js(place, vec![]).await
}

/// The first cell of a row, from 1.
fn first_cell(row: usize) -> Find {
    css(&format!("[data-testid=matrix] tbody tr:nth-child({row}) td:nth-child(2)"))
}

#[test]
fn the_table_is_walked_by_arrows_and_enter_opens_the_entry() -> Result<()> {
    scenario("the_table_is_walked_by_arrows_and_enter_opens_the_entry", async |app| {
        two_states(app).await?;
        app.click("nav a[href='#/overview']").await?;
        app.wait(testid("matrix")).await?;
        ensure!(app.count("[data-testid=matrix] tbody tr").await? == 2);
        ensure!(app.count("[data-testid=matrix] tbody td").await? == 2 * 89);
        ensure!(app.count(".matrix td[data-standing=implemented]").await? == 1);
        ensure!(app.count(".matrix td[data-standing=ongoing]").await? == 2);
        app.focus(first_cell(1)).await?;
        app.press(Key::Right).await?;
        app.press(Key::Down).await?;
        ensure!(focused_cell(app).await? == "1 1");
        app.press(Key::Home).await?;
        ensure!(focused_cell(app).await? == "1 0");
        app.press(Key::Control + Key::Home).await?;
        ensure!(focused_cell(app).await? == "0 0");
        ensure!(app.count(".matrix td[tabindex='0']").await? == 1, "more than one tab stop");
        app.press(Key::Enter).await?;
        app.wait_text(".entry-id", "PoA.1.a.1.i").await?;
        ensure!(app.value("#viewing").await? == "FI");
        app.js("history.back()", vec![]).await?;
        app.click(first_cell(2)).await?;
        app.wait_until("Sweden to be looked at", async || Ok(app.value("#viewing").await? == "SE"))
            .await
    })
}

#[test]
fn a_group_shows_its_silent_members_too() -> Result<()> {
    scenario("a_group_shows_its_silent_members_too", async |app| {
        two_states(app).await?;
        app.open("#/overview").await?;
        app.choose("#overview-group", "OSCE participating States").await?;
        app.wait_until("57 rows", async || {
            Ok(app.count("[data-testid=matrix] tbody tr").await? == 57)
        })
        .await?;
        let first = app.read("[data-testid=matrix] tbody tr:first-child th").await?;
        ensure!(first == "Albania", "{first}");
        Ok(())
    })
}

#[test]
fn sections_participation_and_obstacles_say_what_is_here() -> Result<()> {
    scenario("sections_participation_and_obstacles_say_what_is_here", async |app| {
        two_states(app).await?;
        app.open("#/overview").await?;
        app.click_role("link", "By section").await?;
        let counts = app.texts("[data-testid=sections] tr[data-id='ITI.1'] td").await?;
        // Two States, three elements; Finland says that it goes on with one of them.
        ensure!(counts == ["0", "0", "0", "0", "1", "0", "0", "5"], "{counts:?}");
        app.click_role("link", "Participation").await?;
        let rows = app.texts("[data-testid=participation] tbody th").await?;
        ensure!(rows == ["Finland", "Sweden"], "{rows:?}");
        let finland = app.texts("[data-testid=participation] tbody tr:first-child td").await?;
        ensure!(finland[..2] == ["2 of 86 stated", "Yes"], "{finland:?}");
        // When it was sent is what its file says: the files were made in 2026.
        ensure!(finland[2].contains("2026") && finland.len() == 5, "{finland:?}");
        ensure!(finland[3] == "osce-fsc-jour-883:2018-01-19", "{finland:?}");
        app.wait_text(testid("silent"), "Nothing is here yet from 55 States").await?;
        let text = app.value("#reminder-text").await?;
        ensure!(text.contains("Albania") && !text.contains("Finland"), "{text}");
        app.click_role("link", "Obstacles").await?;
        app.wait_text(testid("obstacles"), "No funds for training").await?;
        app.wait_text(testid("obstacles"), "Finland").await?;
        let title: String = app.js_as("return document.title").await?;
        ensure!(title == "Obstacles – RevCon3 tracker", "{title}");
        Ok(())
    })
}

#[test]
fn one_state_alone_shows_its_priorities_obstacles_and_what_it_has_not_stated() -> Result<()> {
    let name = "one_state_alone_shows_its_priorities_obstacles_and_what_it_has_not_stated";
    scenario(name, async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/overview/sections").await?;
        app.choose("#overview-group", "Finland").await?;
        app.wait_text(testid("one-state"), "No funds for training").await?;
        let counts = app.texts("[data-testid=sections] tr[data-id='ITI.1'] td").await?;
        ensure!(counts == ["0", "0", "0", "0", "1", "0", "0", "2"], "{counts:?}");
        let titles = app.texts(".one-state h2").await?;
        ensure!(titles == ["Priorities (0)", "Obstacles (1)", "Not stated (87)"], "{titles:?}");
        ensure!(app.count(".one-state section:last-child li").await? == 87);
        // Another State is looked at: its overview takes the place of Finland’s.
        app.choose("#viewing", "Sweden").await?;
        app.wait_until("Sweden’s lists", async || {
            Ok(app.texts(".one-state h2").await?
                == ["Priorities (0)", "Obstacles (0)", "Not stated (88)"])
        })
        .await
    })
}

#[test]
fn the_sections_stand_beside_what_they_were_at_the_end_of_a_meeting() -> Result<()> {
    let name = "the_sections_stand_beside_what_they_were_at_the_end_of_a_meeting";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        // 1 July 2022 was the last day of the Eighth Biennial Meeting.
        let early =
            files::snapshot_at("1640995200000", CAPITAL, &[&["ITI.1.i", "status=not_started"]])?;
        desk::take_in(app, "early.json", &early).await?;
        let other = CAPITAL.replace("aa", "cc");
        let late = files::snapshot_at("1700000000000", &other, &[&["ITI.1.ii", "status=ongoing"]])?;
        desk::take_in(app, "late.json", &late).await?;
        app.open("#/overview/sections").await?;
        let row = "[data-testid=sections] tr[data-id='ITI.1'] td";
        ensure!(app.texts(row).await? == ["1", "0", "0", "0", "1", "0", "0", "1"]);
        app.choose("#overview-then", "Eighth Biennial Meeting (BMS8), 1 July 2022").await?;
        app.wait_until("what was", async || {
            Ok(app.texts(row).await? == ["1", "0", "0", "0", "0 → 1", "0", "0", "2 → 1"])
        })
        .await?;
        ensure!(app.count("[data-testid=sections] tr[data-id='ITI.1'] svg").await? == 2);
        app.wait_text(".overview", "claimed, not proven").await?;
        // Two free days: the day before the first file was written, and one between the two.
        app.choose("#overview-now", "Another day…").await?;
        desk::choose_day(app, "#overview-now-day", "2022-06-30").await?;
        app.choose("#overview-then", "Another day…").await?;
        desk::choose_day(app, "#overview-then-day", "2021-12-31").await?;
        app.wait_until("what was between two days", async || {
            Ok(app.texts(row).await? == ["0 → 1", "0", "0", "0", "0", "0", "0", "3 → 2"])
        })
        .await?;
        app.click_testid("picture-svg").await?;
        let file = app.download().await?;
        ensure!(file.name == "revcon3-FI-sections-2022-06-30.svg", "{}", file.name);
        ensure!(file.text()?.contains("As of 30 June 2022"));
        Ok(())
    })
}

#[test]
fn the_sections_are_saved_as_a_picture_in_lines_or_pixels() -> Result<()> {
    scenario("the_sections_are_saved_as_a_picture_in_lines_or_pixels", async |app| {
        two_states(app).await?;
        app.open("#/overview/sections").await?;
        app.click_testid("picture-svg").await?;
        let file = app.download().await?;
        ensure!(file.name.starts_with("revcon3-all-sections-") && file.name.ends_with(".svg"));
        let svg = file.text()?;
        ensure!(
            svg.contains("ITI.1 Marking – ") && svg.contains("↻ Ongoing (continuous): 1"),
            "{svg}"
        );
        app.click_testid("picture-png").await?;
        let file = app.download().await?;
        ensure!(file.name.ends_with(".png") && file.bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        // Twice as fine as the units of the picture: 2,000 pixels wide.
        ensure!(file.bytes[16..20] == 2000_u32.to_be_bytes());
        Ok(())
    })
}

#[test]
fn the_overview_says_what_to_do_while_it_is_empty() -> Result<()> {
    scenario("the_overview_says_what_to_do_while_it_is_empty", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/overview/participation").await?;
        app.wait_text(".empty", "Open the snapshots of delegations").await?;
        app.wait(role("link", "Exchange")).await.map(drop)
    })
}

#[test]
fn every_state_on_every_element_is_shown_and_walked() -> Result<()> {
    let name = "every_state_on_every_element_is_shown_and_walked";
    scenario_with(name, Setup::new(), async |app| {
        desk::begin_as(app, "A reader").await?;
        let recipe = sample::Recipe {
            participants: sample::states(193),
            amount: sample::Amount::Typical,
            seed: 1,
        };
        desk::take_in(app, "all.json", &recipe.aggregate_file().bytes).await?;
        app.open("#/overview").await?;
        app.wait_until("193 rows of 89", async || {
            Ok(app.count("[data-testid=matrix] tbody td").await? == 193 * 89)
        })
        .await?;
        app.focus(first_cell(1)).await?;
        app.press(Key::Control + Key::End).await?;
        ensure!(focused_cell(app).await? == "192 88");
        Ok(())
    })
}
