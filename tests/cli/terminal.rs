//! What reaches the terminal of whoever looks at the files of strangers.

use std::path::Path;

use revcon3_tracker::domain::hidden::is_hidden;

use super::Desk;

/// What a command says and prints, whether or not it fails.
fn all_of(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.run(arguments);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn no_file_of_a_stranger_speaks_to_the_terminal() {
    let desk = Desk::new();
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus"));
    for file in std::fs::read_dir(corpus).unwrap() {
        let path = file.unwrap().path();
        let path = path.to_str().unwrap();
        for command in ["validate", "show"] {
            let text = all_of(&desk, &[command, path]);
            let obeyed = |c: &char| is_hidden(*c) || (c.is_control() && !matches!(c, '\n' | '\t'));
            let found: Vec<char> = text.chars().filter(obeyed).collect();
            assert!(found.is_empty(), "{command} {path}: {found:?}");
        }
    }
}

#[test]
fn what_nobody_sees_is_named_for_people_and_left_as_it_is_for_programs() {
    let desk = Desk::new();
    let note = "note=a\u{202E}b\u{9B}31mc\u{7F}";
    desk.ask(&["new", "-o", "FI.json", "--participant", "FI", "--set", "PoA.4", note]);
    let named = "\"a<U+202E>b<U+009B>31mc<U+007F>\"";
    assert!(desk.ask(&["show", "FI.json"]).contains(named));
    let shown = desk.show(&["FI.json"]);
    assert_eq!(shown["entries"][0]["fields"]["note"]["provisional"], note[5..]);
    desk.ask(&["new", "-o", "none.json", "--participant", "FI", "--set", "PoA.4", "note=b"]);
    assert!(desk.ask(&["diff", "none.json", "FI.json"]).contains(named));
    assert!(desk.ask(&["diff", "none.json", "FI.json", "--json"]).contains(&note[5..]));
    desk.put("letter.json", r#"{"format":"\u001b[31m\u0007\r\n"}"#);
    let error = desk.fail(1, &["show", "letter.json"]);
    assert!(error.contains("“<U+001B>[31m<U+0007><U+000D>\u{fffd}”"), "{error}");
}
