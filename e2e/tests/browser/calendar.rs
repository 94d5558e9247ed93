//! The calendar in its layers: what is shown, what is due, what States propose.

use e2e::{App, Result, css, ensure, scenario};

use crate::desk;
use crate::files::{self, CAPITAL};

async fn visible(app: &App, what: &str) -> Result<usize> {
    let script = format!(
        "return [...document.querySelectorAll('{what}')].filter(e => e.checkVisibility()).length"
    );
    app.js_as(&script).await
}

#[test]
fn each_layer_is_shown_or_hidden_by_its_box() -> Result<()> {
    scenario("each_layer_is_shown_or_hidden_by_its_box", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/calendar").await?;
        app.wait(".proposal").await?;
        let layers = [
            ("proposal", ".proposal", 6),
            ("record", ".layer[data-layer=record]", 9),
            ("coming", ".layer[data-layer=coming]", 2),
            ("own", ".own", 3),
        ];
        for (layer, what, least) in layers {
            let before = visible(app, what).await?;
            ensure!(before >= least, "{layer}: {before}");
            app.click(format!("#layer-{layer}").as_str()).await?;
            ensure!(visible(app, what).await? == 0, "{layer} is still there");
            app.click(format!("#layer-{layer}").as_str()).await?;
            ensure!(visible(app, what).await? == before, "{layer} does not come back");
        }
        Ok(())
    })
}

#[test]
fn what_is_due_by_a_meeting_is_listed_and_leads_to_its_entry() -> Result<()> {
    scenario("what_is_due_by_a_meeting_is_listed_and_leads_to_its_entry", async |app| {
        desk::begin_as(app, "A reader").await?;
        let file = files::snapshot(
            CAPITAL,
            &[
                &["PoA.1.a.1.i", "status=in_progress", "target=CAL.2020"],
                &["PoA.4", "status=implemented", "target=CAL.2020"],
                &["ITI.1.i", "target=2022-03-01"],
            ],
        )?;
        desk::take_in(app, "fi.json", &file).await?;
        app.choose("#viewing", "Finland").await?;
        app.open("#/calendar").await?;
        app.wait_text("[data-year='2020'] .due summary", "1 element meant to be done").await?;
        app.wait_text("[data-year='2022'] .due summary", "2 elements meant to be done").await?;
        ensure!(app.count("[data-year='2019'] .due").await? == 0);
        app.click("[data-year='2022'] .due summary").await?;
        let ids = app.texts("[data-year='2022'] .due .entry-id").await?;
        ensure!(ids == ["PoA.1.a.1.i", "ITI.1.i"], "{ids:?}");
        app.click("[data-year='2022'] .due a[href='#/plan/ITI.1.i']").await?;
        app.wait_text(".entry-id", "ITI.1.i").await
    })
}

#[test]
fn what_the_source_leaves_open_is_proposed_and_stands_beside_other_proposals() -> Result<()> {
    let name = "what_the_source_leaves_open_is_proposed_and_stands_beside_other_proposals";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        let sweden = CAPITAL.replace("FI", "SE");
        let file = files::snapshot(&sweden, &[&["CAL.2021", "theme=Tracing"]])?;
        desk::take_in(app, "se.json", &file).await?;
        app.open("#/calendar").await?;
        ensure!(app.count(".proposals").await? == 3, "2019, 2021 and 2023 leave something open");
        app.click(".proposals[data-id='CAL.2021'] summary").await?;
        app.fill(css(".proposals[data-id='CAL.2021'] textarea"), "Marking").await?;
        desk::saved(app).await?;
        app.wait_until("both proposals", async || {
            let names = app.texts(".proposals[data-id='CAL.2021'] dt").await?;
            let said = app.texts(".proposals[data-id='CAL.2021'] dd").await?;
            Ok(names == ["Finland", "Sweden"]
                && said == ["Central theme: Marking", "Central theme: Tracing"])
        })
        .await?;
        app.click_testid("undo").await?;
        app.wait_text("h1", "Meetings from 2018 to 2030").await
    })
}
