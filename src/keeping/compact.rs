//! Joins many packs into one. Packs of exports carry no information of their
//! own, so they can be joined; an import stays a separate pack, because it can
//! be inspected and taken back as a whole. Does not know when this happens, nor
//! which packs there are.

use std::collections::BTreeSet;

use super::batch::{Batch, Pack};
use super::pack;

/// The number of export packs from which on they are joined.
pub const MANY: usize = 16;

/// The batch that joins these packs of exports under a new key. It is executed
/// only if all of them still exist, and deletes no others.
pub fn compact(key: String, packs: &[Pack]) -> Batch {
    let mut batch = Batch::default();
    batch.put_pack(joined(key, packs));
    for pack in packs {
        batch.only_with.push(pack.key.clone());
        batch.delete_pack(pack.key.clone());
    }
    batch
}

/// Every distinct line, unchanged, even if unreadable: a later version may
/// understand it. Lines that a pack lacks stay counted as missing.
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
