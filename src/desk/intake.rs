//! Takes in a ledger from a file, and previews the effect. Taking in is set
//! union; it never removes anything from the desk.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Change, Desk, key_of};
use crate::domain::entry::{Entry, Field};
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{FieldName, Revision, RevisionId};
use crate::domain::value::Value;

/// A field that became contested by taking a ledger in.
pub type Contest = (EntryKey, FieldName);

/// A field whose value on the desk is replaced, because the author of the new
/// one had seen it. The old value stays in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The entry.
    pub key: EntryKey,
    /// The field.
    pub name: FieldName,
    /// The values on the desk before; several if contested.
    pub before: Vec<Value>,
    /// The values afterwards.
    pub after: Vec<Value>,
}

/// The effect of taking a ledger in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// Revisions that are new to the desk.
    pub new: Vec<Arc<Revision>>,
    /// Revisions that the desk already has.
    pub same: Vec<RevisionId>,
    /// The participants that the new revisions are about.
    pub participants: BTreeSet<ParticipantCode>,
    /// Entries whose projection changes.
    pub changed: Vec<EntryKey>,
    /// Fields in which values on the desk are replaced.
    pub replaced: Vec<Replacement>,
    /// Fields that become contested.
    pub contested: Vec<Contest>,
    /// Participants whose histories will still have gaps: revisions name
    /// parents that are missing.
    pub incomplete: Vec<ParticipantCode>,
}

impl Desk {
    /// The effect of taking the ledger in. Changes nothing.
    pub fn preview(&self, incoming: &Ledger) -> Intake {
        let mut intake = Intake::default();
        for revision in incoming.revisions() {
            if self.ledger.contains(&key_of(revision), revision.id()) {
                intake.same.push(revision.id());
            } else {
                intake.participants.insert(revision.body().participant);
                intake.new.push(Arc::clone(revision));
            }
        }
        let mut after = self.ledger.beside(incoming);
        after.union(incoming);
        for key in incoming.keys() {
            intake.compare(key, &self.ledger.entry(key), &after.entry(key));
        }
        intake.incomplete.dedup();
        intake
    }

    /// Takes revisions in. They came from a file, so they are not drafts.
    pub fn take_in(&mut self, revisions: impl IntoIterator<Item = Arc<Revision>>) {
        self.load_shared(revisions);
    }

    /// Records that a file contained revisions which the desk already has, so
    /// its sender has them too. Drafts among them (of a copied profile, or
    /// whose sealing was lost) stop being drafts, and are kept even if later
    /// drafts are withdrawn.
    pub fn came_back(&mut self, same: &[RevisionId]) -> Vec<Change> {
        let drafts: Vec<_> = same.iter().filter_map(|id| self.drafts.remove(id)).collect();
        let unsent = same.iter().filter(|id| self.unsent.remove(id).is_some());
        let forgotten = unsent.copied().chain(drafts.iter().map(|draft| draft.id()));
        let mut changes: Vec<Change> = forgotten.map(Change::ForgetDraft).collect();
        if !drafts.is_empty() {
            changes.insert(0, Change::KeepShared(drafts));
        }
        changes
    }
}

impl Intake {
    /// Records how one entry changes.
    fn compare(&mut self, key: &EntryKey, old: &Entry, new: &Entry) {
        if new.incomplete {
            self.incomplete.push(key.0);
        }
        if old.fields == new.fields {
            return;
        }
        self.changed.push(key.clone());
        for (name, field) in &new.fields {
            let before = old.fields.get(name);
            if field.is_contested() && before.is_none_or(|before| !before.is_contested()) {
                self.contested.push((key.clone(), name.clone()));
            }
            let (before, after) = (before.map(values_of).unwrap_or_default(), values_of(field));
            if before.iter().any(|value| !after.contains(value)) {
                let (key, name) = (key.clone(), name.clone());
                self.replaced.push(Replacement { key, name, before, after });
            }
        }
    }
}

fn values_of(field: &Field) -> Vec<Value> {
    field.alternatives.iter().map(|alternative| alternative.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Edit;
    use super::*;
    use crate::domain::revision::{AuthorId, one_field};

    fn key() -> EntryKey {
        ("FI".parse().unwrap(), "PoA.4".parse().unwrap())
    }

    fn note() -> FieldName {
        "note".parse().unwrap()
    }

    /// A desk on which this office wrote a text on top of `before`.
    fn written(before: &Desk, device: u8, text: &str) -> Desk {
        let mut desk = before.clone();
        let set = one_field(note(), Value::text(text));
        let author = format!("delegation/FI/{device:016x}").parse().unwrap();
        desk.write(Edit { key: key(), set, author, time: 1, seen: None }).unwrap();
        desk
    }

    fn replaced(before: &[&str], after: &[&str]) -> Vec<Replacement> {
        let values = |texts: &[&str]| texts.iter().copied().map(Value::text).collect();
        let (before, after) = (values(before), values(after));
        vec![Replacement { key: key(), name: note(), before, after }]
    }

    #[test]
    fn a_value_that_the_writer_had_seen_gives_way() {
        let desk = written(&Desk::default(), 1, "old");
        let intake = desk.preview(written(&desk, 2, "new").ledger());
        assert_eq!(intake.replaced, replaced(&["old"], &["new"]));
        assert!(intake.contested.is_empty());
        assert_eq!(intake.changed, [key()]);
    }

    #[test]
    fn a_value_that_the_writer_had_not_seen_becomes_contested_and_stays() {
        let desk = written(&Desk::default(), 1, "ours");
        let intake = desk.preview(written(&Desk::default(), 2, "theirs").ledger());
        assert!(intake.replaced.is_empty());
        assert_eq!(intake.contested, [(key(), note())]);
    }

    #[test]
    fn a_decision_between_contested_values_lets_the_other_give_way() {
        let ours = written(&Desk::default(), 1, "ours");
        let mut desk = written(&Desk::default(), 2, "theirs");
        desk.take_in(ours.ledger().revisions().cloned());
        let intake = desk.preview(written(&desk, 3, "ours").ledger());
        let standing = desk.entry(&key());
        let before = values_of(standing.field("note").unwrap());
        assert_eq!(before.len(), 2);
        let after = vec![Value::text("ours")];
        assert_eq!(intake.replaced, [Replacement { key: key(), name: note(), before, after }]);
        assert!(intake.contested.is_empty());
    }

    #[test]
    fn the_same_value_written_again_gives_way_to_nothing() {
        let desk = written(&Desk::default(), 1, "said");
        let intake = desk.preview(written(&Desk::default(), 2, "said").ledger());
        assert_eq!((intake.new.len(), intake.replaced.len()), (1, 0));
        assert!(intake.contested.is_empty());
    }

    #[test]
    fn a_history_with_a_gap_is_noticed_and_heals_with_a_full_file() {
        let first = written(&Desk::default(), 1, "first");
        let second = written(&first, 1, "second");
        let last: Ledger = second
            .ledger()
            .revisions()
            .cloned()
            .collect::<Vec<_>>()
            .into_iter()
            .filter(|revision| !first.ledger().contains(&key(), revision.id()))
            .collect();
        let desk = Desk::default();
        assert_eq!(desk.preview(&last).incomplete, ["FI".parse().unwrap()]);
        assert!(first.preview(&last).incomplete.is_empty());
        assert!(desk.preview(second.ledger()).incomplete.is_empty());
    }

    #[test]
    fn a_draft_that_comes_in_a_file_is_none_any_more() {
        let author: AuthorId = "delegation/FI/0000000000000001".parse().unwrap();
        let mut desk = written(&Desk::default(), 1, "sent");
        // A copy of the same profile has exported it; the chair has written on top.
        let chair = written(&desk, 2, "answered");
        let draft = desk.ledger().revisions().next().unwrap().clone();
        let intake = desk.preview(chair.ledger());
        assert_eq!((intake.new.len(), intake.same.clone()), (1, vec![draft.id()]));
        desk.take_in(intake.new);
        let changes = desk.came_back(&intake.same);
        let kept = Change::KeepShared(vec![draft.clone()]);
        assert_eq!(changes, [kept, Change::ForgetDraft(draft.id())]);
        assert!(desk.drafts().is_empty() && desk.came_back(&intake.same).is_empty());
        // Undo writes a new revision; it does not withdraw this one.
        desk.undo(&author, 2);
        assert!(desk.ledger().contains(&key(), draft.id()));
        assert_eq!(desk.preview(chair.ledger()).new.len(), 0);
    }
}
