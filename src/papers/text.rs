//! A paper as plain text, for pasting anywhere.

use super::paper::{Block, Line, Paper, Table, Words, next_line};

/// The paper as text. Lines end with a line feed; a table becomes one line per
/// row with tab-separated cells, so that pasting it into a word processor or a
/// spreadsheet keeps the columns.
pub fn to_text(paper: &Paper) -> String {
    let mut text = String::new();
    for part in paper.running.head() {
        push(&mut text, part);
    }
    push(&mut text, &paper.title);
    push(&mut text, &paper.subject);
    for block in &paper.blocks {
        push_block(&mut text, block);
    }
    text.push('\n');
    push(&mut text, &paper.running.foot());
    text
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn push_block(text: &mut String, block: &Block) {
    text.push('\n');
    match block {
        Block::Heading(_, words) | Block::Text(words) | Block::Note(words) => {
            push(text, &said(words));
        }
        Block::Items(items) => {
            items.iter().for_each(|item| push(text, &format!("- {}", said(item))));
        }
        Block::Table(table) => push_table(text, table),
    }
}

/// The words of an item, each of its lines set in below the first.
fn said(words: &Line) -> String {
    let lines = words.split(|words| *words == next_line());
    lines.map(on_one_line).collect::<Vec<_>>().join("\n  ")
}

/// A line break within what is said would begin another item or row.
fn on_one_line(words: &[Words]) -> String {
    let all: String = words.iter().map(|words| words.text.as_str()).collect();
    all.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")
}

fn push_table(text: &mut String, table: &Table) {
    let heads: Vec<&str> = table.columns.iter().map(|column| column.head.as_str()).collect();
    push(text, &heads.join("\t"));
    for row in &table.rows {
        let cell = |lines: &Vec<Line>| lines.iter().map(said).collect::<Vec<_>>().join("; ");
        push(text, &row.iter().map(cell).collect::<Vec<_>>().join("\t"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::paper::{Column, Running, Words, line};
    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_row_is_a_line_whatever_its_cells_hold() {
        let column = |head: &str| Column { head: head.into(), width: 50, figures: false };
        let cell = vec![vec![Words::said("one\r\ntwo\tthree")], line("four")];
        let table = Table {
            caption: "C".into(),
            columns: vec![column("A"), column("B")],
            rows: vec![vec![vec![line("x")], cell]],
            bars: Vec::new(),
        };
        let running = Running {
            marking: "OSCE+".into(),
            draft: String::new(),
            origin: vec![("Edition:".into(), "e".into()), ("As of".into(), "d".into())],
        };
        let blocks = vec![Block::Heading(2, line("H")), Block::Table(table)];
        let (title, subject) = ("T".into(), "S".into());
        let paper = Paper { language: Language::English, title, subject, running, blocks };
        let expected =
            "OSCE+\nT\nS\n\nH\n\nA\tB\nx\tone / two / three; four\n\nEdition: e · As of d\n";
        assert_eq!(to_text(&paper), expected);
    }
}
