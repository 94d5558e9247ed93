//! What a set of revisions of one entry says, as a pure function of the set.
//! Order of arrival, clocks and file names play no part.
//!
//! Per field, a write survives unless a descendant wrote the same field.
//! Equal survivors are one value; more than one value is contested.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::entry::{Alternative, Entry, Field};
use super::revision::{FieldName, Revision, RevisionId, Role};
use super::value::Value;

/// The revisions of one entry as a graph, in an order in which every parent
/// comes before its children.
struct Graph<'a> {
    revisions: Vec<&'a Revision>,
    /// Indices of the known parents.
    parents: Vec<Vec<usize>>,
    /// Length of the longest chain of known ancestors.
    depths: Vec<u32>,
    /// Indices in topological order, parents first.
    order: Vec<usize>,
    /// Whether a parent is named that is not in the set.
    incomplete: bool,
}

impl<'a> Graph<'a> {
    fn new(revisions: &[&'a Revision]) -> Self {
        let index: HashMap<RevisionId, usize> =
            revisions.iter().enumerate().map(|(i, revision)| (revision.id(), i)).collect();
        let known = |revision: &&Revision| -> Vec<usize> {
            let parents = &revision.body().parents;
            let unique: BTreeSet<usize> =
                parents.iter().filter_map(|id| index.get(id).copied()).collect();
            unique.into_iter().collect()
        };
        let parents: Vec<Vec<usize>> = revisions.iter().map(known).collect();
        let incomplete =
            revisions.iter().flat_map(|r| &r.body().parents).any(|id| !index.contains_key(id));
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

    /// How strongly a write speaks while its field is contested: the State's
    /// own delegation before the chair before others, then the longer
    /// history, then the greater id. Never the time.
    fn weight(&self, index: usize) -> (u8, u32, RevisionId) {
        let body = self.revisions[index].body();
        let rank = match body.author.role {
            Role::Delegation if body.author.participant == Some(body.participant) => 2,
            Role::Chair => 1,
            Role::Delegation | Role::Reader => 0,
        };
        (rank, self.depths[index], self.revisions[index].id())
    }

    /// The surviving writes of every field.
    fn survivors(&self) -> BTreeMap<&'a FieldName, Vec<usize>> {
        let mut fields: BTreeMap<&FieldName, usize> = BTreeMap::new();
        for name in self.revisions.iter().flat_map(|revision| revision.body().set.keys()) {
            let next = fields.len();
            fields.entry(name).or_insert(next);
        }
        let words = fields.len().div_ceil(64);
        // For each revision: the fields that some descendant wrote.
        let mut covered = vec![vec![0_u64; words]; self.revisions.len()];
        let mut survivors: BTreeMap<&FieldName, Vec<usize>> = BTreeMap::new();
        for &child in self.order.iter().rev() {
            let mut below = std::mem::take(&mut covered[child]);
            for name in self.revisions[child].body().set.keys() {
                let field = fields[name];
                let bit = 1 << (field % 64);
                if below[field / 64] & bit == 0 {
                    survivors.entry(name).or_default().push(child);
                }
                below[field / 64] |= bit;
            }
            for &parent in &self.parents[child] {
                covered[parent].iter_mut().zip(&below).for_each(|(word, more)| *word |= more);
            }
        }
        survivors
    }

    /// The ancestors of one revision and the revision itself.
    fn seen_by(&self, index: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([index]);
        let mut open = vec![index];
        while let Some(next) = open.pop() {
            for &parent in &self.parents[next] {
                if seen.insert(parent) {
                    open.push(parent);
                }
            }
        }
        seen
    }

    fn field(&self, name: &FieldName, mut writes: Vec<usize>) -> Field {
        writes.sort_by_key(|&index| std::cmp::Reverse(self.weight(index)));
        let mut alternatives: Vec<Alternative> = Vec::new();
        for index in writes {
            let revision = self.revisions[index];
            let Some(value) = revision.body().set.get(name) else { continue };
            match alternatives.iter_mut().find(|known| known.value == *value) {
                Some(known) => known.revisions.push(revision.id()),
                None => alternatives.push(Alternative {
                    value: value.clone(),
                    revisions: vec![revision.id()],
                }),
            }
        }
        alternatives.iter_mut().for_each(|known| known.revisions.sort_unstable());
        Field { alternatives }
    }
}

/// Parents before children, and the depth of each. Content addresses make
/// cycles impossible, so every revision gets its place.
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

/// What these revisions, all of one entry, say together.
pub fn project(revisions: &[&Revision]) -> Entry {
    let graph = Graph::new(revisions);
    let fields = graph.survivors().into_iter();
    let fields = fields.map(|(name, writes)| (name.clone(), graph.field(name, writes))).collect();
    Entry { fields, heads: graph.heads(), incomplete: graph.incomplete }
}

/// The last value of a contested field that every side had seen, if there is
/// exactly one.
pub fn last_agreed(revisions: &[&Revision], field: &FieldName) -> Option<Value> {
    let graph = Graph::new(revisions);
    let sides = graph.survivors().remove(field)?;
    let mut seen = sides.iter().map(|&side| graph.seen_by(side));
    let first = seen.next()?;
    let common = seen.fold(first, |common, side| &common & &side);
    let shared: Vec<&Revision> = common.into_iter().map(|i| graph.revisions[i]).collect();
    let field = project(&shared).fields.remove(field)?;
    (!field.is_contested()).then(|| field.provisional().clone())
}
