//! The calendar in two layers: what the source proposes (immutable, precise
//! to the year) and what is on record (with its sources). A target meets the
//! calendar by its year. Does not know texts, which belong to the outline and
//! to `reference`.

use chrono::NaiveDate;

use super::field::{DURATION, PLACE, THEME};

/// What kind of meeting it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingKind {
    /// A Review Conference.
    ReviewConference,
    /// The Preparatory Committee of a Review Conference.
    PreparatoryCommittee,
    /// A Biennial Meeting of States.
    BiennialMeeting,
    /// An open-ended meeting of governmental experts.
    ExpertMeeting,
    /// An open-ended informal working group.
    WorkingGroup,
    /// The open-ended technical expert group that the fourth Review
    /// Conference created.
    TechnicalExpertGroup,
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingOutcome {
    /// It took place.
    Held,
    /// It took place later than planned.
    HeldLate,
    /// The record of the United Nations lists no such meeting.
    NotListed,
    /// It lies ahead.
    Upcoming,
}

/// A meeting that the source proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedMeeting {
    /// Id of the element in the outline (`CAL.2019`).
    pub id: String,
    /// The year.
    pub year: i32,
}

/// What the source leaves to be determined of the meeting it proposes under
/// this id, as fields that States fill with proposals.
pub fn left_open(id: &str) -> &'static [&'static str] {
    match id {
        "CAL.2019" => &[THEME, PLACE, DURATION],
        "CAL.2021" | "CAL.2023" => &[THEME],
        _ => &[],
    }
}

/// A meeting on record, or known to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMeeting {
    /// Its key in the data.
    pub id: String,
    /// The year, which for a late meeting is the year it was held.
    pub year: i32,
    /// Id of the proposal it corresponds to.
    pub proposal: Option<String>,
    /// What kind it is.
    pub kind: MeetingKind,
    /// What became of it.
    pub outcome: MeetingOutcome,
    /// First and last day, where they are known.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The city, where it is known.
    pub place: Option<String>,
    /// Where this is known from: addresses or document symbols.
    pub sources: Vec<String>,
    /// The day to which the record was checked.
    pub as_of: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{outline, proposed_meetings};

    #[test]
    fn what_is_left_open_is_what_the_source_says_is_to_be_determined() {
        let words = [(THEME, "thème central"), (PLACE, "lieu"), (DURATION, "durée")];
        for meeting in proposed_meetings() {
            let text = &outline().get(&meeting.id).unwrap().fr;
            let open = text.contains("à déterminer");
            for (field, word) in words {
                let expected = open && text.contains(word);
                assert_eq!(left_open(&meeting.id).contains(&field), expected, "{text}: {field}");
            }
        }
    }
}
