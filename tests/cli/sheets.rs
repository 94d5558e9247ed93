//! What goes wrong quietly with sheets, unless it is said.

use serde_json::json;

use super::{AUTHOR, Desk, errors};

#[test]
fn a_sheet_has_the_rows_of_a_state_once_however_often_it_is_named() {
    let desk = Desk::new();
    let twice = ["--participant", "NA", "--participant", "FI", "--participant", "NA"];
    let printed = desk.ask(&[&["csv", "export", "-o", "two.csv"], &twice[..]].concat());
    assert_eq!(printed, "two.csv: FI NA\n");
    assert_eq!(desk.text("two.csv").matches("NA,Namibia,").count(), 89);
}

#[test]
fn a_sheet_that_asks_for_nothing_says_so() {
    let desk = Desk::new();
    desk.new_file("FI.json", AUTHOR, "ongoing");
    desk.ask(&["csv", "export", "FI.json", "-o", "FI.csv"]);
    let import = ["csv", "import", "FI.csv", "-o", "out.json", "--author", AUTHOR];
    let said = errors(&desk.run(&import));
    assert!(said.contains("nothing of FI.csv was taken") && said.contains("--onto"), "{said}");
    assert_eq!(desk.show(&["out.json"])["entries"], json!([]));
    assert_eq!(errors(&desk.run(&[&import[..], &["--onto", "FI.json"]].concat())), "");
    let help = desk.ask(&["csv", "import", "--help"]);
    let help: Vec<&str> = help.split_whitespace().collect();
    assert!(help.join(" ").contains("Without one, only cells that were changed are taken"));
}
