//! Reads a snapshot. A revision must match its hash, or it is refused; most
//! other irregularities become warnings.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::field;
use crate::domain::ledger::Ledger;
use crate::domain::revision::Revision;
use crate::domain::value::Value;

use super::canonical::{Members, verify};
use super::error::{Fault, Place, Refusal, RevisionError, SnapshotError, Warning};
use super::format::{MAX_BYTES, MAX_DEPTH, MAX_REFUSALS, MAX_REVISION_DEPTH};
use super::strict::{self, Notes, check_key, cut};
use super::{Snapshot, foreign, header, salvage};

/// The program that wrote a file, according to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct App {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The edition of the source document that a file belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its key.
    pub id: String,
    /// The SHA-256 of the source document.
    pub sha256: String,
}

/// The result of reading a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The accepted content.
    pub snapshot: Snapshot,
    /// The program that wrote the file, according to the file.
    pub app: App,
    /// The edition it belongs to.
    pub edition: Edition,
    /// The number of revisions in the header.
    pub claimed_count: Option<i64>,
    /// The fingerprint in the header.
    pub claimed_fingerprint: Option<String>,
    /// The refused revisions.
    pub refused: Vec<Refusal>,
    /// What a person should know about the file.
    pub warnings: Vec<Warning>,
}

/// Reads a snapshot file.
///
/// # Errors
/// If it is not a snapshot, has a later version, is too large, has a duplicate
/// member in its envelope, or is so damaged that no revision could be verified.
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
    /// Decodes the bytes.
    ///
    /// # Errors
    /// If there are too many.
    pub fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        if bytes.len() > MAX_BYTES {
            return Err(SnapshotError::TooLarge(bytes.len()));
        }
        make_room(bytes.len());
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // Revisions with replacement characters fail the hash check.
        Ok(Self { bytes, text: String::from_utf8_lossy(bytes) })
    }
}

/// A file being read: the syntax is checked at once; the revisions, which take
/// long to verify, in steps, so that the page stays responsive.
pub struct Reader<'a> {
    file: &'a File<'a>,
    intake: Intake,
    /// The revisions in the order of the file, those still to be verified.
    waiting: std::vec::IntoIter<(Place, &'a RawValue)>,
    damage: Option<Fault>,
}

impl<'a> Reader<'a> {
    /// Reads everything but the revisions.
    pub fn new(file: &'a File<'a>) -> Self {
        let (mut intake, mut revisions) = (Intake::default(), Vec::new());
        let broken = matches!(file.text, Cow::Owned(_)).then_some(Fault::NotUtf8);
        let damage = broken.or(intake.take_envelope(&file.text, &mut revisions).err());
        Self { file, intake, waiting: revisions.into_iter(), damage }
    }

    /// Verifies and accepts up to `count` revisions. Returns whether any are
    /// left.
    pub fn step(&mut self, count: usize) -> bool {
        for (place, text) in self.waiting.by_ref().take(count) {
            let notes = &mut self.intake.notes;
            let (value, fault) = strict::parse(text.get(), MAX_REVISION_DEPTH, notes);
            match fault {
                // Nothing of it could be parsed.
                Some(fault) if value == Value::Null => {
                    let id = salvage::scan_for_id(text.get());
                    self.intake.refuse(Refusal { place, id, reason: fault.into() });
                }
                fault => self.intake.take(value, fault, place),
            }
        }
        !self.waiting.as_slice().is_empty() && !self.intake.notes.is_exhausted()
    }

    /// Returns the result.
    ///
    /// # Errors
    /// Those of [`read`].
    pub fn finish(mut self) -> Result<Reading, SnapshotError> {
        if self.intake.notes.is_exhausted() {
            return Err(SnapshotError::TooManyNodes);
        }
        if self.damage.is_some() {
            salvage::take_lines(self.file.bytes, self.damage.as_ref(), &mut self.intake);
        }
        header::finish(self.intake, self.damage).map_err(|error| match error {
            SnapshotError::NotASnapshot(None) => foreign::what_it_is(self.file.bytes),
            error => error,
        })
    }
}

/// Estimated memory needed while reading, in bytes per byte of the file.
const ROOM_PER_BYTE: usize = 4;

/// The least room that is made at once, so that many small files do not each
/// ask for their own.
const LEAST_ROOM: usize = 3 << 20;

/// Reserves once the memory needed to read this many bytes. Otherwise WebAssembly memory grows in
/// steps of 64 KiB, each with some overhead in the browser: that took longer than the reading. The
/// allocator keeps the released memory.
pub fn make_room(bytes: usize) {
    if cfg!(target_arch = "wasm32") {
        let room = (bytes * ROOM_PER_BYTE).max(LEAST_ROOM);
        drop(std::hint::black_box(Vec::<u8>::with_capacity(room)));
    }
}

/// What has been read from a file so far.
#[derive(Default)]
pub(super) struct Intake {
    pub(super) notes: Notes,
    pub(super) envelope: Members,
    /// The first name that occurs twice in the envelope.
    pub(super) duplicate: Option<String>,
    /// The members of the envelope that are not strict JSON.
    pub(super) faulty: Vec<String>,
    pub(super) shared: Option<Ledger>,
    pub(super) private: Option<Ledger>,
    pub(super) refused: Vec<Refusal>,
    /// The number of refusals beyond [`MAX_REFUSALS`].
    pub(super) unnamed: usize,
}

impl Intake {
    /// Reads the envelope, up to the first syntax error. Revisions are only
    /// collected.
    fn take_envelope<'a>(
        &mut self,
        text: &'a str,
        revisions: &mut Vec<(Place, &'a RawValue)>,
    ) -> Result<(), Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_map(EnvelopeVisitor { intake: self, revisions })?;
        deserializer.end().map_err(|_| Fault::TextAfter)
    }

    /// Accepts a revision, or records why not.
    pub(super) fn take(&mut self, value: Value, fault: Option<Fault>, place: Place) {
        let id = value.member("id").and_then(Value::as_text).map(str::to_owned);
        let verified = fault.map_or_else(|| verify(value), |fault| Err(fault.into()));
        if let Err(reason) = verified.and_then(|revision| self.put(revision, place)) {
            self.refuse(Refusal { place, id: id.as_deref().map(cut), reason });
        }
    }

    /// Records a refusal.
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
            // A line does not tell in which list it was; its fields do.
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

    /// Stores a member of the envelope that is not a list of revisions.
    fn take_member(&mut self, name: String, value: Value, fault: Option<Fault>) {
        match fault {
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
        // Names and values are taken as text first: one that is no strict JSON
        // must not cost the others.
        while let Some(name) = members.next_key::<&RawValue>()? {
            let Ok(name) = serde_json::from_str::<String>(name.get()) else {
                let _: IgnoredAny = members.next_value()?;
                intake.faulty.push(cut(name.get()));
                continue;
            };
            check_key(&name, !seen.insert(name.clone()), &mut intake.notes);
            match name.as_str() {
                "revisions" | "private" => {
                    let private = name == "private";
                    let (intake, revisions) = (&mut *intake, &mut *revisions);
                    members.next_value_seed(List { private, intake, revisions })?;
                }
                _ => {
                    let fault = intake.notes.take_fault();
                    let text: &RawValue = members.next_value()?;
                    let parsed = strict::parse(text.get(), MAX_DEPTH - 1, &mut intake.notes);
                    intake.take_member(name, parsed.0, fault.or(parsed.1));
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
        // At this point only the name of the list can be a duplicate.
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
        // An empty list must still count as present.
        ledger.get_or_insert_default();
        let place = if self.private { Place::Private } else { Place::Shared };
        for number in 1.. {
            let Some(text) = items.next_element()? else { break };
            self.revisions.push((place(number), text));
        }
        Ok(())
    }
}
