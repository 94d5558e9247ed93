//! One saved change. Owns the identifiers and the structure of a revision; does
//! not know how an identifier is computed (see `snapshot::canonical`) nor what
//! several revisions mean together (see `projection`).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use litemap::LiteMap;

use super::participant::{InvalidParticipantCode, ParticipantCode};
use super::value::Value;

/// The revision format that this program writes (member `v`).
pub const REVISION_VERSION: i64 = 1;

/// The maximum number of parents of a revision.
pub const MAX_PARENTS: usize = 256;

/// The maximum number of fields a revision sets.
pub const MAX_FIELDS: usize = 64;

/// Input that does not have the required form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What was expected, in words.
    pub expected: &'static str,
    /// What was found, cut to a readable length.
    pub found: String,
}

impl Malformed {
    fn new(expected: &'static str, found: &str) -> Self {
        Self { expected, found: found.chars().take(64).collect() }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not {}", self.found, self.expected)
    }
}

impl std::error::Error for Malformed {}

impl From<InvalidParticipantCode> for Malformed {
    fn from(error: InvalidParticipantCode) -> Self {
        Self::new("a participant code (two capital letters such as FI)", &error.0)
    }
}

/// The content address of a revision: 27 characters of base64url for 20 bytes.
/// Ordered as text, which is the order in files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId([u8; 27]);

impl RevisionId {
    /// Encodes these bytes.
    pub fn from_bytes(bytes: [u8; 20]) -> Self {
        let mut text = [0; 27];
        BASE64URL_NOPAD.encode_mut(&bytes, &mut text);
        Self(text)
    }

    /// The 20 bytes it encodes.
    pub fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        // The constructor has checked the text, so it always decodes.
        let _ = BASE64URL_NOPAD.decode_mut(&self.0, &mut bytes);
        bytes
    }

    /// The 27 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for RevisionId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || Malformed::new("a revision id (27 characters of base64url)", text);
        let characters: [u8; 27] = text.as_bytes().try_into().map_err(|_| malformed())?;
        // Strict: the two spare bits must be zero, so that an id has only one spelling.
        let mut bytes = [0; 20];
        match BASE64URL_NOPAD.decode_mut(&characters, &mut bytes) {
            Ok(20) => Ok(Self(characters)),
            _ => Err(malformed()),
        }
    }
}

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The subject of a revision: an element, an added element (`PoA.4+FI.1`), a
/// question (`Q.1`), a meeting (`CAL.2022`) or `profile`. An opaque key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

impl Subject {
    /// The maximum length, in characters.
    pub const MAX_LENGTH: usize = 64;

    /// Sorts before every valid subject; not valid itself.
    pub(super) fn first() -> Self {
        Self(String::new())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Subject {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
        if (1..=Self::MAX_LENGTH).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new("a subject (such as PoA.1.a.1.i)", text))
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a field: `status`, `note`, `evidence:k3`… Printable ASCII
/// without spaces. Names this program does not know are kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(String);

impl FieldName {
    /// The maximum length, in characters.
    pub const MAX_LENGTH: usize = 128;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FieldName {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let length = (1..=Self::MAX_LENGTH).contains(&text.len());
        if length && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text))
        } else {
            Err(Malformed::new("a field name (such as status)", &text))
        }
    }
}

impl FromStr for FieldName {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The role of an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A State's own delegation.
    Delegation,
    /// The chair's office of the Informal Group of Friends.
    Chair,
    /// A reader: an analyst or another delegation.
    Reader,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Delegation, Self::Chair, Self::Reader];

    /// The word used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Delegation => "delegation",
            Self::Chair => "chair",
            Self::Reader => "reader",
        }
    }
}

impl FromStr for Role {
    type Err = Malformed;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|role| role.key() == key);
        known.ok_or_else(|| Malformed::new("a role (delegation, chair or reader)", key))
    }
}

/// The author: `role/participant-or-dash/16 hex digits`. Claimed, not proven;
/// nothing depends on the digits being unique.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorId {
    /// The role.
    pub role: Role,
    /// The participant the author writes for, if any.
    pub participant: Option<ParticipantCode>,
    /// Distinguishes the devices of one office.
    pub device: u64,
}

impl AuthorId {
    /// Whether this author may edit entries of a participant. A delegation may
    /// for its own State; the chair for everybody, visibly as the chair; a
    /// reader for nobody.
    pub fn may_edit(&self, participant: ParticipantCode) -> bool {
        match self.role {
            Role::Delegation => self.participant == Some(participant),
            Role::Chair => true,
            Role::Reader => false,
        }
    }
}

impl FromStr for AuthorId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || Malformed::new("an author (role/participant/16 hex digits)", text);
        let [role, participant, device] =
            text.splitn(3, '/').collect::<Vec<_>>().try_into().map_err(|_| malformed())?;
        let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if device.len() != 16 || !device.bytes().all(lower_hex) {
            return Err(malformed());
        }
        Ok(Self {
            role: role.parse().map_err(|_| malformed())?,
            participant: match participant {
                "-" => None,
                code => Some(code.parse().map_err(|_| malformed())?),
            },
            device: u64::from_str_radix(device, 16).map_err(|_| malformed())?,
        })
    }
}

impl fmt::Display for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let participant = self.participant.as_ref().map_or("-", ParticipantCode::as_str);
        write!(f, "{}/{}/{:016x}", self.role.key(), participant, self.device)
    }
}

/// The fields that a revision sets. A sorted list, because most revisions set
/// one or two, and a B-tree node allocates room for eleven.
pub type Fields = LiteMap<FieldName, Value>;

/// One field with its value.
pub fn one_field(name: FieldName, value: Value) -> Fields {
    Fields::from_sorted_store_unchecked(vec![(name, value)])
}

/// The content of a revision, without its identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Format of the body (`v`): [`REVISION_VERSION`] when written here.
    pub version: i64,
    /// The participant it is about (`s`).
    pub participant: ParticipantCode,
    /// Its subject (`e`).
    pub subject: Subject,
    /// Its author (`by`).
    pub author: AuthorId,
    /// Claimed time in milliseconds since 1970 (`t`). Shown, but never used to
    /// decide.
    pub time: i64,
    /// The heads of the entry that the author had seen (`p`), in the order of
    /// the file; sorted when written here.
    pub parents: Vec<RevisionId>,
    /// The fields changed (`set`); [`Value::Null`] clears.
    pub set: Fields,
    /// Members this program does not know; kept and hashed unchanged.
    pub unknown: BTreeMap<String, Value>,
}

impl Body {
    /// Whether the author is the delegation of the State it is about.
    pub fn is_own(&self) -> bool {
        let author = &self.author;
        author.role == Role::Delegation && author.participant == Some(self.participant)
    }
}

/// A body together with its content address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    id: RevisionId,
    body: Body,
}

impl Revision {
    /// Pairs a body with its identifier. Only `snapshot::canonical`, which
    /// computes identifiers, may call this.
    pub(crate) fn with_id(id: RevisionId, body: Body) -> Self {
        Self { id, body }
    }

    /// The content address.
    pub fn id(&self) -> RevisionId {
        self.id
    }

    /// Its content.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Whether the author is the delegation of the State it is about.
    pub fn is_own(&self) -> bool {
        self.body.is_own()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let id = RevisionId::from_bytes([7; 20]);
        assert_eq!(id.as_str().parse(), Ok(id));
        assert_eq!(id.to_bytes(), [7; 20]);
        // The last character carries four bits; other spare bits are refused.
        let mut twisted = id.as_str().to_owned();
        twisted.pop();
        twisted.push('d');
        assert_ne!(twisted, id.as_str());
        assert!(twisted.parse::<RevisionId>().is_err());
        assert!("short".parse::<RevisionId>().is_err());
    }

    #[test]
    fn an_author_reads_back() {
        for text in ["delegation/FI/1f9c0a0000000001", "chair/-/00000000000000ff"] {
            assert_eq!(text.parse::<AuthorId>().unwrap().to_string(), text);
        }
        for text in ["chair/-/ff", "king/FI/1f9c0a0000000001", "chair//1f9c0a0000000001"] {
            assert!(text.parse::<AuthorId>().is_err(), "{text}");
        }
        assert!("delegation/FI/1F9C0A0000000001".parse::<AuthorId>().is_err());
    }

    #[test]
    fn a_delegation_writes_for_its_own_state_and_the_chair_for_all() {
        let may = |author: &str, code: &str| {
            author.parse::<AuthorId>().unwrap().may_edit(code.parse().unwrap())
        };
        assert!(may("delegation/FI/0000000000000001", "FI"));
        assert!(!may("delegation/FI/0000000000000001", "SE"));
        assert!(may("chair/-/0000000000000001", "SE"));
        assert!(!may("reader/FI/0000000000000001", "FI"));
    }

    #[test]
    fn subjects_and_fields_keep_to_their_alphabet() {
        assert!("PoA.4+FI.1".parse::<Subject>().is_ok());
        assert!("".parse::<Subject>().is_err());
        assert!("a b".parse::<Subject>().is_err());
        assert!("evidence:k1".parse::<FieldName>().is_ok());
        assert!("é".parse::<FieldName>().is_err());
    }
}
