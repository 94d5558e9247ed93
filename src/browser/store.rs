//! Where revisions live: IndexedDB with three kinds of content. Drafts and
//! private notes are tiny texts of their own; what was exported or received
//! is a pack, one text per export or import. Knows lines and keys, not what a
//! revision is.

use super::database::{Database, Operation};

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

/// A line with the key it is kept under: the revision's id.
pub type Line = (String, String);

/// One exported or received set of revisions.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its key: begins with the time, so that keys are in order of time.
    pub key: String,
    /// The lines, joined by line feeds; the first says where they come from.
    pub text: String,
}

/// Everything that is kept.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The revisions that were never exported.
    pub drafts: Vec<Line>,
    /// The private notes.
    pub private: Vec<Line>,
    /// What was exported or received.
    pub packs: Vec<Pack>,
}

impl Contents {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.private.is_empty() && self.packs.is_empty()
    }
}

/// A change to be made durable: all of it, or none.
#[derive(Clone, Debug, Default)]
pub struct Batch(Vec<Operation>);

impl Batch {
    /// Keeps a draft.
    pub fn put_draft(&mut self, (key, line): Line) {
        self.0.push(Operation::Put(DRAFTS, key, line));
    }

    /// Forgets a draft.
    pub fn delete_draft(&mut self, key: String) {
        self.0.push(Operation::Delete(DRAFTS, key));
    }

    /// Keeps a private revision.
    pub fn put_private(&mut self, (key, line): Line) {
        self.0.push(Operation::Put(PRIVATE, key, line));
    }

    /// Forgets a private revision.
    pub fn delete_private(&mut self, key: String) {
        self.0.push(Operation::Delete(PRIVATE, key));
    }

    /// Keeps a pack.
    pub fn put_pack(&mut self, pack: Pack) {
        self.0.push(Operation::Put(PACKS, pack.key, pack.text));
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
        Ok(Contents { drafts, private: self.0.read_all(PRIVATE).await?, packs })
    }

    /// Carries out a batch; returns when it is durable.
    ///
    /// # Errors
    /// If the browser could not keep it; then nothing of it is kept.
    pub async fn write(&self, batch: &Batch) -> Result<(), DatabaseError> {
        if batch.is_empty() { Ok(()) } else { self.0.write(&batch.0).await }
    }

    /// Keeps an imported file as it came, before it is understood, and
    /// forgets the oldest of many.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_raw(&self, key: &str, bytes: &[u8]) -> Result<(), DatabaseError> {
        let mut operations = vec![Operation::PutBytes(INBOX, key.to_owned(), bytes.to_vec())];
        let kept = self.0.keys(INBOX).await?;
        let surplus = (kept.len() + 1).saturating_sub(INBOX_SIZE);
        let oldest = kept.into_iter().take(surplus);
        operations.extend(oldest.map(|key| Operation::Delete(INBOX, key)));
        self.0.write(&operations).await
    }

    /// Keeps a copy of the settings, which the browser may forget when it is
    /// killed within seconds of writing them.
    ///
    /// # Errors
    /// If the browser could not keep it.
    pub async fn keep_settings(&self, text: String) -> Result<(), DatabaseError> {
        self.0.write(&[Operation::Put(META, SETTINGS.to_owned(), text)]).await
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
