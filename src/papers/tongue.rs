//! How subjects, fields and values are said in a language. The one place that
//! turns a value into words, for the page and for paper alike. Does not know
//! which language is shown, how it writes days and lists, nor what offices
//! call themselves: see [`Formats`].

use chrono::NaiveDate;

use super::paper::{Line, Voice, Words};
use crate::domain::assistance::Assistance;
use crate::domain::entry::{Standing, field};
use crate::domain::evidence::Evidence;
use crate::domain::outline::Element;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, FieldName, Role};
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::{self, Language, Message, msg};
use crate::reference::{
    self, direction_message, kind_message, outline, participant_name, standing_message,
    state_message, status_message,
};
use crate::snapshot::canonical;

/// What a language's own rules and the files decide, and a program has to be
/// told.
pub trait Formats {
    /// A day, written out.
    fn day(&self, day: NaiveDate) -> String;
    /// Texts as one list.
    fn list(&self, items: &[String]) -> String;
    /// Sorts participants by name.
    fn sort(&self, named: &mut Vec<(String, ParticipantCode)>);
    /// The name that an office gave itself; empty if it gave none.
    fn office(&self, author: &AuthorId) -> String;
}

/// A language with its formats.
#[derive(Clone, Copy)]
pub struct Tongue<'a> {
    /// The language.
    pub language: Language,
    /// Its formats.
    pub formats: &'a dyn Formats,
}

impl Tongue<'_> {
    /// A text.
    pub fn text(self, message: Message) -> &'static str {
        i18n::pack(self.language).text(message)
    }

    /// A text with `{names}` replaced by values.
    pub fn fill(self, message: Message, values: &[(&str, &str)]) -> String {
        i18n::fill(self.text(message), values)
    }

    /// The name of a participant.
    pub fn name(self, code: ParticipantCode) -> String {
        participant_name(self.language, code)
    }

    /// In what capacity an author writes, and for whom.
    pub fn role(self, author: &AuthorId) -> String {
        let role = match author.role {
            Role::Delegation => msg::AUTHOR_DELEGATION,
            Role::Chair => msg::AUTHOR_CHAIR,
            Role::Reader => msg::AUTHOR_READER,
        };
        let state = author.participant.map(|code| self.name(code)).unwrap_or_default();
        self.fill(role, &[("state", &state)]).trim().to_owned()
    }

    /// Participants by name, in the language's own order.
    pub fn named(
        self,
        codes: impl IntoIterator<Item = ParticipantCode>,
    ) -> Vec<(String, ParticipantCode)> {
        let mut named: Vec<_> = codes.into_iter().map(|code| (self.name(code), code)).collect();
        self.formats.sort(&mut named);
        named
    }

    /// Sign and word of a standing.
    pub fn standing(self, standing: Standing) -> String {
        format!("{} {}", standing.glyph(), self.text(standing_message(standing)))
    }

    /// An element's text without the punctuation that ends a list item in the source.
    pub fn element(self, element: &'static Element) -> Words {
        let text = reference::translation(self.language, &element.id).unwrap_or(&element.fr);
        let text = text.trim_end_matches([';', '；', '؛', ' ', '\u{a0}']);
        let french = self.language == Language::French;
        Words::new(if french { Voice::Source } else { Voice::Ours }, text)
    }

    /// An element's id and text.
    pub fn cited(self, element: &'static Element) -> Line {
        vec![Words::id(&element.id), Words::ours(" "), self.element(element)]
    }

    /// The name of a field; an unknown one by its name in the file.
    pub fn field(self, name: &FieldName) -> String {
        let message = match name.as_str() {
            field::STATUS => msg::FIELD_STATUS,
            field::NOTE => msg::FIELD_NOTE,
            field::RESPONSIBLE => msg::FIELD_RESPONSIBLE,
            field::TARGET => msg::FIELD_TARGET,
            field::OBSTACLE => msg::FIELD_OBSTACLE,
            field::PRIORITY => msg::FIELD_PRIORITY,
            field::PRIVATE_NOTE => msg::FIELD_PRIVATE,
            field::PLACE => msg::FIELD_PLACE,
            field::THEME => msg::FIELD_THEME,
            field::DURATION => msg::FIELD_DURATION,
            field::CHAIR_ADOPTED => msg::ADDED_ADOPTED,
            field::ANSWER => msg::DOCUMENTS_ANSWER,
            field::CHAIR_NOTE => msg::FIELD_CHAIR_NOTE,
            field::CHAIR_QUERY => msg::FIELD_CHAIR_QUERY,
            name if name.starts_with(field::TEXT) => msg::ADDED_TEXT,
            name if name.starts_with(field::EVIDENCE) => msg::EVIDENCE_TITLE,
            name if name.starts_with(field::ASSISTANCE) => msg::ASSISTANCE_TITLE,
            other => return other.to_owned(),
        };
        self.text(message).to_owned()
    }

    /// A value in words.
    pub fn value(self, name: &FieldName, value: &Value) -> String {
        let text = match value {
            Value::Null => return self.text(msg::VALUE_CLEARED).to_owned(),
            Value::Integer(number @ 1..=3) if name.as_str() == field::PRIORITY => {
                return self.fill(msg::FIELD_PRIORITY_N, &[("n", &number.to_string())]);
            }
            Value::Text(text) => text.clone(),
            other => return self.item(name, other),
        };
        match name.as_str() {
            field::STATUS => match text.parse::<Status>() {
                Ok(status) => {
                    format!("{} {}", status.glyph(), self.text(status_message(status)))
                }
                Err(_) => text,
            },
            field::TARGET => text.parse::<Target>().map_or(text, |target| self.target(target)),
            _ => text,
        }
    }

    /// A list item, its parts joined; as in the file if it is not valid.
    fn item(self, name: &FieldName, value: &Value) -> String {
        let parts = if name.as_str().starts_with(field::EVIDENCE) {
            Evidence::from_value(value).map(|it| vec![it.title, it.link, it.date]).ok()
        } else if name.as_str().starts_with(field::ASSISTANCE) {
            let word = |message| self.text(message).to_owned();
            let words = |it: Assistance| {
                vec![
                    word(direction_message(it.direction)),
                    word(kind_message(it.kind)),
                    word(state_message(it.state)),
                    it.partner,
                    it.note,
                ]
            };
            Assistance::from_value(value).map(words).ok()
        } else {
            None
        };
        let Some(parts) = parts else {
            return canonical::to_text(value);
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// A target in words.
    pub fn target(self, target: Target) -> String {
        match target {
            Target::Day(day) => self.formats.day(day),
            Target::Meeting(year) => {
                let element = outline().get(&format!("CAL.{year}"));
                let text = element.and_then(|it| reference::translation(self.language, &it.id));
                text.unwrap_or_default().trim_end_matches('.').to_owned()
            }
        }
    }
}
