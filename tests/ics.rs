//! The iCalendar file as another program reads it.

use std::collections::BTreeSet;

use icalendar::{Calendar, Component, DatePerhapsTime, Event};

use revcon3_tracker::i18n::Language;
use revcon3_tracker::reference::recorded_meetings;
use revcon3_tracker::report::ics;

use crate::cli::Desk;

fn events(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().expect("another program reads it");
    calendar.components.iter().filter_map(|part| part.as_event().cloned()).collect()
}

fn day(found: Option<DatePerhapsTime>) -> chrono::NaiveDate {
    match found {
        Some(DatePerhapsTime::Date(day)) => day,
        other => panic!("not a day: {other:?}"),
    }
}

#[test]
fn another_program_finds_every_dated_meeting_on_its_days() {
    let dated: Vec<_> = recorded_meetings().iter().filter(|it| it.days.is_some()).collect();
    // Counted by hand in the record: RevCon3 and RevCon4 with their Preparatory Committees, and
    // three Biennial Meetings.
    assert_eq!(dated.len(), 7);
    for language in Language::ALL {
        let events = events(&ics::write(language));
        assert_eq!(events.len(), dated.len());
        for (event, meeting) in events.iter().zip(&dated) {
            let (first, last) = meeting.days.expect("dated");
            assert_eq!(event.get_uid(), Some(format!("revcon3-tracker-{}", meeting.id).as_str()));
            assert_eq!(day(event.get_start()), first);
            assert_eq!(day(event.get_end()), last.succ_opt().expect("a day after"));
            assert!(event.get_summary().is_some_and(|summary| !summary.is_empty()));
            assert!(event.get_description().is_some_and(|text| text.contains("\n\n")));
        }
        let uids: BTreeSet<_> = events.iter().filter_map(Component::get_uid).collect();
        assert_eq!(uids.len(), events.len());
    }
}

#[test]
fn the_command_line_writes_the_same_file_in_the_language_asked_for() {
    let desk = Desk::new();
    assert_eq!(desk.ask(&["ics", "-o", "meetings.ics", "--lang", "ru"]), "meetings.ics\n");
    assert_eq!(desk.text("meetings.ics"), ics::write(Language::Russian));
    let said = desk.fail(2, &["ics", "-o", "meetings.ics", "--lang", "xx"]);
    assert!(said.contains("use one of ar, zh, en"), "{said}");
}
