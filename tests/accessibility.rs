//! `docs/accessibility.md` against the tests: no success criterion without
//! evidence, no evidence that does not exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The 55 success criteria of WCAG 2.2 at level A and AA: all of the
/// Recommendation of 5 October 2023 but those of level AAA.
const CRITERIA: &str = "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 \
    1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 \
    2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 \
    3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3";

/// Number of the criterion and evidence, line by line.
fn lines() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/accessibility.md");
    let text = fs::read_to_string(path).expect(path);
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>());
    let criteria = cells.filter(|cells| cells[0].starts_with(|c: char| c.is_ascii_digit()));
    criteria
        .map(|cells| {
            assert_eq!(cells.len(), 4, "{cells:?}");
            (cells[0].split(' ').next().unwrap_or_default().to_owned(), cells[3].to_owned())
        })
        .collect()
}

/// The names of all tests: of the core, of the whole, in the browser.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["src", "tests", "e2e/tests"] {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut names);
    }
    names
}

fn read(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("text");
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            for pair in lines.windows(2).filter(|pair| pair[0] == "#[test]") {
                let name = pair[1].strip_prefix("fn ").and_then(|line| line.split('(').next());
                names.extend(name.map(str::to_owned));
            }
            // Scenarios that a macro makes: `name: "language",`.
            let made = lines.iter().filter_map(|line| line.split_once(": \"")?.0.into());
            names.extend(
                made.filter(|name: &&str| name.starts_with("every_page_")).map(str::to_owned),
            );
        }
    }
}

#[test]
fn every_success_criterion_has_evidence() {
    let found: Vec<String> = lines().into_iter().map(|(number, _)| number).collect();
    assert_eq!(CRITERIA.split_whitespace().count(), 55);
    assert_eq!(found.join(" "), CRITERIA.split_whitespace().collect::<Vec<_>>().join(" "));
}

#[test]
fn all_evidence_exists() {
    let tests = tests();
    for (number, evidence) in lines() {
        let manual = evidence.strip_prefix("manual ").and_then(|note| note.split_once(": "));
        if let Some((date, note)) = manual {
            let day = date.split('-').map(str::len).collect::<Vec<_>>();
            assert_eq!(day, [4, 2, 2], "{number}: {date}");
            assert!(!note.is_empty(), "{number}");
            continue;
        }
        let named: Vec<&str> = evidence.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "{number} has no evidence");
        for name in named {
            assert!(tests.contains(name), "{number}: there is no test {name}");
        }
    }
}

#[test]
fn nothing_asks_for_an_orientation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let styles = fs::read_dir(root.join("style")).expect("styles");
    let mut files: Vec<_> = styles.map(|entry| entry.expect("an entry").path()).collect();
    assert!(files.len() > 10, "{files:?}");
    files.extend(["index.html", "public/manifest.webmanifest"].map(|name| root.join(name)));
    for file in files {
        let text = fs::read_to_string(&file).expect("text");
        // A ratio of width to height is an orientation by another name.
        for word in ["orientation", "aspect-ratio", "vmin", "vmax"] {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}
