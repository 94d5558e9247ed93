//! The constants of the file format and the names of its members. Contains no
//! logic.

/// The value of `format`.
pub const FORMAT: &str = "revcon3-snapshot";

/// The version that is written, and the latest that is read.
pub const VERSION: i64 = 1;

/// The minor version that is written. Files of later minor versions are read
/// too; their unknown members are kept.
pub const MINOR: i64 = 0;

/// The value of `app.name`.
pub const APP_NAME: &str = "revcon3-tracker";

/// The value of `app.version`.
pub const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The largest file that is read, in bytes (64 MiB).
pub const MAX_BYTES: usize = 64 << 20;

/// The maximum number of values in a file. A third of it is enough for all 193
/// States with everything filled in three times.
pub const MAX_NODES: usize = 6_000_000;

/// The maximum number of refused revisions that are listed one by one.
pub const MAX_REFUSALS: usize = 10_000;

/// The maximum nesting depth of values; the file itself counts as 1.
pub const MAX_DEPTH: usize = 8;

/// The maximum nesting depth within a revision, which itself counts as 1: it
/// lies in a list in the file.
pub const MAX_REVISION_DEPTH: usize = MAX_DEPTH - 2;

/// Prefix of the hashed content of a revision, so that the id cannot be the
/// hash of anything else (domain separation).
pub const REVISION_DOMAIN: &str = "revcon3-revision/1\n";

/// Prefix of the hashed ids of a set.
pub const SET_DOMAIN: &str = "revcon3-set/1\n";

/// The members of the envelope that this version knows; all others are kept unchanged.
pub const KNOWN_MEMBERS: [&str; 13] = [
    "format",
    "version",
    "minor",
    "app",
    "edition",
    "exported",
    "marking",
    "authors",
    "count",
    "fingerprint",
    "settings",
    "private",
    "revisions",
];
