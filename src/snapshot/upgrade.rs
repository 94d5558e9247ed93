//! Upgrades the envelope of an older version, step by step; each step is a pure
//! function that is kept for ever. Revisions are never rewritten, because their
//! ids depend on their content.

use super::canonical::Members;
use super::error::SnapshotError;
use super::format::VERSION;

/// The envelope in the current version.
///
/// # Errors
/// If its version is later, or missing.
pub(super) fn to_present(envelope: Members) -> Result<Members, SnapshotError> {
    let version = envelope.get("version").and_then(|value| value.as_integer());
    match version {
        // The first version; the next one adds its step here.
        Some(VERSION) => Ok(envelope),
        Some(version) if version > VERSION => {
            Err(SnapshotError::NewerVersion { version, app: app_of(&envelope) })
        }
        _ => Err(SnapshotError::NoVersion),
    }
}

fn app_of(envelope: &Members) -> String {
    let part = |name| envelope.get("app").and_then(|app| app.member(name)?.as_text());
    let words: Vec<&str> = [part("name"), part("version")].into_iter().flatten().collect();
    if words.is_empty() { "a later program".into() } else { super::strict::cut(&words.join(" ")) }
}
