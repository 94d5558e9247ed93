//! The figures on papers against counts of their own, on what the States of
//! the OSCE say.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod support;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::AuthorId;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::papers::{Block, Formats, Kind, Paper, Request, Table, Tongue, compose};
use revcon3_tracker::reference::{Language, outline};

use support::{ledger, words};

/// As little as a language can be told.
struct Plain;

impl Formats for Plain {
    fn day(&self, day: NaiveDate) -> String {
        day.to_string()
    }

    fn list(&self, items: &[String]) -> String {
        items.join(" + ")
    }

    fn sort(&self, named: &mut Vec<(String, ParticipantCode)>) {
        named.sort();
    }

    fn office(&self, _: &AuthorId) -> String {
        String::new()
    }
}

fn paper(kind: Kind, ledger: &Ledger, state: Option<ParticipantCode>) -> Paper {
    let day = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day");
    let request = Request { ledger, state, since: day, marking: "", draft: false, day };
    let tongue = Tongue { language: Language::English, formats: &Plain };
    compose(kind, request, tongue).expect("a State is named where one is needed")
}

/// The tables with this caption, each row as its cells' words.
fn tables(paper: &Paper, caption: &str) -> Vec<Vec<Vec<String>>> {
    let cell = |lines: &Vec<Vec<revcon3_tracker::papers::Words>>| {
        lines.iter().flatten().map(|words| words.text.as_str()).collect::<String>()
    };
    let rows = |table: &Table| {
        table.rows.iter().map(|row| row.iter().map(cell).collect()).collect::<Vec<Vec<String>>>()
    };
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) if table.caption == caption => Some(rows(table)),
        _ => None,
    });
    tables.collect()
}

/// The order of the columns, by the keys of the format; disagreement and
/// silence come last.
const KEYS: [&str; 6] = [
    "not_started",
    "in_progress",
    "partly_implemented",
    "implemented",
    "ongoing",
    "not_applicable",
];

/// In which column a State's last words on a status are counted.
fn column(said: Option<&Vec<Value>>) -> usize {
    match said.map(Vec::as_slice) {
        None | Some([Value::Null]) => KEYS.len() + 1,
        Some([one]) => {
            let key = one.as_text().expect("a key");
            KEYS.iter().position(|known| *known == key).expect("a known key")
        }
        Some(_) => KEYS.len(),
    }
}

/// The counts that a row of a table of sections shows.
fn expected(
    words: &BTreeMap<(ParticipantCode, String), Vec<Value>>,
    states: &[ParticipantCode],
    section: &str,
) -> Vec<String> {
    let section = outline().get(section).expect("a section");
    let mut counts = [0; 8];
    for element in outline().subtree(section).filter(|element| element.taggable) {
        for state in states {
            counts[column(words.get(&(*state, element.id.clone())))] += 1;
        }
    }
    let sum: u32 = counts.iter().sum();
    counts.iter().chain([&sum]).map(u32::to_string).collect()
}

#[test]
fn every_figure_by_section_is_what_was_said_last() {
    let ledger = ledger();
    let words = words(&ledger, "status");
    let all = ledger.participants();
    let caption = "Where the elements stand";
    for (kind, states) in [(Kind::Brief, vec![all[20]]), (Kind::Summary, all.clone())] {
        let paper = paper(kind, &ledger, Some(all[20]));
        let table = tables(&paper, caption).into_iter().next().expect("the table of sections");
        assert!(table.len() > 15, "{} sections", table.len());
        let mut sum = 0;
        for row in table {
            let section = row[0].split(' ').next().expect("an id");
            assert_eq!(row[1..], expected(&words, &states, section), "{section}");
            sum += row[9].parse::<usize>().expect("a number");
        }
        assert_eq!(sum, states.len() * 89);
    }
}

#[test]
fn targets_and_participation_of_everybody_are_counted_right() {
    let ledger = ledger();
    let (status, targets) = (words(&ledger, "status"), words(&ledger, "target"));
    let summary = paper(Kind::Summary, &ledger, None);
    let mut years: BTreeMap<String, [u32; 8]> = BTreeMap::new();
    for (key, said) in &targets {
        // The provisional value counts while several stand; here, none is contested.
        let [one] = said.as_slice() else { panic!("{key:?} is contested") };
        let taggable = outline().get(&key.1).is_some_and(|element| element.taggable);
        if let (true, Some(text)) = (taggable, one.as_text()) {
            let year = text.trim_start_matches("CAL.").chars().take(4).collect();
            years.entry(year).or_default()[column(status.get(key))] += 1;
        }
    }
    let shown = tables(&summary, "Targets by meeting").remove(0);
    assert_eq!(shown.len(), years.len());
    for row in shown {
        let counts: Vec<String> = years[&row[0]].iter().map(u32::to_string).collect();
        assert_eq!(row[1..9], counts, "{}", row[0]);
    }
    let rows = tables(&summary, "Participation").remove(0);
    assert_eq!(rows.len(), 57);
    let bullets: Vec<&str> = outline()
        .taggable()
        .filter(|element| !matches!(element.id.as_str(), "PoA.2.c" | "PoA.4" | "ITI.8"))
        .map(|element| element.id.as_str())
        .collect();
    assert_eq!(bullets.len(), 86);
    let said = |code: ParticipantCode| {
        let of = |id: &&&str| column(status.get(&(code, (**id).to_owned()))) != KEYS.len() + 1;
        bullets.iter().filter(of).count()
    };
    let mut expected: Vec<String> = ledger
        .participants()
        .into_iter()
        .map(|code| format!("{} of 86 stated", said(code)))
        .collect();
    let mut shown: Vec<String> = rows.into_iter().map(|row| row[1].clone()).collect();
    expected.sort();
    shown.sort();
    assert_eq!(shown, expected);
}

#[test]
fn needs_and_offers_are_counted_by_kind_and_by_how_far_they_have_come() {
    let ledger = ledger();
    let mut counts: BTreeMap<(String, String, String), u32> = BTreeMap::new();
    let names: std::collections::BTreeSet<String> = ledger
        .revisions()
        .flat_map(|revision| revision.body().set.keys().map(ToString::to_string))
        .filter(|name| name.starts_with("assistance:"))
        .collect();
    for name in names {
        for said in words(&ledger, &name).values() {
            let member = |member: &str| {
                said[0].member(member).and_then(Value::as_text).unwrap_or_default().to_owned()
            };
            *counts.entry((member("kind"), member("direction"), member("state"))).or_default() += 1;
        }
    }
    let table = tables(&paper(Kind::Summary, &ledger, None), "Assistance").remove(0);
    let kinds = ["financial", "technical", "training", "equipment", "legal"];
    for (row, kind) in table.iter().zip(kinds) {
        let ways = ["need", "offer"].into_iter();
        let columns =
            ways.flat_map(|way| ["open", "matched", "delivered"].map(|state| (way, state)));
        for (cell, (way, state)) in row[1..].iter().zip(columns) {
            let key = (kind.to_owned(), way.to_owned(), state.to_owned());
            assert_eq!(*cell, counts.get(&key).unwrap_or(&0).to_string(), "{key:?}");
        }
    }
    assert_eq!(table.len(), kinds.len());
    assert!(counts.values().sum::<u32>() > 100, "{counts:?}");
}
