//! Needs and offers: gathered, sifted, linked and handed over.

use e2e::{App, Result, ensure, scenario, testid};

use crate::desk;
use crate::files::{self, CAPITAL};

fn item(way: &str, kind: &str, note: &str) -> String {
    format!(r#"{{"direction":"{way}","kind":"{kind}","state":"open","note":"{note}"}}"#)
}

/// Finland needs training and offers law; Sweden offers training.
async fn offers(app: &App) -> Result<()> {
    let need = format!("assistance:a={}", item("need", "training", "=HYPERLINK(1)"));
    let law = format!("assistance:b={}", item("offer", "legal", "model law"));
    let training = format!("assistance:c={}", item("offer", "training", "two weeks"));
    let finland = files::snapshot(CAPITAL, &[&["PoA.1.a.1.i", &need], &["ITI.1.i", &law]])?;
    let sweden = files::snapshot(&CAPITAL.replace("FI", "SE"), &[&["PoA.1.a.1.i", &training]])?;
    desk::take_in(app, "fi.json", &finland).await?;
    desk::take_in(app, "se.json", &sweden).await.map(drop)
}

async fn states(app: &App) -> Result<Vec<String>> {
    app.texts(".needs-head .tag").await
}

#[test]
fn the_chair_links_a_need_with_an_offer_and_takes_it_back() -> Result<()> {
    scenario("the_chair_links_a_need_with_an_offer_and_takes_it_back", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        offers(app).await?;
        app.click("nav a[href='#/assistance']").await?;
        app.wait_text(testid("needs-count"), "Needs: 1. Offers: 2.").await?;
        ensure!(states(app).await? == ["Open", "Open", "Open"]);
        // On paper the buttons are gone, and the names of the States that are buttons are not.
        app.print_view(true).await?;
        let shown = "return [...document.querySelectorAll('.needs button')]
            .filter(e => e.checkVisibility()).map(e => e.textContent.trim())";
        let names: Vec<String> = app.js_as(shown).await?;
        ensure!(names == ["Finland", "Sweden", "Finland"], "{names:?}");
        app.print_view(false).await?;
        app.click_text("Link with Sweden").await?;
        app.wait_text(testid("announcement"), "Matched: Finland and Sweden").await?;
        app.wait_until("both to be matched", async || {
            Ok(states(app).await? == ["Matched", "Matched", "Open"])
        })
        .await?;
        let said = app.texts(".needs-element[data-id='PoA.1.a.1.i'] .needs-said").await?;
        ensure!(said[0] == "Partner: Sweden" && said[2] == "Partner: Finland", "{said:?}");
        app.click_testid("undo").await?;
        app.open("#/assistance").await?;
        app.wait_until("both to be open again", async || {
            Ok(states(app).await? == ["Open", "Open", "Open"])
        })
        .await
    })
}

#[test]
fn a_delegation_links_its_own_side_only() -> Result<()> {
    scenario("a_delegation_links_its_own_side_only", async |app| {
        desk::begin(app, "Finland").await?;
        offers(app).await?;
        app.open("#/assistance").await?;
        app.click_text("Link with Sweden").await?;
        app.wait_until("its own side to be matched", async || {
            Ok(states(app).await? == ["Matched", "Open", "Open"])
        })
        .await
    })
}

#[test]
fn needs_and_offers_are_sifted_opened_and_saved_as_rows() -> Result<()> {
    scenario("needs_and_offers_are_sifted_opened_and_saved_as_rows", async |app| {
        desk::begin_as(app, "A reader").await?;
        app.open("#/assistance").await?;
        app.wait_text(".empty", "Nobody has stated a need or an offer yet").await?;
        offers(app).await?;
        app.open("#/assistance").await?;
        app.choose("#needs-kind", "Legal").await?;
        app.wait_text(testid("needs-count"), "Needs: 0. Offers: 1.").await?;
        app.choose("#needs-kind", "All kinds").await?;
        app.choose("#needs-state", "Delivered").await?;
        app.wait_text(testid("needs-count"), "Needs: 0. Offers: 0.").await?;
        app.choose("#needs-state", "All stages").await?;
        app.choose("#needs-section", "PoA.1.a Coordination and synergies").await?;
        app.wait_text(testid("needs-count"), "Needs: 1. Offers: 1.").await?;
        // A reader sees which offer could do, and changes nothing.
        app.wait_text(".needs-meet", "Sweden").await?;
        ensure!(app.count(".needs-meet button").await? == 0);
        app.click_testid("save-needs").await?;
        let rows = app.download().await?.text()?;
        ensure!(rows.contains("FI,Finland,PoA.1.a.1.i,") && rows.contains(",need,training,open,"));
        ensure!(rows.contains(",'=HYPERLINK(1)"), "a formula: {rows}");
        app.click_role("button", "Sweden").await?;
        app.wait_text(".entry-id", "PoA.1.a.1.i").await?;
        ensure!(app.value("#viewing").await? == "SE");
        Ok(())
    })
}
