//! Steps that many scenarios share: to begin, to open an entry, to state something, and to send
//! and receive files.
//!
//! Knows the app's words in English. What the steps should lead to, the scenarios say.

use e2e::{App, Context, Download, Find, Result, css, ensure, label, role, testid, text};

/// An element of the Programme of Action's plan that most scenarios write about.
pub const ELEMENT: &str = "PoA.1.a.1.i";
/// The element after it.
pub const NEXT: &str = "PoA.1.a.1.ii";

/// Lets a scenario hold a person in the middle of typing: timers wait, and the tab does not notice
/// that another one is in front, so nothing is saved until they go on. It is the only way to have
/// two people type at the same moment. `hold()` and `goOn()` are functions of the page.
pub const HOLD: &str = "{
    const start = window.setTimeout.bind(window), stop = window.clearTimeout.bind(window);
    let held = null;
    const cleared = new Set();
    window.setTimeout = (then, after, ...rest) => {
        const id = start(() => {
            const run = () => cleared.has(id) || then(...rest);
            held ? held.push(run) : run();
        }, after);
        return id;
    };
    window.clearTimeout = (id) => { cleared.add(id); stop(id); };
    for (const kind of ['blur', 'focusout', 'focus', 'focusin', 'visibilitychange'])
        window.addEventListener(kind, (event) => held && event.stopImmediatePropagation(), true);
    window.hold = () => { held = []; };
    window.goOn = () => { const due = held; held = null; due.forEach((run) => run()); };
}";

/// A browser in which a page may keep nothing at all.
pub const NO_STORAGE_AT_ALL: &str = "for (const name of ['indexedDB', 'localStorage'])
    Object.defineProperty(window, name, { configurable: true, get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError'); } });";

/// Opens the app for the first time and begins as the delegation of a State.
pub async fn begin(app: &App, state: &str) -> Result<()> {
    app.open("").await?;
    sit_down(app, state).await
}

/// Fills in the first page, which is open, as the delegation of a State.
pub async fn sit_down(app: &App, state: &str) -> Result<()> {
    app.choose(label("Your State"), state).await?;
    app.click_role("button", "Begin").await?;
    app.wait(tree()).await.map(drop)
}

/// Has the page in the language of this name. The list goes on to say what is shown until the texts
/// are there, so both have to say it.
pub async fn speak(app: &App, language: &str) -> Result<()> {
    app.choose(testid("language"), language).await?;
    app.wait_until(&format!("the page to speak {language}"), async || {
        let spoken =
            "const shown = document.querySelector('[data-testid=language]').selectedOptions[0];
            return shown.lang === document.documentElement.lang ? shown.text : '';";
        Ok(app.js_as::<String>(spoken).await? == language)
    })
    .await
}

/// Opens the app for the first time and begins as somebody who has no State of their own:
/// `The chair’s office` or `A reader`.
pub async fn begin_as(app: &App, role_name: &str) -> Result<()> {
    app.open("").await?;
    app.click(text(role_name).within("form")).await?;
    app.click_role("button", "Begin").await?;
    app.wait(tree()).await.map(drop)
}

/// Opens the app, and says whether it asks who one is.
pub async fn asks_who(app: &App) -> Result<bool> {
    app.open("").await?;
    app.wait("#plan-tree, form.who").await?;
    Ok(app.count("form.who").await? > 0)
}

/// The tree of the plans.
pub fn tree() -> Find {
    css("#plan-tree[role=tree]")
}

/// The row of an element in the tree.
pub fn row(id: &str) -> Find {
    css(&row_css(id))
}

fn row_css(id: &str) -> String {
    format!("[role=treeitem][data-id=\"{id}\"]")
}

/// What the row of an element says about its status, for the eye and for the ear.
pub async fn row_says(app: &App, id: &str) -> Result<String> {
    let mark = css(".standing").within(&row_css(id));
    let drawn = app.attr(&mark, "data-standing").await?;
    let spoken = app.attr(&mark, "title").await?;
    Ok(format!("{} {}", drawn.unwrap_or_default(), spoken.unwrap_or_default()))
}

/// Waits until the row of an element shows a status, by its key in the file.
pub async fn row_shows(app: &App, id: &str, key: &str) -> Result<()> {
    app.wait_until(&format!("{id} to show {key} in the tree"), async || {
        let says = row_says(app, id).await?;
        ensure!(says.starts_with(&format!("{key} ")), "it shows {says}");
        Ok(true)
    })
    .await
}

/// [`row_shows`], from any other page.
pub async fn row_shows_on_plan(app: &App, id: &str, key: &str) -> Result<()> {
    open_entry(app, id).await?;
    row_shows(app, id, key).await
}

/// How much of a branch is stated, as its row says it: `1 of 62 stated`.
pub async fn row_count(app: &App, id: &str) -> Result<String> {
    let spoken = css(".visually-hidden").within(&row_css(id));
    read_raw(app, spoken).await
}

/// [`row_count`], from any other page.
pub async fn row_count_on_plan(app: &App, id: &str) -> Result<String> {
    app.open("#/plan").await?;
    row_count(app, id).await
}

/// The text of an element, whether or not it is drawn.
pub async fn read_raw(app: &App, find: Find) -> Result<String> {
    let element = app.wait(find.even_hidden()).await?;
    let text = element.prop("textContent").await?;
    Ok(text.unwrap_or_default().trim().to_owned())
}

/// Opens the entry of an element by its address.
pub async fn open_entry(app: &App, id: &str) -> Result<()> {
    app.open(&format!("#/plan/{id}")).await?;
    app.wait_text(".entry-id", id).await
}

/// The radio button of a status, by its word.
pub fn status(word: &str) -> Find {
    role("radio", word).within(".status")
}

/// Chooses a status in the entry that is open.
pub async fn state(app: &App, word: &str) -> Result<()> {
    app.click(status(word)).await
}

/// Whether a status is the one chosen in the entry that is open.
pub async fn is_stated(app: &App, word: &str) -> Result<bool> {
    app.is_checked(status(word).even_hidden()).await
}

/// Waits until the entry that is open shows this status.
pub async fn shows_status(app: &App, word: &str) -> Result<()> {
    app.wait_until(&format!("the status {word}"), async || is_stated(app, word).await).await
}

/// Waits until the entry that is open, which can only be read, says this.
pub async fn reads(app: &App, words: &str) -> Result<()> {
    app.wait_text(testid("reading"), words).await
}

/// Waits until a field holds this text.
pub async fn holds(app: &App, field: Find, content: &str) -> Result<()> {
    app.wait_until(&format!("{field} to hold “{content}”"), async || {
        let value = app.value(&field).await?;
        ensure!(value == content, "it holds “{value}”");
        Ok(true)
    })
    .await
}

/// Waits until the indicator says that everything is kept.
pub async fn saved(app: &App) -> Result<()> {
    keeping(app, "saved").await?;
    app.wait_text(testid("save-state"), "Saved on this computer").await
}

/// Waits until nothing is on its way to storage: all is kept, or nothing had to be.
pub async fn saved_or_idle(app: &App) -> Result<()> {
    app.wait(css("[data-testid=save-state]:is([data-state=saved], [data-state=nothing])"))
        .await
        .map(drop)
}

/// Waits until the indicator is in this state.
pub async fn keeping(app: &App, state: &str) -> Result<()> {
    app.wait(css(&format!("[data-testid=save-state][data-state={state}]"))).await.map(drop)
}

/// Goes to the page for sending and receiving.
pub async fn exchange(app: &App) -> Result<()> {
    app.open("#/exchange").await?;
    app.wait(testid("export")).await.map(drop)
}

/// Saves a snapshot with the choice that begins with these words, and takes the file.
pub async fn export(app: &App, scope: &str) -> Result<Download> {
    exchange(app).await?;
    app.click(text(scope).within(".export form")).await?;
    app.click_testid("export").await?;
    let file = app.download().await?;
    app.wait_text(testid("announcement"), &file.name).await?;
    Ok(file)
}

/// The fingerprint of everything here.
pub async fn fingerprint(app: &App) -> Result<String> {
    exchange(app).await?;
    app.read(testid("fingerprint")).await
}

/// The card of the file that came last.
pub const LAST: &str = ".arrival:last-child";

/// What a file brings, by the app's count.
#[derive(Debug, PartialEq, Eq)]
pub struct Brings {
    pub new: u32,
    pub same: u32,
    pub contested: u32,
}

/// Chooses a file and waits until it is read and shown; nothing is taken in yet.
pub async fn offer(app: &App, name: &str, bytes: &[u8]) -> Result<()> {
    exchange(app).await?;
    let before = app.count(".arrival").await?;
    app.upload("#import-file", name, bytes).await?;
    app.wait_until("the file to be read", async || {
        let cards = app.count(".arrival").await?;
        let reading = app.count(".arrival:is([data-state=queued], [data-state=reading])").await?;
        Ok(cards == before + 1 && reading == 0)
    })
    .await
}

/// Chooses several files at once and waits until all are read and shown.
pub async fn offer_all(app: &App, files: &[(&str, &[u8])]) -> Result<()> {
    exchange(app).await?;
    app.upload_all("#import-file", files).await?;
    app.wait_until("all files to be read", async || {
        let cards = app.count(".arrival").await?;
        let unread = app.count(".arrival:is([data-state=queued], [data-state=reading])").await?;
        Ok(cards == files.len() && unread == 0)
    })
    .await
}

/// Takes a file in and says what it brought.
pub async fn take_in(app: &App, name: &str, bytes: &[u8]) -> Result<Brings> {
    offer(app, name, bytes).await?;
    app.click(testid("take-in").within(LAST)).await?;
    app.wait(testid("taken-in").within(LAST)).await?;
    brings(app).await
}

/// The counts on the card of the file that came last.
pub async fn brings(app: &App) -> Result<Brings> {
    Ok(Brings {
        new: counted(app, "new").await?,
        same: counted(app, "same").await?,
        contested: counted(app, "contested-count").await?,
    })
}

async fn counted(app: &App, id: &str) -> Result<u32> {
    // On a narrow page what a file brought none of is hidden once it is taken in.
    let count = app.wait(testid(id).within(LAST).even_hidden()).await?;
    let shown = count.prop("textContent").await?.unwrap_or_default();
    // English groups its digits.
    shown.replace(',', "").parse().with_context(|| format!("{id}: “{shown}”"))
}

/// Erases everything on the About page, and waits until the app begins anew.
pub async fn erase(app: &App) -> Result<()> {
    app.open("#/about").await?;
    app.js("window.notErased = true", vec![]).await?;
    app.click(text("Erase everything on this computer")).await?;
    app.click_testid("erase").await?;
    app.wait_until("the app to begin anew", async || {
        app.js_as("return window.notErased === undefined && !!document.querySelector('.who')").await
    })
    .await
}

/// Opens the licences of everything inside, on the page About.
pub async fn read_licences(app: &App) -> Result<()> {
    app.click(role("link", "About")).await?;
    app.click("[data-testid=licences] summary").await?;
    app.wait_text(".licences", "leptos 0.").await?;
    app.wait_text(".licences", "Permission is hereby granted, free of charge").await
}

/// Gives a field for days its day, whatever order of day and month the browser shows.
pub async fn choose_day(app: &App, field: &str, day: &str) -> Result<()> {
    app.wait(field).await?;
    app.js(
        "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![field.into(), day.into()],
    )
    .await
    .map(drop)
}
