//! The chair's office on the day the files come: 57 States, one of them twice, and what else comes
//! by mail. All of it is named, every contradiction is decided, and a delegation reads the result.

use std::time::Duration;

use e2e::{App, Context, Result, Setup, css, ensure, role, scenario_with, testid};
use sample::{Amount, Odd, Recipe, SampleFile};

use crate::desk;
use crate::files;

/// Ten times what it took on two cores that had other things to do.
const LIMIT: Duration = Duration::from_secs(600);

/// 57 States that say of their plans what a delegation would.
fn recipe() -> Recipe {
    Recipe { participants: sample::states(57), ..Recipe::new(0, Amount::Typical) }
}

/// What there is something to look at in, before any of it is taken in.
const NOTABLE: [&str; 5] = ["AM-cut-off", "AT-newer", "AZ-newer-minor", "BA-hostile", "minutes"];

/// What is in the mailbox: the readable files, then those that are not.
struct Mail {
    readable: Vec<SampleFile>,
    unreadable: Vec<SampleFile>,
}

fn mail() -> Result<Mail> {
    let recipe = recipe();
    let belgium = recipe.odd(Odd::OnBehalf).is_some_and(|file| file.name.contains("-BE-"));
    ensure!(belgium, "the chair changes what another State says");
    let odd = |odd| recipe.odd(odd).with_context(|| format!("{odd:?}"));
    let mut readable: Vec<_> = recipe.files().collect();
    readable.push(SampleFile { name: "twice.json".into(), ..readable[20].clone() });
    for kind in
        [Odd::Capital, Odd::Older, Odd::CutOff, Odd::NewerMinor, Odd::Hostile, Odd::OnBehalf]
    {
        readable.push(odd(kind)?);
    }
    let minutes = SampleFile { name: "minutes.pdf".into(), bytes: b"%PDF-1.7".to_vec() };
    Ok(Mail { readable, unreadable: vec![odd(Odd::Newer)?, minutes] })
}

#[test]
fn a_chairs_office_brings_57_states_together_and_hands_the_result_back() -> Result<()> {
    let name = "a_chairs_office_brings_57_states_together_and_hands_the_result_back";
    let mail = mail()?;
    let bytes: Vec<&[u8]> = mail.readable.iter().map(|file| &*file.bytes).collect();
    let (expected, contested) = files::merged(&bytes)?;
    let expected = files::fingerprint(&expected)?;
    ensure!(contested > 20, "only {contested} contested fields");
    scenario_with(name, Setup::new().limit(LIMIT), async |app| {
        desk::begin_as(app, "The chair’s office").await?;
        everything_is_named_before_anything_changes(app, &mail).await?;
        app.click_testid("take-all").await?;
        let taken = format!("{} files taken in.", mail.readable.len());
        app.wait_text(testid("announcement"), &taken).await?;
        // What two files say of one thing is known now.
        only_notable(app, &[&NOTABLE[..], &["AD-capital"]].concat()).await?;
        let shown = desk::fingerprint(app).await?;
        ensure!(shown == expected, "{shown}, and the command line says {expected}");
        every_contradiction_is_decided(app, contested).await?;
        app.reload().await?;
        app.open("#/contested").await?;
        app.wait(testid("nothing-contested")).await?;
        app.open("#/overview").await?;
        app.wait(testid("matrix")).await?;
        let all = desk::export(app, "Everybody in the data here").await?;
        let theirs = app.someone_else(Setup::new()).await?;
        a_delegation_reads_it(&theirs, &all.bytes).await?;
        theirs.finish().await
    })
}

async fn everything_is_named_before_anything_changes(app: &App, mail: &Mail) -> Result<()> {
    let files = mail.readable.iter().chain(&mail.unreadable);
    let files: Vec<(&str, &[u8])> = files.map(|file| (&*file.name, &*file.bytes)).collect();
    let before = desk::fingerprint(app).await?;
    desk::offer_all(app, &files).await?;
    ensure!(desk::fingerprint(app).await? == before, "something changed");
    ensure!(app.count(".arrival[data-state=waiting]").await? == mail.readable.len());
    ensure!(app.count(".arrival[data-state=refused]").await? == mail.unreadable.len());
    only_notable(app, &NOTABLE).await
}

/// The files about which there is something to say, and nothing else: they are named by these
/// parts of their names.
async fn only_notable(app: &App, expected: &[&str]) -> Result<()> {
    let chip = role("button", "With something to look at");
    app.click(&chip).await?;
    let shown = app.texts(".arrival h3").await?;
    for name in expected {
        ensure!(shown.iter().any(|it| it.contains(name)), "{name} is not in {shown:?}");
    }
    ensure!(shown.len() == expected.len(), "{shown:?}");
    app.click(&chip).await
}

/// Goes through the list with one key until nothing is left.
async fn every_contradiction_is_decided(app: &App, contested: usize) -> Result<()> {
    app.open("#/contested").await?;
    app.wait_text("#contested-count", &format!("{contested} contested fields")).await?;
    app.focus(role("button", "Go through them")).await?;
    app.press(e2e::Key::Enter).await?;
    for left in (0..contested).rev() {
        app.wait(css(".case:focus")).await?;
        app.press("1").await?;
        let words = match left {
            0 => break,
            1 => "1 contested field".to_owned(),
            more => format!("{more} contested fields"),
        };
        app.wait_text("#contested-count", &words).await?;
    }
    app.wait(testid("nothing-contested")).await?;
    desk::saved(app).await
}

/// The delegation of Belgium, for which somebody else has written, has its own file, then the
/// chair's.
async fn a_delegation_reads_it(app: &App, all: &[u8]) -> Result<()> {
    let own = recipe().files().find(|file| file.name.contains("-BE-"));
    let own = own.context("no file of Belgium")?;
    desk::begin(app, "Belgium").await?;
    desk::take_in(app, &own.name, &own.bytes).await?;
    let brought = desk::take_in(app, "from-the-chair.json", all).await?;
    ensure!(brought.contested == 0, "{brought:?}");
    let (here, there) = (desk::fingerprint(app).await?, files::fingerprint(all)?);
    ensure!(here == there, "{here} is not {there}");
    app.wait_text(testid("on-behalf"), "on behalf of Belgium").await
}
