//! Converts revisions to the lines in storage, and back.

use std::sync::Arc;

use super::batch::Line;
use crate::domain::revision::Revision;
use crate::snapshot::canonical;

/// The key and line of a revision.
pub fn line_of(revision: &Revision) -> Line {
    (revision.id().to_string(), canonical::to_line(revision))
}

/// Parses the readable lines; counts the others.
pub fn readable<'a>(
    lines: impl Iterator<Item = &'a str>,
    unreadable: &mut usize,
) -> Vec<Arc<Revision>> {
    let mut whole = Vec::new();
    for line in lines {
        match canonical::from_line(line) {
            Ok(revision) => whole.push(Arc::new(revision)),
            Err(_) => *unreadable += 1,
        }
    }
    whole
}
