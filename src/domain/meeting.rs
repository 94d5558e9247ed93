//! The calendar in two layers: what the source proposes (immutable, precise to
//! the year) and what is on record (with sources). Targets are matched to the
//! calendar by year. Does not know texts, which belong to the outline and to
//! `reference`.

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

/// The outcome of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingOutcome {
    /// It took place.
    Held,
    /// It took place later than planned.
    HeldLate,
    /// The record of the United Nations lists no such meeting.
    NotListed,
    /// It is in the future.
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

/// The fields that the source leaves open for the meeting with this id, and for
/// which States make proposals.
pub fn left_open(id: &str) -> &'static [&'static str] {
    match id {
        "CAL.2019" => &[THEME, PLACE, DURATION],
        "CAL.2021" | "CAL.2023" => &[THEME],
        _ => &[],
    }
}

/// A meeting on record, or one announced to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMeeting {
    /// Its key in the reference data.
    pub id: String,
    /// The year, which for a late meeting is the year it was held.
    pub year: i32,
    /// Id of the corresponding proposal.
    pub proposal: Option<String>,
    /// What kind it is.
    pub kind: MeetingKind,
    /// Its outcome.
    pub outcome: MeetingOutcome,
    /// First and last day, if known.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The city, if known.
    pub place: Option<String>,
    /// The sources of this record: addresses or document symbols.
    pub sources: Vec<String>,
    /// The day on which the record was last checked.
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
