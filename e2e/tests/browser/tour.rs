//! A walk past every page of the app in every state worth a look, in whatever language is shown:
//! its steps know no words.

use e2e::{App, Result, json, testid};

use crate::desk;
use crate::files::{self, CAPITAL, MISSION};

/// Walks past everything; `look` is called wherever there is something to see.
pub async fn tour(app: &App, mut look: impl AsyncFnMut(&App) -> Result<()>) -> Result<()> {
    app.open("").await?;
    app.wait("form.who").await?;
    look(app).await?;
    begin(app).await?;
    look(app).await?;
    files_on_the_desk(app).await?;
    look(app).await?;
    past_an_entry_with_two_values(app, &mut look).await?;
    past_the_contested(app, &mut look).await?;
    past_what_left(app, &mut look).await?;
    desk::open_entry(app, "PoA.4").await?;
    app.click_testid("add-evidence").await?;
    app.click_testid("add-need").await?;
    look(app).await?;
    app.open("#/calendar").await?;
    app.click(".proposals summary").await?;
    look(app).await?;
    app.open("#/plan/PoA.1.c").await?;
    app.fill("#added-text", "57").await?;
    app.click(".added form button").await?;
    app.wait(".added-by").await?;
    app.click(".added-texts summary").await?;
    look(app).await?;
    for page in ["#/plan/PoA.1", "#/about", "#/compare"] {
        app.open(page).await?;
        app.wait("main h1, main h2").await?;
        look(app).await?;
    }
    past_the_overview(app, &mut look).await?;
    app.open("#/assistance").await?;
    app.wait(".needs-item").await?;
    look(app).await?;
    for text in ["", "/declaration", "/topics", "/decision", "/guide"] {
        app.open(&format!("#/documents{text}")).await?;
        app.wait(".documents h1").await?;
        look(app).await?;
    }
    past_the_papers(app, &mut look).await?;
    past_the_example(app, &mut look).await
}

async fn past_an_entry_with_two_values(
    app: &App,
    look: &mut impl AsyncFnMut(&App) -> Result<()>,
) -> Result<()> {
    desk::open_entry(app, "PoA.1.b.2.i").await?;
    app.wait(testid("contested")).await?;
    app.click(".history summary").await?;
    app.wait(".sic-meant").await?;
    look(app).await
}

async fn past_the_contested(
    app: &App,
    look: &mut impl AsyncFnMut(&App) -> Result<()>,
) -> Result<()> {
    app.open("#/contested").await?;
    app.click("#contested-begin").await?;
    app.wait(".case:focus").await?;
    app.press("+").await?;
    app.wait(".third .status-options").await?;
    // Two forms are open at once.
    app.click(".case ~ .case .case-buttons button").await?;
    app.wait(".third .item").await?;
    look(app).await
}

/// What was exported, with the ways to hand it round, and what the app is made of.
async fn past_what_left(app: &App, look: &mut impl AsyncFnMut(&App) -> Result<()>) -> Result<()> {
    desk::exchange(app).await?;
    app.click_testid("export").await?;
    app.download().await?;
    app.wait(testid("hand-round")).await?;
    look(app).await?;
    app.open("#/about").await?;
    app.click("[data-testid=licences] summary").await?;
    app.wait(".licences").await?;
    look(app).await
}

async fn past_the_overview(
    app: &App,
    look: &mut impl AsyncFnMut(&App) -> Result<()>,
) -> Result<()> {
    for (side, part) in [
        ("", "[data-testid=matrix]"),
        ("/sections", "[data-testid=sections]"),
        ("/participation", "[data-testid=participation]"),
        ("/obstacles", ".empty"),
    ] {
        app.open(&format!("#/overview{side}")).await?;
        app.wait(part).await?;
        look(app).await?;
    }
    app.open("#/overview/sections").await?;
    // The State that is looked at, beside the end of the last meeting.
    app.js(
        "for (const id of ['overview-group', 'overview-then']) {
            const list = document.getElementById(id);
            list.selectedIndex = id === 'overview-group' ? list.options.length - 1 : 1;
            list.dispatchEvent(new Event('change', { bubbles: true }));
        }",
        vec![],
    )
    .await?;
    app.wait(testid("one-state")).await?;
    look(app).await
}

async fn past_the_papers(app: &App, look: &mut impl AsyncFnMut(&App) -> Result<()>) -> Result<()> {
    for kind in ["", "/table", "/summary", "/since", "/form"] {
        app.open(&format!("#/papers{kind}")).await?;
        app.wait(testid("paper")).await?;
        look(app).await?;
    }
    app.click_testid("paper-as-text").await?;
    app.wait("#paper-text").await?;
    look(app).await
}

/// The example has every status there is.
async fn past_the_example(app: &App, look: &mut impl AsyncFnMut(&App) -> Result<()>) -> Result<()> {
    app.open("#/welcome").await?;
    app.wait(testid("example")).await?;
    look(app).await?;
    app.click_testid("example").await?;
    app.wait(".banner-example").await?;
    app.open("#/plan").await?;
    app.click_testid("open-all").await?;
    look(app).await?;
    app.open("#/calendar").await?;
    app.wait("main h1").await?;
    look(app).await
}

/// Begins as Finland, by its code, which is the same in every language.
async fn begin(app: &App) -> Result<()> {
    app.js(
        "const list = document.querySelector('#own-state');
        list.value = 'FI';
        list.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![],
    )
    .await?;
    app.click("form.who button[type=submit]").await?;
    app.wait(desk::tree()).await.map(drop)
}

/// Two files that disagree, taken in, and one that is refused.
async fn files_on_the_desk(app: &App) -> Result<()> {
    let title = |title| format!("evidence:k1={}", json!({ "title": title }));
    let (law, act) = (title("12"), title("12/2"));
    let one = ["PoA.1.b.2.i", "status=ongoing", "target=CAL.2022", &law];
    let one = files::snapshot(CAPITAL, &[&one])?;
    let other = files::snapshot(MISSION, &[&["PoA.1.b.2.i", "status=implemented", &act]])?;
    desk::take_in(app, "one.json", &one).await?;
    desk::take_in(app, "other.json", &other).await?;
    desk::offer(app, "no.json", b"{}").await
}
