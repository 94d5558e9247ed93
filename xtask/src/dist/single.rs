//! `revcon3-tracker.html`: the whole app as one file, for a stick or an attachment.
//!
//! Styles, glue, WebAssembly and texts (gzip in base64; the browser unpacks them) and icon go into
//! the page that trunk wrote. Opened from disk it asks nobody for anything, and its policy says so.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use flate2::{Compression, write::GzEncoder};

use super::{
    csp::{self, Parts},
    files,
    html::{self, Tag},
    licences, packs,
};

/// The file's name.
pub const NAME: &str = "revcon3-tracker.html";

/// What helps where the app does not run; the other scripts serve what a file from disk has not.
const RESCUE: &str = "rescue.js";

/// Keeps the page's own text, without what it may have been handed round with, so that the app can
/// hand it round anew. Then unpacks the app and starts it; the app has its texts unpacked by name.
/// Follows the glue in one module, so it calls its functions.
const START: &str = r#"
const carried = document.getElementById("pack-snapshot");
carried?.remove();
globalThis.revcon3Page = `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`;
if (carried) document.head.append(carried);
const unpacked = (element) => {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
};
globalThis.revcon3Unpack = (element) => unpacked(element).text();
__wbg_init({ module_or_path: await unpacked(document.getElementById("app")).arrayBuffer() });
"#;

/// Writes the file into the folder of the finished build. `page` is `index.html` without policy.
pub fn write(folder: &Path, page: &str) -> Result<()> {
    let whole = csp::protect(&inlined(folder, page)?, Parts::Inside)?;
    Ok(fs::write(folder.join(NAME), whole)?)
}

/// The page with every part inside.
fn inlined(folder: &Path, page: &str) -> Result<String> {
    let mut whole = String::new();
    let mut styles = String::new();
    let mut copied = 0;
    for tag in html::start_tags(page) {
        let end = if tag.is("script") { closing(page, &tag) } else { tag.end };
        let replacement = match part(&tag) {
            Part::Kept => continue,
            Part::Dropped => String::new(),
            Part::Style(name) => {
                styles.push_str(&text(folder, name)?);
                String::new()
            }
            Part::Icon(name) => icon(&text(folder, name)?),
            Part::Script(name) => script(&text(folder, name)?)?,
            Part::Starter => starter(folder)?,
        };
        whole.push_str(&page[copied..tag.start]);
        whole.push_str(&replacement);
        copied = end;
    }
    whole.push_str(&page[copied..]);
    ensure!(!styles.to_ascii_lowercase().contains("</style"), "a style sheet ends its own tag");
    let (head, rest) = whole.split_once("</head>").context("index.html has no </head>")?;
    Ok(format!("{head}<style>{styles}</style></head>{rest}"))
}

/// What becomes of a tag.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Kept,
    Dropped,
    Style(&'a str),
    Icon(&'a str),
    Script(&'a str),
    Starter,
}

fn part<'a>(tag: &Tag<'a>) -> Part<'a> {
    let value = |name| tag.value(name).map(|value| value.trim_start_matches("./"));
    match (tag.name, tag.value("rel")) {
        ("link", Some("stylesheet")) => value("href").map_or(Part::Dropped, Part::Style),
        ("link", Some("icon")) => value("href").map_or(Part::Dropped, Part::Icon),
        // The rest would be fetched.
        ("link", _) => Part::Dropped,
        ("script", _) if value("src") == Some(RESCUE) => Part::Script(RESCUE),
        ("script", _) if tag.has("src") => Part::Dropped,
        ("script", _) => Part::Starter,
        _ => Part::Kept,
    }
}

/// The index after the end tag of a script.
fn closing(page: &str, tag: &Tag) -> usize {
    let end = tag.end + html::raw_text(page, tag).len();
    page[end..].find('>').map_or(page.len(), |length| end + length + 1)
}

/// A script where it stands.
fn script(code: &str) -> Result<String> {
    ensure!(!code.contains("</script") && !code.contains("<!--"), "a script ends its own tag");
    Ok(format!("<script>{code}</script>"))
}

fn icon(svg: &str) -> String {
    let address = BASE64.encode(svg.as_bytes());
    format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{address}\">")
}

/// The WebAssembly and the texts as data, and one module of glue and start.
fn starter(folder: &Path) -> Result<String> {
    let glue = text(folder, &only(folder, ".js")?)?;
    ensure!(!glue.contains("</script") && !glue.contains("<!--"), "the glue ends its own tag");
    ensure!(glue.contains("__wbg_init"), "the glue has another start function than __wbg_init");
    let wasm = fs::read(folder.join(only(folder, ".wasm")?))?;
    let mut parts = data("app", &wasm)?;
    for file in files::list(folder)? {
        if let Some(part) = asked_for(&file.name) {
            parts.push_str(&data(&format!("pack-{part}"), &fs::read(&file.path)?)?);
        }
    }
    Ok(format!("{parts}<script type=\"module\">{glue}{START}</script>"))
}

/// What the app calls a file that it asks for while it runs.
fn asked_for(name: &str) -> Option<&'static str> {
    packs::language_of(name).or(name.starts_with(licences::PREFIX).then_some(licences::PART))
}

/// Bytes as a piece of the page.
fn data(id: &str, bytes: &[u8]) -> Result<String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    let packed = BASE64.encode(&packer.finish()?);
    Ok(format!("<script type=\"application/gzip\" id=\"{id}\">{packed}</script>"))
}

/// The one file of the app's own with this ending.
fn only(folder: &Path, ending: &str) -> Result<String> {
    let mut found = files::list(folder)?.into_iter().map(|file| file.name);
    let mut own =
        found.by_ref().filter(|n| n.starts_with("revcon3-tracker-") && n.ends_with(ending));
    let first =
        own.next().with_context(|| format!("the build has no revcon3-tracker-*{ending}"))?;
    ensure!(own.next().is_none(), "the build has several revcon3-tracker-*{ending}");
    Ok(first)
}

fn text(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html><head><meta charset="utf-8"><title>x</title>
<script type="module">import init from './revcon3-tracker-1.js';</script>
<link rel="stylesheet" href="./a.css" integrity="x"/><link rel="manifest" href="m">
<link rel="modulepreload" href="./revcon3-tracker-1.js"><link rel="icon" href="icon.svg">
<script src="offline.js" defer></script></head><body><p>text</p></body></html>"#;

    fn build() -> Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        for (name, content) in [
            ("a.css", "p { color: red }"),
            ("icon.svg", "<svg/>"),
            ("revcon3-tracker-1.js", "function __wbg_init() {}\nexport { __wbg_init as default };"),
            ("revcon3-tracker-1_bg.wasm", "\0asm"),
            ("pack-de-1.json", "{}"),
            ("licences-1.txt", "MIT"),
        ] {
            fs::write(folder.path().join(name), content)?;
        }
        Ok(folder)
    }

    #[test]
    fn one_file_names_no_other() -> Result<()> {
        let folder = build()?;
        write(folder.path(), PAGE)?;
        let whole = fs::read_to_string(folder.path().join(NAME))?;
        for tag in html::start_tags(&whole) {
            assert!(!tag.has("src"), "{tag:?}");
            assert!(tag.value("href").is_none_or(|href| href.starts_with("data:")), "{tag:?}");
        }
        assert!(whole.contains("<style>p { color: red }</style>"));
        assert!(whole.contains("<p>text</p>"));
        Ok(())
    }

    #[test]
    fn the_app_is_in_the_file_byte_for_byte() -> Result<()> {
        let folder = build()?;
        let whole = inlined(folder.path(), PAGE)?;
        let tags = html::start_tags(&whole);
        for (id, content) in [("app", "\0asm"), ("pack-de", "{}"), ("pack-licences", "MIT")] {
            let data = tags.iter().find(|tag| tag.value("id") == Some(id));
            let packed = data.map(|tag| html::raw_text(&whole, tag)).unwrap_or_default();
            let mut unpacked = String::new();
            let bytes = BASE64.decode(packed.as_bytes())?;
            let mut unpacker = flate2::read::GzDecoder::new(&*bytes);
            std::io::Read::read_to_string(&mut unpacker, &mut unpacked)?;
            assert_eq!(unpacked, content);
        }
        Ok(())
    }

    #[test]
    fn a_part_that_would_break_out_is_refused() -> Result<()> {
        let folder = build()?;
        fs::write(folder.path().join("a.css"), "/* </style> */")?;
        assert!(inlined(folder.path(), PAGE).is_err());
        Ok(())
    }
}
