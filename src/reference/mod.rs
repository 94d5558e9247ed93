//! The reference data, embedded: the source document's outline, the States, and
//! the meetings on record. Checked on first use and by tests. Translations come
//! from `i18n`; the outline's French text is data here, because it is
//! authoritative.

mod names;

use std::sync::OnceLock;

use crate::domain::meeting::{MeetingKind, MeetingOutcome, ProposedMeeting, RecordedMeeting};
use crate::domain::outline::{Anomaly, ElementData, ElementKind, Outline};
use crate::domain::participant::{Participant, ParticipantCode, RegionalGroup};
use crate::domain::target::parse_day;
pub use crate::i18n::Language;
use crate::i18n::{self, MeetingTexts};
pub use names::{
    difference_message, direction_message, is_participant, kind_message, participant_name,
    standing_message, state_message, status_message, subject_of,
};

include!(concat!(env!("OUT_DIR"), "/reference.rs"));

/// The edition of the source that all ids belong to. Every snapshot contains
/// it, together with [`SOURCE_SHA256`].
pub const EDITION: &str = "osce-fsc-jour-883:2018-01-19";

struct RawElement {
    id: &'static str,
    parent: Option<&'static str>,
    kind: ElementKind,
    taggable: bool,
    marker: &'static str,
    fr: &'static str,
    lines: &'static [u32],
    flags: &'static [&'static str],
    anomalies: &'static [(&'static str, &'static str)],
}

/// Code, whether an OSCE participating State, whether a UN Member, regional group.
type RawParticipant = (&'static str, bool, bool, Option<RegionalGroup>);

struct RawMeeting {
    id: &'static str,
    year: i32,
    proposal: Option<&'static str>,
    kind: MeetingKind,
    outcome: MeetingOutcome,
    start: Option<&'static str>,
    end: Option<&'static str>,
    place: Option<&'static str>,
    sources: &'static [&'static str],
    as_of: &'static str,
}

impl RawElement {
    fn to_data(&self) -> ElementData {
        let owned = |&(quote, emended): &(&str, &str)| Anomaly {
            quote: quote.to_owned(),
            emended: emended.to_owned(),
        };
        ElementData {
            id: self.id.to_owned(),
            parent: self.parent.map(str::to_owned),
            kind: self.kind,
            taggable: self.taggable,
            marker: self.marker.to_owned(),
            fr: self.fr.to_owned(),
            source_lines: self.lines.to_vec(),
            flags: self.flags.iter().map(|&flag| flag.to_owned()).collect(),
            anomalies: self.anomalies.iter().map(owned).collect(),
        }
    }
}

/// The source document as a tree of 194 elements.
#[expect(clippy::expect_used, reason = "embedded data; a test builds it")]
pub fn outline() -> &'static Outline {
    static OUTLINE: OnceLock<Outline> = OnceLock::new();
    OUTLINE.get_or_init(|| {
        let data = ELEMENTS.iter().map(RawElement::to_data).collect();
        Outline::new(data).expect("the embedded outline is a tree in document order")
    })
}

/// The 193 Members of the United Nations, the Holy See and the State of
/// Palestine, ordered by code.
pub fn participants() -> &'static [Participant] {
    static STATES: OnceLock<Vec<Participant>> = OnceLock::new();
    STATES.get_or_init(|| {
        let state = |&(code, osce, un_member, group): &RawParticipant| {
            Some(Participant { code: code.parse().ok()?, osce, un_member, group })
        };
        PARTICIPANTS.iter().filter_map(state).collect()
    })
}

/// The State with this code, if it is one.
pub fn participant(code: ParticipantCode) -> Option<&'static Participant> {
    participants().iter().find(|state| state.code == code)
}

/// The UN short name of a State in a language, if the code is a State's.
pub fn state_name(language: Language, code: ParticipantCode) -> Option<&'static str> {
    let index = PARTICIPANTS.iter().position(|(known, ..)| *known == code.as_str())?;
    i18n::pack(language).name(index)
}

/// An element's text in a language; in French, the source itself.
pub fn translation(language: Language, id: &str) -> Option<&'static str> {
    let element = outline().get(id)?;
    match language {
        Language::French => Some(&element.fr),
        other => i18n::pack(other).outline(element.index()),
    }
}

/// The six meetings that the source proposes, in order.
pub fn proposed_meetings() -> Vec<ProposedMeeting> {
    let meetings = outline().elements().iter().filter(|e| e.kind == ElementKind::Meeting);
    let proposal = |element: &crate::domain::outline::Element| {
        let year = element.id.strip_prefix("CAL.")?.parse().ok()?;
        Some(ProposedMeeting { id: element.id.clone(), year })
    };
    meetings.filter_map(proposal).collect()
}

/// Past and announced meetings, in chronological order.
pub fn recorded_meetings() -> &'static [RecordedMeeting] {
    static MEETINGS: OnceLock<Vec<RecordedMeeting>> = OnceLock::new();
    MEETINGS.get_or_init(|| RECORD.iter().filter_map(RawMeeting::to_meeting).collect())
}

/// The texts of a recorded meeting, by its index in [`recorded_meetings`].
pub fn meeting_texts(language: Language, index: usize) -> Option<&'static MeetingTexts> {
    i18n::pack(language).record(index)
}

impl RawMeeting {
    fn to_meeting(&self) -> Option<RecordedMeeting> {
        let day = |text: Option<&str>| text.and_then(parse_day);
        Some(RecordedMeeting {
            id: self.id.to_owned(),
            year: self.year,
            proposal: self.proposal.map(str::to_owned),
            kind: self.kind,
            outcome: self.outcome,
            days: day(self.start).zip(day(self.end)),
            place: self.place.map(str::to_owned),
            sources: self.sources.iter().map(|&source| source.to_owned()).collect(),
            as_of: parse_day(self.as_of)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_data_is_whole() {
        assert_eq!(outline().elements().len(), 194);
        assert_eq!(participants().len(), 195);
        assert_eq!(participants().iter().filter(|state| state.osce).count(), 57);
        assert_eq!(participants().iter().filter(|state| state.un_member).count(), 193);
        assert_eq!(proposed_meetings().len(), 6);
        assert_eq!(recorded_meetings().len(), RECORD.len());
    }

    #[test]
    fn every_text_is_there_in_every_language() {
        for language in Language::ALL {
            for element in outline().elements() {
                assert!(!translation(language, &element.id).unwrap().is_empty(), "{}", element.id);
            }
            for state in participants() {
                assert!(!state_name(language, state.code).unwrap().is_empty(), "{}", state.code);
            }
            for (index, meeting) in recorded_meetings().iter().enumerate() {
                assert!(!meeting_texts(language, index).unwrap().name.is_empty(), "{}", meeting.id);
            }
        }
    }

    #[test]
    fn a_recorded_meeting_answers_to_a_proposal_of_the_source() {
        let proposals: Vec<_> = proposed_meetings().into_iter().map(|m| m.id).collect();
        for meeting in recorded_meetings() {
            assert!(meeting.proposal.as_ref().is_none_or(|id| proposals.contains(id)));
            assert!(meeting.days.is_none_or(|(first, last)| first <= last));
            assert!(!meeting.sources.is_empty());
        }
    }
}
