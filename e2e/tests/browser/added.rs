//! Elements that States add: proposed, tagged by others, taken up by the chair, never counted.

use e2e::{Result, ensure, label, scenario, testid};

use crate::desk;
use crate::files::{self, CAPITAL};

#[test]
fn a_state_proposes_an_element_tags_it_and_takes_it_back() -> Result<()> {
    scenario("a_state_proposes_an_element_tags_it_and_takes_it_back", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/plan/PoA.1.c").await?;
        app.fill(label("Text of a further element"), "Museums <b>").await?;
        app.click_role("button", "Propose it").await?;
        app.wait_text(".entry-title", "Museums <b>").await?;
        let address = app.url().await?;
        ensure!(address.ends_with("#/plan/PoA.1.c+FI.1"), "{address}");
        desk::state(app, "In progress").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::shows_status(app, "In progress").await?;
        app.open("#/plan").await?;
        app.wait_text(testid("added"), "Museums <b>").await?;
        // A proposal is none of the 86.
        let text = app.read(".plan-summary").await?;
        ensure!(text.contains("0 of 62 elements stated"), "{text}");
        app.open("#/papers/table").await?;
        app.wait_text(testid("paper"), "Museums <b>").await
    })
}

#[test]
fn what_nobody_proposes_has_no_form() -> Result<()> {
    scenario("what_nobody_proposes_has_no_form", async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/plan/PoA.1.c").await?;
        app.fill(label("Text of a further element"), "Museums").await?;
        app.click_role("button", "Propose it").await?;
        app.wait(".entry-form").await?;
        app.click_testid("undo").await?;
        app.wait(testid("not-added")).await?;
        ensure!(app.count(".entry-form").await? == 0);
        app.click_testid("redo").await?;
        app.wait(".entry-form").await?;
        app.open("#/plan/PoA.1.c+fi.1").await?;
        app.wait_text(".entry-title", "Museums").await?;
        app.open("#/plan/PoA.1.c+FI.99").await?;
        app.wait(testid("not-added")).await.map(drop)
    })
}

#[test]
fn others_tag_it_and_the_chair_takes_it_up_in_its_list() -> Result<()> {
    scenario("others_tag_it_and_the_chair_takes_it_up_in_its_list", async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let finland =
            files::snapshot(CAPITAL, &[&["PoA.4+FI.1", "text:en=Museums", "text:fr=Musées"]])?;
        let sweden = CAPITAL.replace("FI", "SE");
        let sweden = files::snapshot(&sweden, &[&["PoA.4+FI.1", "status=ongoing"]])?;
        desk::take_in(app, "fi.json", &finland).await?;
        desk::take_in(app, "se.json", &sweden).await?;
        app.choose("#viewing", "Sweden").await?;
        app.open("#/plan/PoA.4").await?;
        app.click(".added a").await?;
        app.wait_text(".entry-title", "Museums").await?;
        desk::shows_status(app, "Ongoing (continuous)").await?;
        app.click_text("Take it into the chair’s list").await?;
        app.wait_text(".added-by", "In the chair’s list").await?;
        app.wait_text(testid("announcement"), "Taken into the chair’s list: PoA.4+FI.1").await?;
        desk::speak(app, "Français").await?;
        app.wait_text(".entry-title", "Musées").await?;
        desk::speak(app, "English").await?;
        app.click_testid("undo").await?;
        app.wait_until("it to be a proposal again", async || {
            Ok(app.count(".added-by .tag").await? == 0 && app.count(".added-by").await? == 1)
        })
        .await
    })
}
