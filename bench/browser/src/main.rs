//! One round in a browser: `bench-browser app FOLDER` opens the app of a folder on an empty
//! profile, does with it what a delegation and a chair do, and prints what each step took in
//! nanoseconds (bytes, for the memory) and a number that says what was done. `bench-browser twin
//! FOLDER` does the same with the twin. `bench-browser memory app FOLDER` has files come in and
//! go again, twenty times.
//!
//! Owns the order of the steps. What is clicked is in `steps`, what is read off the page in
//! `page.js`; the browser is that of the scenarios (`e2e`). Judges nothing.

mod steps;

use std::{env, time::Duration};

use e2e::{Context, Result, Setup, Site, bail, scenario_with};

use self::steps::{Page, Round};

/// Ten times what a round takes.
const LIMIT: Duration = Duration::from_secs(900);

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (memory, page, folder) = match words[..] {
        ["memory", page, folder] => (true, page, folder),
        [page, folder] => (false, page, folder),
        _ => bail!("bench-browser [memory] app|twin FOLDER"),
    };
    let page = Page::named(page).context("it is the app or the twin")?;
    let setup = Setup::new().site(Site::folder(folder)).size(1440, 900).limit(LIMIT);
    scenario_with("bench", setup, async |app| {
        let round = Round { app, page };
        if memory { round.memory().await } else { round.all().await }
    })
}
