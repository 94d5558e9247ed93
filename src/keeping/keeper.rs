//! The rules of saving: what is pending, what is written when, what goes to the
//! emergency journal, and what the user is told. A state machine without clock
//! or waiting: events come in, requests go out to [`Storage`]. Whatever storage
//! does, pending changes stay in memory until the database has them.

use std::collections::BTreeSet;

use super::batch::{Area, Batch, Operation};
use super::journal;
use super::storage::{Alarm, Refusal, Saving, Storage, Ticket, Trouble};
use super::tally::{Keys, Receipt, Tally};
use crate::domain::ordered::Ordered;
use crate::domain::revision::RevisionId;

/// Changes that are stored completely or not at all.
#[derive(Clone, Debug)]
struct Group {
    batch: Batch,
    /// The window that made the change, and the change's number in it.
    window: String,
    number: u32,
    /// Whether it is in the journal.
    noted: bool,
}

impl Group {
    /// Its key in the journal.
    fn key(&self) -> String {
        format!("{}-{:08}", self.window, self.number)
    }

    /// A group found in the journal.
    fn noted((key, batch): (String, Batch)) -> Self {
        let (window, number) = key.rsplit_once('-').unwrap_or((&key, ""));
        Self { batch, window: window.to_owned(), number: number.parse().unwrap_or(0), noted: true }
    }
}

/// A request without an answer so far.
#[derive(Clone, Copy, Debug)]
struct Flight {
    ticket: Ticket,
    /// The number of groups being written; 0 if the database is being opened.
    groups: usize,
    overdue: bool,
}

/// The pending changes and the state of saving.
#[derive(Clone, Debug)]
pub struct Keeper {
    /// The unique name of this window.
    window: String,
    /// Pending groups, oldest first.
    waiting: Vec<Group>,
    /// Marks in the database that no journal entry needs any more.
    stale_marks: Vec<String>,
    flight: Option<Flight>,
    last_ticket: Ticket,
    last_number: u32,
    open: bool,
    /// The last generation of the database known to this window.
    generation: u64,
    /// Whether the database was seen to have lost something.
    doubtful: bool,
    /// Whether the database was reopened since its last answer.
    reopened: bool,
    /// The number of retries since the last success.
    retries: u32,
    retrying: bool,
    saving: Saving,
    trouble: Option<Trouble>,
    /// Whether writing is suspended.
    held: bool,
}

impl Keeper {
    /// Nothing pending, database closed. Window names must be unique and sort
    /// by time.
    pub fn new(window: String) -> Self {
        Self {
            window,
            waiting: Vec::new(),
            stale_marks: Vec::new(),
            flight: None,
            last_ticket: 0,
            last_number: 0,
            open: false,
            generation: 0,
            doubtful: false,
            reopened: false,
            retries: 0,
            retrying: false,
            saving: Saving::Nothing,
            trouble: None,
            held: false,
        }
    }

    /// Where the latest changes are.
    pub fn saving(&self) -> Saving {
        self.saving
    }

    /// The current problem with the database, if any.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Whether the database is being opened and is not overdue yet.
    pub fn is_opening(&self) -> bool {
        self.flight.is_some_and(|flight| flight.groups == 0 && !flight.overdue)
    }

    /// The last generation of the database known to this window.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether a database with this tally and these keys has lost something.
    /// `since` is the generation known when the read began: changes stored
    /// during the read may not be in it.
    pub fn misses(&self, since: u64, tally: Tally, keys: &Keys) -> bool {
        self.doubtful || tally.generation < since || tally.misses(keys)
    }

    /// The drafts and private revisions with pending writes or deletions, for
    /// which the database content is not reliable yet.
    pub fn on_the_way(&self) -> BTreeSet<RevisionId> {
        let operations = self.waiting.iter().flat_map(|group| &group.batch.operations);
        let ids = operations.filter_map(|operation| {
            let (Operation::Put(area, key, _) | Operation::Delete(area, key)) = operation;
            matches!(area, Area::Drafts | Area::Private).then(|| key.parse().ok())?
        });
        ids.to_set()
    }

    /// Whether everything is stored in the database.
    pub fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.flight.is_none()
    }

    /// The pending batches, oldest first.
    pub fn waiting(&self) -> impl DoubleEndedIterator<Item = &Batch> {
        self.waiting.iter().map(|group| &group.batch)
    }

    /// Starts: queues what earlier windows left in the journal, and opens the
    /// database.
    pub fn begin(&mut self, mut journal: Vec<(String, Batch)>, storage: &mut dyn Storage) {
        journal.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        self.waiting.extend(journal.into_iter().map(Group::noted));
        if !self.waiting.is_empty() {
            self.saving = Saving::Journal;
        }
        self.open(storage);
    }

    /// Drops journal entries that the database already has. The browser may
    /// delete journal entries late, so after a kill old ones can still be
    /// there. Call before [`Keeper::opened`].
    pub fn absorb(&mut self, marks: &[(String, u32)], storage: &mut dyn Storage) {
        // localStorage deletes lazily: a journal entry removed below can reappear after a crash, so
        // its mark must stay. Only marks of windows without an entry at startup may be dropped.
        if self.generation == 0 {
            let windows = marks.iter().map(|(window, _)| window);
            let needed = |window: &str| self.waiting.iter().any(|group| group.window == window);
            self.stale_marks = windows.filter(|window| !needed(window)).cloned().collect();
        }
        self.waiting.retain(|group| {
            let mark = marks.iter().find(|(window, _)| *window == group.window);
            let done = mark.is_some_and(|(_, last)| group.number <= *last);
            if done {
                storage.forget(&group.key());
            }
            !done
        });
    }

    /// Stores a batch.
    pub fn keep(&mut self, batch: Batch, storage: &mut dyn Storage) {
        if !batch.is_empty() {
            self.push(batch);
            self.saving = Saving::Saving;
            self.advance(storage);
        }
    }

    fn push(&mut self, batch: Batch) {
        self.last_number += 1;
        let (window, number) = (self.window.clone(), self.last_number);
        self.waiting.push(Group { batch, window, number, noted: false });
    }

    /// The answer to a write: stored, or nothing of it.
    pub fn written(
        &mut self,
        ticket: Ticket,
        outcome: Result<Receipt, Refusal>,
        storage: &mut dyn Storage,
    ) {
        let Some(flight) = self.landed(ticket) else { return };
        match outcome {
            Ok(receipt) => {
                for group in self.waiting.drain(..flight.groups) {
                    if group.noted {
                        storage.forget(&group.key());
                    }
                }
                if self.open {
                    self.trouble = None;
                }
                (self.reopened, self.retries) = (false, 0);
                self.doubtful = receipt.short || receipt.generation <= self.generation;
                if self.doubtful {
                    // Something else was lost: reopen, so that the desk's copy
                    // is stored again.
                    self.open(storage);
                } else {
                    self.generation = receipt.generation;
                    self.advance(storage);
                }
            }
            // The browser closed the database while the page was open.
            Err(Refusal::Closed) if !self.reopened => {
                self.reopened = true;
                self.open(storage);
            }
            Err(refusal) => self.refused(refusal.trouble(), storage),
        }
    }

    /// The answer to an open. The batch stores again what the database has lost
    /// and the desk still has.
    pub fn opened(
        &mut self,
        ticket: Ticket,
        outcome: Result<(u64, Batch), Refusal>,
        storage: &mut dyn Storage,
    ) {
        if self.landed(ticket).is_none() {
            return;
        }
        self.open = outcome.is_ok();
        match outcome {
            Ok((generation, lost)) => {
                (self.generation, self.doubtful, self.trouble) = (generation, false, None);
                if !lost.is_empty() {
                    self.push(lost);
                    self.saving = Saving::Saving;
                }
                self.advance(storage);
            }
            Err(Refusal::Failed(reason)) => self.refused(Trouble::Blocked(reason), storage),
            Err(refusal) => self.refused(refusal.trouble(), storage),
        }
    }

    /// Someone other than the keeper found the database closed.
    pub fn found_closed(&mut self, storage: &mut dyn Storage) {
        if self.flight.is_none() {
            self.open(storage);
        }
    }

    /// The database was closed because of a newer version of the app.
    pub fn outdated(&mut self, storage: &mut dyn Storage) {
        self.open = false;
        self.trouble = Some(Trouble::Older);
        if self.flight.is_none() {
            self.advance(storage);
        }
    }

    /// Another window reports that it moved journal entries into the database,
    /// or erased them.
    pub fn taken_over(&mut self, storage: &mut dyn Storage) {
        let flying = self.flight.map_or(0, |flight| flight.groups);
        let mut place = 0;
        self.waiting.retain(|group| {
            place += 1;
            place <= flying || !group.noted || storage.is_noted(&group.key())
        });
        if self.flight.is_none() {
            self.advance(storage);
        }
    }

    /// Suspends writing, because the database is being erased: later writes
    /// would go into the empty database.
    pub fn hold(&mut self) {
        self.held = true;
    }

    /// Resumes after a failed erase.
    pub fn go_on(&mut self, storage: &mut dyn Storage) {
        self.held = false;
        self.advance(storage);
    }

    /// A timer has expired.
    pub fn wake(&mut self, alarm: Alarm, storage: &mut dyn Storage) {
        match alarm {
            Alarm::Overdue(ticket) => {
                let Some(flight) = self.flight.as_mut().filter(|f| f.ticket == ticket) else {
                    return;
                };
                flight.overdue = true;
                let first = flight.groups == 0 && !self.reopened;
                let trouble = if first { Trouble::Blocked(String::new()) } else { Trouble::Silent };
                self.refused(trouble, storage);
            }
            Alarm::Retry(_) => {
                self.retrying = false;
                if self.flight.is_some_and(|flight| flight.overdue) {
                    self.shelter(storage);
                } else if self.flight.is_none() && !self.waiting.is_empty() {
                    if self.open { self.launch(storage) } else { self.open(storage) }
                }
            }
        }
    }

    /// Takes the next step.
    fn advance(&mut self, storage: &mut dyn Storage) {
        match self.flight {
            Some(flight) if !flight.overdue => {}
            None if self.open && !self.waiting.is_empty() => self.launch(storage),
            _ => self.shelter(storage),
        }
    }

    /// Writes everything pending in one transaction, with the number of each
    /// window’s last change.
    fn launch(&mut self, storage: &mut dyn Storage) {
        if self.held {
            return self.shelter(storage);
        }
        let mut all = Batch::default();
        for window in self.stale_marks.drain(..) {
            all.delete_window(window);
        }
        for (place, group) in self.waiting.iter().enumerate() {
            all.operations.extend(group.batch.operations.iter().cloned());
            all.recount |= group.batch.recount;
            let next = self.waiting.get(place + 1);
            if next.is_none_or(|next| next.window != group.window) {
                all.put_window(group.window.clone(), group.number);
            }
        }
        let ticket = self.request(self.waiting.len(), storage);
        storage.write(ticket, all);
    }

    fn open(&mut self, storage: &mut dyn Storage) {
        let ticket = self.request(0, storage);
        storage.open(ticket);
    }

    fn request(&mut self, groups: usize, storage: &mut dyn Storage) -> Ticket {
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.flight = Some(Flight { ticket, groups, overdue: false });
        storage.later(Alarm::Overdue(ticket));
        ticket
    }

    /// Clears and returns the open request, if this is its ticket.
    fn landed(&mut self, ticket: Ticket) -> Option<Flight> {
        self.flight.take_if(|flight| flight.ticket == ticket)
    }

    fn refused(&mut self, trouble: Trouble, storage: &mut dyn Storage) {
        self.trouble = Some(trouble);
        self.shelter(storage);
    }

    /// Copies pending groups to the journal, as far as possible, and updates
    /// the state of saving.
    fn shelter(&mut self, storage: &mut dyn Storage) {
        for group in &mut self.waiting {
            group.noted =
                group.noted || storage.note(&group.key(), &journal::to_text(&group.batch));
        }
        let all_noted = self.waiting.iter().all(|group| group.noted);
        self.saving = match self.saving {
            Saving::Nothing if self.waiting.is_empty() => Saving::Nothing,
            _ if self.waiting.is_empty() => Saving::Saved,
            _ if all_noted => Saving::Journal,
            _ => Saving::Failed,
        };
        let idle = self.flight.is_none() && !self.waiting.is_empty();
        if !self.retrying && (idle || !all_noted) {
            self.retrying = true;
            storage.later(Alarm::Retry(self.retries));
            self.retries += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records requests and does nothing.
    #[derive(Default)]
    struct Asked {
        opened: usize,
        written: Vec<Ticket>,
    }

    impl Storage for Asked {
        fn write(&mut self, ticket: Ticket, _: Batch) {
            self.written.push(ticket);
        }
        fn open(&mut self, _: Ticket) {
            self.opened += 1;
        }
        fn later(&mut self, _: Alarm) {}
        fn note(&mut self, _: &str, _: &str) -> bool {
            true
        }
        fn is_noted(&self, _: &str) -> bool {
            true
        }
        fn forget(&mut self, _: &str) {}
    }

    fn change(key: &str) -> Batch {
        let mut batch = Batch::default();
        batch.put_draft((key.to_owned(), String::new()));
        batch
    }

    /// A keeper with one change being written and another pending.
    fn busy(asked: &mut Asked) -> Keeper {
        let mut keeper = Keeper::new("w".to_owned());
        keeper.begin(Vec::new(), asked);
        keeper.opened(keeper.last_ticket, Ok((0, Batch::default())), asked);
        keeper.keep(change("a"), asked);
        keeper.keep(change("b"), asked);
        keeper
    }

    #[test]
    fn what_waits_is_not_written_into_a_database_that_is_being_erased() {
        let mut asked = Asked::default();
        let mut keeper = busy(&mut asked);
        let first = asked.written[0];
        keeper.hold();
        keeper.written(first, Ok(Receipt { generation: 1, short: false }), &mut asked);
        keeper.keep(change("c"), &mut asked);
        assert_eq!(asked.written, [first]);
        keeper.go_on(&mut asked);
        assert_eq!((asked.written.len(), keeper.waiting().count()), (2, 2));
    }

    #[test]
    fn a_database_that_was_found_closed_is_opened_anew_once() {
        let mut asked = Asked::default();
        let mut keeper = busy(&mut asked);
        keeper.found_closed(&mut asked);
        assert_eq!(asked.opened, 1, "a write is under way, and will find out itself");
        keeper.written(asked.written[0], Ok(Receipt { generation: 1, short: false }), &mut asked);
        keeper.written(asked.written[1], Ok(Receipt { generation: 2, short: false }), &mut asked);
        keeper.found_closed(&mut asked);
        keeper.found_closed(&mut asked);
        assert_eq!(asked.opened, 2);
    }
}
