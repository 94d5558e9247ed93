//! What the rules of keeping ask of a browser, and what they say to a person.
//! A browser keeps its side in `session`, and a fake that fails in every way
//! in the tests.

use super::batch::Batch;

/// Tells a request from the others.
pub type Ticket = u32;

/// What the rules ask of the browser. Nothing here waits: what takes time is
/// begun, and its outcome comes back as an event of the `Keeper`.
pub trait Storage {
    /// Begins to carry out a batch, all of it or none; the outcome comes as
    /// `Keeper::written`.
    fn write(&mut self, ticket: Ticket, batch: Batch);
    /// Begins to open the database anew and to read it; the outcome comes as
    /// `Keeper::opened`.
    fn open(&mut self, ticket: Ticket);
    /// Comes back with `Keeper::wake` after a while.
    fn later(&mut self, alarm: Alarm);
    /// Puts an entry into the emergency journal; false if that fails too.
    fn note(&mut self, key: &str, text: &str) -> bool;
    /// Whether the journal has an entry.
    fn is_noted(&self, key: &str) -> bool;
    /// Takes an entry out of the journal.
    fn forget(&mut self, key: &str);
}

/// What the keeper wants to be woken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// A request that should have been answered by then.
    Overdue(Ticket),
    /// Trying again, for the so-manieth time.
    Retry(u32),
}

/// Where the latest changes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written yet.
    #[default]
    Nothing,
    /// On the way to storage, or still being typed.
    Saving,
    /// Kept, and durable.
    Saved,
    /// In the emergency journal: kept, but a crash in the next seconds could
    /// lose it.
    Journal,
    /// Only in memory.
    Failed,
    /// In an example nothing is kept, and nothing is meant to be.
    Example,
    /// Nor in a page that was handed round to be read.
    Copy,
}

impl Saving {
    /// Whether nothing is kept, and nothing is meant to be.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Example | Self::Copy)
    }
}

/// What is wrong with storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing here.
    Blocked(String),
    /// The last write failed.
    Full(String),
    /// The last write is neither done nor refused.
    Silent,
    /// The database belongs to a newer version of the app.
    Older,
    /// The browser has lost what was here: so many revisions were expected.
    Vanished(usize),
    /// The browser has lost a part of what was here.
    Partial,
    /// So many lines could not be read.
    Unreadable(usize),
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The database is closed: by the browser, or for a newer version.
    Closed,
    /// A newer version of the app has changed the database.
    Older,
    /// The browser’s own words.
    Failed(String),
}

impl Refusal {
    pub(super) fn trouble(self) -> Trouble {
        match self {
            Self::Closed => Trouble::Full("InvalidStateError".to_owned()),
            Self::Older => Trouble::Older,
            Self::Failed(reason) => Trouble::Full(reason),
        }
    }
}
