//! `revcon3 validate`: whether files are sound snapshots. Sound means intact;
//! the content of revisions only leads to remarks.

use std::path::{Path, PathBuf};

use revcon3_tracker::domain::revision::Revision;
use revcon3_tracker::domain::{belonging, field};
use revcon3_tracker::reference::outline;
use revcon3_tracker::snapshot::{self, Reading, Warning};

use crate::failure::{Failure, Outcome, print, say};
use crate::{files, new};

/// The maximum number of remarks on one file.
const MAX_REMARKS: usize = 20;

/// Checks every file, even if earlier ones are not sound.
pub fn run(paths: &[PathBuf]) -> Outcome {
    let mut all_sound = true;
    for path in paths {
        all_sound &= check(path)?;
    }
    if all_sound { Ok(()) } else { Err(Failure::Said) }
}

fn check(path: &Path) -> Result<bool, Failure> {
    let reading = match files::read(path) {
        Ok(reading) => reading,
        Err(Failure::BadInput(message)) => {
            say(format_args!("error: {message}"));
            return Ok(false);
        }
        Err(other) => return Err(other),
    };
    files::say_what_is_odd(path, &reading);
    say_remarks(path, &reading);
    let sound = reading.refused.is_empty() && !reading.warnings.iter().any(is_damage);
    let verdict = if sound { "sound" } else { "NOT SOUND" };
    print(&format!("{}: {verdict}, {}\n", path.display(), summary(&reading)))?;
    Ok(sound)
}

/// Whether a warning means that the file was damaged, not just that it comes
/// from another program or edition.
fn is_damage(warning: &Warning) -> bool {
    match warning {
        Warning::Incomplete(_)
        | Warning::TextAfter
        | Warning::Header(_)
        | Warning::Count { .. }
        | Warning::Fingerprint { .. }
        | Warning::MoreRefused(_)
        | Warning::PrivateIgnored(_) => true,
        Warning::Author(_) | Warning::OtherEdition(_) | Warning::NewerMinor(_) => false,
    }
}

fn summary(reading: &Reading) -> String {
    let ledger = &reading.snapshot.ledger;
    let codes: Vec<String> = ledger.participants().iter().map(ToString::to_string).collect();
    let incomplete = ledger.keys().filter(|key| ledger.entry(key).incomplete).count();
    format!(
        "{}, {} of {} ({} refused), {incomplete} entries with incomplete history, \
         fingerprint {}",
        reading.snapshot.exported.scope,
        files::revisions(ledger),
        if codes.is_empty() { "nobody".to_owned() } else { codes.join(" ") },
        reading.refused.len(),
        snapshot::fingerprint(ledger),
    )
}

fn say_remarks(path: &Path, reading: &Reading) {
    let remarks = reading.snapshot.ledger.revisions().flat_map(|revision| remarks_on(revision));
    for remark in remarks.take(MAX_REMARKS) {
        say(format_args!("{}: remark: {remark}", path.display()));
    }
}

/// What this program does not understand in a revision; it is kept all the same.
fn remarks_on(revision: &Revision) -> Vec<String> {
    let (id, body) = (revision.id(), revision.body());
    let subject = new::element(body.subject.as_str());
    let strange = subject.err().map(|error| format!("revision {id}: {error}"));
    let fields = body.set.iter().flat_map(|(name, value)| {
        let wrong = field::check(name.as_str(), value).err().map(|error| error.to_string());
        let place = belonging::check(outline(), &body.subject, name.as_str()).err();
        let place = place.filter(|_| !value.is_null()).map(|error| error.to_string());
        let errors = wrong.into_iter().chain(place);
        errors.map(move |error| format!("revision {id}, {name}: {error}"))
    });
    strange.into_iter().chain(fields).collect()
}
