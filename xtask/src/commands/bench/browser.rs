//! The app in Chromium, in turns with its twin: the same pages made by hand, of the same data.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::figures::{Figures, table};
use crate::{
    commands::build,
    project::Project,
    run::Run,
    tools::{CHROMIUM, need_browsers},
};

const RUNNERS: [&str; 2] = ["app", "twin"];

/// The languages that the twin speaks.
const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Builds both and measures every step in rounds, each in a fresh profile. Prints the least, the
/// lower quartile and the ratio, and judges nothing.
pub fn run(project: &Project, rounds: usize) -> Result<()> {
    need_browsers([CHROMIUM])?;
    build::make(project)?;
    let twin = make_twin(project)?;
    Run::cargo(project.root()).args("build --release --locked -p bench-browser").go()?;
    let pages = [project.dist(), twin];
    let mut figures: [Figures; 2] = Default::default();
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        for ((runner, page), figures) in RUNNERS.iter().zip(&pages).zip(&mut figures) {
            figures.add(&measure(project, runner, page)?)?;
        }
    }
    Figures::ensure_same(&figures)?;
    println!("\n{}", table(&RUNNERS, &figures));
    memory(project, &pages)
}

/// What stays in memory of files that come and go.
fn memory(project: &Project, pages: &[PathBuf; 2]) -> Result<()> {
    let mut figures: [Figures; 2] = Default::default();
    for ((runner, page), figures) in RUNNERS.iter().zip(pages).zip(&mut figures) {
        eprintln!("files come and go: {runner}");
        let told = measure(project, &format!("memory {runner}"), page)?;
        // Its first visit is none of the rounds.
        let of_memory = told.lines().filter(|line| line.starts_with("memory"));
        for line in of_memory {
            figures.add(line)?;
        }
    }
    println!("\n{}", table(&RUNNERS, &figures));
    Ok(())
}

fn measure(project: &Project, words: &str, page: &Path) -> Result<String> {
    let program = project.target().join("release/bench-browser");
    Run::new(program, project.root()).args(words).arg(page).read()
}

/// Puts the twin together: its own files, the app's styles, the same data and texts.
fn make_twin(project: &Project) -> Result<PathBuf> {
    let (root, home) = (project.root(), project.target().join("twin"));
    fs::create_dir_all(&home)?;
    for name in ["index.html", "model.js", "twin.js"] {
        fs::copy(root.join("bench/twin").join(name), home.join(name))?;
    }
    fs::write(home.join("style.css"), styles(&project.dist())?)?;
    let data = json!({
        "nodes": read(root, "src/reference/outline.fr.json")?["nodes"],
        "participants": read(root, "src/reference/participants.json")?,
        "meetings": read(root, "src/reference/record.json")?,
    });
    fs::write(home.join("data.json"), data.to_string())?;
    for language in LANGUAGES {
        let texts = texts(root, language)?;
        fs::write(home.join(format!("texts-{language}.json")), texts.to_string())?;
    }
    Ok(home)
}

/// The style sheet that a built page names.
fn styles(dist: &Path) -> Result<String> {
    let page = fs::read_to_string(dist.join("index.html"))?;
    let name = page.split('"').find(|word| word.ends_with(".css")).context("no style sheet")?;
    Ok(fs::read_to_string(dist.join(name))?)
}

/// All texts of a language. The outline is French by itself.
fn texts(root: &Path, language: &str) -> Result<Value> {
    let locale = |name: &str| read(root, &format!("locales/{language}/{name}.json"));
    let names = read(root, "src/reference/state-names.json")?;
    let names = names.as_array().context("the names are no list")?;
    let name = |state: &Value| Some((state["code"].as_str()?.to_owned(), state[language].clone()));
    let outline = if language == "fr" { json!({}) } else { locale("outline")? };
    Ok(json!({
        "ui": locale("ui")?,
        "record": locale("record")?,
        "outline": outline,
        "names": names.iter().filter_map(name).collect::<serde_json::Map<_, _>>(),
    }))
}

fn read(root: &Path, path: &str) -> Result<Value> {
    let bytes = fs::read(root.join(path)).with_context(|| path.to_owned())?;
    serde_json::from_slice(&bytes).with_context(|| path.to_owned())
}
