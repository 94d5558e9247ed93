//! Where revisions live: IndexedDB with three kinds of content. Drafts and
//! private notes are tiny texts of their own; what was exported or received
//! is a pack, one text per export or import. Knows lines and keys, not what a
//! revision is.

use super::database::{self, Database};
use crate::keeping::{Area, Batch, Contents, Operation, Pack};

pub use super::database::DatabaseError;

const DATABASE: &str = "revcon3";
const DRAFTS: &str = "loose";
const PRIVATE: &str = "private";
const PACKS: &str = "packs";
const INBOX: &str = "inbox";
const META: &str = "meta";
const STORES: &[&str] = &[DRAFTS, PRIVATE, PACKS, INBOX, META];

/// Under which key of `meta` the copy of the settings lies.
const SETTINGS: &str = "settings";

/// How many imported files are kept as they came.
const INBOX_SIZE: usize = 10;

/// In which store of the database an area lies.
fn store_of(area: Area) -> &'static str {
    match area {
        Area::Drafts => DRAFTS,
        Area::Private => PRIVATE,
        Area::Packs => PACKS,
        Area::Marks => META,
    }
}

fn operation_of(operation: &Operation) -> database::Operation<'_> {
    match operation {
        Operation::Put(area, key, text) => database::Operation::Put(store_of(*area), key, text),
        Operation::Delete(area, key) => database::Operation::Delete(store_of(*area), key),
    }
}

/// The open store.
#[derive(Clone, Debug)]
pub struct Store(Database);

impl Store {
    /// Opens the store.
    ///
    /// # Errors
    /// If the browser keeps nothing here.
    pub async fn open() -> Result<Self, DatabaseError> {
        Ok(Self(Database::open(DATABASE, STORES).await?))
    }

    /// Reads everything.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn load(&self) -> Result<Contents, DatabaseError> {
        let packs = self.0.read_all(PACKS).await?;
        Ok(Contents {
            drafts: self.0.read_all(DRAFTS).await?,
            private: self.0.read_all(PRIVATE).await?,
            packs: packs.into_iter().map(|(key, text)| Pack { key, text }).collect(),
            marks: self.marks().await?,
        })
    }

    /// Reads the drafts and private notes, and the packs whose keys are not
    /// known yet.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn load_beyond(&self, known_packs: &[String]) -> Result<Contents, DatabaseError> {
        let mut packs = Vec::new();
        for key in self.0.keys(PACKS).await? {
            if !known_packs.contains(&key)
                && let Some(text) = self.0.read(PACKS, &key).await?
            {
                packs.push(Pack { key, text });
            }
        }
        let drafts = self.0.read_all(DRAFTS).await?;
        let private = self.0.read_all(PRIVATE).await?;
        Ok(Contents { drafts, private, packs, marks: self.marks().await? })
    }

    /// What is noted about packs lies beside the copy of the settings.
    async fn marks(&self) -> Result<Vec<String>, DatabaseError> {
        let mut keys = self.0.keys(META).await?;
        keys.retain(|key| key != SETTINGS);
        Ok(keys)
    }

    /// Carries out a batch; returns when it is durable.
    ///
    /// # Errors
    /// If the browser could not keep it; then nothing of it is kept.
    pub async fn write(&self, batch: &Batch) -> Result<(), DatabaseError> {
        let operations: Vec<_> = batch.operations.iter().map(operation_of).collect();
        if operations.is_empty() { Ok(()) } else { self.0.write(&operations).await }
    }

    /// Keeps an imported file as it came, before it is understood, and
    /// forgets the oldest of many.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_raw(&self, key: &str, bytes: &[u8]) -> Result<(), DatabaseError> {
        let mut operations = vec![database::Operation::PutBytes(INBOX, key, bytes)];
        let kept = self.0.keys(INBOX).await?;
        let surplus = (kept.len() + 1).saturating_sub(INBOX_SIZE);
        let oldest = kept.iter().take(surplus);
        operations.extend(oldest.map(|key| database::Operation::Delete(INBOX, key)));
        self.0.write(&operations).await
    }

    /// Keeps a copy of the settings, which the browser may forget when it is
    /// killed within seconds of writing them.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_settings(&self, text: &str) -> Result<(), DatabaseError> {
        self.0.write(&[database::Operation::Put(META, SETTINGS, text)]).await
    }

    /// The copy of the settings.
    ///
    /// # Errors
    /// If the browser cannot read what it keeps.
    pub async fn settings(&self) -> Result<Option<String>, DatabaseError> {
        self.0.read(META, SETTINGS).await
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// If the browser could not.
    pub async fn erase(&self) -> Result<(), DatabaseError> {
        self.0.clear(STORES).await
    }
}
