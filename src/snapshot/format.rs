//! The constants of the file format and the names of its members. Knows no
//! procedure.

/// What `format` says.
pub const FORMAT: &str = "revcon3-snapshot";

/// The version that is written, and the newest that is read.
pub const VERSION: i64 = 1;

/// The minor version that is written. Files of later ones are read, and what
/// is not known in them is kept.
pub const MINOR: i64 = 0;

/// What `app.name` says.
pub const APP_NAME: &str = "revcon3-tracker";

/// What `app.version` says.
pub const APP_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The largest file that is read, in bytes (64 MiB).
pub const MAX_BYTES: usize = 64 << 20;

/// The most values that one file may have. All 193 States with everything
/// filled in three times over have a third of it.
pub const MAX_NODES: usize = 6_000_000;

/// The most refused revisions that are named one by one.
pub const MAX_REFUSALS: usize = 10_000;

/// How deeply values may lie within values, the file itself counted as 1.
pub const MAX_DEPTH: usize = 8;

/// How deeply values may lie within a revision, the revision itself counted
/// as 1: it lies in a list in the file.
pub const MAX_REVISION_DEPTH: usize = MAX_DEPTH - 2;

/// What a revision's content is hashed after, so that an id cannot be taken
/// for the hash of anything else.
pub const REVISION_DOMAIN: &str = "revcon3-revision/1\n";

/// What the ids of a set are hashed after.
pub const SET_DOMAIN: &str = "revcon3-set/1\n";

/// The members of the envelope that this version knows; any other is kept.
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
