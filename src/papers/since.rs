//! What has changed since a day, by State in alphabetical order, then in the
//! order of the source.

use chrono::NaiveDate;

use super::paper::{Block, Line, Words, line};
use super::parts::values;
use super::tongue::Tongue;
use crate::domain::diff::{self, Change, Kind, Side, claimed_by};
use crate::domain::field::is_private;
use crate::domain::ledger::Ledger;
use crate::domain::revision::Revision;
use crate::i18n::msg;
use crate::reference::{difference_message, outline};

/// The differences from the end of the day until now.
pub fn blocks(ledger: &Ledger, since: NaiveDate, tongue: Tongue) -> Vec<Block> {
    let before = claimed_by(since);
    let mut changes = diff::diff(outline(), Side::part(ledger, &before), Side::whole(ledger));
    changes.retain(|change| !is_private(change.field.as_str()));
    let day = tongue.formats.day(since);
    let mut blocks = vec![Block::Text(line(tongue.fill(msg::PAPER_SINCE_DAY, &[("day", &day)])))];
    blocks.push(Block::Note(line(tongue.text(msg::COMPARE_CLAIMED))));
    if changes.is_empty() {
        blocks.push(Block::Text(line(tongue.text(msg::COMPARE_NOTHING))));
        return blocks;
    }
    blocks.push(Block::Text(line(counted(&changes, tongue))));
    for (name, code) in tongue.named(ledger.participants()) {
        let own: Vec<&Change> = changes.iter().filter(|it| it.participant == code).collect();
        if !own.is_empty() {
            blocks.push(Block::Heading(2, line(name)));
            blocks.extend(by_element(&own, ledger, tongue));
        }
    }
    blocks
}

/// The counts by kind: `Newly stated: 12 · Changed: 3`.
fn counted(changes: &[Change], tongue: Tongue) -> String {
    let counts = Kind::ALL.into_iter().zip(diff::count(changes)).filter(|(_, count)| *count > 0);
    let words = counts.map(|(kind, count)| format!("{}: {count}", kind_word(kind, tongue)));
    words.collect::<Vec<_>>().join(" · ")
}

fn kind_word(kind: Kind, tongue: Tongue) -> &'static str {
    tongue.text(difference_message(kind))
}

fn by_element(changes: &[&Change], ledger: &Ledger, tongue: Tongue) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in changes.chunk_by(|one, other| one.subject == other.subject) {
        let Some(first) = part.first() else { continue };
        let element = first.place.and_then(|place| outline().elements().get(place));
        let subject = || vec![Words::id(first.subject.to_string())];
        blocks.push(Block::Heading(3, element.map_or_else(subject, |it| tongue.cited(it))));
        let revisions = ledger.entry_revisions(&(first.participant, first.subject.clone()));
        let items = part.iter().map(|change| words(change, &revisions, tongue));
        blocks.push(Block::Items(items.collect()));
    }
    blocks
}

/// A change: field, what became of it, and what was and is said.
fn words(change: &Change, revisions: &[&Revision], tongue: Tongue) -> Line {
    let said = |all| values(tongue, revisions, &change.field, all);
    let field = tongue.field(&change.field);
    let mut words = vec![Words::strong(field)];
    words.push(Words::ours(format!(" – {}: ", kind_word(change.kind, tongue))));
    if !change.before.is_empty() {
        words.extend(said(&change.before));
        words.push(Words::ours(format!(" {} ", tongue.language.arrow())));
    }
    match change.after.is_empty() {
        true => words.push(Words::ours("…")),
        false => words.extend(said(&change.after)),
    }
    words
}
