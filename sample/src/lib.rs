//! Invented snapshots, as many as a chair's office receives, for benchmarks,
//! browser scenarios and training.
//!
//! ```text
//! cargo run -p sample -- --states 57 -o FOLDER             one file per State
//! cargo run -p sample -- --states 57 -o FOLDER --with all  and what else comes by mail
//! cargo run -p sample -- --participants XA,XB -o FOLDER --full --seed 7
//! ```
//!
//! In a test, `Recipe::new(57, Amount::Typical).files()` gives names and bytes,
//! `Recipe::odd` a file with a defect ([`Odd`]), `Recipe::aggregate` everything
//! as one set. Equal recipes give equal bytes on every computer.
//!
//! Nothing here may be mistaken for a State's statement: the participants are
//! the fictional `XA` to `XZ` as long as these suffice, every file is marked
//! [`MARKING`], its name begins with `EXAMPLE`, its authors are named as
//! invented, and every text says so in its own language. Not part of the app.

mod history;
mod odd;
mod participants;
mod random;
mod text;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{AuthorId, Role};
use revcon3_tracker::snapshot::{self, Exported, Scope, Snapshot};

pub use odd::Odd;
pub use participants::{participants, states};
pub use text::is_marked;

/// The handling marking of every file.
pub const MARKING: &str = "EXAMPLE – INVENTED DATA";

/// Midnight of 9 January 2023 UTC, the time of the first revision.
const START: i64 = 1_673_222_400_000;

/// The export time in days after [`START`]: after all revisions.
const EXPORTED: i64 = 540;

/// The amount of data per State.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Three subjects in five, about 180 characters each, sometimes changed:
    /// about 145 revisions.
    Typical,
    /// All 110 subjects, about 400 characters each, with two links, each
    /// changed twice: 330 revisions.
    Full,
}

/// The parameters that determine the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The participants; one file each.
    pub participants: Vec<ParticipantCode>,
    /// The amount of data for each.
    pub amount: Amount,
    /// The random seed.
    pub seed: u64,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Recipe {
    /// Files of the first `count` [`participants()`].
    pub fn new(count: usize, amount: Amount) -> Self {
        Self { participants: participants(count), amount, seed: 1 }
    }

    /// One file per participant, in order, generated lazily.
    pub fn files(&self) -> impl Iterator<Item = SampleFile> {
        self.participants.iter().map(|&code| self.file(code))
    }

    /// The file of one participant.
    pub fn file(&self, code: ParticipantCode) -> SampleFile {
        let text = snapshot::write(&self.snapshot(code));
        SampleFile { name: file_name(code, ""), bytes: text.into_bytes() }
    }

    /// The snapshot of one participant.
    pub fn snapshot(&self, code: ParticipantCode) -> Snapshot {
        let author = self.mission(code);
        let authors = [(author.clone(), format!("EXAMPLE – invented mission of {code}"))];
        Snapshot { authors: authors.into(), ..marked(code, author, self.ledger(code)) }
    }

    /// The revisions of one participant.
    pub fn ledger(&self, code: ParticipantCode) -> Ledger {
        let subjects = history::subjects(code);
        subjects.iter().flat_map(|subject| history::history(self, code, subject)).collect()
    }

    /// The revisions of all participants as one snapshot.
    pub fn aggregate(&self) -> Snapshot {
        let by = AuthorId { role: Role::Chair, participant: None, device: self.seed };
        let exported = Exported { time: days_after_start(EXPORTED), by, scope: Scope::Aggregate };
        let mut snapshot = Snapshot::new(exported, Ledger::default());
        snapshot.marking = MARKING.to_owned();
        for &code in &self.participants {
            let one = self.snapshot(code);
            snapshot.ledger.union(&one.ledger);
            snapshot.authors.extend(one.authors);
        }
        snapshot
    }

    /// Everything in one file.
    pub fn aggregate_file(&self) -> SampleFile {
        let text = snapshot::write(&self.aggregate());
        let name = "EXAMPLE-revcon3-all-2024-07-02.json".to_owned();
        SampleFile { name, bytes: text.into_bytes() }
    }

    /// A file with a defect, as a chair's office receives among others; none
    /// without participants.
    pub fn odd(&self, odd: Odd) -> Option<SampleFile> {
        odd::file(self, odd)
    }

    /// The author of the delegation's office at the seat of the organisation.
    fn mission(&self, code: ParticipantCode) -> AuthorId {
        delegation(code, self.device(&[code.as_str(), "mission"]))
    }

    fn device(&self, of: &[&str]) -> u64 {
        random::Random::new(self.seed, of).next()
    }
}

fn delegation(code: ParticipantCode, device: u64) -> AuthorId {
    AuthorId { role: Role::Delegation, participant: Some(code), device }
}

fn days_after_start(days: i64) -> i64 {
    START + days * 86_400_000
}

/// `EXAMPLE-revcon3-XA-2024-07-02.json`, with a word for the defect.
fn file_name(code: ParticipantCode, matter: &str) -> String {
    format!("EXAMPLE-revcon3-{code}{matter}-2024-07-02.json")
}

/// A marked snapshot of one participant, without author names.
fn marked(code: ParticipantCode, by: AuthorId, ledger: Ledger) -> Snapshot {
    let time = days_after_start(EXPORTED);
    let exported = Exported { time, by, scope: Scope::Participant(code) };
    Snapshot { marking: MARKING.to_owned(), ..Snapshot::new(exported, ledger) }
}

#[cfg(test)]
mod tests;
