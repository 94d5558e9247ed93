//! `public/rescue.js`, which has its words with it: it runs where nothing else does.

use revcon3_tracker::i18n::Language;

const SCRIPT: &str = include_str!("../public/rescue.js");

/// The texts that each language has to have.
const KEYS: [&str; 9] =
    ["old", "start", "stopped", "save", "hint", "again", "none", "failed", "fields"];

/// The part of the script that is one language's.
fn texts_of(language: Language) -> &'static str {
    let begin = format!("    {}: {{\n", language.tag());
    let (_, rest) = SCRIPT.split_once(&begin).unwrap_or_else(|| panic!("no {begin:?}"));
    rest.split_once("\n    }").map_or(rest, |(texts, _)| texts)
}

#[test]
fn it_speaks_every_language() {
    for language in Language::ALL {
        let lines: Vec<&str> = texts_of(language).lines().map(str::trim).collect();
        let keys: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(keys, KEYS, "{}", language.tag());
        for line in lines {
            let words = line.split_once(": \"").map_or("", |(_, words)| words);
            assert!(words.trim_end_matches(['"', ',']).chars().count() > 3, "{line}");
        }
    }
}

#[test]
fn it_reads_the_stores_there_are() {
    let store = include_str!("../src/browser/store.rs");
    // The whole line: words such as “private” stand elsewhere in the script, too.
    assert!(SCRIPT.contains("var STORES = [\"loose\", \"private\", \"packs\"];"));
    for name in ["loose", "private", "packs"] {
        assert!(store.contains(&format!("\"{name}\"")));
    }
    let settings = include_str!("../src/browser/settings.rs");
    let journal = "\"revcon3/journal/\"";
    assert!(SCRIPT.contains(journal) && settings.contains(journal));
    assert!(SCRIPT.contains("indexedDB.open(\"revcon3\")") && store.contains("\"revcon3\""));
}
