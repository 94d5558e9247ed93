//! `revcon3 csv`: writes and reads the sheet for spreadsheet programs. Decides
//! only what is written when a line is wrong.

use std::path::{Path, PathBuf};

use revcon3_tracker::desk::Desk;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::Language;
use revcon3_tracker::report::assistance;
use revcon3_tracker::report::sheet::{self, Filled};
use revcon3_tracker::snapshot::{self, Exported, Scope, Snapshot, canonical::to_text};

use crate::args::{CsvAssistance, CsvExport, CsvImport};
use crate::failure::{Failure, Outcome, bad, print, say};
use crate::{files, new};

/// The union of the files.
fn together(paths: &[PathBuf]) -> Result<Ledger, Failure> {
    let mut ledger = Ledger::default();
    for path in paths {
        let reading = files::read(path)?;
        files::say_what_is_odd(path, &reading);
        ledger.union(&reading.snapshot.ledger);
    }
    Ok(ledger)
}

/// Writes the needs and offers of all participants.
pub fn assistance(request: &CsvAssistance) -> Outcome {
    let ledger = together(&request.files)?;
    let text = assistance::write(&ledger, request.lang, request.separator);
    files::write_other(&request.output, text)?;
    print(&format!("{}\n", request.output.display()))
}

/// Writes a sheet of the union of the files.
pub fn export(request: &CsvExport) -> Outcome {
    let ledger = together(&request.files)?;
    for code in &request.participant {
        new::check_participant(*code)?;
    }
    let mut wanted = match request.participant.as_slice() {
        [] => ledger.participants(),
        chosen => chosen.to_vec(),
    };
    // A sheet with repeated rows could not be read back.
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Err(Failure::Usage("name a file or a --participant".into()));
    }
    let text = sheet::write(&ledger, &wanted, request.lang, request.separator);
    files::write_other(&request.output, &text)?;
    let codes: Vec<&str> = wanted.iter().map(ParticipantCode::as_str).collect();
    print(&format!("{}: {}\n", request.output.display(), codes.join(" ")))
}

/// Writes a snapshot with the base and the changes of the sheet.
pub fn import(request: &CsvImport) -> Outcome {
    let sheet = request.sheet.display();
    let base = request.onto.as_deref().map(|path| base(path, &request.output)).transpose()?;
    let time = new::checked_time(request.time)?;
    let author = request.author.clone();
    let mut desk = Desk::default();
    desk.take_in(base.iter().flat_map(|base| base.ledger.revisions().cloned()));
    let bytes = files::bytes(&request.sheet)?;
    let filled = sheet::read(&bytes, desk.ledger(), |code| author.may_edit(code))
        .map_err(|error| bad(format!("{sheet}: {}", error.words(Language::English))))?;
    say_what_is_wrong(request, &filled)?;
    let report = report(&filled, &desk.preview_sheet(&filled.changes, &author));
    desk.take_sheet(&filled.changes, &author, time);
    let ledger = desk.ledger().clone();
    let scope = match ledger.participants().as_slice() {
        [only] => Scope::Participant(*only),
        _ => Scope::Aggregate,
    };
    let exported = Exported { time, by: author, scope };
    let snapshot = match base {
        Some(base) => Snapshot { exported, ledger, private: None, settings: None, ..base },
        None => Snapshot::new(exported, ledger),
    };
    files::write_snapshot(&request.output, &snapshot)?;
    say_if_empty(request, &snapshot.ledger);
    let fingerprint = snapshot::fingerprint(&snapshot.ledger);
    let (count, path) = (files::revisions(&snapshot.ledger), request.output.display());
    print(&format!("{report}{path}: {count}, fingerprint {fingerprint}\n"))
}

fn base(path: &Path, output: &Path) -> Result<Snapshot, Failure> {
    let reading = files::read(path)?;
    files::say_what_is_odd(path, &reading);
    files::say_what_stays_behind(path, &reading);
    files::say_whose_edition(path, &reading, output);
    Ok(reading.snapshot)
}

/// Warns if the result is empty: an untouched sheet has no changes, and sending
/// the file would send nothing.
fn say_if_empty(request: &CsvImport, ledger: &Ledger) {
    if ledger.is_empty() {
        say(format_args!(
            "{}: warning: nothing of {} was taken, so the snapshot is empty: change cells, or \
             name with --onto the snapshot that the sheet was made of",
            request.output.display(),
            request.sheet.display()
        ));
    }
}

/// Reports every wrong line. Then fails, unless the good lines were asked for.
fn say_what_is_wrong(request: &CsvImport, filled: &Filled) -> Outcome {
    let sheet = request.sheet.display();
    for fault in &filled.faults {
        let (place, words) = (fault.place(Language::English), fault.words(Language::English));
        say(format_args!("{sheet}: {place}: {words}"));
    }
    if filled.faults.is_empty() || request.good_lines {
        return Ok(());
    }
    say("Nothing was written: mend these, or take the rest as it is with --good-lines.");
    Err(Failure::Said)
}

/// One line per change.
fn report(filled: &Filled, contested: &[bool]) -> String {
    let mut report = String::new();
    for (change, contested) in filled.changes.iter().zip(contested) {
        let (code, subject) = &change.key;
        let before = match &change.before {
            None => to_text(&Value::Null),
            Some(field) => {
                let values = field.alternatives.iter().map(|known| to_text(&known.value));
                values.collect::<Vec<_>>().join(" | ")
            }
        };
        let (line, field, after) = (change.line, &change.field, to_text(&change.after));
        let mark = if *contested { " (contested)" } else { "" };
        report += &format!("line {line}: {code} {subject} {field}: {before} -> {after}{mark}\n");
    }
    report
}
