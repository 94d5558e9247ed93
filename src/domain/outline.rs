//! The source document as a validated tree of elements. One constructor; ids
//! are opaque keys, order and parent come from the data. Does not know the data
//! itself (see `reference`) nor any translation.

use std::collections::HashMap;
use std::fmt;

/// The kind of an element of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElementKind {
    /// The root of one of the three texts.
    Document,
    /// A part of the outline: declaration, plans, calendar, questions.
    Part,
    /// A heading inside a plan.
    Heading,
    /// A list item; in the plans, the unit that is counted.
    Bullet,
    /// A paragraph of explanation.
    Note,
    /// A proposed meeting.
    Meeting,
    /// A question for discussion.
    Question,
    /// A topic of the Informal Group of Friends.
    Topic,
    /// A preambular paragraph of the decision.
    Preambular,
    /// An operative paragraph of the decision.
    Operative,
}

/// An error in the source's text. It is quoted unchanged and marked \[sic\],
/// together with the intended words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anomaly {
    /// The words in the source.
    pub quote: String,
    /// The words evidently intended.
    pub emended: String,
}

/// An element as given by the data, before it is placed in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementData {
    /// Permanent id.
    pub id: String,
    /// Id of the parent, unless a root.
    pub parent: Option<String>,
    /// What it is.
    pub kind: ElementKind,
    /// Whether States can state progress on it.
    pub taggable: bool,
    /// The list marker of the source: `1.`, `a)`, `-`, or nothing.
    pub marker: String,
    /// The French text of the source, verbatim.
    pub fr: String,
    /// Line numbers in the source file.
    pub source_lines: Vec<u32>,
    /// Remarks on layout and errors of the source.
    pub flags: Vec<String>,
    /// The errors to mark \[sic\].
    pub anomalies: Vec<Anomaly>,
}

/// An element in the tree. Dereferences to its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    data: ElementData,
    index: usize,
    parent: Option<usize>,
    children: Vec<usize>,
    depth: usize,
    end: usize,
}

impl std::ops::Deref for Element {
    type Target = ElementData;

    fn deref(&self) -> &ElementData {
        &self.data
    }
}

impl Element {
    /// Its index in document order.
    pub fn index(&self) -> usize {
        self.index
    }

    /// How many ancestors it has.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether it has children.
    pub fn is_branch(&self) -> bool {
        !self.children.is_empty()
    }
}

/// Why the data is not an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineError {
    /// Two elements have the same id.
    DuplicateId(String),
    /// An element comes before its parent, or its parent is unknown.
    OrphanElement(String),
    /// An element interrupts another's subtree: the data is not in document order.
    OutOfOrder(String),
    /// The quote of an anomaly is not in the text.
    AnomalyNotFound(String),
}

impl fmt::Display for OutlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateId(id) => write!(f, "two elements have the id {id}"),
            Self::OrphanElement(id) => write!(f, "the parent of {id} does not come before it"),
            Self::OutOfOrder(id) => write!(f, "{id} is not in document order"),
            Self::AnomalyNotFound(id) => write!(f, "a quoted error of {id} is not in its text"),
        }
    }
}

impl std::error::Error for OutlineError {}

/// The whole source: a flat arena in document order.
#[derive(Clone, Debug)]
pub struct Outline {
    elements: Vec<Element>,
    index: HashMap<String, usize>,
}

impl Outline {
    /// Builds and checks the tree.
    ///
    /// # Errors
    /// If ids repeat, a parent does not come first, a subtree is interrupted or
    /// an anomaly quotes words that are not in the text.
    pub fn new(data: Vec<ElementData>) -> Result<Self, OutlineError> {
        let mut outline = Self { elements: Vec::new(), index: HashMap::new() };
        for element in data {
            outline.append(element)?;
        }
        Ok(outline)
    }

    fn append(&mut self, data: ElementData) -> Result<(), OutlineError> {
        let index = self.elements.len();
        let parent = self.place_for(&data)?;
        self.index.insert(data.id.clone(), index);
        let depth = parent.map_or(0, |parent| self.elements[parent].depth + 1);
        if let Some(parent) = parent {
            self.elements[parent].children.push(index);
        }
        let mut ancestor = parent;
        while let Some(open) = ancestor {
            self.elements[open].end = index + 1;
            ancestor = self.elements[open].parent;
        }
        self.elements.push(Element {
            data,
            index,
            parent,
            children: Vec::new(),
            depth,
            end: index + 1,
        });
        Ok(())
    }

    /// The parent of the next element, after the checks.
    fn place_for(&self, data: &ElementData) -> Result<Option<usize>, OutlineError> {
        let wrong = |error: fn(String) -> OutlineError| Err(error(data.id.clone()));
        let misquoted = |anomaly: &Anomaly| !data.fr.contains(&anomaly.quote);
        if data.anomalies.iter().any(misquoted) {
            return wrong(OutlineError::AnomalyNotFound);
        }
        if self.index.contains_key(&data.id) {
            return wrong(OutlineError::DuplicateId);
        }
        let Some(id) = &data.parent else {
            return Ok(None);
        };
        let Some(&parent) = self.index.get(id) else {
            return wrong(OutlineError::OrphanElement);
        };
        // A parent whose subtree has ended cannot get another child.
        if self.elements[parent].end != self.elements.len() {
            return wrong(OutlineError::OutOfOrder);
        }
        Ok(Some(parent))
    }

    /// Every element in document order.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The element with this id.
    pub fn get(&self, id: &str) -> Option<&Element> {
        self.index.get(id).map(|&index| &self.elements[index])
    }

    /// The element with this id, ignoring case, as people and other programs
    /// may write it.
    pub fn get_ignoring_case(&self, id: &str) -> Option<&Element> {
        let same = |element: &&Element| element.id.eq_ignore_ascii_case(id);
        self.get(id).or_else(|| self.elements.iter().find(same))
    }

    /// The elements without a parent.
    pub fn roots(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|element| element.parent.is_none())
    }

    /// The parent.
    pub fn parent(&self, element: &Element) -> Option<&Element> {
        element.parent.map(|index| &self.elements[index])
    }

    /// The children, in order.
    pub fn children(&self, element: &Element) -> impl Iterator<Item = &Element> {
        element.children.iter().map(|&index| &self.elements[index])
    }

    /// The ancestors, nearest first.
    pub fn ancestors<'a>(&'a self, element: &'a Element) -> impl Iterator<Item = &'a Element> {
        std::iter::successors(self.parent(element), |above| self.parent(above))
    }

    /// The element and everything below it, in document order.
    pub fn subtree(&self, element: &Element) -> impl Iterator<Item = &Element> {
        self.elements[element.index..element.end].iter()
    }

    /// The elements that States can state progress on.
    pub fn taggable(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|element| element.taggable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(id: &str, parent: Option<&str>) -> ElementData {
        ElementData {
            id: id.into(),
            parent: parent.map(Into::into),
            kind: ElementKind::Bullet,
            taggable: true,
            marker: "-".into(),
            fr: format!("texte de {id}"),
            source_lines: vec![1],
            flags: Vec::new(),
            anomalies: Vec::new(),
        }
    }

    fn build(list: &[(&str, Option<&str>)]) -> Result<Outline, OutlineError> {
        Outline::new(list.iter().map(|(id, parent)| element(id, *parent)).collect())
    }

    fn ids<'a>(elements: impl Iterator<Item = &'a Element>) -> Vec<&'a str> {
        elements.map(|element| element.id.as_str()).collect()
    }

    #[test]
    fn parents_children_and_subtrees_follow_the_data() {
        let list = [("a", None), ("b", Some("a")), ("c", Some("b")), ("d", Some("a")), ("e", None)];
        let outline = build(&list).unwrap();
        let a = outline.get("a").unwrap();
        let c = outline.get("c").unwrap();
        assert_eq!(ids(outline.children(a)), ["b", "d"]);
        assert_eq!(ids(outline.subtree(a)), ["a", "b", "c", "d"]);
        assert_eq!(ids(outline.ancestors(c)), ["b", "a"]);
        assert_eq!(ids(outline.roots()), ["a", "e"]);
        assert_eq!(c.depth(), 2);
        assert_eq!(outline.get_ignoring_case("C").unwrap().id, "c");
    }

    #[test]
    fn what_is_no_tree_in_document_order_is_refused() {
        let orphan = build(&[("a", None), ("b", Some("z"))]);
        assert_eq!(orphan.unwrap_err(), OutlineError::OrphanElement("b".into()));
        let twice = build(&[("a", None), ("a", None)]);
        assert_eq!(twice.unwrap_err(), OutlineError::DuplicateId("a".into()));
        let interrupted = build(&[("a", None), ("b", None), ("c", Some("a"))]);
        assert_eq!(interrupted.unwrap_err(), OutlineError::OutOfOrder("c".into()));
    }

    #[test]
    fn an_anomaly_must_quote_the_text() {
        let mut data = element("a", None);
        data.anomalies.push(Anomaly { quote: "absent".into(), emended: "".into() });
        let error = Outline::new(vec![data]).unwrap_err();
        assert_eq!(error, OutlineError::AnomalyNotFound("a".into()));
    }
}
