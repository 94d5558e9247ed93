//! The needs and offers of all participants, and which offer could meet which
//! need. Matches nothing itself: people do.

use super::added::AddedId;
use super::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use super::entry::field;
use super::ledger::Ledger;
use super::outline::{Element, Outline};
use super::participant::ParticipantCode;
use super::revision::Subject;

/// One need or offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The participant.
    pub code: ParticipantCode,
    /// The subject.
    pub subject: Subject,
    /// Index of the subject in the outline; for an added element, of its
    /// heading; none if the source has neither.
    pub element: Option<usize>,
    /// Its key within the entry.
    pub key: String,
    /// Its content; the provisional value if contested.
    pub what: Assistance,
    /// Whether more than one value survives.
    pub contested: bool,
}

/// Every need and offer, ordered as in the source (subjects that the source
/// does not have come last), then by kind, then by code. Leaves out values that
/// this program cannot read.
pub fn items(ledger: &Ledger, outline: &Outline) -> Vec<Item> {
    let mut items = Vec::new();
    for code in ledger.participants() {
        for (subject, entry) in ledger.entries_of(code) {
            let id = subject.as_str();
            let heading = || outline.get(&id.parse::<AddedId>().ok()?.heading);
            let element = outline.get(id).or_else(heading).map(Element::index);
            for (key, field) in entry.items(field::ASSISTANCE) {
                if let Ok(what) = Assistance::from_value(field.provisional()) {
                    let (subject, key) = (subject.clone(), key.to_owned());
                    let contested = field.is_contested();
                    items.push(Item { code, subject, element, key, what, contested });
                }
            }
        }
    }
    items.sort_by(|one, other| {
        let place = |it: &Item| (it.element.unwrap_or(usize::MAX), it.subject.clone());
        let within = |it: &Item| (it.what.kind, it.code, it.key.clone());
        place(one).cmp(&place(other)).then_with(|| within(one).cmp(&within(other)))
    });
    items
}

/// A filter for needs and offers; `None` accepts everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The kind.
    pub kind: Option<AssistanceKind>,
    /// The state.
    pub state: Option<AssistanceState>,
    /// Index of the section that must contain the element.
    pub section: Option<usize>,
}

impl Wanted {
    /// Whether the item passes the filter.
    pub fn wants(&self, item: &Item, outline: &Outline) -> bool {
        let within = |section: usize| {
            let element = item.element.and_then(|place| outline.elements().get(place));
            let mut above = element.into_iter().flat_map(|it| outline.ancestors(it).chain([it]));
            above.any(|it: &Element| it.index() == section)
        };
        self.kind.is_none_or(|kind| kind == item.what.kind)
            && self.state.is_none_or(|state| state == item.what.state)
            && self.section.is_none_or(within)
    }
}

/// The offers that could meet a need: by others, on the same element, of the
/// same kind, both still open.
pub fn could_meet<'a>(items: &'a [Item], need: &'a Item) -> impl Iterator<Item = &'a Item> {
    let open = |item: &Item| item.what.state == AssistanceState::Open && !item.contested;
    let asks = need.what.direction == Direction::Need && open(need);
    items.iter().filter(move |offer| {
        asks && offer.what.direction == Direction::Offer
            && open(offer)
            && offer.code != need.code
            && offer.subject == need.subject
            && offer.what.kind == need.what.kind
    })
}

impl Item {
    /// Its content once matched with a partner of this name.
    pub fn matched_with(&self, name: &str) -> Assistance {
        let before = self.what.partner.trim();
        let partner = match before.is_empty() || before.split("; ").any(|known| known == name) {
            true if before.is_empty() => name.to_owned(),
            true => before.to_owned(),
            false => format!("{before}; {name}"),
        };
        Assistance { state: AssistanceState::Matched, partner, ..self.what.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::revision::{Body, Revision, one_field};
    use super::super::testing::{id, ledger, own};
    use super::*;
    use crate::reference::outline;
    use std::sync::Arc;

    /// A revision with a State's need or offer on an element.
    fn says(number: u8, state: &str, element: &str, what: &Assistance) -> Arc<Revision> {
        let set = one_field(format!("assistance:k{number}").parse().unwrap(), what.to_value());
        let (participant, subject) = (state.parse().unwrap(), element.parse().unwrap());
        let body = Body { participant, subject, set, ..own(number, &[], &[]).body().clone() };
        Arc::new(Revision::with_id(id(number), body))
    }

    fn need() -> Assistance {
        Assistance::new(Direction::Need, AssistanceKind::Training)
    }

    fn offer() -> Assistance {
        Assistance::new(Direction::Offer, AssistanceKind::Training)
    }

    #[test]
    fn an_offer_could_meet_a_need_of_another_on_the_same_element_and_of_the_same_kind() {
        let legal = Assistance::new(Direction::Offer, AssistanceKind::Legal);
        let taken = Assistance { state: AssistanceState::Matched, ..offer() };
        let all = items(
            &ledger([
                says(1, "FI", "PoA.4", &need()),
                says(2, "SE", "PoA.4", &offer()),
                says(3, "SE", "PoA.4", &legal),
                says(4, "FI", "PoA.4", &offer()),
                says(5, "NO", "PoA.2.c", &offer()),
                says(6, "DK", "PoA.4", &taken),
            ]),
            outline(),
        );
        assert_eq!(all.len(), 6);
        let asked = all.iter().find(|item| item.what == need()).unwrap();
        let found: Vec<_> =
            could_meet(&all, asked).map(|item| item.code.as_str().to_owned()).collect();
        assert_eq!(found, ["SE"]);
        let other = all.iter().find(|item| item.key == "k2").unwrap();
        assert_eq!(could_meet(&all, other).count(), 0, "an offer asks for nothing");
    }

    #[test]
    fn items_stand_in_the_order_of_the_source_and_what_makes_no_sense_is_left_out() {
        let all = ledger([
            says(1, "SE", "ITI.1.i", &need()),
            says(2, "FI", "PoA.4", &offer()),
            says(3, "DK", "PoA.4", &offer()),
            own(4, &[], &[("assistance:x", "a word")]),
            says(5, "FI", "PoA.4+FI.1", &need()),
            says(6, "FI", "profile", &need()),
        ]);
        let found = items(&all, outline());
        let codes: Vec<&str> = found.iter().map(|item| item.code.as_str()).collect();
        assert_eq!(codes, ["DK", "FI", "FI", "SE", "FI"]);
        let subjects: Vec<&str> = found.iter().map(|item| item.subject.as_str()).collect();
        assert_eq!(subjects, ["PoA.4", "PoA.4", "PoA.4+FI.1", "ITI.1.i", "profile"]);
        let section = outline().get("ITI.1").map(Element::index);
        let wanted = Wanted { section, ..Wanted::default() };
        let within = found.iter().filter(|item| wanted.wants(item, outline())).count();
        assert_eq!(within, 1);
        let legal = Wanted { kind: Some(AssistanceKind::Legal), ..Wanted::default() };
        assert!(!found.iter().any(|item| legal.wants(item, outline())));
        let open = Wanted { state: Some(AssistanceState::Open), ..Wanted::default() };
        assert!(found.iter().all(|item| open.wants(item, outline())));
    }

    #[test]
    fn a_match_names_its_partner_beside_whoever_was_named_before() {
        let item = |partner: &str| Item {
            code: "FI".parse().unwrap(),
            subject: "PoA.4".parse().unwrap(),
            element: None,
            key: "k".into(),
            what: Assistance { partner: partner.into(), note: "n".into(), ..need() },
            contested: false,
        };
        let known = [
            ("UNODA", "UNODA; Sweden"),
            ("Sweden", "Sweden"),
            ("New Sweden", "New Sweden; Sweden"),
        ];
        for (before, after) in [("", "Sweden")].into_iter().chain(known) {
            let matched = item(before).matched_with("Sweden");
            assert_eq!((matched.partner.as_str(), matched.note.as_str()), (after, "n"));
            assert_eq!(matched.state, AssistanceState::Matched);
        }
    }
}
