//! Writes the sheet: every taggable element for each wanted State, so that it
//! can be filled in, and their other entries. Reads the shared ledger only;
//! private notes are in another.

use chrono::NaiveDate;

use crate::domain::entry::Entry;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Subject;
use crate::i18n::{self, Language, msg};
use crate::reference::{self, outline, participant_name, standing_message};
use crate::report::csv::{Separator, push_row};
use crate::snapshot::{self, Scope};

use super::cell::Cell;
use super::column::Column;
use super::row::{field_cell, item_lines, list_cell, other_fields};
use super::seen::Seen;

/// The file name of a sheet: that of a snapshot, with `.csv`.
pub fn file_name(scope: Scope, date: NaiveDate) -> String {
    snapshot::file_name(scope, &[], date).replace(".json", ".csv")
}

/// The sheet of these participants, with a byte order mark so that Excel
/// recognises UTF-8.
pub fn write(
    ledger: &Ledger,
    participants: &[ParticipantCode],
    language: Language,
    separator: Separator,
) -> String {
    let mut text = "\u{feff}".to_owned();
    let columns = columns(language);
    let heads: Vec<String> = columns.iter().map(|column| column.head(language)).collect();
    push_row(&mut text, separator, &heads);
    for &code in participants {
        let entries = ledger.entries_of(code);
        let taggable = outline().taggable().filter_map(|element| element.id.parse().ok());
        let taggable: Vec<Subject> = taggable.collect();
        let others = entries.iter().filter(|(subject, entry)| {
            !taggable.contains(subject) && entry.fields.values().next().is_some()
        });
        for subject in &taggable {
            let silent = Entry::default();
            let entry = entries.get(subject).unwrap_or(&silent);
            push_row(
                &mut text,
                separator,
                &row(&(code, subject.clone()), entry, &columns, language),
            );
        }
        for (subject, entry) in others {
            push_row(
                &mut text,
                separator,
                &row(&(code, subject.clone()), entry, &columns, language),
            );
        }
    }
    text
}

/// The columns of a sheet; in French, the source text is not repeated as a translation.
fn columns(language: Language) -> Vec<Column> {
    let wanted = |column: &Column| *column != Column::Text || language != Language::French;
    Column::ALL.into_iter().filter(wanted).collect()
}

fn row(key: &EntryKey, entry: &Entry, columns: &[Column], language: Language) -> Vec<String> {
    let mut checks: Vec<(String, u32)> = Vec::new();
    let mut note = |name: &str, check: u32| {
        if check != 0 {
            checks.push((name.to_owned(), check));
        }
    };
    let mut cells: Vec<(Column, String)> = Vec::new();
    for (column, name) in Column::FIELDS {
        let cell = field_cell(entry, name);
        note(column.key(), cell.check());
        cells.push((column, written(column, &cell)));
    }
    for (column, prefix) in Column::LISTS {
        let lines = item_lines(entry, prefix);
        let cell = list_cell(&lines);
        note(column.key(), cell.check());
        lines.iter().for_each(|(name, line)| note(name, super::cell::check(line)));
        cells.push((column, cell.to_text()));
    }
    let words = Cell::text(i18n::pack(language).text(standing_message(entry.standing())));
    note(Column::StatusWords.key(), words.check());
    cells.push((Column::StatusWords, words.to_text()));
    cells.push((Column::Other, other_fields(entry).to_text()));
    cells.push((Column::Remark, remark(entry, language)));
    cells.push((Column::Seen, Seen::new(&entry.heads, checks).to_text(key)));
    cells.extend(names(key, language));
    let cell = |column: &Column| {
        let found = cells.iter().find(|(known, _)| known == column);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    columns.iter().map(cell).collect()
}

/// Writes priorities as numbers, without guard.
fn written(column: Column, cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if column == Column::Priority && text.parse::<u8>().is_ok() => {
            text.clone()
        }
        other => other.to_text(),
    }
}

/// The cells that identify the row for a person.
fn names((code, subject): &EntryKey, language: Language) -> Vec<(Column, String)> {
    let element = outline().get(subject.as_str());
    let text = |language| {
        let found = reference::translation(language, subject.as_str()).unwrap_or_default();
        let marker = element.map(|element| element.marker.as_str()).unwrap_or_default();
        // A hyphen that only marks a list item would look like a formula.
        let marker = if marker == "-" { "" } else { marker };
        Cell::text(format!("{marker} {found}").trim()).to_text()
    };
    vec![
        (Column::State, code.to_string()),
        (Column::StateName, Cell::text(&participant_name(language, *code)).to_text()),
        (Column::Element, subject.to_string()),
        (Column::Text, text(language)),
        (Column::Source, text(Language::French)),
    ]
}

/// Names the cells with several values, and says whether the history has gaps.
fn remark(entry: &Entry, language: Language) -> String {
    let text = |message| i18n::pack(language).text(message);
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in entry.contested() {
        let name = name.as_str();
        let field = Column::FIELDS.iter().find(|(_, field)| name == *field);
        let column = field.or(Column::LISTS.iter().find(|(_, prefix)| name.starts_with(prefix)));
        let shown = column.map_or(name, |(column, _)| column.name(language));
        if !crate::domain::field::is_private(name) && !names.contains(&shown) {
            names.push(shown);
        }
    }
    let mut remarks = Vec::new();
    if !names.is_empty() {
        let fields = names.join(language.comma());
        remarks.push(i18n::fill(text(msg::SHEET_CONTESTED), &[("fields", &fields)]));
    }
    if entry.incomplete {
        remarks.push(text(msg::SHEET_INCOMPLETE).to_owned());
    }
    Cell::text(&remarks.join(" ")).to_text()
}
