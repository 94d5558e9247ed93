//! The dated meetings on record as an iCalendar file (RFC 5545), for calendar
//! programs. Meetings are whole days, without time and time zone.

use chrono::{Days, NaiveDate};

use crate::reference::{Language, meeting_texts, recorded_meetings};

/// The file name.
pub const FILE_NAME: &str = "revcon3-meetings.ics";

/// The maximum length of a line in octets, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// Every meeting on record whose days are known. The UIDs never change, so that
/// importing the file again updates the events.
pub fn write(language: Language) -> String {
    let mut file = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//RevCon3 tracker//Meetings//EN"] {
        push(&mut file, line);
    }
    for (index, meeting) in recorded_meetings().iter().enumerate() {
        let (Some((first, last)), Some(texts)) = (meeting.days, meeting_texts(language, index))
        else {
            continue;
        };
        // The end date of an event is exclusive.
        let end = last.checked_add_days(Days::new(1)).unwrap_or(last);
        let note = format!("{}\n\n{}", texts.note, meeting.sources.join("\n"));
        push(&mut file, "BEGIN:VEVENT");
        push(&mut file, &format!("UID:revcon3-tracker-{}", meeting.id));
        // The time stamp is the day on which the record was checked.
        push(&mut file, &format!("DTSTAMP:{}T000000Z", digits(meeting.as_of)));
        push(&mut file, &format!("DTSTART;VALUE=DATE:{}", digits(first)));
        push(&mut file, &format!("DTEND;VALUE=DATE:{}", digits(end)));
        push(&mut file, &text("SUMMARY", language, &texts.name));
        if !texts.place.is_empty() {
            push(&mut file, &text("LOCATION", language, &texts.place));
        }
        push(&mut file, &text("DESCRIPTION", language, &note));
        push(&mut file, "TRANSP:TRANSPARENT");
        push(&mut file, "END:VEVENT");
    }
    push(&mut file, "END:VCALENDAR");
    file
}

/// A day as `20180618`.
fn digits(day: NaiveDate) -> String {
    day.to_string().replace('-', "")
}

/// A property with a text and its language.
fn text(name: &str, language: Language, value: &str) -> String {
    let mut line = format!("{name};LANGUAGE={}:", language.tag());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => line.extend(['\\', c]),
            '\n' => line.push_str("\\n"),
            _ => line.push(c),
        }
    }
    line
}

/// Adds a line, folded if it is too long, never within a character.
fn push(file: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        file.push(c);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_a_reader_must_take() {
        for language in Language::ALL {
            let file = write(language);
            assert!(file.ends_with("END:VCALENDAR\r\n"));
            assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
            let longest = file.split("\r\n").map(str::len).max();
            assert_eq!(longest, Some(LINE), "{}", language.tag());
        }
    }

    #[test]
    fn what_means_something_to_a_reader_is_marked() {
        let line = text("SUMMARY", Language::English, "a, b; c\\d\ne");
        assert_eq!(line, "SUMMARY;LANGUAGE=en:a\\, b\\; c\\\\d\\ne");
    }
}
