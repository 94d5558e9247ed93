//! Taking back and doing again, by button and by keyboard.

use e2e::{App, Key, Result, Value, ensure, label, scenario, testid, text};

use crate::desk::{self, ELEMENT, NEXT};

/// Whether a button can be pressed.
async fn can(app: &App, id: &str) -> Result<bool> {
    Ok(app.wait(testid(id)).await?.is_enabled().await?)
}

#[test]
fn undo_and_redo_by_button_go_through_every_step() -> Result<()> {
    scenario("undo_and_redo_by_button_go_through_every_step", async |app| {
        desk::begin(app, "Finland").await?;
        ensure!(!can(app, "undo").await? && !can(app, "redo").await?);
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::state(app, "In progress").await?;
        app.fill(label("Note"), "a note").await?;
        desk::saved(app).await?;
        app.click_testid("undo").await?;
        desk::holds(app, label("Note"), "").await?;
        desk::shows_status(app, "In progress").await?;
        app.wait_text(testid("announcement"), "Undone: PoA.1.a.1.i").await?;
        app.click_testid("undo").await?;
        desk::shows_status(app, "Implemented").await?;
        app.click_testid("undo").await?;
        desk::shows_status(app, "Not stated").await?;
        ensure!(!can(app, "undo").await?);
        app.wait_gone(testid("unshared")).await?;
        for _ in 0..3 {
            app.click_testid("redo").await?;
        }
        desk::shows_status(app, "In progress").await?;
        desk::holds(app, label("Note"), "a note").await?;
        app.wait_text(testid("announcement"), "Redone: PoA.1.a.1.i").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::shows_status(app, "In progress").await?;
        desk::holds(app, label("Note"), "a note").await
    })
}

#[test]
fn undo_and_redo_by_keyboard_lead_to_what_they_change() -> Result<()> {
    scenario("undo_and_redo_by_keyboard_lead_to_what_they_change", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.open("#/calendar").await?;
        app.wait("#main h1").await?;
        app.press(Key::Control + "z").await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        desk::shows_status(app, "Not stated").await?;
        desk::open_entry(app, NEXT).await?;
        app.press(Key::Control + "y").await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        app.press(Key::Control + "z").await?;
        desk::shows_status(app, "Not stated").await?;
        app.press(Key::Control + (Key::Shift + "z")).await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn in_a_text_field_the_undo_key_is_the_fields_own() -> Result<()> {
    scenario("in_a_text_field_the_undo_key_is_the_fields_own", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.click(label("Note")).await?;
        app.press("abc").await?;
        app.press(Key::Control + "z").await?;
        app.wait_until("the field to have undone some of its text", async || {
            Ok(app.value(label("Note")).await? != "abc")
        })
        .await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn an_undone_change_stays_undone_after_reload() -> Result<()> {
    scenario("an_undone_change_stays_undone_after_reload", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "to be taken back").await?;
        app.fill(label("Private note"), "this too").await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        for _ in 0..3 {
            app.click_testid("undo").await?;
        }
        desk::holds(app, label("Note"), "").await?;
        desk::holds(app, label("Private note"), "").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::shows_status(app, "Not stated").await?;
        desk::holds(app, label("Note"), "").await?;
        desk::holds(app, label("Private note"), "").await?;
        app.wait_gone(testid("trouble")).await?;
        app.wait_gone(text("to be taken back")).await
    })
}

#[test]
fn what_was_exported_is_undone_by_a_change_of_its_own() -> Result<()> {
    scenario("what_was_exported_is_undone_by_a_change_of_its_own", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        desk::export(app, "Finland only").await?;
        app.wait_gone(testid("unshared")).await?;
        app.click_testid("undo").await?;
        desk::shows_status(app, "Not stated").await?;
        app.wait_text(testid("unshared"), "1 entry changed only").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::shows_status(app, "Not stated").await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["count"] == 2);
        Ok(())
    })
}

#[test]
fn every_message_is_shown_for_its_own_time() -> Result<()> {
    scenario("every_message_is_shown_for_its_own_time", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        for status in ["Implemented", "In progress"] {
            desk::state(app, status).await?;
        }
        desk::saved(app).await?;
        for _ in 0..2 {
            // A message fades by itself; the next one must not be in its place.
            app.click_testid("undo").await?;
            app.wait_text(testid("announcement"), "Undone: PoA.1.a.1.i").await?;
            app.wait(".announcement p:not([data-seen])").await?;
            app.js("document.querySelector('.announcement p').dataset.seen = 'yes'", vec![])
                .await?;
        }
        Ok(())
    })
}

/// Has the messages leave that are shown, before their time.
async fn messages_leave(app: &App) -> Result<()> {
    app.wait(".announcement p").await?;
    app.js("document.getAnimations().forEach((it) => it.finish())", vec![]).await?;
    app.wait_gone(".announcement p").await
}

#[test]
fn what_a_message_said_is_in_the_page_or_can_be_undone_when_it_has_left() -> Result<()> {
    let name = "what_a_message_said_is_in_the_page_or_can_be_undone_when_it_has_left";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.click_testid("undo").await?;
        messages_leave(app).await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        desk::shows_status(app, "Not stated").await?;
        app.click_testid("redo").await?;
        messages_leave(app).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::saved(app).await?;
        let file = desk::export(app, "Finland only").await?;
        messages_leave(app).await?;
        app.wait_text(".departure", &file.name).await?;
        desk::take_in(app, "again.json", &file.bytes).await?;
        app.js("document.getAnimations().forEach((it) => it.finish())", vec![]).await?;
        app.wait_text(testid("taken-in").within(desk::LAST), "Taken in.").await
    })
}

/// How many regions that are read aloud say this.
async fn regions_that_say(app: &App, words: &str) -> Result<Value> {
    let count = "const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]';
        return [...document.querySelectorAll(live)].filter((it) =>
            it.textContent.includes(arguments[0])).length";
    app.js(count, vec![words.into()]).await
}

#[test]
fn what_happened_is_said_once_in_a_polite_region_that_was_there_before() -> Result<()> {
    let name = "what_happened_is_said_once_in_a_polite_region_that_was_there_before";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        let before = "const [region, ...more] = document.querySelectorAll('[aria-live]');
            region.dataset.before = 'yes';
            return [region.ariaLive, region.textContent, more.length];";
        let (live, said, more): (String, String, usize) = app.js_as(before).await?;
        ensure!(live == "polite" && said.is_empty() && more == 0, "{live} “{said}” {more}");
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        for (button, words) in [("undo", "Undone: PoA.1.a.1.i"), ("redo", "Redone: PoA.1.a.1.i")] {
            app.click_testid(button).await?;
            app.wait_text("[aria-live=polite][data-before=yes]", words).await?;
            ensure!(regions_that_say(app, words).await? == 1, "“{words}” is said more than once");
        }
        Ok(())
    })
}
