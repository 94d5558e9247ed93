//! The text format of the emergency journal: one entry is one batch, so a batch
//! is in the journal completely or not at all. Entries are replayed in the
//! order of their keys. Does not know where the journal is stored.

use std::fmt::Write;
use std::sync::Arc;

use super::batch::{Area, Batch, Operation};

const PUT: &str = "put";
const DELETE: &str = "delete";

/// The names of the areas in the journal.
const AREAS: [(Area, &str); 5] = [
    (Area::Drafts, "drafts"),
    (Area::Private, "private"),
    (Area::Packs, "packs"),
    (Area::Marks, "marks"),
    (Area::Windows, "windows"),
];

/// The text of a journal entry. The content of a put is preceded by its number
/// of lines.
pub fn to_text(batch: &Batch) -> String {
    let mut text = String::new();
    for operation in &batch.operations {
        let (verb, area, key) = match operation {
            Operation::Put(area, key, _) => (PUT, area, key),
            Operation::Delete(area, key) => (DELETE, area, key),
        };
        let name = AREAS.iter().find(|(known, _)| known == area).map_or("", |(_, name)| name);
        // Writing to a String cannot fail.
        let _ = write!(text, "{verb} {name} {key}");
        if let Operation::Put(_, _, content) = operation {
            let _ = write!(text, " {}\n{content}", content.split('\n').count());
        }
        text.push('\n');
    }
    text
}

/// Parses a journal entry; none if it is incomplete.
pub fn from_text(text: &str) -> Option<Batch> {
    let mut batch = Batch::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n')?;
        let mut words = line.split(' ');
        let (verb, name, key) = (words.next()?, words.next()?, words.next()?.to_owned());
        let (area, _) = AREAS.iter().find(|(_, known)| *known == name)?;
        rest = match verb {
            PUT => {
                let end = end_of_lines(after, words.next()?.parse().ok()?)?;
                let content = Arc::new(after[..end].to_owned());
                batch.operations.push(Operation::Put(*area, key, content));
                &after[end + 1..]
            }
            DELETE => {
                batch.operations.push(Operation::Delete(*area, key));
                after
            }
            _ => return None,
        };
    }
    Some(batch)
}

/// The index of the end of the first `lines` lines.
fn end_of_lines(text: &str, lines: usize) -> Option<usize> {
    let mut ends = text.match_indices('\n').map(|(end, _)| end);
    ends.nth(lines.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Batch {
        let mut batch = Batch::default();
        batch.put_draft(("id1".into(), "{\"id\":\"id1\"}".into()));
        batch.delete_draft("id2".into());
        batch.put_pack(super::super::Pack {
            key: "000-1".into(),
            text: "{}\n{\"id\":\"é\"}\n".into(),
        });
        batch.delete_private("id3".into());
        batch.put_private(("id4".into(), String::new()));
        batch
    }

    #[test]
    fn an_entry_is_read_as_the_batch_it_was_written_from() {
        assert_eq!(from_text(&to_text(&sample())), Some(sample()));
        assert_eq!(from_text(""), Some(Batch::default()));
    }

    #[test]
    fn an_entry_that_is_cut_off_is_not_read_by_half() {
        let text = to_text(&sample());
        let whole = |end: usize| {
            // Cut between two operations, the text is a valid shorter batch;
            // the journal’s storage keeps values completely or not at all.
            from_text(&text[..end]).is_none_or(|batch| {
                to_text(&batch) == text[..end] && batch.operations.len() < sample().operations.len()
            })
        };
        let ends = (0..text.len()).filter(|&end| text.is_char_boundary(end));
        assert_eq!(ends.filter(|&end| !whole(end)).count(), 0);
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        for text in [
            "taken\n",
            "put drafts a 2\nx\n",
            "put drafts a 0\n",
            "put else a 1\nx\n",
            "delete drafts\n",
            "put drafts a\nx\n",
            "put drafts a 1",
        ] {
            assert_eq!(from_text(text), None, "{text:?}");
        }
    }
}
