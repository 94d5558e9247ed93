//! What is said once is kept: over reloads and kills, in every field there is.

use e2e::{
    App, Find, Key, Result, Setup, css, ensure, label, role, scenario, scenario_with, testid, text,
};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files::{self, CAPITAL};

#[test]
fn what_was_saved_survives_a_killed_browser() -> Result<()> {
    scenario("what_was_saved_survives_a_killed_browser", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "Law 123/2020").await?;
        app.fill(label("Private note"), "ask the ministry").await?;
        desk::state(app, "Ongoing (continuous)").await?;
        desk::saved(app).await?;
        app.kill_browser().await?;
        app.reopen().await?;
        // The next scenario is about who one is; this one about what was said.
        if desk::asks_who(app).await? {
            desk::sit_down(app, "Finland").await?;
        }
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Ongoing (continuous)").await?;
        desk::holds(app, label("Note"), "Law 123/2020").await?;
        desk::holds(app, label("Private note"), "ask the ministry").await?;
        ensure!(desk::row_count(app, "PoA").await? == "1 of 62 stated");
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn a_killed_browser_does_not_forget_who_sits_here() -> Result<()> {
    scenario("a_killed_browser_does_not_forget_who_sits_here", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.kill_browser().await?;
        app.reopen().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        desk::row_shows(app, ELEMENT, "in_progress").await
    })
}

#[test]
fn what_was_taken_in_survives_a_killed_browser() -> Result<()> {
    scenario("what_was_taken_in_survives_a_killed_browser", async |app| {
        let file = files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing", "note=from a file"]])?;
        desk::begin_as(app, "A reader").await?;
        desk::take_in(app, "finland.json", &file).await?;
        app.kill_browser().await?;
        app.reopen().await?;
        if desk::asks_who(app).await? {
            desk::begin_as(app, "A reader").await?;
        }
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::reads(app, "from a file").await?;
        desk::reads(app, "↻ Ongoing (continuous)").await
    })
}

#[test]
fn what_was_exported_survives_a_killed_browser() -> Result<()> {
    scenario("what_was_exported_survives_a_killed_browser", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "In progress").await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let file = desk::export(app, "Finland only").await?;
        app.wait_gone(testid("unshared")).await?;
        app.kill_browser().await?;
        app.reopen().await?;
        if desk::asks_who(app).await? {
            desk::sit_down(app, "Finland").await?;
        }
        desk::row_shows_on_plan(app, ELEMENT, "implemented").await?;
        ensure!(file.json()?["fingerprint"] == desk::fingerprint(app).await?.as_str());
        app.wait_gone(testid("unshared")).await
    })
}

/// Writes down how the page uses storage.
const STORAGE_WATCH: &str = "
    window.asked = 0;
    window.durability = [];
    const persist = StorageManager.prototype.persist;
    StorageManager.prototype.persist = function () { asked += 1; return persist.call(this); };
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        if (mode === 'readwrite') durability.push(options?.durability ?? 'none');
        return transaction.call(this, stores, mode, options);
    };";

#[test]
fn every_write_is_durable_and_the_first_save_asks_for_persistence_once() -> Result<()> {
    let name = "every_write_is_durable_and_the_first_save_asks_for_persistence_once";
    scenario(name, async |app| {
        app.before_each_page(STORAGE_WATCH).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        ensure!(app.js_as::<u32>("return asked").await? == 0, "asked before anything was saved");
        for word in ["Implemented", "In progress"] {
            desk::state(app, word).await?;
            desk::saved(app).await?;
        }
        app.wait_until("the browser to be asked", async || {
            Ok(app.js_as::<u32>("return asked").await? == 1)
        })
        .await?;
        let file = desk::export(app, "Finland only").await?;
        desk::take_in(app, "again.json", &file.bytes).await?;
        let writes: Vec<String> = app.js_as("return durability").await?;
        ensure!(writes.len() >= 4 && writes.iter().all(|it| it == "strict"), "{writes:?}");
        Ok(())
    })
}

#[test]
fn every_text_field_is_kept() -> Result<()> {
    scenario("every_text_field_is_kept", async |app| {
        let fields = ["Note", "Responsible body", "What stands in the way", "Private note"];
        let said = |field: &str| format!("{field}: 1 < 2 & “ça” – ß\nsecond line");
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        for field in fields {
            app.fill(label(field), &said(field)).await?;
        }
        desk::saved(app).await?;
        desk::open_entry(app, NEXT).await?;
        for field in fields {
            desk::holds(app, label(field), "").await?;
        }
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        for field in fields {
            desk::holds(app, label(field), &said(field)).await?;
        }
        Ok(())
    })
}

#[test]
fn what_is_typed_is_saved_when_one_goes_on_at_once() -> Result<()> {
    scenario("what_is_typed_is_saved_when_one_goes_on_at_once", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "written in haste").await?;
        // Straight from the field to another entry, then to another page, by address.
        app.js("location.hash = '#/plan/PoA.4'", vec![]).await?;
        app.wait_text(".entry-id", "PoA.4").await?;
        desk::holds(app, label("Note"), "").await?;
        app.fill(label("Note"), "more haste").await?;
        app.js("location.hash = '#/about'", vec![]).await?;
        app.wait(testid("sha256")).await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "written in haste").await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::holds(app, label("Note"), "more haste").await
    })
}

/// A field of the n-th item of a list (`evidence` or `assistance`).
fn item(list: &str, nth: usize, field: &str) -> Find {
    let place = format!(".items[aria-labelledby={list}-title] li.item:nth-child({})", nth + 1);
    label(field).within(&place)
}

#[test]
fn a_date_waits_for_the_title_of_its_evidence() -> Result<()> {
    scenario("a_date_waits_for_the_title_of_its_evidence", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("add-evidence").await?;
        type_date(app, item("evidence", 0, "Its date"), "02012019").await?;
        app.focus(label("Note")).await?;
        app.wait_text(".item", "It is saved only with a title or a link.").await?;
        desk::saved_or_idle(app).await?;
        app.reload().await?;
        app.wait(testid("add-evidence")).await?;
        ensure!(app.count(".items .item").await? == 0, "a date alone was saved");
        app.click_testid("add-evidence").await?;
        type_date(app, item("evidence", 0, "Its date"), "02012019").await?;
        app.fill(item("evidence", 0, "Title"), "Firearms Act").await?;
        app.wait_gone(e2e::text("It is saved only with a title or a link.")).await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::holds(app, item("evidence", 0, "Title"), "Firearms Act").await?;
        desk::holds(app, item("evidence", 0, "Its date"), "2019-02-01").await
    })
}

#[test]
fn evidence_is_added_kept_and_removed() -> Result<()> {
    scenario("evidence_is_added_kept_and_removed", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("add-evidence").await?;
        app.fill(item("evidence", 0, "Title"), "Firearms Act").await?;
        app.fill(item("evidence", 0, "Link or document symbol"), "https://example.org/act").await?;
        type_date(app, item("evidence", 0, "Its date"), "02012019").await?;
        let link = role("link", "Open example.org in a new window");
        let target = app.attr(link, "href").await?;
        ensure!(target.as_deref() == Some("https://example.org/act"));
        desk::saved(app).await?;
        app.reload().await?;
        desk::holds(app, item("evidence", 0, "Title"), "Firearms Act").await?;
        desk::holds(app, item("evidence", 0, "Link or document symbol"), "https://example.org/act")
            .await?;
        desk::holds(app, item("evidence", 0, "Its date"), "2019-02-01").await?;
        app.click_role("button", "Remove this evidence").await?;
        app.wait_gone(item("evidence", 0, "Title")).await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(testid("add-evidence")).await?;
        app.wait_gone(item("evidence", 0, "Title")).await
    })
}

#[test]
fn what_is_undone_in_a_list_of_choices_is_shown_there_and_not_built_on() -> Result<()> {
    let name = "what_is_undone_in_a_list_of_choices_is_shown_there_and_not_built_on";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("add-need").await?;
        app.choose(item("assistance", 0, "Kind"), "Training").await?;
        desk::saved(app).await?;
        app.press(Key::Control + "z").await?;
        app.wait_text(testid("announcement"), "Undone").await?;
        let kind = "return document.querySelector('[id$=-kind]').selectedOptions[0].text";
        app.wait_until("the list to show what was undone", async || {
            Ok(app.js_as::<String>(kind).await? == "Technical")
        })
        .await?;
        app.choose(item("assistance", 0, "Stage"), "Matched").await?;
        desk::saved(app).await?;
        desk::holds(app, item("assistance", 0, "Stage"), "matched").await?;
        app.wait_gone(testid("contested")).await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["count"] == 1, "{}", file.text()?);
        Ok(())
    })
}

/// Checks that a keyboard goes on from here and not from the top of the page.
async fn focus_is(app: &App, id: &str) -> Result<()> {
    app.wait_until(&format!("the focus on {id}"), async || Ok(app.focused().await?["id"] == id))
        .await
}

/// Checks that whoever has added something can fill it in at once.
async fn focus_is_in(app: &App, begin: &str, end: &str) -> Result<()> {
    app.wait_until(&format!("the focus in {begin}…{end}"), async || {
        let focused = app.focused().await?;
        let id = focused["id"].as_str().unwrap_or_default();
        Ok(id.starts_with(begin) && id.ends_with(end))
    })
    .await
}

#[test]
fn what_comes_takes_the_focus_and_what_goes_gives_it_back() -> Result<()> {
    scenario_with(
        "what_comes_takes_the_focus_and_what_goes_gives_it_back",
        Setup::new().size(700, 900),
        async |app| {
            desk::begin(app, "Finland").await?;
            desk::open_entry(app, ELEMENT).await?;
            app.click_testid("add-evidence").await?;
            focus_is_in(app, "evidence-", "-title").await?;
            app.press("Firearms Act").await?;
            app.click_role("button", "Remove this evidence").await?;
            focus_is(app, "add-evidence").await?;
            app.click_testid("add-need").await?;
            focus_is_in(app, "assistance-", "-kind").await?;
            app.click(role("button", "Remove").within("[aria-labelledby=assistance-title]"))
                .await?;
            focus_is(app, "add-need").await?;
            // Beside a narrow page there is no room for the tree.
            app.click(css(".back")).await?;
            app.wait(desk::tree()).await?;
            app.wait_until("the focus in the tree", async || {
                Ok(app.focused().await?["id"].as_str().is_some_and(|id| id.starts_with("row-")))
            })
            .await
        },
    )
}

/// Types a date as the browser wants it in English: month, day, year.
async fn type_date(app: &App, field: Find, digits: &str) -> Result<()> {
    app.focus(&field).await?;
    app.press(digits).await
}

#[test]
fn assistance_is_added_kept_and_removed() -> Result<()> {
    scenario("assistance_is_added_kept_and_removed", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("add-need").await?;
        app.choose(item("assistance", 0, "Kind"), "Training").await?;
        app.choose(item("assistance", 0, "Stage"), "Matched").await?;
        app.fill(item("assistance", 0, "Partner"), "Fictional State B").await?;
        app.fill(item("assistance", 0, "Remark"), "two weeks").await?;
        app.click_role("button", "Add an offer").await?;
        let kinds = "[aria-labelledby=assistance-title] .item-kind";
        app.wait(css(kinds).nth(1)).await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(css(kinds).nth(1)).await?;
        let mut shown = app.texts(kinds).await?;
        shown.sort();
        ensure!(shown == ["Need", "Offer"], "{shown:?}");
        let need = usize::from(app.texts(kinds).await?[0] != "Need");
        desk::holds(app, item("assistance", need, "Kind"), "training").await?;
        desk::holds(app, item("assistance", need, "Stage"), "matched").await?;
        desk::holds(app, item("assistance", need, "Partner"), "Fictional State B").await?;
        desk::holds(app, item("assistance", need, "Remark"), "two weeks").await?;
        let remove = role("button", "Remove").within("[aria-labelledby=assistance-title]");
        app.click(remove.nth(need)).await?;
        app.wait_until("one item to be left", async || Ok(app.texts(kinds).await? == ["Offer"]))
            .await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(kinds).await?;
        ensure!(app.texts(kinds).await? == ["Offer"]);
        Ok(())
    })
}

const BMS_2022: &str = "2022 – Biennial Meeting of States, 5 days, New York";

/// How many elements the calendar counts in a year.
/// What the calendar shows where elements have 2022 as their target.
const TARGETS_2022: &str = ".year[data-year='2022'] .targets";

async fn targets(app: &App, year: &str, words: &str) -> Result<()> {
    app.wait_text(&*format!(".year[data-year=\"{year}\"] .targets"), words).await
}

#[test]
fn targets_and_priorities_are_kept_and_counted_in_the_calendar() -> Result<()> {
    let name = "targets_and_priorities_are_kept_and_counted_in_the_calendar";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.choose(label("Target"), BMS_2022).await?;
        targets(app, "2022", "1 element with this target").await?;
        app.choose(label("Priority"), "Priority 1 of 3").await?;
        desk::open_entry(app, NEXT).await?;
        app.choose(label("Target"), "Another date…").await?;
        type_date(app, label("Target date"), "06302022").await?;
        targets(app, "2022", "2 elements with this target").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::holds(app, label("Target date"), "2022-06-30").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Target"), "CAL.2022").await?;
        desk::holds(app, label("Priority"), "1").await?;
        targets(app, "2022", "2 elements with this target").await?;
        app.choose(label("Target"), "No target").await?;
        targets(app, "2022", "1 element with this target").await?;
        app.open("#/calendar").await?;
        targets(app, "2022", "1 element with this target").await
    })
}

#[test]
fn the_target_that_is_shown_is_the_one_that_is_kept() -> Result<()> {
    scenario("the_target_that_is_shown_is_the_one_that_is_kept", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.choose(label("Target"), BMS_2022).await?;
        desk::saved(app).await?;
        app.choose(label("Target"), "Another date…").await?;
        app.wait_gone(css(TARGETS_2022)).await?;
        app.click_testid("undo").await?;
        desk::holds(app, label("Target"), "CAL.2022").await?;
        app.choose(label("Target"), "Another date…").await?;
        type_date(app, label("Target date"), "06302022").await?;
        app.focus(label("Note")).await?;
        targets(app, "2022", "1 element with this target").await?;
        // A day of a year that cannot be meant is not kept, nor shown.
        type_date(app, label("Target date"), "06302017").await?;
        app.focus(label("Note")).await?;
        desk::holds(app, label("Target date"), "2022-06-30").await?;
        let clear = "document.querySelector('#field-day').value = ''";
        app.focus(label("Target date")).await?;
        app.js(clear, vec![]).await?;
        app.focus(label("Note")).await?;
        app.wait_gone(css(TARGETS_2022)).await
    })
}

#[test]
fn a_typed_date_is_one_change_and_no_half_typed_year() -> Result<()> {
    let name = "a_typed_date_is_one_change_and_no_half_typed_year";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.choose(label("Target"), "Another date…").await?;
        for key in "06302027".chars() {
            press_in(app, label("Target date"), key).await?;
            let years = app.texts(".year > h3").await?;
            ensure!(years.iter().all(|year| year.starts_with("20")), "{years:?}");
        }
        app.press(Key::Tab).await?;
        targets(app, "2027", "1 element with this target").await?;
        desk::saved(app).await?;
        app.wait(text("History (1 change)")).await.map(drop)
    })
}

/// Types a key into a field that may have been drawn anew since the last one.
async fn press_in(app: &App, field: Find, key: char) -> Result<()> {
    let wanted = app.attr(&field, "id").await?;
    if app.focused().await?["id"].as_str() != wanted.as_deref() {
        app.focus(&field).await?;
    }
    app.press(key.to_string()).await
}
