//! Many files at once: what they bring is seen before anything changes, the good ones go in beside
//! the bad, and a whole import can be undone.

use e2e::{App, Key, Kind, Result, Value, css, ensure, json, label, role, scenario, testid, text};

use crate::desk::{self, Brings, ELEMENT, LAST, NEXT};
use crate::files::{self, CAPITAL, MISSION};

const CHAIR: &str = "The chair’s office";

/// Twelve participating States.
const TWELVE: [&str; 12] = ["AT", "BE", "CH", "DE", "ES", "FI", "FR", "GB", "IT", "NO", "PT", "SE"];

/// A file of two revisions of each of these States.
fn files_of(codes: &[&str]) -> Result<Vec<(String, Vec<u8>)>> {
    let file = |code: &&str| {
        let author = format!("delegation/{code}/00000000000000aa");
        let file = files::snapshot(&author, &[&[ELEMENT, "status=ongoing"], &[NEXT, "note=n"]])?;
        Ok((format!("{code}.json"), file))
    };
    codes.iter().map(file).collect()
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}

/// A file of one office that says one status.
fn says(author: &str, status: &str) -> Result<Vec<u8>> {
    files::snapshot(author, &[&[ELEMENT, &format!("status={status}")]])
}

async fn announced(app: &App, words: &str) -> Result<()> {
    app.wait_text(testid("announcement"), words).await
}

/// How many imports are listed.
async fn imports(app: &App) -> Result<usize> {
    desk::exchange(app).await?;
    app.count(".import").await
}

#[test]
fn twelve_files_come_in_with_progress_and_are_taken_in_at_once() -> Result<()> {
    let name = "twelve_files_come_in_with_progress_and_are_taken_in_at_once";
    scenario(name, async |app| {
        let files = files_of(&TWELVE)?;
        desk::begin_as(app, CHAIR).await?;
        desk::exchange(app).await?;
        app.js(
            "window.shown = [];
            new MutationObserver(() => {
                const words = document.querySelector('[data-testid=arrivals-progress]')?.textContent;
                if (words && window.shown.at(-1) !== words) window.shown.push(words);
            }).observe(document.body, { childList: true, subtree: true, characterData: true });",
            vec![],
        )
        .await?;
        let before = desk::fingerprint(app).await?;
        desk::offer_all(app, &borrowed(&files)).await?;
        announced(app, "12 files read. Nothing has changed yet.").await?;
        ensure!(desk::fingerprint(app).await? == before, "something changed");
        app.click_testid("take-all").await?;
        announced(app, "12 files taken in.").await?;
        let shown: Vec<String> = app.js_as("return window.shown").await?;
        for words in ["0 of 12 read", "11 of 12 read", "0 of 12 taken in", "11 of 12 taken in"] {
            ensure!(shown.iter().any(|it| it == words), "no “{words}” in {shown:?}");
        }
        ensure!(app.count(testid("taken-in")).await? == 12);
        ensure!(imports(app).await? == 12);
        let all = desk::export(app, "Everybody in the data here").await?;
        ensure!(all.json()?["count"] == 24);
        Ok(())
    })
}

#[test]
fn bad_files_among_good_ones_are_named_and_the_good_ones_go_in() -> Result<()> {
    let name = "bad_files_among_good_ones_are_named_and_the_good_ones_go_in";
    scenario(name, async |app| {
        let mut files = files_of(&["AT", "BE", "CH", "DE"])?;
        let whole = String::from_utf8(files[1].1.clone())?;
        // One cut off behind its first revision, one of a later format, one that is none.
        files[1].1.truncate(whole.rfind("{\"id\"").unwrap_or_default() + 40);
        files[2].1 = String::from_utf8(files[2].1.clone())?
            .replace("\"version\":1,", "\"version\":2,")
            .into_bytes();
        files.push(("minutes.json".into(), b"[1, 2, 3]".to_vec()));
        desk::begin_as(app, CHAIR).await?;
        desk::offer_all(app, &borrowed(&files)).await?;
        app.wait_text(".arrival:nth-of-type(2)", "The file is incomplete or damaged.").await?;
        app.wait_text(".arrival:nth-of-type(3)", "made by a newer version").await?;
        app.wait_text(LAST, "This is not a snapshot").await?;
        app.click_testid("take-all").await?;
        announced(app, "3 files taken in.").await?;
        ensure!(app.count(".arrival[data-state=refused]").await? == 2);
        let all = desk::export(app, "Everybody in the data here").await?;
        ensure!(all.json()?["count"] == 5, "{}", all.json()?["count"]);
        Ok(())
    })
}

#[test]
fn the_same_file_twice_brings_nothing_the_second_time() -> Result<()> {
    scenario("the_same_file_twice_brings_nothing_the_second_time", async |app| {
        let file = says(CAPITAL, "ongoing")?;
        desk::begin_as(app, CHAIR).await?;
        desk::offer_all(app, &[("1.json", &file), ("2.json", &file)]).await?;
        ensure!(desk::brings(app).await? == Brings { new: 1, same: 0, contested: 0 });
        // What one brings, the other need not bring any more.
        app.click(testid("take-in").nth(0)).await?;
        app.wait_until("the other preview to follow", async || {
            Ok(desk::brings(app).await? == Brings { new: 0, same: 1, contested: 0 })
        })
        .await?;
        app.click(testid("take-in")).await?;
        // The same was announced of the first.
        app.wait(testid("taken-in").nth(1)).await?;
        ensure!(imports(app).await? == 2);
        // The second brought nothing that could be undone.
        ensure!(app.count(testid("undo-import")).await? == 1);
        Ok(())
    })
}

#[test]
fn a_file_from_one_state_that_changes_another_is_said() -> Result<()> {
    scenario("a_file_from_one_state_that_changes_another_is_said", async |app| {
        let mut json: Value =
            serde_json::from_slice(&says("delegation/SE/00000000000000aa", "ongoing")?)?;
        json["exported"]["by"] = CAPITAL.into();
        json["exported"]["scope"] = "participant:FI".into();
        json["exported"]["t"] = json!(4_102_444_800_000_i64);
        desk::begin_as(app, CHAIR).await?;
        desk::offer(app, "FI.json", &serde_json::to_vec(&json)?).await?;
        let words = "The file is from Finland, and also changes what is said of: Sweden.";
        app.wait_text(LAST, words).await?;
        app.wait_text(LAST, "A time in the file lies in the future: 1 Jan 2100").await
    })
}

#[test]
fn what_a_file_replaces_is_shown_before_and_after() -> Result<()> {
    scenario("what_a_file_replaces_is_shown_before_and_after", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        let file = desk::export(app, "Finland only").await?;
        let capital = app.someone_else(e2e::Setup::new()).await?;
        desk::begin(&capital, "Finland").await?;
        desk::take_in(&capital, "mission.json", &file.bytes).await?;
        desk::open_entry(&capital, ELEMENT).await?;
        desk::state(&capital, "Implemented").await?;
        desk::saved(&capital).await?;
        let answer = desk::export(&capital, "Finland only").await?;
        capital.finish().await?;
        desk::offer(app, "capital.json", &answer.bytes).await?;
        ensure!(app.read(testid("replaced").within(LAST)).await? == "1");
        ensure!(desk::brings(app).await?.contested == 0);
        app.click(text("What is in it, value by value").within(LAST)).await?;
        app.wait_text(LAST, "◔ In progress → ● Implemented").await
    })
}

#[test]
fn an_import_is_undone_after_a_reload_and_nothing_of_it_comes_back() -> Result<()> {
    let name = "an_import_is_undone_after_a_reload_and_nothing_of_it_comes_back";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, NEXT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let before = desk::fingerprint(app).await?;
        desk::take_in(app, "wrong.json", &says(CAPITAL, "ongoing")?).await?;
        ensure!(desk::fingerprint(app).await? != before);
        app.reload().await?;
        app.wait_text(".import", "wrong.json").await?;
        app.wait_text(".import", "The file says it is from Delegation of Finland").await?;
        app.click_testid("undo-import").await?;
        announced(app, "Undone: what “wrong.json” brought has left this desk.").await?;
        ensure!(desk::fingerprint(app).await? == before);
        app.reload().await?;
        ensure!(desk::fingerprint(app).await? == before, "it came back");
        ensure!(imports(app).await? == 0);
        desk::open_entry(app, NEXT).await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn what_another_file_brought_too_outlives_the_undoing() -> Result<()> {
    let name = "what_another_file_brought_too_outlives_the_undoing";
    scenario(name, async |app| {
        let (file, more) = (
            says(CAPITAL, "ongoing")?,
            files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing"], &[NEXT, "note=more"]])?,
        );
        desk::begin_as(app, CHAIR).await?;
        desk::take_in(app, "1.json", &file).await?;
        let brings = desk::take_in(app, "2.json", &more).await?;
        ensure!(brings == Brings { new: 1, same: 1, contested: 0 }, "{brings:?}");
        let both = desk::fingerprint(app).await?;
        // The latest stands first.
        app.click(testid("undo-import").nth(1)).await?;
        announced(app, "Undone: what “1.json” brought").await?;
        ensure!(desk::fingerprint(app).await? == both, "what 2.json had too is gone");
        app.reload().await?;
        ensure!(desk::fingerprint(app).await? == both, "what 2.json had too was not kept");
        app.click(testid("undo-import")).await?;
        announced(app, "Undone: what “2.json” brought").await?;
        app.reload().await?;
        desk::exchange(app).await?;
        ensure!(imports(app).await? == 0);
        desk::open_entry(app, ELEMENT).await?;
        desk::row_shows(app, ELEMENT, "not_stated").await
    })
}

#[test]
fn after_an_export_an_import_is_not_undone_and_the_reason_is_said() -> Result<()> {
    let name = "after_an_export_an_import_is_not_undone_and_the_reason_is_said";
    scenario(name, async |app| {
        desk::begin_as(app, CHAIR).await?;
        desk::take_in(app, "FI.json", &says(CAPITAL, "ongoing")?).await?;
        app.wait(testid("undo-import")).await?;
        desk::export(app, "Everybody in the data here").await?;
        app.wait_gone(testid("undo-import")).await?;
        app.wait_text(".import", "A snapshot was saved since.").await?;
        app.wait_gone(testid("undo-arrival")).await?;
        app.reload().await?;
        app.wait_text(".import", "A snapshot was saved since.").await?;
        app.wait_gone(testid("undo-import")).await
    })
}

#[test]
fn an_import_that_was_written_over_is_undone_only_after_that_is() -> Result<()> {
    let name = "an_import_that_was_written_over_is_undone_only_after_that_is";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let before = desk::fingerprint(app).await?;
        desk::take_in(app, "capital.json", &says(CAPITAL, "ongoing")?).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.click_testid("undo-import").await?;
        app.wait_text(testid("obstacle").within(".import"), "You have since written over").await?;
        app.click(text(&format!("Finland · {ELEMENT}")).within(".import")).await?;
        app.wait_text(".entry-id", ELEMENT).await?;
        app.click_testid("undo").await?;
        desk::shows_status(app, "Ongoing (continuous)").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.click_testid("undo-import").await?;
        announced(app, "Undone: what “capital.json” brought").await?;
        ensure!(desk::fingerprint(app).await? == before);
        Ok(())
    })
}

#[test]
fn a_window_follows_another_that_undoes_an_import() -> Result<()> {
    scenario("a_window_follows_another_that_undoes_an_import", async |app| {
        desk::begin_as(app, CHAIR).await?;
        let before = desk::fingerprint(app).await?;
        desk::take_in(app, "FI.json", &says(CAPITAL, "ongoing")?).await?;
        let first = app.tab().await?;
        app.new_tab().await?;
        app.open("#/exchange").await?;
        app.click_testid("undo-import").await?;
        announced(app, "Undone: what “FI.json” brought").await?;
        app.switch_to(&first).await?;
        app.wait_until("the first window to follow", async || {
            Ok(app.read(testid("fingerprint")).await? == before && app.count(".import").await? == 0)
        })
        .await
    })
}

#[test]
fn the_text_of_a_snapshot_can_be_pasted() -> Result<()> {
    scenario("the_text_of_a_snapshot_can_be_pasted", async |app| {
        desk::begin_as(app, CHAIR).await?;
        desk::exchange(app).await?;
        app.js(
            "const carried = new DataTransfer();
            carried.setData('text/plain', arguments[0]);
            const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
            // Not every browser takes it from whoever makes the event.
            Object.defineProperty(paste, 'clipboardData', { value: carried });
            document.body.dispatchEvent(paste);",
            vec![String::from_utf8(says(CAPITAL, "ongoing")?)?.into()],
        )
        .await?;
        app.wait(&*format!("{LAST}[data-state=waiting]")).await?;
        ensure!(desk::brings(app).await? == Brings { new: 1, same: 0, contested: 0 });
        app.wait_text(LAST, "Pasted text").await?;
        // In a field, pasting is typing.
        app.click_text("Paste the text of a snapshot instead").await?;
        let other = String::from_utf8(says(MISSION, "implemented")?)?;
        app.fill(label("Text of the snapshot"), &other).await?;
        app.click_testid("paste-read").await?;
        app.wait_until("the second text to be read", async || {
            Ok(app.count(".arrival[data-state=waiting]").await? == 2)
        })
        .await?;
        app.click_testid("take-all").await?;
        announced(app, "2 files taken in.").await?;
        ensure!(desk::brings(app).await?.contested == 1);
        Ok(())
    })
}

#[test]
fn files_that_are_put_away_leave_nothing_of_themselves_in_the_page() -> Result<()> {
    scenario("files_that_are_put_away_leave_nothing_of_themselves_in_the_page", async |app| {
        let files = files_of(&TWELVE)?;
        desk::begin_as(app, CHAIR).await?;
        let mut nodes = Vec::new();
        desk::exchange(app).await?;
        for _ in 0..3 {
            app.upload_all("#import-file", &borrowed(&files)).await?;
            // What a driver finds it holds from then on, so the page looks for itself.
            app.wait_until("all files to be read", async || {
                let waiting = "document.querySelectorAll('.arrival[data-state=waiting]').length";
                app.js_as(&format!("return {waiting} === {}", files.len())).await
            })
            .await?;
            app.js("document.querySelector('[data-testid=put-all-away]').click()", vec![]).await?;
            app.wait_until("an empty list", async || {
                app.js_as("return !document.querySelector('.arrival')").await
            })
            .await?;
            ensure!(app.focused().await?["id"] == "main", "{}", app.focused().await?);
            if app.kind() == Kind::Chromium {
                nodes.push(app.nodes().await?);
            }
        }
        // One row has a hundred.
        ensure!(nodes.iter().all(|count| count.abs_diff(nodes[0]) < 50), "{nodes:?}");
        Ok(())
    })
}

#[test]
fn by_keyboard_one_decides_file_after_file() -> Result<()> {
    scenario("by_keyboard_one_decides_file_after_file", async |app| {
        let files = files_of(&["AT", "BE", "CH"])?;
        desk::begin_as(app, CHAIR).await?;
        desk::offer_all(app, &borrowed(&files)).await?;
        ensure!(app.focused().await?["id"] == "arrivals-title", "{}", app.focused().await?);
        app.focus(testid("take-in").nth(0)).await?;
        app.press(Key::Enter).await?;
        app.wait(&*format!("{}[data-state=taken]", ".arrival:nth-of-type(1)")).await?;
        ensure!(app.focused().await?["testid"] == "take-in", "{}", app.focused().await?);
        app.press(Key::Enter).await?;
        app.wait(&*format!("{}[data-state=taken]", ".arrival:nth-of-type(2)")).await?;
        app.press(Key::Enter).await?;
        app.wait(&*format!("{}[data-state=taken]", ".arrival:nth-of-type(3)")).await?;
        ensure!(app.focused().await?["id"] == "arrivals-title", "{}", app.focused().await?);
        let table = role("table", "Files that came in");
        app.wait(table).await?;
        ensure!(app.count(role("rowheader", "AT.json")).await? == 1);
        Ok(())
    })
}

#[test]
fn a_browser_killed_while_files_are_taken_in_has_each_whole_or_not_at_all() -> Result<()> {
    let name = "a_browser_killed_while_files_are_taken_in_has_each_whole_or_not_at_all";
    scenario(name, async |app| {
        let files = files_of(&TWELVE)?;
        desk::begin_as(app, CHAIR).await?;
        desk::offer_all(app, &borrowed(&files)).await?;
        // The third is begun when the second is kept.
        app.js(
            "await new Promise((begun) => {
                new MutationObserver(() => {
                    const rows = '.arrival:is([data-state=taking], [data-state=taken])';
                    if (document.querySelectorAll(rows).length > 2) begun();
                }).observe(document.body, { attributes: true, subtree: true });
                document.querySelector('[data-testid=take-all]').click();
            });",
            vec![],
        )
        .await?;
        app.kill_browser().await?;
        app.reopen().await?;
        app.open("#/exchange").await?;
        let whole = imports(app).await?;
        ensure!((2..=12).contains(&whole), "{whole} imports");
        let all = desk::export(app, "Everybody in the data here").await?;
        ensure!(all.json()?["count"] == 2 * whole, "{} of {whole}", all.json()?["count"]);
        Ok(())
    })
}

#[test]
fn a_chair_sees_what_is_new_and_hands_everybody_round() -> Result<()> {
    scenario("a_chair_sees_what_is_new_and_hands_everybody_round", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        app.click_role("link", "Open snapshots").await?;
        let capital = files::snapshot(CAPITAL, &[&[ELEMENT, "status=implemented"]])?;
        let mission = files::snapshot(MISSION, &[&[ELEMENT, "status=ongoing", "note=a decree"]])?;
        let sweden = files::snapshot(&CAPITAL.replace("FI", "SE"), &[&[ELEMENT, "note=x"]])?;
        let files: [(&str, &[u8]); 3] =
            [("capital.json", &capital), ("mission.json", &mission), ("se.json", &sweden)];
        desk::offer_all(app, &files).await?;
        app.wait_text(testid("same-state"), "Several of these files speak of: Finland.").await?;
        app.click(css(".about-file summary").nth(1)).await?;
        app.wait_text(css(".about-file").nth(1), "Note").await?;
        app.wait_text(css(".about-file").nth(1), "a decree").await?;
        app.click_testid("take-all").await?;
        app.wait_text(testid("announcement"), "3 files taken in.").await?;
        app.wait_gone(testid("same-state")).await?;
        desk::keeping(app, "saved").await?;
        app.choose("#viewing", "Sweden").await?;
        app.reload().await?;
        desk::keeping(app, "saved").await?;
        desk::exchange(app).await?;
        app.click_testid("export").await?;
        let file = app.download().await?;
        ensure!(
            file.name.starts_with("revcon3-all-") && file.json()?["count"] == 3,
            "{}",
            file.name
        );
        Ok(())
    })
}
