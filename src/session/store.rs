//! Moves the data of store and journal onto the desk: at the start, when the
//! store was reopened, and when another window has written.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::keep::{Browser, Sentinel};
use super::packs::new_key;
use super::{Session, Trouble};
use crate::browser::error::BrowserError;
use crate::browser::settings::{self, Key};
use crate::browser::store::Store;
use crate::desk::Change;
use crate::keeping::{Area, Batch, Found, Opened, Outset, Reading, journal, tally};
use crate::snapshot;

/// The maximum number of attempts if packs disappear while they are read.
const MOST_READINGS: usize = 5;

/// The number of packs requested at once.
const PACKS_AT_ONCE: usize = 8;

impl Session {
    /// Starts the keeper with the journal entries of earlier windows, and opens
    /// the store. The app is not shown until the store answers or is overdue.
    pub(super) fn begin_keeping(self) {
        let entries = settings::journal();
        let all = entries.len();
        let entries = entries.into_iter();
        let whole = entries.filter_map(|(key, text)| Some((key, journal::from_text(&text)?)));
        let whole: Vec<_> = whole.collect();
        // What makes no sense stays where it is, for the rescue page.
        if whole.len() < all {
            self.trouble(Trouble::Unreadable(all - whole.len()));
        }
        self.keeper.update_value(|keeper| keeper.begin(whole, &mut Browser(self)));
    }

    /// Adds the content of the journal to the desk.
    pub(super) fn lay_journal(self) {
        if !self.ready.get_untracked() {
            let found = self.keeper.with_value(|keeper| Found::in_batches(keeper.waiting()));
            self.desk.update(|desk| drop(found.lay_on(desk, &BTreeSet::new())));
        }
    }

    /// Opens the store and reads it. Returns its generation, and what is to be
    /// kept again.
    pub(super) async fn open_store(self) -> Result<(u64, Batch), BrowserError> {
        if let Some(old) = self.store.get_value() {
            old.close();
        }
        let store = Store::open(move || self.outdated()).await?;
        if self.is_first_reading() {
            self.recover_settings(&store).await;
        }
        let outset = self.outset();
        let reading = self.read(&store, &outset).await?;
        let generation = reading.tally.generation;
        let (first, whole) = (self.is_first_reading(), !reading.lossy);
        let batch = self.take_first(outset, reading);
        self.store.set_value(Some(store));
        if first {
            // Other windows may have written before this one listened. If data
            // was lost, a window that still has it restores it.
            if whole {
                leptos::task::spawn_local(self.refresh());
            }
            self.tidy_up();
        }
        Ok((generation, batch))
    }

    fn is_first_reading(self) -> bool {
        self.store.with_value(Option::is_none)
    }

    fn outset(self) -> Outset {
        self.keeper.with_value(|keeper| self.desk.with_untracked(|desk| Outset::of(keeper, desk)))
    }

    fn outdated(self) {
        self.keeper.update_value(|keeper| keeper.outdated(&mut Browser(self)));
        self.show_keeping();
    }

    /// Takes in the content of a store that was just opened.
    fn take_first(self, mut outset: Outset, reading: Reading) -> Batch {
        let first = self.is_first_reading();
        self.keeper.update_value(|keeper| {
            keeper.absorb(&reading.windows, &mut Browser(self));
            self.desk.with_untracked(|desk| outset.after_absorbing(keeper, desk));
        });
        self.lay_journal();
        if first {
            self.miss(&reading);
        }
        let (mut changes, lost) = self.take(&outset, reading);
        let lost = lost.filter(|_| !first);
        let recount = lost.is_some();
        changes.extend(lost.unwrap_or_default());
        Batch { recount, ..Batch::of(&changes, new_key) }
    }

    /// Shows what is missing or damaged.
    fn miss(self, reading: &Reading) {
        let sentinel = settings::read::<Sentinel>(Key::Sentinel).unwrap_or_default();
        self.exported.set(sentinel.exported);
        let remembered = (sentinel.generation, sentinel.count);
        let damaged = reading.found.unreadable;
        let loss = tally::loss(remembered, reading.tally, &reading.keys);
        if let Some(loss) = loss.or((damaged > 0).then_some(Trouble::Unreadable(damaged))) {
            self.trouble(loss);
        }
    }

    /// Reads what other windows wrote.
    pub(super) async fn refresh(self) {
        let Some(store) = self.store() else { return };
        let outset = self.outset();
        let reading = match self.read(&store, &outset).await {
            Ok(reading) => reading,
            Err(error) => return drop(self.store_error(error)),
        };
        let (mut changes, lost) = self.take(&outset, reading);
        let recount = lost.is_some();
        changes.extend(lost.unwrap_or_default());
        let batch = Batch { recount, ..Batch::of(&changes, new_key) };
        if !batch.is_empty() {
            self.keep_batch(batch);
        }
    }

    /// Reads the store, and of the packs those that are not known yet. If some
    /// are gone before they could be read, another window has put them together
    /// or taken them back meanwhile: what is there now is read.
    async fn read(self, store: &Store, outset: &Outset) -> Result<Reading, BrowserError> {
        let mut opened = Opened::default();
        for _ in 0..MOST_READINGS {
            let mut reading = store.read().await?;
            self.keeper.with_value(|keeper| reading.judge(outset, keeper));
            if self.read_packs(store, &reading, &mut opened).await? {
                reading.take_packs(opened);
                return Ok(reading);
            }
        }
        Err(BrowserError::new("packs come and go"))
    }

    /// Reads packs a few at a time: all at once would need twice the memory, and one by one each
    /// would wait for an answer. Returns whether all were there.
    async fn read_packs(
        self,
        store: &Store,
        reading: &Reading,
        opened: &mut Opened,
    ) -> Result<bool, BrowserError> {
        let mut wanted = reading.keys.of(Area::Packs).to_vec();
        self.packs.with_value(|known| {
            wanted.retain(|key| reading.lossy || !known.contains(key));
        });
        wanted.retain(|key| !opened.has(key));
        let mut there = 0;
        for some in wanted.chunks(PACKS_AT_ONCE) {
            let mut packs = store.packs(some)?;
            while let Some(pack) = packs.next().await? {
                snapshot::make_room(pack.text.len());
                opened.open(&pack);
                there += 1;
            }
        }
        Ok(there == wanted.len())
    }

    /// Adds what was read to the desk. Returns what must be stored again: what
    /// another window withdrew but this one has built on; and what the store
    /// has lost.
    fn take(self, outset: &Outset, mut reading: Reading) -> (Vec<Change>, Option<Vec<Change>>) {
        if self.keeps_nothing() {
            // The example was started meanwhile; its desk stays separate.
            return Default::default();
        }
        let (gone, lost) = self.keeper.with_value(|keeper| {
            self.desk.with_untracked(|desk| reading.compare(outset, keeper, desk))
        });
        if lost.is_some() {
            // Revisions of lost imports can no longer be told from others.
            let there = reading.keys.of(Area::Packs);
            self.imports.update(|imports| imports.retain(|one| there.contains(&one.key)));
        }
        let packs = std::mem::take(&mut reading.packs);
        let (found, mut rescued) = (reading.found, Vec::new());
        if !gone.is_empty() || self.desk.with_untracked(|desk| found.is_news_to(desk)) {
            rescued = self.desk.try_update(|desk| found.lay_on(desk, &gone)).unwrap_or_default();
            self.preview_anew();
        }
        self.remember_packs(packs);
        self.follow_marks(&reading.marks);
        (rescued, lost)
    }
}
