//! The difference of two ledgers for people: per State, element and field, what
//! was newly stated, changed, withdrawn, became contested or is missing. Owns
//! the kinds of difference and their order. Does not know where the two sides
//! come from, nor which of them is right.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};

use super::entry::{Alternative, Field};
use super::field::reading_place;
use super::ledger::{EntryKey, Ledger};
use super::ordered::Ordered;
use super::outline::{Element, Outline};
use super::participant::ParticipantCode;
use super::projection::{Counts, project_part};
use super::revision::{FieldName, Revision, Subject};
use super::value::Value;

/// How a field differs between the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// No value before; one value after.
    Stated,
    /// Another value after. Or contested on both sides, with different values.
    Changed,
    /// The value was cleared. Not the same as [`Kind::Missing`].
    Withdrawn,
    /// At most one value before; several after.
    Contested,
    /// Several values before; at most one after.
    Resolved,
    /// The side after has no revision of the field: it is older, or covers
    /// less. Nobody withdrew anything.
    Missing,
}

impl Kind {
    /// Every kind, in order of display.
    pub const ALL: [Self; 6] = [
        Self::Stated,
        Self::Changed,
        Self::Withdrawn,
        Self::Contested,
        Self::Resolved,
        Self::Missing,
    ];

    /// The word for other programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
            Self::Contested => "contested",
            Self::Resolved => "resolved",
            Self::Missing => "missing",
        }
    }

    /// Its index in [`Kind::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose entry it is.
    pub participant: ParticipantCode,
    /// What the entry is about.
    pub subject: Subject,
    /// Index of the subject in the outline; none if the source has no such
    /// element.
    pub place: Option<usize>,
    /// The field.
    pub field: FieldName,
    /// The kind of difference.
    pub kind: Kind,
    /// The values before: empty if never set; several if contested, the
    /// provisional one first.
    pub before: Vec<Alternative>,
    /// The values after.
    pub after: Vec<Alternative>,
}

impl Change {
    /// The heading under which the element stands in the source.
    pub fn section<'a>(&self, outline: &'a Outline) -> Option<&'a Element> {
        let element = outline.elements().get(self.place?)?;
        Some(outline.parent(element).unwrap_or(element))
    }
}

/// One side of a comparison: a ledger, or the part of it that counts.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    ledger: &'a Ledger,
    counts: Counts<'a>,
}

impl<'a> Side<'a> {
    /// Everything in a ledger.
    pub fn whole(ledger: &'a Ledger) -> Self {
        Self { ledger, counts: &|_| true }
    }

    /// The revisions of a ledger for which `counts` is true. Ancestry still
    /// runs through the others; see [`project_part`].
    pub fn part(ledger: &'a Ledger, counts: Counts<'a>) -> Self {
        Self { ledger, counts }
    }

    /// Whether both sides have the same revisions of an entry, and count the same ones.
    fn is_same(self, other: Side, key: &EntryKey) -> bool {
        let (one, two) = (self.ledger.entry_revisions(key), other.ledger.entry_revisions(key));
        let same = |(a, b): (&&Revision, &&Revision)| {
            a.id() == b.id() && (self.counts)(a) == (other.counts)(b)
        };
        one.len() == two.len() && one.iter().zip(&two).all(same)
    }

    fn fields(self, key: &EntryKey) -> BTreeMap<FieldName, Field> {
        project_part(&self.ledger.entry_revisions(key), self.counts)
    }
}

/// Whether a revision's claimed time is not after the end of a day, in UTC.
/// Clocks prove nothing: wherever this is shown, the page must say so.
pub fn claimed_by(day: NaiveDate) -> impl Fn(&Revision) -> bool {
    let next = (day - DateTime::UNIX_EPOCH.date_naive()).num_days() + 1;
    move |revision| revision.body().time < next * 86_400_000
}

/// The differences between two sides, ordered by participant, then as in the
/// source, then by field in reading order. Subjects that the source does not
/// have come last.
pub fn diff(outline: &Outline, before: Side, after: Side) -> Vec<Change> {
    let keys = before.ledger.keys().chain(after.ledger.keys()).to_set();
    let mut changes = Vec::new();
    for key in keys.into_iter().filter(|key| !before.is_same(after, key)) {
        let place = outline.get(key.1.as_str()).map(Element::index);
        compare_fields(key, place, before.fields(key), after.fields(key), &mut changes);
    }
    let last = outline.elements().len();
    let place = |change: &Change| (change.participant, change.place.unwrap_or(last));
    let field = |change: &Change| reading_place(change.field.as_str());
    changes.sort_by(|a, b| {
        let places = place(a).cmp(&place(b)).then_with(|| a.subject.cmp(&b.subject));
        places.then_with(|| field(a).cmp(&field(b))).then_with(|| a.field.cmp(&b.field))
    });
    changes
}

fn compare_fields(
    (participant, subject): &EntryKey,
    place: Option<usize>,
    mut before: BTreeMap<FieldName, Field>,
    mut after: BTreeMap<FieldName, Field>,
    changes: &mut Vec<Change>,
) {
    let names = before.keys().chain(after.keys()).cloned().to_set();
    for name in names {
        let values = |field: Option<Field>| field.map(|f| f.alternatives).unwrap_or_default();
        let (before, after) = (values(before.remove(&name)), values(after.remove(&name)));
        if let Some(kind) = kind_of(&before, &after) {
            let subject = subject.clone();
            let participant = *participant;
            changes.push(Change { participant, subject, place, field: name, kind, before, after });
        }
    }
}

/// The values that a side has for a field.
enum Said<'a> {
    Nothing,
    One(&'a Value),
    Several,
}

fn said(values: &[Alternative]) -> Said<'_> {
    match values {
        [] => Said::Nothing,
        [only] if only.value.is_null() => Said::Nothing,
        [only] => Said::One(&only.value),
        _ => Said::Several,
    }
}

fn kind_of(before: &[Alternative], after: &[Alternative]) -> Option<Kind> {
    let gone = || if after.is_empty() { Kind::Missing } else { Kind::Withdrawn };
    match (said(before), said(after)) {
        (Said::Nothing, Said::Nothing) => None,
        (Said::Nothing, Said::One(_)) => Some(Kind::Stated),
        (Said::One(_), Said::Nothing) => Some(gone()),
        (Said::One(one), Said::One(other)) => (one != other).then_some(Kind::Changed),
        (Said::Nothing | Said::One(_), Said::Several) => Some(Kind::Contested),
        (Said::Several, Said::One(_)) => Some(Kind::Resolved),
        (Said::Several, Said::Nothing) if after.is_empty() => Some(Kind::Missing),
        (Said::Several, Said::Nothing) => Some(Kind::Resolved),
        (Said::Several, Said::Several) => {
            let values = |side: &[Alternative]| side.iter().map(|a| a.value.clone()).to_set();
            (values(before) != values(after)).then_some(Kind::Changed)
        }
    }
}

/// The number of differences of each kind, indexed as [`Kind::ALL`].
pub fn count<'a>(changes: impl IntoIterator<Item = &'a Change>) -> [usize; Kind::ALL.len()] {
    let mut counts = [0; Kind::ALL.len()];
    changes.into_iter().for_each(|change| counts[change.kind.index()] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::super::revision::Body;
    use super::super::testing::{id, ledger, own};
    use super::*;
    use crate::reference::outline;

    /// The kinds of difference between two ledgers, by field.
    fn kinds(before: &Ledger, after: &Ledger) -> Vec<(String, Kind)> {
        let changes = diff(outline(), Side::whole(before), Side::whole(after));
        changes.into_iter().map(|change| (change.field.to_string(), change.kind)).collect()
    }

    fn kind(before: &Ledger, after: &Ledger) -> Option<Kind> {
        let kinds = kinds(before, after);
        assert!(kinds.len() < 2, "{kinds:?}");
        kinds.into_iter().next().map(|(_, kind)| kind)
    }

    #[test]
    fn every_way_from_one_side_to_the_other_has_its_kind() {
        let nothing = Ledger::default();
        let one = ledger([own(1, &[], &[("status", "ongoing")])]);
        let other =
            ledger([own(1, &[], &[("status", "ongoing")]), own(2, &[1], &[("status", "x")])]);
        let cleared =
            ledger([own(1, &[], &[("status", "ongoing")]), own(3, &[1], &[("status", "")])]);
        let several =
            ledger([own(1, &[], &[("status", "ongoing")]), own(4, &[], &[("status", "y")])]);
        let others = ledger([own(5, &[], &[("status", "z")]), own(4, &[], &[("status", "y")])]);
        for (before, after, expected) in [
            (&nothing, &one, Some(Kind::Stated)),
            (&cleared, &one, Some(Kind::Stated)),
            (&one, &other, Some(Kind::Changed)),
            (&several, &others, Some(Kind::Changed)),
            (&one, &cleared, Some(Kind::Withdrawn)),
            (&one, &nothing, Some(Kind::Missing)),
            (&several, &nothing, Some(Kind::Missing)),
            (&one, &several, Some(Kind::Contested)),
            (&nothing, &several, Some(Kind::Contested)),
            (&several, &one, Some(Kind::Resolved)),
            (&several, &cleared, Some(Kind::Resolved)),
            (&nothing, &cleared, None),
            (&cleared, &nothing, None),
            (&several, &several, None),
        ] {
            assert_eq!(kind(before, after), expected);
        }
    }

    #[test]
    fn the_status_comes_first_and_both_sides_are_shown() {
        let before = ledger([own(1, &[], &[("note", "old"), ("status", "ongoing")])]);
        let set = [("evidence:k1", "x"), ("note", "new"), ("status", "")];
        let after =
            ledger([own(1, &[], &[("note", "old"), ("status", "ongoing")]), own(2, &[1], &set)]);
        let changes = diff(outline(), Side::whole(&before), Side::whole(&after));
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["status", "note", "evidence:k1"]);
        assert_eq!(changes[1].before[0].value, "old".into());
        assert_eq!(changes[1].after[0].value, "new".into());
        assert_eq!(changes[0].section(outline()).unwrap().id, "PoA");
        assert_eq!(count(&changes), [1, 1, 1, 0, 0, 0]);
    }

    #[test]
    fn a_day_ends_when_the_next_begins() {
        let day = NaiveDate::from_ymd_opt(2022, 7, 1).unwrap();
        let at = |time: i64| {
            let body = Body { time, ..own(1, &[], &[]).body().clone() };
            claimed_by(day)(&Revision::with_id(id(1), body))
        };
        // 1 July 2022, 23:59:59.999 UTC, is 1,656,719,999,999.
        assert!(at(1_656_719_999_999) && at(-1) && !at(1_656_720_000_000));
    }

    #[test]
    fn a_part_is_compared_with_the_whole() {
        let set = ledger([
            own(1, &[], &[("status", "a")]),
            own(9, &[1], &[("status", "b")]),
            own(3, &[9], &[("status", "c")]),
        ]);
        let early = |revision: &Revision| revision.body().time < 2;
        let changes = diff(outline(), Side::part(&set, &early), Side::whole(&set));
        assert_eq!((changes.len(), changes[0].kind), (1, Kind::Changed));
        assert_eq!(changes[0].before[0].value, "a".into());
        // “c” descends from “b”, whose claimed time is wrong.
        let upto_5 = |revision: &Revision| revision.body().time < 5;
        assert!(diff(outline(), Side::part(&set, &upto_5), Side::whole(&set)).is_empty());
    }
}
