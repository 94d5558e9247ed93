//! Taking in a ledger that came in a file: what it would bring, before and
//! after. Taking in is set union; nothing on the desk can be removed by it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Desk, key_of};
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{FieldName, Revision};

/// A field that became contested by an intake.
pub type Contest = (EntryKey, FieldName);

/// What a ledger brings to the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// Revisions that the desk did not have.
    pub new: Vec<Arc<Revision>>,
    /// How many the desk had already.
    pub same: usize,
    /// Of the new ones: how many per participant.
    pub participants: BTreeMap<ParticipantCode, usize>,
    /// Entries that will read differently.
    pub changed: Vec<EntryKey>,
    /// Fields that were not contested on the desk and will be.
    pub contested: Vec<Contest>,
}

impl Desk {
    /// What taking the ledger in would bring. Changes nothing.
    pub fn preview(&self, incoming: &Ledger) -> Intake {
        let mut intake = Intake::default();
        for revision in incoming.revisions() {
            if self.ledger.contains(&key_of(revision), revision.id()) {
                intake.same += 1;
            } else {
                *intake.participants.entry(revision.body().participant).or_default() += 1;
                intake.new.push(Arc::clone(revision));
            }
        }
        let mut after = self.ledger.beside(incoming);
        after.union(incoming);
        for key in incoming.keys() {
            let (old, new) = (self.ledger.entry(key), after.entry(key));
            if old.fields != new.fields {
                intake.changed.push(key.clone());
            }
            let settled = |name: &FieldName| old.fields.get(name).is_none_or(|f| !f.is_contested());
            let contested = new.contested().filter(|(name, _)| settled(name));
            intake.contested.extend(contested.map(|(name, _)| (key.clone(), name.clone())));
        }
        intake
    }

    /// Takes revisions in. They came in a file, so they are no drafts.
    pub fn take_in(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        self.load_shared(revisions);
    }
}
