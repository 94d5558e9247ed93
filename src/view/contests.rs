//! The list of cases to decide: contested fields and values written on behalf
//! of a State, in groups, with next and previous. Says what a key means, but
//! does not execute it.

use crate::domain::behalf;
use crate::domain::contests::Contest;
use crate::domain::entry::Alternative;
use crate::domain::field::reading_place;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::outline::{Element, Outline};
use crate::domain::participant::ParticipantCode;
use crate::domain::projection::last_agreed;
use crate::domain::revision::{FieldName, Subject};
use crate::domain::value::Value;

/// How many cases are shown at first, and how many are added each time.
pub const PAGE: usize = 25;

/// The reason for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Others wrote the value on behalf of the State.
    OnBehalf,
    /// More than one value survives.
    Contested,
}

/// A field to decide about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// The reason.
    pub kind: Kind,
    /// The entry.
    pub key: EntryKey,
    /// The field.
    pub name: FieldName,
}

impl Case {
    /// A contested field.
    pub fn contested((key, name): Contest) -> Self {
        Self { kind: Kind::Contested, key, name }
    }

    /// A field that others wrote on behalf of the State.
    pub fn on_behalf(key: EntryKey, name: FieldName) -> Self {
        Self { kind: Kind::OnBehalf, key, name }
    }

    /// A unique text for the case.
    pub fn id(&self) -> String {
        let kind = match self.kind {
            Kind::OnBehalf => "behalf",
            Kind::Contested => "contested",
        };
        format!("{kind}/{}/{}/{}", self.key.0, self.key.1, self.name)
    }

    /// The case that has this [`Case::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        let [kind, code, subject, name] = id.splitn(4, '/').collect::<Vec<_>>().try_into().ok()?;
        let kind = match kind {
            "behalf" => Kind::OnBehalf,
            "contested" => Kind::Contested,
            _ => return None,
        };
        let key = (code.parse().ok()?, subject.parse().ok()?);
        Some(Self { kind, key, name: name.parse().ok()? })
    }

    /// The values to choose from, the provisional one first, and the value to
    /// compare them with.
    pub fn sides(&self, ledger: &Ledger) -> Sides {
        match self.kind {
            Kind::Contested => Sides::contested(ledger, &self.key, &self.name),
            Kind::OnBehalf => {
                let all = behalf::in_entry(ledger, &self.key).into_iter();
                let found = all.into_iter().find(|found| found.name == self.name);
                found.map(Sides::on_behalf).unwrap_or_default()
            }
        }
    }
}

/// The values of a field side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The values; one without revisions means that nothing was stated.
    pub values: Vec<Alternative>,
    /// The value to mark differences against: the last one that all sides had
    /// seen, or the delegation's own.
    pub base: Option<Value>,
}

impl Sides {
    /// The values of a contested field.
    pub fn contested(ledger: &Ledger, key: &EntryKey, name: &FieldName) -> Self {
        let field = ledger.entry(key).fields.remove(name);
        let values = field.map(|field| field.alternatives).unwrap_or_default();
        Self { values, base: last_agreed(&ledger.entry_revisions(key), name) }
    }

    /// The value to compare this one with: the base, or else the first value.
    /// None if there is nothing to compare.
    pub fn against(&self, place: usize) -> Option<&Value> {
        let value = &self.values.get(place)?.value;
        let base = self.base.as_ref().filter(|base| !base.is_null());
        let base = base.or_else(|| self.values.first().map(|first| &first.value))?;
        (!value.is_null() && !base.is_null() && base != value).then_some(base)
    }

    fn on_behalf(found: behalf::OnBehalf) -> Self {
        let mut values = found.earlier;
        if values.is_empty() {
            values.push(Alternative { value: Value::Null, revisions: Vec::new() });
        }
        let base = values.first().map(|first| first.value.clone());
        values.retain(|earlier| earlier.value != found.now.value);
        values.insert(0, found.now);
        Self { values, base }
    }
}

/// The grouping of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// States, by name.
    #[default]
    State,
    /// Elements, in the order of the source.
    Element,
}

/// The display options of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The grouping.
    pub by: Grouping,
    /// Shows only contests of this State, if set.
    pub only: Option<ParticipantCode>,
    /// The maximum number of cases shown.
    pub most: usize,
}

impl Default for Choice {
    fn default() -> Self {
        Self { by: Grouping::default(), only: None, most: PAGE }
    }
}

/// What the cases of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// They were written on behalf of this State.
    OnBehalf(ParticipantCode),
    /// They are contested and about this State.
    State(ParticipantCode),
    /// They are contested and about this subject.
    Subject(Subject),
}

impl Head {
    /// A unique text for the heading, distinct from those of cases.
    pub fn id(&self) -> String {
        match self {
            Self::OnBehalf(code) => format!("for/{code}"),
            Self::State(code) => format!("of/{code}"),
            Self::Subject(subject) => format!("on/{subject}"),
        }
    }

    /// The heading with this [`Head::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        match id.split_once('/')? {
            ("for", code) => Some(Self::OnBehalf(code.parse().ok()?)),
            ("of", code) => Some(Self::State(code.parse().ok()?)),
            ("on", subject) => Some(Self::Subject(subject.parse().ok()?)),
            _ => None,
        }
    }
}

/// Cases under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub head: Head,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// All cases of one entry.
pub fn cases_of(ledger: &Ledger, key: &EntryKey) -> Vec<Case> {
    let entry = ledger.entry(key);
    let contested = entry.contested().map(|(name, _)| Case::contested((key.clone(), name.clone())));
    let behalf = behalf::in_entry(ledger, key).into_iter();
    behalf.map(|found| Case::on_behalf(found.key, found.name)).chain(contested).collect()
}

/// The ids of the headings and of the first `most` cases, in order.
pub fn lines(groups: &[Group], most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut left = most;
    for group in groups {
        if left == 0 {
            break;
        }
        lines.push(group.head.id());
        let shown = group.cases.iter().take(left);
        left -= shown.len();
        lines.extend(shown.map(Case::id));
    }
    lines
}

/// Groups contested fields. `states` is the order of the participants.
pub fn arrange(
    outline: &Outline,
    contests: &[Contest],
    states: &[ParticipantCode],
    choice: &Choice,
) -> Vec<Group> {
    let place =
        |subject: &Subject| outline.get(subject.as_str()).map_or(usize::MAX, Element::index);
    let order = |((code, subject), name): &Contest| {
        let state = states.iter().position(|known| known == code).unwrap_or(usize::MAX);
        let element = place(subject);
        let (first, second) = match choice.by {
            Grouping::State => (state, element),
            Grouping::Element => (element, state),
        };
        (first, second, subject.clone(), *code, reading_place(name.as_str()), name.clone())
    };
    let wanted = |contest: &&Contest| choice.only.is_none_or(|code| code == contest.0.0);
    let mut wanted: Vec<&Contest> = contests.iter().filter(wanted).collect();
    wanted.sort_by_cached_key(|contest| order(contest));
    let mut groups: Vec<Group> = Vec::new();
    for contest in wanted {
        let head = match choice.by {
            Grouping::State => Head::State(contest.0.0),
            Grouping::Element => Head::Subject(contest.0.1.clone()),
        };
        push(&mut groups, head, Case::contested(contest.clone()));
    }
    groups
}

fn push(groups: &mut Vec<Group>, head: Head, case: Case) {
    match groups.last_mut() {
        Some(last) if last.head == head => last.cases.push(case),
        _ => groups.push(Group { head, cases: vec![case] }),
    }
}

/// A direction in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next case.
    Next,
    /// To the previous case.
    Previous,
}

/// The case next to another one, and its index in the list; none at the ends.
pub fn neighbour<'a>(groups: &'a [Group], case: &Case, step: Step) -> Option<(usize, &'a Case)> {
    let cases = || groups.iter().flat_map(|group| &group.cases);
    let place = cases().position(|known| known == case)?;
    let place = match step {
        Step::Next => place + 1,
        Step::Previous => place.checked_sub(1)?,
    };
    Some((place, cases().nth(place)?))
}

/// The action of a key while the focus is in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Keep the value with this index.
    Keep(usize),
    /// Write another value.
    Write,
    /// Move to another case without deciding.
    Go(Step),
}

/// The action of a key. Digits are also recognised by their physical key,
/// because some layouts, such as the French one, need Shift for digits.
pub fn ask(key: &str, code: &str) -> Option<Ask> {
    let place = code.strip_prefix("Digit").unwrap_or(key);
    match (key, place) {
        ("+", _) => Some(Ask::Write),
        ("ArrowRight", _) | (_, "0") => Some(Ask::Go(Step::Next)),
        ("ArrowLeft", _) => Some(Ask::Go(Step::Previous)),
        (_, place) => match place.parse() {
            Ok(number @ 1..=9_usize) => Some(Ask::Keep(number - 1)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::outline;

    fn contest(code: &str, subject: &str, name: &str) -> Contest {
        ((code.parse().unwrap(), subject.parse().unwrap()), name.parse().unwrap())
    }

    /// Groups as lines: the heading, then its cases.
    fn told(groups: &[Group]) -> Vec<String> {
        let mut lines = Vec::new();
        for group in groups {
            lines.push(match &group.head {
                Head::OnBehalf(code) => format!("for {code}"),
                Head::State(code) => code.to_string(),
                Head::Subject(subject) => subject.to_string(),
            });
            let case = |case: &Case| format!("  {} {} {}", case.key.0, case.key.1, case.name);
            lines.extend(group.cases.iter().map(case));
        }
        lines
    }

    /// Germany sorts before Finland, as in French: Allemagne, Finlande.
    fn arranged(choice: &Choice) -> Vec<Group> {
        let contests = [
            contest("DE", "PoA.2.c", "status"),
            contest("FI", "ITI.2.i", "note"),
            contest("FI", "PoA.2.c", "note"),
            contest("FI", "PoA.2.c", "status"),
            contest("FI", "X.unknown", "note"),
        ];
        let states = ["DE", "FI"].map(|code| code.parse().unwrap());
        arrange(outline(), &contests, &states, choice)
    }

    #[test]
    fn by_state_the_order_is_that_of_the_names_and_then_of_the_source() {
        let shown = told(&arranged(&Choice::default()));
        let expected = [
            "DE",
            "  DE PoA.2.c status",
            "FI",
            "  FI PoA.2.c status",
            "  FI PoA.2.c note",
            "  FI ITI.2.i note",
            "  FI X.unknown note",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn by_element_the_order_is_that_of_the_source_and_then_of_the_names() {
        let shown = told(&arranged(&Choice { by: Grouping::Element, ..Choice::default() }));
        let expected = [
            "PoA.2.c",
            "  DE PoA.2.c status",
            "  FI PoA.2.c status",
            "  FI PoA.2.c note",
            "ITI.2.i",
            "  FI ITI.2.i note",
            "X.unknown",
            "  FI X.unknown note",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn one_state_alone_can_be_shown() {
        let only = Some("DE".parse().unwrap());
        let shown = told(&arranged(&Choice { only, ..Choice::default() }));
        assert_eq!(shown, ["DE", "  DE PoA.2.c status"]);
    }

    #[test]
    fn no_more_than_wanted_is_shown_and_no_heading_without_a_case() {
        let groups = arranged(&Choice::default());
        assert_eq!(lines(&groups, 1), ["of/DE", "contested/DE/PoA.2.c/status"]);
        assert_eq!(lines(&groups, 2).len(), 4);
        assert_eq!(lines(&groups, 99).len(), 7);
        assert!(lines(&groups, 0).is_empty());
    }

    #[test]
    fn one_goes_from_case_to_case_over_the_headings() {
        let groups = arranged(&Choice::default());
        let first = Case::contested(contest("DE", "PoA.2.c", "status"));
        let second = Case::contested(contest("FI", "PoA.2.c", "status"));
        let last = Case::contested(contest("FI", "X.unknown", "note"));
        assert_eq!(neighbour(&groups, &first, Step::Next), Some((1, &second)));
        assert_eq!(neighbour(&groups, &second, Step::Previous), Some((0, &first)));
        assert_eq!(neighbour(&groups, &first, Step::Previous), None);
        assert_eq!(neighbour(&groups, &last, Step::Next), None);
        let elsewhere = Case::on_behalf(first.key.clone(), first.name.clone());
        assert_eq!(neighbour(&groups, &elsewhere, Step::Next), None);
    }

    #[test]
    fn a_heading_is_known_by_its_id() {
        let code = "FI".parse().unwrap();
        let subject = "PoA.4+FI.1".parse().unwrap();
        for head in [Head::OnBehalf(code), Head::State(code), Head::Subject(subject)] {
            assert_eq!(Head::from_id(&head.id()), Some(head.clone()));
            assert_eq!(Case::from_id(&head.id()), None, "a heading is no case");
        }
        assert_eq!(Head::from_id("contested/FI/PoA.4/note"), None);
    }

    #[test]
    fn a_case_is_known_by_its_id() {
        for name in ["status", "evidence:k1", "odd/name/with/strokes"] {
            let contested = Case::contested(contest("FI", "PoA.4+FI.1", name));
            let behalf = Case { kind: Kind::OnBehalf, ..contested.clone() };
            assert_eq!(Case::from_id(&contested.id()), Some(contested));
            assert_eq!(Case::from_id(&behalf.id()), Some(behalf));
        }
        for id in ["", "contested/FI/PoA.4", "heading/FI/PoA.4/note", "contested/fi/PoA.4/note"] {
            assert_eq!(Case::from_id(id), None, "{id}");
        }
    }

    #[test]
    fn a_value_is_compared_with_what_all_had_seen_or_else_with_the_first() {
        let value = |text: &str| Alternative { value: text.into(), revisions: Vec::new() };
        let cleared = Alternative { value: Value::Null, revisions: Vec::new() };
        let mut sides = Sides { values: vec![value("a"), value("b"), cleared], base: None };
        let against = |sides: &Sides| [0, 1, 2, 3].map(|place| sides.against(place).cloned());
        assert_eq!(against(&sides), [None, Some("a".into()), None, None]);
        sides.base = Some(Value::Null);
        assert_eq!(against(&sides), [None, Some("a".into()), None, None]);
        sides.base = Some("b".into());
        assert_eq!(against(&sides), [Some("b".into()), None, None, None]);
    }

    #[test]
    fn keys_choose_by_number_on_any_keyboard() {
        assert_eq!(ask("1", "Digit1"), Some(Ask::Keep(0)));
        assert_eq!(ask("&", "Digit1"), Some(Ask::Keep(0)), "French, without Shift");
        assert_eq!(ask("9", "Numpad9"), Some(Ask::Keep(8)));
        assert_eq!(ask("3", ""), Some(Ask::Keep(2)));
        assert_eq!(ask("0", "Digit0"), Some(Ask::Go(Step::Next)));
        assert_eq!(ask("ArrowRight", "ArrowRight"), Some(Ask::Go(Step::Next)));
        assert_eq!(ask("ArrowLeft", "ArrowLeft"), Some(Ask::Go(Step::Previous)));
        assert_eq!(ask("+", "NumpadAdd"), Some(Ask::Write));
        assert_eq!(ask("+", "Digit1"), Some(Ask::Write), "Swiss, with Shift");
        for (key, code) in
            [("Enter", "Enter"), ("ArrowDown", "ArrowDown"), ("a", "KeyA"), ("F1", "F1")]
        {
            assert_eq!(ask(key, code), None, "{key}");
        }
        assert_eq!(ask("Enter", "NumpadEnter"), None);
        assert_eq!(ask("End", "Numpad1"), None, "without NumLock");
    }
}
