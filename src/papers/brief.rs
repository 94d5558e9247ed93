//! One State on one or two pages: where it stands by section, its priorities
//! and targets, what stands in the way, what it needs and offers, and what is
//! still open.

use std::collections::BTreeMap;

use super::paper::{Block, Line, Words, line};
use super::parts::{assistance, contested, heading, listed, obstacles, sections, taggable};
use super::tongue::Tongue;
use crate::domain::entry::{Entry, Standing};
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::i18n::msg;
use crate::reference::outline;
use crate::view::overview::rows;

/// What the State says of an element.
type Said = (&'static Element, Entry);

/// The brief.
pub fn blocks(ledger: &Ledger, code: ParticipantCode, tongue: Tongue) -> Vec<Block> {
    let said = said(ledger, code);
    let rows = rows(ledger, outline(), &[code]);
    let tally = rows.first().map(|row| row.tally).unwrap_or_default();
    let (part, whole) = (tally.stated().to_string(), tally.total().to_string());
    let mine = [(tongue.name(code), code)];
    let mut blocks = vec![Block::Text(vec![Words::strong(
        tongue.fill(msg::ROW_STATED, &[("stated", &part), ("total", &whole)]),
    )])];
    blocks.push(heading(tongue, msg::PAPER_STANDS));
    blocks.extend(sections(tongue, &rows));
    blocks.extend(listed(tongue, msg::PAPER_PRIORITIES, priorities(&said, tongue)));
    blocks.extend(listed(tongue, msg::PAPER_TARGETS, targets(&said, tongue)));
    blocks.extend(listed(tongue, msg::OVERVIEW_OBSTACLES, obstacles(ledger, tongue, &mine)));
    blocks.extend(listed(tongue, msg::ASSISTANCE_TITLE, assistance(ledger, tongue, &mine)));
    blocks.extend(listed(tongue, msg::DESK_TITLE, contested(ledger, tongue, &mine)));
    blocks.extend(silent(&said, tongue));
    blocks
}

/// What is said of every element that can have a status, silence included.
pub fn said(ledger: &Ledger, code: ParticipantCode) -> Vec<Said> {
    let mut entries = ledger.entries_of(code);
    let said = |element: &'static Element| {
        let entry = element.id.parse().ok().and_then(|subject| entries.remove(&subject));
        (element, entry.unwrap_or_default())
    };
    taggable().map(said).collect()
}

fn priorities(said: &[Said], tongue: Tongue) -> Vec<Line> {
    let mut found: Vec<_> = said
        .iter()
        .filter_map(|(element, entry)| Some((entry.priority()?, *element, entry.standing())))
        .collect();
    found.sort_by_key(|(priority, element, _)| (*priority, element.index()));
    let words = |(priority, element, standing): (i64, &'static Element, Standing)| {
        let mut words = vec![Words::strong(format!("{priority}. "))];
        words.extend(tongue.cited(element));
        words.push(Words::ours(format!(" – {}", tongue.standing(standing))));
        words
    };
    found.into_iter().map(words).collect()
}

/// Meeting by meeting, what is meant to be done in its year and is not yet.
fn targets(said: &[Said], tongue: Tongue) -> Vec<Line> {
    let done = |status| matches!(status, Some(Status::Implemented | Status::Ongoing));
    let mut open: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (element, entry) in said.iter().filter(|(_, entry)| !done(entry.status())) {
        if let Some(target) = entry.target() {
            open.entry(target.year()).or_default().push(&element.id);
        }
    }
    let words = |(year, ids): (i32, Vec<&str>)| {
        let proposed = outline().get(&format!("CAL.{year}")).is_some();
        let until = match proposed {
            true => tongue.target(Target::Meeting(year)),
            false => year.to_string(),
        };
        vec![Words::strong(until), Words::ours(" – "), Words::id(ids.join(", "))]
    };
    open.into_iter().map(words).collect()
}

/// The elements of which nothing is said, by their ids: silence is shown as
/// silence, and once.
fn silent(said: &[Said], tongue: Tongue) -> Vec<Block> {
    let silent = said.iter().filter(|(_, entry)| entry.standing() == Standing::NotStated);
    let ids: Vec<&str> = silent.map(|(element, _)| element.id.as_str()).collect();
    let text = match ids.is_empty() {
        true => line(tongue.text(msg::PAPER_NONE)),
        false => vec![Words::id(ids.join(", "))],
    };
    vec![heading(tongue, msg::STATUS_NOT_STATED), Block::Text(text)]
}
