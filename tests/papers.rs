//! Papers as their readers get them: whole, in every language, readable by
//! other programs, and silent about what is private.

use std::io::{Cursor, Read};

use chrono::NaiveDate;

use revcon3_tracker::domain::entry::Standing;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{AuthorId, one_field};
use revcon3_tracker::domain::status::Status;
use revcon3_tracker::i18n::{Language, pack};
use revcon3_tracker::papers::{
    Block, FORM_SECTIONS, Formats, Kind, Line, Paper, Request, Tongue, compose, form_section,
    form_word, to_docx, to_text,
};
use revcon3_tracker::reference::outline;
use revcon3_tracker::snapshot;

use crate::cli::Desk;

/// As little as a language can be told.
struct Plain;

impl Formats for Plain {
    fn day(&self, day: NaiveDate) -> String {
        day.to_string()
    }

    fn list(&self, items: &[String]) -> String {
        items.join(" + ")
    }

    fn sort(&self, named: &mut Vec<(String, ParticipantCode)>) {
        named.sort();
    }

    fn office(&self, author: &AuthorId) -> String {
        format!("Office {:x}", author.device)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn bytes(desk: &Desk, name: &str) -> Vec<u8> {
    std::fs::read(desk.path(name)).unwrap()
}

fn code(text: &str) -> ParticipantCode {
    text.parse().unwrap()
}

/// Finland in two offices that disagree, and Sweden; with markup, two scripts
/// and a line break in what they say.
fn ledger() -> Ledger {
    let desk = Desk::new();
    let mut ledger = Ledger::default();
    let files: [(&str, &str, &[&str]); 3] = [
        (
            "FI",
            "aa",
            &["PoA.1.a.1.i", "status=implemented", "note=<b>Act & 12</b>\nقانون", "priority=1"],
        ),
        ("FI", "bb", &["PoA.1.a.1.i", "status=ongoing"]),
        ("SE", "cc", &["ITI.3.i", "status=not_applicable", "obstacle=No funds", "target=CAL.2022"]),
    ];
    for (number, (state, author, set)) in files.into_iter().enumerate() {
        let (file, author) =
            (format!("{number}.json"), format!("delegation/{state}/00000000000000{author}"));
        let mut command = vec!["new", "-o", &file, "--participant", state, "--author", &author];
        command.extend(["--time", "1700000000000", "--set"]);
        command.extend(set);
        desk.ask(&command);
        ledger.union(&snapshot::read(&bytes(&desk, &file)).unwrap().snapshot.ledger);
    }
    ledger
}

fn paper(kind: Kind, language: Language) -> Paper {
    let ledger = ledger();
    let (since, day) = (day("2022-07-01"), day("2026-11-25"));
    let state = Some(code("FI"));
    let request = Request { ledger: &ledger, state, since, marking: "OSCE+", draft: true, day };
    compose(kind, request, Tongue { language, formats: &Plain }).unwrap()
}

/// Every word of a paper, block by block.
fn words(paper: &Paper) -> Vec<String> {
    let said = |line: &Line| line.iter().map(|words| words.text.clone()).collect::<Vec<_>>();
    let mut all = vec![paper.title.clone(), paper.subject.clone(), paper.running.foot()];
    all.extend(paper.running.head().into_iter().map(str::to_owned));
    for block in &paper.blocks {
        match block {
            Block::Heading(_, line) | Block::Text(line) | Block::Note(line) => {
                all.extend(said(line))
            }
            Block::Items(items) => all.extend(items.iter().flat_map(said)),
            Block::Table(table) => {
                all.extend(table.columns.iter().map(|column| column.head.clone()));
                all.extend(table.rows.iter().flatten().flatten().flat_map(said));
            }
        }
    }
    all
}

/// The texts of a part of a Word file, as another program reads it.
fn texts(bytes: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("another program reads it");
    let mut xml = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let text = |node: roxmltree::Node| match node.tag_name().name() {
        "t" => node.text().map(str::to_owned),
        "br" => Some("\n".to_owned()),
        _ => None,
    };
    document.descendants().filter_map(text).collect()
}

#[test]
fn every_word_of_every_paper_is_in_its_word_file_in_every_language() {
    for language in Language::ALL {
        for kind in Kind::ALL {
            let paper = paper(kind, language);
            let bytes = to_docx(&paper);
            let parts = ["word/document.xml", "word/header.xml", "word/footer.xml"];
            let text = parts.map(|part| texts(&bytes, part)).concat();
            for words in words(&paper) {
                assert!(text.contains(&words), "{}, {kind:?}: {words:?}", language.tag());
            }
        }
    }
}

#[test]
fn every_part_of_a_word_file_is_declared_and_found() {
    let bytes = to_docx(&paper(Kind::Brief, Language::Arabic));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &str| {
        let mut xml = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        xml
    };
    let types = read("[Content_Types].xml");
    let relations = read("word/_rels/document.xml.rels");
    for name in names.iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        assert!(types.contains(&format!("\"/{name}\"")), "{name} has no type");
        let target = name.trim_start_matches("word/");
        let known = target == "document.xml" || relations.contains(&format!("\"{target}\""));
        assert!(known, "{name} is found by nobody");
    }
}

#[test]
fn a_line_break_in_what_is_said_breaks_neither_text_nor_file() {
    let paper = paper(Kind::Table, Language::English);
    let line = to_text(&paper).lines().find(|it| it.contains("Act & 12")).unwrap().to_owned();
    assert!(line.starts_with("PoA.1.a.1.i ") && line.contains("<b>Act & 12</b> / قانون"), "{line}");
    assert!(texts(&to_docx(&paper), "word/document.xml").contains("<b>Act & 12</b>\nقانون"));
}

#[test]
fn two_values_are_two_values_on_every_paper_of_the_state() {
    for kind in [Kind::Brief, Kind::Table, Kind::Summary, Kind::Form] {
        let text = to_text(&paper(kind, Language::English));
        for value in ["● Implemented", "↻ Ongoing (continuous)", "≠"] {
            assert!(text.contains(value), "{kind:?}: {value}");
        }
    }
}

#[test]
fn every_contested_value_says_whose_it_is_and_a_field_stands_on_its_own_line() {
    let delegation = ["PoA.4", "note=ours", "status=partly_implemented"];
    let chair = ["PoA.4", "note=theirs", "status=not_started"];
    let by = [("delegation/FI", &delegation[..]), ("chair/-", &chair[..])];
    let summary = english_by(Kind::Summary, &by);
    let (finland, office) = ("(Delegation of Finland, Office 0)", "(Chair’s office, Office 1)");
    let status = format!("Status: ◑ Partly implemented {finland} ≠ ○ Not started {office}");
    let note = format!("Note: ours {finland} ≠ theirs {office}");
    let item = format!("- PoA.4 Other matters – {status}\n  {note}\n");
    assert!(summary.contains(&item), "{summary}");
    for kind in [Kind::Brief, Kind::Table, Kind::Form, Kind::Since] {
        let text = english_by(kind, &by);
        assert!(text.contains(&status[8..]) && text.contains(&note[6..]), "{kind:?}: {text}");
    }
    // One value needs no author.
    assert!(!english_by(Kind::Table, &by[..1]).contains("(Delegation"));
}

#[test]
fn a_sentence_of_the_form_ends_once() {
    for (end, expected) in [(".", "Act 12."), ("", "Act 12."), ("。", "Act 12。")] {
        let said = ["PoA.4", "status=ongoing", &format!("note=Act 12{end}"), "responsible=MFA"];
        let text = english_of(Kind::Form, &[&said]);
        assert!(text.contains(&format!("Yes. Note: {expected} Responsible body: MFA")), "{text}");
    }
}

/// The papers of what Finland says, in one file or in two that disagree.
fn english_of(kind: Kind, files: &[&[&str]]) -> String {
    let by: Vec<_> = files.iter().map(|set| ("delegation/FI", *set)).collect();
    english_by(kind, &by)
}

/// The papers of what is said of Finland, by whom.
fn english_by(kind: Kind, files: &[(&str, &[&str])]) -> String {
    let desk = Desk::new();
    let mut ledger = Ledger::default();
    for (number, (who, set)) in files.iter().enumerate() {
        let (file, author) = (format!("{number}.json"), format!("{who}/000000000000000{number}"));
        let fixed = ["new", "-o", &file, "--participant", "FI", "--author", &author, "--set"];
        desk.ask(&[&fixed[..], set].concat());
        ledger.union(&snapshot::read(&bytes(&desk, &file)).unwrap().snapshot.ledger);
    }
    let (since, day, state) = (day("2022-07-01"), day("2026-11-25"), Some(code("FI")));
    let request = Request { ledger: &ledger, state, since, marking: "", draft: false, day };
    let tongue = Tongue { language: Language::English, formats: &Plain };
    to_text(&compose(kind, request, tongue).unwrap())
}

#[test]
fn what_is_said_of_an_added_element_is_on_the_papers_too() {
    let one: &[&str] = &["PoA.4+FI.1", "text:fr=Une liste", "obstacle=No funds", "note=one"];
    let other: &[&str] = &["PoA.4+FI.1", "note=two"];
    let summary = english_of(Kind::Summary, &[one, other]);
    assert!(summary.contains("PoA.4+FI.1") && !summary.contains("Nothing is contested"));
    let brief = english_of(Kind::Brief, &[one, other]);
    assert!(brief.contains("PoA.4+FI.1") && brief.contains("No funds"));
    // Its text in another language stands in for one that was taken away.
    let cleared: &[&str] = &["PoA.4+FI.1", "text:en=", "text:fr=Une liste"];
    assert!(english_of(Kind::Table, &[cleared]).contains("Une liste"));
}

#[test]
fn a_target_is_open_as_on_the_page_of_the_meetings() {
    let targets = |set: &[&str], more: &[&str]| {
        let text = english_of(Kind::Brief, &[set, more]);
        let (_, rest) = text.split_once("Targets").expect("the brief has targets");
        rest.lines().nth(2).unwrap_or_default().contains("ITI.3.i")
    };
    let aim = ["ITI.3.i", "target=CAL.2024", "status=in_progress"];
    assert!(targets(&aim, &["ITI.3.i", "target=CAL.2024"]));
    let nothing_to_do = ["ITI.3.i", "target=CAL.2024", "status=not_applicable"];
    assert!(!targets(&nothing_to_do, &["PoA.4", "note=x"]));
    // Contested is not settled, whichever value stands for now.
    let done = ["ITI.3.i", "target=CAL.2024", "status=implemented"];
    assert!(targets(&done, &aim) && targets(&aim, &done));
}

#[test]
fn a_paper_of_one_state_needs_it_and_says_nothing_of_others() {
    let ledger = ledger();
    let (since, day) = (day("2022-07-01"), day("2026-11-25"));
    let tongue = Tongue { language: Language::English, formats: &Plain };
    for kind in Kind::ALL {
        let request =
            Request { ledger: &ledger, state: None, since, marking: "", draft: false, day };
        assert_eq!(compose(kind, request, tongue).is_none(), kind.is_of_one_state(), "{kind:?}");
        let finland = Request { state: Some(code("FI")), ..request };
        let text = to_text(&compose(kind, finland, tongue).unwrap());
        assert!(!text.contains("No funds"), "{kind:?}");
        assert_eq!(text.contains("Sweden"), kind == Kind::Summary, "{kind:?}");
    }
}

#[test]
fn a_paper_of_everybody_is_of_everybody_whoever_is_looked_at() {
    let text = to_text(&paper(Kind::Summary, Language::English));
    assert!(text.contains("Finland\t1 of 86 stated\tYes") && text.contains("Sweden\t1 of 86"));
    let of_all = snapshot::fingerprint(&ledger());
    assert!(text.contains(&of_all), "the fingerprint is not that of all that was read");
}

#[test]
fn what_has_changed_is_what_came_after_the_day() {
    let ledger = ledger();
    let text = |since: &str| {
        let (since, day) = (day(since), day("2026-11-25"));
        let request =
            Request { ledger: &ledger, state: None, since, marking: "", draft: false, day };
        let tongue = Tongue { language: Language::English, formats: &Plain };
        to_text(&compose(Kind::Since, request, tongue).unwrap())
    };
    // 1,700,000,000,000 is 14 November 2023, 22:13 UTC.
    assert!(text("2023-11-13").contains("Newly stated: 5 · Became contested: 1"));
    assert!(text("2023-11-14").contains("Nothing differs."));
}

#[test]
fn nothing_private_is_on_any_paper_even_if_a_file_shares_it() {
    let desk = Desk::new();
    desk.ask(&[
        "new",
        "-o",
        "a.json",
        "--participant",
        "FI",
        "--set",
        "PoA.4",
        "status=ongoing",
        "note=said",
    ]);
    let mut ledger = snapshot::read(&bytes(&desk, "a.json")).unwrap().snapshot.ledger;
    let revision = ledger.revisions().next().unwrap().body().clone();
    for words in ["hidden one", "hidden two"] {
        let mut secret = revision.clone();
        secret.set = one_field("private.note".parse().unwrap(), words.into());
        ledger.insert(std::sync::Arc::new(snapshot::canonical::identify(secret)));
    }
    let (since, day) = (day("2018-01-01"), day("2026-11-25"));
    for kind in Kind::ALL {
        let state = Some(code("FI"));
        let request = Request { ledger: &ledger, state, since, marking: "", draft: false, day };
        let tongue = Tongue { language: Language::English, formats: &Plain };
        let text = to_text(&compose(kind, request, tongue).unwrap());
        assert!(!text.contains("hidden"), "{kind:?}");
    }
}

#[test]
fn every_element_stands_in_one_section_of_the_form() {
    let mut counts = [0; FORM_SECTIONS.len()];
    for element in outline().taggable() {
        let Some(section) = form_section(element) else { panic!("{} stands nowhere", element.id) };
        counts[section] += 1;
    }
    // No element is about brokering; destruction is named by one that stands among manufacture.
    for ((_, parts), count) in FORM_SECTIONS.iter().zip(counts) {
        assert_eq!(parts.is_empty(), count == 0, "{parts:?}: {count}");
    }
}

#[test]
fn the_form_has_three_answers_and_silence_is_none_of_them() {
    let english = |standing| form_word(standing).map(|word| pack(Language::English).text(word));
    assert_eq!(english(Standing::Stated(Status::NotStarted)), Some("No"));
    for developing in [Status::InProgress, Status::PartlyImplemented] {
        assert_eq!(english(Standing::Stated(developing)), Some("Developing"));
    }
    for yes in [Status::Implemented, Status::Ongoing] {
        assert_eq!(english(Standing::Stated(yes)), Some("Yes"));
    }
    for none in [Standing::Stated(Status::NotApplicable), Standing::NotStated, Standing::Contested]
    {
        assert_eq!(english(none), None);
    }
}

#[test]
fn the_command_line_makes_papers_and_says_what_it_needs() {
    let desk = Desk::new();
    for (file, state) in [("fi.json", "FI"), ("se.json", "SE")] {
        desk.ask(&["new", "-o", file, "--participant", state, "--set", "PoA.4", "status=ongoing"]);
    }
    desk.ask(&["report", "brief", "fi.json", "-o", "fi.docx", "--draft", "--lang", "fr"]);
    assert!(
        texts(&bytes(&desk, "fi.docx"), "word/header.xml")
            .contains("Finlande\u{a0}: Note de synthèse")
    );
    desk.ask(&["report", "summary", "fi.json", "se.json", "-o", "all.txt"]);
    let text = desk.text("all.txt");
    assert!(text.contains("Finland\t0 of 86 stated") && text.contains("Sweden\t0 of 86 stated"));
    for (command, reason) in [
        (["report", "brief", "fi.json", "se.json", "-o", "x.txt"].as_slice(), "--participant"),
        (&["report", "brief", "fi.json", "-o", "x.pdf"], ".docx or .txt"),
        (&["report", "poem", "fi.json", "-o", "x.txt"], "no paper"),
    ] {
        let said = desk.fail(2, command);
        assert!(said.contains(reason), "{said}");
    }
    assert!(!desk.path("x.txt").exists(), "something was written");
}
