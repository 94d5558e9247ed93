//! The laws of the desk: nothing is lost, undo restores the exact state, and
//! exports contain no withdrawn wording.

use super::*;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Fields};
use crate::domain::value::Value;

fn author(text: &str) -> AuthorId {
    text.parse().unwrap()
}

fn finland() -> AuthorId {
    author("delegation/FI/0000000000000001")
}

fn chair() -> AuthorId {
    author("chair/-/0000000000000002")
}

fn key() -> EntryKey {
    ("FI".parse::<ParticipantCode>().unwrap(), "PoA.1.a.1.i".parse().unwrap())
}

fn edit(author: AuthorId, time: i64, fields: &[(&str, &str)]) -> Edit {
    let value = |text: &str| {
        if text.is_empty() { Value::Null } else { Value::text(text) }
    };
    let set: Fields =
        fields.iter().map(|(name, text)| (name.parse().unwrap(), value(text))).collect();
    Edit { key: key(), set, author, time, seen: None }
}

fn status(desk: &Desk) -> String {
    desk.entry(&key()).text("status").to_owned()
}

/// Exports everything; returns the changes for storage.
fn export(desk: &mut Desk) -> Vec<Change> {
    let plan = desk.plan(leaving::everything(finland()));
    let mut changes = desk.sealed(&plan);
    changes.extend(desk.handed_over(&plan));
    changes
}

/// A desk on which the delegation and the chair disagree.
fn contested() -> Desk {
    let (mut ours, mut theirs) = (Desk::default(), Desk::default());
    ours.write(edit(finland(), 1, &[("status", "ongoing")]));
    theirs.write(edit(chair(), 2, &[("status", "implemented")]));
    ours.take_in(theirs.ledger().revisions().cloned());
    ours
}

#[test]
fn what_is_taken_up_at_once_is_written_so_that_it_can_be_read_again() {
    let names: Vec<String> = (0..150).map(|n| format!("evidence:{n}")).collect();
    let fields: Vec<(&str, &str)> = names.iter().map(|name| (&**name, "of others")).collect();
    let mut desk = Desk::default();
    let changes = desk.endorse([edit(finland(), 1, &fields)]);
    assert_eq!(changes.len(), 3);
    for revision in desk.ledger().revisions() {
        let line = crate::snapshot::canonical::to_line(revision);
        assert!(crate::snapshot::canonical::from_line(&line).is_ok());
    }
    let entry = desk.entry(&key());
    assert_eq!((entry.fields.len(), entry.contested().count()), (150, 0));
    desk.undo(&finland(), 2);
    assert!(desk.entry(&key()).fields.values().all(|it| it.provisional().is_null()));
}

#[test]
fn an_edit_that_changes_nothing_makes_no_revision() {
    let mut desk = Desk::default();
    assert!(desk.write(edit(finland(), 1, &[("status", "ongoing")])).is_some());
    assert!(desk.write(edit(finland(), 2, &[("status", "ongoing"), ("note", "")])).is_none());
    assert_eq!(desk.ledger().len(), 1);
}

#[test]
fn undo_withdraws_a_draft_and_redo_brings_back_the_same_revision() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    desk.write(edit(finland(), 2, &[("status", "implemented")]));
    let all = desk.ledger().clone();
    assert!(matches!(desk.undo(&finland(), 3).changes[..], [Change::ForgetDraft(_)]));
    assert_eq!(status(&desk), "ongoing");
    desk.undo(&finland(), 4);
    assert!(desk.ledger().is_empty());
    assert_eq!(desk.undo(&finland(), 5).changes, []);
    desk.redo(&finland(), 6);
    desk.redo(&finland(), 7);
    assert_eq!(*desk.ledger(), all);
    assert_eq!(desk.drafts().len(), 2);
}

#[test]
fn what_was_written_at_once_is_undone_and_redone_at_once() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    let before = desk.ledger().clone();
    let edits = [
        edit(finland(), 2, &[("status", "implemented")]),
        edit(finland(), 2, &[("note", "more")]),
        edit(finland(), 2, &[("note", "more")]),
    ];
    assert_eq!(desk.write_all(edits).len(), 2, "what changes nothing makes no revision");
    let after = desk.ledger().clone();
    assert_eq!(desk.undo(&finland(), 3).changes.len(), 2);
    assert_eq!(*desk.ledger(), before);
    assert_eq!(desk.redo(&finland(), 4).changes.len(), 2);
    assert_eq!(*desk.ledger(), after);
    assert!(desk.write_all([edit(finland(), 5, &[("note", "more")])]).is_empty());
    assert_eq!(desk.undo(&finland(), 6).changes.len(), 2, "an act that came to nothing is none");
}

#[test]
fn undoing_a_resolution_brings_both_values_back() {
    let mut desk = contested();
    desk.write(edit(finland(), 3, &[("status", "ongoing")]));
    assert!(!desk.entry(&key()).field("status").unwrap().is_contested());
    desk.undo(&finland(), 4);
    assert_eq!(desk.entry(&key()).field("status").unwrap().alternatives.len(), 2);
}

#[test]
fn what_the_chair_wrote_can_be_taken_up_and_that_can_be_undone() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    desk.write(edit(chair(), 2, &[("status", "implemented")]));
    export(&mut desk);
    let open = |desk: &Desk| crate::domain::behalf::on_behalf(desk.ledger(), key().0).len();
    assert_eq!(open(&desk), 1);
    let again = edit(finland(), 3, &[("status", "implemented")]);
    assert!(desk.write(again.clone()).is_none(), "it says the same");
    assert!(matches!(*desk.endorse([again.clone()]), [Change::KeepDraft(_)]));
    assert_eq!(open(&desk), 0);
    desk.undo(&finland(), 4);
    assert_eq!(open(&desk), 1);
    desk.endorse([again]);
    let count = desk.ledger().len();
    export(&mut desk);
    assert_eq!((open(&desk), desk.ledger().len()), (0, count), "it is exported");
    let stepped = desk.undo(&finland(), 5);
    assert!(stepped.stays && stepped.changes.is_empty(), "it has left");
    assert!(desk.endorse([edit(finland(), 5, &[])]).is_empty());
}

#[test]
fn undo_after_export_writes_the_earlier_value_anew() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    desk.write(edit(finland(), 2, &[("status", "implemented")]));
    export(&mut desk);
    assert!(matches!(desk.undo(&finland(), 3).changes[..], [Change::KeepDraft(_)]));
    assert_eq!(status(&desk), "ongoing");
    desk.redo(&finland(), 4);
    assert_eq!(status(&desk), "implemented");
}

#[test]
fn undo_and_redo_leave_what_others_wrote_since() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "mine"), ("status", "ongoing")]));
    export(&mut desk);
    let mut other = desk.clone();
    other.write(edit(chair(), 2, &[("note", "improved by others")]));
    desk.take_in(other.ledger().revisions().cloned());
    let stepped = desk.undo(&finland(), 3);
    assert!(stepped.stays && stepped.changes.len() == 1);
    assert_eq!(
        (status(&desk), desk.entry(&key()).text("note")),
        (String::new(), "improved by others")
    );
    other.write(edit(chair(), 4, &[("status", "implemented")]));
    export(&mut desk);
    desk.take_in(other.ledger().revisions().cloned());
    desk.write(edit(finland(), 5, &[("obstacle", "none")]));
    desk.undo(&finland(), 6);
    // What is contested is for a person to decide.
    assert!(desk.entry(&key()).field("status").unwrap().is_contested());
    desk.redo(&finland(), 7);
    assert_eq!(desk.entry(&key()).text("obstacle"), "none");
    assert_eq!(desk.entry(&key()).text("note"), "improved by others");
}

#[test]
fn a_decision_that_has_left_is_not_undone_by_taking_a_side() {
    for kept in ["ongoing", "implemented"] {
        let mut desk = Desk::default();
        desk.write(edit(finland(), 1, &[("note", "before all that")]));
        desk.take_in(contested().ledger().revisions().cloned());
        desk.write(edit(finland(), 3, &[("status", kept)]));
        export(&mut desk);
        let stepped = desk.undo(&finland(), 4);
        assert!(stepped.stays && stepped.changes.is_empty());
        assert_eq!(status(&desk), kept);
        assert_eq!(desk.entry(&key()).text("note"), "before all that");
        assert_eq!(desk.can_undo(), Some(key()), "the act before it is the next");
    }
}

#[test]
fn sealing_leaves_withdrawn_wording_behind() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "undiplomatic")]));
    desk.write(edit(finland(), 2, &[("note", "measured"), ("status", "ongoing")]));
    let before = desk.entry(&key());
    export(&mut desk);
    assert_eq!(desk.ledger().len(), 1);
    assert!(desk.drafts().is_empty());
    assert_eq!(desk.unshared(), []);
    let after = desk.entry(&key());
    assert_eq!(after.text("note"), "measured");
    assert_eq!(after.text("status"), before.text("status"));
    assert_eq!(export(&mut desk), []);
}

#[test]
fn what_arrived_while_one_was_writing_is_contested_not_replaced() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "first")]));
    let seen = Some(desk.entry(&key()).heads);
    desk.write(edit(finland(), 2, &[("note", "from the other window")]));
    desk.write(Edit { seen, ..edit(finland(), 3, &[("note", "from this window")]) });
    assert!(desk.entry(&key()).field("note").unwrap().is_contested());
}

#[test]
fn what_is_contested_is_so_again_after_undo_and_redo() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "first")]));
    let seen = Some(desk.entry(&key()).heads);
    desk.write(edit(finland(), 2, &[("note", "from the other window")]));
    desk.write(Edit { seen, ..edit(finland(), 3, &[("note", "from this window")]) });
    let all = desk.ledger().clone();
    desk.undo(&finland(), 4);
    assert!(!desk.entry(&key()).field("note").unwrap().is_contested());
    desk.redo(&finland(), 5);
    assert_eq!(*desk.ledger(), all);
}

#[test]
fn a_preview_names_what_is_new_same_and_contested() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    let mut incoming = desk.clone();
    let same = vec![*desk.drafts().first().unwrap()];
    assert_eq!(desk.preview(incoming.ledger()), Intake { same, ..Intake::default() });
    incoming = contested();
    let intake = desk.preview(incoming.ledger());
    assert_eq!((intake.new.len(), intake.same.len()), (1, 1));
    assert_eq!(intake.contested, [(key(), "status".parse().unwrap())]);
    assert_eq!(intake.changed, [key()]);
    desk.take_in(intake.new);
    assert_eq!(desk.ledger(), incoming.ledger());
    assert!(desk.preview(incoming.ledger()).contested.is_empty());
}

#[test]
fn everything_on_the_desk_can_be_kept_again() {
    let mut desk = contested();
    let plan = desk.plan(leaving::everything(finland()));
    desk.sealed(&plan);
    desk.write(edit(finland(), 3, &[("note", "since then")]));
    desk.write_private(edit(finland(), 3, &[("private.note", "for the capital only")]));
    let mut again = Desk::default();
    for change in desk.everything() {
        match change {
            Change::KeepShared(revisions) => again.load_shared(revisions),
            Change::KeepDraft(revision) => again.load_drafts([revision]),
            Change::KeepPrivate(revision) => again.load_private([revision]),
            other => panic!("{other:?} keeps nothing"),
        }
    }
    assert_eq!(again.ledger(), desk.ledger());
    assert_eq!(again.private(), desk.private());
    assert_eq!(again.drafts(), desk.drafts());
    assert_eq!(again.local(), desk.local());
    assert!(again.local().len() > again.drafts().len());
}

#[test]
fn private_notes_never_enter_the_shared_ledger() {
    let mut desk = Desk::default();
    desk.write_private(edit(finland(), 1, &[("private.note", "for the capital only")]));
    assert!(desk.ledger().is_empty());
    assert_eq!(desk.private().len(), 1);
    assert!(matches!(desk.undo(&finland(), 2).changes[..], [Change::ForgetPrivate(_)]));
    assert!(desk.private().is_empty());
}

#[test]
fn a_draft_that_this_desk_built_on_is_kept_when_another_window_withdraws_it() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    let first = *desk.drafts().first().unwrap();
    let mut other = desk.clone();
    assert!(other.drop_local(&BTreeSet::from([first])).is_empty());
    assert!(other.ledger().is_empty());
    desk.write(edit(finland(), 2, &[("note", "more")]));
    assert_eq!(desk.drop_local(&BTreeSet::from([first])).len(), 1);
    assert_eq!(desk.ledger().len(), 2);
}

#[test]
fn what_was_seen_and_undone_since_is_not_built_on() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("status", "ongoing")]));
    let mut seen = edit(finland(), 2, &[("status", "implemented")]);
    desk.write(seen.clone());
    let heads = desk.entry(&key()).heads;
    desk.undo(&finland(), 3);
    (seen.seen, seen.time) = (Some(heads), 4);
    desk.write(seen);
    let entry = desk.entry(&key());
    assert!(!entry.incomplete && entry.contested().next().is_none());
    assert_eq!(status(&desk), "implemented");
}

#[test]
fn an_act_is_counted_by_its_values_and_forgotten_with_whoever_did_it() {
    let mut desk = Desk::default();
    assert_eq!((desk.undo_size(), desk.redo_size()), (0, 0));
    desk.write(edit(finland(), 1, &[("status", "ongoing"), ("note", "so")]));
    assert_eq!((desk.undo_size(), desk.redo_size()), (2, 0));
    desk.undo(&finland(), 2);
    assert_eq!((desk.undo_size(), desk.redo_size()), (0, 2));
    desk.redo(&finland(), 3);
    desk.forget_acts();
    assert_eq!((desk.can_undo(), desk.can_redo()), (None, None));
    assert_eq!(status(&desk), "ongoing");
}

#[test]
fn a_file_that_would_be_too_large_to_be_read_is_known_before_it_is_written() {
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "so")]));
    let mut plan = desk.plan(leaving::everything(finland()));
    assert!(!plan.is_too_large());
    plan.text = " ".repeat(crate::snapshot::format::MAX_BYTES + 1);
    assert!(plan.is_too_large());
}

#[test]
fn what_came_in_unseen_is_contested_though_what_was_seen_was_sealed() {
    let from_chair = |desk: &mut Desk, field: (&str, &str)| {
        let mut theirs = Desk::default();
        theirs.write(edit(chair(), 6, &[field]));
        desk.take_in(theirs.ledger().revisions().cloned());
    };
    let mut desk = Desk::default();
    desk.write(edit(finland(), 1, &[("note", "draft")]));
    desk.write(edit(finland(), 2, &[("note", "final")]));
    from_chair(&mut desk, ("status", "ongoing"));
    let mut seen = edit(finland(), 9, &[("note", "later")]);
    seen.seen = Some(desk.entry(&key()).heads);
    export(&mut desk);
    let is_there = |id: &RevisionId| desk.ledger().contains(&key(), *id);
    assert_eq!(seen.seen.iter().flatten().filter(|id| is_there(id)).count(), 1, "one is sealed");
    from_chair(&mut desk, ("note", "unseen"));
    desk.write(seen);
    let entry = desk.entry(&key());
    assert!(!entry.incomplete);
    let contested: Vec<_> = entry.contested().collect();
    assert_eq!(contested.len(), 1);
    assert_eq!(contested[0].1.alternatives.len(), 2, "{contested:?}");
}
