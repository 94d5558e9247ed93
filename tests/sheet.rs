//! The sheet from end to end: what goes out comes back as it was, and what
//! was changed in it is all that changes. Held against the crate `csv`, which
//! reads and writes rows as others do, and against files of LibreOffice.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{AuthorId, Body, REVISION_VERSION, RevisionId};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::{Language, outline};
use revcon3_tracker::report::csv::{Separator, parse, push_row};
use revcon3_tracker::report::sheet::{self, Column, Filled, Problem};
use revcon3_tracker::snapshot::{self, canonical::identify};

const SAVED: &str = include_str!("sheet/saved-by-libreoffice.csv");
const EDITED: &str = include_str!("sheet/edited-in-libreoffice.csv");

fn base() -> Ledger {
    snapshot::read(include_bytes!("sheet/base.json")).unwrap().snapshot.ledger
}

fn finland() -> ParticipantCode {
    "FI".parse().unwrap()
}

fn filled(sheet: &str, ledger: &Ledger) -> Filled {
    sheet::read(sheet.as_bytes(), ledger, |_| true).unwrap()
}

/// Line, element, field and new value of every change.
fn changes(filled: &Filled) -> Vec<(usize, String, String, Value)> {
    let change = |change: &sheet::Change| {
        let (element, field) = (change.key.1.to_string(), change.field.to_string());
        (change.line, element, field, change.after.clone())
    };
    filled.changes.iter().map(change).collect()
}

/// The rows as another program reads them.
fn rows(sheet: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sheet.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The rows as another program writes them.
fn text(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn place_of(column: Column, rows: &[Vec<String>]) -> usize {
    rows[0].iter().position(|head| Column::from_head(head) == Some(column)).unwrap()
}

#[test]
fn nothing_changes_when_libreoffice_opens_a_sheet_and_saves_it() {
    let filled = filled(SAVED, &base());
    assert_eq!((changes(&filled), &filled.faults[..]), (vec![], &[][..]));
    assert_eq!(filled.lines, 90, "89 elements and a question");
}

#[test]
fn what_was_changed_in_libreoffice_and_nothing_else_comes_back() {
    let filled = filled(EDITED, &base());
    let members = |members: &[(&str, &str)]| {
        let member = |(name, text): &(&str, &str)| (name.to_string(), Value::text(*text));
        Value::Map(members.iter().map(member).collect())
    };
    let [first, second, rest @ ..] = &changes(&filled)[..] else {
        panic!("{:?}", filled.changes);
    };
    let decree = members(&[("title", "Décret nº 7"), ("link", "A/CONF.192/15")]);
    assert_eq!(*first, (2, "PoA.1.a.1.i".into(), "evidence:k2".into(), decree));
    assert!(second.2.starts_with("evidence:") && second.2.len() == "evidence:".len() + 10);
    assert_eq!(second.3, members(&[("title", "Loi 9, art. 2; « neuf »")]));
    let status = (4, "PoA.1.a.1.iii".into(), "status".into(), "implemented".into());
    assert_eq!(rest, [status, (4, "PoA.1.a.1.iii".into(), "note".into(), Value::Null)]);
    let [fault] = &filled.faults[..] else { panic!("{:?}", filled.faults) };
    assert_eq!((fault.line, fault.column), (4, Some(Column::Target)));
    let words = fault.words(Language::English);
    assert!(words.contains("05/31/23") && words.contains("format the column as text"), "{words}");
}

#[test]
fn an_edit_of_a_cell_that_libreoffice_saved_is_exactly_that_edit() {
    let mut rows = rows(SAVED, b',');
    let note = place_of(Column::Note, &rows);
    assert_eq!(rows[2][note], "'- un\n'- deux; =3\n\ntrois\t\"'=4\"");
    rows[2][note] = "'- un\n'- two".into();
    let expected = (3, "PoA.1.a.1.ii".into(), "note".into(), "- un\n- two".into());
    assert_eq!(changes(&filled(&text(&rows), &base())), [expected]);
}

#[test]
fn a_sheet_can_be_sorted_and_have_columns_and_empty_rows_of_ones_own() {
    let mut rows = rows(SAVED, b',');
    rows.iter_mut().for_each(|row| row.reverse());
    rows[1..].reverse();
    rows[0].push("For us".into());
    rows[4].push("ask the police".into());
    let width = rows[0].len();
    rows.extend([vec![String::new(); width], vec![" ".into(), String::new()]]);
    rows.insert(0, vec!["Our title".into()]);
    let filled = filled(&text(&rows), &base());
    assert_eq!((changes(&filled), &filled.faults[..]), (vec![], &[][..]));
    assert_eq!(filled.lines, 90);
}

#[test]
fn what_other_programs_do_to_a_file_is_read_all_the_same() {
    let sheet = sheet::write(&base(), &[finland()], Language::English, Separator::Tab);
    let utf16 = |unit: fn(u16) -> [u8; 2]| sheet.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    for bytes in [
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        sheet.replace("\r\n", "\n").into_bytes(),
        sheet.replace("\r\n", "\r").into_bytes(),
        sheet.replace("not_started", " Not  started ").into_bytes(),
    ] {
        let filled = sheet::read(&bytes, &base(), |_| true).unwrap();
        assert_eq!((changes(&filled), filled.faults), (vec![], vec![]));
    }
}

/// Texts with everything that sheets stumble over.
fn hostile() -> impl Strategy<Value = String> {
    let signs = [
        "=",
        "+",
        "-",
        "@",
        "'",
        "''",
        "\"",
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "≠",
        "|",
        "\\",
        "[",
        "]",
        " ",
        "\u{202e}",
        "\u{feff}",
        "\u{a0}",
        "漢",
        "😀",
        "e\u{301}",
        "0",
        "7",
        "/",
        "(",
        "clear",
        ")",
        "(clear)",
        "(Effacer)",
        "＝",
        "a",
        "é",
        "\u{1}",
        "\u{85}",
        "n",
        "#REF!",
    ];
    let made = proptest::collection::vec(proptest::sample::select(signs.to_vec()), 0..12);
    prop_oneof![3 => made.prop_map(|parts| parts.concat()), 1 => "[^\u{0}]{0,40}"]
}

fn map(members: &[(&str, String)]) -> Value {
    let member = |(name, text): &(&str, String)| (name.to_string(), Value::text(text));
    Value::Map(members.iter().map(member).collect())
}

/// Any field with any value, as files from strangers may have it.
fn any_field() -> impl Strategy<Value = (&'static str, Value)> {
    let names = [
        "status",
        "note",
        "responsible",
        "target",
        "obstacle",
        "priority",
        "evidence:k1",
        "evidence:]=#",
        "evidence:",
        "assistance:a1",
        "chair.note",
        "answer",
        "x=y#z",
    ];
    let value = prop_oneof![
        4 => hostile().prop_map(Value::Text),
        1 => Just(Value::Null),
        1 => (0..5_i64).prop_map(Value::Integer),
        1 => any::<bool>().prop_map(Value::Bool),
        2 => (hostile(), hostile()).prop_map(|(a, b)| map(&[("title", a), ("link", b)])),
        1 => hostile().prop_map(|partner| map(&[
            ("direction", "need".into()),
            ("kind", "legal".into()),
            ("state", "open".into()),
            ("partner", partner),
        ])),
        1 => hostile().prop_map(|text| Value::List(vec![Value::Text(text)])),
    ];
    (proptest::sample::select(names.to_vec()), value)
}

fn keys() -> [EntryKey; 3] {
    ["PoA.1.a.1.i", "ITI.8", "Q.1"].map(|id| (finland(), id.parse().unwrap()))
}

fn revision(
    key: &EntryKey,
    time: i64,
    parents: Vec<RevisionId>,
    set: Vec<(&str, Value)>,
) -> Arc<revcon3_tracker::domain::revision::Revision> {
    Arc::new(identify(Body {
        version: REVISION_VERSION,
        participant: key.0,
        subject: key.1.clone(),
        author: "delegation/FI/00000000000000aa".parse::<AuthorId>().unwrap(),
        time,
        parents,
        set: set.into_iter().map(|(name, value)| (name.parse().unwrap(), value)).collect(),
        unknown: BTreeMap::new(),
    }))
}

/// Any history: each write has seen everything of its entry, or nothing.
fn any_ledger() -> impl Strategy<Value = Ledger> {
    let write = (0..3_usize, any::<bool>(), proptest::collection::vec(any_field(), 1..4));
    proptest::collection::vec(write, 0..12).prop_map(|writes| {
        let mut ledger = Ledger::default();
        for (time, (entry, saw, set)) in writes.into_iter().enumerate() {
            let key = &keys()[entry];
            let parents = if saw { ledger.entry(key).heads } else { Vec::new() };
            ledger.insert(revision(key, time as i64, parents, set));
        }
        ledger
    })
}

fn any_language() -> impl Strategy<Value = Language> {
    proptest::sample::select(&Language::ALL[..])
}

fn any_separator() -> impl Strategy<Value = Separator> {
    proptest::sample::select(&Separator::ALL[..])
}

/// What a person types in a column, and the value it makes.
fn typed() -> impl Strategy<Value = (Column, &'static str, String, Value)> {
    let note = "[a-z]{1,9}( [^\u{0}-\u{1f}\u{7f}-\u{9f}'=+@＝＋－＠-]{0,20}[a-z])?";
    prop_oneof![
        Just((Column::Status, "status", "In progress".into(), "in_progress".into())),
        Just((Column::Status, "status", "Sans objet".into(), "not_applicable".into())),
        Just((Column::Target, "target", "cal.2024".into(), "CAL.2024".into())),
        Just((Column::Target, "target", "2031-01-31".into(), "2031-01-31".into())),
        Just((Column::Priority, "priority", "2".into(), Value::Integer(2))),
        Just((Column::Obstacle, "obstacle", "(clear)".into(), Value::Null)),
        note.prop_map(|text| (Column::Note, "note", text.clone(), Value::Text(text))),
    ]
}

/// A text as a cell can hold it.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

proptest! {
    #[test]
    fn other_programs_read_the_rows_that_are_written(
        table in proptest::collection::vec(proptest::collection::vec(hostile(), 2..5), 1..6),
        separator in any_separator(),
    ) {
        let mut text = String::new();
        table.iter().for_each(|row| push_row(&mut text, separator, row));
        prop_assert_eq!(&rows(&format!("\u{feff}{text}"), separator.character() as u8), &table);
        prop_assert_eq!(parse(&text, separator), Ok(table));
    }

    #[test]
    fn the_rows_that_other_programs_write_are_read(
        table in proptest::collection::vec(proptest::collection::vec(hostile(), 2..5), 1..6),
    ) {
        prop_assert_eq!(parse(&text(&table), Separator::Comma), Ok(table));
    }

    #[test]
    fn no_text_makes_reading_fail(bytes in any::<Vec<u8>>(), text in hostile()) {
        let _ = sheet::read(&bytes, &Ledger::default(), |_| true);
        let text = format!("state,element,note,evidence,seen\nFI,PoA.4,{text}");
        let _ = sheet::read(text.as_bytes(), &Ledger::default(), |_| true);
    }
}

/// A case is a whole sheet: fewer of them say as much.
fn sheets() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.div_ceil(4), ..default }
}

proptest! {
    #![proptest_config(sheets())]

    #[test]
    fn a_sheet_that_nobody_touched_changes_nothing(
        ledger in any_ledger(),
        language in any_language(),
        separator in any_separator(),
    ) {
        let sheet = sheet::write(&ledger, &[finland()], language, separator);
        let filled = filled(&sheet, &ledger);
        prop_assert_eq!(changes(&filled), vec![]);
        prop_assert_eq!(filled.faults, vec![]);
        let nobody = sheet::read(sheet.as_bytes(), &ledger, |_| false).unwrap();
        prop_assert_eq!(nobody.faults, vec![], "nor does it need leave");
    }

    #[test]
    fn an_edited_cell_is_exactly_that_edit(
        ledger in any_ledger(),
        language in any_language(),
        line in 1..=89_usize,
        (column, field, typed, after) in typed(),
    ) {
        let sheet = sheet::write(&ledger, &[finland()], language, Separator::Comma);
        let mut rows = rows(&sheet, b',');
        let place = place_of(column, &rows);
        rows[line][place] = typed;
        let element = rows[line][place_of(Column::Element, &rows)].clone();
        let filled = filled(&text(&rows), &ledger);
        let key: EntryKey = (finland(), element.parse().unwrap());
        let entry = ledger.entry(&key);
        let known = entry.field(field);
        let same = match known {
            None => after.is_null(),
            Some(known) => !known.is_contested() && *known.provisional() == after,
        };
        let expected = if same { vec![] } else { vec![(line + 1, element, field.to_owned(), after)] };
        prop_assert_eq!(changes(&filled), expected);
        prop_assert_eq!(filled.faults, vec![]);
        for change in &filled.changes {
            prop_assert_eq!(&change.seen, &entry.heads);
            prop_assert_eq!(change.before.as_ref(), known);
        }
    }

    #[test]
    fn every_cell_reads_back_as_what_was_said(
        texts in proptest::collection::vec(hostile(), 3),
        titles in proptest::collection::vec((hostile(), hostile()), 0..3),
        language in any_language(),
    ) {
        let key = &keys()[0];
        let names = ["note", "responsible", "obstacle"];
        let mut set: Vec<(String, Value)> = Vec::new();
        let mut expected: BTreeMap<String, Value> = BTreeMap::new();
        for (name, text) in names.iter().zip(&texts) {
            set.push((name.to_string(), Value::text(text)));
            if !tidy(text).trim().is_empty() {
                expected.insert(name.to_string(), Value::text(tidy(text)));
            }
        }
        for (place, (title, link)) in titles.iter().enumerate() {
            let (title, link) = (format!("T{title}T"), format!("L{link}L"));
            let name = format!("evidence:k{place}");
            expected.insert(name.clone(), map(&[("title", tidy(&title)), ("link", tidy(&link))]));
            set.push((name, map(&[("title", title), ("link", link)])));
        }
        let set = set.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let ledger = [revision(key, 1, Vec::new(), set)].into_iter().collect();
        let sheet = sheet::write(&ledger, &[finland()], language, Separator::Comma);
        // Read where nothing is known, everything in it is news.
        let mut rows = rows(&sheet, b',');
        let seen = place_of(Column::Seen, &rows);
        rows.iter_mut().skip(1).for_each(|row| row[seen].clear());
        let filled = filled(&text(&rows), &Ledger::default());
        prop_assert_eq!(&filled.faults[..], &[][..]);
        let found: BTreeMap<String, Value> =
            changes(&filled).into_iter().map(|(_, _, field, after)| (field, after)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_cell_begins_a_formula_wherever_a_program_sees_one_begin(ledger in any_ledger()) {
        let sheet = sheet::write(&ledger, &[finland()], Language::English, Separator::Comma);
        for split in [',', ';', '\t', '"', '\r', '\n'] {
            for piece in sheet.split(split) {
                let first = piece.chars().next();
                prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{piece}");
            }
        }
    }
}

#[test]
fn no_private_note_is_in_a_sheet() {
    let set = vec![("private.note", "for the capital only".into()), ("note", "for all".into())];
    let ledger: Ledger = [revision(&keys()[0], 1, Vec::new(), set)].into_iter().collect();
    let sheet = sheet::write(&ledger, &[finland()], Language::English, Separator::Comma);
    assert!(sheet.contains("for all") && !sheet.contains("capital"));
}

#[test]
fn every_element_has_a_row_for_every_state_and_namibia_is_a_state() {
    let codes = ["FI", "NA"].map(|code| code.parse().unwrap());
    let sheet = sheet::write(&Ledger::default(), &codes, Language::French, Separator::Semicolon);
    let rows = rows(&sheet, b';');
    assert_eq!(rows.len(), 1 + 2 * outline().taggable().count());
    assert_eq!(&rows[90][..2], ["NA", "Namibie"]);
    let status = place_of(Column::Status, &rows);
    let mut filled_in = rows.clone();
    filled_in[90][status] = "ongoing".into();
    let filled = filled(&text(&filled_in), &Ledger::default());
    assert_eq!(filled.changes[0].key.0.as_str(), "NA");
    assert_eq!(filled.changes[0].seen, []);
}

#[test]
fn a_contested_cell_is_marked_and_settled_only_by_whoever_writes_in_it() {
    let ledger = base();
    let sheet = sheet::write(&ledger, &[finland()], Language::English, Separator::Comma);
    let mut rows = rows(&sheet, b',');
    let [status, remark] = [Column::Status, Column::Remark].map(|c| place_of(c, &rows));
    assert_eq!(rows[1][status], "≠ implemented ≠ ongoing");
    assert_eq!(rows[1][remark], "More than one value: Note, Status.");
    rows[1][status] = "ongoing".into();
    let filled_in = filled(&text(&rows), &ledger);
    let [change] = &filled_in.changes[..] else { panic!("{filled_in:?}") };
    assert_eq!(change.seen, ledger.entry(&change.key).heads, "over all that was seen");
    rows[1][status] = "≠ ongoing".into();
    let half = filled(&text(&rows), &ledger);
    assert_eq!((half.changes.len(), &half.faults[0].problem), (0, &Problem::Mark));
}

/// A sheet of one line over the base, and the problem it has.
fn problem(column: Column, cell: &str) -> (usize, Option<Column>, Problem) {
    let sheet = sheet::write(&base(), &[finland()], Language::English, Separator::Comma);
    let mut rows = rows(&sheet, b',');
    let place = place_of(column, &rows);
    rows[1][place] = cell.into();
    let mut filled = filled(&text(&rows), &base());
    assert_eq!(filled.changes, [], "{cell}");
    assert_eq!(filled.faults.len(), 1, "{cell}: {:?}", filled.faults);
    let fault = filled.faults.remove(0);
    for language in Language::ALL {
        let words = fault.words(language) + &fault.place(language);
        assert!(!words.contains(['{', '}']), "{words}");
    }
    (fault.line, fault.column, fault.problem)
}

#[test]
fn every_fault_is_named_with_its_line_and_its_column() {
    for (column, cell, says) in [
        (Column::State, "QQ", "State(\"QQ\")"),
        (Column::Element, "PoA.9", "Element(\"PoA.9\")"),
        (Column::Element, "Q.2", "Seen"),
        (Column::Seen, "v1 #00000000", "Seen"),
        (Column::Status, "done", "Status(\"done\")"),
        (Column::Target, "30/06/2022", "Field(Target"),
        (Column::Target, "", "Emptied"),
        (Column::Priority, "4", "Field(Priority)"),
        (Column::Note, "≠ x", "Mark"),
        (Column::StatusWords, "Implemented", "NotRead"),
        (Column::Evidence, "[k2] Décret nº 7", "ItemGone(\"k1\")"),
        (Column::Assistance, "[a1] gift | training", "Field(UnknownWord"),
    ] {
        let (line, found, problem) = problem(column, cell);
        let problem = format!("{problem:?}");
        assert!(problem.starts_with(says), "{cell}: {problem}");
        let expected = if says == "Seen" { Column::Seen } else { column };
        assert_eq!((line, found), (2, Some(expected)), "{cell}");
    }
    let long = problem(Column::Obstacle, &"é".repeat(20_001)).2;
    assert!(format!("{long:?}").contains("TooLong"));
}

#[test]
fn a_line_that_stands_twice_counts_once_and_too_many_cells_not_at_all() {
    let sheet = "state;element;note\nFI;PoA.4;a\nfi;poa.4;b\n;;\nFI;PoA.2.c;c;d\nSE;PoA.4;e\n";
    let may = |code: ParticipantCode| code.as_str() == "FI";
    let filled = sheet::read(sheet.as_bytes(), &Ledger::default(), may).unwrap();
    assert_eq!(changes(&filled), [(2, "PoA.4".into(), "note".into(), "a".into())]);
    let faults: Vec<_> = filled.faults.iter().map(|f| (f.line, f.problem.clone())).collect();
    let sweden = "SE".parse().unwrap();
    let expected =
        [(3, Problem::Twice(2)), (5, Problem::TooManyCells), (6, Problem::MayNotEdit(sweden))];
    assert_eq!(faults, expected);
}

#[test]
fn what_is_no_sheet_is_refused_with_what_to_do() {
    for (bytes, says) in [
        (&b"PK\x03\x04..."[..], "CSV UTF-8"),
        (b"{\"format\":\"revcon3-snapshot\"}", "snapshot"),
        (b"state,element\nFI,\xe9", "CSV UTF-8"),
        (b"a,b\n1,2\n", "other separator"),
        (b"", "No columns"),
        (b"state,element,note,NOTE\n", "“note”"),
        (b"state,element\nFI,\"PoA.4\n", "line 2"),
    ] {
        let error = sheet::read(bytes, &Ledger::default(), |_| true).unwrap_err();
        let words = error.words(Language::English);
        assert!(words.contains(says), "{words}");
        assert!(!error.words(Language::French).contains('{'));
    }
}
