//! All States on all elements: the rows and columns of the table,
//! participation, obstacles. Counts what is stated and ranks nobody; the order
//! of States is alphabetical and not decided here.

use std::collections::BTreeMap;

use super::tree::{PLANS, plan_elements};
use crate::domain::entry::{Entry, Standing, field};
use crate::domain::ledger::Ledger;
use crate::domain::outline::{Element, Outline};
use crate::domain::participant::{Participant, ParticipantCode, RegionalGroup};
use crate::domain::projection::{Counts, project_part};
use crate::domain::revision::Role;
use crate::domain::rollup::{Tally, tallies};

/// A choice of participants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// All participants with data.
    #[default]
    Present,
    /// The OSCE participating States, including silent ones.
    Osce,
    /// A regional group of the United Nations, including silent States.
    Regional(RegionalGroup),
    /// One participant.
    One(ParticipantCode),
}

impl Group {
    /// All groups of several participants, in order of display.
    pub const ALL: [Self; 7] = [
        Self::Present,
        Self::Osce,
        Self::Regional(RegionalGroup::African),
        Self::Regional(RegionalGroup::AsiaPacific),
        Self::Regional(RegionalGroup::EasternEuropean),
        Self::Regional(RegionalGroup::LatinAmericanAndCaribbean),
        Self::Regional(RegionalGroup::WesternEuropeanAndOthers),
    ];

    /// The members, given the known States and those with data.
    pub fn members(
        self,
        known: &[Participant],
        present: &[ParticipantCode],
    ) -> Vec<ParticipantCode> {
        let wanted = |participant: &&Participant| match self {
            Self::Present | Self::One(_) => false,
            Self::Osce => participant.osce,
            Self::Regional(group) => participant.group == Some(group),
        };
        match self {
            Self::Present => present.to_vec(),
            Self::One(code) => vec![code],
            _ => known.iter().filter(wanted).map(|participant| participant.code).collect(),
        }
    }
}

/// The data of one participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code.
    pub code: ParticipantCode,
    /// Its standings, one per column.
    pub standings: Vec<Standing>,
    /// The counts of the 86 list items.
    pub tally: Tally,
    /// Whether its own delegation wrote any of it.
    pub own: bool,
    /// The latest claimed time, in milliseconds since 1970.
    pub last: Option<i64>,
}

/// The columns: the taggable elements of the plans, in order.
pub fn columns(outline: &Outline) -> Vec<&Element> {
    plan_elements(outline).filter(|element| element.taggable).collect()
}

/// The sections of the plans: the children of a plan, or their sub-headings if
/// they have any.
pub fn sections(outline: &Outline) -> Vec<&Element> {
    let plans = PLANS.iter().filter_map(|id| outline.get(id));
    let parts = plans.flat_map(|plan| outline.children(plan));
    let parts = parts.filter(|part| plan_elements(outline).any(|known| known.id == part.id));
    parts
        .flat_map(|part| {
            let below: Vec<&Element> = outline.children(part).collect();
            if below.iter().any(|child| child.is_branch()) { below } else { vec![part] }
        })
        .collect()
}

/// The rows of these participants, in this order.
pub fn rows(ledger: &Ledger, outline: &Outline, codes: &[ParticipantCode]) -> Vec<Row> {
    rows_of_part(ledger, outline, codes, &|_| true)
}

/// The same by the revisions for which `counts` is true. Ancestry still runs
/// through the others; see [`project_part`].
pub fn rows_of_part(
    ledger: &Ledger,
    outline: &Outline,
    codes: &[ParticipantCode],
    counts: Counts,
) -> Vec<Row> {
    let columns = columns(outline);
    codes.iter().map(|code| row(ledger, outline, &columns, *code, counts)).collect()
}

fn row(
    ledger: &Ledger,
    outline: &Outline,
    columns: &[&Element],
    code: ParticipantCode,
    counts: Counts,
) -> Row {
    let mut standings = vec![Standing::NotStated; outline.elements().len()];
    let (mut own, mut last) = (false, None);
    for key in ledger.keys().filter(|key| key.0 == code) {
        let revisions = ledger.entry_revisions(key);
        if let Some(element) = outline.get(key.1.as_str()) {
            let entry = Entry { fields: project_part(&revisions, counts), ..Entry::default() };
            standings[element.index()] = entry.standing();
        }
        for revision in revisions.into_iter().filter(|revision| counts(revision)) {
            let author = &revision.body().author;
            own |= author.role == Role::Delegation && author.participant == Some(code);
            last = last.max(Some(revision.body().time));
        }
    }
    let of = |element: &Element| standings[element.index()];
    let tally = tallies(outline, of)[outline.elements()[0].index()];
    Row { code, standings: columns.iter().map(|element| of(element)).collect(), tally, own, last }
}

/// The total counts of all rows, by section.
pub fn by_section(outline: &Outline, rows: &[Row]) -> Vec<(usize, Tally)> {
    let columns = columns(outline);
    let mut sums = BTreeMap::new();
    for section in sections(outline) {
        sums.insert(section.index(), Tally::default());
    }
    for (place, element) in columns.iter().enumerate() {
        let above = outline.ancestors(element).chain([*element]);
        let Some(section) = above.map(Element::index).find(|index| sums.contains_key(index)) else {
            continue;
        };
        for row in rows {
            if let Some(sum) = sums.get_mut(&section) {
                sum.add(row.standings.get(place).copied().unwrap_or_default());
            }
        }
    }
    sums.into_iter().collect()
}

/// The obstacles by element: participant and text.
pub fn obstacles(
    ledger: &Ledger,
    outline: &Outline,
) -> Vec<(usize, Vec<(ParticipantCode, String)>)> {
    let mut found: BTreeMap<usize, Vec<(ParticipantCode, String)>> = BTreeMap::new();
    for code in ledger.participants() {
        for (subject, entry) in ledger.entries_of(code) {
            let Some(element) = outline.get(subject.as_str()) else { continue };
            let words = entry.text(field::OBSTACLE).trim();
            if !words.is_empty() {
                found.entry(element.index()).or_default().push((code, words.to_owned()));
            }
        }
    }
    found.into_iter().collect()
}

/// The cell to which a key leads, in a table of `size` rows and columns; after
/// the grid pattern of the ARIA Authoring Practices Guide.
pub fn step(
    key: &str,
    control: bool,
    from: (usize, usize),
    size: (usize, usize),
) -> Option<(usize, usize)> {
    let (row, column) = from;
    let (last_row, last_column) = (size.0.checked_sub(1)?, size.1.checked_sub(1)?);
    Some(match (key, control) {
        ("ArrowRight", false) => (row, (column + 1).min(last_column)),
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowDown", false) => ((row + 1).min(last_row), column),
        ("ArrowUp", false) => (row.saturating_sub(1), column),
        ("PageDown", false) => ((row + 10).min(last_row), column),
        ("PageUp", false) => (row.saturating_sub(10), column),
        ("Home", false) => (row, 0),
        ("End", false) => (row, last_column),
        ("Home", true) => (0, 0),
        ("End", true) => (last_row, last_column),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::{outline, participants};

    #[test]
    fn every_element_with_a_status_is_a_column_and_in_one_section() {
        let columns = columns(outline());
        assert_eq!(columns.len(), 89);
        let sections = sections(outline());
        for element in &columns {
            let above = outline().ancestors(element).chain([*element]);
            let mine = above.filter(|it| sections.iter().any(|section| section.id == it.id));
            assert_eq!(mine.count(), 1, "{}", element.id);
        }
        let ids: Vec<&str> = sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids[..6], ["PoA.1.a", "PoA.1.b", "PoA.1.c", "PoA.1.d", "PoA.1.e", "PoA.2.a"]);
        assert_eq!(ids[ids.len() - 9..][0], "PoA.4");
    }

    #[test]
    fn groups_have_the_members_that_the_lists_give_them() {
        let fi: ParticipantCode = "FI".parse().unwrap();
        let members = |group: Group| group.members(participants(), &[fi]);
        assert_eq!(members(Group::Present), [fi]);
        assert_eq!(members(Group::Osce).len(), 57);
        let regional: usize = Group::ALL[2..].iter().map(|group| members(*group).len()).sum();
        let counted = participants().iter().filter(|it| it.group.is_some()).count();
        assert_eq!(regional, counted);
    }

    #[test]
    fn keys_walk_the_table_and_stop_at_its_edges() {
        let size = (3, 4);
        for (key, control, from, to) in [
            ("ArrowRight", false, (0, 0), Some((0, 1))),
            ("ArrowRight", false, (0, 3), Some((0, 3))),
            ("ArrowLeft", false, (1, 0), Some((1, 0))),
            ("ArrowDown", false, (2, 1), Some((2, 1))),
            ("ArrowUp", false, (2, 1), Some((1, 1))),
            ("PageDown", false, (0, 1), Some((2, 1))),
            ("Home", false, (1, 3), Some((1, 0))),
            ("End", false, (1, 0), Some((1, 3))),
            ("Home", true, (2, 3), Some((0, 0))),
            ("End", true, (0, 0), Some((2, 3))),
            ("a", false, (0, 0), None),
            ("ArrowDown", true, (0, 0), None),
        ] {
            assert_eq!(step(key, control, from, size), to, "{key} {control} {from:?}");
        }
        assert_eq!(step("ArrowDown", false, (0, 0), (0, 0)), None);
    }
}
