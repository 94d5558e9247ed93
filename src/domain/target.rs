//! When an element is due: at a meeting of the calendar, or by a date. Days
//! only; no hours and no time zones.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// A meeting of the source's calendar, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The meeting that the source proposes for a year (`CAL.2022`).
    Meeting(i32),
    /// A day (`2022-06-30`).
    Day(NaiveDate),
}

impl Target {
    /// The year, by which targets are matched to the calendar.
    pub fn year(&self) -> i32 {
        match self {
            Self::Meeting(year) => *year,
            Self::Day(day) => day.year(),
        }
    }
}

/// The text is neither a meeting nor a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTarget(pub String);

impl fmt::Display for InvalidTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a target: use a meeting (CAL.2022) or a day (2022-06-30)", self.0)
    }
}

impl std::error::Error for InvalidTarget {}

/// The day written `YYYY-MM-DD`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let digits = text.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

/// The day as `YYYY-MM-DD`.
pub fn format_day(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

impl FromStr for Target {
    type Err = InvalidTarget;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let meeting = text.strip_prefix("CAL.").and_then(|year| match year.len() {
            4 => year.parse().ok().filter(|year| (2019..=2024).contains(year)),
            _ => None,
        });
        let target = meeting.map(Self::Meeting).or_else(|| parse_day(text).map(Self::Day));
        target.ok_or_else(|| InvalidTarget(text.chars().take(32).collect()))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meeting(year) => write!(f, "CAL.{year}"),
            Self::Day(day) => f.write_str(&format_day(*day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_read_back() {
        for text in ["CAL.2019", "CAL.2024", "2022-06-30", "2024-02-29"] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_and_no_meeting_is_refused() {
        for text in ["", "CAL.2018", "CAL.2025", "CAL.+2022", "2023-02-29", "2022-6-30", "soon"] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_belongs_to_its_year() {
        assert_eq!("2022-06-30".parse::<Target>().unwrap().year(), 2022);
    }
}
