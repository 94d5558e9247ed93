//! Packs: the revisions of one export or one import as one text. The first line
//! is a header, the others are revisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::batch::Pack;
use super::lines::readable;
use crate::desk::{Import, Tally};
use crate::domain::ordered::Ordered;
use crate::domain::revision::{AuthorId, Revision, RevisionId};
use crate::domain::value::Value;
use crate::snapshot::{Exported, canonical};

/// The pack of revisions that were exported from here.
pub fn export_pack(key: String, revisions: &[Arc<Revision>]) -> Pack {
    import_pack(&Import { key, ..Import::default() }, revisions)
}

/// The pack of the revisions that an import owns.
pub fn import_pack<'a>(
    import: &Import,
    revisions: impl IntoIterator<Item = &'a Arc<Revision>>,
) -> Pack {
    let (mut lines, mut count) = (String::new(), 0);
    for revision in revisions {
        lines.push('\n');
        canonical::write_line(&mut lines, revision);
        count += 1;
    }
    Pack { key: import.key.clone(), text: header_line(import, count) + &lines }
}

fn header_line(import: &Import, count: i64) -> String {
    let mut members = BTreeMap::new();
    let mut put = |name: &str, value| drop(members.insert(name.to_owned(), value));
    let authors = import.authors.iter().map(|(id, name)| (id.to_string(), Value::text(name)));
    put("name", Value::text(&import.name));
    put("authors", Value::Map(authors.to_map()));
    put("count", Value::Integer(count));
    for (name, text) in [("edition", &import.edition), ("marking", &import.marking)] {
        if !text.is_empty() {
            put(name, Value::text(text));
        }
    }
    if let Some(exported) = &import.exported {
        put("by", Value::text(exported.by.to_string()));
        put("scope", Value::text(exported.scope.to_string()));
        put("t", Value::Integer(exported.time));
    }
    if let Some(tally) = import.tally {
        put("tally", Value::List(numbers(tally).map(Value::Integer).into()));
    }
    for (name, ids) in [("private", &import.private), ("also", &import.also)] {
        if !ids.is_empty() {
            put(name, Value::List(ids.iter().map(|id| Value::text(id.as_str())).collect()));
        }
    }
    canonical::to_text(&Value::Map(members))
}

fn numbers(tally: Tally) -> [i64; 5] {
    let Tally { new, same, replaced, contested, refused } = tally;
    [new, same, replaced, contested, refused].map(|n| i64::try_from(n).unwrap_or(i64::MAX))
}

/// Parses a pack into its import and its revisions. Adds the unreadable and the
/// missing lines to the count.
pub fn open(key: &str, text: &str, unreadable: &mut usize) -> (Import, Vec<Arc<Revision>>) {
    let (first, lines) = text.split_once('\n').unwrap_or((text, ""));
    let before = *unreadable;
    let revisions = readable(lines.lines(), unreadable);
    let there = revisions.len() + *unreadable - before;
    let header = canonical::from_text(first).unwrap_or_else(|_| {
        *unreadable += 1;
        Value::Null
    });
    *unreadable += count_in(&header).saturating_sub(there);
    let brought = revisions.iter().map(|revision| revision.id()).collect();
    (read_header(key, &header, brought), revisions)
}

/// The number of lines that should follow this header.
pub(super) fn due(first: &str) -> usize {
    canonical::from_text(first).map_or(0, |header| count_in(&header))
}

fn count_in(header: &Value) -> usize {
    let count = header.member("count").and_then(Value::as_integer);
    count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
}

/// The header of a pack of exports with this many lines.
pub(super) fn export_header(count: usize) -> String {
    header_line(&Import::default(), i64::try_from(count).unwrap_or(i64::MAX))
}

/// The import that a header describes. An export has no name; older headers
/// have only name and authors; an unreadable header describes nothing.
fn read_header(key: &str, header: &Value, brought: Vec<RevisionId>) -> Import {
    let text = |name| header.member(name).and_then(Value::as_text).unwrap_or_default();
    let list = |name| match header.member(name) {
        Some(Value::List(list)) => list.as_slice(),
        _ => &[],
    };
    let ids = |name| list(name).iter().filter_map(|id| id.as_text()?.parse().ok()).collect();
    let exported = || {
        let time = header.member("t")?.as_integer()?;
        Some(Exported { time, by: text("by").parse().ok()?, scope: text("scope").parse().ok()? })
    };
    Import {
        key: key.to_owned(),
        name: text("name").to_owned(),
        exported: exported(),
        marking: text("marking").to_owned(),
        edition: text("edition").to_owned(),
        authors: named_authors(header),
        tally: tally_of(list("tally")),
        brought,
        private: ids("private"),
        also: ids("also"),
        left: false,
    }
}

fn named_authors(header: &Value) -> BTreeMap<AuthorId, String> {
    let mut authors = BTreeMap::new();
    if let Some(Value::Map(named)) = header.member("authors") {
        for (id, name) in named {
            if let (Ok(id), Some(name)) = (id.parse(), name.as_text()) {
                authors.insert(id, name.to_owned());
            }
        }
    }
    authors
}

fn tally_of(list: &[Value]) -> Option<Tally> {
    let number = |index: usize| usize::try_from(list.get(index)?.as_integer()?).ok();
    Some(Tally {
        new: number(0)?,
        same: number(1)?,
        replaced: number(2)?,
        contested: number(3)?,
        refused: number(4)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::revision::{Body, one_field};
    use crate::snapshot::Scope;
    use crate::snapshot::canonical::identify;

    fn revision(author: &AuthorId) -> Arc<Revision> {
        Arc::new(identify(Body {
            version: 1,
            participant: "FI".parse().unwrap(),
            subject: "PoA.4".parse().unwrap(),
            author: author.clone(),
            time: 0,
            parents: Vec::new(),
            set: one_field("note".parse().unwrap(), Value::text("a\nb")),
            unknown: BTreeMap::new(),
        }))
    }

    #[test]
    fn a_pack_says_where_its_revisions_come_from() {
        let author: AuthorId = "delegation/FI/00000000000000aa".parse().unwrap();
        let revisions = [revision(&author)];
        let ids =
            |n: u8| vec![RevisionId::from_bytes([n; 20]), RevisionId::from_bytes([n + 1; 20])];
        let import = Import {
            key: "key".to_owned(),
            name: "“final” (2).json".to_owned(),
            exported: Some(Exported {
                time: -1,
                by: author.clone(),
                scope: Scope::Participant("FI".parse().unwrap()),
            }),
            marking: "OSCE+".to_owned(),
            edition: "revcon3/fr/1".to_owned(),
            authors: [(author, "Ministry\nof foreign affairs".to_owned())].into(),
            tally: Some(Tally { new: 1, same: 2, replaced: 3, contested: 4, refused: 5 }),
            brought: vec![revisions[0].id()],
            private: ids(1),
            also: ids(3),
            left: false,
        };
        let pack = import_pack(&import, &revisions);
        let mut unreadable = 0;
        assert_eq!(open("key", &pack.text, &mut unreadable), (import, revisions.to_vec()));
        assert_eq!(unreadable, 0);
    }

    #[test]
    fn a_line_that_is_cut_off_or_missing_is_counted() {
        let author = "delegation/FI/00000000000000aa".parse().unwrap();
        let text = export_pack(String::new(), &[revision(&author)]).text;
        for damaged in [&text[..text.len() - 1], text.split_once('\n').unwrap().0] {
            let mut unreadable = 0;
            assert_eq!(open("", damaged, &mut unreadable).1, []);
            assert_eq!(unreadable, 1, "{damaged}");
        }
    }

    #[test]
    fn a_first_line_that_makes_no_sense_says_nothing() {
        for line in ["", "null", "[]", "{\"name\":1}", "{\"authors\":{\"nobody\":\"x\"}}", "{"] {
            assert_eq!(open("", line, &mut 0), (Import::default(), Vec::new()), "{line}");
        }
    }

    #[test]
    fn a_first_line_of_before_imports_were_told_apart_is_read() {
        let line = r#"{"authors":{"delegation/FI/00000000000000aa":"MFA"},"name":"fi.json"}"#;
        let (import, _) = open("key", line, &mut 0);
        assert_eq!(import.name, "fi.json");
        assert_eq!(import.authors.len(), 1);
        assert_eq!(import.tally, None);
        let export = r#"{"authors":{},"name":""}"#;
        assert_eq!(open("", export, &mut 0).0, Import::default());
    }
}
