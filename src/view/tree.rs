//! The visible rows of the tree of plans, given the open branches and the
//! filter.

use std::collections::BTreeSet;

use crate::domain::ordered::Ordered;
use crate::domain::outline::{Element, ElementKind, Outline};

/// The parts of the outline that are plans, in order.
pub const PLANS: [&str; 2] = ["PoA", "ITI"];

/// A visible row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The element's index in the outline.
    pub index: usize,
    /// The index of its parent; none for a plan.
    pub parent: Option<usize>,
    /// 1 for the plans.
    pub level: usize,
    /// Position among the visible siblings, from 1.
    pub position: usize,
    /// The number of visible siblings.
    pub siblings: usize,
    /// Whether it has children that are visible when it is open.
    pub branch: bool,
}

/// Whether an element has a row in the tree: all in a plan but explanatory
/// notes.
fn has_row(element: &Element) -> bool {
    element.kind != ElementKind::Note
}

/// The elements of the plans that have a row, in order.
pub fn plan_elements(outline: &Outline) -> impl Iterator<Item = &Element> {
    let plans = PLANS.iter().filter_map(|id| outline.get(id));
    plans.flat_map(|plan| outline.subtree(plan)).filter(|element| has_row(element))
}

/// The shown elements: those that pass the filter, and their ancestors.
struct Shown(Option<BTreeSet<usize>>);

impl Shown {
    fn new(outline: &Outline, wanted: Option<&BTreeSet<usize>>) -> Self {
        let Some(wanted) = wanted else { return Self(None) };
        let mut shown = BTreeSet::new();
        for element in wanted.iter().filter_map(|&index| outline.elements().get(index)) {
            shown.insert(element.index());
            shown.extend(outline.ancestors(element).map(Element::index));
        }
        Self(Some(shown))
    }

    fn has(&self, element: &Element) -> bool {
        let shown = self.0.as_ref().is_none_or(|shown| shown.contains(&element.index()));
        shown && has_row(element)
    }
}

/// The visible rows. `wanted` are the elements that pass the filter, if one is
/// set: they and their ancestors are shown, all open.
pub fn rows(
    outline: &Outline,
    open: &BTreeSet<usize>,
    wanted: Option<&BTreeSet<usize>>,
) -> Vec<Row> {
    let shown = Shown::new(outline, wanted);
    let plans = PLANS.iter().filter_map(|id| outline.get(id));
    let plans: Vec<&Element> = plans.filter(|element| shown.has(element)).collect();
    let mut rows = Vec::new();
    // A stack of pending siblings, deepest last; no recursion.
    let mut pending = vec![(None, 1, 0, plans)];
    while let Some((parent, level, next, siblings)) = pending.pop() {
        let Some(element) = siblings.get(next).copied() else { continue };
        let children: Vec<&Element> =
            outline.children(element).filter(|child| shown.has(child)).collect();
        rows.push(Row {
            index: element.index(),
            parent,
            level,
            position: next + 1,
            siblings: siblings.len(),
            branch: !children.is_empty(),
        });
        pending.push((parent, level, next + 1, siblings));
        if wanted.is_some() || open.contains(&element.index()) {
            pending.push((Some(element.index()), level + 1, 0, children));
        }
    }
    rows
}

/// A heading and the rows directly below it, for display as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The branch.
    pub heading: Row,
    /// The rows up to the next branch.
    pub items: Vec<Row>,
}

/// Groups the rows by heading.
pub fn passages(rows: Vec<Row>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for row in rows {
        match passages.last_mut() {
            Some(passage) if !row.branch => passage.items.push(row),
            _ => passages.push(Passage { heading: row, items: Vec::new() }),
        }
    }
    passages
}

/// Every branch of the plans.
pub fn branches(outline: &Outline) -> BTreeSet<usize> {
    let branch = |e: &&Element| outline.children(e).any(has_row);
    plan_elements(outline).filter(branch).map(Element::index).to_set()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::outline;

    fn ids(rows: &[Row]) -> Vec<&str> {
        rows.iter().map(|row| outline().elements()[row.index].id.as_str()).collect()
    }

    fn index(id: &str) -> usize {
        outline().get(id).unwrap().index()
    }

    #[test]
    fn at_first_the_two_plans_are_in_view() {
        assert_eq!(ids(&rows(outline(), &BTreeSet::new(), None)), ["PoA", "ITI"]);
    }

    #[test]
    fn as_a_text_every_row_is_there_once_and_in_order() {
        let all = rows(outline(), &branches(outline()), None);
        let passages = passages(all.clone());
        assert!(passages.iter().all(|passage| passage.heading.branch));
        assert!(passages.iter().flat_map(|passage| &passage.items).all(|row| !row.branch));
        let read = passages
            .into_iter()
            .flat_map(|passage| std::iter::once(passage.heading).chain(passage.items));
        assert_eq!(read.collect::<Vec<_>>(), all);
    }

    #[test]
    fn an_open_branch_shows_its_children_in_place() {
        let open = BTreeSet::from([index("PoA"), index("PoA.2")]);
        let rows = rows(outline(), &open, None);
        let shown =
            ["PoA", "PoA.1", "PoA.2", "PoA.2.a", "PoA.2.b", "PoA.2.c", "PoA.3", "PoA.4", "ITI"];
        assert_eq!(ids(&rows), shown);
        let section = &rows[4];
        assert_eq!((section.level, section.position, section.siblings), (3, 2, 3));
        assert!(section.branch && !rows[5].branch);
    }

    #[test]
    fn everything_open_shows_every_heading_and_bullet() {
        let rows = rows(outline(), &branches(outline()), None);
        assert_eq!(rows.len(), 2 + 28 + 8 + 86);
        let order: Vec<_> = plan_elements(outline()).map(Element::index).collect();
        assert_eq!(rows.iter().map(|row| row.index).collect::<Vec<_>>(), order);
    }

    #[test]
    fn a_filter_shows_what_is_wanted_and_the_way_to_it() {
        let wanted = BTreeSet::from([index("ITI.3.ii")]);
        let rows = rows(outline(), &BTreeSet::new(), Some(&wanted));
        assert_eq!(ids(&rows), ["ITI", "ITI.3", "ITI.3.ii"]);
        assert_eq!(rows[2].siblings, 1);
    }
}
