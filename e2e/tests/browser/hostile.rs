//! Files from strangers: nothing in them runs, links or breaks the page; damaged ones are
//! salvaged or refused in words, and the desk stays as it was.

use e2e::{App, Result, Value, ensure, label, scenario, testid};

use crate::desk::{self, Brings, ELEMENT, LAST, NEXT};
use crate::files::{self, CAPITAL, MISSION};

const SCRIPT: &str = "<script>window.__pwned=1</script>";
const IMAGE: &str = "<img src=x onerror=\"window.__pwned=1\">";
const LINK: &str = "javascript:window.__pwned=1";

/// A snapshot in which every text tries something.
fn hostile(author: &str, more: &str) -> Result<Vec<u8>> {
    let evidence = format!(
        "evidence:e1={}",
        e2e::json!({ "title": IMAGE, "link": LINK, "date": "2019-02-01" })
    );
    let offer = e2e::json!({ "direction": "offer", "kind": "legal", "state": "open",
        "partner": IMAGE, "note": SCRIPT });
    let offer = format!("assistance:a1={offer}");
    let texts = [
        format!("note={SCRIPT}{more}"),
        format!("responsible={IMAGE}"),
        format!("obstacle=\u{202e}{LINK}"),
        format!("chair.note={IMAGE}"),
        format!("x.unknown={SCRIPT}"),
    ];
    let mut statement = vec![ELEMENT, "status=ongoing", &evidence, &offer];
    statement.extend(texts.iter().map(String::as_str));
    let mut json: Value = serde_json::from_slice(&files::snapshot(author, &[&statement])?)?;
    json["marking"] = IMAGE.into();
    json["app"]["name"] = SCRIPT.into();
    json["authors"][author]["name"] = IMAGE.into();
    json["edition"]["id"] = IMAGE.into();
    json[IMAGE] = SCRIPT.into();
    Ok(serde_json::to_vec(&json)?)
}

/// Nothing ran, and nothing of the file became markup.
async fn nothing_happened(app: &App) -> Result<()> {
    let found: Value = app
        .js_as(
            "const bad = [...document.querySelectorAll('[href], [src], [action]')]
                .filter((it) => /^\\s*(javascript|data):/i.test(
                    it.getAttribute('href') ?? it.getAttribute('src') ?? it.getAttribute('action')));
            return { ran: '__pwned' in window, bad: bad.map((it) => it.outerHTML),
                made: [...document.querySelectorAll('body :is(script, img, iframe, b)')]
                    .map((it) => it.outerHTML) };",
        )
        .await?;
    let none = e2e::json!({ "ran": false, "bad": [], "made": [] });
    ensure!(found == none, "{found}");
    Ok(())
}

#[test]
fn a_hostile_snapshot_is_shown_as_text_and_does_nothing() -> Result<()> {
    let name = "a_hostile_snapshot_is_shown_as_text_and_does_nothing";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::take_in(app, "<img src=x onerror=alert(1)>.json", &hostile(CAPITAL, "1")?).await?;
        app.wait_text(LAST, IMAGE).await?;
        app.wait_text(".arrival h3", "<img src=x onerror=alert(1)>.json").await?;
        nothing_happened(app).await?;
        desk::take_in(app, "second.json", &hostile(MISSION, "2")?).await?;
        nothing_happened(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        app.wait_text(testid("contested"), SCRIPT).await?;
        app.wait_text(testid("contested"), IMAGE).await?;
        desk::holds(app, label("Title"), IMAGE).await?;
        desk::holds(app, label("Link or document symbol"), LINK).await?;
        desk::holds(app, label("Responsible body"), IMAGE).await?;
        app.wait_text(".unknown-fields", SCRIPT).await?;
        app.click(".history summary").await?;
        app.wait_text(".history", IMAGE).await?;
        nothing_happened(app).await?;
        app.reload().await?;
        app.wait(testid("contested")).await?;
        app.print_view(true).await?;
        nothing_happened(app).await?;
        app.print_view(false).await?;
        app.open("#/exchange").await?;
        nothing_happened(app).await
    })
}

#[test]
fn a_hostile_address_is_not_a_page_nor_markup() -> Result<()> {
    scenario("a_hostile_address_is_not_a_page_nor_markup", async |app| {
        desk::begin(app, "Finland").await?;
        for address in ["#/plan/%3Cimg%20src=x%20onerror=__pwned=1%3E", "#javascript:__pwned=1"] {
            app.open(address).await?;
            app.wait(desk::tree()).await?;
            nothing_happened(app).await?;
        }
        Ok(())
    })
}

/// A sound file of four entries.
fn sound() -> Result<Vec<u8>> {
    let statements: [&[&str]; 4] = [
        &[ELEMENT, "status=ongoing"],
        &[NEXT, "status=implemented"],
        &["PoA.4", "note=fourth"],
        &["ITI.1.i", "status=not_started"],
    ];
    files::snapshot(CAPITAL, &statements)
}

#[test]
fn a_truncated_snapshot_is_salvaged_and_the_loss_is_said() -> Result<()> {
    scenario("a_truncated_snapshot_is_salvaged_and_the_loss_is_said", async |app| {
        let mut file = sound()?;
        file.truncate(file.len() - 60);
        desk::begin(app, "Finland").await?;
        let before = desk::fingerprint(app).await?;
        desk::offer(app, "cut.json", &file).await?;
        app.wait_text(LAST, "The file is incomplete or damaged. What is provably intact was read.")
            .await?;
        app.wait_text(LAST, "The file says it has 4 revisions; 3 were read.").await?;
        ensure!(desk::brings(app).await? == Brings { new: 3, same: 0, contested: 0 });
        ensure!(desk::fingerprint(app).await? == before);
        app.click(testid("take-in").within(LAST)).await?;
        app.wait(testid("taken-in")).await?;
        let whole = desk::take_in(app, "whole.json", &sound()?).await?;
        ensure!(whole == Brings { new: 1, same: 3, contested: 0 }, "{whole:?}");
        Ok(())
    })
}

#[test]
fn an_altered_revision_is_refused_by_name_and_the_rest_is_read() -> Result<()> {
    scenario("an_altered_revision_is_refused_by_name_and_the_rest_is_read", async |app| {
        let file = String::from_utf8(sound()?)?.replace("fourth", "forged");
        desk::begin(app, "Finland").await?;
        desk::offer(app, "altered.json", file.as_bytes()).await?;
        ensure!(desk::brings(app).await? == Brings { new: 3, same: 0, contested: 0 });
        ensure!(app.read(testid("refused").within(LAST)).await? == "1");
        app.click(e2e::text("What is in it, value by value")).await?;
        app.wait_text(LAST, "What was refused, and why").await?;
        app.wait_text(LAST, "altered or damaged on the way").await?;
        app.click(testid("take-in").within(LAST)).await?;
        app.wait(testid("taken-in")).await?;
        desk::open_entry(app, "PoA.4").await?;
        desk::holds(app, label("Note"), "").await
    })
}

/// Offers a file that cannot be read at all, and checks the words and that nothing changed.
async fn is_refused(app: &App, name: &str, bytes: &[u8], words: &str) -> Result<()> {
    let before = desk::fingerprint(app).await?;
    desk::offer(app, name, bytes).await?;
    app.wait(&*format!("{LAST}[data-state=refused]")).await?;
    app.wait_text(LAST, words).await?;
    app.wait_gone(testid("take-in").within(LAST)).await?;
    ensure!(desk::fingerprint(app).await? == before, "{name} changed the desk");
    Ok(())
}

#[test]
fn what_is_no_snapshot_is_refused_in_words_and_changes_nothing() -> Result<()> {
    let name = "what_is_no_snapshot_is_refused_in_words_and_changes_nothing";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        let other = "This is not a snapshot of this tracker.";
        is_refused(app, "other.json", br#"{"type":"FeatureCollection"}"#, other).await?;
        is_refused(app, "list.json", b"[1, 2, 3]", other).await?;
        let newer = String::from_utf8(sound()?)?.replace("\"version\":1,", "\"version\":2,");
        let words = "Get the newer version of this tracker, or ask for an export in format 1.";
        is_refused(app, "newer.json", newer.as_bytes(), words).await?;
        for (name, bytes) in [
            ("empty.json", &b""[..]),
            ("picture.json", b"\x89PNG\r\n\x1a\n\0\0"),
            ("text.json", b"hello"),
        ] {
            is_refused(app, name, bytes, "").await?;
        }
        app.reload().await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Implemented").await
    })
}
