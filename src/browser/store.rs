//! The stored revisions, in IndexedDB. Each draft and private note is a small
//! text; exported or received revisions are packs, one text per export or
//! import. Every transaction that changes them updates the database's tally.
//! Knows lines and keys, not revisions.

use std::cell::Cell;
use std::rc::Rc;

use super::database::{Database, Request, Transaction};
use super::error::BrowserError;
use crate::keeping::{Area, Batch, Keys, Operation, Pack, Reading, Receipt, Tally};

const DATABASE: &str = "revcon3";

/// Increment it with every change of the stores or their meaning. Windows with
/// an older version then close their database and say so.
const VERSION: u32 = 2;

const DRAFTS: &str = "loose";
const PRIVATE: &str = "private";
const PACKS: &str = "packs";
const WINDOWS: &str = "windows";
const INBOX: &str = "inbox";
const META: &str = "meta";
const STORES: &[&str] = &[DRAFTS, PRIVATE, PACKS, WINDOWS, INBOX, META];

/// The key of the copy of the settings in `meta`.
const SETTINGS: &str = "settings";

/// The key of the tally in `meta`.
const TALLY: &str = "tally";

/// The number of imported files that are kept unchanged.
pub const INBOX_SIZE: usize = 10;

/// The object store of an area.
fn store_of(area: Area) -> &'static str {
    match area {
        Area::Drafts => DRAFTS,
        Area::Private => PRIVATE,
        Area::Packs => PACKS,
        Area::Marks => META,
        Area::Windows => WINDOWS,
    }
}

/// The open store.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    generation: Rc<Cell<u64>>,
}

impl Store {
    /// Opens the store. `outdated` is called when it is closed because of a
    /// newer version of the app.
    ///
    /// # Errors
    /// If the browser keeps nothing here.
    pub async fn open(outdated: impl Fn() + 'static) -> Result<Self, BrowserError> {
        let database = Database::open(DATABASE, VERSION, STORES, outdated).await?;
        Ok(Self { database, generation: Rc::default() })
    }

    /// Closes the store.
    pub fn close(&self) {
        self.database.close();
    }

    /// The last generation of the database seen by this window.
    pub fn generation(&self) -> u64 {
        self.generation.get()
    }

    /// Reads everything but the content of the packs, which are large and are
    /// read separately.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn read(&self) -> Result<Reading, BrowserError> {
        let all = self.database.reading(&[DRAFTS, PRIVATE, PACKS, WINDOWS, META])?;
        // All requests are made at once, so that the transaction does not end in between.
        let drafts = (all.keys(DRAFTS)?, all.texts(DRAFTS)?);
        let private = (all.keys(PRIVATE)?, all.texts(PRIVATE)?);
        let windows = (all.keys(WINDOWS)?, all.texts(WINDOWS)?);
        let (packs, marks) = (all.keys(PACKS)?, all.keys(META)?);
        let tally = all.text(META, TALLY)?;
        let mut reading = Reading {
            keys: Keys::new(drafts.0.list().await?, private.0.list().await?, packs.list().await?),
            marks: marks.list().await?,
            tally: Tally::from_text(&tally.one().await?.unwrap_or_default()),
            ..Reading::default()
        };
        for (area, lines) in [(Area::Drafts, drafts.1), (Area::Private, private.1)] {
            for line in lines.list().await? {
                reading.found.add_line(area, &line);
            }
        }
        let (names, numbers) = (windows.0.list().await?, windows.1.list().await?);
        for (window, number) in names.into_iter().zip(numbers) {
            reading.windows.push((window, number.parse().unwrap_or_default()));
        }
        // The same store contains other keys too.
        reading.marks.retain(|mark| mark != SETTINGS && mark != TALLY);
        self.generation.set(reading.tally.generation);
        Ok(reading)
    }

    /// Requests packs, all at once; the result yields them in order. Packs that
    /// no longer exist are skipped.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub fn packs(&self, keys: &[String]) -> Result<Packs, BrowserError> {
        let reading = self.database.reading(&[PACKS])?;
        let ask = |key: &String| Ok((key.clone(), reading.text(PACKS, key)?));
        let asked: Result<Vec<_>, BrowserError> = keys.iter().map(ask).collect();
        Ok(Packs(asked?.into_iter()))
    }

    /// Executes a batch; returns when it is durable.
    ///
    /// # Errors
    /// If the browser could not keep it; then nothing of it is kept.
    pub async fn write(&self, batch: &Batch) -> Result<Receipt, BrowserError> {
        if batch.is_empty() {
            return Ok(Receipt { generation: self.generation(), ..Receipt::default() });
        }
        let writing = self.database.writing(&[DRAFTS, PRIVATE, PACKS, WINDOWS, META])?;
        let asked = carry_out(&writing, batch).await;
        let receipt = writing.end(asked).await?;
        self.generation.set(receipt.generation);
        Ok(receipt)
    }

    /// Stores an imported file unchanged, before it is parsed, and deletes the
    /// oldest if there are too many.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_raw(&self, key: &str, bytes: &[u8]) -> Result<(), BrowserError> {
        let writing = self.database.writing(&[INBOX])?;
        let asked = async {
            let kept = writing.keys(INBOX)?.list().await?;
            writing.put_bytes(INBOX, key, bytes)?;
            let surplus = (kept.len() + 1).saturating_sub(INBOX_SIZE);
            kept.iter().take(surplus).try_for_each(|oldest| writing.delete(INBOX, oldest))
        }
        .await;
        writing.end(asked).await
    }

    /// Stores a copy of the settings: localStorage may lose them if the browser
    /// is killed within seconds.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_settings(&self, text: &str) -> Result<(), BrowserError> {
        let writing = self.database.writing(&[META])?;
        let asked = writing.put(META, SETTINGS, text);
        writing.end(asked).await
    }

    /// The copy of the settings.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn settings(&self) -> Result<Option<String>, BrowserError> {
        self.database.reading(&[META])?.text(META, SETTINGS)?.one().await
    }

    /// Deletes everything but the tally, which records that this was on purpose.
    ///
    /// # Errors
    /// If the browser could not.
    pub async fn erase(&self) -> Result<(), BrowserError> {
        let writing = self.database.writing(STORES)?;
        let asked = async {
            let tally = account(&writing).await?;
            STORES.iter().try_for_each(|store| writing.clear(store))?;
            writing.put(META, TALLY, &tally.erased().to_text())
        }
        .await;
        writing.end(asked).await
    }
}

/// Requested packs.
#[derive(Debug)]
pub struct Packs(std::vec::IntoIter<(String, Request)>);

impl Packs {
    /// The next pack that still exists; none after the last.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn next(&mut self) -> Result<Option<Pack>, BrowserError> {
        for (key, request) in self.0.by_ref() {
            if let Some(text) = request.one().await? {
                return Ok(Some(Pack { key, text }));
            }
        }
        Ok(None)
    }
}

async fn account(transaction: &Transaction) -> Result<Tally, BrowserError> {
    let text = transaction.text(META, TALLY)?.one().await?;
    Ok(Tally::from_text(&text.unwrap_or_default()))
}

async fn carry_out(writing: &Transaction, batch: &Batch) -> Result<Receipt, BrowserError> {
    let keys = (writing.keys(DRAFTS)?, writing.keys(PRIVATE)?, writing.keys(PACKS)?);
    let tally = account(writing).await?;
    let keys = Keys::new(keys.0.list().await?, keys.1.list().await?, keys.2.list().await?);
    let Some((tally, receipt)) = tally.after(batch, keys) else {
        return Err(BrowserError::new("another window was first"));
    };
    for operation in &batch.operations {
        match operation {
            Operation::Put(area, key, text) => writing.put(store_of(*area), key, text)?,
            Operation::Delete(area, key) => writing.delete(store_of(*area), key)?,
        }
    }
    writing.put(META, TALLY, &tally.to_text())?;
    Ok(receipt)
}
