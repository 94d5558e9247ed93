//! Values of fields as a person reads them, in the language shown.

use super::Session;
use crate::domain::assistance::{Assistance, AssistanceKind, AssistanceState, Direction};
use crate::domain::entry::field;
use crate::domain::evidence::Evidence;
use crate::domain::revision::FieldName;
use crate::domain::status::Status;
use crate::domain::target::Target;
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::reference::status_message;
use crate::snapshot::canonical;

/// The word for which way assistance goes.
pub fn direction_message(direction: Direction) -> Message {
    match direction {
        Direction::Need => msg::ASSISTANCE_NEED,
        Direction::Offer => msg::ASSISTANCE_OFFER,
    }
}

/// The word for a kind of assistance.
pub fn kind_message(kind: AssistanceKind) -> Message {
    match kind {
        AssistanceKind::Financial => msg::KIND_FINANCIAL,
        AssistanceKind::Technical => msg::KIND_TECHNICAL,
        AssistanceKind::Training => msg::KIND_TRAINING,
        AssistanceKind::Equipment => msg::KIND_EQUIPMENT,
        AssistanceKind::Legal => msg::KIND_LEGAL,
    }
}

/// The word for how far assistance has come.
pub fn state_message(state: AssistanceState) -> Message {
    match state {
        AssistanceState::Open => msg::STATE_OPEN,
        AssistanceState::Matched => msg::STATE_MATCHED,
        AssistanceState::Delivered => msg::STATE_DELIVERED,
        AssistanceState::Withdrawn => msg::STATE_WITHDRAWN,
    }
}

impl Session {
    /// A value as a person reads it.
    pub fn value_words(self, name: &FieldName, value: &Value) -> String {
        let text = match value {
            Value::Null => return self.text(msg::VALUE_CLEARED).to_owned(),
            Value::Integer(number) if name.as_str() == field::PRIORITY => {
                return self.fill(msg::FIELD_PRIORITY_N, &[("n", &number.to_string())]);
            }
            Value::Text(text) => text.clone(),
            other => return self.item_words(name, other),
        };
        match name.as_str() {
            field::STATUS => match text.parse::<Status>() {
                Ok(status) => {
                    let word = self.text(status_message(status));
                    format!("{} {word}", status.glyph())
                }
                Err(_) => text,
            },
            field::TARGET => text.parse::<Target>().map_or(text, |target| self.target_name(target)),
            _ => text,
        }
    }

    /// An item of a list, its parts in a row; the value as it stands in the
    /// file where it makes no sense.
    fn item_words(self, name: &FieldName, value: &Value) -> String {
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
}
