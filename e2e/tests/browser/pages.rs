//! Addresses and pages: every page has an address, a title, a way back; none asks another host
//! for anything.

use std::collections::BTreeSet;
use std::time::Duration;

use e2e::{Result, Setup, ensure, role, scenario, scenario_with, testid, text};

use crate::addresses::{self, title_is};
use crate::desk::{self, ELEMENT};

#[test]
fn an_address_opens_its_entry_and_back_leads_back() -> Result<()> {
    scenario("an_address_opens_its_entry_and_back_leads_back", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/plan/PoA.1.a").await?;
        app.wait_text(".entry-id", "PoA.1.a").await?;
        app.wait(desk::row("PoA.1.a")).await?;
        app.click(role("link", "Implementation at the national level")).await?;
        app.wait_text(".entry-id", "PoA.1.a.1").await?;
        app.click(role("link", "Plans")).await?;
        app.wait_gone(".entry-id").await?;
        app.driver()?.back().await?;
        app.wait_text(".entry-id", "PoA.1.a.1").await?;
        app.driver()?.back().await?;
        app.wait_until("the entry before", async || Ok(app.read(".entry-id").await? == "PoA.1.a"))
            .await?;
        app.driver()?.forward().await?;
        app.wait_text(".entry-id", "PoA.1.a.1").await?;
        app.open("#/plan/iti.3.IV").await?;
        app.wait_text(".entry-id", "ITI.3.iv").await
    })
}

#[test]
fn an_unknown_address_leads_to_the_plans() -> Result<()> {
    scenario("an_unknown_address_leads_to_the_plans", async |app| {
        desk::begin(app, "Finland").await?;
        for address in ["#/nowhere", "#/plan/PoA.99", "#", "#/plan/", "#/calendar/soon/x"] {
            app.open(address).await?;
            app.wait("main h1, main h2").await?;
            ensure!(app.count(".entry-id").await? == 0, "{address}");
        }
        app.open("#/nowhere").await?;
        app.wait(desk::tree()).await.map(drop)
    })
}

#[test]
fn every_page_has_a_title_of_its_own() -> Result<()> {
    scenario("every_page_has_a_title_of_its_own", async |app| {
        app.open("").await?;
        desk::sit_down(app, "Finland").await?;
        let places = addresses::all();
        let titles: BTreeSet<&str> = places.iter().map(|place| place.title.as_str()).collect();
        ensure!(titles.len() == places.len(), "two pages have one title: {titles:#?}");
        for place in &places {
            addresses::visit(app, place).await?;
            let current = app.count("header nav [aria-current=page]").await?;
            ensure!(current == usize::from(place.address != "#/welcome"), "{}", place.address);
        }
        app.open("#/plan/ITI.1").await?;
        desk::speak(app, "Français").await?;
        title_is(app, "ITI.1 · Marquage – Suivi RevCon3").await
    })
}

#[test]
fn the_calendar_shows_proposal_and_record_side_by_side() -> Result<()> {
    let name = "the_calendar_shows_proposal_and_record_side_by_side";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/calendar").await?;
        for (year, words) in [
            (2018, "Third United Nations Conference"),
            (2019, "No meeting listed by the UN"),
            (2020, "Held later than proposed"),
            (2022, "Biennial Meeting of States, 5 days, New York."),
            (2024, "Fourth Review Conference, 10 days, New York."),
            (2028, "To come"),
            (2030, "To come"),
        ] {
            app.wait_text(&*format!(".year[data-year='{year}']"), words).await?;
        }
        ensure!(app.count(".year[data-proposed=true]").await? == 6);
        ensure!(app.count(".year blockquote[lang=fr]").await? == 6);
        app.open("#/calendar/2022").await?;
        app.wait_until("the focus on the year", async || {
            Ok(app.focused().await?["id"] == "year-2022")
        })
        .await
    })
}

#[test]
fn a_walk_over_all_pages_asks_no_other_host_and_breaks_no_policy() -> Result<()> {
    let name = "a_walk_over_all_pages_asks_no_other_host_and_breaks_no_policy";
    scenario_with(name, Setup::new().limit(Duration::from_secs(300)), async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.click_testid("add-evidence").await?;
        app.fill(e2e::label("Link or document symbol"), "https://example.org/act").await?;
        desk::saved(app).await?;
        app.click(text("Open all")).await?;
        for place in addresses::all() {
            addresses::visit(app, &place).await?;
            desk::speak(app, "Français").await?;
            desk::speak(app, "English").await?;
            app.click_role("button", "Show on a dark background").await?;
            app.click_role("button", "Show on a light background").await?;
        }
        let file = desk::export(app, "Finland only").await?;
        desk::take_in(app, "again.json", &file.bytes).await?;
        app.print_view(true).await?;
        app.print_view(false).await?;
        app.reload().await?;
        app.wait(testid("export")).await?;
        let strange: Vec<_> = app.server().requests();
        ensure!(strange.iter().all(|path| path.starts_with("/revcon3/")), "{strange:?}");
        app.check().await
    })
}

/// What the header offers, in order: a link by its address, a button by its name.
const OFFERED: &str = "
    return [...document.querySelectorAll('header :is(a, button, select)')].map((it) =>
        `${it.getAttribute('href') ?? it.localName} ${it.ariaLabel ?? it.textContent.trim()}`);";

#[test]
fn every_page_has_the_same_header() -> Result<()> {
    scenario("every_page_has_the_same_header", async |app| {
        desk::begin(app, "Finland").await?;
        let first: Vec<String> = app.js_as(OFFERED).await?;
        ensure!(first.len() > 12, "{first:#?}");
        for place in addresses::all() {
            addresses::visit(app, &place).await?;
            let offered: Vec<String> = app.js_as(OFFERED).await?;
            ensure!(offered == first, "{}: {offered:#?}, and {first:#?} at first", place.address);
            ensure!(app.count("header").await? == 1 && app.count("header nav").await? == 1);
        }
        Ok(())
    })
}

#[test]
fn the_skip_link_leads_past_the_header() -> Result<()> {
    scenario("the_skip_link_leads_past_the_header", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/about").await?;
        app.reload().await?;
        app.wait(testid("sha256")).await?;
        app.press(e2e::Key::Tab).await?;
        ensure!(app.focused().await?["text"] == "Skip to content");
        app.press(e2e::Key::Enter).await?;
        ensure!(app.focused().await?["id"] == "main");
        ensure!(app.url().await?.ends_with("#/about"));
        Ok(())
    })
}

#[test]
fn the_dated_meetings_are_saved_for_other_calendars() -> Result<()> {
    scenario("the_dated_meetings_are_saved_for_other_calendars", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/calendar").await?;
        app.click_role("button", "Save as a calendar file").await?;
        let file = app.download().await?;
        ensure!(file.name == "revcon3-meetings.ics", "{}", file.name);
        let text = file.text()?;
        ensure!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        ensure!(text.contains("DTSTART;VALUE=DATE:20220627\r\nDTEND;VALUE=DATE:20220702\r\n"));
        ensure!(text.contains("SUMMARY;LANGUAGE=en:"));
        Ok(())
    })
}

#[test]
fn the_licences_of_what_is_inside_are_there_to_read() -> Result<()> {
    scenario("the_licences_of_what_is_inside_are_there_to_read", async |app| {
        desk::begin(app, "Finland").await?;
        desk::read_licences(app).await?;
        ensure!(app.axe().await?.is_empty());
        app.before_each_page(
            "const real = window.fetch;
            window.fetch = (asked, ...rest) => String(asked).includes('licences-')
                ? Promise.reject(new TypeError('no network')) : real(asked, ...rest);",
        )
        .await?;
        app.reload().await?;
        app.click("[data-testid=licences] summary").await?;
        app.wait_text("[data-testid=licences] [role=alert]", "could not be loaded").await
    })
}
