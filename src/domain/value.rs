//! The values a field can hold: the strict subset of JSON's data model that a
//! revision may carry. Does not know how they are written as text.

use std::collections::BTreeMap;

/// The largest integer (and, negated, the smallest) that every JSON reader
/// represents exactly (2^53 − 1).
pub const MAX_SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// A value in a revision. There are no floating-point numbers, so that all
/// programs serialise a value to the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A cleared field. Clearing is a statement and can be contested.
    Null,
    /// True or false.
    Bool(bool),
    /// An integer within ±[`MAX_SAFE_INTEGER`].
    Integer(i64),
    /// Text, any Unicode scalar values.
    Text(String),
    /// A sequence.
    List(Vec<Value>),
    /// Named members; the names are printable ASCII.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if this is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The named member, if this is a map that has it.
    pub fn member(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(members) => members.get(name),
            _ => None,
        }
    }

    /// Whether this is the cleared value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}
