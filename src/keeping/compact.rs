//! Few packs instead of many. A pack of an export says nothing of itself, so
//! several of them may lie in one; an import stays a pack of its own, because
//! it can be looked at and taken back as a whole. Does not know when that is
//! done, nor which packs there are.

use std::collections::BTreeSet;

use super::batch::{Batch, Pack};
use super::pack;

/// So many packs of exports are made one.
pub const MANY: usize = 16;

/// What puts the content of these packs of exports into one under a new key.
/// It is done only if all of them are still there, and forgets no other.
pub fn compact(key: String, packs: &[Pack]) -> Batch {
    let mut batch = Batch::default();
    batch.put_pack(joined(key, packs));
    for pack in packs {
        batch.only_with.push(pack.key.clone());
        batch.delete_pack(pack.key.clone());
    }
    batch
}

/// Every line once, as it is: also one that makes no sense, which a later
/// version may understand. What is missing in one stays missing in the whole.
fn joined(key: String, packs: &[Pack]) -> Pack {
    let (mut lines, mut seen, mut due) = (String::new(), BTreeSet::new(), 0);
    for pack in packs {
        let (header, rest) = pack.text.split_once('\n').unwrap_or((&pack.text, ""));
        due += pack::due(header).saturating_sub(rest.lines().count());
        for line in rest.lines().filter(|line| seen.insert(*line)) {
            lines.push('\n');
            lines.push_str(line);
            due += 1;
        }
    }
    Pack { text: pack::export_header(due) + &lines, key }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(key: &str, header: &str, lines: &[&str]) -> Pack {
        let text = std::iter::once(header).chain(lines.iter().copied()).collect::<Vec<_>>();
        Pack { key: key.to_owned(), text: text.join("\n") }
    }

    #[test]
    fn every_line_is_there_once_and_what_is_missing_stays_missing() {
        let whole = pack("a", "{\"authors\":{},\"count\":2,\"name\":\"\"}", &["one", "two"]);
        let cut = pack("b", "{\"authors\":{},\"count\":3,\"name\":\"\"}", &["two", "three"]);
        let joined = joined("c".to_owned(), &[whole, cut]);
        let (header, lines) = joined.text.split_once('\n').unwrap();
        assert_eq!(lines, "one\ntwo\nthree");
        assert_eq!(pack::due(header), 4);
    }

    #[test]
    fn nothing_is_done_unless_all_are_there() {
        let batch = compact("c".to_owned(), &[pack("a", "{}", &[]), pack("b", "{}", &[])]);
        assert_eq!(batch.only_with, ["a", "b"]);
        assert_eq!(batch.operations.len(), 3);
    }
}
