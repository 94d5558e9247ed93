//! Sealing: what was drafted on this computer since the last export becomes
//! as few revisions as say the same, so that withdrawn wording does not
//! travel. Does not know how drafts are stored; the drafts may be forgotten
//! only after the sealed revisions are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ledger::{EntryKey, Ledger};
use super::projection;
use super::revision::{AuthorId, Body, FieldName, Revision, RevisionId};
use super::value::Value;

/// The drafts of one entry and the bodies that take their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// The entry.
    pub key: EntryKey,
    /// The drafts that the bodies replace.
    pub drafts: Vec<RevisionId>,
    /// What to publish instead; empty if the drafts cancel each other out.
    pub bodies: Vec<Body>,
}

/// Writes that may share one revision: the same author, who had seen the same
/// published revisions.
type Group = (AuthorId, BTreeSet<RevisionId>);

/// Proposes the sealed form of every entry that has drafts and is wanted.
///
/// For every field, the projection of the ledger with the drafts replaced is
/// that of the ledger with them: a published value that a draft had seen stays
/// superseded, one that it had not seen stays contested.
pub fn seal(
    ledger: &Ledger,
    drafts: &BTreeSet<RevisionId>,
    wanted: impl Fn(&EntryKey) -> bool,
) -> Vec<Sealing> {
    let keys = ledger.keys().filter(|key| wanted(key));
    keys.filter_map(|key| seal_entry(key, &ledger.entry_revisions(key), drafts)).collect()
}

fn seal_entry(
    key: &EntryKey,
    revisions: &[&Revision],
    drafts: &BTreeSet<RevisionId>,
) -> Option<Sealing> {
    let (local, published): (Vec<&Revision>, Vec<&Revision>) =
        revisions.iter().partition(|revision| drafts.contains(&revision.id()));
    if local.is_empty() {
        return None;
    }
    let seen = published_seen(&local, &published);
    let survivors = surviving_writes(&local);
    let needed = without_restated(survivors, &seen, &published);
    let bodies = gather(key, needed, &seen, &published);
    Some(Sealing { key: key.clone(), drafts: local.iter().map(|r| r.id()).collect(), bodies })
}

/// For each draft: every published revision among its ancestors, drafts or
/// not in between.
fn published_seen(
    local: &[&Revision],
    published: &[&Revision],
) -> BTreeMap<RevisionId, BTreeSet<RevisionId>> {
    let all: BTreeMap<RevisionId, &Revision> =
        local.iter().chain(published).map(|revision| (revision.id(), *revision)).collect();
    let is_published: BTreeSet<RevisionId> = published.iter().map(|r| r.id()).collect();
    let ancestors = |revision: &&Revision| {
        let mut open: Vec<RevisionId> = revision.body().parents.clone();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if let Some(known) = all.get(&id)
                && seen.insert(id)
            {
                open.extend(&known.body().parents);
            }
        }
        (revision.id(), &seen & &is_published)
    };
    local.iter().map(ancestors).collect()
}

/// The writes of the drafts that no other draft overwrote: field, value and
/// the draft it comes from.
fn surviving_writes<'a>(local: &[&'a Revision]) -> Vec<(FieldName, Value, &'a Revision)> {
    let by_id: BTreeMap<RevisionId, &Revision> = local.iter().map(|r| (r.id(), *r)).collect();
    let fields = projection::project(local).fields.into_iter();
    let writes = fields.flat_map(|(name, field)| {
        let alternatives = field.alternatives.into_iter();
        alternatives.flat_map(move |alternative| {
            let name = name.clone();
            let value = alternative.value;
            alternative.revisions.into_iter().map(move |id| (name.clone(), value.clone(), id))
        })
    });
    let mut found: Vec<_> = writes
        .filter_map(|(name, value, id)| by_id.get(&id).map(|draft| (name, value, *draft)))
        .collect();
    found.sort_by_key(|(name, _, draft)| (draft.body().time, draft.id(), name.clone()));
    found
}

/// Leaves out writes that only say again what every published revision they
/// had seen said already: a draft that was taken back.
fn without_restated<'a>(
    writes: Vec<(FieldName, Value, &'a Revision)>,
    seen: &BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    published: &[&Revision],
) -> Vec<(FieldName, Value, &'a Revision)> {
    let restates = |name: &FieldName, value: &Value, draft: &Revision| {
        let known = |revision: &&&Revision| seen[&draft.id()].contains(&revision.id());
        let before: Vec<&Revision> = published.iter().filter(known).copied().collect();
        match projection::project(&before).fields.get(name) {
            Some(field) => !field.is_contested() && field.provisional() == value,
            None => value.is_null(),
        }
    };
    writes.into_iter().filter(|(name, value, draft)| !restates(name, value, draft)).collect()
}

/// One body per group of writes; a second one where two drafts of a group
/// disagree about a field.
fn gather(
    key: &EntryKey,
    writes: Vec<(FieldName, Value, &Revision)>,
    seen: &BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    published: &[&Revision],
) -> Vec<Body> {
    let mut groups: BTreeMap<Group, Vec<Body>> = BTreeMap::new();
    for (name, value, draft) in writes {
        let known = &seen[&draft.id()];
        let bodies = groups.entry((draft.body().author.clone(), known.clone())).or_default();
        let fits = |body: &&mut Body| body.set.get(&name).is_none_or(|other| *other == value);
        match bodies.iter_mut().find(fits) {
            Some(body) => {
                body.time = body.time.max(draft.body().time);
                body.set.insert(name, value);
            }
            None => bodies.push(Body {
                parents: heads_among(known, published),
                set: BTreeMap::from([(name, value)]),
                participant: key.0,
                subject: key.1.clone(),
                ..draft.body().clone()
            }),
        }
    }
    groups.into_values().flatten().collect()
}

/// The published revisions of `known` that no other of them builds on.
fn heads_among(known: &BTreeSet<RevisionId>, published: &[&Revision]) -> Vec<RevisionId> {
    let among: Vec<&Revision> =
        published.iter().filter(|revision| known.contains(&revision.id())).copied().collect();
    projection::project(&among).heads
}

/// The ledger with the drafts replaced by the revisions that seal them.
pub fn replaced(
    ledger: &Ledger,
    drafts: &BTreeSet<RevisionId>,
    sealed: impl IntoIterator<Item = Arc<Revision>>,
) -> Ledger {
    let kept = ledger.revisions().filter(|revision| !drafts.contains(&revision.id()));
    kept.cloned().chain(sealed).collect()
}
