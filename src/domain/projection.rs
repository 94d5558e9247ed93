//! Projects the revisions of one entry onto fields and values: a pure function
//! of the set. Order of arrival, clocks and file names play no part.
//!
//! Per field, a write survives unless a descendant wrote the same field.
//! Equal survivors are one value; more than one value is contested.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Alternative, Entry, Field};
use super::ordered::Ordered;
use super::revision::{FieldName, Revision, RevisionId, Role};
use super::value::Value;

/// Selects the revisions that count.
pub type Counts<'a> = &'a dyn Fn(&Revision) -> bool;

/// The revisions of one entry as a graph.
struct Graph<'a> {
    revisions: Vec<&'a Revision>,
    /// Indices of the known parents.
    parents: Vec<Vec<usize>>,
    /// Length of the longest chain of known ancestors.
    depths: Vec<u32>,
    /// Indices in topological order, parents first.
    order: Vec<usize>,
    /// Whether a revision names a parent that is not in the set.
    incomplete: bool,
}

impl<'a> Graph<'a> {
    fn new(revisions: &[&'a Revision]) -> Self {
        let find = finder(revisions);
        let mut incomplete = false;
        let mut known = |revision: &&Revision| -> Vec<usize> {
            let named = &revision.body().parents;
            let mut known = Vec::with_capacity(named.len());
            for id in named {
                match find(*id) {
                    Some(parent) if known.contains(&parent) => {}
                    Some(parent) => known.push(parent),
                    None => incomplete = true,
                }
            }
            known
        };
        let parents: Vec<Vec<usize>> = revisions.iter().map(&mut known).collect();
        let (order, depths) = topological(&parents);
        Self { revisions: revisions.to_vec(), parents, depths, order, incomplete }
    }

    fn heads(&self) -> Vec<RevisionId> {
        let mut has_child = vec![false; self.revisions.len()];
        self.parents.iter().flatten().for_each(|&parent| has_child[parent] = true);
        let heads = self.revisions.iter().zip(&has_child).filter(|(_, covered)| !**covered);
        let mut ids: Vec<_> = heads.map(|(revision, _)| revision.id()).collect();
        ids.sort_unstable();
        ids
    }

    /// Order of precedence of the writes of a contested field: the State's own
    /// delegation before the chair before others, then the longer history, then
    /// the greater id. Never the time.
    fn weight(&self, index: usize) -> (u8, u32, RevisionId) {
        let body = self.revisions[index].body();
        let rank = match body.author.role {
            Role::Delegation if body.author.participant == Some(body.participant) => 2,
            Role::Chair => 1,
            Role::Delegation | Role::Reader => 0,
        };
        (rank, self.depths[index], self.revisions[index].id())
    }

    /// For each revision, the bitwise OR of the marks of its proper descendants.
    fn below(&self, marks: &[u64]) -> Vec<u64> {
        let mut below = vec![0; marks.len()];
        for &child in self.order.iter().rev() {
            let passed = below[child] | marks[child];
            self.parents[child].iter().for_each(|&parent| below[parent] |= passed);
        }
        below
    }

    /// The surviving writes of every field, among the revisions that count.
    fn survivors(&self, counts: Counts) -> BTreeMap<&'a FieldName, Vec<usize>> {
        let mut writers: BTreeMap<&FieldName, Vec<usize>> = BTreeMap::new();
        for (index, revision) in self.revisions.iter().enumerate() {
            if counts(revision) {
                for name in revision.body().set.keys() {
                    writers.entry(name).or_default().push(index);
                }
            }
        }
        // One bit per field with several writers, 64 fields at a time, so that
        // memory does not grow with the number of field names in a file.
        let mut several: Vec<_> = writers.values_mut().filter(|all| all.len() > 1).collect();
        for fields in several.chunks_mut(64) {
            let mut marks = vec![0; self.revisions.len()];
            for (bit, all) in fields.iter().enumerate() {
                all.iter().for_each(|&writer| marks[writer] |= 1 << bit);
            }
            let below = self.below(&marks);
            for (bit, all) in fields.iter_mut().enumerate() {
                all.retain(|&writer| below[writer] & (1 << bit) == 0);
            }
        }
        writers
    }

    /// The revisions that are ancestors of all of these.
    fn seen_by_all(&self, sides: &[usize]) -> Vec<&'a Revision> {
        let mut common = self.revisions.clone();
        for sides in sides.chunks(64) {
            let mut marks = vec![0; self.revisions.len()];
            sides.iter().enumerate().for_each(|(bit, &side)| marks[side] |= 1 << bit);
            let all = u64::MAX >> (64 - sides.len());
            let below = self.below(&marks);
            let seen = self.revisions.iter().zip(below).filter(|(_, below)| *below == all);
            let seen: BTreeSet<RevisionId> = seen.map(|(revision, _)| revision.id()).to_set();
            common.retain(|revision| seen.contains(&revision.id()));
        }
        common
    }

    fn fields(&self, counts: Counts) -> BTreeMap<FieldName, Field> {
        let fields = self.survivors(counts).into_iter();
        fields.map(|(name, writes)| (name.clone(), self.field(name, writes))).to_map()
    }

    fn field(&self, name: &FieldName, mut writes: Vec<usize>) -> Field {
        writes.sort_by_cached_key(|&index| std::cmp::Reverse(self.weight(index)));
        let mut places: BTreeMap<&Value, usize> = BTreeMap::new();
        let mut alternatives: Vec<Alternative> = Vec::new();
        for index in writes {
            let revision = self.revisions[index];
            let Some(value) = revision.body().set.get(name) else {
                continue;
            };
            let place = *places.entry(value).or_insert(alternatives.len());
            match alternatives.get_mut(place) {
                Some(known) => known.revisions.push(revision.id()),
                None => alternatives
                    .push(Alternative { value: value.clone(), revisions: vec![revision.id()] }),
            }
        }
        alternatives.iter_mut().for_each(|known| known.revisions.sort_unstable());
        Field { alternatives }
    }
}

/// Finds the index of a revision; by binary search if the list is sorted, as
/// ledgers give it.
fn finder(revisions: &[&Revision]) -> impl Fn(RevisionId) -> Option<usize> {
    let in_order = revisions.is_sorted_by_key(|revision| revision.id());
    move |id| match in_order {
        true => revisions.binary_search_by_key(&id, |revision| revision.id()).ok(),
        false => revisions.iter().position(|revision| revision.id() == id),
    }
}

/// Topological order, parents first, and the depth of each. Content addresses
/// make cycles impossible, so every revision is reached.
fn topological(parents: &[Vec<usize>]) -> (Vec<usize>, Vec<u32>) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut waiting: Vec<usize> = parents.iter().map(Vec::len).collect();
    for (child, known) in parents.iter().enumerate() {
        known.iter().for_each(|&parent| children[parent].push(child));
    }
    let mut depths = vec![0; parents.len()];
    let mut order: Vec<usize> = (0..parents.len()).filter(|&i| waiting[i] == 0).collect();
    let mut next = 0;
    while let Some(&parent) = order.get(next) {
        next += 1;
        for &child in &children[parent] {
            depths[child] = depths[child].max(depths[parent] + 1);
            waiting[child] -= 1;
            if waiting[child] == 0 {
                order.push(child);
            }
        }
    }
    (order, depths)
}

/// The projection of these revisions, all of one entry.
pub fn project(revisions: &[&Revision]) -> Entry {
    let graph = Graph::new(revisions);
    let fields = graph.fields(&|_| true);
    Entry { fields, heads: graph.heads(), incomplete: graph.incomplete }
}

/// Projects only the revisions for which `counts` is true. Ancestry still runs
/// through all of them: a counted write replaces every counted ancestor write,
/// even if only uncounted revisions link them.
pub fn project_part(revisions: &[&Revision], counts: Counts) -> BTreeMap<FieldName, Field> {
    Graph::new(revisions).fields(counts)
}

/// The last value of a contested field that all sides had seen, if there is
/// exactly one.
pub fn last_agreed(revisions: &[&Revision], field: &FieldName) -> Option<Value> {
    let graph = Graph::new(revisions);
    let sides = graph.survivors(&|_| true).remove(field)?;
    let shared = graph.seen_by_all(&sides);
    let field = project(&shared).fields.remove(field)?;
    (!field.is_contested()).then(|| field.provisional().clone())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{by, id, key, ledger, name, own};
    use super::*;
    use std::sync::Arc;

    const CHAIR: &str = "chair/-/0000000000000002";
    const OTHER: &str = "delegation/SE/0000000000000003";

    /// The values of `status`, the provisional one first.
    fn statuses(revisions: &[Arc<Revision>]) -> Vec<Value> {
        let entry = ledger(revisions.to_vec()).entry(&key());
        let field = &entry.fields[&name("status")];
        field.alternatives.iter().map(|known| known.value.clone()).collect()
    }

    #[test]
    fn a_write_is_replaced_by_one_that_had_seen_it() {
        let all = [own(1, &[], &[("status", "a")]), own(2, &[1], &[("status", "b")])];
        assert_eq!(statuses(&all), ["b".into()]);
        let far = own(3, &[2], &[("note", "x")]);
        let all = [all.as_slice(), &[far, own(4, &[3], &[("status", "c")])]].concat();
        assert_eq!(statuses(&all), ["c".into()], "through revisions that write other fields");
    }

    #[test]
    fn writes_that_had_not_seen_each_other_are_contested() {
        let all = [
            own(1, &[], &[("status", "a")]),
            own(2, &[1], &[("status", "b")]),
            own(3, &[1], &[("status", "c")]),
        ];
        assert_eq!(statuses(&all), ["c".into(), "b".into()]);
        let resolved = [all.as_slice(), &[own(4, &[2, 3], &[("status", "b")])]].concat();
        assert_eq!(statuses(&resolved), ["b".into()]);
    }

    #[test]
    fn two_who_say_the_same_do_not_disagree() {
        let all = [own(2, &[], &[("status", "a")]), own(1, &[], &[("status", "a")])];
        let entry = ledger(all).entry(&key());
        let field = &entry.fields[&name("status")];
        assert!(!field.is_contested());
        assert_eq!(field.alternatives[0].revisions, [id(1), id(2)]);
    }

    #[test]
    fn clearing_is_a_statement() {
        let all = [
            own(1, &[], &[("status", "a")]),
            own(2, &[1], &[("status", "")]),
            own(3, &[1], &[("status", "b")]),
        ];
        assert_eq!(statuses(&all), ["b".into(), Value::Null]);
    }

    #[test]
    fn the_state_speaks_before_the_chair_and_the_chair_before_others() {
        let own = own(1, &[], &[("status", "own")]);
        let chair = by(CHAIR, 8, &[], &[("status", "chair")]);
        let other = by(OTHER, 9, &[], &[("status", "other")]);
        let expected = ["own".into(), "chair".into(), "other".into()];
        assert_eq!(statuses(&[other, chair, own]), expected);
    }

    #[test]
    fn among_equals_the_longer_history_speaks_then_the_greater_id() {
        let base = own(1, &[], &[("note", "x")]);
        let deep = own(2, &[1], &[("status", "deep")]);
        let shallow = own(9, &[], &[("status", "shallow")]);
        assert_eq!(statuses(&[shallow.clone(), base, deep])[0], "deep".into());
        let rival = own(8, &[], &[("status", "rival")]);
        assert_eq!(statuses(&[rival, shallow])[0], "shallow".into());
    }

    #[test]
    fn the_order_in_which_revisions_are_given_says_nothing() {
        let all = [
            own(1, &[], &[("status", "a")]),
            own(2, &[1], &[("status", "b")]),
            own(3, &[1], &[("note", "x")]),
            own(4, &[2, 3], &[("note", "y")]),
        ];
        let forth: Vec<&Revision> = all.iter().map(Arc::as_ref).collect();
        let back: Vec<&Revision> = forth.iter().rev().copied().collect();
        assert_eq!(project(&forth), project(&back));
        assert_eq!(project(&back).heads, [id(4)]);
        assert_eq!(project(&back).fields[&name("status")].alternatives.len(), 1);
    }

    #[test]
    fn a_missing_parent_is_noticed_and_heals() {
        let all = [own(2, &[1], &[("status", "b")])];
        assert!(ledger(all.clone()).entry(&key()).incomplete);
        let whole = [all.as_slice(), &[own(1, &[], &[("status", "a")])]].concat();
        let entry = ledger(whole).entry(&key());
        assert!(!entry.incomplete);
        assert_eq!(entry.heads, [id(2)]);
    }

    #[test]
    fn a_part_knows_who_had_seen_whom_through_what_does_not_count() {
        let all = ledger([
            own(1, &[], &[("status", "a"), ("note", "n")]),
            own(200, &[1], &[("status", "b")]),
            own(3, &[200], &[("status", "c")]),
        ]);
        let revisions = all.entry_revisions(&key());
        let fields = project_part(&revisions, &|revision| revision.body().time < 100);
        assert_eq!(fields[&name("status")].alternatives.len(), 1, "“a” was overwritten");
        assert_eq!(fields[&name("status")].provisional(), &"c".into());
        assert_eq!(fields[&name("note")].provisional(), &"n".into());
        let first = project_part(&revisions, &|revision| revision.body().time < 2);
        assert_eq!(first[&name("status")].provisional(), &"a".into());
        assert!(project_part(&revisions, &|_| false).is_empty());
    }

    #[test]
    fn the_last_agreed_value_is_what_both_sides_had_seen() {
        let all = ledger([
            own(1, &[], &[("status", "a")]),
            own(2, &[1], &[("status", "b")]),
            own(3, &[2], &[("status", "c")]),
            by(CHAIR, 4, &[2], &[("status", "d")]),
        ]);
        let revisions = all.entry_revisions(&key());
        assert_eq!(last_agreed(&revisions, &name("status")), Some("b".into()));
        let strangers = ledger([own(1, &[], &[("status", "a")]), own(2, &[], &[("status", "b")])]);
        let revisions = strangers.entry_revisions(&key());
        assert_eq!(last_agreed(&revisions, &name("status")), None);
    }

    #[test]
    fn more_sides_than_a_machine_word_has_bits_are_all_heard() {
        let mut all = vec![own(255, &[], &[("status", "base")])];
        all.extend((0..130).map(|n| own(n, &[255], &[("status", &format!("side {n}"))])));
        let all = ledger(all);
        let revisions = all.entry_revisions(&key());
        assert_eq!(last_agreed(&revisions, &name("status")), Some("base".into()));
        assert_eq!(project(&revisions).fields[&name("status")].alternatives.len(), 130);
    }
}
