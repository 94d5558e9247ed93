//! What the browser lost: the app notices at the next start, says so, and a file brings it back.

use e2e::{App, Result, ensure, label, scenario, testid};

use crate::desk::{self, ELEMENT, NEXT};

#[test]
fn a_vanished_database_is_noticed_at_the_next_start() -> Result<()> {
    scenario("a_vanished_database_is_noticed_at_the_next_start", async |app| {
        desk::begin(app, "Finland").await?;
        for id in [ELEMENT, NEXT] {
            desk::open_entry(app, id).await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        let file = desk::export(app, "Backup of this computer").await?;
        app.clear_database().await?;
        app.reload().await?;
        app.wait_text(testid("trouble"), "This browser has lost what was kept here (2 changes)")
            .await?;
        desk::take_in(app, "backup.json", &file.bytes).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        app.reload().await?;
        desk::shows_status(app, "Implemented").await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn a_database_lost_while_the_page_is_open_is_kept_again_or_missed() -> Result<()> {
    let name = "a_database_lost_while_the_page_is_open_is_kept_again_or_missed";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        for id in [ELEMENT, NEXT] {
            desk::open_entry(app, id).await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        app.clear_database().await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::state(app, "In progress").await?;
        app.wait("[data-testid=save-state]:not([data-state=saving])").await?;
        app.reload().await?;
        desk::row_shows_on_plan(app, "PoA.4", "in_progress").await?;
        desk::open_entry(app, NEXT).await?;
        let kept = desk::row_says(app, NEXT).await?.starts_with("implemented");
        let missed = app.count(testid("trouble")).await? > 0;
        ensure!(kept || missed, "two entries are gone without a word");
        Ok(())
    })
}

#[test]
fn a_damaged_line_in_the_database_is_said_and_the_rest_is_there() -> Result<()> {
    scenario("a_damaged_line_in_the_database_is_said_and_the_rest_is_there", async |app| {
        desk::begin(app, "Finland").await?;
        for id in [ELEMENT, NEXT] {
            desk::open_entry(app, id).await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        app.js(
            "const wait = (request) => new Promise((resolve) => {
                request.onsuccess = () => resolve(request.result); });
            const db = await wait(indexedDB.open('revcon3'));
            const store = db.transaction('loose', 'readwrite').objectStore('loose');
            const [key] = await wait(store.getAllKeys());
            const line = await wait(store.get(key));
            await wait(store.put(line.replace('implemented', 'not_started'), key));
            db.close();",
            vec![],
        )
        .await?;
        app.reload().await?;
        app.wait_text(testid("trouble"), "1 change kept here is damaged and was left out.").await?;
        ensure!(desk::row_count(app, "PoA").await? == "1 of 62 stated");
        Ok(())
    })
}

#[test]
fn a_database_that_lost_a_part_is_noticed_at_the_next_start() -> Result<()> {
    scenario("a_database_that_lost_a_part_is_noticed_at_the_next_start", async |app| {
        desk::begin(app, "Finland").await?;
        for id in [ELEMENT, NEXT] {
            desk::open_entry(app, id).await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        in_store(app, "loose", "store.delete(key)").await?;
        app.reload().await?;
        let lost = "This browser has lost a part of what was kept here.";
        app.wait_text(testid("trouble"), lost).await?;
        ensure!(desk::row_count_on_plan(app, "PoA").await? == "1 of 62 stated");
        // Whoever was told and goes on is not told again.
        desk::open_entry(app, "PoA.4").await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::row_shows_on_plan(app, "PoA.4", "in_progress").await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn what_is_lost_under_an_open_page_is_kept_again_with_the_next_change() -> Result<()> {
    let name = "what_is_lost_under_an_open_page_is_kept_again_with_the_next_change";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        for id in [ELEMENT, NEXT] {
            desk::open_entry(app, id).await?;
            desk::state(app, "Implemented").await?;
            desk::saved(app).await?;
        }
        in_store(app, "loose", "store.delete(key)").await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        app.reload().await?;
        for (id, status) in
            [(ELEMENT, "implemented"), (NEXT, "implemented"), ("PoA.4", "in_progress")]
        {
            desk::row_shows_on_plan(app, id, status).await?;
        }
        app.wait_gone(testid("trouble")).await
    })
}

/// Does something with the first `key` of a store, behind the app's back.
async fn in_store(app: &App, store: &str, deed: &str) -> Result<()> {
    app.js(
        &format!(
            "const wait = (request) => new Promise((resolve) => {{
                request.onsuccess = () => resolve(request.result); }});
            const db = await wait(indexedDB.open('revcon3'));
            const store = db.transaction('{store}', 'readwrite').objectStore('{store}');
            const [key] = await wait(store.getAllKeys());
            await wait({deed});
            db.close();"
        ),
        vec![],
    )
    .await
    .map(drop)
}

#[test]
fn a_window_whose_database_a_newer_version_takes_over_says_so() -> Result<()> {
    let name = "a_window_whose_database_a_newer_version_takes_over_says_so";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let newer = "const request = indexedDB.open('revcon3', 99);
            return new Promise((resolve) => {
                request.onsuccess = () => { request.result.close(); resolve('open'); };
                request.onblocked = () => resolve('blocked'); });";
        let answer: String = app.js_as(newer).await?;
        ensure!(answer == "open", "the older window keeps the newer one out: {answer}");
        app.wait_text(testid("trouble"), "A newer version of this app").await?;
        app.fill(label("Note"), "written in the older window").await?;
        desk::keeping(app, "journal").await?;
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "written in the older window").await
    })
}
