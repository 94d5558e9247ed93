//! What can be wrong with a file, with one of its revisions or with its
//! text. Every variant carries what a person must know; the English sentences
//! are for the command line, interfaces map the variants to their languages.

use std::fmt;

use crate::domain::revision::{FieldName, MAX_FIELDS, MAX_PARENTS, Malformed, RevisionId};

use super::format::{MAX_BYTES, MAX_DEPTH, MAX_NODES, VERSION};

/// Text that is no strict JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Two members of one object have the same name, however it is escaped.
    DuplicateKey(String),
    /// A name has characters that are not printable ASCII.
    KeyNotAscii(String),
    /// A number is not an integer within ±(2^53 − 1), or has a fraction, an
    /// exponent or a minus before nothing but zero.
    NotAnInteger,
    /// Values lie within values more deeply than a snapshot may.
    TooDeep,
    /// There are more values than a snapshot may have.
    TooManyNodes,
    /// The bytes are no UTF-8.
    NotUtf8,
    /// A text has one half of a surrogate pair, which is no character.
    LoneSurrogate,
    /// The text ends before the value does.
    Truncated,
    /// The value is whole, and something stands after it.
    TextAfter,
    /// The text is no JSON at this place, counted from 1.
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateKey(name) => write!(f, "the member “{name}” occurs twice"),
            Self::KeyNotAscii(name) => write!(f, "the name “{name}” is not printable ASCII"),
            Self::NotAnInteger => {
                f.write_str("a number is not an integer between −(2^53 − 1) and 2^53 − 1")
            }
            Self::TooDeep => write!(f, "values are nested more than {MAX_DEPTH} deep"),
            Self::TooManyNodes => write!(f, "there are more than {MAX_NODES} values"),
            Self::NotUtf8 => f.write_str("the bytes are not UTF-8"),
            Self::LoneSurrogate => {
                f.write_str("a text has half a character (a lone surrogate, \\ud800 to \\udfff)")
            }
            Self::Truncated => f.write_str("the text ends too early"),
            Self::TextAfter => f.write_str("something stands after the end"),
            Self::Syntax { line, column } => {
                write!(f, "the text is not JSON at line {line}, column {column}")
            }
        }
    }
}

impl std::error::Error for Fault {}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Truncated;
        }
        // The parser tells these two apart in its words only.
        let words = error.to_string();
        if words.starts_with("number out of range") {
            Self::NotAnInteger
        } else if words.contains("surrogate") || words.starts_with("unexpected end of hex escape") {
            Self::LoneSurrogate
        } else {
            Self::Syntax { line: error.line(), column: error.column() }
        }
    }
}

/// Why one revision is refused. The rest of its file is not affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionError {
    /// It is no strict JSON.
    Json(Fault),
    /// It is no JSON object.
    NotAnObject,
    /// A member that must be there is not.
    Missing(&'static str),
    /// A member is of the wrong type.
    WrongType {
        /// The member.
        member: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// A member does not have the form it must have.
    Malformed {
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        reason: Malformed,
    },
    /// It is not what its author wrote: the content does not have this id.
    WrongHash {
        /// The id in the file.
        claimed: RevisionId,
        /// The id of the content.
        computed: RevisionId,
    },
    /// It is of a later revision format.
    Newer(i64),
    /// It names more than [`MAX_PARENTS`] parents.
    TooManyParents(usize),
    /// It sets more than [`MAX_FIELDS`] fields.
    TooManyFields(usize),
    /// `p` is there and empty; without parents it is left out.
    EmptyParents,
    /// A private field stands among the shared ones.
    Private(FieldName),
    /// A field that is not private stands among the private ones.
    NotPrivate(FieldName),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(fault) => fault.fmt(f),
            Self::NotAnObject => f.write_str("it is not a JSON object"),
            Self::Missing(member) => write!(f, "the member “{member}” is missing"),
            Self::WrongType { member, expected } => write!(f, "“{member}” must be {expected}"),
            Self::Malformed { member, reason } => write!(f, "“{member}”: {reason}"),
            Self::WrongHash { claimed, computed } => write!(
                f,
                "it was altered or damaged: it says it is {claimed}, its content is {computed}"
            ),
            Self::Newer(version) => {
                write!(f, "it is of revision format {version}: update this program")
            }
            Self::TooManyParents(count) => {
                write!(f, "it names {count} parents, more than {MAX_PARENTS}")
            }
            Self::TooManyFields(count) => {
                write!(f, "it sets {count} fields, more than {MAX_FIELDS}")
            }
            Self::EmptyParents => f.write_str("“p” is empty: it must be left out then"),
            Self::Private(name) => {
                write!(f, "“{name}” is private and stands among the shared")
            }
            Self::NotPrivate(name) => {
                write!(f, "“{name}” is shared and stands among the private")
            }
        }
    }
}

impl std::error::Error for RevisionError {}

impl From<Fault> for RevisionError {
    fn from(fault: Fault) -> Self {
        Self::Json(fault)
    }
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// It has more than [`MAX_BYTES`] bytes: so many are known of.
    TooLarge(usize),
    /// It has more than [`MAX_NODES`] values.
    TooManyNodes,
    /// It has no bytes, or none but spaces and zeros.
    Empty,
    /// It is compressed, or lies in an archive.
    Packed,
    /// It is a page of the web, such as the notice of a mail gateway.
    WebPage,
    /// It is text of 16 bits to the character.
    Utf16,
    /// It is something else; this is what it says it is.
    NotASnapshot(Option<String>),
    /// It is of a later version of the format.
    NewerVersion {
        /// The version.
        version: i64,
        /// The program that wrote it, as the file says.
        app: String,
    },
    /// Its version is missing or no positive integer.
    NoVersion,
    /// A member of the envelope occurs twice.
    DuplicateMember(String),
    /// It has no list of revisions.
    NoRevisions,
    /// It is damaged, and not one revision of it could be saved.
    Damaged(Fault),
}

const ASK: &str = "ask the sender to export it again";
const PACKED: &str =
    "the file is an archive or compressed: unpack it and choose the .json file in it";
const WEB_PAGE: &str = "the file is a web page, perhaps the notice of a mail gateway or a page to \
    sign in: open it in a browser to see what it asks, then fetch the snapshot again";
const UTF16: &str = "the text is UTF-16: choose the file as it was sent, or save it as UTF-8";

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(_) => write!(
                f,
                "the file has more than {MAX_BYTES} bytes and is not read: \
                 ask for one file per participant"
            ),
            Self::TooManyNodes => write!(
                f,
                "the file has more than {MAX_NODES} values: ask for one file per participant"
            ),
            Self::Empty => write!(f, "there is nothing in the file: {ASK}"),
            Self::Packed => f.write_str(PACKED),
            Self::WebPage => f.write_str(WEB_PAGE),
            Self::Utf16 => f.write_str(UTF16),
            Self::NotASnapshot(None) => {
                f.write_str("not a RevCon3 snapshot: choose a file exported by RevCon3 tracker")
            }
            Self::NotASnapshot(Some(format)) => write!(
                f,
                "not a RevCon3 snapshot but “{format}”: choose a file exported by RevCon3 tracker"
            ),
            Self::NewerVersion { version, app } => write!(
                f,
                "the file is of format {version}, made by {app}: \
                 update this program, or ask for an export in format {VERSION}"
            ),
            Self::NoVersion => write!(f, "the file does not say its format version: {ASK}"),
            Self::DuplicateMember(name) => {
                write!(f, "the member “{name}” of the file occurs twice: {ASK}")
            }
            Self::NoRevisions => write!(f, "the file has no list of revisions: {ASK}"),
            Self::Damaged(fault) => {
                write!(f, "the file is damaged ({fault}) and nothing could be saved: {ASK}")
            }
        }
    }
}

impl std::error::Error for SnapshotError {}

/// Where in the file a refused revision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a damaged file: the line, counted from 1.
    Line(usize),
    /// Its place in `revisions`, counted from 1.
    Shared(usize),
    /// Its place in `private`, counted from 1.
    Private(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "the revision on line {line}"),
            Self::Shared(number) => write!(f, "revision {number}"),
            Self::Private(number) => write!(f, "private revision {number}"),
        }
    }
}

/// A revision that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where it stands.
    pub place: Place,
    /// The id it gives itself, cut to a readable length.
    pub id: Option<String>,
    /// Why.
    pub reason: RevisionError,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.fmt(f)?;
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        write!(f, " is refused: {}", self.reason)
    }
}

/// Something a person should know about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The file is damaged; its revisions were saved one by one.
    Incomplete(Fault),
    /// The file is whole, and something stands after its end.
    TextAfter,
    /// A member of the envelope is missing or makes no sense.
    Header(String),
    /// An author is missing or makes no sense; the entry is kept as it is.
    Author(String),
    /// The file says it has a different number of revisions.
    Count {
        /// What it says.
        claimed: i64,
        /// How many were taken over.
        found: usize,
    },
    /// The file says it has a different set of revisions.
    Fingerprint {
        /// What it says.
        claimed: String,
        /// The fingerprint of what was taken over.
        found: String,
    },
    /// The file was written over another edition of the source document.
    OtherEdition(String),
    /// The file is of a later minor version; what is not known is kept.
    NewerMinor(i64),
    /// So many more revisions were refused than are named.
    MoreRefused(usize),
    /// A file that is no backup has private revisions: they were left out.
    PrivateIgnored(usize),
}

const TEXT_AFTER: &str = "something stands after the end of the snapshot, as mail gateways add it: \
    only revisions were read there";

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete(fault) => write!(
                f,
                "the file is incomplete or damaged ({fault}): what could be proven intact was \
                 read; ask the sender to export it again"
            ),
            Self::TextAfter => f.write_str(TEXT_AFTER),
            Self::Header(member) => {
                write!(f, "“{member}” is missing or makes no sense; left out")
            }
            Self::Author(id) => write!(f, "the author “{id}” makes no sense; kept as it is"),
            Self::Count { claimed, found } => write!(
                f,
                "the file says it has {claimed} revisions, {found} were read: it is incomplete \
                 or altered; ask the sender to export it again"
            ),
            Self::Fingerprint { claimed, found } => write!(
                f,
                "the file says its fingerprint is {claimed}, it is {found}: it is incomplete or \
                 altered; compare fingerprints with the sender"
            ),
            Self::OtherEdition(id) => write!(
                f,
                "the file is about another edition of the source document ({id}); it was read, \
                 but its elements may be others"
            ),
            Self::NewerMinor(minor) => write!(
                f,
                "the file is of format {VERSION}.{minor}, made by a later program; what is not \
                 known here is kept: update this program to see it"
            ),
            Self::MoreRefused(count) => write!(f, "{count} more revisions are refused"),
            Self::PrivateIgnored(count) => write!(
                f,
                "{count} private revisions stand in a file that is no backup; they were left out"
            ),
        }
    }
}
