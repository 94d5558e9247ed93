//! Writes edits: each becomes at most one revision.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::undo::Step;
use super::{Change, Desk};
use crate::domain::entry::Entry;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::revision::{
    AuthorId, Body, FieldName, Fields, MAX_FIELDS, MAX_PARENTS, REVISION_VERSION, Revision,
    RevisionId,
};
use crate::domain::value::Value;
use crate::snapshot::canonical::identify;

/// An edit, before it becomes a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The entry.
    pub key: EntryKey,
    /// The new values; [`Value::Null`] clears.
    pub set: Fields,
    /// The author.
    pub author: AuthorId,
    /// The time by this computer's clock, in milliseconds since 1970.
    pub time: i64,
    /// The heads that the author saw when editing began, if earlier than now. Values that arrived
    /// since then become contested instead of being replaced.
    pub seen: Option<Vec<RevisionId>>,
}

impl Desk {
    /// Writes an edit to the shared ledger as a draft. Does nothing if the
    /// entry already has the same uncontested values.
    pub fn write(&mut self, edit: Edit) -> Option<Change> {
        self.write_all([edit]).pop()
    }

    /// Writes several edits as one act, which is undone as a whole.
    pub fn write_all(&mut self, edits: impl IntoIterator<Item = Edit>) -> Vec<Change> {
        self.act(edits, revise)
    }

    /// Writes edits as one act even if the entries already have the same
    /// values: the author endorses them.
    pub fn endorse(&mut self, edits: impl IntoIterator<Item = Edit>) -> Vec<Change> {
        self.act(edits, over)
    }

    fn act(
        &mut self,
        edits: impl IntoIterator<Item = Edit>,
        revise: fn(&Ledger, Edit) -> Option<Step>,
    ) -> Vec<Change> {
        let (mut act, mut changes) = (Vec::new(), Vec::new());
        for edit in edits.into_iter().flat_map(within_limit) {
            if let Some(step) = revise(&self.ledger, edit) {
                self.ledger.insert(Arc::clone(&step.revision));
                self.drafts.insert(step.revision.id(), Arc::clone(&step.revision));
                changes.push(Change::KeepDraft(Arc::clone(&step.revision)));
                act.push(step);
            }
        }
        self.history.record(act);
        changes
    }

    /// Writes an edit to the private ledger, which no share file contains.
    pub fn write_private(&mut self, edit: Edit) -> Option<Change> {
        let step = revise(&self.private, edit)?;
        let revision = Arc::clone(&step.revision);
        self.private.insert(Arc::clone(&revision));
        self.history.record(vec![Step { private: true, ..step }]);
        Some(Change::KeepPrivate(revision))
    }
}

/// As many edits as it takes for none to set more fields than a revision may.
fn within_limit(edit: Edit) -> Vec<Edit> {
    if edit.set.len() <= MAX_FIELDS {
        return vec![edit];
    }
    let fields: Vec<_> =
        edit.set.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let part = |some: &[(FieldName, Value)]| Edit {
        set: some.iter().cloned().to_lite_map(),
        ..edit.clone()
    };
    fields.chunks(MAX_FIELDS).map(part).collect()
}

/// The revision that makes the edit, and what it comes upon.
pub(super) fn revise(ledger: &Ledger, mut edit: Edit) -> Option<Step> {
    let entry = ledger.entry(&edit.key);
    edit.set.retain(|name, value| changes(&entry, name, value));
    over(ledger, edit)
}

/// The step that makes the edit on top of the seen heads; none if nothing is
/// set.
fn over(ledger: &Ledger, edit: Edit) -> Option<Step> {
    let entry = ledger.entry(&edit.key);
    let set = edit.set;
    if set.is_empty() {
        return None;
    }
    let single = |name: &FieldName| match entry.fields.get(name) {
        None => Some((name.clone(), Value::Null)),
        Some(field) if field.is_contested() => None,
        Some(field) => Some((name.clone(), field.provisional().clone())),
    };
    let before = set.keys().filter_map(single).to_lite_map();
    let heads = entry.heads;
    let mut parents = match edit.seen {
        Some(seen) => still_there(ledger, &edit.key, &edit.author, (seen, &heads)),
        None => heads.clone(),
    };
    // Heads beyond the limit stay contested, and can be resolved by another edit.
    parents.truncate(MAX_PARENTS);
    let body = Body {
        version: REVISION_VERSION,
        participant: edit.key.0,
        subject: edit.key.1,
        author: edit.author,
        time: edit.time,
        parents,
        set,
        unknown: BTreeMap::new(),
    };
    Some(Step { revision: Arc::new(identify(body)), before, heads, private: false })
}

/// Drops seen heads that no longer exist. If any were dropped, adds this
/// author's present heads (the sealed form of their drafts). If none remain,
/// uses all present heads.
fn still_there(
    ledger: &Ledger,
    key: &EntryKey,
    author: &AuthorId,
    (mut seen, heads): (Vec<RevisionId>, &[RevisionId]),
) -> Vec<RevisionId> {
    let all = seen.len();
    seen.retain(|id| ledger.contains(key, *id));
    if seen.len() < all {
        let own = ledger.entry_revisions(key).into_iter().filter(|it| it.body().author == *author);
        let own = own.map(Revision::id).filter(|id| heads.contains(id) && !seen.contains(id));
        seen.extend(own.collect::<Vec<_>>());
    }
    if seen.is_empty() && all > 0 { heads.to_vec() } else { seen }
}

fn changes(entry: &Entry, name: &FieldName, value: &Value) -> bool {
    match entry.fields.get(name) {
        None => !value.is_null(),
        Some(field) => field.is_contested() || field.provisional() != value,
    }
}
