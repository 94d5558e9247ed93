//! What can be wrong with a file, one of its revisions or its text. Every
//! variant carries the details a person needs. The English sentences are for
//! the command line; interfaces translate the variants.

use std::fmt;

use crate::domain::revision::{FieldName, MAX_FIELDS, MAX_PARENTS, Malformed, RevisionId};

use super::format::{MAX_BYTES, MAX_DEPTH, MAX_NODES, VERSION};

/// Why a text is not strict JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Two members of one object have the same name after unescaping.
    DuplicateKey(String),
    /// A name has characters outside printable ASCII.
    KeyNotAscii(String),
    /// A number is not an integer within ±(2^53 − 1), is negative zero, or is
    /// written with a fraction or an exponent.
    NotAnInteger,
    /// Values are nested more deeply than a snapshot allows.
    TooDeep,
    /// There are more values than a snapshot allows.
    TooManyNodes,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// A text contains half of a surrogate pair.
    LoneSurrogate,
    /// The text ends before the value does.
    Truncated,
    /// Something follows the complete value.
    TextAfter,
    /// The text is not JSON at this position.
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
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
        // The parser distinguishes these two only in its message.
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
    /// It is not strict JSON.
    Json(Fault),
    /// It is not a JSON object.
    NotAnObject,
    /// A required member is missing.
    Missing(&'static str),
    /// A member has the wrong type.
    WrongType {
        /// The member.
        member: &'static str,
        /// The expected type.
        expected: &'static str,
    },
    /// A member does not have the required form.
    Malformed {
        /// The member.
        member: &'static str,
        /// What is wrong with it.
        reason: Malformed,
    },
    /// The content does not match the id: it was changed or damaged.
    WrongHash {
        /// The id in the file.
        claimed: RevisionId,
        /// The id of the content.
        computed: RevisionId,
    },
    /// It has a later revision format.
    Newer(i64),
    /// It names more than [`MAX_PARENTS`] parents.
    TooManyParents(usize),
    /// It sets more than [`MAX_FIELDS`] fields.
    TooManyFields(usize),
    /// `p` is present but empty; without parents it must be left out.
    EmptyParents,
    /// A private field is in the list of shared revisions.
    Private(FieldName),
    /// A field that is not private is in the list of private revisions.
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
    /// It has more than [`MAX_BYTES`] bytes; the number known so far.
    TooLarge(usize),
    /// It has more than [`MAX_NODES`] values.
    TooManyNodes,
    /// It has no bytes, or only spaces and zeros.
    Empty,
    /// It is compressed or an archive.
    Packed,
    /// It is a web page, such as the notice of a mail gateway.
    WebPage,
    /// It is UTF-16 text.
    Utf16,
    /// It is something else; what it seems to be, if known.
    NotASnapshot(Option<String>),
    /// It has a later version of the format.
    NewerVersion {
        /// The version.
        version: i64,
        /// The program that wrote it, according to the file.
        app: String,
    },
    /// Its version is missing or not a positive integer.
    NoVersion,
    /// A member of the envelope occurs twice.
    DuplicateMember(String),
    /// It has no list of revisions.
    NoRevisions,
    /// It is damaged, and none of its revisions could be recovered.
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

/// The position of a refused revision in the file.
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

/// A revision that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its position in the file.
    pub place: Place,
    /// The id it claims, cut to a readable length.
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
    /// The file is damaged; its revisions were recovered one by one.
    Incomplete(Fault),
    /// The file is complete, but something follows its end.
    TextAfter,
    /// A member of the envelope is missing or invalid.
    Header(String),
    /// An author is missing or invalid; the entry is kept unchanged.
    Author(String),
    /// The number of revisions differs from the number in the file's header.
    Count {
        /// The number in the header.
        claimed: i64,
        /// The number of accepted revisions.
        found: usize,
    },
    /// The fingerprint differs from the one in the file's header.
    Fingerprint {
        /// The fingerprint in the header.
        claimed: String,
        /// The fingerprint of the accepted revisions.
        found: String,
    },
    /// The file belongs to another edition of the source document.
    OtherEdition(String),
    /// The file has a later minor version; unknown members are kept.
    NewerMinor(i64),
    /// The number of refused revisions beyond those listed.
    MoreRefused(usize),
    /// A file that is not a backup has this many private revisions; they were ignored.
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
