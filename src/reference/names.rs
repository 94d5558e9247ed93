//! The names of participants and statuses in each language, and which codes and
//! ids exist. Does not know which language is shown.

use super::{Language, outline, participant, state_name};
use crate::domain::assistance::{AssistanceKind, AssistanceState, Direction};
use crate::domain::diff;
use crate::domain::entry::Standing;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Subject;
use crate::domain::status::Status;
use crate::i18n::{self, Message, msg};

/// Whether the code belongs to a participant: a State, the European Union or a
/// fictional one.
pub fn is_participant(code: ParticipantCode) -> bool {
    participant(code).is_some() || code.is_fictional() || code.as_str() == "EU"
}

/// The name of a participant in a language; the code itself if unknown.
pub fn participant_name(language: Language, code: ParticipantCode) -> String {
    if let Some(name) = state_name(language, code) {
        return name.to_owned();
    }
    let pack = i18n::pack(language);
    match code.as_str() {
        "EU" => pack.text(msg::PARTICIPANT_EU).to_owned(),
        _ if code.is_fictional() => {
            let letter = code.as_str().get(1..).unwrap_or_default();
            i18n::fill(pack.text(msg::PARTICIPANT_FICTIONAL), &[("letter", letter)])
        }
        other => other.to_owned(),
    }
}

/// The message that names a status.
pub fn status_message(status: Status) -> Message {
    match status {
        Status::NotStarted => msg::STATUS_NOT_STARTED,
        Status::InProgress => msg::STATUS_IN_PROGRESS,
        Status::PartlyImplemented => msg::STATUS_PARTLY_IMPLEMENTED,
        Status::Implemented => msg::STATUS_IMPLEMENTED,
        Status::Ongoing => msg::STATUS_ONGOING,
        Status::NotApplicable => msg::STATUS_NOT_APPLICABLE,
    }
}

/// The message that names a standing.
pub fn standing_message(standing: Standing) -> Message {
    match standing {
        Standing::NotStated => msg::STATUS_NOT_STATED,
        Standing::Stated(status) => status_message(status),
        Standing::Contested => msg::STATUS_CONTESTED,
    }
}

/// The message that names a direction of assistance.
pub fn direction_message(direction: Direction) -> Message {
    match direction {
        Direction::Need => msg::ASSISTANCE_NEED,
        Direction::Offer => msg::ASSISTANCE_OFFER,
    }
}

/// The message that names a kind of assistance.
pub fn kind_message(kind: AssistanceKind) -> Message {
    match kind {
        AssistanceKind::Financial => msg::KIND_FINANCIAL,
        AssistanceKind::Technical => msg::KIND_TECHNICAL,
        AssistanceKind::Training => msg::KIND_TRAINING,
        AssistanceKind::Equipment => msg::KIND_EQUIPMENT,
        AssistanceKind::Legal => msg::KIND_LEGAL,
    }
}

/// The message that names a state of assistance.
pub fn state_message(state: AssistanceState) -> Message {
    match state {
        AssistanceState::Open => msg::STATE_OPEN,
        AssistanceState::Matched => msg::STATE_MATCHED,
        AssistanceState::Delivered => msg::STATE_DELIVERED,
        AssistanceState::Withdrawn => msg::STATE_WITHDRAWN,
    }
}

/// The message that names a kind of difference.
pub fn difference_message(kind: diff::Kind) -> Message {
    match kind {
        diff::Kind::Stated => msg::DIFF_STATED,
        diff::Kind::Changed => msg::DIFF_CHANGED,
        diff::Kind::Withdrawn => msg::DIFF_WITHDRAWN,
        diff::Kind::Contested => msg::DIFF_CONTESTED,
        diff::Kind::Resolved => msg::DIFF_RESOLVED,
        diff::Kind::Missing => msg::DIFF_MISSING,
    }
}

/// The subject with this id, ignoring case: an element of the source, an added
/// one (`PoA.4+FI.1`) or `profile`.
pub fn subject_of(id: &str) -> Option<Subject> {
    let (base, added) = id.split_once('+').map_or((id, None), |(base, rest)| (base, Some(rest)));
    let known = match outline().get_ignoring_case(base) {
        Some(element) => element.id.as_str(),
        None if id == "profile" => id,
        None => return None,
    };
    match added.map(str::to_ascii_uppercase) {
        None => known.parse().ok(),
        Some(added) if is_added(&added) => format!("{known}+{added}").parse().ok(),
        Some(_) => None,
    }
}

/// Whether this is a participant's code and a number: `FI.1`.
fn is_added(text: &str) -> bool {
    text.split_once('.').is_some_and(|(code, number)| {
        let digits = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
        let digits = digits && !number.is_empty();
        digits && code.parse::<ParticipantCode>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participants_have_names_and_strangers_their_code() {
        let name = |code: &str| participant_name(Language::English, code.parse().unwrap());
        assert_eq!(name("NA"), "Namibia");
        assert_eq!(name("EU"), "European Union");
        assert_eq!(name("XB"), "Fictional State B");
        assert_eq!(name("QQ"), "QQ");
        assert!(!is_participant("QQ".parse().unwrap()));
        assert!(is_participant("EU".parse().unwrap()) && is_participant("XZ".parse().unwrap()));
    }

    #[test]
    fn a_subject_is_found_in_any_capitals() {
        let subject = |id| subject_of(id).map(|subject| subject.to_string());
        assert_eq!(subject("poa.1.a.1.I").as_deref(), Some("PoA.1.a.1.i"));
        assert_eq!(subject("poa.4+fi.1").as_deref(), Some("PoA.4+FI.1"));
        assert_eq!(subject("profile").as_deref(), Some("profile"));
        for stranger in ["PoA.9", "PoA.4+FI.01", "PoA.4+FI.", ""] {
            assert_eq!(subject(stranger), None, "{stranger}");
        }
    }
}
