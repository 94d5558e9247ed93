//! Revisions as the lines that storage keeps, and back.

use std::sync::Arc;

use crate::browser::store::Line;
use crate::domain::revision::Revision;
use crate::snapshot::canonical;

/// The line under which a revision is kept.
pub(super) fn line_of(revision: &Revision) -> Line {
    (revision.id().to_string(), canonical::to_line(revision))
}

/// The revisions of the lines that are whole; counts the others.
pub(super) fn readable(lines: &[Line], unreadable: &mut usize) -> Vec<Arc<Revision>> {
    let read = lines.iter().map(|(_, line)| canonical::from_line(line));
    let whole: Vec<_> = read.filter_map(Result::ok).map(Arc::new).collect();
    *unreadable += lines.len() - whole.len();
    whole
}
