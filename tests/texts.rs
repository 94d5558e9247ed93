//! The texts of the eight languages against their glossaries, and the
//! typography that all of them keep.

use std::fs;

use serde::Deserialize;
use serde_json::{Map, Value};

use revcon3_tracker::i18n::Language;
use revcon3_tracker::reference;

/// The official terms of a language.
#[derive(Deserialize)]
struct Glossary {
    language: String,
    terms: Vec<Term>,
}

/// One term: what it is called, and what it is not called.
#[derive(Deserialize)]
struct Term {
    en: String,
    #[serde(rename = "use")]
    used: String,
    #[serde(default)]
    avoid: Vec<String>,
}

fn file(language: Language, name: &str) -> String {
    let path = format!("{}/locales/{}/{name}", env!("CARGO_MANIFEST_DIR"), language.tag());
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn glossary(language: Language) -> Glossary {
    serde_json::from_str(&file(language, "glossary.json")).expect("a glossary")
}

/// Every text that was written for a language, by its key: interface, outline,
/// meetings.
fn written(language: Language) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for name in ["ui.json", "outline.json", "record.json"] {
        // The outline is French to begin with.
        if name != "outline.json" || language != Language::French {
            let map: Map<String, Value> =
                serde_json::from_str(&file(language, name)).expect("an object");
            map.iter().for_each(|(key, value)| collect(key, value, &mut texts));
        }
    }
    texts
}

/// Every text that is shown in a language: what was written, and the source.
fn shown(language: Language) -> Vec<(String, String)> {
    let mut texts = written(language);
    if language == Language::French {
        let source = reference::outline().elements();
        texts.extend(source.iter().map(|e| (e.id.clone(), e.fr.clone())));
    }
    texts
}

fn collect(key: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => texts.push((key.to_owned(), text.clone())),
        Value::Object(forms) => {
            forms.iter().for_each(|(form, text)| collect(&format!("{key}/{form}"), text, texts));
        }
        other => panic!("{key}: {other}"),
    }
}

/// The source writes `'` where the texts of the interface have `’`.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('\'', "’")
}

#[test]
fn the_terms_of_every_glossary_are_used_and_the_others_are_not() {
    for language in Language::ALL {
        let glossary = glossary(language);
        assert_eq!(glossary.language, language.tag());
        assert!(glossary.terms.len() >= 30, "{}: {}", language.tag(), glossary.terms.len());
        let texts: Vec<_> =
            shown(language).into_iter().map(|(key, text)| (key, folded(&text))).collect();
        for term in glossary.terms {
            let used = folded(&term.used);
            let found = texts.iter().any(|(_, text)| text.contains(&used));
            assert!(found, "{}: “{}” ({}) is not used", language.tag(), term.used, term.en);
            for avoided in &term.avoid {
                let wrong = texts.iter().find(|(_, text)| text.contains(&folded(avoided)));
                assert_eq!(wrong, None, "{}: not “{avoided}” ({})", language.tag(), term.en);
            }
        }
    }
}

#[test]
fn every_glossary_has_a_term_for_silence_for_nothing_done_and_for_nothing_to_do() {
    for language in Language::ALL {
        let texts = written(language);
        let status = |key: &str| &texts.iter().find(|(name, _)| name == key).expect(key).1;
        let three =
            ["status.not-stated", "status.not-started", "status.not-applicable"].map(status);
        assert_ne!(three[0], three[1], "{}", language.tag());
        assert_ne!(three[1], three[2], "{}", language.tag());
        assert_ne!(three[0], three[2], "{}", language.tag());
    }
}

#[test]
fn no_text_has_the_quotes_and_dots_of_a_typewriter() {
    for language in Language::ALL {
        for (key, text) in written(language) {
            let found = ["'", "\"", "..."].into_iter().find(|mark| text.contains(mark));
            assert_eq!(found, None, "{} {key}: {text}", language.tag());
        }
    }
}
