//! Files that leave: what is shown is what is written, who thinks better of it has changed nothing,
//! and whichever way the browser refuses there is another.

use std::collections::BTreeSet;

use e2e::{App, Find, Key, Result, Value, css, ensure, label, role, scenario, testid, text};

use sample::{Amount, Recipe};

use crate::desk::{self, ELEMENT, NEXT};
use crate::files::{self, CAPITAL};

const SWEDEN: &str = "delegation/SE/00000000000000cc";
const AUSTRIA: &str = "delegation/AT/00000000000000dd";

/// What the app offers in the list below “The file will contain”.
fn shown(id: &str) -> Find {
    testid(id).within("[data-testid=contents]")
}

/// A change with an earlier wording, and a private note.
async fn write_twice(app: &App) -> Result<()> {
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, ELEMENT).await?;
    app.fill(label("Note"), "an early wording").await?;
    desk::saved(app).await?;
    app.fill(label("Note"), "the final wording").await?;
    app.fill(label("Private note"), "for the capital only").await?;
    desk::state(app, "Implemented").await?;
    desk::saved(app).await
}

/// The States that a file speaks of.
fn states(file: &Value) -> BTreeSet<&str> {
    let revisions = file["revisions"].as_array().into_iter().flatten();
    revisions.filter_map(|revision| revision["s"].as_str()).collect()
}

#[test]
fn the_marking_of_what_was_taken_in_is_offered_for_what_leaves() -> Result<()> {
    scenario("the_marking_of_what_was_taken_in_is_offered_for_what_leaves", async |app| {
        let file = Recipe::new(1, Amount::Typical).aggregate_file();
        desk::begin_as(app, "The chair’s office").await?;
        desk::exchange(app).await?;
        app.wait_gone(testid("markings")).await?;
        desk::take_in(app, &file.name, &file.bytes).await?;
        app.reload().await?;
        app.wait_text(testid("markings"), "Files taken in here are marked:").await?;
        app.click(e2e::text(sample::MARKING).within("[data-testid=markings]")).await?;
        app.wait_gone(testid("markings")).await?;
        desk::holds(app, e2e::css("#marking"), sample::MARKING).await?;
        let all = desk::export(app, "Everybody in the data here").await?;
        ensure!(all.json()?["marking"] == sample::MARKING, "{}", all.json()?["marking"]);
        Ok(())
    })
}

#[test]
fn only_the_chosen_states_are_in_the_file() -> Result<()> {
    scenario("only_the_chosen_states_are_in_the_file", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        for author in [CAPITAL, SWEDEN, AUSTRIA] {
            let file = files::snapshot(author, &[&[ELEMENT, "status=ongoing"]])?;
            desk::take_in(app, &format!("{}.json", &author[11..13]), &file).await?;
        }
        app.choose("#viewing", "Sweden").await?;
        desk::open_entry(app, NEXT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.click(text("Chosen States").within(".export form")).await?;
        app.wait_text(".states", "Choose at least one State.").await?;
        ensure!(!app.wait(testid("export")).await?.is_enabled().await?, "it would save nothing");
        for state in ["Sweden", "Finland"] {
            app.click(role("checkbox", state)).await?;
        }
        app.wait_text(shown("contents-entries"), "3 entries – Finland, Sweden").await?;
        app.click(text("State by State")).await?;
        let rows = app.texts("[data-testid=by-state] tbody tr").await?;
        ensure!(rows == ["Finland 1 0", "Sweden 2 1"], "{rows:?}");
        app.click_testid("export").await?;
        let file = app.download().await?;
        ensure!(file.name.starts_with("revcon3-FI-SE-20"), "{}", file.name);
        let json = file.json()?;
        ensure!(json["exported"]["scope"] == "aggregate");
        ensure!(states(&json) == BTreeSet::from(["FI", "SE"]), "{json}");
        Ok(())
    })
}

#[test]
fn what_is_shown_before_is_what_is_in_the_file() -> Result<()> {
    scenario("what_is_shown_before_is_what_is_in_the_file", async |app| {
        write_twice(app).await?;
        desk::exchange(app).await?;
        app.wait_text(shown("contents-entries"), "1 entry – Finland").await?;
        let first = "2 changes leave this computer for the first time";
        app.wait_text(shown("first"), first).await?;
        app.click(text(first)).await?;
        let changes = app.texts("[data-testid=first] li").await?;
        ensure!(changes.len() == 2, "{changes:?}");
        ensure!(changes[0].contains("Finland · PoA.1.a.1.i · Note"), "{changes:?}");
        ensure!(changes[0].contains("the final wording"), "{changes:?}");
        ensure!(changes[1].contains("Implemented"), "{changes:?}");
        app.wait_text(shown("staying"), "your private notes on 1 element: they stay here").await?;
        app.wait_text(shown("staying"), "1 earlier wording: it is forgotten").await?;
        app.click(text("The text of the file, as it will be written")).await?;
        let lines = app.read(css("pre").within("[data-testid=file-text]")).await?;
        let name = app.read(shown("file-name")).await?;
        let size = app.read(shown("file-size")).await?;
        let fingerprint = app.read(shown("file-fingerprint")).await?;
        app.click_testid("export").await?;
        let file = app.download().await?;
        let content = file.text()?;
        ensure!(file.name == name);
        ensure!(size.replace(',', "") == format!("{} bytes", file.bytes.len()), "{size}");
        ensure!(file.json()?["fingerprint"] == fingerprint.as_str());
        ensure!(files::fingerprint(&file.bytes)? == fingerprint);
        ensure!(file.json()?["revisions"][0]["set"].as_object().is_some_and(|it| it.len() == 2));
        for (shown, written) in lines.lines().zip(content.lines()) {
            let shown = shown.trim_end_matches('…');
            ensure!(written.starts_with(shown), "shown: {shown}\nwritten: {written}");
        }
        ensure!(lines.lines().count() == content.lines().count(), "{lines}");
        ensure!(!content.contains("early wording") && !content.contains("for the capital"));
        app.wait_text(testid("departure"), "Now send this file to the chair").await?;
        ensure!(app.read(testid("sent-fingerprint")).await?.replace('\n', "") == fingerprint);
        app.wait_text(shown("contents-entries"), "1 entry").await?;
        app.wait_gone(shown("first")).await?;
        app.wait_text(testid("contents"), "Nothing in it is new since the last export.").await
    })
}

#[test]
fn private_notes_leave_in_a_backup_only_which_is_said_in_red_and_in_words() -> Result<()> {
    let name = "private_notes_leave_in_a_backup_only_which_is_said_in_red_and_in_words";
    scenario(name, async |app| {
        write_twice(app).await?;
        for scope in ["Finland only", "Everybody in the data here"] {
            let file = desk::export(app, scope).await?;
            ensure!(!file.text()?.contains("private") && !file.text()?.contains("for the capital"));
            app.wait_text(testid("contents"), "no private note").await?;
            app.wait_gone(shown("private")).await?;
        }
        app.click(text("Backup of this computer").within(".export form")).await?;
        app.wait_text(shown("private"), "⚠ Private your private notes on 1 element").await?;
        let red: bool = app
            .js_as(
                "const colour = (css) => getComputedStyle(document.querySelector(css)).color;
                return colour('[data-testid=private]') !== colour('[data-testid=contents] li');",
            )
            .await?;
        ensure!(red, "it looks like anything else");
        let file = desk::export(app, "Backup of this computer").await?;
        ensure!(file.text()?.contains("for the capital only"));
        app.wait_text(testid("departure"), "your private notes are in it").await
    })
}

/// A window for saving that answers as a script says; what is written is in `window.written`.
fn picker(answer: &str) -> String {
    format!(
        "window.written = null;
        window.asked = [];
        window.showSaveFilePicker = async (options) => {{
            asked.push(options.suggestedName);
            const handle = {{ name: 'my choice.json', createWritable: async () => {{
                let text = '';
                return {{ write: async (part) => {{ text += part; }},
                    close: async () => {{ window.written = text; }} }};
            }} }};
            {answer}
            return handle;
        }};"
    )
}

#[test]
fn who_thinks_better_of_saving_has_changed_nothing() -> Result<()> {
    scenario("who_thinks_better_of_saving_has_changed_nothing", async |app| {
        let cancel = "throw new DOMException('The user aborted a request.', 'AbortError');";
        app.before_each_page(&picker(cancel)).await?;
        write_twice(app).await?;
        let before = desk::fingerprint(app).await?;
        app.click_testid("export").await?;
        app.wait_text(testid("announcement"), "Nothing was saved, and nothing has changed.")
            .await?;
        ensure!(app.js_as::<Vec<String>>("return asked").await?.len() == 1);
        app.wait_gone(testid("departure")).await?;
        ensure!(desk::fingerprint(app).await? == before);
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await?;
        app.wait_text(shown("staying"), "1 earlier wording").await?;
        app.reload().await?;
        ensure!(desk::fingerprint(app).await? == before);
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await
    })
}

#[test]
fn what_changed_while_one_picked_a_file_is_shown_before_it_is_written() -> Result<()> {
    let name = "what_changed_while_one_picked_a_file_is_shown_before_it_is_written";
    scenario(name, async |app| {
        let slow = "await new Promise((picked) => { window.pick = picked; });";
        app.before_each_page(&picker(slow)).await?;
        write_twice(app).await?;
        desk::exchange(app).await?;
        app.click_testid("export").await?;
        app.wait_until("the picker", async || app.js_as("return !!window.pick").await).await?;
        let first = app.tab().await?;
        app.new_tab().await?;
        desk::open_entry(app, NEXT).await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        app.close_tab(&first).await?;
        app.wait_text(shown("contents-entries"), "2 entries").await?;
        app.js("pick()", vec![]).await?;
        app.wait_text(testid("announcement"), "my choice.json is empty").await?;
        ensure!(app.js_as::<bool>("return written === null").await?, "written all the same");
        app.wait_text(testid("unshared"), "2 entries changed only on this computer").await?;
        app.click_testid("export").await?;
        app.wait_until("the picker", async || app.js_as("return asked.length === 2").await).await?;
        app.js("pick()", vec![]).await?;
        app.wait_text(testid("departure"), "Saved: my choice.json").await?;
        let text: String = app.js_as("return written").await?;
        ensure!(text.contains("in_progress") && text.contains("the final wording"));
        app.wait_gone(testid("unshared")).await
    })
}

#[test]
fn the_file_that_was_picked_gets_the_text() -> Result<()> {
    scenario("the_file_that_was_picked_gets_the_text", async |app| {
        app.before_each_page(&picker("")).await?;
        write_twice(app).await?;
        desk::exchange(app).await?;
        let name = app.read(shown("file-name")).await?;
        let fingerprint = app.read(shown("file-fingerprint")).await?;
        app.click_testid("export").await?;
        app.wait_text(testid("departure"), "Saved: my choice.json").await?;
        let text: String = app.js_as("return written").await?;
        ensure!(files::fingerprint(text.as_bytes())? == fingerprint);
        ensure!(app.js_as::<Vec<String>>("return asked").await? == [name]);
        app.wait_gone(testid("unshared")).await?;
        desk::saved(app).await?;
        app.reload().await?;
        app.wait(testid("export")).await?;
        app.wait_gone(testid("unshared")).await
    })
}

#[test]
fn a_file_that_cannot_be_written_goes_to_the_downloads_and_the_reason_is_said() -> Result<()> {
    let name = "a_file_that_cannot_be_written_goes_to_the_downloads_and_the_reason_is_said";
    scenario(name, async |app| {
        let full = "handle.createWritable = async () => {
            throw new DOMException('The disk is full.', 'QuotaExceededError'); };";
        app.before_each_page(&picker(full)).await?;
        write_twice(app).await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.text()?.contains("the final wording"));
        app.wait_text(testid("departure"), "did not write the file you had chosen").await?;
        app.wait_text(testid("departure"), "The disk is full.").await?;
        app.wait_text(testid("departure"), &file.name).await?;
        app.wait_gone(testid("unshared")).await
    })
}

/// A browser that lets no file out, while `window.blocked`; and a clipboard that can be read.
const NO_DOWNLOADS: &str = "window.blocked = true;
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        if (blocked) throw new DOMException('Downloads are not allowed.', 'SecurityError');
        return make.call(URL, blob);
    };
    window.clipboard = null;
    Object.defineProperty(navigator, 'clipboard', { value: {
        writeText: async (text) => { window.clipboard = text; } } });";

#[test]
fn where_no_file_can_be_saved_the_same_text_can_be_copied() -> Result<()> {
    scenario("where_no_file_can_be_saved_the_same_text_can_be_copied", async |app| {
        app.before_each_page(NO_DOWNLOADS).await?;
        write_twice(app).await?;
        desk::exchange(app).await?;
        let fingerprint = app.read(shown("file-fingerprint")).await?;
        app.click_testid("export").await?;
        app.wait_text(testid("departure"), "Downloads are not allowed.").await?;
        let offered = app.value(label("Text of the snapshot")).await?;
        ensure!(files::fingerprint(offered.as_bytes())? == fingerprint);
        // Nobody has it yet, whatever is shown here.
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await?;
        app.click_testid("copy").await?;
        app.wait_text(testid("departure"), "Copied.").await?;
        app.wait_gone(testid("unshared")).await?;
        ensure!(app.js_as::<String>("return clipboard").await? == offered);
        // What a file would have had.
        app.js("window.blocked = false", vec![]).await?;
        app.click_testid("export").await?;
        let file = app.download().await?;
        let untimed = |text: &str| {
            let other = |line: &&str| !line.starts_with("\"exported\":");
            text.lines().filter(other).map(str::to_owned).collect::<Vec<_>>()
        };
        ensure!(untimed(&file.text()?) == untimed(&offered));
        app.click(text("If the file has not arrived")).await?;
        app.click_role("button", "Save it once more").await?;
        let again = app.download().await?;
        ensure!(again.bytes == file.bytes, "not the same bytes");
        app.click_role("button", "Show it as text to copy").await?;
        let as_text = app.value(label("Text of the snapshot")).await?;
        ensure!(as_text.as_bytes() == file.bytes, "not the same bytes");
        Ok(())
    })
}

#[test]
fn an_export_that_was_killed_before_its_file_is_still_counted_and_contradicts_nothing() -> Result<()>
{
    let name = "an_export_that_was_killed_before_its_file_is_still_counted_and_contradicts_nothing";
    scenario(name, async |app| {
        let hang = "handle.createWritable = () => {
            window.writing = true; return new Promise(() => {}); };";
        app.before_each_page(&picker(hang)).await?;
        write_twice(app).await?;
        desk::exchange(app).await?;
        let fingerprint = app.read(shown("file-fingerprint")).await?;
        app.click_testid("export").await?;
        app.wait_until("the file to be written", async || {
            app.js_as("return window.writing === true").await
        })
        .await?;
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await?;
        app.kill_browser().await?;
        app.reopen().await?;
        if desk::asks_who(app).await? {
            desk::sit_down(app, "Finland").await?;
        }
        app.wait_text(testid("unshared"), "1 entry changed only on this computer").await?;
        app.js("delete window.showSaveFilePicker", vec![]).await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["fingerprint"] == fingerprint.as_str(), "it says something else now");
        app.wait_gone(testid("unshared")).await
    })
}

/// A clock that `shift(days)` sets forward, also for pages to come.
const CLOCK: &str = "{
    const Real = Date;
    const ahead = () => Number(sessionStorage.ahead ?? 0) * 86400000;
    window.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + ahead()); }
        static now() { return Real.now() + ahead(); }
    };
    window.shift = (days) => { sessionStorage.ahead = days; };
}";

/// Comes back to the page after so many days.
async fn come_back_after(app: &App, days: u32) -> Result<()> {
    app.js(&format!("shift({days}); window.dispatchEvent(new Event('focus'))"), vec![]).await?;
    Ok(())
}

#[test]
fn after_seven_days_one_is_reminded_and_may_put_it_off_for_one() -> Result<()> {
    let name = "after_seven_days_one_is_reminded_and_may_put_it_off_for_one";
    scenario(name, async |app| {
        app.before_each_page(CLOCK).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        come_back_after(app, 6).await?;
        app.wait_gone(testid("reminder")).await?;
        come_back_after(app, 8).await?;
        app.wait_text(testid("reminder"), "exist only on this computer").await?;
        app.click_role("button", "Not today").await?;
        app.wait_gone(testid("reminder")).await?;
        app.reload().await?;
        desk::row_shows(app, ELEMENT, "implemented").await?;
        app.wait_gone(testid("reminder")).await?;
        come_back_after(app, 10).await?;
        app.wait(testid("reminder")).await?;
        app.click(role("link", "Save a snapshot")).await?;
        desk::export(app, "Finland only").await?;
        app.wait_gone(testid("reminder")).await
    })
}

#[test]
fn the_example_never_reminds() -> Result<()> {
    scenario("the_example_never_reminds", async |app| {
        app.before_each_page(CLOCK).await?;
        app.open("").await?;
        app.click_role("button", "Open the example").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Not applicable").await?;
        come_back_after(app, 30).await?;
        desk::row_shows(app, ELEMENT, "not_applicable").await?;
        app.wait_gone(testid("reminder")).await?;
        app.wait_gone(testid("unshared")).await
    })
}

/// Whether the browser would ask before it leaves the page.
async fn asks(app: &App) -> Result<bool> {
    app.js_as(
        "const leaving = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(leaving);
        return leaving.defaultPrevented;",
    )
    .await
}

#[test]
fn leaving_asks_while_something_is_not_kept_and_only_then() -> Result<()> {
    scenario("leaving_asks_while_something_is_not_kept_and_only_then", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        ensure!(!asks(app).await?, "asks on an empty desk");
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.wait(testid("unshared")).await?;
        ensure!(!asks(app).await?, "asks though everything is kept");
        let refuse = |owner: &str, method: &str| {
            format!(
                "window.{method} ??= {owner}.prototype.{method};
                {owner}.prototype.{method} = () => {{
                    throw new DOMException('Full.', 'QuotaExceededError'); }};"
            )
        };
        app.js(&refuse("IDBObjectStore", "put"), vec![]).await?;
        app.fill(label("Note"), "for the journal").await?;
        desk::keeping(app, "journal").await?;
        ensure!(asks(app).await?, "does not ask for what only the journal has");
        app.js(&refuse("Storage", "setItem"), vec![]).await?;
        app.fill(label("Note"), "for nobody").await?;
        desk::keeping(app, "failed").await?;
        ensure!(asks(app).await?, "does not ask for what is nowhere");
        let heal = "IDBObjectStore.prototype.put = put; Storage.prototype.setItem = setItem;";
        app.js(heal, vec![]).await?;
        desk::saved(app).await?;
        ensure!(!asks(app).await?, "still asks");
        Ok(())
    })
}

#[test]
fn the_counter_says_of_which_states() -> Result<()> {
    scenario("the_counter_says_of_which_states", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        for (state, elements) in [("Finland", vec![ELEMENT, NEXT]), ("Sweden", vec![ELEMENT])] {
            app.choose("#viewing", state).await?;
            for element in elements {
                desk::open_entry(app, element).await?;
                desk::state(app, "Implemented").await?;
                desk::saved(app).await?;
            }
        }
        app.wait_text(testid("unshared"), "3 entries changed only on this computer").await?;
        let visible = "return getComputedStyle(document.querySelector('.by-state')).clipPath";
        ensure!(app.js_as::<String>(visible).await? != "none", "always in the way");
        app.focus(testid("undo")).await?;
        app.press(Key::Tab).await?;
        ensure!(app.focused().await?["testid"] == "unshared");
        ensure!(app.js_as::<String>(visible).await? == "none", "not seen with the keyboard");
        app.wait_text(".by-state", "Finland: 2, Sweden: 1").await
    })
}
