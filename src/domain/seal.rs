//! Sealing: replaces the drafts made on this computer since the last export by
//! as few revisions as state the same, so that withdrawn wording is not
//! exported. Does not know how drafts are stored. Drafts may be deleted only
//! after the sealed revisions are stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::entry::Entry;
use super::ledger::{EntryKey, Ledger};
use super::ordered::Ordered;
use super::projection;
use super::revision::{
    AuthorId, Body, FieldName, MAX_FIELDS, MAX_PARENTS, Revision, RevisionId, one_field,
};
use super::value::Value;

/// The drafts of one entry and the bodies that replace them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealing {
    /// The entry.
    pub key: EntryKey,
    /// The drafts to replace.
    pub drafts: Vec<RevisionId>,
    /// The bodies to publish instead; empty if the drafts cancel each other out.
    pub bodies: Vec<Body>,
}

/// Writes that may share one revision have the same author and the same seen
/// published revisions.
type Group = (AuthorId, BTreeSet<RevisionId>);

/// A field, its new value, and the draft that sets it.
type Write<'a> = (FieldName, Value, &'a Revision);

/// For each draft, the published revisions that its author had seen.
type Seen = BTreeMap<RevisionId, BTreeSet<RevisionId>>;

/// Proposes the sealed form of every entry that has drafts and satisfies `wanted`.
///
/// Replacing the drafts preserves the values of every field: a published value
/// that a draft had seen stays superseded, one that it had not seen stays
/// contested. (A field that was never set equals a cleared one here.) A draft
/// that is an ancestor of a published revision counts as published, because
/// others know it.
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
    let is_draft = |id: &RevisionId| drafts.contains(id);
    // The usual case in a large ledger.
    if !revisions.iter().any(|revision| is_draft(&revision.id())) {
        return None;
    }
    let by_id: BTreeMap<RevisionId, &Revision> = revisions.iter().map(|r| (r.id(), *r)).to_map();
    let out = by_id.keys().filter(|id| !is_draft(id)).copied();
    let published = with_ancestors(out, &by_id);
    let local: BTreeSet<RevisionId> =
        by_id.keys().filter(|id| !published.contains(id)).copied().to_set();
    if local.is_empty() {
        return None;
    }
    let published: Vec<&Revision> = published.iter().map(|id| by_id[id]).collect();
    let entry = projection::project(revisions);
    let writes = surviving_writes(&entry, &local, &by_id);
    let seen = published_seen(&writes, &local, &by_id);
    let needed = without_withdrawn(writes, &seen, &entry, &published);
    let bodies = gather(needed, &seen, &published);
    Some(Sealing { key: key.clone(), drafts: local.into_iter().collect(), bodies })
}

/// These revisions and all their ancestors that are present.
fn with_ancestors(
    ids: impl IntoIterator<Item = RevisionId>,
    by_id: &BTreeMap<RevisionId, &Revision>,
) -> BTreeSet<RevisionId> {
    let mut open: Vec<RevisionId> = ids.into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if let Some(revision) = by_id.get(&id)
            && found.insert(id)
        {
            open.extend(&revision.body().parents);
        }
    }
    found
}

/// The surviving writes of drafts, in a reproducible order.
fn surviving_writes<'a>(
    entry: &Entry,
    local: &BTreeSet<RevisionId>,
    by_id: &BTreeMap<RevisionId, &'a Revision>,
) -> Vec<Write<'a>> {
    let mut writes: Vec<Write> = Vec::new();
    for (name, field) in &entry.fields {
        for alternative in &field.alternatives {
            let by_drafts = alternative.revisions.iter().filter(|id| local.contains(id));
            let write = |id| (name.clone(), alternative.value.clone(), by_id[id]);
            writes.extend(by_drafts.map(write));
        }
    }
    writes.sort_by_cached_key(|(name, _, draft)| (draft.body().time, draft.id(), name.clone()));
    writes
}

fn published_seen(
    writes: &[Write],
    local: &BTreeSet<RevisionId>,
    by_id: &BTreeMap<RevisionId, &Revision>,
) -> Seen {
    let mut seen = Seen::new();
    for (_, _, draft) in writes {
        seen.entry(draft.id()).or_insert_with(|| &with_ancestors([draft.id()], by_id) - local);
    }
    seen
}

/// Drops a field if all its drafts restore the value that was published when they were written, the
/// projection is the same without them, and no draft endorses another author's value.
fn without_withdrawn<'a>(
    writes: Vec<Write<'a>>,
    seen: &Seen,
    entry: &Entry,
    published: &[&Revision],
) -> Vec<Write<'a>> {
    let without = projection::project(published);
    let restates = |(name, value, draft): &Write| {
        let found = projection::project(&those_in(&seen[&draft.id()], published));
        values(&found, name) == BTreeSet::from([value])
    };
    let is_needed = |write: &Write| {
        !restates(write)
            || values(&without, &write.0) != values(entry, &write.0)
            || endorses(write, &without, published)
    };
    let needed: BTreeSet<FieldName> =
        writes.iter().filter(|write| is_needed(write)).map(|(name, ..)| name.clone()).to_set();
    writes.into_iter().filter(|(name, ..)| needed.contains(name)).collect()
}

/// Whether the State's own delegation writes a value that only others had
/// written for it before. The value is the same, but its author is new.
fn endorses((name, value, draft): &Write, without: &Entry, published: &[&Revision]) -> bool {
    let Some(field) = without.fields.get(name) else { return false };
    let same = field.alternatives.iter().filter(|known| known.value == *value);
    let writers: BTreeSet<RevisionId> = same.flat_map(|known| known.revisions.clone()).to_set();
    let mut by_own = published.iter().filter(|revision| revision.is_own());
    draft.is_own() && !by_own.any(|revision| writers.contains(&revision.id()))
}

/// The values of a field; a field that was never set equals a cleared one.
fn values<'a>(entry: &'a Entry, name: &FieldName) -> BTreeSet<&'a Value> {
    match entry.fields.get(name) {
        Some(field) => field.alternatives.iter().map(|alternative| &alternative.value).to_set(),
        None => BTreeSet::from([&Value::Null]),
    }
}

fn those_in<'a>(ids: &BTreeSet<RevisionId>, revisions: &[&'a Revision]) -> Vec<&'a Revision> {
    revisions.iter().filter(|revision| ids.contains(&revision.id())).copied().collect()
}

/// One body per group of writes; another one if two drafts of a group set
/// different values, or if the body is full.
fn gather(writes: Vec<Write>, seen: &Seen, published: &[&Revision]) -> Vec<Body> {
    let mut groups: BTreeMap<Group, Vec<Body>> = BTreeMap::new();
    for (name, value, draft) in writes {
        let known = &seen[&draft.id()];
        let bodies = groups.entry((draft.body().author.clone(), known.clone())).or_default();
        let fits = |body: &&mut Body| match body.set.get(&name) {
            Some(other) => *other == value,
            None => body.set.len() < MAX_FIELDS,
        };
        match bodies.iter_mut().find(fits) {
            Some(body) => {
                body.time = body.time.max(draft.body().time);
                body.set.insert(name, value);
            }
            None => bodies.push(Body {
                parents: heads_among(known, published),
                set: one_field(name, value),
                ..draft.body().clone()
            }),
        }
    }
    groups.into_values().flatten().collect()
}

/// The heads among the `known` published revisions; at most as many as a
/// revision may name.
fn heads_among(known: &BTreeSet<RevisionId>, published: &[&Revision]) -> Vec<RevisionId> {
    let mut heads = projection::project(&those_in(known, published)).heads;
    heads.truncate(MAX_PARENTS);
    heads
}

/// The ledger with these drafts (the ones in [`Sealing::drafts`]) replaced by
/// the sealed revisions.
pub fn replaced(
    ledger: &Ledger,
    drafts: &BTreeSet<RevisionId>,
    sealed: impl IntoIterator<Item = Arc<Revision>>,
) -> Ledger {
    let kept = ledger.revisions().filter(|revision| !drafts.contains(&revision.id()));
    kept.cloned().chain(sealed).collect()
}

// The laws hold for every history; `tests/sealing.rs` tests them on many.
#[cfg(test)]
mod tests {
    use super::super::testing::{by, id, key, ledger, name, own};
    use super::*;

    const CHAIR: &str = "chair/-/0000000000000002";

    fn sealed(all: &Ledger, drafts: &[u8]) -> Vec<Body> {
        let drafts = drafts.iter().map(|&n| id(n)).collect();
        let sealings = seal(all, &drafts, |_| true);
        sealings.into_iter().flat_map(|sealing| sealing.bodies).collect()
    }

    #[test]
    fn only_the_last_wording_leaves_over_what_is_published() {
        let all = ledger([
            own(1, &[], &[("note", "published")]),
            own(2, &[1], &[("note", "slip")]),
            own(3, &[2], &[("note", "final"), ("status", "ongoing")]),
        ]);
        let bodies = sealed(&all, &[2, 3]);
        assert_eq!(bodies.len(), 1);
        assert_eq!(bodies[0].parents, [id(1)]);
        assert_eq!(bodies[0].set[&name("note")], "final".into());
        assert_eq!(bodies[0].set.len(), 2);
    }

    #[test]
    fn two_windows_that_disagree_stay_in_disagreement() {
        let all = ledger([own(1, &[], &[("note", "one")]), own(2, &[], &[("note", "two")])]);
        assert_eq!(sealed(&all, &[1, 2]).len(), 2);
    }

    #[test]
    fn what_came_between_two_drafts_is_not_claimed_to_have_been_seen_by_the_first() {
        let all = ledger([
            own(1, &[], &[("note", "draft")]),
            own(2, &[], &[("note", "published meanwhile")]),
            own(3, &[1, 2], &[("status", "ongoing")]),
        ]);
        let bodies = sealed(&all, &[1, 3]);
        let note = bodies.iter().find(|body| body.set.contains_key(&name("note"))).unwrap();
        assert!(note.parents.is_empty());
        let status = bodies.iter().find(|body| body.set.contains_key(&name("status"))).unwrap();
        assert_eq!(status.parents, [id(2)]);
    }

    #[test]
    fn a_value_restated_against_an_unseen_change_is_not_lost() {
        // The draft restores "a"; meanwhile somebody else wrote "c" over "a".
        let all = ledger([
            own(1, &[], &[("note", "a")]),
            own(2, &[1], &[("note", "slip")]),
            own(3, &[2], &[("note", "a")]),
            own(4, &[1], &[("note", "c")]),
        ]);
        let bodies = sealed(&all, &[2, 3]);
        assert_eq!(bodies.len(), 1);
        assert_eq!(bodies[0].set[&name("note")], "a".into());
    }

    #[test]
    fn what_a_delegation_accepts_of_others_leaves_in_its_own_name() {
        let chair = by(CHAIR, 2, &[1], &[("note", "b")]);
        let before = [own(1, &[], &[("note", "a")]), chair];
        let accepted = own(3, &[2], &[("note", "b")]);
        let bodies = sealed(&ledger([before.as_slice(), &[accepted]].concat()), &[3]);
        assert_eq!(bodies.len(), 1);
        assert_eq!((bodies[0].parents.clone(), bodies[0].is_own()), (vec![id(2)], true));
        // Nobody else can accept for it.
        let by_the_chair = by(CHAIR, 3, &[2], &[("note", "b")]);
        assert!(sealed(&ledger([before.as_slice(), &[by_the_chair]].concat()), &[3]).is_empty());
    }

    #[test]
    fn what_the_chair_restates_or_says_as_well_as_another_is_not_lost() {
        let chair = "chair/-/0000000000000002";
        let restated = ledger([
            own(1, &[], &[("note", "a")]),
            by(chair, 2, &[1], &[("note", "slip")]),
            by(chair, 3, &[2], &[("note", "a")]),
            own(4, &[1], &[("note", "c")]),
        ]);
        assert_eq!(sealed(&restated, &[2, 3])[0].set[&name("note")], "a".into());
        let alike = ledger([
            own(1, &[], &[("note", "a")]),
            by(chair, 2, &[1], &[("note", "b")]),
            own(3, &[1], &[("note", "b")]),
        ]);
        assert_eq!(sealed(&alike, &[2])[0].set[&name("note")], "b".into());
    }

    #[test]
    fn nothing_to_seal_is_nothing() {
        let all = ledger([own(1, &[], &[("note", "a")])]);
        assert!(seal(&all, &BTreeSet::new(), |_| true).is_empty());
        assert!(seal(&all, &BTreeSet::from([id(1)]), |other| *other != key()).is_empty());
        let taken_back = ledger([own(1, &[], &[("note", "a")]), own(2, &[1], &[("note", "")])]);
        let sealings = seal(&taken_back, &BTreeSet::from([id(1), id(2)]), |_| true);
        assert_eq!(sealings[0].drafts, [id(1), id(2)]);
        assert!(sealings[0].bodies.is_empty());
    }
}
