//! The rest of the source: its questions with the answers, its other texts, the quick reference.

use e2e::{Result, css, ensure, scenario, testid};

use crate::desk;
use crate::files::{self, CAPITAL};

#[test]
fn a_question_is_answered_kept_and_taken_back() -> Result<()> {
    scenario("a_question_is_answered_kept_and_taken_back", async |app| {
        desk::begin(app, "Finland").await?;
        app.click("nav a[href='#/documents']").await?;
        app.wait_text(".documents h1", "Questions for discussion").await?;
        ensure!(app.count(".question").await? == 12);
        let field = css(".question[data-id='Q.5'] textarea");
        app.fill(field.clone(), "Add ammunition").await?;
        desk::saved(app).await?;
        app.wait_text(".question[data-id='Q.5'] summary", "1 State answers").await?;
        app.click_testid("undo").await?;
        app.wait_until("the answer to be gone", async || {
            Ok(app.count(".question[data-id='Q.5'] summary").await? == 0)
        })
        .await?;
        // Not to a page of the plans: there are no questions in them.
        app.wait_text(".documents h1", "Questions for discussion").await?;
        app.fill(field.clone(), "Add ammunition").await?;
        desk::saved(app).await?;
        app.reload().await?;
        desk::holds(app, field, "Add ammunition").await
    })
}

#[test]
fn all_answers_stand_side_by_side_by_the_names_of_the_states() -> Result<()> {
    let name = "all_answers_stand_side_by_side_by_the_names_of_the_states";
    scenario(name, async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        let mission = "delegation/FI/00000000000000bb";
        for (number, (author, answer)) in [
            (CAPITAL.replace("FI", "SE"), "answer=Tracing"),
            (CAPITAL.to_owned(), "answer=Marking"),
            (mission.to_owned(), "answer=Ammunition"),
        ]
        .into_iter()
        .enumerate()
        {
            let file = files::snapshot(&author, &[&["Q.1", answer]])?;
            desk::take_in(app, &format!("{number}.json"), &file).await?;
        }
        app.open("#/documents").await?;
        app.click(".question[data-id='Q.1'] summary").await?;
        let names = app.texts(".answers dt").await?;
        ensure!(names == ["Finland", "Sweden"], "{names:?}");
        let mut answers = app.texts(".answers dd").await?;
        ensure!(answers.pop().as_deref() == Some("Tracing"));
        answers.sort();
        ensure!(answers == ["Ammunition", "Marking"], "two values are two values: {answers:?}");
        Ok(())
    })
}

#[test]
fn the_other_texts_stand_in_french_with_their_place_and_lead_to_the_plan() -> Result<()> {
    let name = "the_other_texts_stand_in_french_with_their_place_and_lead_to_the_plan";
    scenario(name, async |app| {
        desk::begin(app, "Finland").await?;
        app.open("#/documents/decision").await?;
        app.wait_text(".decision-plan", "PoA.1.c.1").await?;
        let french = app.texts(".passage[data-id='DEC.op.2'] blockquote").await?;
        ensure!(
            french[0].starts_with("D’approuver la publication du guide")
                || french[0].starts_with("D'approuver la publication du guide"),
            "{french:?}"
        );
        app.wait_text(".passage[data-id='DEC.op.2']", "line").await?;
        app.click_role("link", "Reporting at a glance").await?;
        ensure!(app.count("[data-testid=guide] tbody tr").await? == 7);
        app.wait_text(testid("guide"), "Every two years; voluntary").await?;
        app.wait_text(testid("guide"), "A/RES/46/36 L").await?;
        app.click("a[href='#/plan/ITI.6.i']").await?;
        app.wait_text(".entry-id", "ITI.6.i").await?;
        desk::speak(app, "Français").await?;
        app.open("#/documents/topics").await?;
        app.wait(".passage[data-id='GIA.2.p1'] blockquote").await?;
        ensure!(app.count(".passage .translation").await? == 0, "French is translated");
        Ok(())
    })
}
