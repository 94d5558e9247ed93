//! Reads and writes files: each completely or not at all.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::reference::EDITION;
use revcon3_tracker::snapshot::format::FORMAT;
use revcon3_tracker::snapshot::{
    self, Reading, Snapshot, SnapshotError, Warning, format::MAX_BYTES,
};

use crate::failure::{Failure, Outcome, bad, say};

/// The maximum number of symbolic links to follow, as in Linux.
const MAX_LINKS: usize = 40;

/// The maximum number of temporary files of killed runs to skip.
const MAX_DRAFTS: usize = 100;

/// Reads a snapshot file.
pub fn read(path: &Path) -> Result<Reading, Failure> {
    snapshot::read(&bytes(path)?).map_err(|error| bad(format!("{}: {error}", path.display())))
}

/// The bytes of any file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    bytes_of(path).map_err(|error| bad(format!("{}: {error}", path.display())))
}

/// Reads at most one byte more than allowed, which is enough to detect a file that is too large.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reports refused revisions and warnings.
pub fn say_what_is_odd(path: &Path, reading: &Reading) {
    let path = path.display();
    for refusal in &reading.refused {
        say(format_args!("{path}: {refusal}; ask its author to send it again"));
    }
    for warning in &reading.warnings {
        say(format_args!("{path}: warning: {warning}"));
    }
}

/// Reports that private notes are not passed on.
pub fn say_what_stays_behind(path: &Path, reading: &Reading) {
    let private = reading.snapshot.private.as_ref().map_or(0, Ledger::len);
    if private > 0 {
        say(format_args!("{}: {private} private revisions are left out", path.display()));
    }
}

/// Reports that the output claims another edition than this input: a file can
/// name only one, and this program knows its own.
pub fn say_whose_edition(path: &Path, reading: &Reading, output: &Path) {
    if reading.warnings.iter().any(|warning| matches!(warning, Warning::OtherEdition(_))) {
        say(format_args!(
            "{}: warning: {} says it is about the edition of this program ({EDITION}); keep this \
             file, which says the other",
            path.display(),
            output.display()
        ));
    }
}

/// Writes a file atomically. Writes directly into what is not a regular file,
/// such as a pipe.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Outcome {
    let bytes = text.as_ref();
    let written = match fs::metadata(path) {
        Ok(there) if !there.is_file() => write_into(path, bytes),
        Ok(there) => replace(&behind_links(path), bytes, Some(there.permissions())),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        Err(_) => replace(&behind_links(path), bytes, None),
    };
    written.map_err(|error| bad(format!("{}: cannot be written: {error}", path.display())))
}

/// Writes a snapshot, unless it would be too large to be read.
pub fn write_snapshot(path: &Path, snapshot: &Snapshot) -> Outcome {
    write_readable(path, &snapshot::write(snapshot))
}

fn write_readable(path: &Path, text: &str) -> Outcome {
    if text.len() > MAX_BYTES {
        return Err(bad(format!(
            "{}: would have {} bytes, and no program would read more than {MAX_BYTES}: put fewer \
             files together",
            path.display(),
            text.len()
        )));
    }
    write(path, text)
}

/// Writes a file that is not a snapshot. Refuses to replace a snapshot, because
/// that is the record and `-o` may be a slip.
pub fn write_other(path: &Path, text: impl AsRef<[u8]>) -> Outcome {
    if is_snapshot(path) {
        return Err(bad(format!(
            "{}: is a snapshot, which is the record, and is not written over: name another file \
             with -o",
            path.display()
        )));
    }
    write(path, text)
}

/// Whether the file is a snapshot, even of a later version, or one that is too
/// damaged or too large to be read.
fn is_snapshot(path: &Path) -> bool {
    // Reading a pipe would consume its content.
    let bytes = fs::metadata(path).is_ok_and(|there| there.is_file()).then(|| bytes_of(path));
    let Some(Ok(bytes)) = bytes else { return false };
    let says_so = bytes.windows(FORMAT.len()).any(|part| part == FORMAT.as_bytes());
    says_so || !matches!(snapshot::read(&bytes), Err(SnapshotError::NotASnapshot(_)))
}

fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

/// The target of symbolic links, whether or not it exists: the link stays, and
/// its target is replaced.
fn behind_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target
}

fn replace(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    let (file, draft) = new_draft(path)?;
    let filled = fill(file, bytes, permissions).and_then(|()| fs::rename(&draft, path));
    if filled.is_err() {
        // The incomplete temporary file is useless.
        let _ = fs::remove_file(&draft);
    }
    filled
}

/// A temporary file in the same folder. Its name is short, because the file's
/// own name may have the maximum length. Skips leftovers of killed runs.
fn new_draft(path: &Path) -> io::Result<(File, PathBuf)> {
    let process = std::process::id();
    let mut number = 0;
    loop {
        let nth = if number == 0 { String::new() } else { format!("-{number}") };
        let draft = path.with_file_name(format!(".revcon3-{process}{nth}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&draft) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MAX_DRAFTS => {
                number += 1;
            }
            opened => return opened.map(|file| (file, draft)),
        }
    }
}

/// Sets the permissions first, so that a restricted file is never readable by
/// others, not even temporarily.
fn fill(mut file: File, bytes: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// The number of revisions, in words.
pub fn revisions(ledger: &Ledger) -> String {
    match ledger.len() {
        1 => "1 revision".to_owned(),
        count => format!("{count} revisions"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_could_read_is_not_written() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("all.json");
        assert!(write_readable(&path, &" ".repeat(MAX_BYTES + 1)).is_err());
        assert!(!path.exists());
        assert!(write_readable(&path, "{}").is_ok() && path.exists());
    }
}
