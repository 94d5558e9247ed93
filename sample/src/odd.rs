//! Files with defects that a chair's office receives: duplicate, old,
//! truncated, too new, hostile, and changed by the chair.

use std::sync::Arc;

use clap::ValueEnum;
use revcon3_tracker::domain::field;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{AuthorId, Revision, RevisionId, Role, Subject};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{self, Snapshot, canonical::to_line};

use crate::history::{Set, any_status, history, revision, subjects};
use crate::random::Random;
use crate::text::{Tongue, invented, mark};
use crate::{Recipe, SampleFile, days_after_start, delegation, file_name, marked};

/// The version at the start of every file.
const VERSION: &str = "\"version\":1,\"minor\":0";

/// The defect of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Odd {
    /// Edited in capital without sight of what the mission wrote meanwhile:
    /// brings contested values
    Capital,
    /// The same State, a year earlier: brings nothing new
    Older,
    /// Cut off by a mail gateway, in the middle of a line
    CutOff,
    /// Of a version that nobody knows yet
    Newer,
    /// Of a later minor version, with members that nobody knows yet
    NewerMinor,
    /// Made to deceive: what can be refused is, the rest is text
    Hostile,
    /// The chair has changed what the State says, in sight of it
    OnBehalf,
}

/// A participant, an author with a name, and a random stream.
struct Office<'a> {
    recipe: &'a Recipe,
    code: ParticipantCode,
    author: AuthorId,
    name: String,
    random: Random,
}

/// The file; none without participants.
pub(crate) fn file(recipe: &Recipe, odd: Odd) -> Option<SampleFile> {
    // Each kind from another State, as far as possible.
    let places = Odd::value_variants().iter().position(|known| *known == odd)?;
    let code = *recipe.participants.iter().cycle().take(places + 1).last()?;
    let word = odd.to_possible_value()?.get_name().to_owned();
    let office = Office::new(recipe, code, odd, &word);
    Some(SampleFile { name: file_name(code, &format!("-{word}")), bytes: office.bytes(odd) })
}

impl<'a> Office<'a> {
    fn new(recipe: &'a Recipe, code: ParticipantCode, odd: Odd, word: &str) -> Self {
        let device = recipe.device(&[code.as_str(), word]);
        let (author, name) = match odd {
            Odd::OnBehalf => (
                AuthorId { role: Role::Chair, participant: None, device },
                "EXAMPLE – invented office of the chair".to_owned(),
            ),
            Odd::Capital | Odd::Hostile => {
                (delegation(code, device), format!("EXAMPLE – invented {word} of {code}"))
            }
            _ => (recipe.mission(code), format!("EXAMPLE – invented mission of {code}")),
        };
        let random = Random::new(recipe.seed, &[code.as_str(), word]);
        Self { recipe, code, author, name, random }
    }

    fn bytes(mut self, odd: Odd) -> Vec<u8> {
        match odd {
            Odd::Capital => self.capital().into_bytes(),
            Odd::Older => self.text(self.past()).into_bytes(),
            Odd::CutOff => {
                let mut bytes = self.text(self.present()).into_bytes();
                bytes.truncate(bytes.len() * 3 / 5);
                bytes
            }
            Odd::Newer => {
                let text = self.text(self.present());
                text.replacen(VERSION, "\"version\":2,\"minor\":0", 1).into_bytes()
            }
            Odd::NewerMinor => self.newer_minor().into_bytes(),
            Odd::Hostile => self.hostile().into_bytes(),
            Odd::OnBehalf => self.on_behalf().into_bytes(),
        }
    }

    fn present(&self) -> Ledger {
        self.recipe.ledger(self.code)
    }

    /// The first revision of the State on every subject.
    fn past(&self) -> Ledger {
        let first = |subject| history(self.recipe, self.code, subject).into_iter().next();
        subjects(self.code).iter().filter_map(first).collect()
    }

    fn snapshot(&self, ledger: Ledger) -> Snapshot {
        let authors = [(self.author.clone(), self.name.clone())].into();
        Snapshot { authors, ..marked(self.code, self.author.clone(), ledger) }
    }

    fn text(&self, ledger: Ledger) -> String {
        snapshot::write(&self.snapshot(ledger))
    }

    /// A revision of this author with these parents.
    fn says(
        &self,
        subject: &Subject,
        day: i64,
        parents: Vec<RevisionId>,
        set: Set,
    ) -> Arc<Revision> {
        revision(self.code, subject, &self.author, days_after_start(day), parents, set)
    }

    fn note(&mut self, name: &str) -> (String, Value) {
        (name.to_owned(), Value::Text(invented(&mut self.random, Tongue::English, 80)))
    }

    /// Every third entry is rewritten on top of its first revision.
    fn capital(&mut self) -> String {
        let mut ledger = self.past();
        let past: Vec<Arc<Revision>> = ledger.revisions().step_by(3).cloned().collect();
        for old in past {
            let set = vec![self.note(field::NOTE), any_status(&mut self.random)];
            ledger.insert(self.says(&old.body().subject, 400, vec![old.id()], set));
        }
        self.text(ledger)
    }

    /// A few entries, on top of all revisions of the State.
    fn on_behalf(&mut self) -> String {
        let mut ledger = self.present();
        let keys: Vec<_> = ledger.keys().step_by(20).cloned().collect();
        for key in keys {
            let heads = ledger.entry(&key).heads;
            let set = vec![self.note(field::CHAIR_NOTE), any_status(&mut self.random)];
            ledger.insert(self.says(&key.1, 530, heads, set));
        }
        self.text(ledger)
    }

    fn newer_minor(&mut self) -> String {
        let mut snapshot = self.snapshot(self.present());
        let keys: Vec<_> = snapshot.ledger.keys().step_by(30).cloned().collect();
        for key in keys {
            let heads = snapshot.ledger.entry(&key).heads;
            let set = vec![self.note("outlook"), self.note(field::NOTE)];
            snapshot.ledger.insert(self.says(&key.1, 535, heads, set));
        }
        let later = Value::text(format!("{} a member of minor version 1", mark()));
        snapshot.unknown.envelope.insert("letter".to_owned(), later);
        snapshot::write(&snapshot).replacen(VERSION, "\"version\":1,\"minor\":1", 1)
    }

    /// Valid revisions with texts that must be harmless, then lines that must
    /// be refused.
    fn hostile(&mut self) -> String {
        let all = subjects(self.code);
        let mut ledger = self.past();
        for (subject, set) in all.iter().zip(traps()) {
            ledger.insert(self.says(subject, 450, Vec::new(), set));
        }
        if let Some(subject) = all.first() {
            ledger.insert(self.of_another(subject));
        }
        let good = ledger.revisions().next().map(|revision| to_line(revision)).unwrap_or_default();
        let private = vec![self.note(field::PRIVATE_NOTE)];
        let private = all.first().map(|s| to_line(&self.says(s, 451, Vec::new(), private)));
        let mut bad = forged(&good);
        bad.extend(private);
        let lines = bad.iter().map(|line| format!("{line},\n")).collect::<String>();
        self.text(ledger).replacen("[\n", &format!("[\n{lines}"), 1)
    }

    /// A file of one State may contain entries of another: reported, not refused.
    fn of_another(&mut self, subject: &Subject) -> Arc<Revision> {
        let others = self.recipe.participants.iter().find(|code| **code != self.code);
        let code = others.copied().unwrap_or(self.code);
        let set = vec![self.note(field::NOTE), any_status(&mut self.random)];
        // In the year 2099.
        revision(code, subject, &self.author, days_after_start(28_000), Vec::new(), set)
    }
}

/// Texts that are dangerous if interpreted as something else.
fn traps() -> Vec<Set> {
    let mark = mark();
    let note = |text: &str| vec![(field::NOTE.to_owned(), Value::text(format!("{text} {mark}")))];
    let link = |link: &str| {
        let members = [("link", link), ("title", mark)];
        let members = members.map(|(name, text)| (name.to_owned(), Value::text(text)));
        vec![(format!("{}e9", field::EVIDENCE), Value::Map(members.into()))]
    };
    vec![
        note("<script>alert(1)</script><img src=x onerror=alert(1)>"),
        note("=HYPERLINK(\"https://example.org/\",\"open\")"),
        note("not \u{202e}detratS\u{202c} yet, zero\u{200b}width\u{feff}"),
        note("{{constructor.constructor('alert(1)')()}}"),
        link("javascript:alert(1)"),
        link("java\nscript:alert(1)"),
        link("data:text/html,<script>alert(1)</script>"),
        vec![(field::STATUS.to_owned(), Value::text(format!("fulfilled {mark}")))],
        vec![(field::PRIORITY.to_owned(), Value::Integer(99))],
    ]
}

/// Lines that every reader must refuse.
fn forged(good: &str) -> Vec<String> {
    let with = |member: &str| good.replacen('{', &format!("{{{member},"), 1);
    vec![
        // The content no longer matches the id.
        good.replacen("\"set\":{", "\"set\":{\"added\":true,", 1),
        good.replacen("\"v\":1", "\"v\":1,\"z\":0", 1),
        with("\"id\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAA\""),
        with("\"deep\":[[[[[[[[[1]]]]]]]]]"),
        with("\"half\":0.5"),
        with("\"big\":9007199254740993"),
        "{\"id\":\"short\",\"v\":1}".to_owned(),
        "[]".to_owned(),
    ]
}
