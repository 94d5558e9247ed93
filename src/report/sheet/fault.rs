//! What can be wrong with a sheet or a line of it, with advice, in every
//! language. Does not know how a fault is found.

use crate::domain::field::{FieldError, MAX_TEXT};
use crate::domain::participant::ParticipantCode;
use crate::domain::status::Status;
use crate::i18n::{self, Language, Message, msg};
use crate::reference::participant_name;

use super::cell::CLEAR;
use super::column::Column;
use super::items::{ASSISTANCE_FORM, EVIDENCE_FORM};
use super::values::short;

/// Why a file cannot be read as a sheet at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetError {
    /// It is too large.
    TooLarge,
    /// It is not text in UTF-8 or UTF-16.
    Encoding,
    /// It is a workbook of a spreadsheet program.
    Workbook,
    /// It is a snapshot.
    Snapshot,
    /// No row has the required headers.
    NoHead,
    /// Two columns have the same key.
    ColumnTwice(Column),
    /// A quote is opened in this line and never closed.
    Unclosed(usize),
}

/// What is wrong with a cell or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No participant has this code.
    State(String),
    /// No element has this id.
    Element(String),
    /// The user may not edit entries of this participant.
    MayNotEdit(ParticipantCode),
    /// An earlier line has the same State and element; its number.
    Twice(usize),
    /// More cells than headers.
    TooManyCells,
    /// A read-only cell was changed.
    NotRead,
    /// The `Seen` cell is not the one written for this line.
    Seen,
    /// The cell showed content that cannot be edited.
    Mark,
    /// The cell was emptied, which changes nothing.
    Emptied,
    /// An item of the list is gone, which changes nothing.
    ItemGone(String),
    /// An item has too many parts.
    Parts(String),
    /// The key of an item is invalid.
    Key(String),
    /// Not a valid status.
    Status(String),
    /// The value is not valid for the field.
    Field(FieldError),
}

/// An error and its place. What it concerns is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, numbered as in spreadsheet programs.
    pub line: usize,
    /// The column, if a single cell is wrong.
    pub column: Option<Column>,
    /// What is wrong.
    pub problem: Problem,
}

/// A message with its values.
type Words = (Message, Vec<(&'static str, String)>);

fn words(language: Language, (message, values): Words) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    i18n::fill(i18n::pack(language).text(message), &values)
}

impl SheetError {
    /// The reason, and what to do.
    pub fn words(&self, language: Language) -> String {
        let plain = |message| (message, Vec::new());
        words(
            language,
            match self {
                Self::TooLarge => plain(msg::SHEET_TOO_LARGE),
                Self::Encoding => plain(msg::SHEET_ENCODING),
                Self::Workbook => plain(msg::SHEET_WORKBOOK),
                Self::Snapshot => plain(msg::SHEET_SNAPSHOT),
                Self::NoHead => plain(msg::SHEET_NO_HEAD),
                Self::ColumnTwice(column) => {
                    (msg::SHEET_COLUMN_TWICE, vec![("column", column.key().to_owned())])
                }
                Self::Unclosed(line) => (msg::SHEET_UNCLOSED, vec![("n", line.to_string())]),
            },
        )
    }
}

impl Fault {
    /// The place: line and column.
    pub fn place(&self, language: Language) -> String {
        let line = ("n", self.line.to_string());
        words(
            language,
            match self.column {
                None => (msg::SHEET_LINE, vec![line]),
                Some(column) => (
                    msg::SHEET_LINE_COLUMN,
                    vec![line, ("column", column.name(language).to_owned())],
                ),
            },
        )
    }

    /// The error, and what to do.
    pub fn words(&self, language: Language) -> String {
        words(language, self.problem.words(language, self.column))
    }
}

impl Problem {
    fn words(&self, language: Language, column: Option<Column>) -> Words {
        let text = |text: &str| vec![("text", short(text))];
        let clear = || ("clear", CLEAR[usize::from(language == Language::French)].to_owned());
        match self {
            Self::State(found) => (msg::SHEET_BAD_STATE, text(found)),
            Self::Element(found) => (msg::SHEET_BAD_ELEMENT, text(found)),
            Self::MayNotEdit(code) => {
                (msg::SHEET_MAY_NOT, vec![("state", participant_name(language, *code))])
            }
            Self::Twice(first) => (msg::SHEET_TWICE, vec![("n", first.to_string())]),
            Self::TooManyCells => (msg::SHEET_TOO_MANY_CELLS, Vec::new()),
            Self::NotRead => {
                (msg::SHEET_NOT_READ, vec![("column", Column::Status.name(language).to_owned())])
            }
            Self::Seen => (msg::SHEET_BAD_SEEN, Vec::new()),
            Self::Mark => (msg::SHEET_MARK, Vec::new()),
            Self::Emptied => (msg::SHEET_EMPTIED, vec![clear()]),
            Self::ItemGone(key) => (msg::SHEET_ITEM_GONE, vec![("key", key.clone()), clear()]),
            Self::Parts(found) => {
                let form =
                    if column == Some(Column::Evidence) { EVIDENCE_FORM } else { ASSISTANCE_FORM };
                (msg::SHEET_PARTS, [text(found), vec![("form", form.to_owned())]].concat())
            }
            Self::Key(found) => (msg::SHEET_BAD_KEY, text(found)),
            Self::Status(found) => {
                let known = Status::ALL.map(Status::key).join(", ");
                (msg::SHEET_BAD_WORD, [text(found), vec![("known", known)]].concat())
            }
            Self::Field(error) => field_words(error),
        }
    }
}

fn field_words(error: &FieldError) -> Words {
    let text = |text: &str| ("text", short(text));
    match error {
        FieldError::TooLong => (msg::SHEET_TOO_LONG, vec![("n", MAX_TEXT.to_string())]),
        FieldError::Target(found) => (msg::SHEET_BAD_TARGET, vec![text(&found.0)]),
        FieldError::Date(found) => (msg::SHEET_BAD_DATE, vec![text(found)]),
        FieldError::Priority => (msg::SHEET_BAD_PRIORITY, Vec::new()),
        FieldError::EmptyEvidence => {
            (msg::SHEET_EMPTY_EVIDENCE, vec![("form", EVIDENCE_FORM.to_owned())])
        }
        FieldError::UnknownWord { found, known, .. } => {
            (msg::SHEET_BAD_WORD, vec![text(found), ("known", known.join(", "))])
        }
        // Errors that a sheet cannot produce.
        _ => (msg::SHEET_BAD_VALUE, Vec::new()),
    }
}
