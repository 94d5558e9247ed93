//! Parts of several papers: counts by section, obstacles, assistance, contested
//! fields.

use super::paper::{Block, Column, Line, Table, Voice, Words, line, next_line};
use super::tongue::Tongue;
use crate::domain::entry::{Alternative, Entry, Field, Standing, field};
use crate::domain::field::is_private;
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{FieldName, Revision, Subject};
use crate::domain::rollup::Tally;
use crate::i18n::{Message, msg};
use crate::reference::outline;
use crate::view::overview::{Row, by_section};

/// A heading of the second level.
pub fn heading(tongue: Tongue, message: Message) -> Block {
    Block::Heading(2, line(tongue.text(message)))
}

/// The items under a heading, or a note that there are none.
pub fn listed(tongue: Tongue, message: Message, items: Vec<Line>) -> [Block; 2] {
    let list = match items.is_empty() {
        true => Block::Text(line(tongue.text(msg::PAPER_NONE))),
        false => Block::Items(items),
    };
    [heading(tongue, message), list]
}

/// A table of counts: name with bar, a column for every standing, the total.
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

/// The legend of the signs in a table of counts.
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

/// Counts by section, the legend, and what the total counts.
pub fn sections(tongue: Tongue, rows: &[Row]) -> [Block; 3] {
    let all = by_section(outline(), rows);
    let named = all.iter().filter_map(|(index, tally)| {
        Some((tongue.cited(outline().elements().get(*index)?), *tally))
    });
    let table = count_table(tongue, msg::PAPER_STANDS, named.collect());
    [table, legend(tongue), Block::Note(line(tongue.text(msg::PAPER_SUMS)))]
}

/// For each section, the States for which an element satisfies `applies`.
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

/// Every item that `found` returns, with element and State, in the order of the
/// source: `PoA.1.a.1.i … – Finland: …`. Subjects that the source does not have
/// (added elements) come last, by key.
pub fn items_of(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
    found: &dyn Fn(&Entry, &[&Revision]) -> Vec<Line>,
) -> Vec<Line> {
    let many = states.len() > 1;
    let mut lines = Vec::new();
    let entries: Vec<_> =
        states.iter().map(|(name, code)| (name, *code, ledger.entries_of(*code))).collect();
    let mut others: Vec<&str> = Vec::new();
    for id in entries.iter().flat_map(|(_, _, entries)| entries.keys().map(Subject::as_str)) {
        if let (None, Err(place)) = (outline().get(id), others.binary_search(&id)) {
            others.insert(place, id);
        }
    }
    let elements = outline().elements().iter().map(|it| (it.id.as_str(), tongue.cited(it)));
    let others = others.into_iter().map(|id| (id, vec![Words::id(id)]));
    for (id, cited) in elements.chain(others) {
        for (name, code, entries) in &entries {
            let entry = entries.iter().find(|(subject, _)| subject.as_str() == id);
            let found = |(subject, entry): (&Subject, &Entry)| {
                found(entry, &ledger.entry_revisions(&(*code, subject.clone())))
            };
            for said in entry.map(found).unwrap_or_default() {
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

/// The obstacles, in the States' own words.
pub fn obstacles(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, &|entry, _| {
        let words = entry.text(field::OBSTACLE).trim();
        if words.is_empty() { Vec::new() } else { vec![vec![Words::said(words)]] }
    })
}

/// The needs and offers.
pub fn assistance(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, &|entry, _| {
        let items = entry.fields.iter().filter(|(name, field)| {
            name.as_str().starts_with(field::ASSISTANCE) && !field.provisional().is_null()
        });
        let said = |(name, field): (&FieldName, &Field)| {
            vec![Words::said(tongue.value(name, field.provisional()))]
        };
        items.map(said).collect()
    })
}

/// What is contested, entry by entry: each field on a line of its own, the
/// status first, with all its values.
pub fn contested(
    ledger: &Ledger,
    tongue: Tongue,
    states: &[(String, ParticipantCode)],
) -> Vec<Line> {
    items_of(ledger, tongue, states, &|entry, revisions| {
        let mut fields = entry.in_reading_order();
        fields.retain(|(name, field)| field.is_contested() && !is_private(name.as_str()));
        let fields =
            fields.into_iter().map(|(name, field)| said_of(tongue, revisions, name, field));
        let all = fields.reduce(|mut all, field| {
            all.push(next_line());
            all.extend(field);
            all
        });
        all.into_iter().collect()
    })
}

/// A field and all the values that stand in it.
pub fn said_of(tongue: Tongue, revisions: &[&Revision], name: &FieldName, field: &Field) -> Line {
    let mut words = vec![Words::strong(format!("{}: ", tongue.field(name)))];
    words.extend(values(tongue, revisions, name, &field.alternatives));
    words
}

/// Values beside each other, each in words of its own: where a paper is short,
/// each is cut, and none is left out. Where there are several, each says whose
/// it is: one may be the chair's.
pub fn values(
    tongue: Tongue,
    revisions: &[&Revision],
    name: &FieldName,
    all: &[Alternative],
) -> Line {
    let mut words = Vec::new();
    for (place, known) in all.iter().enumerate() {
        if place > 0 {
            words.push(Words::strong(" ≠ "));
        }
        words.push(Words::said(tongue.value(name, &known.value)));
        if all.len() > 1 {
            words.extend(written_by(tongue, revisions, known));
        }
    }
    words
}

/// Who wrote a value, in brackets: in what capacity, and which office.
fn written_by(tongue: Tongue, revisions: &[&Revision], of: &Alternative) -> Line {
    let mut authors = Vec::new();
    for revision in revisions.iter().filter(|it| of.revisions.contains(&it.id())) {
        let author = &revision.body().author;
        let named = (tongue.role(author), tongue.formats.office(author));
        if !authors.contains(&named) {
            authors.push(named);
        }
    }
    let mut words = Vec::new();
    for (role, office) in authors {
        let before = if words.is_empty() { " (" } else { "; " };
        words.push(Words::ours(format!("{before}{role}")));
        if !office.is_empty() {
            words.extend([Words::ours(", "), Words::said(office)]);
        }
    }
    words.push(Words::ours(")"));
    words
}

/// The elements of the plans that can have a status.
pub fn taggable() -> impl Iterator<Item = &'static Element> {
    outline().taggable()
}
