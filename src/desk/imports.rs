//! The imports, and taking back a whole import.
//!
//! Afterwards the desk is as if the file had never been opened. Revisions are
//! shared by id, so a revision that another import also contained stays and
//! belongs to that import from then on. Does not know where imports are stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Change, Choice, Desk, key_of};
use crate::domain::hidden::is_hidden;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::revision::{AuthorId, Revision, RevisionId};
use crate::snapshot::Exported;

/// Counts of what an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Revisions that were new to the desk.
    pub new: usize,
    /// Revisions that the desk already had.
    pub same: usize,
    /// Fields in which a value on the desk was replaced.
    pub replaced: usize,
    /// Fields that became contested.
    pub contested: usize,
    /// Revisions that were refused.
    pub refused: usize,
}

/// The record of one imported file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// Identifies the import; the order of keys is the order of import.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// When and by whom it was exported, according to the file.
    pub exported: Option<Exported>,
    /// Its handling line.
    pub marking: String,
    /// The edition of the source it belongs to; empty if unknown.
    pub edition: String,
    /// The names that offices gave themselves in it.
    pub authors: BTreeMap<AuthorId, String>,
    /// The counts, if recorded.
    pub tally: Option<Tally>,
    /// The shared revisions owned by this import: those it brought first.
    pub brought: Vec<RevisionId>,
    /// The private revisions that it brought first.
    pub private: Vec<RevisionId>,
    /// The revisions of the file that the desk already had.
    pub also: Vec<RevisionId>,
    /// Whether a snapshot has left this computer since.
    pub left: bool,
}

/// Distinct markings of the imports that `written` does not contain. Lines with
/// invisible characters are skipped.
pub fn markings(imports: &[Import], written: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in imports.iter().map(|import| import.marking.trim()) {
        let known = says(written, line) || lines.iter().any(|known| known == line);
        if !line.is_empty() && !line.contains(is_hidden) && !known {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Whether a handling line stands in another as a whole part, however its
/// parts are separated: “OSCE” does not stand in “OSCE+”.
fn says(written: &str, line: &str) -> bool {
    let separator = |c: char| ";,·|/".contains(c);
    written.match_indices(line).any(|(at, _)| {
        let (before, after) = (&written[..at], &written[at + line.len()..]);
        let (before, after) = (before.trim_end(), after.trim_start());
        (before.is_empty() || before.ends_with(separator))
            && (after.is_empty() || after.starts_with(separator))
    })
}

/// Why an import cannot be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It brought nothing, so there is nothing to take back.
    Nothing,
    /// A snapshot was exported since: others may have the revisions.
    Left,
    /// Revisions written here build on what it brought, in these entries.
    BuiltOn(Vec<EntryKey>),
}

/// The effect of taking an import back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Return {
    /// Shared revisions that no other import contained.
    pub gone: BTreeSet<RevisionId>,
    /// Private revisions that no other import contained.
    pub private_gone: BTreeSet<RevisionId>,
    /// The other imports that contained some of the revisions, with what they
    /// own from now on.
    pub heirs: Vec<Import>,
}

impl Desk {
    /// The effect of taking an import back.
    ///
    /// # Errors
    /// If it cannot be taken back.
    pub fn can_return(&self, imports: &[Import], key: &str) -> Result<Return, Obstacle> {
        let import = imports.iter().find(|import| import.key == key).ok_or(Obstacle::Nothing)?;
        if import.brought.is_empty() && import.private.is_empty() {
            return Err(Obstacle::Nothing);
        }
        if import.left {
            return Err(Obstacle::Left);
        }
        let back = Return::of(import, imports);
        let mut built_on = self.written_over(&self.ledger, imports, &back.gone);
        built_on.extend(self.written_over(&self.private, imports, &back.private_gone));
        if built_on.is_empty() { Ok(back) } else { Err(Obstacle::BuiltOn(built_on)) }
    }

    /// The keys of the imports that brought something which an export of this
    /// choice contains.
    pub fn imports_in(&self, imports: &[Import], choice: &Choice) -> Vec<String> {
        let covered = self.ledger.revisions().filter(|it| choice.covers(it.body().participant));
        let covered = covered.map(|revision| revision.id()).to_set();
        let has = |import: &&Import| import.brought.iter().any(|id| covered.contains(id));
        imports.iter().filter(has).map(|import| import.key.clone()).collect()
    }

    /// Takes an import back.
    pub fn take_back(&mut self, back: &Return) {
        withdraw(&mut self.ledger, &back.gone);
        withdraw(&mut self.private, &back.private_gone);
    }

    /// Follows another window that took an import back. Revisions on which
    /// something here was built meanwhile stay and are returned, shared and
    /// private, because they must be stored again.
    pub fn follow_return(&mut self, imports: &[Import], key: &str) -> (Return, Vec<Change>) {
        let mut back = Return::default();
        let Some(import) = imports.iter().find(|import| import.key == key) else {
            return (back, Vec::new());
        };
        back = Return::of(import, imports);
        let keys = self.written_over(&self.ledger, imports, &back.gone);
        let shared = spare(&self.ledger, &keys, &mut back.gone);
        let keys = self.written_over(&self.private, imports, &back.private_gone);
        let private = spare(&self.private, &keys, &mut back.private_gone);
        self.take_back(&back);
        let mut kept: Vec<Change> = private.into_iter().map(Change::KeepPrivate).collect();
        if !shared.is_empty() {
            kept.push(Change::KeepShared(shared));
        }
        (back, kept)
    }

    /// The entries in which a revision that no file brought builds on these
    /// revisions.
    fn written_over(
        &self,
        ledger: &Ledger,
        imports: &[Import],
        gone: &BTreeSet<RevisionId>,
    ) -> Vec<EntryKey> {
        let builds_on = |parents: &[RevisionId]| parents.iter().any(|id| gone.contains(id));
        let over = ledger.revisions().filter(|revision| builds_on(&revision.body().parents));
        let had = imports.iter().flat_map(Import::had).to_set();
        let own = over.filter(|revision| {
            !had.contains(&revision.id()) || self.drafts.contains_key(&revision.id())
        });
        let mut keys: Vec<EntryKey> = own.map(|revision| key_of(revision)).collect();
        keys.dedup();
        keys
    }
}

impl Import {
    /// All revisions of the file.
    fn had(&self) -> impl Iterator<Item = RevisionId> {
        self.brought.iter().chain(&self.private).chain(&self.also).copied()
    }
}

impl Return {
    fn of(import: &Import, imports: &[Import]) -> Self {
        let mut back = Self::default();
        let others = imports.iter().filter(|other| other.key != import.key);
        let (mut gone, mut private) = (set(&import.brought), set(&import.private));
        for other in others {
            for id in other.brought.iter().chain(&other.private) {
                gone.remove(id);
                private.remove(id);
            }
            let mut heir = other.clone();
            heir.also.retain(|id| {
                if gone.remove(id) {
                    heir.brought.push(*id);
                } else if private.remove(id) {
                    heir.private.push(*id);
                } else {
                    return true;
                }
                false
            });
            if heir != *other {
                back.heirs.push(heir);
            }
        }
        (back.gone, back.private_gone) = (gone, private);
        back
    }
}

fn set(ids: &[RevisionId]) -> BTreeSet<RevisionId> {
    ids.iter().copied().to_set()
}

/// Removes the revisions of these entries from the set to delete.
fn spare(
    ledger: &Ledger,
    keys: &[EntryKey],
    gone: &mut BTreeSet<RevisionId>,
) -> Vec<Arc<Revision>> {
    let spared = ledger.revisions().filter(|revision| keys.contains(&key_of(revision)));
    spared.filter(|revision| gone.remove(&revision.id())).cloned().collect()
}

fn withdraw(ledger: &mut Ledger, gone: &BTreeSet<RevisionId>) {
    let revisions = ledger.revisions().filter(|revision| gone.contains(&revision.id()));
    let places: Vec<_> = revisions.map(|revision| (key_of(revision), revision.id())).collect();
    for (key, id) in places {
        ledger.withdraw(&key, id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Edit;
    use super::*;
    use crate::domain::revision::{FieldName, one_field};
    use crate::domain::value::Value;

    fn key(subject: &str) -> EntryKey {
        ("FI".parse().unwrap(), subject.parse().unwrap())
    }

    /// A desk on which this note was written after the import.
    fn written(before: &Desk, subject: &str, note: &str) -> Desk {
        let mut desk = before.clone();
        let set = one_field("note".parse::<FieldName>().unwrap(), Value::text(note));
        let author = "delegation/FI/0000000000000001".parse().unwrap();
        desk.write(Edit { key: key(subject), set, author, time: 1, seen: None }).unwrap();
        desk
    }

    #[test]
    fn the_marks_of_what_was_taken_in_are_offered_once_and_not_again() {
        let marked = |line: &str| Import { marking: line.to_owned(), ..Import::default() };
        let imports = ["OSCE+", "", " OSCE+ ", "Limited", "O\u{202e}SCE"].map(marked);
        assert_eq!(markings(&imports, ""), ["OSCE+", "Limited"]);
        assert_eq!(markings(&imports, "OSCE+ · draft"), ["Limited"]);
        assert_eq!(markings(&imports, "Not OSCE+; Limited"), ["OSCE+"]);
        assert!(markings(&imports[..1], "OSCE+").is_empty());
    }

    /// Takes in everything of another desk, as the session does.
    fn import(desk: &mut Desk, from: &Desk, name: &str) -> Import {
        let intake = desk.preview(from.ledger());
        let brought = intake.new.iter().map(|revision| revision.id()).collect();
        desk.take_in(intake.new);
        Import {
            key: name.to_owned(),
            name: name.to_owned(),
            brought,
            also: intake.same,
            ..Import::default()
        }
    }

    #[test]
    fn only_those_imports_are_in_an_export_of_which_it_has_something() {
        let mut desk = written(&Desk::default(), "PoA.4", "ours");
        let theirs = written(&Desk::default(), "PoA.5", "theirs");
        let mut imports = vec![import(&mut desk, &theirs, "a")];
        // The same again brings nothing.
        imports.push(import(&mut desk, &theirs, "b"));
        let [finland, sweden] = ["FI", "SE"].map(|code| Choice::State(code.parse().unwrap()));
        assert_eq!(desk.imports_in(&imports, &finland), ["a"]);
        assert_eq!(desk.imports_in(&imports, &Choice::Everything), ["a"]);
        assert!(desk.imports_in(&imports, &sweden).is_empty());
    }

    #[test]
    fn an_import_that_is_taken_back_leaves_the_desk_as_it_was() {
        let mut desk = written(&Desk::default(), "PoA.4", "ours");
        let before = desk.ledger().clone();
        let theirs = written(&written(&Desk::default(), "PoA.4", "theirs"), "PoA.5", "more");
        let imports = [import(&mut desk, &theirs, "a")];
        assert_eq!(desk.ledger().len(), 3);
        let back = desk.can_return(&imports, "a").unwrap();
        assert!(back.heirs.is_empty());
        desk.take_back(&back);
        assert_eq!(*desk.ledger(), before);
        assert_eq!(desk.drafts().len(), 1);
    }

    #[test]
    fn what_another_file_brought_too_stays_with_that_import() {
        let first = written(&Desk::default(), "PoA.4", "first");
        let second = written(&first, "PoA.4", "second");
        let mut desk = Desk::default();
        let mut imports = vec![import(&mut desk, &first, "a"), import(&mut desk, &second, "b")];
        let back = desk.can_return(&imports, "a").unwrap();
        assert!(back.gone.is_empty());
        assert_eq!(back.heirs.len(), 1);
        assert_eq!(set(&back.heirs[0].brought), set(&desk_ids(&desk)));
        assert!(back.heirs[0].also.is_empty());
        desk.take_back(&back);
        assert_eq!(desk.ledger(), second.ledger());
        // The heir can in turn be taken back, with what it inherited.
        imports = back.heirs;
        let back = desk.can_return(&imports, "b").unwrap();
        desk.take_back(&back);
        assert!(desk.ledger().is_empty());
    }

    #[test]
    fn of_two_heirs_the_earlier_one_keeps_what_all_had() {
        let file = written(&Desk::default(), "PoA.4", "said once");
        let mut desk = Desk::default();
        let imports = ["a", "b", "c"].map(|name| import(&mut desk, &file, name));
        let back = desk.can_return(&imports, "a").unwrap();
        let heirs: Vec<_> = back.heirs.iter().map(|heir| heir.key.as_str()).collect();
        assert_eq!(heirs, ["b"]);
        assert_eq!(desk.can_return(&imports, "c"), Err(Obstacle::Nothing));
    }

    #[test]
    fn what_two_windows_took_in_at_once_goes_only_when_both_let_go() {
        let file = written(&Desk::default(), "PoA.4", "said once");
        let mut desk = Desk::default();
        let a = import(&mut desk, &file, "a");
        let b = Import { key: "b".into(), ..a.clone() };
        let back = desk.can_return(&[a, b.clone()], "a").unwrap();
        assert!(back.gone.is_empty() && back.heirs.is_empty());
        assert_eq!(desk.can_return(&[b], "b").unwrap().gone.len(), 1);
    }

    #[test]
    fn an_import_over_which_something_was_written_is_not_taken_back() {
        let file = written(&Desk::default(), "PoA.4", "theirs");
        let mut desk = Desk::default();
        let imports = [import(&mut desk, &file, "a")];
        let mut desk = written(&desk, "PoA.4", "ours, over it");
        assert_eq!(desk.can_return(&imports, "a"), Err(Obstacle::BuiltOn(vec![key("PoA.4")])),);
        let author = "delegation/FI/0000000000000001".parse().unwrap();
        desk.undo(&author, 2);
        assert!(desk.can_return(&imports, "a").is_ok());
        // Edits in other entries do not prevent it.
        assert!(written(&desk, "PoA.5", "elsewhere").can_return(&imports, "a").is_ok());
    }

    #[test]
    fn what_has_left_in_a_snapshot_is_not_taken_back() {
        let file = written(&Desk::default(), "PoA.4", "theirs");
        let mut desk = Desk::default();
        let imports = [Import { left: true, ..import(&mut desk, &file, "a") }];
        assert_eq!(desk.can_return(&imports, "a"), Err(Obstacle::Left));
    }

    #[test]
    fn private_notes_of_a_backup_are_taken_back_unless_another_had_them() {
        let mut backup = Desk::default();
        let set = one_field("private.note".parse().unwrap(), Value::text("p"));
        let author = "delegation/FI/0000000000000001".parse().unwrap();
        backup.write_private(Edit { key: key("PoA.4"), set, author, time: 1, seen: None });
        let mut desk = Desk::default();
        desk.load_private(backup.private().revisions().cloned());
        let ids: Vec<_> = backup.private().revisions().map(|revision| revision.id()).collect();
        let import = |key: &str, private: &[RevisionId], also: &[RevisionId]| Import {
            key: key.into(),
            private: private.to_vec(),
            also: also.to_vec(),
            ..Import::default()
        };
        let both = [import("a", &ids, &[]), import("b", &[], &ids)];
        let back = desk.can_return(&both, "a").unwrap();
        assert!(back.private_gone.is_empty());
        assert_eq!(back.heirs[0].private, ids);
        let back = desk.can_return(&both[..1], "a").unwrap();
        desk.take_back(&back);
        assert!(desk.private().is_empty());
    }

    #[test]
    fn following_another_window_keeps_what_was_built_on_here() {
        let file = written(&written(&Desk::default(), "PoA.4", "a"), "PoA.5", "b");
        let mut desk = Desk::default();
        let imports = [import(&mut desk, &file, "a")];
        let mut desk = written(&desk, "PoA.4", "ours");
        let (back, kept) = desk.follow_return(&imports, "a");
        assert_eq!(back.gone.len(), 1);
        assert!(matches!(&kept[..], [Change::KeepShared(shared)] if shared.len() == 1));
        assert_eq!(desk.ledger().len(), 2);
        assert!(!desk.ledger().has_entry(&key("PoA.5")));
        assert!(!desk.entry(&key("PoA.4")).incomplete);
    }

    fn desk_ids(desk: &Desk) -> Vec<RevisionId> {
        desk.ledger().revisions().map(|revision| revision.id()).collect()
    }
}
