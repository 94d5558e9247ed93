//! Files in, files out: a file is read whole or not at all, and written whole
//! or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::snapshot::{self, Reading, format::MAX_BYTES};

use crate::failure::{Failure, Outcome, bad, say};

/// Reads a snapshot file.
pub fn read(path: &Path) -> Result<Reading, Failure> {
    snapshot::read(&bytes(path)?).map_err(|error| bad(format!("{}: {error}", path.display())))
}

/// The bytes of any file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    bytes_of(path).map_err(|error| bad(format!("{}: {error}", path.display())))
}

/// At most one byte more than may be read: enough to know that it is too much.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Says which revisions of a file were refused and what else is odd.
pub fn say_what_is_odd(path: &Path, reading: &Reading) {
    let path = path.display();
    for refusal in &reading.refused {
        say(format_args!("{path}: {refusal}; ask its author to send it again"));
    }
    for warning in &reading.warnings {
        say(format_args!("{path}: warning: {warning}"));
    }
}

/// Says that private notes are not passed on.
pub fn say_what_stays_behind(path: &Path, reading: &Reading) {
    let private = reading.snapshot.private.as_ref().map_or(0, Ledger::len);
    if private > 0 {
        say(format_args!("{}: {private} private revisions are left out", path.display()));
    }
}

/// Writes a file so that nobody ever finds half of it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Outcome {
    let draft = draft_beside(path);
    let written = write_new(&draft, text.as_ref()).and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| {
        // What is left of the draft is of no use; it may not even exist.
        let _ = fs::remove_file(&draft);
        bad(format!("{}: cannot be written: {error}", path.display()))
    })
}

fn draft_beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// How many revisions there are, in words.
pub fn revisions(ledger: &Ledger) -> String {
    match ledger.len() {
        1 => "1 revision".to_owned(),
        count => format!("{count} revisions"),
    }
}
