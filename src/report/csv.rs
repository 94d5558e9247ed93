//! Rows of separated values (RFC 4180), by hand: the crate `csv` weighs more in
//! the app than the whole tree; the tests compare this with it. Does not know
//! what the cells mean.

use std::str::FromStr;

use crate::i18n::Language;

/// The separator between the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// The standard one, used by most programs.
    #[default]
    Comma,
    /// Used by Excel where a comma is the decimal mark.
    Semicolon,
    /// Called “text” by some programs.
    Tab,
}

impl Separator {
    /// Every separator, the likeliest first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// The usual separator of spreadsheet programs in a language: a semicolon
    /// where the comma is the decimal mark.
    pub fn usual_in(language: Language) -> Self {
        match language {
            Language::English | Language::Chinese => Self::Comma,
            _ => Self::Semicolon,
        }
    }

    /// The character.
    pub fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

impl FromStr for Separator {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "," | "comma" => Ok(Self::Comma),
            ";" | "semicolon" => Ok(Self::Semicolon),
            "\t" | "tab" => Ok(Self::Tab),
            _ => Err(format!("“{text}” is no separator: use comma, semicolon or tab")),
        }
    }
}

/// A quote is opened in this row (counted from 1) and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed(pub usize);

/// Adds a row and its line end.
pub fn push_row(text: &mut String, separator: Separator, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(separator.character());
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// Quotes the cell if any program could misread it, with any separator.
fn push_cell(text: &mut String, cell: &str) {
    let special = |c: char| matches!(c, '"' | ',' | ';' | '\t' | '\r' | '\n');
    let quoted = cell.contains(special) || cell.trim() != cell;
    if !quoted {
        return text.push_str(cell);
    }
    text.push('"');
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

/// The state of the parser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes, or after the quoted part of one.
    Plain,
    /// Between quotes.
    Quotes,
}

/// The rows of a text, blank ones included, so that the index of a row matches
/// its number in a spreadsheet program. As lenient as those programs: any line
/// ends, quotes within a cell, rows of any length.
///
/// # Errors
/// If a quote is never closed, because what follows it is ambiguous.
pub fn parse(text: &str, separator: Separator) -> Result<Vec<Vec<String>>, Unclosed> {
    let separator = separator.character();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut within = Within::Start;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (within, c) {
            (Within::Quotes, '"') if characters.next_if_eq(&'"').is_some() => cell.push('"'),
            (Within::Quotes, '"') => within = Within::Plain,
            (Within::Quotes, _) => cell.push(c),
            (Within::Start, '"') => within = Within::Quotes,
            (_, '\r' | '\n') => {
                if c == '\r' {
                    characters.next_if_eq(&'\n');
                }
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                within = Within::Start;
            }
            (_, _) if c == separator => {
                row.push(std::mem::take(&mut cell));
                within = Within::Start;
            }
            _ => {
                cell.push(c);
                within = Within::Plain;
            }
        }
    }
    if within == Within::Quotes {
        return Err(Unclosed(rows.len() + 1));
    }
    if !row.is_empty() || within != Within::Start {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        parse(text, Separator::Comma).unwrap()
    }

    #[test]
    fn every_kind_of_line_end_ends_a_row() {
        let expected = [["a", "b"], ["c", "d"]];
        for text in ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "\"a\",b\n\"c\",\"d\""] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quoted_cell_holds_anything() {
        assert_eq!(rows("\"a,\r\n\"\"b\"\"\",c"), [["a,\r\n\"b\"", "c"]]);
        assert_eq!(rows("\"\",x"), [["", "x"]]);
        assert_eq!(rows("a\"b,\"c\"d"), [["a\"b", "cd"]], "as spreadsheet programs read it");
    }

    #[test]
    fn a_blank_line_is_a_row_so_that_rows_keep_their_numbers() {
        assert_eq!(rows("a\n\nb\n"), [["a"], [""], ["b"]]);
        assert_eq!(rows("a,\n"), [["a", ""]]);
        assert!(rows("").is_empty());
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_with_its_row() {
        assert_eq!(parse("a\nb,\"c\nd\n", Separator::Comma), Err(Unclosed(2)));
    }

    #[test]
    fn a_cell_is_quoted_for_every_separator_there_is() {
        let mut text = String::new();
        let cells = ["a;b", "c,d", "e\tf", "g\"h", " i", "j", ""].map(str::to_owned);
        push_row(&mut text, Separator::Semicolon, &cells);
        assert_eq!(text, "\"a;b\";\"c,d\";\"e\tf\";\"g\"\"h\";\" i\";j;\r\n");
        assert_eq!(parse(&text, Separator::Semicolon).unwrap(), [cells]);
    }

    #[test]
    fn a_separator_is_named_by_its_sign_or_its_word() {
        for separator in Separator::ALL {
            assert_eq!(separator.character().to_string().parse(), Ok(separator));
        }
        assert_eq!("semicolon".parse(), Ok(Separator::Semicolon));
        assert!("|".parse::<Separator>().unwrap_err().contains("comma, semicolon or tab"));
    }
}
