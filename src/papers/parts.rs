//! Parts that several papers have: counts by section, obstacles, assistance,
//! what is contested.

use super::paper::{Block, Column, Line, Table, Voice, Words, line};
use super::tongue::Tongue;
use crate::domain::entry::{Entry, Field, Standing, field};
use crate::domain::field::is_private;
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{FieldName, Subject};
use crate::domain::rollup::Tally;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::view::overview::{Row, by_section};

/// A heading of the second level.
pub fn heading(tongue: Tongue, message: Message) -> Block {
    Block::Heading(2, line(tongue.text(message)))
}

/// The items under a heading, or that there are none.
pub fn listed(tongue: Tongue, message: Message, items: Vec<Line>) -> [Block; 2] {
    let list = match items.is_empty() {
        true => Block::Text(line(tongue.text(msg::PAPER_NONE))),
        false => Block::Items(items),
    };
    [heading(tongue, message), list]
}

/// A table of counts: what is counted with its bar, a column for every
/// standing, the sum.
pub fn count_table(tongue: Tongue, caption: Message, rows: Vec<(Line, Tally)>) -> Block {
    let figures = |head: String, width| Column { head, width, figures: true };
    let mut columns =
        vec![Column { head: tongue.text(msg::OVERVIEW_SECTION).into(), width: 42, figures: false }];
    columns.extend(Standing::ALL.map(|standing| figures(standing.glyph().to_owned(), 6)));
    columns.push(figures(tongue.text(msg::PAPER_TOTAL).to_owned(), 10));
    let cell = |count: u32| vec![line(count.to_string())];
    let row = |(what, tally): (Line, Tally)| {
        let figures = Standing::ALL
            .map(|standing| tally.at(standing))
            .into_iter()
            .chain([tally.total()])
            .map(cell);
        [vec![what]].into_iter().chain(figures).collect()
    };
    let caption = tongue.text(caption).to_owned();
    let bars = rows.iter().map(|(_, tally)| *tally).collect();
    Block::Table(Table { caption, columns, rows: rows.into_iter().map(row).collect(), bars })
}

/// What the signs at the head of a table of counts mean.
pub fn legend(tongue: Tongue) -> Block {
    let mut words = Line::new();
    for standing in Standing::ALL {
        if !words.is_empty() {
            words.push(Words::ours("\u{a0}\u{a0} "));
        }
        // Word processors keep to the spaces, browsers break after a dash all the same.
        words.push(Words::new(Voice::Whole, tongue.standing(standing).replace(' ', "\u{a0}")));
    }
    Block::Note(words)
}

/// Counts by section, what the signs mean, and what the sum is of.
pub fn sections(tongue: Tongue, rows: &[Row]) -> [Block; 3] {
    let all = by_section(outline(), rows);
    let named = all.iter().filter_map(|(index, tally)| {
        Some((tongue.cited(outline().elements().get(*index)?), *tally))
    });
    let table = count_table(tongue, msg::PAPER_STANDS, named.collect());
    [table, legend(tongue), Block::Note(line(tongue.text(msg::PAPER_SUMS)))]
}

/// Section by section, the States to which something applies on an element
/// of it.
pub fn whose_by_section(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
    applies: impl Fn(&Entry) -> bool,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for section in crate::view::overview::sections(outline()) {
        let ids: Vec<&str> = outline().subtree(section).map(|it| it.id.as_str()).collect();
        let applies = |code: ParticipantCode| {
            let entries = ledger.entries_of(code);
            entries.iter().any(|(id, entry)| ids.contains(&id.as_str()) && applies(entry))
        };
        let with = states.iter().filter(|(_, code)| applies(*code));
        let names: Vec<String> = with.map(|(name, _)| name.clone()).collect();
        if !names.is_empty() {
            let mut words = tongue.cited(section);
            words.push(Words::ours(format!(" – {}", tongue.formats.list(&names))));
            lines.push(words);
        }
    }
    lines
}

/// Every item of a list field, with who says it and of which element, in the
/// order of the source: `PoA.1.a.1.i … – Finland: …`. What the source does not
/// have (elements that States have added) comes last, by its key.
pub fn items_of(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
    found: impl Fn(&Entry) -> Vec<Line>,
) -> Vec<Line> {
    let many = states.len() > 1;
    let mut lines = Vec::new();
    let entries: Vec<_> =
        states.iter().map(|(name, code)| (name, ledger.entries_of(*code))).collect();
    let mut others: Vec<&str> = Vec::new();
    for id in entries.iter().flat_map(|(_, entries)| entries.keys().map(Subject::as_str)) {
        if let (None, Err(place)) = (outline().get(id), others.binary_search(&id)) {
            others.insert(place, id);
        }
    }
    let elements = outline().elements().iter().map(|it| (it.id.as_str(), tongue.cited(it)));
    let others = others.into_iter().map(|id| (id, vec![Words::id(id)]));
    for (id, cited) in elements.chain(others) {
        for (name, entries) in &entries {
            let entry = entries.iter().find(|(subject, _)| subject.as_str() == id);
            for said in entry.map(|(_, entry)| found(entry)).unwrap_or_default() {
                let mut words = cited.clone();
                words.push(Words::ours(" – "));
                if many {
                    words.push(Words::strong(format!("{name}: ")));
                }
                words.extend(said);
                lines.push(words);
            }
        }
    }
    lines
}

/// What stands in the way, in the words of those who say so.
pub fn obstacles(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, |entry| {
        let words = entry.text(field::OBSTACLE).trim();
        if words.is_empty() { Vec::new() } else { vec![vec![Words::said(words)]] }
    })
}

/// What is needed and offered.
pub fn assistance(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, |entry| {
        let items = entry.fields.iter().filter(|(name, field)| {
            name.as_str().starts_with(field::ASSISTANCE) && !field.provisional().is_null()
        });
        let said = |(name, field): (&FieldName, &Field)| {
            vec![Words::said(tongue.value(name, field.provisional()))]
        };
        items.map(said).collect()
    })
}

/// Every contested field, with all its values.
pub fn contested(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, |entry| {
        let shared = entry.contested().filter(|(name, _)| !is_private(name.as_str()));
        shared.map(|(name, field)| said_of(tongue, name, field)).collect()
    })
}

/// A field and all the values that stand in it, each in words of its own:
/// where a paper is short, each is cut, and none is left out.
pub fn said_of(tongue: Tongue, name: &FieldName, field: &Field) -> Line {
    let mut words = vec![Words::strong(format!("{}: ", tongue.field(name)))];
    for (place, known) in field.alternatives.iter().enumerate() {
        if place > 0 {
            words.push(Words::strong(" ≠ "));
        }
        words.push(Words::said(tongue.value(name, &known.value)));
    }
    words
}

/// The elements of the plans that can have a status.
pub fn taggable() -> impl Iterator<Item = &'static Element> {
    outline().taggable()
}
