//! Takes in the changes of a sheet: each line becomes drafts on top of what its
//! author had seen, written by the person at the desk; together they are one
//! act. Does not know how a sheet is read.

use std::collections::BTreeSet;

use super::{Change, Desk, Edit};
use crate::domain::ledger::EntryKey;
use crate::domain::ordered::Ordered;
use crate::domain::revision::{AuthorId, one_field};
use crate::report::sheet;

impl Desk {
    /// For each change, whether its field would become contested. Changes
    /// nothing.
    pub fn preview_sheet(&self, changes: &[sheet::Change], author: &AuthorId) -> Vec<bool> {
        let keys: BTreeSet<&EntryKey> = changes.iter().map(|change| &change.key).to_set();
        let ledger = self.ledger.filtered(|key| keys.contains(key));
        let mut after = Desk { ledger, ..Desk::default() };
        after.take_sheet(changes, author, 0);
        let contested = |change: &sheet::Change| {
            let entry = after.entry(&change.key);
            entry.field(change.field.as_str()).is_some_and(|field| field.is_contested())
        };
        changes.iter().map(contested).collect()
    }

    /// Writes the changes of a sheet.
    pub fn take_sheet(
        &mut self,
        changes: &[sheet::Change],
        author: &AuthorId,
        time: i64,
    ) -> Vec<Change> {
        self.write_all(edits(changes, author, time))
    }
}

/// Groups the changes of one line with the same heads into one edit.
fn edits(changes: &[sheet::Change], author: &AuthorId, time: i64) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for change in changes {
        let fits =
            |edit: &&mut Edit| edit.key == change.key && edit.seen.as_ref() == Some(&change.seen);
        let (field, after) = (change.field.clone(), change.after.clone());
        // Changes of the same line with other heads may come between.
        let recent = edits.iter_mut().rev().take(3);
        match recent.into_iter().find(fits) {
            Some(edit) => drop(edit.set.insert(field, after)),
            None => edits.push(Edit {
                key: change.key.clone(),
                set: one_field(field, after),
                author: author.clone(),
                time,
                seen: Some(change.seen.clone()),
            }),
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Value;
    use crate::i18n::Language;
    use crate::report::csv::Separator;

    fn finland() -> AuthorId {
        "delegation/FI/0000000000000001".parse().unwrap()
    }

    fn key() -> EntryKey {
        ("FI".parse().unwrap(), "PoA.4".parse().unwrap())
    }

    fn edit(field: &str, text: &str) -> Edit {
        let set = one_field(field.parse().unwrap(), Value::text(text));
        Edit { key: key(), set, author: finland(), time: 1, seen: None }
    }

    fn sheet(desk: &Desk) -> String {
        sheet::write(desk.ledger(), &[key().0], Language::English, Separator::Comma)
    }

    fn asked(desk: &Desk, sheet: &str) -> Vec<sheet::Change> {
        let filled = sheet::read(sheet.as_bytes(), desk.ledger(), |_| true).unwrap();
        assert_eq!(filled.faults, []);
        filled.changes
    }

    fn values(desk: &Desk, field: &str) -> Vec<Value> {
        let entry = desk.entry(&key());
        let known = entry.field(field).unwrap().alternatives.iter();
        known.map(|known| known.value.clone()).collect()
    }

    #[test]
    fn a_line_becomes_one_draft_and_the_sheet_one_act() {
        let mut desk = Desk::default();
        desk.write(edit("note", "first"));
        desk.write(edit("obstacle", "money"));
        let before = desk.ledger().clone();
        let filled = sheet(&desk).replace(",first,", ",second,").replace(",money,", ",time,");
        let changes = asked(&desk, &filled);
        assert_eq!(desk.preview_sheet(&changes, &finland()), [false, false]);
        assert_eq!(desk.take_sheet(&changes, &finland(), 2).len(), 1);
        assert_eq!(values(&desk, "note"), ["second".into()]);
        assert_eq!(values(&desk, "obstacle"), ["time".into()]);
        assert_eq!(desk.undo(&finland(), 3).changes.len(), 1);
        assert_eq!(*desk.ledger(), before);
    }

    #[test]
    fn a_line_whose_entry_moved_on_is_contested_and_only_there() {
        let mut desk = Desk::default();
        desk.write(edit("note", "first"));
        desk.write(edit("obstacle", "money"));
        let filled = sheet(&desk).replace(",first,", ",second,").replace(",money,", ",time,");
        desk.write(edit("note", "meanwhile"));
        let changes = asked(&desk, &filled);
        assert_eq!(desk.preview_sheet(&changes, &finland()), [true, false]);
        desk.take_sheet(&changes, &finland(), 2);
        let all: BTreeSet<Value> = values(&desk, "note").into_iter().collect();
        assert_eq!(all, BTreeSet::from(["meanwhile".into(), "second".into()]));
        assert_eq!(values(&desk, "obstacle"), ["time".into()]);
    }

    #[test]
    fn a_sheet_made_from_drafts_is_not_contested_because_they_were_sealed() {
        let mut desk = Desk::default();
        desk.write(edit("note", "first"));
        let filled = sheet(&desk).replace(",first,", ",second,");
        let plan = desk.plan(crate::desk::leaving::everything(finland()));
        desk.sealed(&plan);
        let changes = asked(&desk, &filled);
        assert_eq!(desk.preview_sheet(&changes, &finland()), [false]);
        desk.take_sheet(&changes, &finland(), 2);
        assert_eq!(values(&desk, "note"), ["second".into()]);
    }

    #[test]
    fn a_sheet_is_taken_in_once() {
        let mut desk = Desk::default();
        desk.write(edit("note", "first"));
        let filled = sheet(&desk).replace(",first,", ",second,");
        desk.take_sheet(&asked(&desk, &filled), &finland(), 2);
        assert_eq!(asked(&desk, &filled), []);
    }
}
