//! Papers: what one State and what everybody says, printed, saved for word processors, and as text.

use e2e::{App, Result, css, ensure, scenario, testid};
use sample::{Amount, Recipe};

use crate::desk;
use crate::files::{self, CAPITAL, MISSION};
use crate::looks::{pages, printed};

/// The paper that is shown, as one reads it.
async fn paper(app: &App) -> Result<String> {
    app.read(testid("paper")).await
}

/// Finland, which says a little, and Sweden, taken in by the chair’s office.
async fn two_states(app: &App) -> Result<()> {
    desk::begin_as(app, "The chair’s office").await?;
    let finland = files::snapshot(
        CAPITAL,
        &[
            &["PoA.1.a.1.i", "status=implemented", "note=Act 12", "priority=1"],
            &["ITI.1.i", "status=in_progress", "target=CAL.2022", "obstacle=No funds"],
        ],
    )?;
    let sweden = files::snapshot(&CAPITAL.replace("FI", "SE"), &[&["PoA.4", "status=ongoing"]])?;
    desk::take_in(app, "fi.json", &finland).await?;
    desk::take_in(app, "se.json", &sweden).await.map(drop)
}

#[test]
fn a_brief_says_what_its_state_says_and_names_what_it_does_not() -> Result<()> {
    let name = "a_brief_says_what_its_state_says_and_names_what_it_does_not";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/papers").await?;
        app.wait_text(".empty", "Nothing is here yet").await?;
        app.click(".empty a").await?;
        app.wait("#import-file").await?;
        desk::open_entry(app, "PoA.1.a.1.i").await?;
        desk::state(app, "Implemented").await?;
        desk::saved(app).await?;
        app.click("nav a[href='#/papers']").await?;
        app.wait_text("#paper-title", "Finland: Brief").await?;
        app.wait_text(testid("paper"), "1 of 86 stated").await?;
        let marking = "OSCE+ \\ \"x\"";
        app.fill("#paper-marking", marking).await?;
        app.click("#paper-draft").await?;
        app.wait_text(testid("paper"), "DRAFT").await?;
        app.wait_text(testid("paper"), marking).await?;
        let paper = paper(app).await?;
        ensure!(paper.contains("PoA.1.a.1.ii, PoA.1.a.1.iii"), "silence is not shown: {paper}");
        ensure!(paper.contains("osce-fsc-jour-883:2018-01-19"), "no edition: {paper}");
        let title: String = app.js_as("return document.title").await?;
        ensure!(title == "Brief – RevCon3 tracker", "{title}");
        Ok(())
    })
}

/// Words of the table that are broken within, or rows beside each other, where a page is narrow.
const BROKEN: &str = "
    const bad = [];
    for (const cell of document.querySelectorAll('.paper-table :is(th, td)')) {
        const box = cell.getBoundingClientRect();
        if (cell.closest('thead') || box.width === 0) continue;
        if (box.right > innerWidth || (!cell.matches('.figures') && box.width < 250))
            bad.push(`${cell.textContent.slice(0, 40)}: ${box.left} to ${box.right}`);
    }
    for (const cell of document.querySelectorAll('.paper-table td.figures'))
        if (cell.clientWidth < 12) bad.push(`a figure in ${cell.clientWidth} px`);
    return bad;";

#[test]
fn on_a_telephone_a_table_is_read_from_top_to_bottom() -> Result<()> {
    scenario("on_a_telephone_a_table_is_read_from_top_to_bottom", async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.resize(375, 800).await?;
        for address in ["#/papers/table", "#/papers"] {
            app.open(address).await?;
            app.wait(".paper-table").await?;
            let broken: Vec<String> = app.js_as(BROKEN).await?;
            ensure!(broken.is_empty(), "{address}: {broken:?}");
        }
        Ok(())
    })
}

#[test]
fn a_paper_is_marked_as_the_last_export() -> Result<()> {
    scenario("a_paper_is_marked_as_the_last_export", async |app| {
        two_states(app).await?;
        desk::exchange(app).await?;
        app.fill(css("#marking"), "OSCE+").await?;
        desk::export(app, "Everybody in the data here").await?;
        app.click("nav a[href='#/papers/summary']").await?;
        app.wait_text("#paper-title", "Chair’s summary").await?;
        app.wait_text(testid("paper"), "OSCE+").await
    })
}

#[test]
fn a_paper_opens_in_word_processors_and_reads_as_text() -> Result<()> {
    scenario("a_paper_opens_in_word_processors_and_reads_as_text", async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/papers/table").await?;
        app.wait_text("#paper-title", "Finland: National table").await?;
        app.click_testid("paper-word").await?;
        let file = app.download().await?;
        ensure!(file.name.starts_with("revcon3-FI-table-") && file.name.ends_with(".docx"));
        ensure!(file.bytes.starts_with(b"PK\x03\x04"), "no archive");
        // Its parts are stored as they are.
        let has = |words: &[u8]| file.bytes.windows(words.len()).any(|part| part == words);
        ensure!(has(b"word/document.xml") && has(b"Act 12"));
        app.click_testid("paper-as-text").await?;
        let text = app.value("#paper-text").await?;
        ensure!(
            text.contains("\t● Implemented\tPriority: Priority 1 of 3; Note: Act 12"),
            "{text}"
        );
        // A fingerprint may have no place to break: the area stays within the page.
        app.resize(320, 640).await?;
        let right: f64 = app
            .js_as(
                "const area = document.querySelector('#paper-text');
                area.value = 'W'.repeat(60);
                return area.parentElement.getBoundingClientRect().right",
            )
            .await?;
        ensure!(right <= 320.0, "the area ends at {right}");
        Ok(())
    })
}

#[test]
fn the_summary_is_of_everybody_and_the_form_speaks_as_the_form_does() -> Result<()> {
    let name = "the_summary_is_of_everybody_and_the_form_speaks_as_the_form_does";
    scenario(name, async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/papers/summary").await?;
        app.wait_text("#paper-title", "Chair’s summary").await?;
        let summary = paper(app).await?;
        for words in ["Sweden", "Finland", "2 of 86 stated", "from these participating States"] {
            ensure!(summary.contains(words), "{words}: {summary}");
        }
        app.click("a[href='#/papers/form']").await?;
        app.wait_text("#paper-title", "Finland: For the report to the UN").await?;
        let form = paper(app).await?;
        for words in [
            "– Yes",
            "– Developing",
            "(left blank: not stated)",
            "National coordination infrastructure",
        ] {
            ensure!(form.contains(words), "{words}: {form}");
        }
        Ok(())
    })
}

#[test]
fn what_has_changed_is_of_everybody_or_of_one() -> Result<()> {
    scenario("what_has_changed_is_of_everybody_or_of_one", async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/papers/since").await?;
        app.wait_text("#paper-title", "What has changed").await?;
        app.wait_text(testid("paper"), "Sweden").await?;
        app.choose("#paper-whose", "Finland").await?;
        app.wait_text("#paper-title", "Finland: What has changed").await?;
        let paper = paper(app).await?;
        ensure!(!paper.contains("Sweden"), "{paper}");
        ensure!(paper.contains("Newly stated: 6"), "{paper}");
        Ok(())
    })
}

#[test]
fn on_paper_there_is_the_paper_alone_with_its_origin_on_every_page() -> Result<()> {
    let name = "on_paper_there_is_the_paper_alone_with_its_origin_on_every_page";
    scenario(name, async |app| {
        two_states(app).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/papers/table").await?;
        app.wait(testid("paper")).await?;
        let foot = printed(app, "--page-foot").await?;
        ensure!(foot.contains("Fingerprint:") && foot.contains("osce-fsc-jour-883"), "{foot}");
        app.print_view(true).await?;
        let shown: Vec<String> = app
            .js_as(
                "return [...document.querySelectorAll('.papers > *, header, footer, .paper h3')]
                    .filter(e => e.checkVisibility()).map(e => e.className || e.tagName)",
            )
            .await?;
        ensure!(shown.contains(&"paper".to_owned()) && shown.contains(&"H3".to_owned()));
        ensure!(shown.iter().all(|it| it == "paper" || it == "H3"), "{shown:?}");
        app.print_view(false).await?;
        let pages = pages(&app.pdf().await?);
        ensure!((4..=15).contains(&pages), "the table takes {pages} pages");
        // Another page is printed without it.
        app.open("#/about").await?;
        app.wait_until("no foot of a paper", async || {
            let foot = printed(app, "--page-foot").await?;
            Ok(foot.contains("As of ") && !foot.contains("Fingerprint:"))
        })
        .await
    })
}

/// The languages and their own names.
const LANGUAGES: [(&str, &str); 8] = [
    ("ar", "العربية"),
    ("zh", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
];

/// Elements about which a State says a lot.
const MANY: [&str; 12] = [
    "PoA.1.a.1.i",
    "PoA.1.a.1.ii",
    "PoA.1.a.1.iii",
    "PoA.1.b.1.i",
    "PoA.1.b.1.ii",
    "PoA.1.b.2.i",
    "PoA.1.b.2.ii",
    "PoA.4",
    "ITI.1.i",
    "ITI.1.ii",
    "ITI.2.i",
    "ITI.3.i",
];

/// A State that says at length what stands in its way, needs much, and has many priorities.
fn eloquent(author: &str, status: &str) -> Result<Vec<u8>> {
    let obstacle =
        format!("obstacle={}", "The armouries of two regions have no inventory. ".repeat(9));
    let need = r#"assistance:a={"direction":"need","kind":"training","state":"open","partner":"","note":"Courses for those who mark and record, in both languages of the country, every year"}"#;
    let said: Vec<Vec<&str>> = (MANY.iter())
        .map(|id| vec![*id, status, "priority=1", "target=CAL.2024", &obstacle, need])
        .collect();
    let said: Vec<&[&str]> = said.iter().map(Vec::as_slice).collect();
    files::snapshot(author, &said)
}

#[test]
fn the_brief_of_a_state_that_says_much_takes_two_pages_in_any_language() -> Result<()> {
    let name = "the_brief_of_a_state_that_says_much_takes_two_pages_in_any_language";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        for (author, status) in [(CAPITAL, "status=in_progress"), (MISSION, "status=ongoing")] {
            desk::take_in(app, "fi.json", &eloquent(author, status)?).await?;
        }
        app.open("#/papers").await?;
        app.wait_text(testid("paper"), "Others, in the national table: 8").await?;
        ensure!(app.count("[data-testid=paper] tbody svg.progress").await? > 10, "no bars");
        for (language, name) in LANGUAGES {
            app.choose(testid("language"), name).await?;
            let shown = format!("html[lang={language}] [data-testid=paper]");
            app.wait(shown.as_str()).await?;
            let pages = pages(&app.pdf().await?);
            ensure!(pages <= 2, "{pages} pages in {language}");
        }
        Ok(())
    })
}

/// Chooses a day, and notes whenever the page draws whether the paper is still being set and
/// whether it can be printed; and in the end its last State and the longest time without drawing.
const SET_LONG: &str = "
    const list = document.querySelector('#paper-since');
    list.selectedIndex = list.options.length - 1;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    const seen = []; let longest = 0, last = performance.now(), busy = true;
    while (busy) {
        await new Promise(requestAnimationFrame);
        longest = Math.max(longest, performance.now() - last); last = performance.now();
        busy = document.querySelector('.paper')?.ariaBusy === 'true';
        seen.push([busy, document.querySelector('[data-testid=paper-print]').disabled]);
    }
    const states = [...document.querySelectorAll('.paper h3')];
    return [seen, states.at(-1).textContent, longest];";

#[test]
fn a_long_paper_is_set_part_by_part_and_printed_when_it_is_whole() -> Result<()> {
    let name = "a_long_paper_is_set_part_by_part_and_printed_when_it_is_whole";
    let file = Recipe::new(12, Amount::Typical).aggregate_file();
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        desk::take_in(app, &file.name, &file.bytes).await?;
        app.open("#/papers/since").await?;
        app.wait(testid("paper")).await?;
        let (seen, last, longest): (Vec<(bool, bool)>, String, f64) = app.js_as(SET_LONG).await?;
        println!("{} times drawn, never {longest:.0} ms without", seen.len());
        ensure!(seen.iter().filter(|(busy, _)| *busy).count() > 1, "all at once: {seen:?}");
        ensure!(seen.iter().all(|(busy, disabled)| busy == disabled), "{seen:?}");
        let text = paper(app).await?;
        ensure!(text.contains(&last) && text.contains("Fingerprint:"), "not whole");
        Ok(())
    })
}
