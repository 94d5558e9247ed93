//! The six statuses a State can choose for an element, and their display order.
//! An unstated element has no status.

use std::fmt;
use std::str::FromStr;

/// A State's voluntary self-assessment of one element. The order is for
/// display; it does not rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing has begun.
    NotStarted,
    /// Work is under way.
    InProgress,
    /// Some of it is in place.
    PartlyImplemented,
    /// It is in place.
    Implemented,
    /// It is in place and by its nature never ends.
    Ongoing,
    /// The element does not apply to this State.
    NotApplicable,
}

impl Status {
    /// Every status, in order of display.
    pub const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::InProgress,
        Self::PartlyImplemented,
        Self::Implemented,
        Self::Ongoing,
        Self::NotApplicable,
    ];

    /// The key used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::PartlyImplemented => "partly_implemented",
            Self::Implemented => "implemented",
            Self::Ongoing => "ongoing",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The sign shown beside the word, so that colour is never the only cue.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::NotStarted => "○",
            Self::InProgress => "◔",
            Self::PartlyImplemented => "◑",
            Self::Implemented => "●",
            Self::Ongoing => "↻",
            Self::NotApplicable => "–",
        }
    }

    /// Its index in [`Status::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// The text is not the key of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStatus(pub String);

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = Status::ALL.map(Status::key).join(", ");
        write!(f, "“{}” is not a status: use one of {keys}", self.0)
    }
}

impl std::error::Error for UnknownStatus {}

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|status| status.key() == key);
        known.ok_or_else(|| UnknownStatus(key.chars().take(64).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back() {
        for status in Status::ALL {
            assert_eq!(status.key().parse(), Ok(status));
            assert_eq!(Status::ALL[status.index()], status);
        }
        assert!("done".parse::<Status>().is_err());
    }
}
