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
        let index: HashMap<RevisionId, usize> = revisions
            .iter()
            .enumerate()
            .map(|(i, revision)| (revision.id(), i))
            .collect();
        let known = |revision: &&Revision| -> Vec<usize> {
            let parents = &revision.body().parents;
            let unique: BTreeSet<usize> = parents
                .iter()
                .filter_map(|id| index.get(id).copied())
                .collect();
            unique.into_iter().collect()
        };
        let parents: Vec<Vec<usize>> = revisions.iter().map(known).collect();
        let incomplete = revisions
            .iter()
            .flat_map(|r| &r.body().parents)
            .any(|id| !index.contains_key(id));
        let (order, depths) = topological(&parents);
        Self {
            revisions: revisions.to_vec(),
            parents,
            depths,
            order,
            incomplete,
        }
    }

    fn heads(&self) -> Vec<RevisionId> {
        let mut has_child = vec![false; self.revisions.len()];
        self.parents
            .iter()
            .flatten()
            .for_each(|&parent| has_child[parent] = true);
        let heads = self
            .revisions
            .iter()
            .zip(&has_child)
            .filter(|(_, covered)| !**covered);
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

    /// For each revision: the marks of all its descendants together.
    fn below(&self, marks: &[u64]) -> Vec<u64> {
        let mut below = vec![0; marks.len()];
        for &child in self.order.iter().rev() {
            let passed = below[child] | marks[child];
            self.parents[child]
                .iter()
                .for_each(|&parent| below[parent] |= passed);
        }
        below
    }

    /// The surviving writes of every field.
    fn survivors(&self) -> BTreeMap<&'a FieldName, Vec<usize>> {
        let mut writers: BTreeMap<&FieldName, Vec<usize>> = BTreeMap::new();
        for (index, revision) in self.revisions.iter().enumerate() {
            for name in revision.body().set.keys() {
                writers.entry(name).or_default().push(index);
            }
        }
        // One bit per field that several write, 64 fields at a time: the
        // memory needed does not grow with the names that a file invents.
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

    /// The revisions that all of these have among their ancestors.
    fn seen_by_all(&self, sides: &[usize]) -> Vec<&'a Revision> {
        let mut common = self.revisions.clone();
        for sides in sides.chunks(64) {
            let mut marks = vec![0; self.revisions.len()];
            sides
                .iter()
                .enumerate()
                .for_each(|(bit, &side)| marks[side] |= 1 << bit);
            let all = u64::MAX >> (64 - sides.len());
            let below = self.below(&marks);
            let seen = self
                .revisions
                .iter()
                .zip(below)
                .filter(|(_, below)| *below == all);
            let seen: BTreeSet<RevisionId> = seen.map(|(revision, _)| revision.id()).collect();
            common.retain(|revision| seen.contains(&revision.id()));
        }
        common
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
                None => alternatives.push(Alternative {
                    value: value.clone(),
                    revisions: vec![revision.id()],
                }),
            }
        }
        alternatives
            .iter_mut()
            .for_each(|known| known.revisions.sort_unstable());
        Field { alternatives }
    }
}

/// Parents before children, and the depth of each. Content addresses make
/// cycles impossible, so every revision gets its place.
fn topological(parents: &[Vec<usize>]) -> (Vec<usize>, Vec<u32>) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut waiting: Vec<usize> = parents.iter().map(Vec::len).collect();
    for (child, known) in parents.iter().enumerate() {
        known
            .iter()
            .for_each(|&parent| children[parent].push(child));
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
    let fields = fields
        .map(|(name, writes)| (name.clone(), graph.field(name, writes)))
        .collect();
    Entry {
        fields,
        heads: graph.heads(),
        incomplete: graph.incomplete,
    }
}

/// The last value of a contested field that every side had seen, if there is
/// exactly one.
pub fn last_agreed(revisions: &[&Revision], field: &FieldName) -> Option<Value> {
    let graph = Graph::new(revisions);
    let sides = graph.survivors().remove(field)?;
    let shared = graph.seen_by_all(&sides);
    let field = project(&shared).fields.remove(field)?;
    (!field.is_contested()).then(|| field.provisional().clone())
}
