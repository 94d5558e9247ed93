//! Small things in localStorage, through gloo-storage: settings, the sentinel
//! that notices a vanished database, and the emergency journal. A write here
//! can be lost when the browser is killed within seconds, so revisions come
//! here only when IndexedDB fails.

use gloo_storage::errors::StorageError;
use gloo_storage::{LocalStorage, Storage as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is kept, each under a key of its own. Every key begins with the app's
/// name, because on `file://` all local pages share one storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Language, role, participant, look.
    Settings,
    /// How much the database held when it was last written.
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

/// Whether there is a localStorage at all. gloo panics where there is none,
/// so everything here asks first.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value; nothing if it is absent, unreadable or blocked.
pub fn read<T: DeserializeOwned>(key: Key) -> Option<T> {
    available().then(|| LocalStorage::get(key.name()).ok())?
}

/// Keeps a value; false if it cannot be kept.
pub fn write<T: Serialize>(key: Key, value: &T) -> bool {
    available() && LocalStorage::set(key.name(), value).is_ok()
}

/// A value as the text that is kept.
pub fn read_text(key: Key) -> Option<String> {
    if !available() {
        return None;
    }
    LocalStorage::raw().get_item(key.name()).ok()?
}

/// Keeps a value as the text that [`read_text`] gave.
pub fn write_text(key: Key, text: &str) {
    if available() {
        // Where it cannot be kept it is read from its copy again.
        let _ = LocalStorage::raw().set_item(key.name(), text);
    }
}

/// Forgets a value.
pub fn remove(key: Key) {
    if available() {
        LocalStorage::delete(key.name());
    }
}

/// Keeps an entry in the emergency journal; false if that fails too.
pub fn journal_put(key: &str, line: &str) -> bool {
    available() && LocalStorage::set(format!("{JOURNAL}{key}"), line).is_ok()
}

/// Whether the journal has an entry under a key.
pub fn journal_has(key: &str) -> bool {
    let name = format!("{JOURNAL}{key}");
    available() && matches!(LocalStorage::raw().get_item(&name), Ok(Some(_)))
}

/// Forgets an entry of the journal.
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
    // Collected first: reading by position while keys change would skip some.
    let names: Vec<String> = names.collect();
    let line = |name: String| {
        let line: Result<String, StorageError> = LocalStorage::get(&name);
        Some((name.strip_prefix(JOURNAL)?.to_owned(), line.ok()?))
    };
    names.into_iter().filter_map(line).collect()
}
