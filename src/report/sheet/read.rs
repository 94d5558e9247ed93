//! Reads a filled-in sheet: the changes, and the errors, line by line. Only
//! cells that differ from what was written are changes. Changes nothing itself.

use crate::domain::entry::{Entry, Field, field};
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{FieldName, RevisionId};
use crate::domain::value::Value;
use crate::reference::{is_participant, subject_of};
use crate::report::csv::{self, Separator};
use crate::snapshot::format::MAX_BYTES;

use super::cell::Cell;
use super::column::Column;
use super::fault::{Fault, Problem, SheetError};
use super::row::field_check;
use super::seen::Seen;
use super::values::{short, value_of};

/// The maximum number of rows above the headers.
const ABOVE: usize = 20;

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its line number.
    pub line: usize,
    /// The entry.
    pub key: EntryKey,
    /// The field.
    pub field: FieldName,
    /// The present value of the field; none if it was never set.
    pub before: Option<Field>,
    /// The new value; [`Value::Null`] clears.
    pub after: Value,
    /// The heads that the author of the line had seen.
    pub seen: Vec<RevisionId>,
}

/// The result of reading a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The number of lines about an element.
    pub lines: usize,
    /// The changes, in the order of the sheet.
    pub changes: Vec<Change>,
    /// The errors, in the order of the sheet; nothing of them is among the
    /// changes.
    pub faults: Vec<Fault>,
}

/// Reads a sheet and compares it with this ledger; `may_edit` tells who may be edited.
///
/// # Errors
/// If the file is not such a sheet.
pub fn read(
    bytes: &[u8],
    ledger: &Ledger,
    may_edit: impl Fn(ParticipantCode) -> bool,
) -> Result<Filled, SheetError> {
    let text = decode(bytes)?;
    let (rows, head) = rows_and_head(&text)?;
    let columns = columns(&rows[head])?;
    let mut filled = Filled::default();
    let mut known: Vec<(EntryKey, usize)> = Vec::new();
    for (place, cells) in rows.iter().enumerate().skip(head + 1) {
        let (number, width) = (place + 1, rows[head].len());
        let mut line = Line { number, width, cells, columns: &columns, filled: &mut filled };
        let Some(key) = line.key(ledger) else { continue };
        line.filled.lines += 1;
        // Sheets are sorted by State, so insertions are near the end.
        match known.binary_search_by(|(other, _)| other.cmp(&key)) {
            Ok(place) => line.fault(None, Problem::Twice(known[place].1)),
            Err(place) => {
                known.insert(place, (key.clone(), number));
                read_line(&mut line, ledger, key, &may_edit);
            }
        }
    }
    Ok(filled)
}

/// Decodes the text, in the encodings that spreadsheet programs write.
fn decode(bytes: &[u8]) -> Result<String, SheetError> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| SheetError::Encoding)
    };
    match bytes {
        _ if bytes.len() > MAX_BYTES => Err(SheetError::TooLarge),
        [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(SheetError::Workbook),
        [b'{', ..] => Err(SheetError::Snapshot),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => {
            String::from_utf8(rest.to_vec()).map_err(|_| SheetError::Encoding)
        }
    }
}

/// The rows, and the index of the header row, with the first separator that
/// yields one.
fn rows_and_head(text: &str) -> Result<(Vec<Vec<String>>, usize), SheetError> {
    let mut trouble = SheetError::NoHead;
    for separator in Separator::ALL {
        let rows = match csv::parse(text, separator) {
            Ok(rows) => rows,
            Err(csv::Unclosed(line)) => {
                trouble = SheetError::Unclosed(line);
                continue;
            }
        };
        let is_head = |row: &Vec<String>| {
            [Column::State, Column::Element]
                .iter()
                .all(|needed| row.iter().any(|head| Column::from_head(head) == Some(*needed)))
        };
        if let Some(head) = rows.iter().take(ABOVE).position(is_head) {
            return Ok((rows, head));
        }
    }
    Err(trouble)
}

/// The known columns, with their indices.
fn columns(heads: &[String]) -> Result<Vec<(Column, usize)>, SheetError> {
    let mut columns: Vec<(Column, usize)> = Vec::new();
    for (place, head) in heads.iter().enumerate() {
        let Some(column) = Column::from_head(head) else { continue };
        if columns.iter().any(|(known, _)| *known == column) {
            return Err(SheetError::ColumnTwice(column));
        }
        columns.push((column, place));
    }
    Ok(columns)
}

/// A row being read.
struct Line<'a> {
    number: usize,
    /// The number of cells in the header row.
    width: usize,
    cells: &'a [String],
    columns: &'a [(Column, usize)],
    filled: &'a mut Filled,
}

impl Line<'_> {
    fn fault(&mut self, column: Option<Column>, problem: Problem) {
        self.filled.faults.push(Fault { line: self.number, column, problem });
    }

    fn raw(&self, column: Column) -> &str {
        let place = self.columns.iter().find(|(known, _)| *known == column);
        place.and_then(|(_, place)| self.cells.get(*place)).map_or("", String::as_str)
    }

    /// The cell of a column; none if the sheet lacks the column.
    fn cell(&self, column: Column) -> Option<Cell> {
        let there = self.columns.iter().any(|(known, _)| *known == column);
        there.then(|| Cell::read(self.raw(column)))
    }

    /// Whether no cell of it could contain a change.
    fn is_silent(&self) -> bool {
        let fields = Column::FIELDS.iter().chain(&Column::LISTS);
        fields.into_iter().all(|(column, _)| self.raw(*column).trim().is_empty())
    }

    /// The entry of the row, if it has one and it is valid.
    fn key(&mut self, ledger: &Ledger) -> Option<EntryKey> {
        let (state, element) = (self.raw(Column::State).trim(), self.raw(Column::Element).trim());
        let (state, element) = (state.to_uppercase(), element.to_owned());
        let code = state.parse().ok().filter(|code| is_participant(*code));
        let own = || Some((code?, element.parse().ok()?)).filter(|key| ledger.has_entry(key));
        let subject = subject_of(&element).or_else(|| own().map(|(_, subject)| subject));
        match (code, subject) {
            (Some(code), Some(subject)) => Some((code, subject)),
            _ if self.is_silent() => None,
            (None, _) => {
                self.fault(Some(Column::State), Problem::State(short(&state)));
                None
            }
            (_, None) => {
                self.fault(Some(Column::Element), Problem::Element(short(&element)));
                None
            }
        }
    }
}

fn read_line(
    line: &mut Line,
    ledger: &Ledger,
    key: EntryKey,
    may_edit: &impl Fn(ParticipantCode) -> bool,
) {
    if !line.is_silent() && line.cells.iter().skip(line.width).any(|cell| !cell.trim().is_empty()) {
        return line.fault(None, Problem::TooManyCells);
    }
    let Some(seen) = Seen::read(line.raw(Column::Seen), &key) else {
        if !line.is_silent() {
            line.fault(Some(Column::Seen), Problem::Seen);
        }
        return;
    };
    let (changes, faults) = (line.filled.changes.len(), line.filled.faults.len());
    let code = key.0;
    let entry = ledger.entry(&key);
    let all_known = seen.heads.iter().all(|head| ledger.contains(&key, *head));
    let mut reader = Reader { line, key, entry, seen, all_known, ledger };
    reader.read_fields();
    reader.read_lists();
    let asks = line.filled.changes.len() > changes || line.filled.faults.len() > faults;
    if asks && !may_edit(code) {
        line.filled.changes.truncate(changes);
        line.filled.faults.truncate(faults);
        line.fault(None, Problem::MayNotEdit(code));
    }
}

/// A row with a known entry.
pub(super) struct Reader<'a, 'b> {
    line: &'a mut Line<'b>,
    pub(super) key: EntryKey,
    pub(super) entry: Entry,
    pub(super) seen: Seen,
    /// Whether all heads that the author had seen are present.
    all_known: bool,
    ledger: &'a Ledger,
}

impl Reader<'_, '_> {
    pub(super) fn fault(&mut self, column: Column, problem: Problem) {
        self.line.fault(Some(column), problem);
    }

    /// The cell of a column, if it was changed.
    pub(super) fn touched(&mut self, column: Column) -> Option<Cell> {
        let cell = self.line.cell(column)?;
        if cell.check() == self.seen.check(column.key()) {
            return None;
        }
        match cell {
            Cell::Empty => self.fault(column, Problem::Emptied),
            Cell::Marked(_) => self.fault(column, Problem::Mark),
            Cell::Text(_) | Cell::Clear => return Some(cell),
        }
        None
    }

    fn read_fields(&mut self) {
        for (column, name) in Column::FIELDS {
            let value = match self.touched(column) {
                None => continue,
                Some(Cell::Text(text)) => value_of(name, &text),
                Some(_) => Ok(Value::Null),
            };
            match value {
                Ok(value) => self.change(column, name, value),
                Err(problem) => self.fault(column, problem),
            }
        }
        self.read_status_words();
    }

    /// Reports a status written into the wrong column, which would otherwise be lost.
    fn read_status_words(&mut self) {
        let status = self.line.cell(Column::Status).unwrap_or(Cell::Empty);
        let Some(Cell::Text(words)) = self.line.cell(Column::StatusWords) else { return };
        let was = self.seen.check(Column::StatusWords.key());
        let changed = match was {
            0 => value_of(field::STATUS, &words) != Ok(Value::Null),
            was => Cell::Text(words).check() != was,
        };
        if changed && status.check() == self.seen.check(Column::Status.key()) {
            self.fault(Column::StatusWords, Problem::NotRead);
        }
    }

    /// Adds a change, unless the field already has the value.
    pub(super) fn change(&mut self, column: Column, name: &str, after: Value) {
        let Ok(field) = name.parse::<FieldName>() else {
            return self.fault(column, Problem::Key(short(name)));
        };
        let before = self.entry.field(name).cloned();
        let says_so = match &before {
            None => after.is_null(),
            Some(field) => !field.is_contested() && *field.provisional() == after,
        };
        if says_so {
            return;
        }
        let seen = self.seen_of(name);
        let (line, key) = (self.line.number, self.key.clone());
        self.line.filled.changes.push(Change { line, key, field, before, after, seen });
    }

    /// What the author of the line had seen of this field. Some heads may be missing here, for
    /// example because the author's drafts were sealed: if the field is unchanged, the present
    /// heads were seen; otherwise the known ones.
    fn seen_of(&self, name: &str) -> Vec<RevisionId> {
        let column = Column::FIELDS.iter().find(|(_, field)| *field == name);
        let check_name = column.map_or(name, |(column, _)| column.key());
        if self.all_known {
            self.seen.heads.clone()
        } else if field_check(&self.entry, name) == self.seen.check(check_name) {
            self.entry.heads.clone()
        } else {
            let here = |head: &&RevisionId| self.ledger.contains(&self.key, **head);
            self.seen.heads.iter().filter(here).copied().collect()
        }
    }
}
