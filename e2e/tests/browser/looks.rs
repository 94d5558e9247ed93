//! Narrow screens and paper: nothing runs over the edge, everything can be reached, and a print
//! says what a person needs and no more.

use std::io::Read;
use std::time::Duration;

use e2e::{App, Key, Result, Setup, ensure, label, role, scenario, scenario_with, testid};

use sample::{Amount, Recipe};

use crate::addresses;
use crate::desk::{self, ELEMENT};
use crate::files::{self, CAPITAL, MISSION};

/// Fails if the page can be moved sideways.
async fn fits(app: &App) -> Result<()> {
    let (wide, inner): (i64, i64) =
        app.js_as("return [document.scrollingElement.scrollWidth, innerWidth]").await?;
    let culprits: Vec<String> = app
        .js_as(
            "return [...document.querySelectorAll('body *')]
                .filter((it) => it.checkVisibility())
                .filter((it) => it.getBoundingClientRect().right > innerWidth)
                .map((it) => `${it.localName}.${it.className} ${it.textContent.slice(0, 30)}`);",
        )
        .await?;
    let page = app.url().await?;
    ensure!(wide <= inner, "{page} is {wide} wide in {inner}: {culprits:#?}");
    Ok(())
}

/// Every page, with an entry that has everything in it.
async fn every_page_fits(app: &App) -> Result<()> {
    app.open("").await?;
    app.wait("form.who").await?;
    fits(app).await?;
    desk::sit_down(app, "Bosnia and Herzegovina").await?;
    fits(app).await?;
    app.click(e2e::text("Open all")).await?;
    fits(app).await?;
    let long = "status=ongoing";
    let word = format!("note={}", "unbrechbar".repeat(12));
    let capital = CAPITAL.replace("FI", "BA");
    let mission = MISSION.replace("FI", "BA");
    let one = files::snapshot(&capital, &[&[ELEMENT, long, &word]])?;
    let other = files::snapshot(&mission, &[&[ELEMENT, "status=implemented", "note=short"]])?;
    desk::take_in(app, "a-file-with-quite-a-long-name-from-the-ministry.json", &one).await?;
    desk::take_in(app, "other.json", &other).await?;
    fits(app).await?;
    desk::open_entry(app, ELEMENT).await?;
    app.click_testid("add-evidence").await?;
    app.click_testid("add-need").await?;
    app.click(".history summary").await?;
    fits(app).await?;
    for place in addresses::all() {
        addresses::visit(app, &place).await?;
        fits(app).await?;
    }
    app.open("#/plan").await?;
    desk::speak(app, "Français").await?;
    fits(app).await
}

#[test]
fn no_page_runs_over_the_edge_at_320_pixels() -> Result<()> {
    let narrow = Setup::new().size(320, 640);
    scenario_with("no_page_runs_over_the_edge_at_320_pixels", narrow, async |app| {
        every_page_fits(app).await
    })
}

/// Opens one element after the other, and says which of them run over the edge.
const EACH_ELEMENT: &str = "
    const shown = (id) => document.querySelector('.entry-id')?.textContent === id;
    const ids = [...document.querySelectorAll('[role=treeitem]')].map((row) => row.dataset.id);
    const wide = [];
    for (const id of ids) {
        location.hash = '#/plan/' + id;
        const begun = performance.now();
        while (!shown(id) && performance.now() - begun < 5000) {
            await new Promise((then) => setTimeout(then, 10));
        }
        await new Promise((then) => setTimeout(then, 50));
        if (!shown(id) || document.documentElement.scrollWidth > innerWidth) wide.push(id);
    }
    return [ids.length, wide.join(' ')];";

#[test]
fn no_element_runs_over_the_edge_in_the_language_of_long_words() -> Result<()> {
    let name = "no_element_runs_over_the_edge_in_the_language_of_long_words";
    let narrow = Setup::new().size(320, 640).limit(Duration::from_secs(240));
    scenario_with(name, narrow, async |app| {
        desk::begin(app, "Finland").await?;
        desk::speak(app, "Deutsch").await?;
        app.click_testid("open-all").await?;
        let (all, wide): (usize, String) = app.js_as(EACH_ELEMENT).await?;
        ensure!(all > 100 && wide.is_empty(), "of {all} elements these are too wide: {wide}");
        Ok(())
    })
}

#[test]
fn no_page_runs_over_the_edge_at_768_pixels() -> Result<()> {
    let tablet = Setup::new().size(768, 1024);
    scenario_with("no_page_runs_over_the_edge_at_768_pixels", tablet, async |app| {
        every_page_fits(app).await
    })
}

#[test]
fn on_a_narrow_screen_one_goes_into_an_entry_and_back() -> Result<()> {
    let name = "on_a_narrow_screen_one_goes_into_an_entry_and_back";
    scenario_with(name, Setup::new().size(320, 640), async |app| {
        desk::begin(app, "Finland").await?;
        app.click(desk::row("PoA.4")).await?;
        app.wait_text(".entry-id", "PoA.4").await?;
        app.wait_gone(desk::tree()).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.click(role("link", "Back to the plans")).await?;
        app.wait(desk::tree()).await?;
        app.wait_gone(".entry-id").await?;
        desk::row_shows(app, "PoA.4", "implemented").await?;
        app.open("#/exchange").await?;
        app.click_testid("export").await?;
        app.download().await.map(drop)
    })
}

/// How high the header is, in pixels.
async fn header(app: &App) -> Result<f64> {
    app.js_as("return document.querySelector('.header').getBoundingClientRect().height").await
}

#[test]
fn on_a_telephone_the_pages_are_behind_a_button() -> Result<()> {
    let name = "on_a_telephone_the_pages_are_behind_a_button";
    scenario_with(name, Setup::new().size(375, 667), async |app| {
        desk::begin(app, "Finland").await?;
        let high = header(app).await?;
        ensure!(high < 667.0 / 4.0, "the header takes {high} of 667 pixels");
        let exchange = || role("link", "Exchange").within("#pages");
        app.wait_gone(exchange()).await?;
        let button = role("button", "Pages");
        app.focus(button.clone()).await?;
        app.press(Key::Enter).await?;
        app.wait(exchange()).await?;
        fits(app).await?;
        app.focus(exchange()).await?;
        app.press(Key::Escape).await?;
        app.wait_gone(exchange()).await?;
        ensure!(app.focused().await?["id"] == "pages-button");
        app.press(Key::Enter).await?;
        app.focus(exchange()).await?;
        app.press(Key::Enter).await?;
        app.wait(testid("export")).await?;
        app.wait_gone(exchange()).await?;
        ensure!(app.focused().await?["id"] == "main");
        Ok(())
    })
}

#[test]
fn the_choice_of_a_dark_ground_survives_a_reload() -> Result<()> {
    scenario("the_choice_of_a_dark_ground_survives_a_reload", async |app| {
        // Light letters stand on a dark ground.
        let ground = "const [r, g, b] = getComputedStyle(document.body).color
                .match(/[\\d.]+/g).map(Number);
            return r + g + b > 384;";
        desk::begin(app, "Finland").await?;
        ensure!(!app.js_as::<bool>(ground).await?, "dark at first");
        app.click_role("button", "Show on a dark background").await?;
        ensure!(app.js_as::<bool>(ground).await?, "not dark");
        app.reload().await?;
        app.wait(role("button", "Show on a light background")).await?;
        ensure!(app.js_as::<bool>(ground).await?, "not dark after the reload");
        app.media(&[("prefers-color-scheme", "dark")]).await?;
        app.click_role("button", "Show on a light background").await?;
        ensure!(!app.js_as::<bool>(ground).await?, "dark against the choice");
        Ok(())
    })
}

/// How many pages a PDF has. Some browsers pack what says so.
pub fn pages(pdf: &[u8]) -> usize {
    let begins = pdf.windows(STREAM.len()).enumerate().filter(|(_, bytes)| bytes == &STREAM);
    let unpacked = begins.filter_map(|(at, _)| {
        let mut text = Vec::new();
        let packed = pdf[at + STREAM.len()..].trim_ascii_start();
        flate2::read::ZlibDecoder::new(packed).read_to_end(&mut text).ok()?;
        Some(text)
    });
    std::iter::once(pdf.to_vec()).chain(unpacked).map(|text| pages_told(&text)).sum()
}

const STREAM: &[u8] = b"stream";

fn pages_told(text: &[u8]) -> usize {
    let text = String::from_utf8_lossy(text);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

#[test]
fn the_table_of_everybody_fits_on_the_width_of_a_page() -> Result<()> {
    // A4 on its side without margins, in pixels of the style sheets.
    let wide = Setup::new().size(1031, 700);
    scenario_with("the_table_of_everybody_fits_on_the_width_of_a_page", wide, async |app| {
        let all = Recipe { participants: sample::states(57), ..Recipe::new(0, Amount::Typical) };
        let file = all.aggregate_file();
        desk::begin_as(app, "The chair’s office").await?;
        desk::take_in(app, &file.name, &file.bytes).await?;
        app.open("#/overview").await?;
        app.wait(testid("matrix")).await?;
        app.print_view(true).await?;
        fits(app).await?;
        let narrowest: f64 = app
            .js_as(
                "const cells = [...document.querySelectorAll('[data-testid=matrix] tbody td')];
                return Math.min(...cells.map((it) => it.getBoundingClientRect().width));",
            )
            .await?;
        ensure!(narrowest > 8.0, "a column of {narrowest} pixels has no room for a sign");
        app.print_view(false).await?;
        let pages = pages(&app.pdf().await?);
        ensure!((1..=4).contains(&pages), "57 States take {pages} pages");
        Ok(())
    })
}

#[test]
fn an_entry_and_the_plans_print() -> Result<()> {
    scenario("an_entry_and_the_plans_print", async |app| {
        desk::begin(app, "Finland").await?;
        let plans = pages(&app.pdf().await?);
        ensure!((1..=6).contains(&plans), "the plans take {plans} pages");
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill(label("Note"), "printed").await?;
        desk::saved(app).await?;
        let entry = pages(&app.pdf().await?);
        ensure!((1..=3).contains(&entry), "the entry takes {entry} pages");
        app.click_text("Open all").await?;
        app.open("#/plan").await?;
        let all = pages(&app.pdf().await?);
        ensure!((3..=14).contains(&all), "all elements take {all} pages");
        Ok(())
    })
}

/// What the style of the page sets at the head or at the foot of every printed page.
pub async fn printed(app: &App, place: &str) -> Result<String> {
    let style = "getComputedStyle(document.documentElement)";
    app.js_as(&format!("return {style}.getPropertyValue('{place}')")).await
}

#[test]
fn on_paper_a_selection_says_so_and_signs_are_explained() -> Result<()> {
    scenario("on_paper_a_selection_says_so_and_signs_are_explained", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.open("#/plan").await?;
        app.click(".chip[data-standing=implemented]").await?;
        app.fill("#search", "national").await?;
        app.wait_text(testid("found"), "1 element").await?;
        app.print_view(true).await?;
        let shown = app.read(".outline").await?;
        let said = "Selection shown: Implemented · “national” (1 element)";
        ensure!(shown.contains(said) && shown.contains("Partly implemented"), "{shown}");
        // Signs and counts stand below one another, whatever the text beside them.
        let ends: Vec<f64> = app
            .js_as(
                "return [...document.querySelectorAll('.row-state')]
                    .map((it) => it.parentElement.getBoundingClientRect().right
                        - it.getBoundingClientRect().right)",
            )
            .await?;
        let all_alike = ends.windows(2).all(|two| (two[0] - two[1]).abs() < 0.5);
        ensure!(ends.len() > 3 && all_alike, "{ends:?}");
        app.print_view(false).await?;
        app.click_text("Show all").await?;
        app.print_view(true).await?;
        app.wait_gone(".selection").await?;
        app.print_view(false).await
    })
}

#[test]
fn on_paper_pages_about_all_states_name_none_and_have_a_date() -> Result<()> {
    scenario("on_paper_pages_about_all_states_name_none_and_have_a_date", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        for (page, title) in [
            ("#/overview", "Overview · State by element"),
            ("#/overview/participation", "Overview · Participation"),
            ("#/assistance", "Assistance"),
            ("#/contested", "Contested values"),
        ] {
            app.open(page).await?;
            app.wait("main h1").await?;
            let head = format!("\"{title}\"");
            app.wait_until("its head", async || Ok(printed(app, "--page-head").await? == head))
                .await?;
            let foot = printed(app, "--page-foot").await?;
            ensure!(foot.contains("As of "), "{foot}");
            app.print_view(true).await?;
            let shown: String = app.js_as("return document.body.innerText").await?;
            ensure!(shown.contains("As of "), "{page} has no date:\n{shown}");
            for part in ["Plans of", "Nothing leaves this computer", "paste into an e-mail"] {
                ensure!(!shown.contains(part), "“{part}” is on paper of {page}:\n{shown}");
            }
            app.print_view(false).await?;
        }
        Ok(())
    })
}

#[test]
fn on_paper_the_meetings_tell_what_is_folded_away_on_the_screen() -> Result<()> {
    scenario("on_paper_the_meetings_tell_what_is_folded_away_on_the_screen", async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        app.choose(label("Target"), "2020 – Biennial Meeting of States, 5 days, New York").await?;
        desk::saved(app).await?;
        app.open("#/calendar").await?;
        app.wait(".due").await?;
        let read = "return ['.due a', '.sources', '.proposals']
            .map((it) => document.querySelector(it)?.checkVisibility() ?? false)";
        let on_screen: Vec<bool> = app.js_as(read).await?;
        app.print_view(true).await?;
        let on_paper: Vec<bool> = app.js_as(read).await?;
        app.print_view(false).await?;
        ensure!(on_screen == [false, true, true], "on the screen: {on_screen:?}");
        ensure!(on_paper == [true, false, false], "on paper: {on_paper:?}");
        Ok(())
    })
}

#[test]
fn on_paper_an_entry_has_its_texts_but_no_controls_and_nothing_private() -> Result<()> {
    let name = "on_paper_an_entry_has_its_texts_but_no_controls_and_nothing_private";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.fill(label("Note"), "first line\nsecond line").await?;
        app.fill(label("Private note"), "not for paper").await?;
        app.click_testid("add-evidence").await?;
        app.fill(label("Title"), "Firearms Act").await?;
        // A browser takes a day as its own language writes it.
        app.js_as::<()>(
            "const day = document.querySelector('.item input[type=date]');
            day.value = '2020-03-01';
            day.dispatchEvent(new Event('change', { bubbles: true }));
            day.dispatchEvent(new Event('focusout', { bubbles: true }));",
        )
        .await?;
        app.choose(label("Target"), "2020 – Biennial Meeting of States, 5 days, New York").await?;
        app.click_testid("add-need").await?;
        app.choose(label("Kind"), "Training").await?;
        desk::saved(app).await?;
        app.print_view(true).await?;
        let shown: String = app.js_as("return document.body.innerText").await?;
        for part in ["PoA.1.a.1.i", "What Finland says", "Implemented", "first line\nsecond line"] {
            ensure!(shown.contains(part), "“{part}” is not on paper:\n{shown}");
        }
        for part in [
            "not for paper",
            "Private note",
            "Not started",
            "Add evidence",
            "Undo",
            "Next",
            "History",
            "Priority",
            "Nothing leaves",
        ] {
            ensure!(!shown.contains(part), "“{part}” is on paper:\n{shown}");
        }
        ensure!(shown.contains("osce-fsc-jour-883:2018-01-19"), "no edition on paper");
        for part in ["Firearms Act", "Biennial Meeting of States, 5 days, New York", "March 2020"] {
            ensure!(shown.contains(part), "“{part}” is not on paper:\n{shown}");
        }
        ensure!(app.count("button").await? == 0);
        ensure!(app.count(".entry :is(input[type=text], input[type=date], select)").await? == 0);
        let head = printed(app, "--page-head").await?;
        ensure!(head.contains("Finland · PoA.1.a.1.i"), "{head}");
        app.wait_gone(testid("save-state")).await?;
        app.print_view(false).await
    })
}
