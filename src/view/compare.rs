//! The display of a comparison: the meetings offered, and the filter. Does not
//! compare; see `domain::diff`.

use chrono::NaiveDate;

use crate::domain::diff::{Change, Kind};
use crate::domain::meeting::{MeetingOutcome, RecordedMeeting};
use crate::domain::participant::ParticipantCode;

/// The meetings that took place and ended before today, with their index in the
/// record, latest first.
pub fn past_meetings(record: &[RecordedMeeting], today: NaiveDate) -> Vec<(usize, NaiveDate)> {
    let past = |(place, meeting): (usize, &RecordedMeeting)| {
        let held = matches!(meeting.outcome, MeetingOutcome::Held | MeetingOutcome::HeldLate);
        let last = meeting.days.map(|(_, last)| last).filter(|last| held && *last < today)?;
        Some((place, last))
    };
    // The record is in chronological order.
    record.iter().enumerate().rev().filter_map(past).collect()
}

/// A filter of differences; empty parts accept everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The participant.
    pub participant: Option<ParticipantCode>,
    /// The kinds; all if empty.
    pub kinds: Vec<Kind>,
}

impl Wanted {
    /// Adds a kind to the filter, or removes it.
    pub fn toggle(&mut self, kind: Kind) {
        match self.kinds.iter().position(|wanted| *wanted == kind) {
            Some(position) => drop(self.kinds.remove(position)),
            None => self.kinds.push(kind),
        }
    }

    /// Whether a difference is about the filtered participant.
    pub fn is_about(&self, change: &Change) -> bool {
        self.participant.is_none_or(|only| only == change.participant)
    }

    /// Whether a difference passes the filter.
    pub fn wants(&self, change: &Change) -> bool {
        self.is_about(change) && (self.kinds.is_empty() || self.kinds.contains(&change.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::parse_day;
    use crate::reference::recorded_meetings;

    /// The ids of the meetings offered on a day.
    fn keys(today: &str) -> Vec<&'static str> {
        let past = past_meetings(recorded_meetings(), parse_day(today).unwrap());
        past.into_iter().map(|(place, _)| recorded_meetings()[place].id.as_str()).collect()
    }

    #[test]
    fn one_can_ask_since_any_meeting_that_took_place_the_latest_first() {
        let until_2024 =
            ["revcon4", "revcon4-prepcom", "bms8", "bms7", "revcon3", "revcon3-prepcom"];
        assert_eq!(keys("2024-07-01"), until_2024);
        assert_eq!(keys("2022-07-01")[0], "bms7", "the last day is not over");
        assert_eq!(keys("2022-07-02")[0], "bms8");
        assert_eq!(keys("2018-01-01"), Vec::<&str>::new());
        let all = keys("2040-01-01");
        assert!(!all.contains(&"mge-2023") && !all.contains(&"bms10"), "{all:?}");
        assert!(!all.contains(&"oeteg-2026"), "its days are not on record");
    }

    #[test]
    fn a_difference_passes_if_its_state_and_its_kind_are_wanted() {
        let change = |code: &str, kind| Change {
            participant: code.parse().unwrap(),
            subject: "PoA.4".parse().unwrap(),
            place: None,
            field: "status".parse().unwrap(),
            kind,
            before: Vec::new(),
            after: Vec::new(),
        };
        let mut wanted = Wanted::default();
        assert!(wanted.wants(&change("FI", Kind::Stated)));
        wanted.toggle(Kind::Stated);
        wanted.participant = "FI".parse().ok();
        assert!(wanted.wants(&change("FI", Kind::Stated)));
        assert!(!wanted.wants(&change("FI", Kind::Changed)));
        assert!(!wanted.wants(&change("SE", Kind::Stated)));
        wanted.toggle(Kind::Stated);
        assert!(wanted.wants(&change("FI", Kind::Changed)));
    }
}
