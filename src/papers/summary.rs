//! The chair's summary, by the six topics of the Informal Group of Friends
//! (source, GIA.1 to GIA.6). Each topic contains what the data has on it, or a
//! note that there is nothing.

use std::collections::BTreeMap;

use super::brief::said;
use super::paper::{Block, Column, Line, Table, Words, line};
use super::parts::{contested, count_table, legend, sections, whose_by_section};
use super::tongue::Tongue;
use crate::domain::assistance::{AssistanceKind, AssistanceState, Direction};
use crate::domain::entry::{Entry, field};
use crate::domain::ledger::Ledger;
use crate::domain::needs::{Item, items};
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::rollup::Tally;
use crate::i18n::{Message, msg};
use crate::reference::{direction_message, kind_message, outline, participants, state_message};
use crate::view::overview::{Group, Row, columns, rows};

/// The participants in the data, sorted by name.
type States = [(String, ParticipantCode)];

/// The summary.
pub fn blocks(ledger: &Ledger, tongue: Tongue) -> Vec<Block> {
    let states = tongue.named(ledger.participants());
    let codes: Vec<_> = states.iter().map(|(_, code)| *code).collect();
    let rows = rows(ledger, outline(), &codes);
    let mut blocks = Vec::new();
    for topic in 1..=6 {
        let Some(element) = outline().get(&format!("GIA.{topic}")) else { continue };
        blocks.push(Block::Heading(2, tongue.cited(element)));
        let below = blocks.len();
        match topic {
            1 => blocks.extend(progress(ledger, &states, &rows, tongue)),
            2 => blocks.extend(elements("PoA.1.c.1", &rows, tongue)),
            3 => blocks.extend(targets(ledger, &states, tongue)),
            4 => blocks.extend(needs_and_offers(ledger, tongue)),
            5 => blocks.extend(participation(&states, &rows, tongue)),
            _ => {
                blocks.extend(elements("PoA.1.e", &rows, tongue));
                blocks.extend(elements("ITI.6", &rows, tongue));
            }
        }
        if blocks.len() == below {
            blocks.push(Block::Text(line(tongue.text(msg::PAPER_NONE))));
        }
    }
    let open = contested(ledger, tongue, &states);
    blocks.push(Block::Heading(2, line(tongue.text(msg::DESK_TITLE))));
    blocks.push(match open.is_empty() {
        true => Block::Text(line(tongue.text(msg::DESK_EMPTY))),
        false => Block::Items(open),
    });
    blocks
}

fn below_heading(message: Message, items: Vec<Line>, tongue: Tongue) -> Vec<Block> {
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading(3, line(tongue.text(message))), Block::Items(items)],
    }
}

/// All States together by section; their priorities; the sections with
/// obstacles.
fn progress(ledger: &Ledger, states: &States, rows: &[Row], tongue: Tongue) -> Vec<Block> {
    let mut blocks = sections(tongue, rows).to_vec();
    let priorities = priorities(ledger, states, tongue);
    blocks.extend(below_heading(msg::PAPER_PRIORITIES, priorities, tongue));
    let obstacle = |entry: &Entry| !entry.text(field::OBSTACLE).trim().is_empty();
    let obstacles = whose_by_section(ledger, tongue, states, obstacle);
    blocks.extend(below_heading(msg::OVERVIEW_OBSTACLES, obstacles, tongue));
    blocks
}

/// The number of needs and offers by kind and state, without withdrawn ones.
fn needs_and_offers(ledger: &Ledger, tongue: Tongue) -> Vec<Block> {
    const STATES: [AssistanceState; 3] =
        [AssistanceState::Open, AssistanceState::Matched, AssistanceState::Delivered];
    let items = items(ledger, outline());
    if items.is_empty() {
        return Vec::new();
    }
    let ways = [Direction::Need, Direction::Offer].into_iter();
    let ways: Vec<_> = ways.flat_map(|way| STATES.map(|state| (way, state))).collect();
    let head = |(way, state): &(Direction, AssistanceState)| Column {
        head: [tongue.text(direction_message(*way)), tongue.text(state_message(*state))].join(": "),
        width: 13,
        figures: true,
    };
    let kind = tongue.text(msg::ASSISTANCE_KIND).to_owned();
    let mut columns = vec![Column { head: kind, width: 22, figures: false }];
    columns.extend(ways.iter().map(head));
    let row = |kind: &AssistanceKind| {
        let count = |(way, state): &(Direction, AssistanceState)| {
            let same = |it: &&Item| {
                (it.what.kind, it.what.direction, it.what.state) == (*kind, *way, *state)
            };
            vec![line(items.iter().filter(same).count().to_string())]
        };
        let name = vec![line(tongue.text(kind_message(*kind)))];
        [name].into_iter().chain(ways.iter().map(count)).collect()
    };
    let caption = tongue.text(msg::ASSISTANCE_TITLE).to_owned();
    let rows = AssistanceKind::ALL.iter().map(row).collect();
    vec![Block::Table(Table { caption, columns, rows, bars: Vec::new() })]
}

/// The priority elements with their States, in the order of the source.
fn priorities(ledger: &Ledger, states: &States, tongue: Tongue) -> Vec<Line> {
    let mut whose: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (name, code) in states {
        for (element, entry) in said(ledger, *code) {
            if entry.priority().is_some() {
                whose.entry(element.index()).or_default().push(name.clone());
            }
        }
    }
    let words = |(index, names): (usize, Vec<String>)| {
        let mut words = tongue.cited(outline().elements().get(index)?);
        words.push(Words::ours(format!(" – {}", tongue.formats.list(&names))));
        Some(words)
    };
    whose.into_iter().filter_map(words).collect()
}

/// The elements below a heading, each counted over all States.
fn elements(heading: &str, rows: &[Row], tongue: Tongue) -> Vec<Block> {
    let all = columns(outline());
    let below: Vec<&Element> =
        outline().get(heading).map(|it| outline().subtree(it).collect()).unwrap_or_default();
    let counted = |(place, element): (usize, &&'static Element)| {
        let known = below.iter().any(|known| known.id == element.id);
        let mut tally = Tally::default();
        for row in rows {
            tally.add(row.standings.get(place).copied().unwrap_or_default());
        }
        known.then(|| (tongue.cited(element), tally))
    };
    let counts: Vec<_> = all.iter().enumerate().filter_map(counted).collect();
    vec![count_table(tongue, msg::PAPER_STANDS, counts), legend(tongue)]
}

/// For the year of each meeting, the number of elements with a target in it, by
/// standing.
fn targets(ledger: &Ledger, states: &States, tongue: Tongue) -> Vec<Block> {
    let mut years: BTreeMap<i32, Tally> = BTreeMap::new();
    for (_, code) in states {
        for (_, entry) in said(ledger, *code) {
            if let Some(target) = entry.target() {
                years.entry(target.year()).or_default().add(entry.standing());
            }
        }
    }
    if years.is_empty() {
        return Vec::new();
    }
    let rows = years.into_iter().map(|(year, tally)| (line(year.to_string()), tally));
    vec![
        Block::Heading(3, line(tongue.text(msg::PAPER_TARGETS))),
        count_table(tongue, msg::PAPER_TARGETS, rows.collect()),
        legend(tongue),
    ]
}

/// Which States have stated something, and how much; which have not.
fn participation(states: &States, rows: &[Row], tongue: Tongue) -> Vec<Block> {
    let column =
        |message, width, figures| Column { head: tongue.text(message).to_owned(), width, figures };
    let columns = vec![
        column(msg::EXPORT_STATE, 50, false),
        column(msg::OVERVIEW_STATED, 30, true),
        column(msg::OVERVIEW_OWN, 20, true),
    ];
    let row = |((name, _), row): (&(String, ParticipantCode), &Row)| {
        let (part, whole) = (row.tally.stated().to_string(), row.tally.total().to_string());
        let stated = tongue.fill(msg::ROW_STATED, &[("stated", &part), ("total", &whole)]);
        let own = tongue.text(if row.own { msg::OVERVIEW_YES } else { msg::OVERVIEW_NO });
        [line(name.clone()), line(stated), line(own)].map(|words| vec![words]).to_vec()
    };
    let caption = tongue.text(msg::OVERVIEW_PARTICIPATION).to_owned();
    let rows = states.iter().zip(rows).map(row).collect();
    let mut blocks = vec![Block::Table(Table { caption, columns, rows, bars: Vec::new() })];
    let present: Vec<_> = states.iter().map(|(_, code)| *code).collect();
    let mut silent = Group::Osce.members(participants(), &present);
    silent.retain(|code| !present.contains(code));
    if !silent.is_empty() {
        let names: Vec<String> = tongue.named(silent).into_iter().map(|(name, _)| name).collect();
        let all = tongue.formats.list(&names);
        let text = tongue.fill(msg::PAPER_SILENT_STATES, &[("states", &all)]);
        blocks.push(Block::Text(line(text)));
    }
    blocks
}
