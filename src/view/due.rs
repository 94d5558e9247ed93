//! What a State wanted to have done by a meeting and has not, by its own
//! targets and statuses. Does not judge; a target is a State's own.

use std::collections::BTreeMap;

use super::tree::plan_elements;
use crate::domain::entry::{Entry, Standing};
use crate::domain::outline::{Element, Outline};
use crate::domain::revision::Subject;
use crate::domain::status::Status;

/// Whether an element with a target is still open: its status is not
/// implemented, ongoing or not applicable. A contested status counts as open.
pub fn is_open(entry: &Entry) -> bool {
    use Status::{Implemented, NotApplicable, Ongoing};
    match entry.standing() {
        Standing::Stated(status) => ![Implemented, Ongoing, NotApplicable].contains(&status),
        Standing::NotStated | Standing::Contested => true,
    }
}

/// The open elements with a target in or before a year, in the order of the
/// source.
pub fn due_by<'a>(
    outline: &'a Outline,
    entries: &BTreeMap<Subject, Entry>,
    year: i32,
) -> Vec<&'a Element> {
    let is_due = |element: &&Element| {
        let entry = entries.iter().find(|(subject, _)| subject.as_str() == element.id);
        entry.is_some_and(|(_, entry)| {
            entry.target().is_some_and(|target| target.year() <= year) && is_open(entry)
        })
    };
    plan_elements(outline).filter(is_due).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::field;
    use crate::domain::entry::{Alternative, Field};
    use crate::domain::value::Value;
    use crate::reference::outline;

    fn entry(set: &[(&str, &[&str])]) -> Entry {
        let field = |(name, values): &(&str, &[&str])| {
            let value =
                |text: &&str| Alternative { value: Value::text(*text), revisions: Vec::new() };
            let field = Field { alternatives: values.iter().map(value).collect() };
            (name.parse().unwrap(), field)
        };
        Entry { fields: set.iter().map(field).collect(), ..Entry::default() }
    }

    #[test]
    fn what_is_due_is_what_has_a_target_by_then_and_is_not_settled() {
        let (status, target) = (field::STATUS, field::TARGET);
        let entries: BTreeMap<Subject, Entry> = [
            ("ITI.1.i", entry(&[(target, &["CAL.2020"]), (status, &["in_progress"])])),
            ("PoA.1.a.1.i", entry(&[(target, &["2022-03-01"])])),
            ("PoA.1.a.1.ii", entry(&[(target, &["CAL.2022"]), (status, &["implemented"])])),
            ("PoA.1.a.1.iii", entry(&[(target, &["CAL.2022"]), (status, &["not_applicable"])])),
            ("PoA.1.a.1.iv", entry(&[(target, &["CAL.2024"]), (status, &["not_started"])])),
            ("PoA.1.a.1.v", entry(&[(status, &["not_started"])])),
            ("PoA.4", entry(&[(target, &["CAL.2019"]), (status, &["ongoing", "implemented"])])),
        ]
        .into_iter()
        .map(|(id, entry)| (id.parse().unwrap(), entry))
        .collect();
        let due = |year| {
            let found = due_by(outline(), &entries, year).into_iter();
            found.map(|element| element.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(due(2018), Vec::<&str>::new());
        assert_eq!(due(2019), ["PoA.4"]);
        assert_eq!(due(2022), ["PoA.1.a.1.i", "PoA.4", "ITI.1.i"]);
        assert_eq!(due(2030).len(), 4);
    }
}
