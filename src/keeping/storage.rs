//! The interface between the rules of saving and the browser, and the states
//! shown to the user. Implemented in `session` for the browser, and in the
//! tests by a fake that fails in every way.

use super::batch::Batch;

/// Identifies a request.
pub type Ticket = u32;

/// What the keeper requests from the browser. Nothing here blocks: slow work is
/// started, and its result comes back as an event of the `Keeper`.
pub trait Storage {
    /// Starts a transaction with all operations of a batch; the result comes as
    /// `Keeper::written`.
    fn write(&mut self, ticket: Ticket, batch: Batch);
    /// Starts to reopen and read the database; the result comes as
    /// `Keeper::opened`.
    fn open(&mut self, ticket: Ticket);
    /// Calls `Keeper::wake` after a delay.
    fn later(&mut self, alarm: Alarm);
    /// Writes an entry to the emergency journal; false if that fails.
    fn note(&mut self, key: &str, text: &str) -> bool;
    /// Whether the journal has an entry.
    fn is_noted(&self, key: &str) -> bool;
    /// Deletes an entry of the journal.
    fn forget(&mut self, key: &str);
}

/// The reason for a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The request should have been answered by now.
    Overdue(Ticket),
    /// Retry; the number of earlier retries since the last success.
    Retry(u32),
}

/// Where the latest changes are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was written yet.
    #[default]
    Nothing,
    /// Being stored, or still being typed.
    Saving,
    /// Stored durably.
    Saved,
    /// In the emergency journal: stored, but a crash within seconds could lose
    /// it.
    Journal,
    /// Only in memory.
    Failed,
    /// An example: nothing is stored, on purpose.
    Example,
    /// A read-only page with a snapshot inside: nothing is stored either.
    Copy,
}

impl Saving {
    /// Whether nothing is stored, on purpose.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Example | Self::Copy)
    }
}

/// What is wrong with storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser refuses to store anything.
    Blocked(String),
    /// The last write failed.
    Full(String),
    /// The last request has not been answered.
    Silent,
    /// The database belongs to a newer version of the app.
    Older,
    /// The browser has lost everything: this many revisions were expected.
    Vanished(usize),
    /// The browser has lost a part of the data.
    Partial,
    /// The number of unreadable lines.
    Unreadable(usize),
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The database is closed: by the browser, or for a newer version.
    Closed,
    /// A newer version of the app has changed the database.
    Older,
    /// The browser’s own message.
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
