//! Needs and offers as rows for other programs. Export only: to change them,
//! use the sheet of progress.

use super::csv::{Separator, push_row};
use super::sheet::guarded;
use crate::domain::ledger::Ledger;
use crate::domain::needs::{Item, items};
use crate::i18n::{self, Language, msg};
use crate::reference::{
    direction_message, kind_message, outline, participant_name, state_message, translation,
};

/// The file name.
pub const FILE_NAME: &str = "revcon3-assistance.csv";

/// Every need and offer, with a byte order mark so that Excel recognises UTF-8.
/// Keys are the same in every language; the words beside them are for people.
pub fn write(ledger: &Ledger, language: Language, separator: Separator) -> String {
    let mut text = "\u{feff}".to_owned();
    let word = |message| i18n::pack(language).text(message).to_owned();
    let heads = [
        word(msg::SHEET_STATE),
        word(msg::SHEET_STATE_NAME),
        word(msg::SHEET_ELEMENT),
        word(if language == Language::French { msg::SHEET_SOURCE } else { msg::SHEET_TEXT }),
        "direction".to_owned(),
        "kind".to_owned(),
        "state".to_owned(),
        word(msg::ASSISTANCE_TITLE),
        word(msg::ASSISTANCE_PARTNER),
        word(msg::ASSISTANCE_NOTE),
    ];
    push_row(&mut text, separator, &heads);
    for item in items(ledger, outline()) {
        push_row(&mut text, separator, &row(&item, language));
    }
    text
}

fn row(item: &Item, language: Language) -> Vec<String> {
    let pack = i18n::pack(language);
    let id = item.subject.as_str();
    let what = &item.what;
    let words =
        [direction_message(what.direction), kind_message(what.kind), state_message(what.state)];
    let words = words.map(|message| pack.text(message)).join(" · ");
    let contested = if item.contested { "≠ " } else { "" };
    vec![
        item.code.to_string(),
        guarded(&participant_name(language, item.code)),
        id.to_owned(),
        guarded(translation(language, id).unwrap_or_default()),
        what.direction.key().to_owned(),
        what.kind.key().to_owned(),
        what.state.key().to_owned(),
        guarded(&format!("{contested}{words}")),
        guarded(&what.partner),
        guarded(&what.note),
    ]
}
