//! The overview against a count of its own, on the revisions of the States of
//! the OSCE: what each one's last word on a status is, found without the
//! projection.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that panics has failed")]

mod support;

use revcon3_tracker::domain::entry::Standing;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::{outline, participants};
use revcon3_tracker::view::overview::{Group, by_section, columns, obstacles, rows, sections};

use support::{ledger, words};

#[test]
fn the_table_says_what_every_state_said_last() {
    let ledger = ledger();
    let codes = Group::Osce.members(participants(), &ledger.participants());
    assert_eq!(codes.len(), 57);
    let rows = rows(&ledger, outline(), &codes);
    let words = words(&ledger, "status");
    let columns = columns(outline());
    let mut stated = 0;
    for row in &rows {
        for (standing, element) in row.standings.iter().zip(&columns) {
            let said = words.get(&(row.code, element.id.clone()));
            let expected = match said.map(Vec::as_slice) {
                None | Some([Value::Null]) => Standing::NotStated,
                Some([one]) => {
                    Standing::Stated(one.as_text().expect("text").parse().expect("known"))
                }
                Some(_) => Standing::Contested,
            };
            assert_eq!(*standing, expected, "{} {}", row.code, element.id);
            stated += u32::from(expected != Standing::NotStated);
        }
        assert!(row.own, "{}", row.code);
        assert_eq!(row.tally.total(), 86);
    }
    assert!(stated > 1000, "{stated}");
    let sums = by_section(outline(), &rows);
    assert_eq!(sums.len(), sections(outline()).len());
    assert_eq!(sums.iter().map(|(_, tally)| tally.stated()).sum::<u32>(), stated);
    assert_eq!(sums.iter().map(|(_, tally)| tally.total()).sum::<u32>(), 57 * 89);
}

#[test]
fn every_obstacle_that_stands_is_quoted_once() {
    let ledger = ledger();
    let words = words(&ledger, "obstacle");
    let found = obstacles(&ledger, outline());
    let count = found.iter().map(|(_, said)| said.len()).sum::<usize>();
    let expected = words.iter().filter(|((_, subject), values)| {
        outline().get(subject).is_some() && values.iter().any(|value| !value.is_null())
    });
    assert_eq!(count, expected.count());
    assert!(count > 100, "{count}");
    for (index, said) in found {
        let id = &outline().elements()[index].id;
        for (code, text) in said {
            let values = &words[&(code, id.clone())];
            assert!(values.iter().any(|v| v.as_text().is_some_and(|v| v.trim() == text)), "{id}");
        }
    }
}
