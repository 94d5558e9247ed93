//! The list of everything contested: one goes through it by keyboard, chooses, writes another
//! value or leaves it open, and what was decided stays decided.

use serde_json::json;

use e2e::{App, Find, Key, Result, css, ensure, label, role, scenario, testid, text};

use crate::desk::{self, Brings, ELEMENT, NEXT};
use crate::files::{self, CAPITAL, MISSION};

/// A second State, whose two offices disagree too.
const OTHER_CAPITAL: &str = "delegation/SE/00000000000000cc";
const OTHER_MISSION: &str = "delegation/SE/00000000000000dd";

type Files = Vec<(&'static str, Vec<u8>)>;

/// Four contested fields: three of Finland, one of Sweden.
fn two_states_in_two_minds() -> Result<Files> {
    let law = "note=The law of 2019 is in force; the register is kept by the police.";
    let bill = "note=The law of 2020 is in force; the register is kept by the police.";
    let capital: [&[&str]; 2] = [&[ELEMENT, "status=implemented", law], &[NEXT, "status=ongoing"]];
    let mission: [&[&str]; 2] =
        [&[ELEMENT, "status=in_progress", bill], &[NEXT, "status=not_applicable"]];
    Ok(vec![
        ("capital.json", files::snapshot(CAPITAL, &capital)?),
        ("mission.json", files::snapshot(MISSION, &mission)?),
        ("s-capital.json", files::snapshot(OTHER_CAPITAL, &[&[NEXT, "status=implemented"]])?),
        ("s-mission.json", files::snapshot(OTHER_MISSION, &[&[NEXT, "status=ongoing"]])?),
    ])
}

/// The chair's office with those files taken in, on the page.
async fn chair_with_contests(app: &App) -> Result<()> {
    desk::begin_as(app, "The chair’s office").await?;
    for (name, bytes) in two_states_in_two_minds()? {
        desk::take_in(app, name, &bytes).await?;
    }
    app.open("#/contested").await?;
    counts(app, 4).await
}

fn case(state: &str, field: &str) -> Find {
    role("article", &format!("{state} – {field}"))
}

/// Waits until so many fields are said to be contested, on the page and beside its name.
async fn counts(app: &App, fields: usize) -> Result<()> {
    let words = match fields {
        1 => "1 contested field".to_owned(),
        more => format!("{more} contested fields"),
    };
    app.wait_text("#contested-count", &words).await?;
    app.wait_text(role("link", "Contested").within("nav"), &fields.to_string()).await
}

/// Waits until the case that has the focus is about this.
async fn is_at(app: &App, title: &str, element: &str) -> Result<()> {
    app.wait_until(&format!("the focus on {title}, {element}"), async || {
        let at = app.focused().await?;
        let said = at["text"].as_str().unwrap_or_default();
        ensure!(
            at["testid"] == "case" && said.starts_with(title) && said.contains(element),
            "{at}"
        );
        Ok(true)
    })
    .await
}

#[test]
fn a_list_of_contests_is_decided_by_keyboard_alone() -> Result<()> {
    scenario("a_list_of_contests_is_decided_by_keyboard_alone", async |app| {
        chair_with_contests(app).await?;
        app.focus(role("button", "Go through them")).await?;
        app.press(Key::Enter).await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        let second = app.read(css(".case:focus .side:nth-child(2) .side-value")).await?;
        app.press("2").await?;
        is_at(app, "Finland – Note", ELEMENT).await?;
        counts(app, 3).await?;
        app.press("1").await?;
        is_at(app, "Finland – Status", NEXT).await?;
        app.press(Key::Left).await?;
        ensure!(app.focused().await?["id"] == "contested-begin", "it is the first");
        app.press(Key::Enter).await?;
        is_at(app, "Finland – Status", NEXT).await?;
        app.press("0").await?;
        is_at(app, "Sweden – Status", NEXT).await?;
        app.press(Key::Left).await?;
        is_at(app, "Finland – Status", NEXT).await?;
        app.press("7").await?;
        is_at(app, "Finland – Status", NEXT).await?;
        app.press("1").await?;
        is_at(app, "Sweden – Status", NEXT).await?;
        app.press("1").await?;
        app.wait_text(testid("nothing-contested"), "Nothing is contested.").await?;
        ensure!(app.focused().await?["id"] == "contested-count");
        ensure!(app.count(".nav-count").await? == 0);
        desk::saved(app).await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        let kept = if second.contains("Implemented") { "Implemented" } else { "In progress" };
        desk::shows_status(app, kept).await
    })
}

#[test]
fn what_was_decided_stays_decided_when_the_files_come_in_again() -> Result<()> {
    let name = "what_was_decided_stays_decided_when_the_files_come_in_again";
    scenario(name, async |app| {
        chair_with_contests(app).await?;
        app.click(css(".keep").within(".case")).await?;
        counts(app, 3).await?;
        let before = desk::fingerprint(app).await?;
        for (name, bytes) in two_states_in_two_minds()? {
            let again = desk::take_in(app, name, &bytes).await?;
            ensure!(again.new == 0 && again.contested == 0, "{again:?}");
        }
        ensure!(desk::fingerprint(app).await? == before);
        app.open("#/contested").await?;
        counts(app, 3).await?;
        app.wait_gone(case("Finland", "Status").within(".cases > :nth-child(-n+2)")).await?;
        app.reload().await?;
        counts(app, 3).await
    })
}

#[test]
fn another_value_can_be_written_in_the_list() -> Result<()> {
    scenario("another_value_can_be_written_in_the_list", async |app| {
        chair_with_contests(app).await?;
        app.click_role("button", "Go through them").await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        app.press("+").await?;
        app.click(role("radio", "Partly implemented").within(".third")).await?;
        app.press(Key::Enter).await?;
        is_at(app, "Finland – Note", ELEMENT).await?;
        app.press("+").await?;
        app.fill(label("Note").within(".third"), "a third wording, 12 of 2").await?;
        counts(app, 3).await?;
        app.press(Key::Escape).await?;
        is_at(app, "Finland – Note", ELEMENT).await?;
        app.press("+").await?;
        app.fill(label("Note").within(".third"), "a third wording").await?;
        app.click_role("button", "Keep this value instead").await?;
        is_at(app, "Finland – Status", NEXT).await?;
        counts(app, 2).await?;
        desk::saved(app).await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "Partly implemented").await?;
        desk::holds(app, label("Note"), "a third wording").await
    })
}

/// A need for help that two offices describe differently, and a law they date differently.
fn two_minds_about_items() -> Result<Files> {
    let need = |kind, note| {
        format!(
            "assistance:k1={}",
            json!({"direction": "need", "kind": kind, "state": "open", "note": note})
        )
    };
    let law = |title, date| format!("evidence:k1={}", json!({"title": title, "date": date}));
    let said = |author, need: &str, law: &str| files::snapshot(author, &[&[ELEMENT, need, law]]);
    Ok(vec![
        (
            "capital.json",
            said(CAPITAL, &need("training", "twelve officers"), &law("Act", "2019-02-01"))?,
        ),
        ("mission.json", said(MISSION, &need("legal", ""), &law("Firearms Act", "2020-02-01"))?),
    ])
}

#[test]
fn another_piece_of_evidence_or_need_can_be_written_in_the_list() -> Result<()> {
    let name = "another_piece_of_evidence_or_need_can_be_written_in_the_list";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        for (name, bytes) in two_minds_about_items()? {
            desk::take_in(app, name, &bytes).await?;
        }
        app.open("#/contested").await?;
        counts(app, 2).await?;
        let form = |field: &str| label(field).within(".third");
        app.click_role("button", "Go through them").await?;
        is_at(app, "Finland – Evidence", ELEMENT).await?;
        app.press("+").await?;
        let title = app.focused().await?;
        ensure!(title["id"].as_str().is_some_and(|id| id.ends_with("other-title")), "{title}");
        app.fill(form("Title"), "").await?;
        app.wait_text(css(".third"), "It is saved only with a title or a link.").await?;
        app.click_role("button", "Keep this value instead").await?;
        counts(app, 2).await?;
        app.fill(form("Title"), "Firearms Act 2020").await?;
        app.click_role("button", "Keep this value instead").await?;
        is_at(app, "Finland – Assistance", ELEMENT).await?;
        app.press("+").await?;
        app.choose(form("Kind"), "Equipment").await?;
        app.fill(form("Remark"), "radios").await?;
        app.click_role("button", "Keep this value instead").await?;
        app.wait_text(testid("nothing-contested"), "Nothing is contested.").await?;
        desk::saved(app).await?;
        app.choose("#viewing", "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::holds(app, label("Title").within(".item"), "Firearms Act 2020").await?;
        desk::holds(app, label("Remark").within(".item"), "radios").await?;
        let kind: String = app
            .js_as("return document.querySelector('[id$=-kind]').selectedOptions[0].text")
            .await?;
        ensure!(kind == "Equipment", "{kind}");
        Ok(())
    })
}

#[test]
fn what_is_left_open_is_there_when_one_comes_back() -> Result<()> {
    scenario("what_is_left_open_is_there_when_one_comes_back", async |app| {
        chair_with_contests(app).await?;
        app.choose("#contested-state", "Sweden (1)").await?;
        app.wait_gone(case("Finland", "Note")).await?;
        app.click_role("button", "Leave open, go on").await?;
        app.wait_text(".desk-end", "1 is open").await?;
        ensure!(app.focused().await?["id"] == "contested-end");
        app.click(css(".case-element a")).await?;
        app.wait_text(".entry-id", NEXT).await?;
        app.wait_text(".entry-state", "Sweden").await?;
        app.driver()?.back().await?;
        app.wait(case("Sweden", "Status")).await?;
        ensure!(app.count(testid("case")).await? == 1, "the choice of a State was forgotten");
        app.reload().await?;
        counts(app, 4).await
    })
}

#[test]
fn differences_between_wordings_are_marked_and_told() -> Result<()> {
    scenario("differences_between_wordings_are_marked_and_told", async |app| {
        chair_with_contests(app).await?;
        let marks = css("ins, del").within(".case .side-value");
        app.wait(&marks).await?;
        let mut marked = Vec::new();
        for mark in app.all(&marks).await? {
            let line: String = mark.css_value("text-decoration-line").await?;
            marked.push(format!("{} {} {line}", mark.tag_name().await?, mark.text().await?));
        }
        ensure!(
            marked.iter().any(|it| it.starts_with("del") && it.ends_with("line-through")),
            "{marked:?}"
        );
        ensure!(
            marked.iter().any(|it| it.starts_with("ins") && it.ends_with("underline")),
            "{marked:?}"
        );
        let told: String =
            app.js_as("return document.querySelector('.side-value ins').textContent").await?;
        ensure!(told.trim().starts_with("[added "), "{told}");
        app.wait_text(".marks-hint", "Marked against the first value:").await
    })
}

#[test]
fn undo_brings_a_decided_case_back_into_the_list_and_the_focus_to_it() -> Result<()> {
    let name = "undo_brings_a_decided_case_back_into_the_list_and_the_focus_to_it";
    scenario(name, async |app| {
        chair_with_contests(app).await?;
        app.click_role("button", "Go through them").await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        app.press("0").await?;
        is_at(app, "Finland – Note", ELEMENT).await?;
        app.press("1").await?;
        is_at(app, "Finland – Status", NEXT).await?;
        counts(app, 3).await?;
        app.press(Key::Control + "z").await?;
        is_at(app, "Finland – Note", ELEMENT).await?;
        counts(app, 4).await?;
        ensure!(app.count(css(".side").within(".case:focus")).await? == 2, "both values");
        app.press(Key::Control + "y").await?;
        counts(app, 3).await?;
        ensure!(app.focused().await?["tag"] != "body", "the focus was lost");
        Ok(())
    })
}

#[test]
fn a_delegation_decides_for_its_own_state_only() -> Result<()> {
    scenario("a_delegation_decides_for_its_own_state_only", async |app| {
        desk::begin(app, "Sweden").await?;
        for (name, bytes) in two_states_in_two_minds()? {
            desk::take_in(app, name, &bytes).await?;
        }
        app.open("#/contested").await?;
        app.click_role("button", "Go through them").await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        app.press("1").await?;
        app.wait_text(testid("announcement"), "Only the delegation of Finland").await?;
        counts(app, 4).await?;
        app.choose("#contested-state", "Sweden (1)").await?;
        app.wait_gone(case("Finland", "Status")).await?;
        app.click(css(".keep").within(".case")).await?;
        app.wait_text(testid("nothing-contested"), "Nothing is contested for Sweden.").await?;
        let chosen = "return document.querySelector('#contested-state').selectedOptions[0].text";
        ensure!(app.js_as::<String>(chosen).await? == "Sweden (0)", "the list says another State");
        app.click_role("button", "Show all States").await?;
        counts(app, 3).await
    })
}

#[test]
fn many_contests_are_shown_a_page_at_a_time_by_state_or_by_element() -> Result<()> {
    let name = "many_contests_are_shown_a_page_at_a_time_by_state_or_by_element";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let ids: Vec<String> = (1..=30).map(|n| format!("{ELEMENT}+FI.{n}")).collect();
        for (author, note) in [(CAPITAL, "note=one"), (MISSION, "note=other")] {
            let said: Vec<[&str; 2]> = ids.iter().map(|id| [id.as_str(), note]).collect();
            let said: Vec<&[&str]> = said.iter().map(|it| it.as_slice()).collect();
            let last: &[&str] = &[NEXT, note];
            let file = files::snapshot(author, &[said.as_slice(), &[last]].concat())?;
            desk::take_in(app, "many.json", &file).await?;
        }
        for (name, bytes) in two_states_in_two_minds()?.into_iter().skip(2) {
            desk::take_in(app, name, &bytes).await?;
        }
        app.open("#/contested").await?;
        counts(app, 32).await?;
        app.wait_until("a first page", async || Ok(app.count(testid("case")).await? == 25)).await?;
        app.click_role("button", "Show 7 more").await?;
        app.wait_until("all", async || Ok(app.count(testid("case")).await? == 32)).await?;
        ensure!(app.focused().await?["testid"] == "case", "the focus is on what was added");
        ensure!(app.texts(".cases > h2").await?.len() == 2);
        app.click_role("button", "By element").await?;
        app.wait_text(".cases > h2", NEXT).await?;
        let first = app.texts(testid("case")).await?;
        ensure!(first[0].starts_with("Finland – Note") && first[1].starts_with("Sweden – Status"));
        Ok(())
    })
}

/// Finland says something, the chair writes another status on its behalf, and Finland has the
/// chair's file.
async fn chair_writes_for_finland(app: &App, chair: &App) -> Result<Vec<u8>> {
    desk::begin(app, "Finland").await?;
    desk::open_entry(app, ELEMENT).await?;
    desk::state(app, "In progress").await?;
    desk::saved(app).await?;
    let own = desk::export(app, "Finland only").await?;
    desk::begin_as(chair, "The chair’s office").await?;
    desk::take_in(chair, "finland.json", &own.bytes).await?;
    desk::open_entry(chair, ELEMENT).await?;
    desk::state(chair, "Implemented").await?;
    desk::saved(chair).await?;
    let all = desk::export(chair, "Everybody in the data here").await?;
    let brings = desk::take_in(app, "chair.json", &all.bytes).await?;
    ensure!(brings == Brings { new: 1, same: 1, contested: 0 }, "{brings:?}");
    app.wait_text(testid("on-behalf"), "Others wrote 1 value on behalf of Finland").await?;
    app.click(role("link", "Look at them")).await?;
    app.wait_gone(testid("on-behalf")).await?;
    app.wait_text(case("Finland", "Status"), "Chair’s office").await?;
    Ok(all.bytes)
}

/// Hands Finland's file to the chair, who then finds this status.
async fn chair_learns(app: &App, chair: &App, status: &str) -> Result<()> {
    desk::saved(app).await?;
    let own = desk::export(app, "Finland only").await?;
    let brings = desk::take_in(chair, "finland-again.json", &own.bytes).await?;
    ensure!(brings.new == 1 && brings.contested == 0, "{brings:?}");
    desk::open_entry(chair, ELEMENT).await?;
    desk::shows_status(chair, status).await
}

#[test]
fn what_the_chair_wrote_on_behalf_of_a_delegation_can_be_taken_back_for_good() -> Result<()> {
    let name = "what_the_chair_wrote_on_behalf_of_a_delegation_can_be_taken_back_for_good";
    scenario(name, async |app| {
        let chair = app.someone_else(e2e::Setup::new()).await?;
        let theirs = chair_writes_for_finland(app, &chair).await?;
        app.click_role("button", "Restore this value").await?;
        app.wait(testid("nothing-contested")).await?;
        chair_learns(app, &chair, "In progress").await?;
        desk::take_in(app, "chair.json", &theirs).await?;
        app.open("#/contested").await?;
        app.wait(testid("nothing-contested")).await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::shows_status(app, "In progress").await?;
        chair.finish().await
    })
}

#[test]
fn what_the_chair_wrote_on_behalf_of_a_delegation_can_be_accepted_for_good() -> Result<()> {
    let name = "what_the_chair_wrote_on_behalf_of_a_delegation_can_be_accepted_for_good";
    scenario(name, async |app| {
        let chair = app.someone_else(e2e::Setup::new()).await?;
        let theirs = chair_writes_for_finland(app, &chair).await?;
        app.click_role("button", "Go through them").await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        app.press("1").await?;
        app.wait(testid("nothing-contested")).await?;
        app.press(Key::Control + "z").await?;
        is_at(app, "Finland – Status", ELEMENT).await?;
        app.click_role("button", "Accept all of them").await?;
        app.wait(testid("nothing-contested")).await?;
        chair_learns(app, &chair, "Implemented").await?;
        desk::take_in(app, "chair.json", &theirs).await?;
        app.wait_gone(testid("on-behalf")).await?;
        app.open("#/contested").await?;
        app.wait(testid("nothing-contested")).await?;
        chair.finish().await
    })
}

#[test]
fn what_turns_a_line_around_is_shown_by_its_number() -> Result<()> {
    scenario("what_turns_a_line_around_is_shown_by_its_number", async |app| {
        desk::begin(app, "Finland").await?;
        let turned = "note=approved \u{202E}ton\u{202C} by the\u{200B} ministry";
        let chair = [ELEMENT, "chair.note=see \u{2067}here"];
        let one = files::snapshot(CAPITAL, &[&[chair[0], chair[1], turned]])?;
        let other = files::snapshot(MISSION, &[&[ELEMENT, "note=approved by the ministry"]])?;
        desk::take_in(app, "one.json", &one).await?;
        desk::take_in(app, "oth\u{202E}er.json", &other).await?;
        for address in ["#/contested".to_owned(), format!("#/plan/{ELEMENT}")] {
            app.open(&address).await?;
            app.wait(text("U+202E").within(".side-value")).await?;
            app.wait(text("U+200B").within(".side-value")).await?;
            app.wait(text("U+202E").within(".writers .file")).await?;
        }
        app.wait(text("U+2067").within(".chair-fields")).await?;
        let spoken = app.attr(css(".code-point").within(".side-value"), "aria-label").await?;
        ensure!(spoken.is_some_and(|it| it.contains("Invisible character U+202E")));
        // Nowhere but in the field where it is written is it there as it stands.
        let turned: bool = app.js_as("return document.body.innerText.includes('\\u202E')").await?;
        ensure!(!turned, "the character is still at work");
        Ok(())
    })
}
