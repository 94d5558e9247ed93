//! One State on one or two pages: progress by section, priorities and targets,
//! obstacles, needs and offers, and what is still open.

use std::collections::BTreeMap;

use super::paper::{Block, Line, Voice, Words, line};
use super::parts::{assistance, contested, heading, listed, obstacles, sections, taggable};
use super::tongue::Tongue;
use crate::domain::entry::{Entry, Standing};
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::target::Target;
use crate::i18n::msg;
use crate::reference::outline;
use crate::view::due::is_open;
use crate::view::overview::rows;

/// An element and the State's entry for it.
type Said = (&'static Element, Entry);

/// The brief.
pub fn blocks(ledger: &Ledger, code: ParticipantCode, tongue: Tongue) -> Vec<Block> {
    let said = said(ledger, code);
    let rows = rows(ledger, outline(), &[code]);
    let tally = rows.first().map(|row| row.tally).unwrap_or_default();
    let (part, whole) = (tally.stated().to_string(), tally.total().to_string());
    let mine = [(tongue.name(code), code)];
    let stated = tongue.fill(msg::ROW_STATED, &[("stated", &part), ("total", &whole)]);
    let mut blocks = vec![Block::Text(line(stated))];
    blocks.push(heading(tongue, msg::PAPER_STANDS));
    blocks.extend(sections(tongue, &rows));
    for (title, items) in [
        (msg::PAPER_PRIORITIES, priorities(&said, tongue)),
        (msg::PAPER_TARGETS, targets(&said, tongue)),
        (msg::OVERVIEW_OBSTACLES, obstacles(ledger, tongue, &mine)),
        (msg::ASSISTANCE_TITLE, assistance(ledger, tongue, &mine)),
        (msg::DESK_TITLE, contested(ledger, tongue, &mine)),
    ] {
        blocks.extend(listed(tongue, title, briefly(items, tongue)));
    }
    blocks.extend(silent(&said, tongue));
    blocks
}

/// The maximum number of items of a list. With this and the lengths below, a
/// brief never exceeds two pages.
const ITEMS: usize = 4;
/// The maximum lengths of an element's text and of a stated text, in characters.
const CITED: usize = 60;
const SAID: usize = 120;

/// The first items of a list, shortened, and the number of further ones in the
/// national table, so that nothing is left out silently.
fn briefly(items: Vec<Line>, tongue: Tongue) -> Vec<Line> {
    let rest = items.len().saturating_sub(ITEMS);
    let mut short: Vec<Line> = items.into_iter().take(ITEMS).map(shorter).collect();
    if rest > 0 {
        short.push(line(tongue.fill(msg::PAPER_REST, &[("n", &rest.to_string())])));
    }
    short
}

/// A line with its words shortened for a brief.
fn shorter(line: Line) -> Line {
    let cut = |mut words: Words| {
        let most = match words.voice {
            Voice::Said => SAID,
            Voice::Id => return words,
            Voice::Ours | Voice::Strong | Voice::Whole | Voice::Source => CITED,
        };
        words.text = shortened(&words.text, most);
        words
    };
    line.into_iter().map(cut).collect()
}

/// The text up to the end of a word, with a sign that it goes on; whole if it
/// is short enough. Scripts without spaces are cut anywhere.
fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or_default();
    let whole = start.rsplit_once(char::is_whitespace).map_or(start, |(before, _)| before);
    let kept = if whole.chars().count() > most / 2 { whole } else { start };
    format!("{} …", kept.trim_end_matches([',', ';', ':', ' ']))
}

/// Every taggable element with its entry; an empty one if nothing is stated.
pub fn said(ledger: &Ledger, code: ParticipantCode) -> Vec<Said> {
    let mut entries = ledger.entries_of(code);
    let said = |element: &'static Element| {
        let entry = element.id.parse().ok().and_then(|subject| entries.remove(&subject));
        (element, entry.unwrap_or_default())
    };
    taggable().map(said).collect()
}

fn priorities(said: &[Said], tongue: Tongue) -> Vec<Line> {
    let mut found: Vec<_> = said
        .iter()
        .filter_map(|(element, entry)| Some((entry.priority()?, *element, entry.standing())))
        .collect();
    found.sort_by_key(|(priority, element, _)| (*priority, element.index()));
    let words = |(priority, element, standing): (i64, &'static Element, Standing)| {
        let mut words = vec![Words::strong(format!("{priority}. "))];
        words.extend(tongue.cited(element));
        words.push(Words::ours(format!(" – {}", tongue.standing(standing))));
        words
    };
    found.into_iter().map(words).collect()
}

/// By year of the meeting, the elements with a target that are still open.
fn targets(said: &[Said], tongue: Tongue) -> Vec<Line> {
    let mut open: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (element, entry) in said.iter().filter(|(_, entry)| is_open(entry)) {
        if let Some(target) = entry.target() {
            open.entry(target.year()).or_default().push(&element.id);
        }
    }
    let words = |(year, ids): (i32, Vec<&str>)| {
        let proposed = outline().get(&format!("CAL.{year}")).is_some();
        let until = match proposed {
            true => tongue.target(Target::Meeting(year)),
            false => year.to_string(),
        };
        vec![Words::strong(until), Words::ours(" – "), Words::id(ids.join(", "))]
    };
    open.into_iter().map(words).collect()
}

/// The ids of the elements without a status, as one list.
fn silent(said: &[Said], tongue: Tongue) -> Vec<Block> {
    let silent = said.iter().filter(|(_, entry)| entry.standing() == Standing::NotStated);
    let ids: Vec<&str> = silent.map(|(element, _)| element.id.as_str()).collect();
    let text = match ids.is_empty() {
        true => line(tongue.text(msg::PAPER_NONE)),
        false => vec![Words::id(ids.join(", "))],
    };
    vec![heading(tongue, msg::STATUS_NOT_STATED), Block::Text(text)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_end_of_a_word_and_says_so() {
        assert_eq!(shortened("short enough", 12), "short enough");
        assert_eq!(shortened("record, mark and trace", 17), "record, mark and …");
        assert_eq!(shortened("record, mark", 8), "record …");
        // No space in the second half: cut at the limit.
        assert_eq!(shortened(&"枪".repeat(9), 4), format!("{} …", "枪".repeat(4)));
        assert_eq!(shortened("a bcdefghijkl", 8), "a bcdefg …");
    }
}
