//! A State's text for the national report to the United Nations on the two
//! instruments, for pasting into the official form: Yes, No or Developing, with
//! comments, in the form's order of sections.
//!
//! The first section is that of the form in use since the third Review
//! Conference; the order of the others is that of published reports. Their
//! numbers differ between forms and are left out. The form asks its own
//! questions, so each element is placed by subject.

use super::brief::said;
use super::paper::{Block, Line, Words, line};
use super::table::{details, revisions_of};
use super::tongue::Tongue;
use crate::domain::entry::{Entry, Standing};
use crate::domain::ledger::Ledger;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Revision;
use crate::domain::status::Status;
use crate::i18n::{Message, msg};
use crate::reference::outline;

/// The sections in the form's order, and the parts of the outline that belong
/// to each. An element belongs to the section that names it or its nearest
/// ancestor. The outline does not mention brokering.
pub const SECTIONS: [(Message, &[&str]); 12] = [
    (msg::FORM_COORDINATION, &["PoA.1.a.1"]),
    (msg::FORM_MANUFACTURE, &["PoA.1.c", "PoA.1.d"]),
    (msg::FORM_TRANSFERS, &["PoA.1.b.2", "PoA.1.b.4"]),
    (msg::FORM_BROKERING, &[]),
    (msg::FORM_STOCKPILES, &["PoA.1.b.1"]),
    (msg::FORM_COLLECTION, &["PoA.1.b.3"]),
    (msg::FORM_DESTRUCTION, &["PoA.1.c.3.iii"]),
    (msg::FORM_MARKING, &["ITI.1", "ITI.2", "ITI.7"]),
    (msg::FORM_TRACING, &["ITI.3"]),
    (msg::FORM_COOPERATION, &["PoA.1.a.2", "PoA.1.a.3", "PoA.1.a.4", "PoA.3", "ITI.4", "ITI.5"]),
    (msg::FORM_EXCHANGE, &["PoA.1.e", "ITI.6"]),
    (msg::FORM_OTHER, &["PoA.2", "PoA.4", "ITI.8"]),
];

/// The text.
pub fn blocks(ledger: &Ledger, code: ParticipantCode, tongue: Tongue) -> Vec<Block> {
    let said = said(ledger, code);
    let mut blocks = vec![Block::Note(line(tongue.text(msg::FORM_NOTE)))];
    for (number, (title, parts)) in SECTIONS.into_iter().enumerate() {
        blocks.push(Block::Heading(2, line(tongue.text(title))));
        let within = said.iter().filter(|(element, _)| section_of(element) == Some(number));
        let items = within.map(|(element, entry)| {
            answer(element, entry, &revisions_of(ledger, code, element), tongue)
        });
        blocks.push(match parts {
            [] => Block::Note(line(tongue.text(msg::FORM_NO_ELEMENT))),
            _ => Block::Items(items.collect()),
        });
    }
    blocks
}

/// The section of an element.
pub fn section_of(element: &Element) -> Option<usize> {
    let mut nearest_first = [element].into_iter().chain(outline().ancestors(element));
    nearest_first
        .find_map(|it| SECTIONS.iter().position(|(_, parts)| parts.contains(&it.id.as_str())))
}

/// The form's word for a standing; none if the form has no word, so that it
/// becomes a comment.
pub fn word(standing: Standing) -> Option<Message> {
    match standing {
        Standing::Stated(Status::NotStarted) => Some(msg::FORM_NO),
        Standing::Stated(Status::InProgress | Status::PartlyImplemented) => {
            Some(msg::FORM_DEVELOPING)
        }
        Standing::Stated(Status::Implemented | Status::Ongoing) => Some(msg::FORM_YES),
        Standing::Stated(Status::NotApplicable) | Standing::NotStated | Standing::Contested => None,
    }
}

/// What ends a sentence, in any of the languages.
const ENDS: [char; 8] = ['.', '?', '!', '…', '。', '？', '！', '؟'];

fn answer(
    element: &'static Element,
    entry: &Entry,
    revisions: &[&Revision],
    tongue: Tongue,
) -> Line {
    let standing = entry.standing();
    let mut words = tongue.cited(element);
    words.push(Words::ours(" – "));
    let answer = match (word(standing), standing) {
        (Some(word), _) => tongue.text(word).to_owned(),
        (None, Standing::NotStated) => tongue.text(msg::FORM_BLANK).to_owned(),
        (None, other) => tongue.standing(other),
    };
    let silent = standing == Standing::NotStated;
    words.push(if silent { Words::ours(answer) } else { Words::strong(answer) });
    for comment in details(entry, revisions, tongue) {
        let ended = words.last().is_some_and(|last| last.text.trim_end().ends_with(ENDS));
        words.push(Words::ours(if ended { " " } else { ". " }));
        words.extend(comment);
    }
    words
}
