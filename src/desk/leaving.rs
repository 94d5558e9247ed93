//! What leaves the desk. An export is planned first: which revisions seal the
//! drafts, and the very text of the file, so that what a person is shown is
//! what is written. Carrying a plan out is two steps. Sealing puts the sealed
//! revisions in the place of their drafts, before there is a file; handing
//! over says that there is one. A computer that stops in between has lost
//! nothing, and still counts what it cannot know to have left.

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

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// How long changes may stay on one computer before a person is reminded.
const REMIND_AFTER: i64 = 7 * DAY;

/// What an export covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One State.
    State(ParticipantCode),
    /// The States chosen.
    States(Vec<ParticipantCode>),
    /// Everybody of whom anything is said.
    Everything,
    /// Everything, with the private notes and the settings.
    Backup,
}

impl Choice {
    /// Whether what is said of a participant is meant.
    pub fn covers(&self, code: ParticipantCode) -> bool {
        match self {
            Self::State(state) => *state == code,
            Self::States(states) => states.contains(&code),
            Self::Everything | Self::Backup => true,
        }
    }

    /// Whether private notes and settings are in it.
    pub fn is_backup(&self) -> bool {
        *self == Self::Backup
    }

    /// What the file says it covers. The format knows one State or several;
    /// one that was chosen from the list is one.
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

    /// The States that the name of the file gives; none for everybody.
    fn named(&self) -> &[ParticipantCode] {
        match self {
            Self::States(states) => states,
            _ => &[],
        }
    }
}

/// What a person wants exported.
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

/// What the file has of one participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The participant.
    pub code: ParticipantCode,
    /// How many entries.
    pub entries: usize,
    /// How much of it leaves for the first time: so many of [`Plan::first`].
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

/// An export before it is one: everything that will be written, and what
/// stays behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What was asked for.
    pub order: Order,
    /// The name of the file.
    pub name: String,
    /// The text of the file.
    pub text: String,
    /// The fingerprint of what it shares.
    pub fingerprint: String,
    /// What it has of each participant, ordered by code.
    pub parts: Vec<Part>,
    /// What leaves this computer for the first time, in the order of the
    /// file.
    pub first: Vec<Said>,
    /// How many earlier wordings of the drafts are in no file, and are
    /// forgotten once what replaces them is kept.
    pub withdrawn: usize,
    /// On how many subjects the file has private notes.
    pub private: usize,
    /// On how many subjects private notes stay behind.
    pub private_staying: usize,
    /// How many entries that the file does not cover have changes that exist
    /// only on this computer.
    pub staying: usize,
    /// The revisions that take the place of the drafts.
    sealed: Vec<Arc<Revision>>,
    /// The drafts whose place they take.
    drafts: Vec<RevisionId>,
    /// The revisions that leave for the first time.
    leaving: Vec<RevisionId>,
}

impl Plan {
    /// How many entries the file has.
    pub fn entries(&self) -> usize {
        self.parts.iter().map(|part| part.entries).sum()
    }

    /// Whether the file would be larger than any that is read.
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
        // Who wrote nothing in the file is not named in it.
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

    /// What seals the drafts of the wanted entries, and the drafts it seals.
    /// A draft that others have built on leaves as it is: they know it.
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

    /// How many values, cleared ones aside, the drafts gave to fields that
    /// have them nowhere in the file.
    fn withdrawn(&self, drafts: &BTreeSet<RevisionId>, file: &Ledger) -> usize {
        let mut gone: Vec<(EntryKey, &FieldName, &Value)> = Vec::new();
        for draft in self.ledger.revisions().filter(|draft| drafts.contains(&draft.id())) {
            let key = key_of(draft);
            let kept = file.entry_revisions(&key);
            for (name, value) in draft.body().set.iter().filter(|(_, value)| !value.is_null()) {
                let stays = kept.iter().any(|other| other.body().set.get(name) == Some(value));
                // Revisions come entry by entry.
                let mut same_entry = gone.iter().rev().take_while(|(other, ..)| *other == key);
                let counted = same_entry.any(|(_, field, text)| (*field, *text) == (name, value));
                if !stays && !counted {
                    gone.push((key.clone(), name, value));
                }
            }
        }
        gone.len()
    }

    /// Puts the sealed revisions of a plan in the place of their drafts,
    /// before the file is written: from now on a file may exist that has
    /// them. What was exported can no longer be undone by withdrawing it.
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

    /// Notes that the file of a plan has left this computer.
    pub fn handed_over(&mut self, plan: &Plan) -> Vec<Change> {
        let left = plan.leaving.iter().filter(|id| self.unsent.remove(id).is_some());
        left.map(|id| Change::ForgetDraft(*id)).collect()
    }

    /// The entries with changes that exist only on this computer, in order.
    pub fn unshared(&self) -> Vec<EntryKey> {
        let keys = self.local_revisions().map(|revision| key_of(revision)).to_set();
        keys.into_iter().collect()
    }

    /// When the oldest change was made that exists only on this computer, in
    /// milliseconds since 1970.
    pub fn oldest_unshared(&self) -> Option<i64> {
        self.local_revisions().map(|revision| revision.body().time).min()
    }

    fn local_revisions(&self) -> impl Iterator<Item = &Arc<Revision>> {
        self.drafts.values().chain(self.unsent.values())
    }
}

/// Whether a person is to be reminded that changes exist only on this
/// computer: since `oldest`, if there are any. It is not said again for a day
/// after it was `put_off`.
pub fn is_reminder_due(oldest: Option<i64>, put_off: Option<i64>, now: i64) -> bool {
    // By how much a clock was set back does not matter: it is said once more.
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

/// An order for everything, for tests.
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
