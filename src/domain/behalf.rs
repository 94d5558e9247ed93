//! What others wrote on behalf of a State: values that replaced the
//! delegation's own (their authors had seen it), or that fill a field it had
//! left empty. The delegation accepts them by writing the same value itself, or
//! restores its own. A pure function of the set, so a repeated import cannot
//! undo a decision.

use super::entry::{Alternative, Entry, Field};
use super::ledger::{EntryKey, Ledger};
use super::participant::ParticipantCode;
use super::projection::{project, project_part};
use super::revision::{FieldName, Revision};
use super::value::Value;

/// Prefix of the chair's fields.
const OF_THE_CHAIR: &str = "chair.";

/// A field of a State whose standing value somebody else wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnBehalf {
    /// The entry.
    pub key: EntryKey,
    /// The field.
    pub name: FieldName,
    /// The standing value, and who wrote it.
    pub now: Alternative,
    /// The last values of the delegation itself: several if it contradicted
    /// itself, none if it had stated nothing.
    pub earlier: Vec<Alternative>,
}

/// The values that others wrote on behalf of a State and that its delegation
/// has not accepted yet, in the order of the ledger. Without contested fields:
/// there the delegation's own value still stands.
pub fn on_behalf(ledger: &Ledger, code: ParticipantCode) -> Vec<OnBehalf> {
    let keys = ledger.keys().filter(|key| key.0 == code);
    keys.flat_map(|key| in_entry(ledger, key)).collect()
}

/// The same for one entry.
pub fn in_entry(ledger: &Ledger, key: &EntryKey) -> Vec<OnBehalf> {
    let revisions = ledger.entry_revisions(key);
    if revisions.iter().all(|revision| revision.is_own()) {
        return Vec::new();
    }
    // The field is uncontested and not the delegation's, so each write of the
    // delegation to it has a standing write as a descendant.
    let own = project_part(&revisions, &Revision::is_own);
    let Entry { fields, .. } = project(&revisions);
    let by_others = fields.into_iter().filter(|(name, field)| {
        !field.is_contested()
            && !name.as_str().starts_with(OF_THE_CHAIR)
            && !is_own(&revisions, field)
    });
    let found = by_others.filter_map(|(name, field)| {
        let earlier = own.get(&name).map(|own| own.alternatives.clone()).unwrap_or_default();
        let now = field.alternatives.into_iter().next()?;
        let said = earlier.first().map_or(&Value::Null, |earlier| &earlier.value);
        let differs = earlier.len() > 1 || *said != now.value;
        differs.then(|| OnBehalf { key: key.clone(), name, now, earlier })
    });
    found.collect()
}

/// Whether the delegation is among the authors of the standing value.
fn is_own(revisions: &[&Revision], field: &Field) -> bool {
    let writers = field.alternatives.iter().flat_map(|alternative| &alternative.revisions);
    let mut own = revisions.iter().filter(|revision| revision.is_own());
    let writers: Vec<_> = writers.collect();
    own.any(|revision| writers.contains(&&revision.id()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::testing::{by, key, ledger, own};
    use super::*;

    const CHAIR: &str = "chair/-/0000000000000002";
    const OTHER: &str = "delegation/SE/0000000000000003";

    /// Field, standing value, earlier values of the delegation.
    fn found(revisions: &[Arc<Revision>]) -> Vec<(String, Value, Vec<Value>)> {
        let all = on_behalf(&ledger(revisions.to_vec()), key().0);
        let line = |it: OnBehalf| {
            let earlier = it.earlier.into_iter().map(|earlier| earlier.value).collect();
            (it.name.to_string(), it.now.value, earlier)
        };
        all.into_iter().map(line).collect()
    }

    fn line(name: &str, now: &str, earlier: &[&str]) -> (String, Value, Vec<Value>) {
        (name.to_owned(), now.into(), earlier.iter().map(|&value| value.into()).collect())
    }

    #[test]
    fn what_the_chair_wrote_over_the_delegations_value_is_found() {
        let all = [
            own(1, &[], &[("status", "a"), ("note", "n")]),
            by(CHAIR, 2, &[1], &[("status", "b"), ("chair.note", "seen")]),
        ];
        assert_eq!(found(&all), [line("status", "b", &["a"])]);
        let further = [all.as_slice(), &[by(CHAIR, 3, &[2], &[("status", "c")])]].concat();
        assert_eq!(found(&further), [line("status", "c", &["a"])]);
    }

    #[test]
    fn what_the_delegation_takes_up_is_no_longer_found() {
        let all = [own(1, &[], &[("status", "a")]), by(CHAIR, 2, &[1], &[("status", "b")])];
        for taken_up in ["b", "a", "c"] {
            let decided = [all.as_slice(), &[own(3, &[2], &[("status", taken_up)])]].concat();
            assert!(found(&decided).is_empty(), "{taken_up}");
        }
        let again = [all.as_slice(), &[own(3, &[2], &[("status", "b")])]].concat();
        let again = [again.as_slice(), &[by(CHAIR, 4, &[3], &[("status", "d")])]].concat();
        assert_eq!(found(&again), [line("status", "d", &["b"])]);
    }

    #[test]
    fn what_is_contested_is_for_another_place() {
        let all = [
            own(1, &[], &[("status", "a")]),
            by(CHAIR, 2, &[1], &[("status", "b")]),
            own(3, &[1], &[("status", "c")]),
        ];
        assert!(found(&all).is_empty());
    }

    #[test]
    fn what_the_chair_chose_between_two_offices_is_found_with_both() {
        let all = [
            own(1, &[], &[("status", "a")]),
            own(2, &[], &[("status", "b")]),
            by(CHAIR, 3, &[1, 2], &[("status", "b")]),
        ];
        assert_eq!(found(&all), [line("status", "b", &["b", "a"])]);
    }

    #[test]
    fn what_was_written_where_the_delegation_was_silent_is_found() {
        let all = [by(OTHER, 1, &[], &[("status", "b"), ("note", "")])];
        assert_eq!(found(&all), [line("status", "b", &[])]);
    }

    #[test]
    fn what_comes_back_to_the_delegations_value_changes_nothing() {
        let all = [
            own(1, &[], &[("status", "a")]),
            by(CHAIR, 2, &[1], &[("status", "b")]),
            by(CHAIR, 3, &[2], &[("status", "a")]),
        ];
        assert!(found(&all).is_empty());
        let both = [own(1, &[], &[("status", "a")]), by(CHAIR, 2, &[], &[("status", "a")])];
        assert!(found(&both).is_empty());
    }
}
