//! Exports. An export is planned first: the plan has the revisions that seal
//! the drafts and the exact text of the file, so that a person is shown what
//! will be written. It is carried out in two steps: sealing replaces the drafts
//! before a file exists; handing over records that it does. A computer that
//! stops in between loses nothing, and counts the revisions as not yet
//! exported.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Change, Desk, key_of};
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, FieldName, Revision, RevisionId};
use crate::domain::seal::replaced;
use crate::domain::value::Value;
use crate::snapshot::format::MAX_BYTES;
use crate::snapshot::{self, Exported, Scope, Snapshot};

/// One day in milliseconds.
const DAY: i64 = 86_400_000;

/// How old unexported changes may get before a person is reminded.
const REMIND_AFTER: i64 = 7 * DAY;

/// What an export covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One State.
    State(ParticipantCode),
    /// The selected States.
    States(Vec<ParticipantCode>),
    /// All participants that have entries.
    Everything,
    /// Everything, with the private notes and the settings.
    Backup,
}

impl Choice {
    /// Whether the entries of a participant are included.
    pub fn covers(&self, code: ParticipantCode) -> bool {
        match self {
            Self::State(state) => *state == code,
            Self::States(states) => states.contains(&code),
            Self::Everything | Self::Backup => true,
        }
    }

    /// Whether private notes and settings are included.
    pub fn is_backup(&self) -> bool {
        *self == Self::Backup
    }

    /// The scope of the file: a single selected State is a file of that State.
    pub fn scope(&self) -> Scope {
        match self {
            Self::State(state) => Scope::Participant(*state),
            Self::States(states) => match states.as_slice() {
                [state] => Scope::Participant(*state),
                _ => Scope::Aggregate,
            },
            Self::Everything => Scope::Aggregate,
            Self::Backup => Scope::Backup,
        }
    }

    /// The States listed in the file name; empty for all.
    fn named(&self) -> &[ParticipantCode] {
        match self {
            Self::States(states) => states,
            _ => &[],
        }
    }
}

/// The options of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What it covers.
    pub choice: Choice,
    /// The handling marking.
    pub marking: String,
    /// Who exports.
    pub by: AuthorId,
    /// The time by this computer's clock, in milliseconds since 1970.
    pub time: i64,
    /// The day, for the name of the file.
    pub day: NaiveDate,
    /// The names that offices gave themselves.
    pub names: BTreeMap<AuthorId, String>,
    /// The settings, for a backup.
    pub settings: Value,
}

/// The file's content for one participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The participant.
    pub code: ParticipantCode,
    /// The number of entries.
    pub entries: usize,
    /// How many fields leave for the first time: its part of [`Plan::first`].
    pub changes: usize,
}

/// What one field is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The entry.
    pub key: EntryKey,
    /// The field.
    pub field: FieldName,
    /// The value; [`Value::Null`] where it is cleared.
    pub value: Value,
}

/// A planned export: everything that will be written, and what is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The options.
    pub order: Order,
    /// The file name.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// The fingerprint of the shared revisions.
    pub fingerprint: String,
    /// The content for each participant, ordered by code.
    pub parts: Vec<Part>,
    /// What leaves this computer for the first time, in the order of the file.
    pub first: Vec<Said>,
    /// The number of earlier values of the drafts that are in no file; they are
    /// deleted once the sealed revisions are stored.
    pub withdrawn: usize,
    /// The number of subjects with private notes in the file.
    pub private: usize,
    /// The number of subjects with private notes that are left out.
    pub private_staying: usize,
    /// The number of entries not in the file with changes that exist only on
    /// this computer.
    pub staying: usize,
    /// The revisions that replace the drafts.
    sealed: Vec<Arc<Revision>>,
    /// The drafts that they replace.
    drafts: Vec<RevisionId>,
    /// The revisions that leave for the first time.
    leaving: Vec<RevisionId>,
}

impl Plan {
    /// The number of entries in the file.
    pub fn entries(&self) -> usize {
        self.parts.iter().map(|part| part.entries).sum()
    }

    /// Whether the file would be too large to be read.
    pub fn is_too_large(&self) -> bool {
        self.text.len() > MAX_BYTES
    }
}

impl Desk {
    /// Plans an export. Changes nothing.
    pub fn plan(&self, order: Order) -> Plan {
        let covered = |key: &EntryKey| order.choice.covers(key.0);
        let (sealed, drafts) = self.seal(covered);
        let gone: BTreeSet<RevisionId> = drafts.iter().copied().to_set();
        let mut file = self.ledger.filtered(covered);
        if !gone.is_empty() {
            file = replaced(&file, &gone, sealed.iter().cloned());
        }
        let file = snapshot::shareable(file);
        let news: BTreeSet<RevisionId> =
            sealed.iter().map(|revision| revision.id()).chain(self.unsent.keys().copied()).to_set();
        let leaving = || file.revisions().filter(|revision| news.contains(&revision.id()));
        let first: Vec<Said> = leaving().flat_map(|revision| said(revision)).collect();
        let notes = self.private.keys().count();
        let backup = order.choice.is_backup();
        Plan {
            name: snapshot::file_name(order.choice.scope(), order.choice.named(), order.day),
            fingerprint: snapshot::fingerprint(&file),
            parts: parts(&file, &first),
            withdrawn: self.withdrawn(&gone, &file),
            private: if backup { notes } else { 0 },
            private_staying: if backup { 0 } else { notes },
            staying: self.unshared().iter().filter(|key| !covered(key)).count(),
            leaving: leaving().map(|revision| revision.id()).collect(),
            text: self.write_file(&order, file),
            first,
            sealed,
            drafts,
            order,
        }
    }

    fn write_file(&self, order: &Order, file: Ledger) -> String {
        let backup = order.choice.is_backup();
        let exported =
            Exported { time: order.time, by: order.by.clone(), scope: order.choice.scope() };
        let wrote = |id: &AuthorId| {
            *id == order.by || file.revisions().any(|revision| revision.body().author == *id)
        };
        // Authors who wrote nothing in the file are not named in it.
        let authors = order.names.iter().filter(|(id, _)| backup || wrote(id));
        let snapshot = Snapshot {
            marking: order.marking.clone(),
            authors: authors.map(|(id, name)| (id.clone(), name.clone())).to_map(),
            private: backup.then(|| self.private.clone()),
            settings: backup.then(|| order.settings.clone()),
            ..Snapshot::new(exported, file)
        };
        snapshot::write(&snapshot)
    }

    /// The revisions that seal the drafts of the wanted entries, and these drafts. A draft that
    /// others have built on is exported unchanged, because they know it.
    fn seal(&self, wanted: impl Fn(&EntryKey) -> bool) -> (Vec<Arc<Revision>>, Vec<RevisionId>) {
        let (mut sealed, mut drafts) = (Vec::new(), Vec::new());
        for (sealing, revisions) in snapshot::seal_all(&self.ledger, &self.drafts(), &wanted) {
            drafts.extend(sealing.drafts);
            sealed.extend(revisions.into_iter().map(Arc::new));
        }
        let done: BTreeSet<RevisionId> = drafts.iter().copied().to_set();
        for (id, revision) in &self.drafts {
            if !done.contains(id) && wanted(&key_of(revision)) {
                drafts.push(*id);
                sealed.push(Arc::clone(revision));
            }
        }
        (sealed, drafts)
    }

    /// The number of values of the drafts, without cleared ones, that the file
    /// does not contain in the same field.
    fn withdrawn(&self, drafts: &BTreeSet<RevisionId>, file: &Ledger) -> usize {
        let mut gone: Vec<(EntryKey, &FieldName, &Value)> = Vec::new();
        for draft in self.ledger.revisions().filter(|draft| drafts.contains(&draft.id())) {
            let key = key_of(draft);
            let kept = file.entry_revisions(&key);
            for (name, value) in draft.body().set.iter().filter(|(_, value)| !value.is_null()) {
                let stays = kept.iter().any(|other| other.body().set.get(name) == Some(value));
                // The revisions are grouped by entry.
                let mut same_entry = gone.iter().rev().take_while(|(other, ..)| *other == key);
                let counted = same_entry.any(|(_, field, text)| (*field, *text) == (name, value));
                if !stays && !counted {
                    gone.push((key.clone(), name, value));
                }
            }
        }
        gone.len()
    }

    /// Replaces the drafts of a plan by its sealed revisions. Called before the
    /// file is written: from now on a file may exist that has them, so undo
    /// cannot withdraw them any more.
    pub fn sealed(&mut self, plan: &Plan) -> Vec<Change> {
        if plan.drafts.is_empty() {
            return Vec::new();
        }
        let gone: BTreeSet<RevisionId> = plan.drafts.iter().copied().to_set();
        let fresh: BTreeSet<RevisionId> = plan.sealed.iter().map(|r| r.id()).to_set();
        self.ledger = replaced(&self.ledger, &gone, plan.sealed.iter().cloned());
        self.drafts.retain(|id, _| !gone.contains(id));
        self.unsent.extend(plan.sealed.iter().map(|sealed| (sealed.id(), Arc::clone(sealed))));
        let mut changes = vec![Change::KeepShared(plan.sealed.clone())];
        let forgotten = plan.drafts.iter().filter(|id| !fresh.contains(id));
        changes.extend(forgotten.map(|id| Change::ForgetDraft(*id)));
        changes.extend(plan.sealed.iter().cloned().map(Change::KeepDraft));
        changes
    }

    /// Records that the file of a plan has left this computer.
    pub fn handed_over(&mut self, plan: &Plan) -> Vec<Change> {
        let left = plan.leaving.iter().filter(|id| self.unsent.remove(id).is_some());
        left.map(|id| Change::ForgetDraft(*id)).collect()
    }

    /// The entries with changes that exist only on this computer, in order.
    pub fn unshared(&self) -> Vec<EntryKey> {
        let keys = self.local_revisions().map(|revision| key_of(revision)).to_set();
        keys.into_iter().collect()
    }

    /// The time of the oldest change that exists only on this computer, in
    /// milliseconds since 1970.
    pub fn oldest_unshared(&self) -> Option<i64> {
        self.local_revisions().map(|revision| revision.body().time).min()
    }

    fn local_revisions(&self) -> impl Iterator<Item = &Arc<Revision>> {
        self.drafts.values().chain(self.unsent.values())
    }
}

/// Whether to remind a person of changes that exist only on this computer;
/// `oldest` is the time of the first, if any. Pauses for a day after it was
/// `put_off`.
pub fn is_reminder_due(oldest: Option<i64>, put_off: Option<i64>, now: i64) -> bool {
    // If the clock was set back, the reminder shows once more; that is harmless.
    let rests = put_off.is_some_and(|time| (0..DAY).contains(&now.saturating_sub(time)));
    !rests && oldest.is_some_and(|time| now.saturating_sub(time) >= REMIND_AFTER)
}

fn said(revision: &Revision) -> impl Iterator<Item = Said> {
    let key = (revision.body().participant, revision.body().subject.clone());
    let set = revision.body().set.clone().into_iter();
    set.map(move |(field, value)| Said { key: key.clone(), field, value })
}

fn parts(file: &Ledger, first: &[Said]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (code, _) in file.keys() {
        match parts.last_mut().filter(|part| part.code == *code) {
            Some(part) => part.entries += 1,
            None => parts.push(Part { code: *code, entries: 1, changes: 0 }),
        }
    }
    for part in &mut parts {
        part.changes = first.iter().filter(|said| said.key.0 == part.code).count();
    }
    parts
}

/// Options that export everything, for tests.
#[cfg(test)]
pub(super) fn everything(by: AuthorId) -> Order {
    Order {
        choice: Choice::Everything,
        marking: String::new(),
        by,
        time: 100,
        day: NaiveDate::default(),
        names: BTreeMap::new(),
        settings: Value::Null,
    }
}
