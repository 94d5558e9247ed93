//! What goes wrong quietly with sheets, unless it is said.

use super::Desk;

#[test]
fn a_sheet_has_the_rows_of_a_state_once_however_often_it_is_named() {
    let desk = Desk::new();
    let twice = ["--participant", "NA", "--participant", "FI", "--participant", "NA"];
    let printed = desk.ask(&[&["csv", "export", "-o", "two.csv"], &twice[..]].concat());
    assert_eq!(printed, "two.csv: FI NA\n");
    assert_eq!(desk.text("two.csv").matches("NA,Namibia,").count(), 89);
}
