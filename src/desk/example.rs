//! An example to try things on: three fictional States with some progress, one
//! of them contested between delegation and chair. Generated from the outline,
//! always the same.

use std::collections::BTreeMap;

use crate::domain::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use crate::domain::entry::field;
use crate::domain::evidence::Evidence;
use crate::domain::ledger::Ledger;
use crate::domain::ordered::Ordered;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, FieldName, Role};
use crate::domain::status::Status;
use crate::domain::value::Value;
use crate::reference::outline;

use super::edit::revise;
use super::{Edit, key_of};

/// The fictional State that the user plays.
pub const OWN: &str = "XA";

const STATES: [&str; 3] = [OWN, "XB", "XC"];
const DAY: i64 = 86_400_000;

/// The example, as if written in the weeks before `now` (milliseconds since
/// 1970).
pub fn ledger(now: i64) -> Ledger {
    let mut ledger = Ledger::default();
    for (state, code) in STATES.iter().enumerate() {
        let Ok(participant) = code.parse::<ParticipantCode>() else {
            continue;
        };
        for (place, element) in outline().taggable().enumerate() {
            let mixed = place * 7 + state * 5 + place / 6;
            if mixed % 4 == 3 {
                continue; // not stated
            }
            let time = now - DAY * 30 + DAY / 40 * i64::try_from(place).unwrap_or_default();
            let set = fields(mixed, place);
            write(
                &mut ledger,
                participant,
                element,
                &author(Role::Delegation, Some(participant)),
                time,
                set,
            );
        }
    }
    disagree(&mut ledger, now);
    ledger
}

fn author(role: Role, participant: Option<ParticipantCode>) -> AuthorId {
    let device = participant.map_or(1, |code| u64::from(code.as_str().as_bytes()[1]));
    AuthorId { role, participant, device }
}

fn fields(mixed: usize, place: usize) -> Vec<(String, Value)> {
    let status = Status::ALL[mixed % Status::ALL.len()];
    let mut set = vec![(field::STATUS.to_owned(), Value::text(status.key()))];
    if matches!(status, Status::InProgress | Status::PartlyImplemented) {
        let year = [2020, 2022, 2024][place % 3];
        set.push((field::TARGET.to_owned(), Value::text(format!("CAL.{year}"))));
    }
    if place % 29 == 4 {
        set.push((field::PRIORITY.to_owned(), Value::Integer(i64::from(place as u32 / 29 + 1))));
    }
    if place % 11 == 2 {
        let evidence = Evidence {
            title: "Act 12/2019".into(),
            link: "https://example.org/act-12-2019".into(),
            date: "2019-05-01".into(),
            unknown: BTreeMap::new(),
        };
        set.push((format!("{}e1", field::EVIDENCE), evidence.to_value()));
    }
    if place % 13 == 5 {
        let assistance = Assistance {
            direction: if place.is_multiple_of(2) { Direction::Need } else { Direction::Offer },
            kind: AssistanceKind::ALL[place % AssistanceKind::ALL.len()],
            state: AssistanceState::Open,
            partner: String::new(),
            note: String::new(),
            unknown: BTreeMap::new(),
        };
        set.push((format!("{}a1", field::ASSISTANCE), assistance.to_value()));
    }
    set
}

/// The chair and the delegation write about the same element without having
/// seen each other's revision.
fn disagree(ledger: &mut Ledger, now: i64) {
    let Some(element) = outline().get("PoA.1.a.1.iii") else {
        return;
    };
    let Ok(own) = OWN.parse::<ParticipantCode>() else {
        return;
    };
    let before = ledger.clone();
    let status = |status: Status| vec![(field::STATUS.to_owned(), Value::text(status.key()))];
    let mut other = before;
    let delegation = author(Role::Delegation, Some(own));
    write(ledger, own, element, &delegation, now - 2 * DAY, status(Status::Implemented));
    write(
        &mut other,
        own,
        element,
        &author(Role::Chair, None),
        now - DAY,
        status(Status::InProgress),
    );
    ledger.union(&other);
}

fn write(
    ledger: &mut Ledger,
    participant: ParticipantCode,
    element: &Element,
    author: &AuthorId,
    time: i64,
    set: Vec<(String, Value)>,
) {
    let Ok(subject) = element.id.parse() else {
        return;
    };
    let named =
        set.into_iter().filter_map(|(name, value)| Some((name.parse::<FieldName>().ok()?, value)));
    let edit = Edit {
        key: (participant, subject),
        set: named.to_lite_map(),
        author: author.clone(),
        time,
        seen: None,
    };
    if let Some(step) = revise(ledger, edit) {
        debug_assert_eq!(key_of(&step.revision).0, participant);
        ledger.insert(step.revision);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_shows_every_status_silence_and_one_disagreement() {
        let ledger = ledger(1_800_000_000_000);
        assert_eq!(ledger.participants().len(), 3);
        let own: ParticipantCode = OWN.parse().unwrap();
        let entries = ledger.entries_of(own);
        for status in Status::ALL {
            assert!(entries.values().any(|entry| entry.status() == Some(status)), "{status:?}");
        }
        assert!(entries.len() < outline().taggable().count());
        let contested = entries.values().flat_map(|entry| entry.contested()).count();
        assert_eq!(contested, 1);
        assert!(ledger.participants().iter().all(|code| code.is_fictional()));
    }
}
