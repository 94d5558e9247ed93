//! Storage that is blocked, full, slow or gone: the app says so, stays usable, and nothing is
//! lost without a word.

use e2e::{App, Result, ensure, json, label, role, scenario, testid, text};

use crate::desk::{self, ELEMENT};
use crate::files::{self, CAPITAL};

pub const NO_DATABASE: &str =
    "Object.defineProperty(window, 'indexedDB', { get: () => undefined, configurable: true });";
const DATABASE_REFUSES: &str = "IDBFactory.prototype.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError'); };";
const DATABASE_SILENT: &str = "IDBFactory.prototype.open = () => new EventTarget();";
pub const PUT_FAILS: &str = "IDBObjectStore.prototype.put = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };";
const SET_ITEM_FAILS: &str = "Storage.prototype.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };";

/// Keys and lines of the emergency journal.
async fn journal(app: &App) -> Result<Vec<String>> {
    app.js_as(
        "return Object.keys(localStorage).filter((key) => key.startsWith('revcon3/journal/'))
            .map((key) => localStorage[key]);",
    )
    .await
}

/// What everybody must be able to do without a database.
async fn work_without_database(app: &App) -> Result<()> {
    desk::begin(app, "Finland").await?;
    app.wait_text(testid("trouble"), "This browser keeps no data for this page.").await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::state(app, "Implemented").await?;
    desk::keeping(app, "journal").await?;
    app.wait_text(testid("save-state"), "Saved, but not crash-proof").await?;
    app.fill(label("Note"), "kept in the journal").await?;
    journaled(app, "kept in the journal").await
}

/// Waits until a text is in the journal.
async fn journaled(app: &App, part: &str) -> Result<()> {
    app.wait_until(&format!("“{part}” in the journal"), async || {
        Ok(journal(app).await?.iter().any(|line| line.contains(part)))
    })
    .await
}

async fn still_there(app: &App) -> Result<()> {
    app.reload().await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::shows_status(app, "Implemented").await?;
    desk::holds(app, label("Note"), "kept in the journal").await
}

#[test]
fn a_browser_without_a_database_keeps_changes_in_the_journal() -> Result<()> {
    let name = "a_browser_without_a_database_keeps_changes_in_the_journal";
    scenario(name, async |app| {
        app.before_each_page(NO_DATABASE).await?;
        work_without_database(app).await?;
        still_there(app).await?;
        app.wait_text(testid("trouble"), "This browser keeps no data for this page.").await?;
        let file = desk::export(app, "Finland only").await?;
        let set = &file.json()?["revisions"][0]["set"];
        let said = json!({ "status": "implemented", "note": "kept in the journal" });
        ensure!(set == &said, "{set}");
        app.click(role("button", "Close").within("[data-testid=trouble]")).await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn the_indicator_does_not_claim_what_is_still_being_typed() -> Result<()> {
    let name = "the_indicator_does_not_claim_what_is_still_being_typed";
    scenario(name, async |app| {
        app.before_each_page(&format!("{NO_DATABASE} {}", desk::HOLD)).await?;
        work_without_database(app).await?;
        app.click(label("Responsible body")).await?;
        app.js("hold()", vec![]).await?;
        app.press("not saved yet").await?;
        desk::keeping(app, "saving").await?;
        app.js("goOn()", vec![]).await?;
        journaled(app, "not saved yet").await?;
        desk::keeping(app, "journal").await
    })
}

#[test]
fn a_database_that_refuses_to_open_is_said_and_survived() -> Result<()> {
    let name = "a_database_that_refuses_to_open_is_said_and_survived";
    scenario(name, async |app| {
        app.before_each_page(DATABASE_REFUSES).await?;
        work_without_database(app).await?;
        still_there(app).await
    })
}

#[test]
fn a_database_that_never_answers_does_not_keep_the_app_shut() -> Result<()> {
    let name = "a_database_that_never_answers_does_not_keep_the_app_shut";
    scenario(name, async |app| {
        app.before_each_page(DATABASE_SILENT).await?;
        work_without_database(app).await?;
        still_there(app).await
    })
}

#[test]
fn the_journal_moves_into_the_database_when_that_works_again() -> Result<()> {
    let name = "the_journal_moves_into_the_database_when_that_works_again";
    scenario(name, async |app| {
        let broken = format!("if (!sessionStorage.works) {{ {DATABASE_REFUSES} }}");
        app.before_each_page(&broken).await?;
        work_without_database(app).await?;
        app.fill(label("Private note"), "private in the journal").await?;
        journaled(app, "private in the journal").await?;
        app.js("sessionStorage.works = 'yes'", vec![]).await?;
        still_there(app).await?;
        desk::holds(app, label("Private note"), "private in the journal").await?;
        desk::saved(app).await?;
        app.wait_until("the journal to be empty", async || Ok(journal(app).await?.is_empty()))
            .await?;
        still_there(app).await?;
        desk::holds(app, label("Private note"), "private in the journal").await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn a_database_that_cannot_be_read_does_not_hide_the_journal() -> Result<()> {
    let name = "a_database_that_cannot_be_read_does_not_hide_the_journal";
    scenario(name, async |app| {
        let script = "IDBObjectStore.prototype.getAll = () => {
            throw new DOMException('Internal error reading the store.', 'UnknownError'); };";
        app.before_each_page(script).await?;
        work_without_database(app).await?;
        still_there(app).await
    })
}

/// The second pack that a page asks for cannot be read, once.
const ONE_PACK_FAILS: &str = "
    const get = IDBObjectStore.prototype.get;
    let asked = 0;
    IDBObjectStore.prototype.get = function (key) {
        if (this.name !== 'packs' || (asked += 1) !== 2) return get.call(this, key);
        const request = new EventTarget();
        request.error = new DOMException('Internal error.', 'UnknownError');
        setTimeout(() => request.onerror(new Event('error')), 50);
        return request;
    };";

#[test]
fn what_was_read_before_an_error_is_read_again_when_the_database_is() -> Result<()> {
    let name = "what_was_read_before_an_error_is_read_again_when_the_database_is";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let finland = files::snapshot(CAPITAL, &[&[ELEMENT, "note=from Finland"]])?;
        desk::take_in(app, "fi.json", &finland).await?;
        let sweden = files::snapshot(&CAPITAL.replace("FI", "SE"), &[&[ELEMENT, "note=x"]])?;
        desk::take_in(app, "se.json", &sweden).await?;
        app.before_each_page(ONE_PACK_FAILS).await?;
        app.open("#/plan").await?;
        app.reload().await?;
        app.wait_text(testid("trouble"), "This browser keeps no data for this page.").await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "").await?;
        // The next change opens the database anew.
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        desk::holds(app, label("Note"), "from Finland").await?;
        app.choose("#viewing", "Sweden").await?;
        desk::holds(app, label("Note"), "x").await?;
        app.wait_gone(testid("trouble")).await
    })
}

#[test]
fn when_nothing_can_be_kept_the_app_says_so_and_the_export_has_it() -> Result<()> {
    let name = "when_nothing_can_be_kept_the_app_says_so_and_the_export_has_it";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.js(&format!("{PUT_FAILS} {SET_ITEM_FAILS}"), vec![]).await?;
        app.fill(label("Note"), "only in memory").await?;
        app.wait_text(testid("not-saved"), "NOT saved").await?;
        desk::keeping(app, "failed").await?;
        app.wait_text(testid("save-state"), "Not saved: export now").await?;
        desk::holds(app, label("Note"), "only in memory").await?;
        app.click(role("link", "Export now")).await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.text()?.contains("only in memory"));
        ensure!(file.text()?.contains("implemented"));
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Note"), "only in memory").await
    })
}

#[test]
fn what_could_not_be_kept_is_kept_as_soon_as_it_can_be() -> Result<()> {
    let name = "what_could_not_be_kept_is_kept_as_soon_as_it_can_be";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        let keep = "window.put = IDBObjectStore.prototype.put;
            window.setItem = Storage.prototype.setItem;";
        app.js(&format!("{keep} {PUT_FAILS} {SET_ITEM_FAILS}"), vec![]).await?;
        desk::state(app, "Implemented").await?;
        app.wait(testid("not-saved")).await?;
        app.js("IDBObjectStore.prototype.put = put; Storage.prototype.setItem = setItem", vec![])
            .await?;
        desk::saved(app).await?;
        app.wait_gone(testid("not-saved")).await?;
        app.reload().await?;
        desk::shows_status(app, "Implemented").await
    })
}

#[test]
fn a_full_database_is_said_and_the_journal_takes_over() -> Result<()> {
    scenario("a_full_database_is_said_and_the_journal_takes_over", async |app| {
        app.fill_database().await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill(label("Note"), "kept in the journal").await?;
        journaled(app, "kept in the journal").await?;
        desk::keeping(app, "journal").await?;
        app.wait_text(testid("trouble"), "The browser could not write to its database").await?;
        app.wait_text(testid("trouble"), "QuotaExceededError").await?;
        app.wait_gone(testid("not-saved")).await?;
        still_there(app).await
    })
}

/// Counts how often the page has read a whole store, and is done with it.
const READS: &str = "
    window.reads = 0;
    const getAll = IDBObjectStore.prototype.getAll;
    IDBObjectStore.prototype.getAll = function (...rest) {
        const request = getAll.apply(this, rest);
        request.addEventListener('success', () => setTimeout(() => { reads += 1; }));
        return request;
    };";

#[test]
fn what_only_the_journal_has_stays_when_one_comes_back_to_the_window() -> Result<()> {
    let name = "what_only_the_journal_has_stays_when_one_comes_back_to_the_window";
    scenario(name, async |app| {
        app.before_each_page(READS).await?;
        app.fill_database().await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill(label("Note"), "kept in the journal").await?;
        journaled(app, "kept in the journal").await?;
        app.js("window.reads = 0; window.dispatchEvent(new Event('focus'))", vec![]).await?;
        app.wait_until("the page to have read its database again", async || {
            Ok(app.js_as::<u32>("return reads").await? >= 2)
        })
        .await?;
        desk::shows_status(app, "Implemented").await?;
        desk::row_shows(app, ELEMENT, "implemented").await?;
        desk::holds(app, label("Note"), "kept in the journal").await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.text()?.contains("kept in the journal"), "not in the file");
        Ok(())
    })
}

#[test]
fn a_file_that_cannot_be_kept_is_not_taken_in_by_half() -> Result<()> {
    scenario("a_file_that_cannot_be_kept_is_not_taken_in_by_half", async |app| {
        let file = files::snapshot(CAPITAL, &[&[ELEMENT, "status=ongoing"]])?;
        app.fill_database().await?;
        desk::begin(app, "Finland").await?;
        let before = desk::fingerprint(app).await?;
        desk::offer(app, "capital.json", &file).await?;
        app.click_testid("take-in").await?;
        app.wait_text(".arrival [role=alert]", "Nothing was changed.").await?;
        ensure!(desk::fingerprint(app).await? == before);
        Ok(())
    })
}

#[test]
fn a_browser_that_keeps_nothing_at_all_can_still_be_worked_in() -> Result<()> {
    let name = "a_browser_that_keeps_nothing_at_all_can_still_be_worked_in";
    scenario(name, async |app| {
        app.before_each_page(desk::NO_STORAGE_AT_ALL).await?;
        desk::begin(app, "Finland").await?;
        app.wait(testid("trouble")).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.wait_text(testid("not-saved"), "NOT saved").await?;
        let file = desk::export(app, "Finland only").await?;
        ensure!(file.json()?["count"] == 1);
        Ok(())
    })
}

#[test]
fn erasing_empties_the_journal_of_a_browser_without_a_database() -> Result<()> {
    let name = "erasing_empties_the_journal_of_a_browser_without_a_database";
    scenario(name, async |app| {
        app.before_each_page(NO_DATABASE).await?;
        work_without_database(app).await?;
        desk::erase(app).await?;
        ensure!(journal(app).await?.is_empty(), "the journal was not erased");
        desk::sit_down(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Not stated").await?;
        desk::holds(app, label("Note"), "").await
    })
}

#[test]
fn what_is_exported_twice_without_a_database_does_not_contradict_itself() -> Result<()> {
    let name = "what_is_exported_twice_without_a_database_does_not_contradict_itself";
    scenario(name, async |app| {
        app.before_each_page(NO_DATABASE).await?;
        work_without_database(app).await?;
        let first = desk::export(app, "Finland only").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Ongoing (continuous)").await?;
        let second = desk::export(app, "Finland only").await?;
        let chair = app.someone_else(e2e::Setup::new()).await?;
        desk::begin_as(&chair, "The chair’s office").await?;
        desk::take_in(&chair, "first.json", &first.bytes).await?;
        let brings = desk::take_in(&chair, "second.json", &second.bytes).await?;
        ensure!(brings.contested == 0, "the State contradicts itself: {brings:?}");
        chair.choose("#viewing", "Finland").await?;
        desk::open_entry(&chair, ELEMENT).await?;
        desk::shows_status(&chair, "Ongoing (continuous)").await?;
        chair.wait_gone(text("Status: more than one value")).await?;
        chair.finish().await
    })
}

/// `hang()` lets transactions that write hang: their requests are made, and nothing comes of them.
const HANG: &str = "
    const transaction = IDBDatabase.prototype.transaction;
    window.hang = () => {
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
            if (mode !== 'readwrite') return transaction.call(this, stores, mode, options);
            return { set oncomplete(then) {}, set onabort(then) {}, abort() {},
                objectStore: () => new Proxy({}, { get: () => () => new EventTarget() }) };
        };
    };";

#[test]
fn a_write_that_never_ends_is_said_and_is_in_the_journal() -> Result<()> {
    scenario("a_write_that_never_ends_is_said_and_is_in_the_journal", async |app| {
        app.before_each_page(HANG).await?;
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.js("hang()", vec![]).await?;
        app.fill(label("Note"), "into a database that hangs").await?;
        desk::keeping(app, "saving").await?;
        app.wait_text(testid("trouble"), "The browser’s database does not answer.").await?;
        desk::keeping(app, "journal").await?;
        journaled(app, "into a database that hangs").await?;
        // What is written while it hangs goes there at once.
        app.fill(label("Responsible body"), "while it hangs").await?;
        journaled(app, "while it hangs").await?;
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await?;
        desk::holds(app, label("Note"), "into a database that hangs").await?;
        desk::holds(app, label("Responsible body"), "while it hangs").await?;
        desk::saved(app).await?;
        app.wait_until("the journal to be empty", async || Ok(journal(app).await?.is_empty())).await
    })
}
