//! Walks `tests/corpus/`: damaged, strange and hostile files, each with what
//! is expected of it beside it. `tests/corpus/README.md` says how they are
//! written.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;

use revcon3_tracker::domain::evidence::Evidence;
use revcon3_tracker::domain::field::EVIDENCE;
use revcon3_tracker::domain::revision::Revision;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{Reading, SnapshotError, read};

use crate::support::floods::FLOODS;
use crate::support::proof::read_and_prove;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");

/// What is expected of a file, line by line: `key: value`.
struct Expectation {
    lines: Vec<(String, String)>,
}

impl Expectation {
    const KEYS: [&str; 11] = [
        "error", "says", "taken", "private", "refused", "refusals", "warns", "keeps", "links",
        "heads", "made",
    ];

    fn parse(name: &str, text: &str) -> Self {
        assert!(text.starts_with("# "), "{name}: say first why the case is there");
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let parts = lines.map(|line| {
            let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{name}: {line}"));
            assert!(Self::KEYS.contains(&key), "{name}: no such key: {key}");
            (key.to_owned(), value.to_owned())
        });
        Self { lines: parts.collect() }
    }

    fn all(&self, key: &str) -> Vec<&str> {
        let wanted = self.lines.iter().filter(|(known, _)| known == key);
        wanted.map(|(_, value)| value.as_str()).collect()
    }

    fn one(&self, key: &str) -> Option<&str> {
        let all = self.all(key);
        assert!(all.len() < 2, "{key} is there twice");
        all.first().copied()
    }

    fn number(&self, key: &str) -> Option<usize> {
        self.one(key).map(|value| value.parse().unwrap())
    }
}

/// An error as the words of its names and values: `Malformed { member: "s" }`
/// is `Malformed s`.
fn words(error: &impl Debug) -> Vec<String> {
    words_of(&format!("{error:?}"))
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "(){},\"".contains(c));
    // Names of members and of wrappers only stand in the way.
    let speaks = |word: &&str| !word.is_empty() && !word.ends_with(':') && *word != "FieldName";
    words.filter(speaks).map(str::to_owned).collect()
}

/// Whether these are the errors expected: each begins with the words given.
fn hold<E: Debug>(found: impl IntoIterator<Item = E>, expected: &[&str], what: &str) {
    let found: Vec<Vec<String>> = found.into_iter().map(|error| words(&error)).collect();
    let expected: Vec<Vec<String>> = expected.iter().map(|line| words_of(line)).collect();
    let alike = found.len() == expected.len()
        && found.iter().zip(&expected).all(|(found, expected)| found.starts_with(expected));
    assert!(alike, "{what}\n  found {found:?}\n  expected {expected:?}");
}

fn check(bytes: &[u8], expected: &Expectation) {
    // A flood is about how much there is; proving it all would take long.
    let reading = if expected.one("made").is_some() { read(bytes) } else { read_and_prove(bytes) };
    match reading {
        Err(error) => check_error(&error, expected),
        Ok(reading) => {
            assert_eq!(expected.one("error"), None, "it is read: {:?}", reading.warnings);
            check_reading(&reading, expected);
        }
    }
}

fn check_error(error: &SnapshotError, expected: &Expectation) {
    let name = expected.one("error").unwrap_or_else(|| panic!("it is refused: {error:?}"));
    hold([error], &[name], "error");
    let message = error.to_string();
    assert!(expected.all("says").iter().all(|words| message.contains(words)), "{message}");
    // What is in quotes is a stranger's and was cut.
    assert!(message.chars().count() < 400, "{message}");
}

fn check_reading(reading: &Reading, expected: &Expectation) {
    let snapshot = &reading.snapshot;
    assert_eq!(Some(snapshot.ledger.len()), expected.number("taken"), "{:?}", reading.refused);
    let private = snapshot.private.as_ref().map_or(0, |private| private.len());
    assert_eq!(private, expected.number("private").unwrap_or(0), "private");
    match expected.number("refusals") {
        Some(many) => assert_eq!(reading.refused.len(), many, "refusals"),
        None => {
            let refused = reading.refused.iter().map(|refusal| (&refusal.place, &refusal.reason));
            hold(refused, &expected.all("refused"), "refused");
        }
    }
    hold(&reading.warnings, &expected.all("warns"), "warns");
    let texts = texts_of(reading);
    for kept in expected.all("keeps") {
        let kept: String = serde_json::from_str(kept).unwrap();
        assert!(texts.iter().any(|text| text.contains(&kept)), "{kept:?} is not kept");
    }
    let links = snapshot.ledger.revisions().flat_map(|r| addresses(r)).count();
    assert_eq!(links, expected.number("links").unwrap_or(0), "links");
    if let Some(heads) = expected.number("heads") {
        let key = snapshot.ledger.keys().next().unwrap();
        assert_eq!(snapshot.ledger.entry(key).heads.len(), heads, "heads");
    }
}

/// Every text and every name in the revisions that were taken over.
fn texts_of(reading: &Reading) -> Vec<String> {
    let mut texts = Vec::new();
    for revision in reading.snapshot.ledger.revisions() {
        let body = revision.body();
        body.set.keys().for_each(|name| texts.push(name.to_string()));
        body.set.values().for_each(|value| gather(value, &mut texts));
        gather(&Value::Map(body.unknown.clone()), &mut texts);
    }
    texts
}

fn gather(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Text(text) => texts.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Map(members) => members.iter().for_each(|(name, value)| {
            texts.push(name.clone());
            gather(value, texts);
        }),
        Value::Null | Value::Bool(_) | Value::Integer(_) => {}
    }
}

/// The addresses of a revision's evidence that may be followed.
fn addresses(revision: &Revision) -> Vec<String> {
    let set = revision.body().set.iter();
    let items = set.filter(|(name, _)| name.as_str().starts_with(EVIDENCE));
    let evidence = items.filter_map(|(_, value)| Evidence::from_value(value).ok());
    evidence.filter_map(|item| item.address().map(str::to_owned)).collect()
}

/// The bytes and the expectation of each case, by name.
fn cases() -> BTreeMap<String, (Option<Vec<u8>>, Option<String>)> {
    let mut cases: BTreeMap<String, (Option<Vec<u8>>, Option<String>)> = BTreeMap::new();
    for file in std::fs::read_dir(FOLDER).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "README.md" {
            continue;
        }
        let (stem, _) = name.split_once('.').unwrap_or_else(|| panic!("{name} has no ending"));
        let case = cases.entry(stem.to_owned()).or_default();
        if path.extension().is_some_and(|ending| ending == "expect") {
            case.1 = Some(std::fs::read_to_string(&path).unwrap());
        } else {
            let known = case.0.replace(std::fs::read(&path).unwrap());
            assert!(known.is_none(), "two files are called {stem}");
        }
    }
    cases
}

/// The bytes of a case: what stands in its file, or what is made by name.
fn bytes_of(name: &str, file: Option<Vec<u8>>, expected: &Expectation) -> Vec<u8> {
    match (file, expected.one("made")) {
        (Some(bytes), None) => bytes,
        (None, Some(made)) => {
            let flood = FLOODS.iter().find(|(known, _)| *known == made);
            flood.unwrap_or_else(|| panic!("{name}: nobody makes “{made}”")).1().into_bytes()
        }
        (None, None) => panic!("{name}.expect has no file beside it"),
        (Some(_), Some(_)) => panic!("{name} is both a file and made"),
    }
}

/// Meets the cases that are made here, or those that are not.
fn meet_all(made: bool) {
    let mut failures = Vec::new();
    for (name, (file, text)) in cases() {
        let outcome = std::panic::catch_unwind(|| {
            let text = text.unwrap_or_else(|| panic!("{name} has no {name}.expect beside it"));
            let expected = Expectation::parse(&name, &text);
            if expected.one("made").is_some() == made {
                check(&bytes_of(&name, file, &expected), &expected);
            }
        });
        if outcome.is_err() {
            eprintln!("that was {name}\n");
            failures.push(name);
        }
    }
    assert!(failures.is_empty(), "not as expected, see above: {}", failures.join(", "));
}

#[test]
fn every_file_of_the_corpus_is_met_as_expected() {
    meet_all(false);
}

#[test]
fn every_flood_of_the_corpus_is_met_as_expected() {
    meet_all(true);
}

#[test]
fn every_flood_is_a_case_of_the_corpus() {
    let cases = cases();
    let made: Vec<String> = cases
        .iter()
        .filter_map(|(name, (_, text))| {
            let expected = Expectation::parse(name, text.as_ref()?);
            expected.one("made").map(str::to_owned)
        })
        .collect();
    for (name, _) in FLOODS {
        assert!(made.iter().any(|known| known == name), "no expectation for “{name}”");
    }
    assert!(Path::new(FOLDER).join("good.json").is_file());
}

#[test]
fn an_error_is_told_by_its_words() {
    let error = SnapshotError::NewerVersion { version: 2, app: "revcon3-tracker 2.3.0".into() };
    assert_eq!(words(&error), ["NewerVersion", "2", "revcon3-tracker", "2.3.0"]);
}
