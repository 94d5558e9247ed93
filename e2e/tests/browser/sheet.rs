//! The sheet for spreadsheet programs: what goes out, what comes back, and that nothing happens
//! before the person says so.

use e2e::{App, Context, Result, css, ensure, label, scenario, testid};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files;

/// Saves the sheet of one's own State.
async fn saved_sheet(app: &App) -> Result<String> {
    desk::exchange(app).await?;
    app.click_testid("save-sheet").await?;
    let file = app.download().await?;
    ensure!(file.name.starts_with("revcon3-FI-20") && file.name.ends_with(".csv"), "{}", file.name);
    app.wait_text(testid("announcement"), &file.name).await?;
    file.text()
}

/// Opens a sheet and waits until it is read.
async fn open(app: &App, sheet: &str) -> Result<()> {
    desk::exchange(app).await?;
    app.upload("#sheet-file", "filled.csv", sheet.as_bytes()).await?;
    app.wait(css("[data-testid=sheet]:not([data-state=reading])")).await.map(drop)
}

/// The sheet with one line changed, whose element is this.
fn edited(sheet: &str, element: &str, change: impl Fn(&mut Vec<&str>)) -> Result<String> {
    let wanted = format!("FI,Finland,{element},");
    let line = sheet.lines().find(|line| line.starts_with(&wanted)).context("no such line")?;
    // Nothing in it is quoted but the text of the element, which stands between.
    let (before, after) = line.rsplit_once(";\",").context("the line has another form")?;
    let mut cells: Vec<&str> = after.split(',').collect();
    change(&mut cells);
    Ok(sheet.replace(line, &format!("{before};\",{}", cells.join(","))))
}

const STATUS: usize = 0;
const NOTE: usize = 2;
const TARGET: usize = 4;

#[test]
fn a_sheet_is_saved_filled_in_previewed_and_taken_in() -> Result<()> {
    let name = "a_sheet_is_saved_filled_in_previewed_and_taken_in";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "In progress").await?;
        app.fill(label("Note"), "first").await?;
        app.fill(label("Private note"), "for the capital only").await?;
        desk::saved(app).await?;
        let sheet = saved_sheet(app).await?;
        ensure!(sheet.starts_with('\u{feff}') && sheet.contains("\r\nFI,Finland,PoA.1.a.1.i,"));
        ensure!(!sheet.contains("capital"), "the private note left");
        open(app, &sheet).await?;
        app.wait_text(testid("sheet"), "Nothing in this sheet was changed").await?;
        let before = desk::fingerprint(app).await?;

        let filled = edited(&sheet, ELEMENT, |cells| {
            cells[STATUS] = "Implemented";
            cells[NOTE] = "second";
        })?;
        open(app, &edited(&filled, NEXT, |cells| cells[TARGET] = "CAL.2022")?).await?;
        app.wait_text(testid("sheet"), "The sheet asks for 3 changes").await?;
        ensure!(app.count(".sheet-changes tbody tr").await? == 3);
        let note = app.read(css(".sheet-changes tbody tr").nth(1)).await?;
        ensure!(note.starts_with("2 ") && note.contains("first") && note.contains("second"));
        ensure!(desk::fingerprint(app).await? == before, "it was taken in without leave");
        app.click_testid("take-sheet").await?;
        app.wait_text(testid("sheet-taken"), "3 changes taken in").await?;
        desk::saved(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::holds(app, label("Note"), "second").await?;
        app.reload().await?;
        desk::holds(app, label("Note"), "second").await
    })
}

#[test]
fn one_undo_takes_a_whole_sheet_back() -> Result<()> {
    scenario("one_undo_takes_a_whole_sheet_back", async |app| {
        desk::begin(app, "Finland").await?;
        let sheet = saved_sheet(app).await?;
        let before = desk::fingerprint(app).await?;
        let filled = edited(&sheet, ELEMENT, |cells| cells[STATUS] = "ongoing")?;
        open(app, &edited(&filled, NEXT, |cells| cells[STATUS] = "not_started")?).await?;
        app.click_testid("take-sheet").await?;
        app.wait_text(testid("sheet-taken"), "2 changes").await?;
        ensure!(desk::fingerprint(app).await? != before);
        app.click_role("button", "Undo (Ctrl+Z)").await?;
        app.wait_text(testid("announcement"), "Undone: 2 changes at once").await?;
        ensure!(desk::fingerprint(app).await? == before);
        app.click_role("button", "Redo (Ctrl+Y)").await?;
        app.wait_text(testid("announcement"), "Redone: 2 changes at once").await?;
        desk::row_shows_on_plan(app, NEXT, "not_started").await
    })
}

#[test]
fn what_is_wrong_in_a_sheet_is_named_by_line_and_the_rest_can_be_taken_in() -> Result<()> {
    let name = "what_is_wrong_in_a_sheet_is_named_by_line_and_the_rest_can_be_taken_in";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let sheet = saved_sheet(app).await?;
        let filled = edited(&sheet, ELEMENT, |cells| cells[TARGET] = "30/06/2022")?;
        let filled = edited(&filled, NEXT, |cells| cells[STATUS] = "ongoing")?;
        open(app, &(filled + "SE,Sweden,PoA.4,,,ongoing\r\n")).await?;
        let faults = app.read(".sheet-faults").await?;
        ensure!(faults.contains("2 places are left as they are"), "{faults}");
        ensure!(faults.contains("Line 2, Target – “30/06/2022” is not a target"), "{faults}");
        ensure!(faults.contains("this line is about Sweden, for which you do not write"));
        app.click_role("button", "Take in 1 change").await?;
        app.wait_text(testid("sheet-taken"), "1 change taken in").await?;
        ensure!(desk::row_count_on_plan(app, "PoA").await? == "1 of 62 stated");
        open(app, "PK\u{3}\u{4}").await?;
        app.wait_text(testid("sheet"), "choose “Save as” and “CSV UTF-8”").await
    })
}

#[test]
fn a_note_that_begins_like_a_formula_is_harmless_in_the_sheet_and_whole_when_it_returns()
-> Result<()> {
    let name =
        "a_note_that_begins_like_a_formula_is_harmless_in_the_sheet_and_whole_when_it_returns";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "=HYPERLINK(x)").await?;
        desk::saved(app).await?;
        let sheet = saved_sheet(app).await?;
        ensure!(sheet.contains(",'=HYPERLINK(x),") && !sheet.contains(",=HYPER"));
        open(app, &sheet).await?;
        app.wait_text(testid("sheet"), "Nothing in this sheet was changed").await?;
        open(app, &edited(&sheet, ELEMENT, |cells| cells[NOTE] = "'=HYPERLINK(y)")?).await?;
        app.click_testid("take-sheet").await?;
        app.wait(testid("sheet-taken")).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "=HYPERLINK(y)").await
    })
}

#[test]
fn a_line_whose_entry_moved_on_becomes_contested_and_replaces_nothing() -> Result<()> {
    let name = "a_line_whose_entry_moved_on_becomes_contested_and_replaces_nothing";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        let sheet = saved_sheet(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        open(app, &sheet).await?;
        app.wait_text(testid("sheet"), "Nothing in this sheet was changed").await?;
        open(app, &edited(&sheet, ELEMENT, |cells| cells[STATUS] = "ongoing")?).await?;
        app.wait_text(".sheet-changes", "becomes contested").await?;
        // What is here changes while the sheet waits.
        app.wait_text(".sheet-changes", "Implemented").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Not started").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.wait_text(".sheet-changes", "Not started").await?;
        app.click_testid("take-sheet").await?;
        app.wait(testid("sheet-taken")).await?;
        desk::open_entry(app, ELEMENT).await?;
        let values = app.texts(".side-value").await?;
        ensure!(values.iter().any(|value| value.contains("Not started")), "{values:?}");
        ensure!(values.iter().any(|value| value.contains("Ongoing")), "{values:?}");
        desk::row_shows(app, ELEMENT, "contested").await
    })
}

#[test]
fn a_reader_can_save_a_sheet_and_open_one_but_changes_nothing() -> Result<()> {
    scenario("a_reader_can_save_a_sheet_and_open_one_but_changes_nothing", async |app| {
        desk::begin_as(app, "A reader").await?;
        let sheet = "state,element,status\nFI,PoA.4,ongoing\nSE,PoA.4,\n";
        open(app, sheet).await?;
        app.wait_text(".sheet-faults", "Line 2 – this line is about Finland").await?;
        ensure!(app.count(testid("take-sheet")).await? == 0);
        app.click_role("button", "Leave it").await?;
        app.wait_gone(testid("sheet")).await
    })
}

#[test]
fn what_a_sheet_asks_for_is_accessible_in_light_and_dark_and_fits_a_narrow_page() -> Result<()> {
    let name = "what_a_sheet_asks_for_is_accessible_in_light_and_dark_and_fits_a_narrow_page";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let word = "unbrechbar".repeat(12);
        open(app, &format!("state,element,note,target\nFI,PoA.4,{word},soon\n")).await?;
        for (scheme, width) in [("light", 1280), ("dark", 320)] {
            app.media(&[("prefers-color-scheme", scheme)]).await?;
            app.resize(width, 900).await?;
            let broken: Vec<String> = app.axe().await?.iter().map(ToString::to_string).collect();
            ensure!(broken.is_empty(), "{scheme}: {broken:?}");
            ensure!(app.overflow().await? == 0, "it runs over the edge at {width}");
        }
        Ok(())
    })
}

#[test]
fn a_sheet_among_the_files_is_opened_as_a_sheet() -> Result<()> {
    scenario("a_sheet_among_the_files_is_opened_as_a_sheet", async |app| {
        desk::begin(app, "Finland").await?;
        let sheet = saved_sheet(app).await?;
        let filled = edited(&sheet, ELEMENT, |cells| cells[STATUS] = "Implemented")?;
        let snapshot = files::snapshot(files::MISSION, &[&[NEXT, "status=ongoing"]])?;
        let all: [(&str, &[u8]); 2] = [("FILLED.CSV", filled.as_bytes()), ("fi.json", &snapshot)];
        app.upload_all("#import-file", &all).await?;
        app.wait_text(testid("sheet"), "FILLED.CSV").await?;
        app.wait_text(testid("sheet"), "The sheet asks for 1 change").await?;
        // The snapshot is among the files that came in, and the sheet is not.
        app.wait_text(".arrivals", "fi.json").await?;
        let files = app.read(".arrivals").await?;
        ensure!(!files.contains("FILLED.CSV"), "{files}");
        Ok(())
    })
}
