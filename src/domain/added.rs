//! Elements that States propose beside those of the source, which says twice
//! that its lists are “subject to other elements that States may wish to add”
//! (PoA.note, ITI.note). An added element belongs to a heading, is tagged like
//! the others, and is never counted among the 86.

use std::str::FromStr;

use super::entry::{Entry, field};
use super::ledger::{EntryKey, Ledger};
use super::outline::{Element, Outline};
use super::participant::ParticipantCode;
use super::revision::{RevisionId, Role, Subject};

/// The parsed id of an added element: `PoA.4+FI.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedId {
    /// The heading under which it is proposed.
    pub heading: String,
    /// The participant that proposes it.
    pub proposer: ParticipantCode,
    /// Number of this element among those of the same heading and proposer.
    pub number: u32,
}

/// The text is not the id of an added element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAdded;

impl FromStr for AddedId {
    type Err = NotAdded;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (heading, own) = text.split_once('+').ok_or(NotAdded)?;
        let (proposer, number) = own.split_once('.').ok_or(NotAdded)?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        Ok(Self {
            heading: heading.to_owned(),
            proposer: proposer.parse().map_err(|_| NotAdded)?,
            number: Some(number)
                .filter(|_| digits)
                .and_then(|it| it.parse().ok())
                .ok_or(NotAdded)?,
        })
    }
}

/// An added element and its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its id.
    pub id: AddedId,
    /// The id as the subject of entries.
    pub subject: Subject,
    /// Index of its heading in the outline.
    pub heading: usize,
    /// The proposer's entry for it: its texts, and the fields of the chair.
    pub entry: Entry,
    /// Whether the chair has adopted it in its list.
    pub adopted: bool,
}

impl Added {
    /// Pairs of language and text; the provisional text where the field is contested.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.entry.items(field::TEXT);
        texts.filter_map(|(language, field)| Some((language, field.provisional().as_text()?)))
    }

    /// Its text in this language, or else in any.
    pub fn text(&self, language: &str) -> Option<(&str, &str)> {
        let own = self.texts().find(|(known, _)| *known == language);
        own.or_else(|| self.texts().next())
    }
}

/// Whether the chair says so: anybody can write the field, but only the
/// chair's office adopts.
fn is_adopted(ledger: &Ledger, key: &EntryKey, entry: &Entry) -> bool {
    let revisions = ledger.entry_revisions(key);
    let by_chair = |id: &RevisionId| {
        let written = revisions.iter().find(|revision| revision.id() == *id);
        written.is_some_and(|revision| revision.body().author.role == Role::Chair)
    };
    let said = entry.field(field::CHAIR_ADOPTED).map_or(&[][..], |field| &field.alternatives);
    said.iter().any(|known| !known.value.is_null() && known.revisions.iter().any(by_chair))
}

/// All added elements, ordered by heading, proposer and number. Leaves out
/// those whose proposer has withdrawn every text.
pub fn added(ledger: &Ledger, outline: &Outline) -> Vec<Added> {
    let mut found: Vec<Added> = Vec::new();
    for key in ledger.keys() {
        let Ok(id) = key.1.as_str().parse::<AddedId>() else { continue };
        let Some(heading) = outline.get(&id.heading) else { continue };
        if id.proposer == key.0 {
            let (subject, entry) = (key.1.clone(), ledger.entry(key));
            let adopted = is_adopted(ledger, key, &entry);
            let one = Added { id, subject, heading: heading.index(), entry, adopted };
            if one.texts().next().is_some() {
                found.push(one);
            }
        }
    }
    found.sort_by_key(|it| (it.heading, it.id.proposer, it.id.number));
    found
}

/// The id for a further element of a State under a heading. Numbers are never
/// reused, even if the texts were withdrawn.
pub fn next(ledger: &Ledger, heading: &Element, proposer: ParticipantCode) -> Option<Subject> {
    let own = ledger.keys().filter_map(|key| key.1.as_str().parse::<AddedId>().ok());
    let own = own.filter(|id| id.proposer == proposer && id.heading == heading.id);
    let number = own.map(|id| id.number).max().unwrap_or(0).checked_add(1)?;
    format!("{}+{proposer}.{number}", heading.id).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::revision::{Body, Revision, one_field};
    use super::super::testing::{id, ledger, own};
    use super::*;
    use crate::domain::value::Value;
    use crate::reference::outline;
    use std::sync::Arc;

    fn says(number: u8, state: &str, subject: &str, field: &str, text: &str) -> Arc<Revision> {
        let value = if text.is_empty() { Value::Null } else { Value::text(text) };
        let set = one_field(field.parse().unwrap(), value);
        let (participant, subject) = (state.parse().unwrap(), subject.parse().unwrap());
        let body = Body { participant, subject, set, ..own(number, &[], &[]).body().clone() };
        Arc::new(Revision::with_id(id(number), body))
    }

    #[test]
    fn an_id_is_taken_apart_and_nothing_else_is_taken_for_one() {
        let id: AddedId = "PoA.4+FI.12".parse().unwrap();
        assert_eq!((id.heading.as_str(), id.proposer.as_str(), id.number), ("PoA.4", "FI", 12));
        for text in ["PoA.4", "PoA.4+FI", "PoA.4+FI.", "PoA.4+FI.-1", "PoA.4+Finland.1", "+.1"] {
            assert_eq!(text.parse::<AddedId>(), Err(NotAdded), "{text}");
        }
    }

    #[test]
    fn added_elements_are_those_whose_proposer_says_what_they_are() {
        let all = ledger([
            says(1, "FI", "PoA.4+FI.1", "text:en", "Museums"),
            says(2, "SE", "PoA.4+FI.1", "status", "ongoing"),
            says(3, "SE", "PoA.4+FI.2", "text:en", "not Sweden's to propose"),
            says(4, "SE", "PoA.2.c+SE.1", "text:fr", "Musées"),
            says(5, "NO", "PoA.4+NO.1", "text:en", ""),
            says(6, "NO", "nowhere+NO.1", "text:en", "x"),
        ]);
        let found = added(&all, outline());
        let ids: Vec<&str> = found.iter().map(|it| it.subject.as_str()).collect();
        assert_eq!(ids, ["PoA.2.c+SE.1", "PoA.4+FI.1"]);
        assert_eq!(found[0].text("en"), Some(("fr", "Musées")), "in the language there is");
        assert!(!found[1].adopted);
    }

    #[test]
    fn only_the_chair_adopts() {
        let text = says(1, "FI", "PoA.4+FI.1", "text:en", "Museums");
        let own = says(2, "FI", "PoA.4+FI.1", "chair.adopted", "yes");
        let author = "chair/-/00000000000000c4".parse().unwrap();
        let body = Body { author, ..own.body().clone() };
        let chair = Arc::new(Revision::with_id(id(3), body));
        let adopted = |all| added(&ledger(all), outline())[0].adopted;
        assert!(!adopted(vec![text.clone(), own.clone()]));
        assert!(adopted(vec![text.clone(), chair.clone()]));
        assert!(adopted(vec![text, own, chair]));
    }

    #[test]
    fn no_number_is_given_twice() {
        let heading = outline().get("PoA.4").unwrap();
        let fi = "FI".parse().unwrap();
        let first = next(&Ledger::default(), heading, fi).unwrap();
        assert_eq!(first.as_str(), "PoA.4+FI.1");
        let all = ledger([
            says(1, "FI", "PoA.4+FI.3", "text:en", ""),
            says(2, "FI", "PoA.2.c+FI.7", "text:en", "elsewhere"),
            says(3, "SE", "PoA.4+SE.9", "text:en", "another's"),
        ]);
        assert_eq!(next(&all, heading, fi).unwrap().as_str(), "PoA.4+FI.4");
    }
}
