//! The invented history of one State on one subject: a chain of revisions by
//! the State's own delegation.

use std::collections::BTreeMap;
use std::sync::Arc;

use revcon3_tracker::domain::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use revcon3_tracker::domain::evidence::Evidence;
use revcon3_tracker::domain::field;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{
    AuthorId, Body, REVISION_VERSION, Revision, RevisionId, Subject,
};
use revcon3_tracker::domain::status::Status;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::outline;
use revcon3_tracker::snapshot::canonical::identify;

use crate::random::Random;
use crate::text::{Tongue, invented};
use crate::{Amount, Recipe, days_after_start};

/// The fields that a revision sets.
pub(crate) type Set = Vec<(String, Value)>;

/// The kind of subject, which decides its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Element,
    Added,
    Question,
    Meeting,
}

/// All subjects of a State: 110.
pub(crate) fn subjects(code: ParticipantCode) -> Vec<Subject> {
    let elements = outline().taggable().map(|element| element.id.clone());
    let questions = (1..=12).map(|number| format!("Q.{number}"));
    let meetings = (2019..=2024).map(|year| format!("CAL.{year}"));
    let added = ["PoA.4", "PoA.2.c", "ITI.8"].map(|heading| format!("{heading}+{code}.1"));
    let all = elements.chain(questions).chain(meetings).chain(added);
    all.filter_map(|id| id.parse().ok()).collect()
}

fn kind(subject: &Subject) -> Kind {
    match subject.as_str() {
        id if id.contains('+') => Kind::Added,
        id if id.starts_with("Q.") => Kind::Question,
        id if id.starts_with("CAL.") => Kind::Meeting,
        _ => Kind::Element,
    }
}

/// The revisions of one subject, oldest first; none if the State is silent on
/// it.
pub(crate) fn history(
    recipe: &Recipe,
    code: ParticipantCode,
    subject: &Subject,
) -> Vec<Arc<Revision>> {
    let mut random = Random::new(recipe.seed, &[code.as_str(), subject.as_str()]);
    let author = Writer::new(recipe, code, &mut random);
    let count = match recipe.amount {
        Amount::Typical if !random.percent(60) => 0,
        Amount::Typical => random.pick(&[1, 2, 2, 3, 3]),
        Amount::Full => 3,
    };
    let mut parents: Vec<RevisionId> = Vec::new();
    let mut revisions = Vec::new();
    for step in 0..count {
        let set = author.set(kind(subject), step, &mut random);
        let day = step as i64 * 150 + random.below(120) as i64;
        let time = days_after_start(day) + random.below(30_000_000) as i64;
        let revision = revision(code, subject, &recipe.mission(code), time, parents, set);
        parents = vec![revision.id()];
        revisions.push(revision);
    }
    revisions
}

/// A revision with these fields.
pub(crate) fn revision(
    code: ParticipantCode,
    subject: &Subject,
    author: &AuthorId,
    time: i64,
    parents: Vec<RevisionId>,
    set: Set,
) -> Arc<Revision> {
    let named = set.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, value)));
    Arc::new(identify(Body {
        version: REVISION_VERSION,
        participant: code,
        subject: subject.clone(),
        author: author.clone(),
        time,
        parents,
        set: named.collect(),
        unknown: BTreeMap::new(),
    }))
}

/// A random status.
pub(crate) fn any_status(random: &mut Random) -> (String, Value) {
    (field::STATUS.to_owned(), Value::text(random.pick(&Status::ALL).key()))
}

/// An author with a language and an amount of text.
struct Writer {
    tongue: Tongue,
    amount: Amount,
}

impl Writer {
    fn new(recipe: &Recipe, code: ParticipantCode, random: &mut Random) -> Self {
        let own = Tongue::of(code);
        // Some desk officers write in English, whatever the others do.
        let tongue = if random.percent(15) { Tongue::English } else { own };
        Self { tongue, amount: recipe.amount }
    }

    /// The fields of this step. The first step always has a text, so that every
    /// entry is marked as invented.
    fn set(&self, kind: Kind, step: usize, random: &mut Random) -> Set {
        match (kind, step) {
            (Kind::Question, _) => vec![self.long(field::ANSWER, random)],
            (Kind::Meeting, 1) => {
                vec![self.short(field::PLACE, random), self.short(field::THEME, random)]
            }
            (Kind::Meeting, _) => vec![self.long(field::NOTE, random)],
            (Kind::Added, 0) => {
                let name = format!("{}{}", field::TEXT, self.tongue.code());
                vec![self.long(&name, random), any_status(random)]
            }
            (Kind::Element, 0) => {
                let mut set = vec![self.long(field::NOTE, random), any_status(random)];
                set.extend(self.evidence(1, random));
                set
            }
            (_, 1) => self.second_thoughts(random),
            _ if random.percent(50) => vec![any_status(random)],
            _ => vec![self.long(field::NOTE, random), any_status(random)],
        }
    }

    fn second_thoughts(&self, random: &mut Random) -> Set {
        let year = random.pick(&[2019, 2020, 2021, 2022, 2023, 2024]);
        let day = format!("{year}-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28));
        let target = if random.percent(70) { format!("CAL.{year}") } else { day };
        let mut set = vec![
            any_status(random),
            (field::TARGET.to_owned(), Value::Text(target)),
            self.short(field::RESPONSIBLE, random),
        ];
        set.extend(self.evidence(2, random));
        if random.percent(20) {
            set.push(self.short(field::OBSTACLE, random));
        }
        if random.percent(15) {
            set.push((format!("{}a1", field::ASSISTANCE), self.assistance(random)));
        }
        if random.percent(3) {
            set.push((field::PRIORITY.to_owned(), Value::Integer(1 + random.below(3) as i64)));
        }
        set
    }

    fn evidence(&self, number: usize, random: &mut Random) -> Option<(String, Value)> {
        if self.amount == Amount::Typical && !random.percent(25) {
            return None;
        }
        let year = 2019 + random.below(5);
        let evidence = Evidence {
            title: invented(random, self.tongue, 40),
            link: format!("https://example.org/invented/{}", random.below(100_000)),
            date: format!("{year}-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28)),
            unknown: BTreeMap::new(),
        };
        Some((format!("{}e{number}", field::EVIDENCE), evidence.to_value()))
    }

    fn assistance(&self, random: &mut Random) -> Value {
        Assistance {
            direction: random.pick(Direction::ALL),
            kind: random.pick(AssistanceKind::ALL),
            state: random.pick(AssistanceState::ALL),
            partner: invented(random, self.tongue, 30),
            note: invented(random, self.tongue, 60),
            unknown: BTreeMap::new(),
        }
        .to_value()
    }

    fn long(&self, name: &str, random: &mut Random) -> (String, Value) {
        let usual = match self.amount {
            Amount::Typical => 180,
            Amount::Full => 400,
        };
        let length = usual * 3 / 4 + random.below(usual / 2);
        (name.to_owned(), Value::Text(invented(random, self.tongue, length)))
    }

    fn short(&self, name: &str, random: &mut Random) -> (String, Value) {
        (name.to_owned(), Value::Text(invented(random, self.tongue, 45)))
    }
}
