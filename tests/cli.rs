//! The command line from end to end.

mod asking;
mod belonging;
mod merging;
mod sheets;
mod terminal;
mod writing;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const PARTICIPANT: &str = include_str!("golden/format-1-participant.json");
const BACKUP: &str = include_str!("golden/format-1-backup.json");
const AUTHOR: &str = "delegation/FI/1f9c0a0000000001";

/// A folder in which the command line works.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_revcon3"));
        command.current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    /// What a command that succeeds prints.
    pub fn ask(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command that fails with this status says.
    pub fn fail(&self, status: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", errors(&output));
        errors(&output)
    }

    /// Writes a snapshot with one status.
    fn new_file(&self, name: &str, author: &str, status: &str) {
        let status = format!("status={status}");
        let set = ["--set", "PoA.1.a.1.i", &status];
        let fixed = ["--author", author, "--time", "1792000000000"];
        self.ask(&[&["new", "-o", name, "--participant", "FI"], &fixed[..], &set].concat());
    }

    fn show(&self, arguments: &[&str]) -> Value {
        let text = self.ask(&[&["show", "--json"], arguments].concat());
        serde_json::from_str(&text).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_outline_is_printed_as_the_source_has_it() {
    let desk = Desk::new();
    let printed: Value = serde_json::from_str(&desk.ask(&["outline", "--json"])).unwrap();
    let source: Value =
        serde_json::from_str(include_str!("../src/reference/outline.fr.json")).unwrap();
    let (printed, source) = (printed.as_array().unwrap(), source["nodes"].as_array().unwrap());
    assert_eq!(printed.len(), 194);
    for (printed, source) in printed.iter().zip(source) {
        for member in ["id", "parent", "kind", "taggable", "marker", "fr", "source_lines"] {
            assert_eq!(printed[member], source[member]);
        }
        assert!(printed["en"].as_str().is_some_and(|text| !text.is_empty()));
    }
    assert!(desk.ask(&["outline"]).contains("PoA.1.a.1.i"));
}

#[test]
fn a_new_snapshot_says_what_was_set() {
    let desk = Desk::new();
    desk.ask(&[
        "new",
        "-o",
        "FI.json",
        "--participant",
        "FI",
        "--author",
        AUTHOR,
        "--time",
        "-1",
        "--set",
        "poa.1.a.1.I",
        "status=ongoing",
        "note=Loi 12 = en vigueur",
        "priority=2",
        "evidence:k1={\"title\":\"Loi\",\"link\":\"https://example.org\"}",
        "--set",
        "Q.1",
        "answer=trois",
        "--set",
        "PoA.4+FI.1",
        "text:fr=Un élément",
        "--set",
        "PoA.1.a.1.ii",
        "target=",
    ]);
    let shown = desk.show(&["FI.json"]);
    let entries = shown["entries"].as_array().unwrap();
    let elements: Vec<&str> = entries.iter().map(|e| e["element"].as_str().unwrap()).collect();
    assert_eq!(elements, ["PoA.1.a.1.i", "PoA.1.a.1.ii", "PoA.4+FI.1", "Q.1"]);
    let fields = &entries[0]["fields"];
    assert_eq!(fields["status"]["provisional"], "ongoing");
    assert_eq!(fields["note"]["provisional"], "Loi 12 = en vigueur");
    assert_eq!(fields["priority"]["provisional"], 2);
    assert_eq!(fields["evidence:k1"]["provisional"]["title"], "Loi");
    let cleared = &entries[1]["fields"]["target"];
    assert_eq!(cleared["contested"], false);
    assert_eq!(cleared["values"][0]["value"], Value::Null);
    assert_eq!(desk.ask(&["validate", "FI.json"]).matches("sound").count(), 1);
    assert_eq!(desk.names(), ["FI.json"], "no draft stays behind");
}

#[test]
fn the_same_request_writes_the_same_bytes() {
    let desk = Desk::new();
    desk.new_file("a.json", AUTHOR, "ongoing");
    desk.new_file("b.json", AUTHOR, "ongoing");
    assert_eq!(desk.text("a.json"), desk.text("b.json"));
    desk.ask(&["new", "-o", "c.json", "--participant", "FI", "--set", "PoA.4", "note=x"]);
    let written: Value = serde_json::from_str(&desk.text("c.json")).unwrap();
    let author = written["exported"]["by"].as_str().unwrap().to_owned();
    assert!(author.starts_with("delegation/FI/"), "{author}");
    assert!(written["exported"]["t"].as_i64().unwrap() > 1_700_000_000_000);
}

#[test]
fn what_makes_no_sense_is_not_written() {
    let desk = Desk::new();
    let new = ["new", "-o", "x.json", "--participant", "FI", "--set"];
    for (set, expected) in [
        (["PoA.9", "status=ongoing"], "“PoA.9” is not an element"),
        (["PoA.4+FI.01", "text:fr=x"], "is not an element"),
        (["PoA.4", "status=done"], "use one of not_started"),
        (["PoA.4", "target=2022"], "use a meeting"),
        (["PoA.4", "priority=first"], "1, 2 or 3"),
        (["PoA.4", "private.note=x"], "is private"),
        (["PoA.4", "evidence:k1=Loi"], "not JSON"),
        (["PoA.4", "evidence:k1={\"title\":\"a\",\"title\":\"b\"}"], "“title” occurs twice"),
        (["PoA.4", "assistance:k1={\"direction\":\"gift\"}"], "use one of need, offer"),
        (["PoA.4", "a b=x"], "is not a field name"),
    ] {
        let error = desk.fail(1, &[&new[..], &set].concat());
        assert!(error.contains(expected), "{set:?}: {error}");
    }
    let stranger = ["new", "-o", "x.json", "--participant", "QQ", "--set", "PoA.4", "note=x"];
    assert!(desk.fail(1, &stranger).contains("QQ is no participant"));
    assert_eq!(desk.names(), Vec::<String>::new());
    let output = desk.run(&[&new[..], &["PoA.4", "statsu=ongoing"]].concat());
    assert_eq!(output.status.code(), Some(0));
    assert!(errors(&output).contains("does not know the field"));
}

#[test]
fn wrong_usage_is_told_from_bad_input() {
    let desk = Desk::new();
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["validate"],
        &["merge", "a.json"],
        &["show", "a.json", "--participant", "finland"],
        &["new", "-o", "x.json", "--participant", "FI"],
        &["new", "-o", "x.json", "--participant", "FI", "--set", "PoA.4"],
        &["new", "-o", "x.json", "--participant", "FI", "--set", "note=x", "status=ongoing"],
        &["new", "-o", "x.json", "--participant", "FI", "--set", "PoA.4", "ITI.8", "note=x"],
        &[
            "new",
            "-o",
            "x.json",
            "--participant",
            "FI",
            "--time",
            "now",
            "--set",
            "PoA.4",
            "note=x",
        ],
    ] {
        assert!(!desk.fail(2, arguments).is_empty(), "{arguments:?}");
    }
    assert!(desk.ask(&["--help"]).contains("fingerprint"));
    desk.fail(1, &["fingerprint", "absent.json"]);
}

#[test]
fn merging_says_what_each_file_brought_and_what_is_contested() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.new_file("chair.json", "chair/-/00000000000000c4", "implemented");
    let report = desk.ask(&["merge", "FI.json", "chair.json", "FI.json", "-o", "all.json"]);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[0], "FI.json: 1 new, 0 same, 0 refused");
    assert_eq!(lines[1], "chair.json: 1 new, 0 same, 0 refused");
    assert_eq!(lines[2], "FI.json: 0 new, 1 same, 0 refused");
    assert!(lines[3].starts_with("contested: FI PoA.1.a.1.i status: \"ongoing\" (delegation) | "));
    assert!(lines[4].starts_with("all.json: 2 revisions, fingerprint "));
    desk.ask(&["merge", "chair.json", "FI.json", "--output", "other.json"]);
    assert_eq!(desk.text("all.json"), desk.text("other.json"));
    assert_eq!(desk.show(&["all.json"]), desk.show(&["other.json"]));
    let fingerprint = desk.ask(&["fingerprint", "all.json"]);
    assert_eq!(desk.show(&["all.json"])["fingerprint"], fingerprint.trim());
}

#[test]
fn contested_values_are_shown_in_the_agreed_shape() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.new_file("chair.json", "chair/-/00000000000000c4", "implemented");
    desk.ask(&["merge", "FI.json", "chair.json", "-o", "all.json"]);
    let id = |name: &str| {
        let file: Value = serde_json::from_str(&desk.text(name)).unwrap();
        file["revisions"][0]["id"].clone()
    };
    let expected = json!({
        "fingerprint": desk.ask(&["fingerprint", "all.json"]).trim(),
        "entries": [{
            "participant": "FI",
            "element": "PoA.1.a.1.i",
            "fields": {"status": {
                "contested": true,
                "provisional": "ongoing",
                "values": [
                    {"value": "ongoing", "revisions": [id("FI.json")]},
                    {"value": "implemented", "revisions": [id("chair.json")]},
                ],
            }},
        }],
    });
    assert_eq!(desk.show(&["all.json"]), expected);
    assert_eq!(desk.show(&["all.json", "--element", "poa.1.a.1.i"]), expected);
    let nobody = desk.show(&["all.json", "--participant", "SE"]);
    assert_eq!(nobody["entries"], json!([]));
    assert_eq!(nobody["fingerprint"], expected["fingerprint"]);
    assert!(desk.ask(&["show", "all.json"]).contains("status (contested): \"ongoing\" | "));
}

#[test]
fn a_file_that_cannot_be_read_stops_a_merge_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("good.json", PARTICIPANT);
    desk.put("letter.txt", "Dear colleagues");
    desk.put("all.json", "as it was");
    let errors =
        desk.fail(1, &["merge", "good.json", "letter.txt", "absent.json", "-o", "all.json"]);
    assert!(errors.contains("letter.txt: not a RevCon3 snapshot"), "{errors}");
    assert!(errors.contains("absent.json: "), "{errors}");
    assert!(errors.contains("Nothing was written"), "{errors}");
    assert_eq!(desk.text("all.json"), "as it was");
    desk.fail(1, &["merge", "good.json", "-o", "no/such/folder.json"]);
    assert_eq!(desk.names(), ["all.json", "good.json", "letter.txt"]);
}

#[test]
fn a_refused_revision_is_named_and_the_rest_is_merged() {
    let desk = Desk::new();
    desk.put("FI.json", PARTICIPANT.replacen("\"ongoing\"", "\"implemented\"", 1));
    let output = desk.run(&["merge", "FI.json", "-o", "all.json"]);
    assert_eq!(output.status.code(), Some(0));
    let said = errors(&output);
    assert!(said.contains("FI.json: revision "), "{said}");
    assert!(said.contains("altered or damaged"), "{said}");
    assert!(said.contains("send it again"), "{said}");
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.starts_with("FI.json: 6 new, 0 same, 1 refused\n"), "{report}");
    assert!(desk.fail(1, &["validate", "FI.json"]).contains("altered or damaged"));
    desk.ask(&["validate", "all.json"]);
}

#[test]
fn validating_judges_every_file() {
    let desk = Desk::new();
    desk.put("good.json", PARTICIPANT);
    desk.put("cut.json", &PARTICIPANT[..PARTICIPANT.len() - 100]);
    desk.put("later.json", PARTICIPANT.replacen("\"version\":1", "\"version\":2", 1));
    desk.put("minor.json", include_str!("golden/format-1-minor-7.json"));
    desk.ask(&["validate", "good.json", "minor.json"]);
    let output = desk.run(&["validate", "later.json", "cut.json", "good.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("later.json: the file is of format 2"), "{}", errors(&output));
    assert!(errors(&output).contains("cut.json: warning: the file is incomplete"));
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("cut.json: NOT SOUND") && report.contains("good.json: sound"));
}

#[test]
fn private_notes_of_a_backup_do_not_go_into_a_merged_file() {
    let desk = Desk::new();
    desk.put("backup.json", BACKUP);
    let output = desk.run(&["merge", "backup.json", "-o", "all.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(errors(&output).contains("1 private revisions are left out"));
    assert!(!desk.text("all.json").contains("private"));
    assert!(!desk.text("all.json").contains("diffuser"));
}

#[test]
fn a_merged_file_may_take_the_place_of_one_of_its_sources() {
    let desk = Desk::new();
    desk.put("all.json", PARTICIPANT);
    desk.new_file("new.json", "chair/-/00000000000000c4", "not_applicable");
    desk.ask(&["merge", "all.json", "new.json", "-o", "all.json"]);
    assert_eq!(desk.show(&["all.json"])["entries"].as_array().unwrap().len(), 4);
    assert!(Path::new(&desk.path("all.json")).exists());
}

#[test]
fn a_sheet_goes_out_and_what_was_filled_in_comes_back() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.ask(&["csv", "export", "FI.json", "-o", "FI.csv", "--lang", "fr", "--separator", ";"]);
    let sheet = desk.text("FI.csv");
    assert!(sheet.starts_with("\u{feff}Code de l’État [state];"), "{}", &sheet[..60]);
    let import = ["csv", "import", "FI.csv", "--onto", "FI.json", "-o", "out.json"];
    let import = [&import[..], &["--author", AUTHOR, "--time", "1792000000001"]].concat();
    desk.ask(&import);
    assert_eq!(desk.show(&["out.json"]), desk.show(&["FI.json"]), "nothing was touched");
    desk.put("FI.csv", sheet.replacen(";ongoing;", ";Mis en œuvre;", 1));
    let report = desk.ask(&import);
    let change = "line 2: FI PoA.1.a.1.i status: \"ongoing\" -> \"implemented\"\n";
    assert!(report.starts_with(change), "{report}");
    let status = &desk.show(&["out.json"])["entries"][0]["fields"]["status"];
    assert_eq!(
        (&status["provisional"], &status["contested"]),
        (&json!("implemented"), &json!(false))
    );
    desk.new_file("moved.json", AUTHOR, "not_applicable");
    desk.ask(&["merge", "FI.json", "moved.json", "-o", "FI.json"]);
    assert!(desk.ask(&import).contains("-> \"implemented\" (contested)\n"));
}

#[test]
fn a_sheet_to_begin_with_needs_no_snapshot() {
    let desk = Desk::new();
    let out = ["-o", "NA.csv", "--participant", "NA"];
    desk.ask(&[&["csv", "export"], &out[..]].concat());
    assert_eq!(desk.text("NA.csv").matches("NA,Namibia,").count(), 89);
    assert!(desk.fail(2, &["csv", "export", "-o", "x.csv"]).contains("--participant"));
    desk.fail(2, &["csv", "export", "-o", "x.csv", "--participant", "NA", "--separator", "|"]);
    desk.fail(1, &["csv", "export", "-o", "x.csv", "--participant", "QQ"]);
    desk.put("NA.csv", "state,element,status\nNA,PoA.4,ongoing\n");
    let author = "delegation/NA/00000000000000aa";
    desk.ask(&["csv", "import", "NA.csv", "-o", "NA.json", "--author", author]);
    assert_eq!(desk.show(&["NA.json"])["entries"][0]["participant"], "NA");
    assert!(desk.ask(&["validate", "NA.json"]).contains("participant:NA"));
}

#[test]
fn a_wrong_line_stops_an_import_unless_the_good_ones_are_asked_for() {
    let desk = Desk::new();
    desk.put("s.csv", "state,element,status\nFI,PoA.4,done\nSE,PoA.4,ongoing\nFI,ITI.8,ongoing\n");
    let import = ["csv", "import", "s.csv", "-o", "out.json", "--author", AUTHOR];
    let errors = desk.fail(1, &import);
    assert!(errors.contains("s.csv: Line 2, Status: “done” is not known"), "{errors}");
    assert!(errors.contains("s.csv: Line 3: this line is about Sweden"), "{errors}");
    assert!(errors.contains("Nothing was written") && errors.contains("--good-lines"), "{errors}");
    assert_eq!(desk.names(), ["s.csv"]);
    desk.ask(&[&import[..], &["--good-lines"]].concat());
    let shown = desk.show(&["out.json"]);
    assert_eq!(shown["entries"].as_array().unwrap().len(), 1);
    assert_eq!(shown["entries"][0]["element"], "ITI.8");
    desk.put("s.csv", "PK\u{3}\u{4}");
    assert!(desk.fail(1, &import).contains("CSV UTF-8"));
}
