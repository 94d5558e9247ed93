//! `revcon3 merge`: merges several snapshots into one file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use revcon3_tracker::domain::entry::Field;
use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::revision::Role;
use revcon3_tracker::snapshot::{self, Reading, canonical::to_text};

use crate::failure::{Failure, Outcome, print, say};
use crate::files;

/// Merges the files; writes nothing if one cannot be read at all.
pub fn run(paths: &[PathBuf], output: &Path) -> Outcome {
    let readings = read_all(paths)?;
    let mut report = String::new();
    let mut known = Ledger::default();
    for (path, reading) in paths.iter().zip(&readings) {
        files::say_what_is_odd(path, reading);
        files::say_what_stays_behind(path, reading);
        files::say_whose_edition(path, reading, output);
        report += &balance(path, reading, &mut known);
    }
    let Some(merged) = snapshot::merge(readings.iter().map(|reading| &reading.snapshot)) else {
        return Err(Failure::Usage("name at least one file".into()));
    };
    files::write_snapshot(output, &merged)?;
    report += &contested(&merged.ledger);
    let fingerprint = snapshot::fingerprint(&merged.ledger);
    let (count, path) = (files::revisions(&merged.ledger), output.display());
    print(&format!("{report}{path}: {count}, fingerprint {fingerprint}\n"))
}

/// Reads all files; reports every one that cannot be read.
fn read_all(paths: &[PathBuf]) -> Result<Vec<Reading>, Failure> {
    let mut readings = Vec::new();
    let mut failed = false;
    for path in paths {
        match files::read(path) {
            Ok(reading) => readings.push(reading),
            Err(Failure::BadInput(message)) => {
                say(format_args!("error: {message}"));
                failed = true;
            }
            Err(other) => return Err(other),
        }
    }
    if failed {
        say("Nothing was written: leave the unreadable files out, or have them sent again.");
        return Err(Failure::Said);
    }
    Ok(readings)
}

/// A line with what a file adds to those before it.
fn balance(path: &Path, reading: &Reading, known: &mut Ledger) -> String {
    let before = known.len();
    known.union(&reading.snapshot.ledger);
    let new = known.len() - before;
    let same = reading.snapshot.ledger.len() - new;
    let refused = reading.refused.len();
    format!("{}: {new} new, {same} same, {refused} refused\n", path.display())
}

/// One line per contested field.
fn contested(ledger: &Ledger) -> String {
    let mut report = String::new();
    for key in ledger.keys() {
        let entry = ledger.entry(key);
        for (name, field) in entry.contested() {
            let values = values_of(field, ledger, key);
            report += &format!("contested: {} {} {name}: {values}\n", key.0, key.1);
        }
    }
    report
}

/// The values of a contested field, each with the roles of its authors.
fn values_of(field: &Field, ledger: &Ledger, key: &EntryKey) -> String {
    let revisions = ledger.entry_revisions(key);
    let said = field.alternatives.iter().map(|alternative| {
        let its = revisions.iter().filter(|r| alternative.revisions.contains(&r.id()));
        let roles: BTreeSet<Role> = its.map(|revision| revision.body().author.role).collect();
        let roles: Vec<&str> = roles.into_iter().map(Role::key).collect();
        format!("{} ({})", to_text(&alternative.value), roles.join(", "))
    });
    said.collect::<Vec<_>>().join(" | ")
}
