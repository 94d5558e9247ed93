//! What a file claims that was made of others.

use serde_json::Value;

use super::{AUTHOR, Desk, PARTICIPANT, errors};

const EDITION: &str = "osce-fsc-jour-883:2018-01-19";

#[test]
fn whoever_merges_files_of_another_edition_is_told_what_the_merged_one_claims() {
    let desk = Desk::new();
    desk.put("FI.json", PARTICIPANT);
    desk.put("other.json", PARTICIPANT.replacen(EDITION, "osce:2030", 1));
    let said = "other.json: warning: out.json says it is about the edition of this program";
    let merge = ["merge", "FI.json", "other.json", "-o", "out.json"];
    assert!(errors(&desk.run(&merge)).contains(said));
    desk.ask(&["csv", "export", "other.json", "-o", "FI.csv"]);
    let import = ["csv", "import", "FI.csv", "--onto", "other.json", "-o", "out.json"];
    assert!(errors(&desk.run(&[&import[..], &["--author", AUTHOR]].concat())).contains(said));
    let written: Value = serde_json::from_str(&desk.text("out.json")).unwrap();
    assert_eq!(written["edition"]["id"], EDITION);
    desk.ask(&["merge", "FI.json", "-o", "out.json"]);
    assert_eq!(errors(&desk.run(&["merge", "FI.json", "out.json", "-o", "out.json"])), "");
}

#[test]
fn signatures_are_kept_in_a_merged_file_though_they_are_over_another_set() {
    let desk = Desk::new();
    let signed = r#""signatures":["over 2qi2B990lNLN92th51Ktss4pFd8"],"count":"#;
    desk.put("FI.json", PARTICIPANT.replacen("\"count\":", signed, 1));
    desk.new_file("chair.json", "chair/-/00000000000000c4", "ongoing");
    desk.ask(&["merge", "FI.json", "chair.json", "-o", "out.json"]);
    let written: Value = serde_json::from_str(&desk.text("out.json")).unwrap();
    assert_eq!(written["signatures"][0], "over 2qi2B990lNLN92th51Ktss4pFd8");
    assert_ne!(written["fingerprint"], "2qi2B990lNLN92th51Ktss4pFd8");
}

/// The file with one member more.
fn with(name: &str, value: &str) -> String {
    PARTICIPANT.replacen("\"count\":", &format!("{name:?}:{value},\"count\":"), 1)
}

#[test]
fn handling_lines_are_taken_apart_and_joined_again_as_the_format_says() {
    let desk = Desk::new();
    let marked = |marking: &str| PARTICIPANT.replacen("\"OSCE+\"", &format!("{marking:?}"), 1);
    desk.put("one.json", marked("OSCE+; Draft"));
    desk.put("two.json", marked(" Draft ; ; "));
    desk.ask(&["merge", "one.json", "two.json", "-o", "out.json"]);
    let written: Value = serde_json::from_str(&desk.text("out.json")).unwrap();
    assert_eq!(written["marking"], "Draft; OSCE+");
}

#[test]
fn of_unknown_members_the_greater_value_stands_in_the_order_that_the_format_names() {
    let desk = Desk::new();
    let ascending = [
        "null",
        "false",
        "true",
        "-1",
        "2",
        "10",
        "\"B\"",
        "\"a\"",
        "\"é\"",
        "[]",
        "[1]",
        "[1,0]",
        "[2]",
        "{}",
        "{\"a\":2}",
        "{\"a\":2,\"b\":0}",
        "{\"b\":1}",
    ];
    for pair in ascending.windows(2) {
        desk.put("less.json", with("later", pair[0]));
        desk.put("more.json", with("later", pair[1]));
        for files in [["less.json", "more.json"], ["more.json", "less.json"]] {
            desk.ask(&["merge", files[0], files[1], "-o", "out.json"]);
            assert!(
                desk.text("out.json").contains(&format!("\"later\":{},\n", pair[1])),
                "{pair:?}"
            );
        }
    }
}
