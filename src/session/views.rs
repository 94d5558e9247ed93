//! Data derived from the desk, computed once and shared by all components.
//! Memos only: nothing here writes a signal (`rows` follows them row by row).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::rows::RowStates;
use crate::browser::intl;
use crate::domain::behalf::on_behalf;
use crate::domain::contests::{Contest, Contests};
use crate::domain::entry::{Entry, Standing};
use crate::domain::ordered::Ordered;
use crate::domain::outline::Element;
use crate::domain::revision::Subject;
use crate::domain::rollup::{self, Tally};
use crate::domain::search::SearchIndex;
use crate::i18n::Language;
use crate::reference::{self, outline};
use crate::route::Page;
use crate::view::contests::Case;
use crate::view::tree::{self, Row};

/// The entries of one participant, by subject.
pub type Entries = Arc<BTreeMap<Subject, Entry>>;

/// Shared views of the session.
#[derive(Clone, Copy)]
pub struct Views {
    /// The entries of the participant in view.
    pub entries: Memo<Entries>,
    /// The private notes about that participant.
    pub private: Memo<Entries>,
    /// Its standings, by the element's index in the outline.
    pub standings: Memo<Vec<Standing>>,
    /// Counts at and below every element, by its index in the outline.
    pub tallies: Memo<Vec<Tally>>,
    /// The number of elements of the plans with a target in each year.
    pub targets: Memo<BTreeMap<i32, u32>>,
    /// The visible rows of the tree.
    pub rows: Memo<Vec<Row>>,
    /// The display state of each element's row.
    pub states: RowStates,
    /// The number of elements that pass the filter; none if no filter is set.
    pub matches: Memo<Option<usize>>,
    /// All contested fields of the shared ledger.
    pub contests: Memo<Arc<Vec<Contest>>>,
    /// The values that others wrote on behalf of the user's State.
    pub on_behalf: Memo<Vec<Case>>,
    /// The open element.
    pub selected: Memo<Option<&'static Element>>,
}

impl Views {
    pub(super) fn new(session: Session) -> Self {
        let entries = Memo::new(move |_| match session.viewing.get() {
            Some(code) => session.desk.with(|desk| Arc::new(desk.ledger().entries_of(code))),
            None => Entries::default(),
        });
        let private = Memo::new(move |_| match session.viewing.get() {
            Some(code) => session.desk.with(|desk| Arc::new(desk.private().entries_of(code))),
            None => Entries::default(),
        });
        let standings = Memo::new(move |_| entries.with(all_standings));
        let tallies = Memo::new(move |_| {
            standings.with(|standings| {
                let standing = |e: &Element| standings.get(e.index()).copied().unwrap_or_default();
                rollup::tallies(outline(), standing)
            })
        });
        let targets = Memo::new(move |_| entries.with(|entries| target_year_counts(entries)));
        let wanted = wanted(session, entries);
        let rows = rows(session, wanted);
        let matches = Memo::new(move |_| wanted.with(|wanted| wanted.as_ref().map(BTreeSet::len)));
        let selected = selected(session);
        let contests = contests(session);
        let on_behalf = written_on_behalf(session);
        Self {
            entries,
            private,
            standings,
            tallies,
            targets,
            rows,
            states: RowStates::new(),
            matches,
            contests,
            on_behalf,
            selected,
        }
    }

    /// The entry of one subject.
    pub fn entry(self, id: &str) -> Entry {
        let Ok(subject) = id.parse::<Subject>() else {
            return Entry::default();
        };
        self.entries.with(|entries| entries.get(&subject).cloned().unwrap_or_default())
    }

    /// The private notes on one subject.
    pub fn private_entry(self, id: &str) -> Entry {
        let Ok(subject) = id.parse::<Subject>() else {
            return Entry::default();
        };
        self.private.with(|entries| entries.get(&subject).cloned().unwrap_or_default())
    }
}

/// The open element.
fn selected(session: Session) -> Memo<Option<&'static Element>> {
    Memo::new(move |_| {
        session.page.with(|page| match page {
            Page::Plan(Some(id)) => outline().get_ignoring_case(id),
            _ => None,
        })
    })
}

/// The values that others wrote on behalf of the user's State.
fn written_on_behalf(session: Session) -> Memo<Vec<Case>> {
    Memo::new(move |_| {
        let own = session.own_state();
        let cases = |code| session.desk.with(|desk| on_behalf(desk.ledger(), code));
        let found = own.map(cases).unwrap_or_default().into_iter();
        found.map(|found| Case::on_behalf(found.key, found.name)).collect()
    })
}

/// The contested fields, updated incrementally.
fn contests(session: Session) -> Memo<Arc<Vec<Contest>>> {
    let followed = Memo::new_owning(move |before: Option<Contests>| {
        let mut contests = before.unwrap_or_default();
        let changed = session.desk.with(|desk| contests.follow(desk.ledger()));
        (contests, changed)
    });
    Memo::new(move |_| Arc::new(followed.with(Contests::all)))
}

fn entry_of<'a>(entries: &'a Entries, element: &Element) -> Option<&'a Entry> {
    // Ids of the source are valid subjects.
    entries.get(&element.id.parse::<Subject>().ok()?)
}

fn all_standings(entries: &Entries) -> Vec<Standing> {
    let standing = |element| entry_of(entries, element).map(Entry::standing).unwrap_or_default();
    outline().elements().iter().map(standing).collect()
}

/// The number of elements with a target in each year.
pub fn target_year_counts(entries: &BTreeMap<Subject, Entry>) -> BTreeMap<i32, u32> {
    let mut counts = BTreeMap::new();
    for entry in entries.values() {
        if let Some(target) = entry.target() {
            *counts.entry(target.year()).or_default() += 1;
        }
    }
    counts
}

/// The searchable texts: id, French original and the current language.
fn search_index(language: Language) -> SearchIndex {
    let texts = outline().elements().iter().map(|element| {
        let translation = reference::translation(language, &element.id).unwrap_or_default();
        format!("{} {} {translation}", element.id, element.fr)
    });
    SearchIndex::new(texts, intl::fold)
}

/// The visible rows of the plans; in a list, all that pass the filter.
fn rows(session: Session, wanted: Memo<Option<BTreeSet<usize>>>) -> Memo<Vec<Row>> {
    Memo::new(move |_| {
        wanted.with(|wanted| {
            if session.looks.as_list.get() {
                return tree::rows(outline(), &tree::branches(outline()), wanted.as_ref());
            }
            session.open.with(|open| tree::rows(outline(), open, wanted.as_ref()))
        })
    })
}

/// The elements that pass the filter, if one is set.
fn wanted(session: Session, entries: Memo<Entries>) -> Memo<Option<BTreeSet<usize>>> {
    let index = Memo::new(move |_| search_index(session.language.get()));
    Memo::new(move |_| {
        let filter = session.filter.get();
        if filter.is_empty() {
            return None;
        }
        let query = intl::fold(&filter.query);
        let by_entry = !filter.standings.is_empty() || filter.year.is_some();
        entries.with(|entries| {
            index.with(|index| {
                let wanted = tree::plan_elements(outline()).filter(|element| {
                    (element.taggable || !by_entry)
                        && index.matches(element.index(), &query)
                        && filter.wants(entry_of(entries, element))
                });
                Some(wanted.map(Element::index).to_set())
            })
        })
    })
}
