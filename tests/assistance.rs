//! Needs and offers as rows, as another program reads them.

use crate::cli::Desk;

#[test]
fn another_program_reads_every_need_and_offer_once_and_no_formula() {
    let desk = Desk::new();
    let need =
        r#"assistance:a={"direction":"need","kind":"training","state":"open","note":"=1+1"}"#;
    let offer = r#"assistance:b={"direction":"offer","kind":"legal","state":"matched","partner":"NA; \"x\""}"#;
    desk.ask(&["new", "-o", "fi.json", "--participant", "FI", "--set", "PoA.1.a.1.i", need]);
    desk.ask(&["new", "-o", "na.json", "--participant", "NA", "--set", "PoA.4", offer]);
    for separator in [",", ";"] {
        desk.ask(&[
            "csv",
            "assistance",
            "fi.json",
            "na.json",
            "-o",
            "out.csv",
            "--separator",
            separator,
        ]);
        let text = desk.text("out.csv");
        let text = text.strip_prefix('\u{feff}').expect("Excel needs the mark");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator.as_bytes()[0])
            .from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2);
        let cells = |row: &csv::StringRecord, from: usize, to: usize| {
            row.iter().skip(from).take(to - from).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(cells(&rows[0], 0, 3), ["FI", "Finland", "PoA.1.a.1.i"]);
        assert_eq!(cells(&rows[0], 4, 7), ["need", "training", "open"]);
        assert_eq!(cells(&rows[0], 7, 10), ["Need · Training · Open", "", "'=1+1"]);
        assert_eq!(cells(&rows[1], 0, 3), ["NA", "Namibia", "PoA.4"]);
        assert_eq!(
            cells(&rows[1], 4, 9),
            ["offer", "legal", "matched", "Offer · Legal · Matched", "NA; \"x\""]
        );
    }
}
