//! The needs and offers of a State for an element. Does not match needs with
//! offers: people do.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::evidence::{Members, joined};
use super::field::{FieldError, check_text};
use super::value::Value;

/// Defines an enum for a member that takes one of a closed list of words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $member:literal, {
        $($(#[$word_doc:meta])* $word:ident = $key:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$word_doc])* $word,)+
        }

        impl $name {
            /// The name of the member in files.
            pub const MEMBER: &str = $member;
            /// Every choice, in order of display.
            pub const ALL: &[Self] = &[$(Self::$word,)+];
            const KEYS: &[&str] = &[$($key,)+];

            /// The word used in files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$word => $key,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = FieldError;

            fn from_str(key: &str) -> Result<Self, FieldError> {
                let known = Self::ALL.iter().copied().find(|word| word.key() == key);
                known.ok_or_else(|| FieldError::UnknownWord {
                    member: Self::MEMBER,
                    found: key.chars().take(64).collect(),
                    known: Self::KEYS,
                })
            }
        }
    };
}

words!(
    /// The direction of assistance.
    Direction, "direction", {
        /// The State asks for it.
        Need = "need",
        /// The State gives it.
        Offer = "offer",
    }
);

words!(
    /// What assistance consists of.
    AssistanceKind, "kind", {
        /// Money.
        Financial = "financial",
        /// Technical help.
        Technical = "technical",
        /// Training.
        Training = "training",
        /// Equipment.
        Equipment = "equipment",
        /// Help with laws and regulations.
        Legal = "legal",
    }
);

words!(
    /// The state of a need or an offer.
    AssistanceState, "state", {
        /// Nobody has answered yet.
        Open = "open",
        /// A partner is found.
        Matched = "matched",
        /// It was given.
        Delivered = "delivered",
        /// It no longer stands.
        Withdrawn = "withdrawn",
    }
);

/// A need or an offer. An empty text is an absent member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistance {
    /// Need or offer.
    pub direction: Direction,
    /// What it consists of.
    pub kind: AssistanceKind,
    /// How far it has come.
    pub state: AssistanceState,
    /// The partner, in the State's own words.
    pub partner: String,
    /// A free-text note.
    pub note: String,
    /// Members this program does not know; kept unchanged.
    pub unknown: BTreeMap<String, Value>,
}

impl Assistance {
    /// A need or an offer without partner and note.
    pub fn new(direction: Direction, kind: AssistanceKind) -> Self {
        Self {
            direction,
            kind,
            state: AssistanceState::Open,
            partner: String::new(),
            note: String::new(),
            unknown: BTreeMap::new(),
        }
    }

    /// Reads the value of a field named `assistance:<key>`.
    ///
    /// # Errors
    /// If a member is missing, has the wrong type, or has a value that this
    /// program does not know.
    pub fn from_value(value: &Value) -> Result<Self, FieldError> {
        let mut members = Members::of(value)?;
        Ok(Self {
            direction: word(&mut members, Direction::MEMBER)?,
            kind: word(&mut members, AssistanceKind::MEMBER)?,
            state: word(&mut members, AssistanceState::MEMBER)?,
            partner: members.text("partner")?,
            note: members.text("note")?,
            unknown: members.rest(),
        })
    }

    /// The value to write into the field.
    pub fn to_value(&self) -> Value {
        let known = [
            (Direction::MEMBER, self.direction.key()),
            (AssistanceKind::MEMBER, self.kind.key()),
            (AssistanceState::MEMBER, self.state.key()),
            ("partner", self.partner.as_str()),
            ("note", self.note.as_str()),
        ];
        joined(&self.unknown, known)
    }

    /// Checks that this program may write it.
    ///
    /// # Errors
    /// If a text is too long.
    pub fn check(&self) -> Result<(), FieldError> {
        check_text(&self.partner)?;
        check_text(&self.note)
    }
}

fn word<W: FromStr<Err = FieldError>>(
    members: &mut Members,
    name: &'static str,
) -> Result<W, FieldError> {
    let text = members.text(name)?;
    if text.is_empty() { Err(FieldError::Missing(name)) } else { text.parse() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_reads_back() {
        for &direction in Direction::ALL {
            for &kind in AssistanceKind::ALL {
                for &state in AssistanceState::ALL {
                    let unknown = BTreeMap::from([("budget".into(), Value::Integer(9))]);
                    let (partner, note) = ("UNODA".into(), String::new());
                    let item = Assistance { direction, kind, state, partner, note, unknown };
                    assert_eq!(Assistance::from_value(&item.to_value()), Ok(item));
                }
            }
        }
    }

    #[test]
    fn a_word_that_is_not_known_is_named_with_those_that_are() {
        let error = "gift".parse::<Direction>().unwrap_err();
        assert_eq!(error.to_string(), "“gift” is no direction: use one of need, offer");
    }
}
