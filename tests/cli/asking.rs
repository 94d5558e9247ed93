//! What is asked of a file: for whom, for what, and in which shape it comes.

use serde_json::Value;

use super::{AUTHOR, Desk, PARTICIPANT};

/// A file about a participant and a subject that this program does not know,
/// as a later one may write it.
const STRANGE: &str = r#"{
"format":"revcon3-snapshot","version":1,"minor":0,
"revisions":[
{"id":"Qm7wzUyFEl3tIT6lQuhafP5slg4","by":"delegation/QQ/00000000000000aa","e":"Zz.1","s":"QQ","set":{"note":"x"},"t":0,"v":1}
]}
"#;

#[test]
fn whom_nobody_knows_is_said_rather_than_shown_as_silent() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.put("strange.json", STRANGE);
    for arguments in [
        &["show", "FI.json", "--participant", "QQ"][..],
        &["show", "FI.json", "--participant", "QQ", "--json"],
        &["diff", "FI.json", "FI.json", "--participant", "QQ"],
        &["diff", "FI.json", "--since", "2022-07-01", "--participant", "QQ"],
    ] {
        let error = desk.fail(1, arguments);
        assert!(error.contains("QQ is no participant: use the code"), "{arguments:?}: {error}");
    }
    let shown = desk.show(&["strange.json", "--participant", "QQ"]);
    assert_eq!(shown["entries"].as_array().unwrap().len(), 1, "whom a file speaks of is shown");
    desk.ask(&["diff", "FI.json", "strange.json", "--participant", "QQ"]);
    assert!(desk.ask(&["diff", "FI.json", "FI.json", "--participant", "SE"]).contains("no diff"));
}

#[test]
fn what_is_no_element_is_said_rather_than_shown_as_silent() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.put("strange.json", STRANGE);
    let error = desk.fail(1, &["show", "FI.json", "--element", "Zz.1"]);
    assert!(error.contains("“Zz.1” is not an element: use an id that"), "{error}");
    let shown = desk.show(&["strange.json", "--element", "Zz.1"]);
    assert_eq!(shown["entries"].as_array().unwrap().len(), 1);
    let silent = desk.show(&["FI.json", "--element", "poa.4+FI.1"]);
    assert!(silent["entries"].as_array().unwrap().is_empty());
}

#[test]
fn an_entry_whose_history_is_incomplete_says_so_for_programs_too() {
    let desk = Desk::new();
    desk.put("FI.json", PARTICIPANT);
    let shown = desk.show(&["FI.json"]);
    for entry in shown["entries"].as_array().unwrap() {
        // A parent that is not of this entry: see the golden file.
        let incomplete = (entry["element"] == "PoA.1.a.1.ii").then_some(&Value::Bool(true));
        assert_eq!(entry.get("incomplete"), incomplete, "{entry}");
    }
}
