//! Turns the reference data and the texts into Rust and into language packs; see the crate `packs`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use packs::{LANGUAGES, Packs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in ["build.rs", "locales", "src/reference"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let packs = Packs::load(&root)?;
    fs::write(out.join("reference.rs"), packs.reference_constants()?)?;
    fs::write(out.join("messages.rs"), packs.message_constants()?)?;
    // Native programs embed all languages; the app loads the one it shows.
    let mut embedded = String::from("/// The packs, in the order of the languages.\n");
    writeln!(embedded, "pub const EMBEDDED: [&str; {}] = [", LANGUAGES.len())?;
    for language in LANGUAGES {
        let file = format!("pack.{language}.json");
        fs::write(out.join(&file), packs.pack(language)?)?;
        writeln!(embedded, "include_str!({file:?}),")?;
    }
    writeln!(embedded, "];")?;
    fs::write(out.join("embedded.rs"), embedded)?;
    Ok(())
}
