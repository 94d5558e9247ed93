//! The style sheets as one file: `style/` has one per part of the page, and a browser that shows
//! nothing before it has all of them should not have to ask seventeen times.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use data_encoding::BASE64;
use sha2::{Digest, Sha384};

use super::{
    html::{Tag, start_tags},
    packs::short_hash,
};

/// Puts the sheets that the page names, in their order, into one; returns the page that names it.
pub fn join(folder: &Path, html: &str) -> Result<String> {
    let is_sheet = |tag: &Tag| tag.is("link") && tag.value("rel") == Some("stylesheet");
    let sheets: Vec<Tag> = start_tags(html).into_iter().filter(is_sheet).collect();
    let (mut text, mut page, mut done) = (String::new(), String::new(), 0);
    let first = sheets.first().map(|tag| tag.start);
    for tag in &sheets {
        let path = folder.join(tag.value("href").context("a style sheet without an address")?);
        let own = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        text += &without_comments(&own);
        fs::remove_file(&path)?;
        page += &html[done..tag.start];
        if Some(tag.start) == first {
            page += PLACE;
        }
        done = tag.end;
    }
    page += &html[done..];
    let name = format!("style-{}.css", short_hash(&text));
    let integrity = BASE64.encode(&Sha384::digest(&text));
    fs::write(folder.join(&name), &text)?;
    let link =
        format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-{integrity}\"/>");
    Ok(page.replacen(PLACE, &link, 1))
}

/// Where the one sheet is named: no page has this.
const PLACE: &str = "\u{0}style\u{0}";

/// A sheet without what only its authors read: comments, and the room before lines. Strings have
/// neither in our sheets.
fn without_comments(sheet: &str) -> String {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        text += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text += rest;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_become_one_in_their_order() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.css"), "/* why */\np {\n  color: red;\n}\n")?;
        fs::write(folder.path().join("b.css"), "b { top: 0 } /* cut")?;
        let html = "<title>x</title><link rel=stylesheet href=\"a.css\" integrity=\"old\"/>\
            <link rel=icon href=i><link rel=\"stylesheet\" href=\"./b.css\"><p>";
        let page = join(folder.path(), html)?;
        let sheet = "p {\ncolor: red;\n}\nb { top: 0 }\n";
        let name = format!("style-{}.css", short_hash(sheet));
        assert_eq!(fs::read_to_string(folder.path().join(&name))?, sheet);
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        let integrity = BASE64.encode(&Sha384::digest(sheet));
        let link = format!(
            "<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"sha384-{integrity}\"/>"
        );
        assert_eq!(page, format!("<title>x</title>{link}<link rel=icon href=i><p>"));
        Ok(())
    }

    #[test]
    fn a_page_that_names_a_sheet_that_is_not_there_is_told() -> Result<()> {
        let folder = tempfile::tempdir()?;
        assert!(join(folder.path(), "<link rel=stylesheet href=a.css>").is_err());
        Ok(())
    }
}
