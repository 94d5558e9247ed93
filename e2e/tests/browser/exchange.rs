//! Snapshots out and in: what is in them, what is not, and that nothing is lost on the way.

use e2e::{App, Result, Setup, ensure, label, scenario, testid, text};

use crate::desk::{self, Brings, ELEMENT, NEXT};
use crate::files::{self, CAPITAL, MISSION};

/// Two entries with a shared note, a status, and a private note.
async fn fill_in(app: &App) -> Result<()> {
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::state(app, "Implemented").await?;
    app.fill(label("Note"), "a shared note").await?;
    app.fill(label("Private note"), "a private note").await?;
    desk::open_entry(app, NEXT).await?;
    desk::state(app, "In progress").await?;
    desk::saved(app).await
}

#[test]
fn export_erase_import_gives_the_same_fingerprint_and_no_private_note() -> Result<()> {
    let name = "export_erase_import_gives_the_same_fingerprint_and_no_private_note";
    scenario(name, async |app| {
        fill_in(app).await?;
        let file = desk::export(app, "Finland only").await?;
        let fingerprint = desk::fingerprint(app).await?;
        ensure!(file.name.starts_with("revcon3-FI-20") && file.name.ends_with(".json"));
        ensure!(!file.text()?.contains("a private note"), "the private note left");
        ensure!(file.json()?["fingerprint"] == fingerprint.as_str());
        ensure!(files::fingerprint(&file.bytes)? == fingerprint);
        desk::erase(app).await?;
        let left = left_behind(app).await?;
        // Only the account of how often the database was changed goes on, so
        // that other windows notice; it must say that nothing is there.
        ensure!(left.len() == 1 && left[0].starts_with("meta: tally "), "{left:?}");
        ensure!(left[0].ends_with(" 0 0 0"), "{left:?}");
        desk::sit_down(app, "Finland").await?;
        ensure!(desk::row_count(app, "PoA").await? == "0 of 62 stated");
        let brings = desk::take_in(app, &file.name, &file.bytes).await?;
        ensure!(brings == Brings { new: 2, same: 0, contested: 0 }, "{brings:?}");
        ensure!(desk::fingerprint(app).await? == fingerprint);
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::holds(app, label("Note"), "a shared note").await?;
        desk::holds(app, label("Private note"), "").await
    })
}

/// What lies in the browser: entries of the database with their contents, and
/// keys of localStorage.
async fn left_behind(app: &App) -> Result<Vec<String>> {
    app.js_as(
        "const opening = indexedDB.open('revcon3');
        const wait = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        const db = await wait(opening);
        const left = Object.keys(localStorage);
        for (const store of db.objectStoreNames) {
            const entries = db.transaction(store).objectStore(store);
            const keys = await wait(entries.getAllKeys());
            const values = await wait(entries.getAll());
            left.push(...keys.map((key, index) => `${store}: ${key} ${values[index]}`));
        }
        db.close();
        return left;",
    )
    .await
}

#[test]
fn a_backup_brings_everything_back_private_notes_too() -> Result<()> {
    scenario("a_backup_brings_everything_back_private_notes_too", async |app| {
        fill_in(app).await?;
        desk::exchange(app).await?;
        app.click(text("Backup of this computer")).await?;
        app.wait_text(testid("contents"), "your private notes on 1 element").await?;
        let file = desk::export(app, "Backup of this computer").await?;
        let fingerprint = desk::fingerprint(app).await?;
        ensure!(file.text()?.contains("a private note"));
        desk::erase(app).await?;
        desk::sit_down(app, "Finland").await?;
        desk::take_in(app, "backup.json", &file.bytes).await?;
        ensure!(desk::fingerprint(app).await? == fingerprint);
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Private note"), "a private note").await?;
        app.reload().await?;
        desk::holds(app, label("Private note"), "a private note").await?;
        desk::holds(app, label("Note"), "a shared note").await
    })
}

#[test]
fn another_browser_reads_the_snapshot_and_shows_the_same() -> Result<()> {
    scenario("another_browser_reads_the_snapshot_and_shows_the_same", async |app| {
        fill_in(app).await?;
        let file = desk::export(app, "Finland only").await?;
        let fingerprint = desk::fingerprint(app).await?;
        let chair = app.someone_else(Setup::new()).await?;
        desk::begin_as(&chair, "The chair’s office").await?;
        let brings = desk::take_in(&chair, &file.name, &file.bytes).await?;
        ensure!(brings == Brings { new: 2, same: 0, contested: 0 }, "{brings:?}");
        chair.wait_text(desk::LAST, "The file says it is from Delegation of Finland").await?;
        ensure!(desk::fingerprint(&chair).await? == fingerprint);
        desk::open_entry(&chair, ELEMENT).await?;
        chair.wait_text(".entry-state", "What Finland says").await?;
        desk::shows_status(&chair, "Implemented").await?;
        desk::holds(&chair, label("Note"), "a shared note").await?;
        desk::holds(&chair, label("Private note"), "").await?;
        desk::row_shows(&chair, NEXT, "in_progress").await?;
        let again = desk::take_in(&chair, &file.name, &file.bytes).await?;
        ensure!(again == Brings { new: 0, same: 2, contested: 0 }, "{again:?}");
        ensure!(desk::fingerprint(&chair).await? == fingerprint);
        chair.finish().await
    })
}

#[test]
fn nothing_changes_before_a_file_is_taken_in() -> Result<()> {
    scenario("nothing_changes_before_a_file_is_taken_in", async |app| {
        let file = files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing"]])?;
        desk::begin(app, "Finland").await?;
        let before = desk::fingerprint(app).await?;
        desk::offer(app, "finland.json", &file).await?;
        ensure!(desk::brings(app).await? == Brings { new: 1, same: 0, contested: 0 });
        ensure!(desk::fingerprint(app).await? == before);
        app.click(text("Leave it")).await?;
        app.wait_gone(".arrival").await?;
        ensure!(desk::fingerprint(app).await? == before);
        ensure!(desk::row_count_on_plan(app, "PoA").await? == "0 of 62 stated");
        Ok(())
    })
}

#[test]
fn many_files_dropped_at_once_are_told_apart_and_all_taken_in() -> Result<()> {
    let name = "many_files_dropped_at_once_are_told_apart_and_all_taken_in";
    scenario(name, async |app| {
        let sweden = "delegation/SE/00000000000000cc";
        let fi = files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing"]])?;
        let fi2 = files::snapshot(MISSION, &[&[NEXT, "status=ongoing"]])?;
        let se = files::snapshot(sweden, &[&[ELEMENT, "status=implemented"]])?;
        desk::begin_as(app, "The chair’s office").await?;
        desk::exchange(app).await?;
        let files = [("1.json", &*fi), ("2.json", &*fi2), ("3.json", &*se), ("4.json", b"no")];
        app.upload_all("#import-file", &files).await?;
        app.wait_until("four cards", async || {
            Ok(app.count(".arrival[data-state=waiting]").await? == 3
                && app.count(".arrival[data-state=refused]").await? == 1)
        })
        .await?;
        ensure!(app.texts(".arrival h3").await? == ["1.json", "2.json", "3.json", "4.json"]);
        for taken in 1..=3 {
            app.click(testid("take-in")).await?;
            app.wait_until("one more to be taken in", async || {
                Ok(app.count(testid("taken-in")).await? == taken)
            })
            .await?;
        }
        app.wait_text(testid("contents"), "3 entries – Finland, Sweden").await?;
        let merged = desk::export(app, "Everybody in the data here").await?;
        ensure!(merged.json()?["count"] == 3);
        ensure!(merged.json()?["exported"]["scope"] == "aggregate");
        Ok(())
    })
}

#[test]
fn a_file_can_be_dropped_on_the_page() -> Result<()> {
    scenario("a_file_can_be_dropped_on_the_page", async |app| {
        let file = files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing"]])?;
        desk::begin_as(app, "The chair’s office").await?;
        desk::exchange(app).await?;
        app.js(
            "const carried = new DataTransfer();
            carried.items.add(new File([arguments[0]], 'dropped.json'));
            for (const kind of ['dragover', 'drop'])
                document.querySelector('.drop').dispatchEvent(new DragEvent(kind,
                    { bubbles: true, cancelable: true, dataTransfer: carried }));",
            vec![String::from_utf8(file)?.into()],
        )
        .await?;
        app.wait_text(desk::LAST, "dropped.json").await?;
        app.click(testid("take-in")).await?;
        app.wait(testid("taken-in")).await?;
        ensure!(desk::brings(app).await? == Brings { new: 1, same: 0, contested: 0 });
        Ok(())
    })
}

#[test]
fn an_export_carries_the_marking_the_office_and_only_final_wordings() -> Result<()> {
    let name = "an_export_carries_the_marking_the_office_and_only_final_wordings";
    scenario(name, async |app| {
        app.open("").await?;
        app.fill(label("Name of your office (optional)"), "MFA, arms control unit").await?;
        desk::sit_down(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.fill(label("Note"), "a draft that nobody should read").await?;
        desk::saved(app).await?;
        app.fill(label("Note"), "the final wording").await?;
        desk::saved(app).await?;
        desk::exchange(app).await?;
        app.fill(label("Handling marking (optional)"), "OSCE+").await?;
        let file = desk::export(app, "Finland only").await?;
        let (json, text) = (file.json()?, file.text()?);
        ensure!(json["marking"] == "OSCE+" && text.contains("MFA, arms control unit"));
        ensure!(text.contains("the final wording") && !text.contains("a draft"), "{text}");
        ensure!(json["revisions"].as_array().is_some_and(|list| list.len() == 1));
        app.wait_gone(testid("unshared")).await?;
        desk::take_in(app, "own.json", &file.bytes).await?;
        app.wait_text(desk::LAST, "The file says it is from MFA, arms control unit").await?;
        app.wait_text(".arrival .marking", "OSCE+").await?;
        app.reload().await?;
        desk::holds(app, label("Handling marking (optional)"), "OSCE+").await?;
        app.wait_gone(testid("unshared")).await
    })
}
