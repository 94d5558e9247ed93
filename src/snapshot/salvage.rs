//! Recovers what is left of a damaged file: it has one revision per line, and
//! each is verified by its id. Never yields a revision that nobody wrote.

use std::collections::BTreeSet;

use crate::domain::ordered::Ordered;
use crate::domain::value::Value;

use super::error::{Fault, Place, Refusal};
use super::format::{MAX_DEPTH, MAX_REVISION_DEPTH};
use super::read::Intake;
use super::strict::{self, Notes, cut};

/// Accepts every line that can be verified, in addition to what was accepted
/// before the damage. Text after the end of the file adds nothing to its
/// header.
pub(super) fn take_lines(bytes: &[u8], damage: Option<&Fault>, intake: &mut Intake) {
    intake.notes = Notes::default();
    let known = intake.refused.iter().filter_map(|refusal| refusal.id.clone());
    let judged: BTreeSet<String> = known.to_set();
    let mut in_header = !matches!(damage, Some(Fault::TextAfter));
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let text = String::from_utf8_lossy(line);
        let text = text.trim().trim_end_matches(',');
        if looks_like_revision(text) {
            in_header = false;
            take_line(text, Place::Line(index + 1), line, &judged, intake);
        } else if in_header && !line.starts_with(b" ") && !line.starts_with(b"\t") {
            // An indented line belongs to some other value.
            in_header = !text.ends_with('[');
            take_header(text, intake);
        }
    }
}

fn looks_like_revision(text: &str) -> bool {
    // Other programs may put the id elsewhere. A file without line breaks is one line that begins
    // alike. (Inside a string, quotation marks are escaped.)
    let other = text.contains("\"set\":") && !text.contains("\"revisions\":");
    text.starts_with("{\"id\":") || (text.starts_with('{') && other)
}

fn take_line(
    text: &str,
    place: Place,
    line: &[u8],
    judged: &BTreeSet<String>,
    intake: &mut Intake,
) {
    let (value, fault) = strict::parse(text, MAX_REVISION_DEPTH, &mut intake.notes);
    // A line that was not UTF-8 now contains replacement characters.
    let fault = std::str::from_utf8(line).map_or(Some(Fault::NotUtf8), |_| fault);
    let claimed = value.member("id").and_then(Value::as_text).map(cut);
    let id = claimed.or_else(|| scan_for_id(text));
    let said = id.as_ref().is_some_and(|id| judged.contains(id));
    let (refused, unnamed) = (intake.refused.len(), intake.unnamed);
    match fault {
        Some(fault) => intake.refuse(Refusal { place, id, reason: fault.into() }),
        None => intake.take(value, None, place),
    }
    // A genuine copy counts even after an altered one, but no id is refused twice.
    if said {
        intake.refused.truncate(refused);
        intake.unnamed = unnamed;
    }
}

/// The id of a revision that cannot be parsed, for the message.
pub(super) fn scan_for_id(text: &str) -> Option<String> {
    let (_, after) = text.split_once("\"id\":\"")?;
    after.split_once('"').map(|(id, _)| cut(id))
}

/// The header has several members on one line.
fn take_header(text: &str, intake: &mut Intake) {
    let members = format!("{{{}}}", text.trim_start_matches('{'));
    if let (Value::Map(members), None) = strict::parse(&members, MAX_DEPTH, &mut intake.notes) {
        for (name, value) in members {
            intake.envelope.entry(name).or_insert(value);
        }
    }
}
