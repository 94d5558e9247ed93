//! The snapshot file, which carries progress from one computer to another.
//!
//! Owns the format (`docs/snapshot-format.md` describes it for other programs),
//! identifiers and fingerprints. Does not know where files are stored, who asks
//! for them, or what the revisions mean.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;

use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Revision, RevisionId};
use crate::domain::seal::{Sealing, seal};
use crate::domain::target::format_day;
use crate::domain::value::Value;

pub mod canonical;
pub mod error;
mod foreign;
pub mod format;
mod header;
mod merge;
mod quick;
mod read;
mod salvage;
mod strict;
mod upgrade;
mod write;

pub use error::{Fault, Place, Refusal, RevisionError, SnapshotError, Warning};
pub use merge::{BETWEEN_MARKINGS, merge};
pub use read::{App, Edition, File, Reader, Reading, make_room, read};
pub use write::{shareable, write};

/// What a snapshot covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The entries of one participant.
    Participant(ParticipantCode),
    /// Any merged or selected entries.
    Aggregate,
    /// Everything on one computer, private notes and settings included.
    Backup,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Participant(code) => write!(f, "participant:{code}"),
            Self::Aggregate => f.write_str("aggregate"),
            Self::Backup => f.write_str("backup"),
        }
    }
}

/// The text is not a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidScope(pub String);

impl fmt::Display for InvalidScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a scope: use participant:FI, aggregate or backup", self.0)
    }
}

impl std::error::Error for InvalidScope {}

impl FromStr for Scope {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.strip_prefix("participant:").and_then(|code| code.parse().ok());
        match text {
            "aggregate" => Ok(Self::Aggregate),
            "backup" => Ok(Self::Backup),
            _ => code.map(Self::Participant).ok_or_else(|| InvalidScope(strict::cut(text))),
        }
    }
}

/// When, by whom and for what a snapshot was exported. A claim, like everything
/// in the header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exported {
    /// Milliseconds since 1970.
    pub time: i64,
    /// Who exported it.
    pub by: AuthorId,
    /// What it covers.
    pub scope: Scope,
}

/// Members of the envelope that a later program wrote; kept and written again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Members of the envelope.
    pub envelope: BTreeMap<String, Value>,
    /// By author id: the members beside the name; the whole value if the id or
    /// the value is not understood.
    pub authors: BTreeMap<String, Value>,
}

/// A snapshot: a set of revisions and its header. The writer adds program,
/// edition, count and fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When, by whom and for what it was exported.
    pub exported: Exported,
    /// A handling line such as `OSCE+`, printed on every page.
    pub marking: String,
    /// The names that authors gave themselves.
    pub authors: BTreeMap<AuthorId, String>,
    /// The shared revisions. Those with private fields are not written.
    pub ledger: Ledger,
    /// The private revisions; written into backups only.
    pub private: Option<Ledger>,
    /// The settings of the program; written into backups only.
    pub settings: Option<Value>,
    /// What a later program added.
    pub unknown: Unknown,
}

impl Snapshot {
    /// A snapshot of this set without anything else.
    pub fn new(exported: Exported, ledger: Ledger) -> Self {
        Self {
            exported,
            marking: String::new(),
            authors: BTreeMap::new(),
            ledger,
            private: None,
            settings: None,
            unknown: Unknown::default(),
        }
    }
}

/// The fingerprint of a set: equal sets have equal fingerprints, in 27
/// characters that can be compared by telephone.
pub fn fingerprint(ledger: &Ledger) -> String {
    fingerprint_of(ledger.revisions())
}

/// The fingerprint of distinct revisions.
fn fingerprint_of<'a>(revisions: impl Iterator<Item = &'a Arc<Revision>>) -> String {
    // Sorted by bytes, which is not the order of the encoded texts.
    let mut ids: Vec<[u8; 20]> = revisions.map(|revision| revision.id().to_bytes()).collect();
    ids.sort_unstable();
    let parts = std::iter::once(format::SET_DOMAIN.as_bytes());
    let hash = canonical::short_hash(parts.chain(ids.iter().map(|id| id.as_slice())));
    BASE64URL_NOPAD.encode(&hash)
}

/// The maximum number of States listed in a file name.
const MAX_NAMED: usize = 4;

/// The file name of a snapshot: `revcon3-FI-2026-11-23.json`. Codes only, in
/// every language. `states` are the States of an aggregate; empty for all.
pub fn file_name(scope: Scope, states: &[ParticipantCode], date: NaiveDate) -> String {
    let codes = match scope {
        Scope::Participant(code) => code.to_string(),
        Scope::Backup => "backup".to_owned(),
        Scope::Aggregate if states.is_empty() => "all".to_owned(),
        Scope::Aggregate if states.len() > MAX_NAMED => format!("{}-states", states.len()),
        Scope::Aggregate => {
            states.iter().map(ParticipantCode::as_str).collect::<Vec<_>>().join("-")
        }
    };
    format!("revcon3-{codes}-{}.json", format_day(date))
}

/// The sealed form of every entry that has drafts and satisfies `wanted`, with
/// computed ids. See [`seal`].
pub fn seal_all(
    ledger: &Ledger,
    drafts: &BTreeSet<RevisionId>,
    wanted: impl Fn(&EntryKey) -> bool,
) -> Vec<(Sealing, Vec<Revision>)> {
    let identified = |sealing: Sealing| {
        let revisions = sealing.bodies.iter().cloned().map(canonical::identify).collect();
        (sealing, revisions)
    };
    seal(ledger, drafts, wanted).into_iter().map(identified).collect()
}

#[cfg(test)]
mod tests;
