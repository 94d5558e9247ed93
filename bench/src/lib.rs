//! What is measured: the steps of a chair's office with a folder of files, by
//! the functions that the app calls. Knows no clock; whoever calls takes the
//! time. `cargo xtask bench` runs it natively and as wasm, in turns with
//! `baseline.mjs`.

#[cfg(target_arch = "wasm32")]
mod wasm;

use std::collections::BTreeSet;
use std::sync::Arc;

use revcon3_tracker::desk::{Desk, Edit};
use revcon3_tracker::domain::field;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{AuthorId, Role, one_field};
use revcon3_tracker::domain::seal::replaced;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{self, Exported, Scope, Snapshot, canonical};

/// A step: its name, and how often it is done each time, where once is too
/// short to be told from noise.
pub type Task = (&'static str, u32);

/// The steps, in the order in which they are done.
pub const TASKS: [Task; 11] = [
    // Each file read, proven, previewed and taken in: the first that happens,
    // while memory has yet to grow.
    ("import", 1),
    // The sets that were read, as one.
    ("union", 1),
    // What every State says of every subject.
    ("project", 1),
    // What one State says: again after every saved change.
    ("look", 20),
    // A change is saved: the revision, without storage.
    ("edit", 20),
    // As it stands beside an export.
    ("fingerprint", 1),
    // What a file of everybody would bring to a desk that has everything.
    ("preview", 1),
    // Sealed and written as one file.
    ("export", 1),
    // That file, read and proven.
    ("read", 1),
    // Its lines, read and proven one by one as they lie in the database.
    ("start", 1),
    // A copy of everything, compared with it.
    ("copy", 1),
];

/// What lies on the table.
#[derive(Debug, Default)]
pub struct Stage {
    files: Vec<Vec<u8>>,
    ledgers: Vec<Ledger>,
    desk: Desk,
    text: String,
    edits: i64,
}

impl Stage {
    /// Lays a file on the table.
    pub fn feed(&mut self, bytes: Vec<u8>) {
        self.files.push(bytes);
    }

    /// Does a step. Returns a number by which to see that others did the same.
    ///
    /// # Errors
    /// If a file is no sound snapshot, or there is no such step.
    pub fn run(&mut self, task: &str) -> Result<usize, String> {
        match task {
            "import" => self.import(),
            "union" => {
                let mut all = Ledger::default();
                self.ledgers.iter().for_each(|ledger| all.union(ledger));
                Ok(all.len())
            }
            "project" => {
                let ledger = self.desk.ledger();
                let fields = |code: &ParticipantCode| -> usize {
                    ledger.entries_of(*code).values().map(|entry| entry.fields.len()).sum()
                };
                Ok(ledger.participants().iter().map(fields).sum())
            }
            "look" => Ok(self.desk.ledger().entries_of(self.somebody()?).len()),
            "edit" => self.edit(),
            "fingerprint" => Ok(snapshot::fingerprint(self.desk.ledger()).len()),
            "preview" => Ok(self.desk.preview(self.desk.ledger()).new.len()),
            "export" => self.export(),
            "read" => Ok(read(self.text.as_bytes())?.len()),
            "start" => Ok(self.start()),
            "copy" => Ok(usize::from(self.desk.ledger().clone() == *self.desk.ledger())),
            _ => Err(format!("no such step: {task}")),
        }
    }

    fn import(&mut self) -> Result<usize, String> {
        for file in &self.files {
            let ledger = read(file)?;
            let intake = self.desk.preview(&ledger);
            self.desk.take_in(intake.new);
            self.ledgers.push(ledger);
        }
        Ok(self.desk.ledger().len())
    }

    fn somebody(&self) -> Result<ParticipantCode, String> {
        let first = self.desk.ledger().keys().next().map(|(code, _)| *code);
        first.ok_or_else(|| "import first".to_owned())
    }

    fn edit(&mut self) -> Result<usize, String> {
        let key = self.desk.ledger().keys().next().cloned().ok_or("import first")?;
        self.edits += 1;
        let value = Value::text(format!("{} an edit by the benchmark", self.edits));
        let edit = Edit {
            key,
            set: one_field(field::NOTE.parse().map_err(text)?, value),
            author: chair(),
            time: self.edits,
            seen: None,
        };
        Ok(usize::from(self.desk.write(edit).is_some()))
    }

    fn export(&mut self) -> Result<usize, String> {
        let (mut drafts, mut sealed) = (BTreeSet::new(), Vec::new());
        for (seal, revisions) in
            snapshot::seal_all(self.desk.ledger(), &self.desk.drafts(), |_| true)
        {
            drafts.extend(seal.drafts);
            sealed.extend(revisions.into_iter().map(Arc::new));
        }
        let exported = Exported { time: 0, by: chair(), scope: Scope::Aggregate };
        let ledger = replaced(self.desk.ledger(), &drafts, sealed);
        self.text = snapshot::write(&Snapshot::new(exported, ledger));
        Ok(self.text.lines().filter(|line| line.starts_with("{\"id\"")).count())
    }

    fn start(&self) -> usize {
        let lines = self.text.lines().filter(|line| line.starts_with("{\"id\""));
        let read = lines.map(|line| canonical::from_line(line.trim_end_matches(',')));
        read.filter(Result::is_ok).count()
    }
}

fn read(bytes: &[u8]) -> Result<Ledger, String> {
    let reading = snapshot::read(bytes).map_err(text)?;
    if reading.refused.is_empty() && reading.warnings.is_empty() {
        Ok(reading.snapshot.ledger)
    } else {
        Err("the file is not sound".to_owned())
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn chair() -> AuthorId {
    AuthorId { role: Role::Chair, participant: None, device: 1 }
}

#[cfg(test)]
mod tests {
    use sample::{Amount, Recipe};

    use super::*;

    #[test]
    fn every_step_is_done_on_the_files_of_two() {
        let mut stage = Stage::default();
        let recipe = Recipe::new(2, Amount::Typical);
        recipe.files().for_each(|file| stage.feed(file.bytes));
        let all = recipe.aggregate().ledger.len();
        for (task, times) in TASKS {
            for _ in 0..times {
                let number = stage.run(task).unwrap();
                match task {
                    "import" | "union" => assert_eq!(number, all, "{task}"),
                    "preview" => assert_eq!(number, 0),
                    // The edits, sealed, are one revision more.
                    "export" | "read" | "start" => assert_eq!(number, all + 1, "{task}"),
                    _ => assert!(number > 0, "{task}"),
                }
            }
        }
        assert!(stage.run("rest").is_err());
    }
}
