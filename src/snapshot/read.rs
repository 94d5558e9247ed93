//! Reading a snapshot: strict about truth, lenient about company. What is
//! taken over is proven revision by revision; whatever else is odd is said.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::field;
use crate::domain::ledger::Ledger;
use crate::domain::revision::Revision;
use crate::domain::value::Value;

use super::canonical::{Members, verify};
use super::error::{Fault, Place, Refusal, RevisionError, SnapshotError, Warning};
use super::format::{MAX_BYTES, MAX_DEPTH, MAX_REFUSALS, MAX_REVISION_DEPTH};
use super::strict::{self, Notes, Strict, check_key, cut};
use super::{Snapshot, foreign, header, salvage};

/// The program that wrote a file, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct App {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The edition of the source document that a file is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its key.
    pub id: String,
    /// The SHA-256 of the source document.
    pub sha256: String,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was taken over.
    pub snapshot: Snapshot,
    /// The program that wrote the file, as it says.
    pub app: App,
    /// The edition it is about.
    pub edition: Edition,
    /// How many revisions it says it has.
    pub claimed_count: Option<i64>,
    /// The fingerprint it says it has.
    pub claimed_fingerprint: Option<String>,
    /// The revisions that were not taken over.
    pub refused: Vec<Refusal>,
    /// What a person should know about the file.
    pub warnings: Vec<Warning>,
}

/// Reads a snapshot file.
///
/// # Errors
/// If it is something else, of a later version, too large, ambiguous about
/// itself, or so damaged that nothing of it can be proven.
pub fn read(bytes: &[u8]) -> Result<Reading, SnapshotError> {
    let file = File::new(bytes)?;
    let mut reader = Reader::new(&file);
    reader.step(usize::MAX);
    reader.finish()
}

/// The bytes of a file, as text.
#[derive(Debug)]
pub struct File<'a> {
    bytes: &'a [u8],
    text: Cow<'a, str>,
}

impl<'a> File<'a> {
    /// The file with these bytes.
    ///
    /// # Errors
    /// If it is too large to be read.
    pub fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        if bytes.len() > MAX_BYTES {
            return Err(SnapshotError::TooLarge(bytes.len()));
        }
        make_room(bytes.len());
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // Replacement characters are what nobody wrote: no hash bears them out.
        Ok(Self { bytes, text: String::from_utf8_lossy(bytes) })
    }
}

/// A file that is being read: its syntax at once, its revisions, which take
/// long to prove, some at a time, so that a page stays alive meanwhile.
pub struct Reader<'a> {
    file: &'a File<'a>,
    intake: Intake,
    /// The revisions as they stand in the file, from where it goes on.
    waiting: std::vec::IntoIter<(Place, &'a RawValue)>,
    damage: Option<Fault>,
}

impl<'a> Reader<'a> {
    /// Begins: reads all but the revisions.
    pub fn new(file: &'a File<'a>) -> Self {
        let (mut intake, mut revisions) = (Intake::default(), Vec::new());
        let broken = matches!(file.text, Cow::Owned(_)).then_some(Fault::NotUtf8);
        let damage = broken.or(intake.take_envelope(&file.text, &mut revisions).err());
        Self { file, intake, waiting: revisions.into_iter(), damage }
    }

    /// Proves and takes over so many revisions, if there are so many. Whether
    /// any are left.
    pub fn step(&mut self, count: usize) -> bool {
        for (place, text) in self.waiting.by_ref().take(count) {
            let notes = &mut self.intake.notes;
            let (value, fault) = strict::parse(text.get(), MAX_REVISION_DEPTH, notes);
            match fault {
                // Nothing of it was read.
                Some(fault) if value == Value::Null => {
                    let id = salvage::scan_for_id(text.get());
                    self.intake.refuse(Refusal { place, id, reason: fault.into() });
                }
                fault => self.intake.take(value, fault, place),
            }
        }
        !self.waiting.as_slice().is_empty() && !self.intake.notes.is_exhausted()
    }

    /// The reading of what was taken over.
    ///
    /// # Errors
    /// Those of [`read`].
    pub fn finish(mut self) -> Result<Reading, SnapshotError> {
        if self.intake.notes.is_exhausted() {
            return Err(SnapshotError::TooManyNodes);
        }
        if self.damage.is_some() {
            salvage::take_lines(self.file.bytes, &mut self.intake);
        }
        header::finish(self.intake, self.damage).map_err(|error| match error {
            SnapshotError::NotASnapshot(None) => foreign::what_it_is(self.file.bytes),
            error => error,
        })
    }
}

/// How many bytes of memory a byte of a file takes, about, until it is read.
const ROOM_PER_BYTE: usize = 4;

/// The least room that is made at once, so that many small files do not each
/// ask for their own.
const LEAST_ROOM: usize = 3 << 20;

/// Asks once for the memory that reading so many bytes takes. WebAssembly gets it otherwise in pages of 64 KiB, and
/// the browser does some accounting at each, which took longer than the
/// reading. What is given back at once stays with the allocator.
pub fn make_room(bytes: usize) {
    if cfg!(target_arch = "wasm32") {
        let room = (bytes * ROOM_PER_BYTE).max(LEAST_ROOM);
        drop(std::hint::black_box(Vec::<u8>::with_capacity(room)));
    }
}

/// What has been taken out of a file so far.
#[derive(Default)]
pub(super) struct Intake {
    pub(super) notes: Notes,
    pub(super) envelope: Members,
    /// The first name that occurs twice in the envelope.
    pub(super) duplicate: Option<String>,
    /// The members of the envelope that are no strict JSON.
    pub(super) faulty: Vec<String>,
    pub(super) shared: Option<Ledger>,
    pub(super) private: Option<Ledger>,
    pub(super) refused: Vec<Refusal>,
    /// How many refusals there was no room for.
    pub(super) unnamed: usize,
}

impl Intake {
    /// Takes over a file whose syntax is sound; up to the fault, if not. Its
    /// revisions are only lined up.
    fn take_envelope<'a>(
        &mut self,
        text: &'a str,
        revisions: &mut Vec<(Place, &'a RawValue)>,
    ) -> Result<(), Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_map(EnvelopeVisitor { intake: self, revisions })?;
        deserializer.end().map_err(|_| Fault::TextAfter)
    }

    /// Takes over a revision, or notes why not.
    pub(super) fn take(&mut self, value: Value, fault: Option<Fault>, place: Place) {
        let id = value.member("id").and_then(Value::as_text).map(str::to_owned);
        let verified = fault.map_or_else(|| verify(value), |fault| Err(fault.into()));
        if let Err(reason) = verified.and_then(|revision| self.put(revision, place)) {
            self.refuse(Refusal { place, id: id.as_deref().map(cut), reason });
        }
    }

    /// Notes a refusal.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        if self.refused.len() < MAX_REFUSALS {
            self.refused.push(refusal);
        } else {
            self.unnamed += 1;
        }
    }

    fn put(&mut self, revision: Revision, place: Place) -> Result<(), RevisionError> {
        let mut names = revision.body().set.keys();
        let private = match place {
            Place::Shared(_) => false,
            Place::Private(_) => true,
            // A line does not say in which list it stood; its fields do.
            Place::Line(_) => names.clone().any(|name| field::is_private(name.as_str())),
        };
        if let Some(stray) = names.find(|name| field::is_private(name.as_str()) != private) {
            let error = if private { RevisionError::NotPrivate } else { RevisionError::Private };
            return Err(error(stray.clone()));
        }
        let ledger = if private { &mut self.private } else { &mut self.shared };
        ledger.get_or_insert_default().insert(Arc::new(revision));
        Ok(())
    }

    /// Takes over a member of the envelope that is no list of revisions.
    fn take_member(&mut self, name: String, value: Value) {
        match self.notes.take_fault() {
            None => drop(self.envelope.insert(name, value)),
            Some(Fault::DuplicateKey(inner)) => drop(self.duplicate.get_or_insert(inner)),
            Some(_) => self.faulty.push(cut(&name)),
        }
    }
}

struct EnvelopeVisitor<'a, 'de> {
    intake: &'a mut Intake,
    revisions: &'a mut Vec<(Place, &'de RawValue)>,
}

impl<'de> Visitor<'de> for EnvelopeVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a RevCon3 snapshot")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { intake, revisions } = self;
        let mut seen = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            check_key(&name, !seen.insert(name.clone()), &mut intake.notes);
            match name.as_str() {
                "revisions" | "private" => {
                    let private = name == "private";
                    let (intake, revisions) = (&mut *intake, &mut *revisions);
                    members.next_value_seed(List { private, intake, revisions })?;
                }
                _ => {
                    let notes = &mut intake.notes;
                    let value = members.next_value_seed(Strict { depth: MAX_DEPTH - 1, notes })?;
                    intake.take_member(name, value);
                }
            }
        }
        Ok(())
    }
}

/// One of the two lists of revisions.
struct List<'a, 'de> {
    private: bool,
    intake: &'a mut Intake,
    revisions: &'a mut Vec<(Place, &'de RawValue)>,
}

impl<'de> DeserializeSeed<'de> for List<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // The name of the list is all that can be wrong at this point.
        if let Some(Fault::DuplicateKey(name)) = self.intake.notes.take_fault() {
            self.intake.duplicate.get_or_insert(name);
        }
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of revisions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let intake = self.intake;
        let ledger = if self.private { &mut intake.private } else { &mut intake.shared };
        // An empty list is a list all the same.
        ledger.get_or_insert_default();
        let place = if self.private { Place::Private } else { Place::Shared };
        for number in 1.. {
            let Some(text) = items.next_element()? else { break };
            self.revisions.push((place(number), text));
        }
        Ok(())
    }
}
