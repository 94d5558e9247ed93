//! What strangers may send: each is refused by name, and nothing else is lost.

use revcon3_tracker::domain::revision::{Body, MAX_FIELDS, MAX_PARENTS, RevisionId};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::canonical::{from_line, from_text, identify, to_line};
use revcon3_tracker::snapshot::format::MAX_REFUSALS;
use revcon3_tracker::snapshot::{
    self, Fault, Reading, RevisionError, SnapshotError, Warning, read,
};

use crate::support::body;
use crate::support::proof::signed;

const GOOD: &str = include_str!("golden/one-revision.json");
const CHAIR: &str = "chair/-/00000000000000c4";

/// A file with one good revision and these lines beside it.
fn file_with(lines: &[&str]) -> String {
    let lines = [&[GOOD.trim()], lines].concat().join(",\n");
    format!(
        "{{\"format\":\"revcon3-snapshot\",\"version\":1,\"minor\":0,\"revisions\":[\n{lines}\n]}}"
    )
}

fn read_text(text: &str) -> Reading {
    read(text.as_bytes()).unwrap()
}

/// A well-made body with one member replaced.
fn with(member: &str, value: &str) -> String {
    let mut members: serde_json::Value = serde_json::from_str(
        r#"{"v":1,"s":"FI","e":"Q.1","by":"chair/-/00000000000000c4","t":0,"set":{"answer":"a"}}"#,
    )
    .unwrap();
    members[member] = serde_json::from_str(value).unwrap();
    signed(&members)
}

fn without(member: &str) -> String {
    let members = r#"{"v":1,"s":"FI","e":"Q.1","by":"chair/-/00000000000000c4","t":0,"set":{}}"#;
    let mut members: serde_json::Value = serde_json::from_str(members).unwrap();
    members.as_object_mut().unwrap().remove(member);
    signed(&members)
}

#[test]
fn the_helpers_of_this_table_make_good_revisions() {
    assert!(from_line(&with("t", "1")).is_ok());
    assert_eq!(read_text(&file_with(&[&with("t", "1")])).snapshot.ledger.len(), 2);
}

#[test]
fn each_bad_revision_is_refused_by_name_and_the_others_are_read() {
    let good = with("t", "5");
    let duplicate =
        |name: &str| good.replacen("\"answer\"", &format!("\"{name}\":1,\"answer\""), 1);
    let value = |json: &str| good.replacen("\"a\"", json, 1);
    let deep = format!("{}{}", "[".repeat(5), "]".repeat(5));
    let very_deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (line, expected) in [
        (value("\"b\""), "altered or damaged"),
        (duplicate("answer"), "“answer” occurs twice"),
        (duplicate("\\u0061nswer"), "“answer” occurs twice"),
        (good.replacen("\"by\"", "\"v\":1,\"by\"", 1), "“v” occurs twice"),
        (value("1.5"), "not an integer"),
        (value("1.0"), "not an integer"),
        (value("1e3"), "not an integer"),
        (value("-0"), "not an integer"),
        (value("9007199254740992"), "not an integer"),
        (value("-9007199254740992"), "not an integer"),
        (value("18446744073709551616"), "not an integer"),
        (value(&deep), "more than 8 deep"),
        (value(&very_deep), "more than 8 deep"),
        (good.replacen("\"answer\"", "\"é\":1,\"answer\"", 1), "not printable ASCII"),
        (good.replacen("\"answer\"", "\"a\\u0007\":1,\"answer\"", 1), "not printable ASCII"),
        (with("v", "2"), "update this program"),
        (with("v", "0"), "“v” must be 1"),
        (with("v", "\"1\""), "“v” must be an integer"),
        (with("s", "\"FIN\""), "two capital letters"),
        (with("s", "7"), "“s” must be text"),
        (with("e", "\"PoA 4\""), "“e”: “PoA 4” is not a subject"),
        (with("e", "\"\""), "is not a subject"),
        (with("by", "\"king/FI/0000000000000001\""), "is not an author"),
        (with("t", "\"now\""), "“t” must be an integer"),
        (with("t", "null"), "“t” must be an integer"),
        (with("p", "[]"), "“p” is empty"),
        (with("p", "[\"short\"]"), "is not a revision id"),
        (with("p", "[1]"), "“p” must be a list"),
        (with("p", "null"), "“p” must be a list"),
        (with("set", "[]"), "“set” must be an object"),
        (with("set", "{\"a b\":1}"), "is not a field name"),
        (with("set", "{\"\":1}"), "is not a field name"),
        (with("set", "{\"private.note\":\"x\"}"), "stands among the shared"),
        (without("set"), "“set” is missing"),
        (without("by"), "“by” is missing"),
        ("{}".into(), "“id” is missing"),
        ("null".into(), "not a JSON object"),
        ("[[[[]]]]".into(), "not a JSON object"),
        ("\"text\"".into(), "not a JSON object"),
        (good.replacen("\"id\":\"", "\"id\":\"!", 1), "is not a revision id"),
    ] {
        let reading = read_text(&file_with(&[&line, &with("t", "9")]));
        let shown = &line[..line.len().min(120)];
        assert_eq!(reading.refused.len(), 1, "{shown}");
        let message = reading.refused[0].to_string();
        assert!(message.contains(expected), "{shown}\n{message}");
        assert_eq!(reading.snapshot.ledger.len(), 2, "{shown}");
    }
}

#[test]
fn the_deepest_value_that_is_allowed_is_read() {
    let line = with("set", "{\"answer\":[[[[1]]]]}");
    assert!(from_line(&line).is_ok());
    assert_eq!(read_text(&file_with(&[&line])).refused, []);
    assert!(from_text("[[[[1]]]]").is_ok());
    assert_eq!(from_text("[[[[[1]]]]]"), Err(Fault::TooDeep));
    let deeper = with("set", "{\"answer\":[[[[[1]]]]]}");
    assert_eq!(from_line(&deeper), Err(RevisionError::Json(Fault::TooDeep)));
}

#[test]
fn too_many_parents_or_fields_are_refused() {
    let many = |parents: u8, fields: usize| -> Body {
        let names: Vec<String> = (0..fields).map(|number| format!("x{number}")).collect();
        let sets = names.iter().map(|name| (name.as_str(), Value::Null));
        let parents = (0..=parents).flat_map(|a| [[a; 20], [a ^ 0xff; 20]]).collect::<Vec<_>>();
        let ids = parents.into_iter().map(RevisionId::from_bytes).collect();
        body(CHAIR, 0, ids, sets, 0)
    };
    let most = to_line(&identify(many(127, MAX_FIELDS)));
    assert_eq!(from_line(&most).unwrap().body().parents.len(), MAX_PARENTS);
    let fields = to_line(&identify(many(0, MAX_FIELDS + 1)));
    assert_eq!(from_line(&fields), Err(RevisionError::TooManyFields(65)));
    let mut crowd = many(0, 1);
    crowd.parents = (0..257_u16)
        .map(|n| {
            let mut bytes = [0; 20];
            bytes[..2].copy_from_slice(&n.to_be_bytes());
            RevisionId::from_bytes(bytes)
        })
        .collect();
    let parents = to_line(&identify(crowd));
    assert_eq!(from_line(&parents), Err(RevisionError::TooManyParents(257)));
}

#[test]
fn what_is_no_snapshot_is_refused_whole() {
    for (text, expected) in [
        ("{}", "not a RevCon3 snapshot"),
        ("[]", "not a RevCon3 snapshot"),
        ("null", "not a RevCon3 snapshot"),
        ("%PDF-1.7", "not a RevCon3 snapshot"),
        ("{\"format\":\"geojson\"}", "but “geojson”"),
        ("{\"format\":1,\"version\":1,\"revisions\":[]}", "not a RevCon3 snapshot"),
        ("{\"format\":\"revcon3-snapshot\",\"revisions\":[]}", "format version"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":\"1\",\"revisions\":[]}", "format version"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":0,\"revisions\":[]}", "format version"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":1.0,\"revisions\":[]}", "format version"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":1}", "no list of revisions"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":1,\"revisions\":{}}", "damaged"),
        ("{\"format\":\"revcon3-snapshot\",\"version\":1,\"revisions\":[", "damaged"),
        (
            "{\"format\":\"revcon3-snapshot\",\"format\":\"x\",\"version\":1,\"revisions\":[]}",
            "“format” of the file occurs twice",
        ),
        (
            "{\"format\":\"revcon3-snapshot\",\"version\":1,\"revisions\":[],\"revisions\":[]}",
            "“revisions” of the file occurs twice",
        ),
        (
            "{\"format\":\"revcon3-snapshot\",\"version\":1,\"authors\":{\"a\":1,\"\\u0061\":2},\
             \"revisions\":[]}",
            "“a” of the file occurs twice",
        ),
    ] {
        let error = read(text.as_bytes()).expect_err(text).to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_later_version_is_refused_whole_with_what_to_do() {
    let text = file_with(&[]).replacen(
        "\"version\":1",
        "\"version\":2,\"app\":{\"name\":\"revcon3-tracker\",\"version\":\"2.3.0\"}",
        1,
    );
    let error = read(text.as_bytes()).unwrap_err();
    let app = "revcon3-tracker 2.3.0".to_owned();
    assert_eq!(error, SnapshotError::NewerVersion { version: 2, app });
    assert!(error.to_string().contains("update this program"), "{error}");
    // A damaged one, too: what is intact in it may mean something else.
    let lines =
        text.replace(",\"app\"", ",\n\"app\"").replace(",\"revisions\"", ",\n\"revisions\"");
    let cut = &lines[..lines.len() - 3];
    assert!(matches!(read(cut.as_bytes()), Err(SnapshotError::NewerVersion { .. })));
}

#[test]
fn refusals_beyond_what_a_person_reads_are_counted() {
    let reading = read_text(&file_with(&vec!["0"; MAX_REFUSALS + 3]));
    assert_eq!(reading.refused.len(), MAX_REFUSALS);
    assert!(reading.warnings.contains(&Warning::MoreRefused(3)));
    assert_eq!(reading.snapshot.ledger.len(), 1);
}

#[test]
fn private_revisions_are_read_from_backups_only() {
    let private = with("set", "{\"private.note\":\"x\"}");
    let list = format!("\"private\":[{private}],\"revisions\"");
    let text = file_with(&[]).replacen("\"revisions\"", &list, 1);
    let share = read_text(&text);
    assert_eq!(share.snapshot.private, None, "{share:?}");
    let exported = |scope: &str| {
        let exported = format!("\"exported\":{{\"t\":0,\"by\":\"{CHAIR}\",\"scope\":\"{scope}\"}}");
        read_text(&text.replacen("\"minor\"", &format!("{exported},\"minor\""), 1))
    };
    assert!(exported("participant:FI").warnings.contains(&Warning::PrivateIgnored(1)));
    assert_eq!(exported("backup").snapshot.private.unwrap().len(), 1);
    let open = text.replacen("private.note", "private_note", 1);
    assert!(read_text(&open).refused.len() == 1, "its hash is wrong now");
    let shared = format!("\"private\":[{}],\"revisions\"", with("t", "3"));
    let reading = read_text(&file_with(&[]).replacen("\"revisions\"", &shared, 1));
    assert!(matches!(reading.refused[0].reason, RevisionError::NotPrivate(_)));
}

#[test]
fn a_member_of_the_envelope_that_is_no_strict_json_costs_only_itself() {
    let unescapable = r#""\ud800""#;
    let faulty = [
        format!("\"marking\":{unescapable}"),
        format!("{unescapable}:1"),
        "\"zz\":1e309".to_owned(),
        format!("\"zz\":{}", "9".repeat(310)),
        "\"zz\":1.5".to_owned(),
    ];
    for member in faulty {
        // On one line, nothing could be salvaged line by line.
        let file = file_with(&[]).replace('\n', "").replacen('{', &format!("{{{member},"), 1);
        let reading = read_text(&file);
        assert_eq!(reading.snapshot.ledger.len(), 1, "{file}");
        assert!(!reading.warnings.is_empty(), "{file}");
    }
}

#[test]
fn a_duplicate_is_seen_beside_any_other_fault() {
    for inner in [r#""a":1,"f":1.5,"a":2"#, r#""f":1.5,"a":1,"a":2"#] {
        let file = file_with(&[]).replacen('{', &format!("{{\"zz\":{{{inner}}},"), 1);
        let refused = matches!(read(file.as_bytes()), Err(SnapshotError::DuplicateMember(_)));
        assert!(refused, "{file}");
    }
}

#[test]
fn an_altered_copy_in_a_damaged_file_does_not_cost_the_genuine_one() {
    let genuine = with("t", "5");
    let altered = genuine.replacen("\"a\"", "\"b\"", 1);
    let file = format!("{}\n}}\n{genuine},\n", file_with(&[&altered]));
    let reading = read_text(&file);
    assert_eq!(reading.snapshot.ledger.len(), 2);
    assert_eq!(reading.refused.len(), 1, "the altered copy, once");
}

#[test]
fn nothing_after_the_end_of_a_file_is_taken_for_its_header() {
    let file =
        format!("{}\n\"marking\":\"FORGED\",\n\"zz\":1,\n", file_with(&[]).replace('\n', ""));
    let reading = read_text(&file);
    assert_eq!(reading.snapshot.ledger.len(), 1);
    assert_eq!(reading.snapshot.marking, "");
    assert!(!snapshot::write(&reading.snapshot).contains("zz"));
}
