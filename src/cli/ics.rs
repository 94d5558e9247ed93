//! `revcon3 ics`: the meetings for calendar programs.

use std::path::Path;

use revcon3_tracker::reference::Language;
use revcon3_tracker::report::ics;

use crate::failure::{Outcome, print};
use crate::files;

/// Writes the meetings whose days are on record.
pub fn run(language: Language, output: &Path) -> Outcome {
    files::write_other(output, ics::write(language))?;
    print(&format!("{}\n", output.display()))
}
