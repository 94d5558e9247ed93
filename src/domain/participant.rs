//! The participants: States, the European Union, and fictional ones for
//! training. Does not know their names in any language (see `reference`).

use std::fmt;
use std::str::FromStr;

/// Two capital letters: ISO 3166-1 alpha-2, `EU`, or fictional `XA`–`XZ`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipantCode([u8; 2]);

impl ParticipantCode {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        // Only ASCII capital letters are ever stored.
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether this is one of the fictional participants `XA`–`XZ`, which
    /// stand for no State and are meant for demonstration and training.
    pub fn is_fictional(&self) -> bool {
        self.0[0] == b'X'
    }
}

/// The text is not two capital letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidParticipantCode(pub String);

impl fmt::Display for InvalidParticipantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a participant code: use two capital letters such as FI", self.0)
    }
}

impl std::error::Error for InvalidParticipantCode {}

impl FromStr for ParticipantCode {
    type Err = InvalidParticipantCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match *text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(InvalidParticipantCode(text.chars().take(16).collect())),
        }
    }
}

impl fmt::Display for ParticipantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ParticipantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The regional group of the United Nations that a State belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionalGroup {
    /// African States.
    African,
    /// Asia-Pacific States.
    AsiaPacific,
    /// Eastern European States.
    EasternEuropean,
    /// Latin American and Caribbean States.
    LatinAmericanAndCaribbean,
    /// Western European and other States.
    WesternEuropeanAndOthers,
}

/// A participant that can state progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Its code.
    pub code: ParticipantCode,
    /// Whether it is one of the 57 OSCE participating States.
    pub osce: bool,
    /// Whether it is one of the 193 Members of the United Nations.
    pub un_member: bool,
    /// Its regional group, if any.
    pub group: Option<RegionalGroup>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_capital_letters_make_a_code() {
        let code: ParticipantCode = "FI".parse().unwrap();
        assert_eq!(code.as_str(), "FI");
        assert!(!code.is_fictional());
        assert!("XB".parse::<ParticipantCode>().unwrap().is_fictional());
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "F", "FIN", "fi", "F1", "Fı", "ÉÀ"] {
            assert!(text.parse::<ParticipantCode>().is_err(), "{text}");
        }
    }
}
