//! Who may write what, and where it belongs.

use super::{AUTHOR, Desk, PARTICIPANT, errors};

#[test]
fn nobody_writes_a_new_file_for_a_state_that_is_not_theirs() {
    let desk = Desk::new();
    let new = ["new", "-o", "SE.json", "--participant", "SE", "--set", "PoA.4", "note=x"];
    for author in [AUTHOR, "reader/SE/00000000000000aa", "delegation/-/00000000000000aa"] {
        let error = desk.fail(1, &[&new[..], &["--author", author]].concat());
        assert!(error.contains("this is about Sweden, for which this author does not"), "{error}");
    }
    assert_eq!(desk.names(), Vec::<String>::new());
    for author in ["delegation/SE/00000000000000aa", "chair/-/00000000000000c4"] {
        desk.ask(&[&new[..], &["--author", author]].concat());
    }
}

#[test]
fn a_field_that_belongs_elsewhere_is_written_with_a_warning() {
    let desk = Desk::new();
    let new = ["new", "-o", "FI.json", "--participant", "FI", "--set"];
    for (set, advice) in [
        (["Q.1", "status=ongoing"], "warning: Q.1 status: this field does not belong"),
        (["CAL.2022", "target=2022-06-30"], "use one of dates, place, theme, duration"),
        (["PoA.1", "priority=1"], "nothing is stated of this element"),
        (["PoA.4", "answer=x"], "use one of status, target"),
    ] {
        let output = desk.run(&[&new[..], &set].concat());
        assert_eq!(output.status.code(), Some(0), "{set:?}");
        assert!(errors(&output).contains(advice), "{set:?}: {}", errors(&output));
        let shown = desk.show(&["FI.json"]);
        assert_eq!(shown["entries"][0]["element"], set[0], "written all the same");
        let validated = desk.run(&["validate", "FI.json"]);
        assert_eq!(validated.status.code(), Some(0), "a remark is no fault");
        assert!(errors(&validated).contains("remark: revision "), "{}", errors(&validated));
    }
    for set in [["Q.1", "answer=x"], ["CAL.2022", "theme=x"], ["Q.1", "status="]] {
        assert_eq!(errors(&desk.run(&[&new[..], &set].concat())), "", "{set:?}");
    }
    desk.put("FI.json", PARTICIPANT);
    assert_eq!(errors(&desk.run(&["validate", "FI.json"])), "");
}
