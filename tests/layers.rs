//! The rules of the house, held against the source text: who may name whom,
//! how long a file and a function may be, what no component may do.

#[path = "layers/source.rs"]
mod source;

use source::{Source, sources};

/// What each part may name of the others, in reading order. `cli` and the
/// app's `main` are programs of their own and name the library.
const MAY_NAME: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("i18n", &[]),
    ("reference", &["domain", "i18n"]),
    ("snapshot", &["domain", "reference"]),
    ("report", &["domain", "i18n", "reference", "snapshot"]),
    ("view", &["domain", "reference", "i18n"]),
    ("papers", &["domain", "i18n", "reference", "snapshot", "view", "report"]),
    ("route", &["domain", "papers"]),
    ("desk", &["domain", "snapshot", "reference", "report"]),
    ("keeping", &["domain", "snapshot", "desk"]),
    ("browser", &["domain", "report", "keeping"]),
    (
        "session",
        &[
            "domain",
            "i18n",
            "reference",
            "snapshot",
            "report",
            "route",
            "view",
            "papers",
            "desk",
            "keeping",
            "browser",
        ],
    ),
    (
        "ui",
        &[
            "domain",
            "i18n",
            "reference",
            "snapshot",
            "report",
            "route",
            "view",
            "papers",
            "desk",
            "session",
        ],
    ),
    ("cli", &["domain", "i18n", "reference", "snapshot", "report", "view", "papers", "desk"]),
    ("main", &["session", "ui"]),
];

/// The parts that run anywhere: no browser, no clock, no files.
const PURE: [&str; 10] = [
    "domain",
    "i18n",
    "reference",
    "snapshot",
    "report",
    "route",
    "view",
    "papers",
    "desk",
    "keeping",
];

/// Words that only some parts may use, and which.
const RESERVED: [(&[&str], &[&str]); 6] = [
    (&["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo_storage"], &["browser"]),
    (&["leptos"], &["session", "ui", "main"]),
    (&["serde_json"], &["snapshot", "reference", "i18n"]),
    // Settings are kept as records of their own, in the browser's storage.
    (&["serde"], &["snapshot", "reference", "i18n", "session", "browser"]),
    (&["clap", "icu_collator", "icu_locale_core"], &["cli"]),
    (&["sha2", "data_encoding"], &["snapshot", "domain"]),
];

/// What a pure part may not use: it would depend on when and where it runs.
const IMPURE: [&str; 9] =
    ["SystemTime", "Instant", "Utc", "Local", "fs", "net", "process", "thread", "stdin"];

const MAX_FILE: usize = 400;
const MAX_FUNCTION: usize = 40;
const MAX_COMPONENT: usize = 60;

/// Fails with one line per offence, in the form that editors open.
fn hold(offences: Vec<String>) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

fn allowed(part: &str) -> &'static [&'static str] {
    let row = MAY_NAME.iter().find(|(name, _)| *name == part);
    row.unwrap_or_else(|| panic!("tests/layers.rs does not know src/{part}: give it a row")).1
}

/// Files below `src` whose code counts.
fn code() -> Vec<Source> {
    let all = sources("src");
    all.into_iter().filter(|source| !source.is_test() && source.path != "src/lib.rs").collect()
}

#[test]
fn dependencies_point_one_way() {
    let mut offences = Vec::new();
    for source in code() {
        let part = source.part();
        // The programs name the library; `crate` is themselves.
        let root = if ["cli", "main"].contains(&part) { "revcon3_tracker" } else { "crate" };
        for (line, named) in source.names_after(root) {
            if named != part && !allowed(part).contains(&named.as_str()) {
                offences.push(source.at(line, format!("{part} may not name {named}")));
            }
        }
        for line in source.escapes() {
            offences.push(source.at(line, "reaches out of its folder by super".into()));
        }
    }
    hold(offences);
}

#[test]
fn the_snapshot_knows_of_the_reference_only_which_edition_it_is() {
    let mut offences = Vec::new();
    for source in code().iter().filter(|source| source.part() == "snapshot") {
        for (number, line) in source.lines() {
            let import = line.contains("reference::")
                && !line.contains("reference::{EDITION, SOURCE_SHA256}");
            if import {
                offences.push(source.at(number, "names more than the edition".into()));
            }
        }
    }
    hold(offences);
}

#[test]
fn words_of_the_outside_world_keep_to_their_part() {
    let mut offences = Vec::new();
    for source in code() {
        for (words, parts) in RESERVED {
            if parts.contains(&source.part()) {
                continue;
            }
            for word in words {
                for line in source.lines_with_word(word) {
                    offences.push(
                        source.at(line, format!("only {} may name {word}", parts.join(", "))),
                    );
                }
            }
        }
    }
    hold(offences);
}

#[test]
fn the_pure_parts_know_no_clock_and_no_files() {
    let mut offences = Vec::new();
    for source in code() {
        if !PURE.contains(&source.part()) {
            continue;
        }
        for word in IMPURE {
            for line in source.lines_with_word(word) {
                offences
                    .push(source.at(line, format!("{word} is no business of {}", source.part())));
            }
        }
    }
    hold(offences);
}

/// Where effects are, which move the focus, scroll, draw a table or set the title; `rows` alone
/// writes signals. Whatever follows from something is a memo.
const EFFECTS: [&str; 7] = [
    "src/session/rows.rs",
    "src/session/start.rs",
    "src/ui/calendar/mod.rs",
    "src/ui/outline/mod.rs",
    "src/ui/overview/matrix.rs",
    "src/ui/papers/mod.rs",
    "src/ui/plan.rs",
];

#[test]
fn effects_are_few_and_known() {
    let mut offences = Vec::new();
    for source in code() {
        let mut lines = source.lines_with_word("Effect");
        lines.extend(source.lines_with_word("RenderEffect"));
        if !EFFECTS.contains(&source.path.as_str()) {
            let offence = |line| source.at(line, "an effect: would a memo do?".into());
            offences.extend(lines.into_iter().map(offence));
        }
    }
    hold(offences);
}

#[test]
fn every_file_says_first_what_it_is() {
    let all = [sources("src"), sources("tests")].concat();
    let silent = all.iter().filter(|source| !source.text.starts_with("//! "));
    hold(silent.map(|source| source.at(1, "open the file with //!".into())).collect());
}

#[test]
fn files_fit_in_the_head() {
    let long = code().into_iter().filter(|source| source.length() > MAX_FILE);
    hold(
        long.map(|source| source.at(MAX_FILE, format!("{} lines: split it", source.length())))
            .collect(),
    );
}

#[test]
fn functions_fit_on_a_screen() {
    let mut offences = Vec::new();
    for source in code() {
        for function in source.functions() {
            let most = if function.is_component { MAX_COMPONENT } else { MAX_FUNCTION };
            if function.lines > most {
                let message = format!("{} has {} lines: split it", function.name, function.lines);
                offences.push(source.at(function.line, message));
            }
        }
    }
    hold(offences);
}

#[test]
fn no_text_becomes_markup_and_no_style_is_written_in_place() {
    let mut offences = Vec::new();
    for source in code() {
        for (number, line) in source.lines() {
            if line.contains("inner_html") || line.contains("innerHTML") {
                offences.push(source.at(number, "text is never markup: use a text node".into()));
            }
            if line.contains("style=") {
                let message = "the content security policy drops style=: use a class";
                offences.push(source.at(number, message.into()));
            }
        }
    }
    hold(offences);
}

#[test]
fn the_reading_of_source_text_can_be_relied_on() {
    let source = Source::new(
        "src/domain/sample.rs",
        "//! A sample.\n\
         use crate::{ui::shell, domain::{value, ledger}};\n\
         // crate::session in a comment\n\
         const A: &str = \"crate::browser \\\" {\";\n\
         const B: char = '{';\n\
         fn one<'a>(x: &'a str) -> bool {\n    let c = '\\'';\n    true\n}\n\
         #[component]\npub fn Two() {\n}\n\
         use super::super::ui;\n\
         /* crate::desk */ fn three();\n\
         const C: &str = r#\"crate::view \" }\"#;\n\
         #[cfg(test)]\nmod tests {\n    use crate::snapshot;\n}\n",
    );
    let names: Vec<_> = source.names_after("crate");
    assert_eq!(names, [(2, "ui".to_owned()), (2, "domain".to_owned())]);
    assert_eq!(source.escapes(), [13]);
    assert_eq!(source.length(), 15);
    let functions = source.functions();
    let seen: Vec<_> =
        functions.iter().map(|f| (f.name.as_str(), f.line, f.lines, f.is_component)).collect();
    assert_eq!(seen, [("one", 6, 4, false), ("Two", 11, 2, true)]);
}
