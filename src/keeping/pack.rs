//! Packs: what one export or one import brought, as one text to keep. The
//! first line says where it comes from, the others are revisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::batch::Pack;
use crate::domain::revision::{AuthorId, Revision};
use crate::domain::value::Value;
use crate::snapshot::canonical;

/// Where the revisions of a pack come from; its first line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackHeader {
    /// Name of the file, or nothing for an export of this desk.
    pub name: String,
    /// Names that offices gave themselves.
    pub authors: BTreeMap<AuthorId, String>,
}

impl PackHeader {
    /// Reads the first line; nothing is known if it makes no sense.
    pub fn from_line(line: &str) -> Self {
        let value = canonical::from_text(line).unwrap_or(Value::Null);
        let name = value.member("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        let mut authors = BTreeMap::new();
        if let Some(Value::Map(named)) = value.member("authors") {
            for (id, name) in named {
                if let (Ok(id), Some(name)) = (id.parse(), name.as_text()) {
                    authors.insert(id, name.to_owned());
                }
            }
        }
        Self { name, authors }
    }

    fn to_line(&self) -> String {
        let mut authors = BTreeMap::new();
        for (id, name) in &self.authors {
            authors.insert(id.to_string(), Value::text(name));
        }
        let mut members = BTreeMap::new();
        members.insert("name".to_owned(), Value::text(&self.name));
        members.insert("authors".to_owned(), Value::Map(authors));
        canonical::to_text(&Value::Map(members))
    }

    /// The pack that keeps these revisions under a key.
    pub fn to_pack(&self, key: String, revisions: &[Arc<Revision>]) -> Pack {
        let mut text = self.to_line();
        for revision in revisions {
            text.push('\n');
            canonical::write_line(&mut text, revision);
        }
        Pack { key, text }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::readable;
    use super::*;
    use crate::domain::revision::Body;
    use crate::snapshot::canonical::identify;

    fn revision(author: &AuthorId) -> Arc<Revision> {
        Arc::new(identify(Body {
            version: 1,
            participant: "FI".parse().unwrap(),
            subject: "PoA.4".parse().unwrap(),
            author: author.clone(),
            time: 0,
            parents: Vec::new(),
            set: [("note".parse().unwrap(), Value::text("a\nb"))].into(),
            unknown: BTreeMap::new(),
        }))
    }

    #[test]
    fn a_pack_says_where_its_revisions_come_from() {
        let author: AuthorId = "delegation/FI/00000000000000aa".parse().unwrap();
        let revisions = [revision(&author)];
        let header = PackHeader {
            name: "“final” (2).json".to_owned(),
            authors: [(author, "Ministry\nof foreign affairs".to_owned())].into(),
        };
        let pack = header.to_pack("key".to_owned(), &revisions);
        let (first, lines) = pack.text.split_once('\n').unwrap();
        assert_eq!(PackHeader::from_line(first), header);
        let mut unreadable = 0;
        assert_eq!(readable(lines.lines(), &mut unreadable), revisions);
        assert_eq!(unreadable, 0);
    }

    #[test]
    fn a_first_line_that_makes_no_sense_says_nothing() {
        for line in ["", "null", "[]", "{\"name\":1}", "{\"authors\":{\"nobody\":\"x\"}}", "{"] {
            assert_eq!(PackHeader::from_line(line), PackHeader::default(), "{line}");
        }
    }
}
