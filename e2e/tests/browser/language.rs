//! French and English: everything switches, the source stays what it is.

use e2e::{App, Result, Setup, css, ensure, label, role, scenario, scenario_with, testid, text};

use crate::desk::{self, ELEMENT};

/// The visible texts of the page, each with the place it stands at; names of languages, codes,
/// numbers and what the source says in French left out.
const TEXTS: &str = "
    const keep = '[lang], code, .entry-id, [dir=auto], bdi, option, .marker, [aria-hidden=true]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const words = walker.currentNode.data.replace(/\\s+/g, ' ').trim();
        if (/\\p{L}{3}/u.test(words) && !parent.closest(keep) && parent.checkVisibility())
            found.push(words);
    }
    for (const it of document.querySelectorAll('[aria-label], [title], [placeholder]'))
        for (const name of ['aria-label', 'title', 'placeholder'])
            if (it.hasAttribute(name) && !it.closest('[lang]:not(html)'))
                found.push(it.getAttribute(name));
    return [...new Set(found)];";

/// Words that are the same in both languages, and rightly so.
const SAME: [&str; 8] =
    ["Plans", "Pages", "Note", "Assistance", "Date", "Type", "New York", "Source"];

/// Checks that no text of the page is left in the other language.
async fn everything_changes(app: &App) -> Result<()> {
    let english: Vec<String> = app.js_as(TEXTS).await?;
    desk::speak(app, "Français").await?;
    lang_is(app, "fr").await?;
    let french: Vec<String> = app.js_as(TEXTS).await?;
    let left: Vec<_> =
        english.iter().filter(|words| french.contains(words) && !is_neutral(words)).collect();
    let page = app.url().await?;
    ensure!(left.is_empty(), "{page} still says {left:#?}");
    ensure!(french.len() * 10 > english.len() * 9, "{page} lost texts");
    desk::speak(app, "English").await?;
    lang_is(app, "en").await?;
    let back: Vec<String> = app.js_as(TEXTS).await?;
    ensure!(back == english, "{page} did not come back");
    Ok(())
}

/// Names, addresses and symbols have no language.
fn is_neutral(words: &str) -> bool {
    SAME.contains(&words)
        || words.starts_with("https://")
        || words.starts_with("MIT OR")
        || words.starts_with("A/CONF")
        || words.contains("Reaching Critical Will")
        || words == "SHA-256"
}

async fn lang_is(app: &App, lang: &str) -> Result<()> {
    app.wait_until(&format!("the page to be in {lang}"), async || {
        Ok(app.js_as::<String>("return document.documentElement.lang").await? == lang)
    })
    .await
}

#[test]
fn every_visible_text_switches_live_on_every_page() -> Result<()> {
    scenario("every_visible_text_switches_live_on_every_page", async |app| {
        app.open("").await?;
        app.wait(role("button", "Begin")).await?;
        everything_changes(app).await?;
        desk::sit_down(app, "Finland").await?;
        everything_changes(app).await?;
        desk::open_entry(app, ELEMENT).await?;
        app.click_testid("add-evidence").await?;
        app.click_testid("add-need").await?;
        everything_changes(app).await?;
        for page in ["#/plan/PoA", "#/calendar", "#/exchange", "#/about"] {
            app.open(page).await?;
            app.wait("main h1, main h2").await?;
            everything_changes(app).await?;
        }
        Ok(())
    })
}

#[test]
fn what_is_being_typed_survives_a_switch_of_language() -> Result<()> {
    scenario("what_is_being_typed_survives_a_switch_of_language", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill("[data-field=note] textarea", "half a sent").await?;
        desk::speak(app, "Français").await?;
        lang_is(app, "fr").await?;
        desk::holds(app, css("[data-field=note] textarea"), "half a sent").await?;
        app.wait_text(testid("save-state"), "Enregistré sur cet ordinateur").await?;
        app.wait(text("État d’avancement").within(".entry")).await?;
        desk::shows_status(app, "Mis en œuvre").await
    })
}

#[test]
fn the_choice_of_language_survives_a_reload() -> Result<()> {
    scenario("the_choice_of_language_survives_a_reload", async |app| {
        app.open("").await?;
        desk::speak(app, "Français").await?;
        lang_is(app, "fr").await?;
        app.reload().await?;
        lang_is(app, "fr").await?;
        app.wait(role("button", "Commencer")).await?;
        desk::speak(app, "English").await?;
        lang_is(app, "en").await?;
        app.reload().await?;
        lang_is(app, "en").await?;
        app.wait(role("button", "Begin")).await.map(drop)
    })
}

#[test]
fn the_browsers_language_is_the_first_choice() -> Result<()> {
    let french = Setup::new().lang("fr");
    scenario_with("the_browsers_language_is_the_first_choice", french, async |app| {
        app.open("").await?;
        lang_is(app, "fr").await?;
        app.choose(label("Votre État"), "Suisse").await?;
        app.click_role("button", "Commencer").await?;
        app.wait(desk::tree()).await?;
        let german = app.someone_else(Setup::new().lang("de-CH")).await?;
        german.open("").await?;
        lang_is(&german, "de").await?;
        german.finish().await?;
        let other = app.someone_else(Setup::new().lang("pt")).await?;
        other.open("").await?;
        lang_is(&other, "en").await?;
        other.finish().await
    })
}

#[test]
fn the_french_source_is_quoted_in_french_and_the_english_is_unofficial() -> Result<()> {
    let name = "the_french_source_is_quoted_in_french_and_the_english_is_unofficial";
    scenario(name, async |app| {
        let french = "Adopter et mettre en œuvre les plans d'action nationaux ;";
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, "PoA.1.a.1.iii").await?;
        app.wait_text(".unofficial", "Unofficial working translation. The French text is the")
            .await?;
        app.wait_text("h2 .translation", "Adopt and implement national action plans").await?;
        ensure!(app.read("blockquote.quote[lang=fr]").await? == french);
        app.wait_text(".source-place", "FSC.JOUR/883, annex, line ").await?;
        desk::speak(app, "Français").await?;
        app.wait_text("h2 .quote[lang=fr]", french).await?;
        app.wait_gone(".unofficial").await?;
        app.wait_gone("blockquote").await?;
        app.wait_text(".source-place", "FSC.JOUR/883").await
    })
}

#[test]
fn an_error_of_the_source_is_marked_and_what_was_meant_is_said() -> Result<()> {
    let name = "an_error_of_the_source_is_marked_and_what_was_meant_is_said";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, "PoA.1.b.2.i").await?;
        let wrong = app.read(".sic").await?;
        ensure!(wrong.starts_with("ALCP") && wrong.contains("[sic]"), "{wrong}");
        app.wait_text(".sic-meant", "So in the source. Evidently meant: ALPC").await?;
        desk::speak(app, "Français").await?;
        app.wait_text(".sic-meant", "ALPC").await
    })
}

#[test]
fn the_edition_and_the_sources_hash_are_visible() -> Result<()> {
    scenario("the_edition_and_the_sources_hash_are_visible", async |app| {
        desk::begin(app, "Finland").await?;
        app.wait_text(".footer", "osce-fsc-jour-883:2018-01-19").await?;
        app.open("#/about").await?;
        ensure!(app.read(testid("edition")).await? == "osce-fsc-jour-883:2018-01-19");
        let hash = "9d2d1313c3f50b8065416a09956219e22b81e723755726ec05eaae0117ebe54f";
        ensure!(app.read(testid("sha256")).await? == hash);
        Ok(())
    })
}
