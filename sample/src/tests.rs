//! Guarantees of the invented files.

use clap::ValueEnum;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{Reading, SnapshotError, Warning, read};

use super::*;

/// All texts in a value, at any depth.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(members) => members.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn reading(file: &SampleFile) -> Reading {
    read(&file.bytes).unwrap()
}

fn odd(recipe: &Recipe, odd: Odd) -> SampleFile {
    recipe.odd(odd).unwrap()
}

/// The effect of taking in a file on a ledger: new revisions, new contested fields.
fn brings(ledger: &Ledger, file: &SampleFile) -> (usize, usize) {
    let mut after = ledger.clone();
    after.union(&reading(file).snapshot.ledger);
    let contested = |ledger: &Ledger| -> usize {
        ledger.keys().map(|key| ledger.entry(key).contested().count()).sum()
    };
    (after.len() - ledger.len(), contested(&after) - contested(ledger))
}

#[test]
fn the_same_recipe_has_the_same_bytes_and_another_seed_has_others() {
    let recipe = Recipe::new(3, Amount::Typical);
    let files: Vec<_> = recipe.files().collect();
    assert_eq!(files, recipe.files().collect::<Vec<_>>());
    let one = Recipe { participants: vec![recipe.participants[1]], ..recipe.clone() };
    assert_eq!(one.files().next().unwrap(), files[1], "whoever else there is");
    let other = Recipe { seed: 2, ..recipe };
    assert_ne!(other.files().next().unwrap(), files[0]);
}

#[test]
fn every_file_is_sound_and_says_that_it_is_invented() {
    for (count, amount) in [(28, Amount::Typical), (3, Amount::Full)] {
        for file in Recipe::new(count, amount).files() {
            let reading = reading(&file);
            assert!(reading.refused.is_empty() && reading.warnings.is_empty(), "{}", file.name);
            let snapshot = reading.snapshot;
            assert!(file.name.starts_with("EXAMPLE"));
            assert_eq!(snapshot.marking, MARKING);
            assert!(snapshot.authors.values().all(|name| name.contains("invented")));
            for key in snapshot.ledger.keys() {
                let entry = snapshot.ledger.entry(key);
                assert!(entry.contested().count() == 0 && !entry.incomplete);
                let values: Vec<_> = entry.fields.values().map(|f| f.provisional()).collect();
                let marked = values.iter().copied().flat_map(texts).any(is_marked);
                assert!(marked, "{} {key:?}", file.name);
            }
        }
    }
}

#[test]
fn every_text_that_is_no_code_says_that_it_is_invented() {
    let recipe = Recipe::new(4, Amount::Full);
    for &code in &recipe.participants {
        for revision in recipe.ledger(code).revisions() {
            for text in revision.body().set.values().flat_map(texts) {
                let prose = text.contains(char::is_whitespace) || !text.is_ascii();
                assert!(!prose || is_marked(text), "{text}");
            }
        }
    }
}

#[test]
fn every_language_of_the_united_nations_is_written_by_somebody() {
    let text = String::from_utf8(Recipe::new(12, Amount::Typical).aggregate_file().bytes).unwrap();
    for letters in ['ж', 'ش', '早', 'é', 'ñ'] {
        assert!(text.contains(letters), "{letters}");
    }
}

#[test]
fn amounts_are_those_that_figures_are_quoted_for() {
    let average = |amount| {
        let recipe = Recipe::new(12, amount);
        let files: Vec<SampleFile> = recipe.files().collect();
        let revisions: usize = files.iter().map(|f| reading(f).snapshot.ledger.len()).sum();
        let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
        (revisions / 12, bytes / 12 / 1_000)
    };
    let (revisions, kilobytes) = average(Amount::Typical);
    assert!((135..155).contains(&revisions), "{revisions}");
    assert!((50..65).contains(&kilobytes), "{kilobytes}");
    let (revisions, kilobytes) = average(Amount::Full);
    assert_eq!(revisions, 330);
    assert!((175..205).contains(&kilobytes), "{kilobytes}");
}

#[test]
fn a_file_from_capital_contests_and_an_older_one_brings_nothing() {
    let recipe = Recipe::new(8, Amount::Typical);
    let all = recipe.aggregate().ledger;
    let (new, contested) = brings(&all, &odd(&recipe, Odd::Capital));
    assert!(new > 10 && contested > 10, "{new} {contested}");
    assert_eq!(brings(&all, &odd(&recipe, Odd::Older)), (0, 0));
    let (new, contested) = brings(&all, &odd(&recipe, Odd::OnBehalf));
    assert!(new > 2 && contested == 0, "{new} {contested}");
    assert!(brings(&all, &odd(&recipe, Odd::NewerMinor)).0 > 0);
}

#[test]
fn what_is_the_matter_with_odd_files_is_found() {
    let recipe = Recipe::new(8, Amount::Typical);
    let cut = reading(&odd(&recipe, Odd::CutOff));
    assert!(matches!(cut.warnings[0], Warning::Incomplete(_)));
    assert!(!cut.snapshot.ledger.is_empty());
    let newer = read(&odd(&recipe, Odd::Newer).bytes);
    assert!(matches!(newer, Err(SnapshotError::NewerVersion { .. })), "{newer:?}");
    let minor = reading(&odd(&recipe, Odd::NewerMinor));
    assert_eq!(minor.warnings, [Warning::NewerMinor(1)]);
    let hostile = reading(&odd(&recipe, Odd::Hostile));
    assert_eq!(hostile.refused.len(), 9, "{:?}", hostile.refused);
    assert_eq!(hostile.snapshot.ledger.participants().len(), 2);
}

#[test]
fn every_odd_file_is_marked_and_has_a_name_of_its_own() {
    let recipe = Recipe::new(8, Amount::Typical);
    let mut names: Vec<String> = recipe.files().map(|file| file.name).collect();
    for kind in Odd::value_variants() {
        let file = odd(&recipe, *kind);
        assert!(file.name.starts_with("EXAMPLE"));
        assert!(String::from_utf8_lossy(&file.bytes).contains(MARKING));
        names.push(file.name);
    }
    let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
    assert_eq!(Recipe::new(0, Amount::Typical).odd(Odd::Older), None);
}
