//! Small data in localStorage, through gloo-storage: settings, the sentinel
//! that detects a lost database, and the emergency journal. A write can be lost
//! if the browser is killed within seconds, so revisions are stored here only
//! when IndexedDB fails.

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The stored values. Every key begins with the app's name, because with
/// `file://` all local pages share one storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Language, role, participant, display preferences.
    Settings,
    /// The amount of data in the database at the last write.
    Sentinel,
}

const JOURNAL: &str = "revcon3/journal/";

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Settings => "revcon3/settings",
            Self::Sentinel => "revcon3/sentinel",
        }
    }
}

/// Whether localStorage exists. gloo panics where it does not, so every
/// function here checks first.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value; nothing if it is absent, unreadable or blocked.
pub fn read<T: DeserializeOwned>(key: Key) -> Option<T> {
    available().then(|| LocalStorage::get(key.name()).ok())?
}

/// Stores a value; false if that fails.
pub fn write<T: Serialize>(key: Key, value: &T) -> bool {
    available() && LocalStorage::set(key.name(), value).is_ok()
}

/// The stored text of a value.
pub fn read_text(key: Key) -> Option<String> {
    if !available() {
        return None;
    }
    LocalStorage::raw().get_item(key.name()).ok()?
}

/// Stores a text from [`read_text`] again.
pub fn write_text(key: Key, text: &str) {
    if available() {
        // If this fails, the settings are read from the copy in the database again.
        let _ = LocalStorage::raw().set_item(key.name(), text);
    }
}

/// Deletes a value.
pub fn remove(key: Key) {
    if available() {
        LocalStorage::delete(key.name());
    }
}

/// Writes an entry to the emergency journal; false if that fails.
pub fn journal_put(key: &str, line: &str) -> bool {
    available() && LocalStorage::set(format!("{JOURNAL}{key}"), line).is_ok()
}

/// Whether the journal has an entry under a key.
pub fn journal_has(key: &str) -> bool {
    let name = format!("{JOURNAL}{key}");
    available() && matches!(LocalStorage::raw().get_item(&name), Ok(Some(_)))
}

/// Deletes an entry of the journal.
pub fn journal_remove(key: &str) {
    if available() {
        LocalStorage::delete(format!("{JOURNAL}{key}"));
    }
}

/// The entries of the journal, by key.
pub fn journal() -> Vec<(String, String)> {
    if !available() {
        return Vec::new();
    }
    let names = (0..LocalStorage::length()).filter_map(|index| {
        let name = LocalStorage::raw().key(index).ok()??;
        name.starts_with(JOURNAL).then_some(name)
    });
    // Collected first: reading by index while keys change would skip some.
    let names: Vec<String> = names.collect();
    let line = |name: String| {
        let line: Result<String, StorageError> = LocalStorage::get(&name);
        Some((name.strip_prefix(JOURNAL)?.to_owned(), line.ok()?))
    };
    names.into_iter().filter_map(line).collect()
}
