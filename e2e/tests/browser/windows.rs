//! Two windows on the same data: nothing is lost, nothing is overwritten unseen, and each shows
//! what the other did.

use std::{collections::BTreeMap, time::Duration};

use e2e::{
    App, Find, Result, Setup, Tab, css, ensure, json, label, scenario, scenario_with, testid, text,
};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files;

/// Two tabs, both with the same entry open; the second in front.
async fn two_tabs(app: &App, id: &str) -> Result<(Tab, Tab)> {
    app.before_each_page(desk::HOLD).await?;
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, id).await?;
    let first = app.tab().await?;
    let second = app.new_tab().await?;
    desk::open_entry(app, id).await?;
    Ok((first, second))
}

/// Types into a field of the tab in front, and stops before it is saved.
async fn type_and_pause(app: &App, field: Find, content: &str) -> Result<()> {
    app.click(&field).await?;
    app.wait_until("the tab to have the focus", async || {
        app.js_as("return document.hasFocus() && document.activeElement !== document.body").await
    })
    .await?;
    app.js("hold()", vec![]).await?;
    app.fill(&field, content).await
}

async fn go_on(app: &App) -> Result<()> {
    app.js("goOn()", vec![]).await.map(drop)
}

/// Waits until the contested field is shown with both values, whatever their order.
/// The contested values as they were written: without the words that only the other side has, and
/// without what is told of the marks.
async fn sides(app: &App) -> Result<Vec<String>> {
    app.js_as(
        "return [...document.querySelectorAll('.contested .side-value')].map((side) => {
            const copy = side.cloneNode(true);
            copy.querySelectorAll('del, .visually-hidden').forEach((it) => it.remove());
            return copy.textContent.trim();
        });",
    )
    .await
}

/// Everything the entry that is open shows: its contested values as they were written, and what
/// its fields hold.
async fn all_in_the_entry(app: &App) -> Result<String> {
    let fields: String = app
        .js_as(
            "return [...document.querySelectorAll('#detail input, #detail textarea')]
                .map((it) => it.value).join();",
        )
        .await?;
    Ok(format!("{} {fields}", sides(app).await?.join(" ")))
}

async fn both_are_shown(app: &App, title: &str, values: [&str; 2]) -> Result<()> {
    app.wait_text(testid("contested"), title).await?;
    app.wait_until("both values", async || {
        let mut shown = sides(app).await?;
        shown.sort();
        ensure!(shown == values, "{shown:?}");
        Ok(true)
    })
    .await
}

#[test]
fn changes_to_different_fields_in_two_tabs_are_both_kept() -> Result<()> {
    scenario("changes_to_different_fields_in_two_tabs_are_both_kept", async |app| {
        let (first, _second) = two_tabs(app, ELEMENT).await?;
        app.fill(label("Note"), "from the second tab").await?;
        desk::saved(app).await?;
        app.switch_to(&first).await?;
        desk::holds(app, label("Note"), "from the second tab").await?;
        app.fill(label("Responsible body"), "from the first tab").await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::holds(app, label("Note"), "from the second tab").await?;
        desk::holds(app, label("Responsible body"), "from the first tab").await?;
        desk::shows_status(app, "Implemented").await?;
        app.wait_gone(testid("contested")).await
    })
}

#[test]
fn a_tab_shows_what_another_one_did_without_being_reloaded() -> Result<()> {
    scenario("a_tab_shows_what_another_one_did_without_being_reloaded", async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.switch_to(&first).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::row_shows(app, ELEMENT, "implemented").await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        app.switch_to(&second).await?;
        desk::shows_status(app, "In progress").await?;
        app.click_testid("undo").await?;
        desk::saved(app).await?;
        let undone = desk::row_says(app, ELEMENT).await?;
        app.switch_to(&first).await?;
        app.wait_until("both tabs to agree", async || {
            Ok(desk::row_says(app, ELEMENT).await? == undone)
        })
        .await
    })
}

#[test]
fn the_same_text_edited_in_two_tabs_is_contested_with_both_values() -> Result<()> {
    let name = "the_same_text_edited_in_two_tabs_is_contested_with_both_values";
    scenario(name, async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        type_and_pause(app, label("Note"), "from the second tab").await?;
        app.switch_to(&first).await?;
        app.fill(label("Note"), "from the first tab").await?;
        app.fill(label("Responsible body"), "a sign that the first tab is done").await?;
        desk::saved(app).await?;
        app.switch_to(&second).await?;
        desk::holds(app, label("Responsible body"), "a sign that the first tab is done").await?;
        // What arrived did not touch what is being typed here.
        desk::holds(app, label("Note"), "from the second tab").await?;
        go_on(app).await?;
        let both = ["from the first tab", "from the second tab"];
        both_are_shown(app, "Note: more than one value", both).await?;
        desk::saved(app).await?;
        desk::row_shows(app, ELEMENT, "not_stated").await?;
        app.switch_to(&first).await?;
        both_are_shown(app, "Note: more than one value", both).await?;
        app.reload().await?;
        both_are_shown(app, "Note: more than one value", both).await
    })
}

#[test]
fn who_types_on_after_a_contest_arose_goes_on_from_their_own_words() -> Result<()> {
    let name = "who_types_on_after_a_contest_arose_goes_on_from_their_own_words";
    scenario(name, async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        // Whichever of the two values is shown first by rule, one of the tabs sees the other's.
        for (id, own) in [(ELEMENT, "one"), (NEXT, "two"), ("PoA.4", "three")] {
            app.switch_to(&first).await?;
            desk::open_entry(app, id).await?;
            app.switch_to(&second).await?;
            desk::open_entry(app, id).await?;
            type_and_pause(app, label("Note"), own).await?;
            app.switch_to(&first).await?;
            app.fill(label("Note"), "somebody else").await?;
            app.fill(label("Responsible body"), "done").await?;
            desk::saved(app).await?;
            app.switch_to(&second).await?;
            desk::holds(app, label("Responsible body"), "done").await?;
            go_on(app).await?;
            app.wait(testid("contested")).await?;
            app.press(" more").await?;
            let went_on = format!("{own} more");
            both_are_shown(app, "Note", sorted(["somebody else", &went_on])).await?;
        }
        desk::saved(app).await
    })
}

fn sorted(mut values: [&str; 2]) -> [&str; 2] {
    values.sort_unstable();
    values
}

#[test]
fn the_same_private_note_edited_in_two_tabs_loses_neither_text() -> Result<()> {
    let name = "the_same_private_note_edited_in_two_tabs_loses_neither_text";
    scenario(name, async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        type_and_pause(app, label("Private note"), "from the second tab").await?;
        app.switch_to(&first).await?;
        app.fill(label("Private note"), "from the first tab").await?;
        app.fill(label("Responsible body"), "done").await?;
        desk::saved(app).await?;
        app.switch_to(&second).await?;
        desk::holds(app, label("Responsible body"), "done").await?;
        go_on(app).await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(label("Private note")).await?;
        app.wait_until("both private texts to be on the page", async || {
            let page = all_in_the_entry(app).await?;
            Ok(page.contains("from the first tab") && page.contains("from the second tab"))
        })
        .await
    })
}

#[test]
fn evidence_added_in_two_tabs_is_all_kept() -> Result<()> {
    scenario("evidence_added_in_two_tabs_is_all_kept", async |app| {
        let (first, _second) = two_tabs(app, ELEMENT).await?;
        app.click_testid("add-evidence").await?;
        app.fill(label("Title"), "from the second tab").await?;
        desk::saved(app).await?;
        app.switch_to(&first).await?;
        app.click_testid("add-evidence").await?;
        app.wait(label("Title").nth(1)).await?;
        let empty: i64 = app
            .js_as(
                "return [...document.querySelectorAll('.items .item input[id$=title]')]
                    .findIndex((field) => field.value === '')",
            )
            .await?;
        let place = usize::try_from(empty)?;
        app.fill(label("Title").nth(place), "from the first tab").await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(label("Title").nth(1)).await?;
        let mut titles =
            [app.value(label("Title")).await?, app.value(label("Title").nth(1)).await?];
        titles.sort();
        ensure!(titles == ["from the first tab", "from the second tab"], "{titles:?}");
        app.wait_gone(testid("contested")).await
    })
}

#[test]
fn the_same_evidence_edited_in_two_tabs_is_not_overwritten() -> Result<()> {
    let name = "the_same_evidence_edited_in_two_tabs_is_not_overwritten";
    scenario(name, async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        app.click_testid("add-evidence").await?;
        app.fill(label("Title"), "Act").await?;
        desk::saved(app).await?;
        type_and_pause(app, label("Title"), "Act of the second tab").await?;
        app.switch_to(&first).await?;
        desk::holds(app, label("Title"), "Act").await?;
        app.fill(label("Link or document symbol"), "A/CONF.192/15").await?;
        app.fill(label("Note"), "done").await?;
        desk::saved(app).await?;
        app.switch_to(&second).await?;
        desk::holds(app, label("Note"), "done").await?;
        go_on(app).await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(label("Title")).await?;
        // Either both changes are in the one item, or the two are shown side by side.
        let page = all_in_the_entry(app).await?;
        ensure!(page.contains("Act of the second tab"), "the title is gone: {page}");
        ensure!(page.contains("A/CONF.192/15"), "the link is gone: {page}");
        Ok(())
    })
}

#[test]
fn an_export_in_another_tab_does_not_contest_what_is_being_typed() -> Result<()> {
    let name = "an_export_in_another_tab_does_not_contest_what_is_being_typed";
    scenario(name, async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        app.fill(label("Note"), "before the export").await?;
        desk::saved(app).await?;
        app.click(label("Responsible body")).await?;
        type_and_pause(app, label("Note"), "after the export").await?;
        app.switch_to(&first).await?;
        desk::holds(app, label("Note"), "before the export").await?;
        desk::export(app, "Finland only").await?;
        app.wait_gone(testid("unshared")).await?;
        app.switch_to(&second).await?;
        app.wait_gone(testid("unshared")).await?;
        go_on(app).await?;
        desk::saved(app).await?;
        desk::holds(app, label("Note"), "after the export").await?;
        app.wait_gone(testid("contested")).await?;
        app.reload().await?;
        desk::holds(app, label("Note"), "after the export").await?;
        app.wait_gone(testid("contested")).await
    })
}

#[test]
fn an_export_in_one_tab_seals_what_the_other_shows() -> Result<()> {
    scenario("an_export_in_one_tab_seals_what_the_other_shows", async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        app.fill(label("Note"), "one").await?;
        desk::saved(app).await?;
        app.switch_to(&first).await?;
        desk::holds(app, label("Note"), "one").await?;
        desk::export(app, "Finland only").await?;
        app.wait_gone(testid("unshared")).await?;
        let sealed = desk::fingerprint(app).await?;
        app.switch_to(&second).await?;
        app.wait_gone(testid("unshared")).await?;
        ensure!(desk::fingerprint(app).await? == sealed);
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "two").await?;
        desk::saved(app).await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["count"] == 2, "{}", file.text()?);
        app.switch_to(&first).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "two").await?;
        app.wait_gone(testid("contested")).await
    })
}

#[test]
fn erasing_in_one_tab_is_not_undone_by_another() -> Result<()> {
    scenario("erasing_in_one_tab_is_not_undone_by_another", async |app| {
        let (first, second) = two_tabs(app, ELEMENT).await?;
        app.fill(label("Note"), "to be erased").await?;
        desk::saved(app).await?;
        app.switch_to(&first).await?;
        desk::holds(app, label("Note"), "to be erased").await?;
        app.switch_to(&second).await?;
        desk::erase(app).await?;
        app.switch_to(&first).await?;
        // Whatever the other tab shows now, it must not bring back what was erased.
        if app.count(css("[data-field=note] textarea")).await? > 0 {
            app.open("#/plan/PoA.4").await?;
            app.wait_text(".entry-id", "PoA.4").await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        app.switch_to(&second).await?;
        app.reload().await?;
        desk::sit_down(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "").await?;
        app.wait_gone(text("to be erased")).await
    })
}

/// Writes so many statuses, one after the other, on elements of this window's own, as fast as the
/// page takes them. Ticks by messages: browsers make a window in the background wait otherwise.
const WRITE_MANY: &str = "
    window.written = {};
    window.writeMany = async (ids, count) => {
        const tick = () => new Promise((done) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = done;
            port2.postMessage(0); });
        const entry = () => document.querySelector('.entry-id')?.textContent.trim();
        for (let n = 0; n < count; n += 1) {
            const id = ids[(window.next = (window.next ?? -1) + 1) % ids.length];
            location.hash = `#/plan/${id}`;
            while (entry() !== id) await tick();
            const choices = [...document.querySelectorAll('.entry .status [type=radio]')]
                .filter((it) => it.value && !it.checked);
            const choice = choices[window.next % choices.length];
            choice.click();
            window.written[id] = choice.value;
            await tick();
        }
    };";

/// Elements for each of three windows.
fn thirds() -> Result<Vec<Vec<String>>> {
    let ids = files::stated_elements()?;
    Ok(ids.chunks(28).take(3).map(<[String]>::to_vec).collect())
}

async fn begin_to_write(app: &App, ids: &[String], count: u32) -> Result<()> {
    let arguments = vec![json!(ids), json!(count)];
    app.js("window.writing = writeMany(...arguments)", arguments).await.map(drop)
}

/// Waits until all is written and kept. Returns the last status of each element.
async fn all_written(app: &App) -> Result<BTreeMap<String, String>> {
    app.js("await window.writing", vec![]).await?;
    desk::saved(app).await?;
    app.js_as("return window.written").await
}

async fn packs(app: &App) -> Result<usize> {
    app.js_as(
        "const wait = (request) => new Promise((done) => {
            request.onsuccess = () => done(request.result); });
        const database = await wait(indexedDB.open('revcon3'));
        const count = await wait(database.transaction('packs').objectStore('packs').count());
        database.close();
        return count;",
    )
    .await
}

#[test]
fn three_windows_write_three_hundred_times_each_and_nothing_is_lost() -> Result<()> {
    let name = "three_windows_write_three_hundred_times_each_and_nothing_is_lost";
    let setup = Setup::new().limit(Duration::from_secs(600));
    scenario_with(name, setup, async |app| {
        app.before_each_page(WRITE_MANY).await?;
        desk::begin(app, "Finland").await?;
        let (first, second, third) = (app.tab().await?, app.new_tab().await?, app.new_tab().await?);
        let windows: Vec<_> = [first, second, third].into_iter().zip(thirds()?).collect();
        for (window, _) in &windows {
            app.switch_to(window).await?;
            app.open("#/plan").await?;
            app.wait(desk::tree()).await?;
        }
        let mut written = BTreeMap::new();
        for round in 0..10 {
            for (window, ids) in &windows {
                app.switch_to(window).await?;
                begin_to_write(app, ids, 30).await?;
            }
            for (window, _) in &windows {
                app.switch_to(window).await?;
                written.extend(all_written(app).await?);
            }
            // An export seals what all three wrote, and the window writes on. Each leaves a pack:
            // the third window starts anew in the end, and puts them together.
            for (window, ids) in windows.iter().take(2) {
                app.switch_to(window).await?;
                desk::export(app, "Finland only").await?;
                begin_to_write(app, ids, 1).await?;
                written.extend(all_written(app).await?);
            }
            app.switch_to(&windows[2].0).await?;
            if round == 8 {
                let there = packs(app).await?;
                ensure!(there == 18, "{there} packs of 18 exports");
                app.reload().await?;
                app.wait_until("few packs", async || Ok(packs(app).await? < 3)).await?;
            }
        }
        let fresh = app.new_tab().await?;
        app.switch_to(&fresh).await?;
        app.open("#/plan").await?;
        for (id, status) in &written {
            desk::row_shows_on_plan(app, id, status).await?;
        }
        ensure!(written.len() == 84, "{} elements", written.len());
        app.open("#/contested").await?;
        app.wait_text("main", "Nothing is contested").await
    })
}
