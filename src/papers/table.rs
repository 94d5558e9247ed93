//! Everything that one State has stated, element by element, under the headings
//! of the source.

use super::brief::said;
use super::paper::{Block, Column, Line, Table, Words, line};
use super::parts::said_of;
use super::tongue::Tongue;
use crate::domain::added::AddedId;
use crate::domain::entry::{Entry, field};
use crate::domain::field::is_private;
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{Revision, Subject};
use crate::i18n::msg;
use crate::reference::outline;

/// Rows of cells of lines.
type Rows = Vec<Vec<Vec<Line>>>;

/// The table: one part per heading with elements directly below it.
pub fn blocks(ledger: &Ledger, code: ParticipantCode, tongue: Tongue) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(&Element, Rows)> = None;
    for (element, entry) in said(ledger, code) {
        let above = if element.is_branch() { None } else { outline().parent(element) };
        let heading = above.unwrap_or(element);
        if open.as_ref().is_none_or(|(known, _)| known.id != heading.id) {
            blocks.extend(open.take().into_iter().flat_map(|part| set(part, tongue)));
            open = Some((heading, Vec::new()));
        }
        if let Some((_, rows)) = &mut open {
            rows.push(row(element, &entry, &revisions_of(ledger, code, element), tongue));
        }
    }
    blocks.extend(open.into_iter().flat_map(|part| set(part, tongue)));
    blocks.extend(added_rows(ledger, code, tongue));
    blocks
}

/// The State's entries for added elements. The text of another State's element
/// is in that State's file and may be missing here.
fn added_rows(ledger: &Ledger, code: ParticipantCode, tongue: Tongue) -> Vec<Block> {
    let language = tongue.language.tag();
    let row = |(subject, entry): (Subject, Entry)| {
        subject.as_str().parse::<AddedId>().ok()?;
        let own = entry.field(&format!("{}{language}", field::TEXT));
        let own = own.and_then(|field| field.provisional().as_text());
        let any = || entry.items(field::TEXT).find_map(|(_, field)| field.provisional().as_text());
        let text = own.or_else(any).unwrap_or_default();
        let name = vec![Words::id(subject.to_string()), Words::ours(" "), Words::said(text)];
        let status = vec![line(tongue.standing(entry.standing()))];
        let revisions = ledger.entry_revisions(&(code, subject));
        Some(vec![vec![name], status, details(&entry, &revisions, tongue)])
    };
    let rows: Vec<_> = ledger.entries_of(code).into_iter().filter_map(row).collect();
    let title = tongue.text(msg::ADDED_TITLE);
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![
            Block::Heading(2, line(title)),
            Block::Table(table(title.to_owned(), rows, tongue)),
        ],
    }
}

fn set((heading, rows): (&'static Element, Rows), tongue: Tongue) -> [Block; 2] {
    let caption = tongue.element(heading).text;
    [Block::Heading(2, tongue.cited(heading)), Block::Table(table(caption, rows, tongue))]
}

fn table(caption: String, rows: Rows, tongue: Tongue) -> Table {
    let column =
        |message, width| Column { head: tongue.text(message).into(), width, figures: false };
    let columns = vec![
        column(msg::SHEET_COLUMN_ENTRY, 40),
        column(msg::FIELD_STATUS, 18),
        column(msg::PAPER_SAYS, 42),
    ];
    Table { caption, columns, rows, bars: Vec::new() }
}

fn row(
    element: &'static Element,
    entry: &Entry,
    revisions: &[&Revision],
    tongue: Tongue,
) -> Vec<Vec<Line>> {
    let status = vec![line(tongue.standing(entry.standing()))];
    vec![vec![tongue.cited(element)], status, details(entry, revisions, tongue)]
}

/// The revisions of what a State says of an element.
pub fn revisions_of<'a>(
    ledger: &'a Ledger,
    code: ParticipantCode,
    element: &Element,
) -> Vec<&'a Revision> {
    let subject = element.id.parse().ok();
    subject.map(|subject| ledger.entry_revisions(&(code, subject))).unwrap_or_default()
}

/// What is said beside the status, field by field; all the values where one
/// is contested, the status included.
pub fn details(entry: &Entry, revisions: &[&Revision], tongue: Tongue) -> Vec<Line> {
    let mut fields = entry.in_reading_order();
    fields.retain(|(name, field)| {
        let told = name.as_str() == field::STATUS && !field.is_contested();
        let silent = !field.is_contested() && field.provisional().is_null();
        !told && !silent && !is_private(name.as_str())
    });
    fields.into_iter().map(|(name, field)| said_of(tongue, revisions, name, field)).collect()
}
