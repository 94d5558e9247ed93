//! Addresses and pages: every page has an address, a title, a way back; none asks another host
//! for anything.

use e2e::{App, Result, ensure, role, scenario, testid, text};

use crate::desk::{self, ELEMENT};

async fn title_is(app: &App, title: &str) -> Result<()> {
    app.wait_until(&format!("the title “{title}”"), async || {
        let shown: String = app.js_as("return document.title").await?;
        ensure!(shown == title, "it is “{shown}”");
        Ok(true)
    })
    .await
}

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
        for (address, title) in [
            ("#/plan", "Plans – RevCon3 tracker"),
            ("#/calendar", "Meetings – RevCon3 tracker"),
            ("#/exchange", "Exchange – RevCon3 tracker"),
            ("#/compare", "Compare – RevCon3 tracker"),
            ("#/about", "About – RevCon3 tracker"),
            ("#/welcome", "Welcome – RevCon3 tracker"),
            ("#/plan/ITI.1", "ITI.1 · Marking – RevCon3 tracker"),
        ] {
            app.open(address).await?;
            title_is(app, title).await?;
            let current = app.count("nav [aria-current=page]").await?;
            ensure!(current == usize::from(address != "#/welcome"), "{address}");
        }
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
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        desk::open_entry(app, ELEMENT).await?;
        desk::state(app, "Implemented").await?;
        app.click_testid("add-evidence").await?;
        app.fill(e2e::label("Link or document symbol"), "https://example.org/act").await?;
        desk::saved(app).await?;
        app.click(text("Open all")).await?;
        for page in [
            "#/plan/PoA",
            "#/calendar",
            "#/exchange",
            "#/compare",
            "#/about",
            "#/welcome",
            "#/plan",
        ] {
            app.open(page).await?;
            app.wait("main h1, main h2").await?;
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
