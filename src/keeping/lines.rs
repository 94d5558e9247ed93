//! Revisions as the lines that storage keeps, and back.

use std::sync::Arc;

use super::batch::Line;
use crate::domain::revision::Revision;
use crate::snapshot::canonical;

/// The line under which a revision is kept.
pub fn line_of(revision: &Revision) -> Line {
    (revision.id().to_string(), canonical::to_line(revision))
}

/// The revisions of the lines that are whole; counts the others.
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
