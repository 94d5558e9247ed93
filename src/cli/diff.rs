//! `revcon3 diff`: the differences between two snapshots, or in one since a
//! day, for people or as JSON. Differences are not a failure.

use std::collections::BTreeMap;
use std::path::Path;

use revcon3_tracker::domain::diff::{Change, Kind, Side, claimed_by, count, diff};
use revcon3_tracker::domain::entry::Alternative;
use revcon3_tracker::domain::target::format_day;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::{self, Language, outline};
use revcon3_tracker::snapshot::{self, Reading, canonical::to_text};

use crate::args::Diff;
use crate::failure::{Failure, Outcome, print, print_data};
use crate::{files, new};

/// Compares the requested sides.
pub fn run(request: &Diff) -> Outcome {
    let (before, after) = match (request.files.as_slice(), request.since) {
        ([before, after], None) => (before, after),
        ([only], Some(_)) => (only, only),
        ([_], None) => return usage("name the file after, or a day with --since"),
        _ => return usage("with --since, name one file"),
    };
    let (old, newer) = (read(before)?, if before == after { None } else { Some(read(after)?) });
    let newer = newer.as_ref().unwrap_or(&old);
    if let Some(code) = request.participant {
        new::check_participant_in(code, &[&old.snapshot.ledger, &newer.snapshot.ledger])?;
    }
    let counts = request.since.map(claimed_by);
    let side = match &counts {
        Some(counts) => Side::part(&old.snapshot.ledger, counts),
        None => Side::whole(&old.snapshot.ledger),
    };
    let mut changes = diff(outline(), side, Side::whole(&newer.snapshot.ledger));
    changes.retain(|change| request.participant.is_none_or(|only| only == change.participant));
    let until = request.since.map(format_day);
    if request.json {
        let before = source_value(before, &old, until.as_deref());
        print_data(&as_json(before, source_value(after, newer, None), &changes))
    } else {
        print(&as_text(&name(before, until.as_deref()), &name(after, None), &changes))
    }
}

fn usage(message: &str) -> Outcome {
    Err(Failure::Usage(message.to_owned()))
}

fn read(path: &Path) -> Result<Reading, Failure> {
    let reading = files::read(path)?;
    files::say_what_is_odd(path, &reading);
    Ok(reading)
}

fn source_value(path: &Path, reading: &Reading, until: Option<&str>) -> Value {
    let mut members = vec![
        ("file", Value::text(path.display().to_string())),
        ("fingerprint", Value::text(snapshot::fingerprint(&reading.snapshot.ledger))),
    ];
    members.extend(until.map(|day| ("until", Value::text(day))));
    object(members)
}

fn as_json(before: Value, after: Value, changes: &[Change]) -> String {
    let changes = Value::List(changes.iter().map(change_value).collect());
    to_text(&object([("before", before), ("after", after), ("changes", changes)])) + "\n"
}

fn change_value(change: &Change) -> Value {
    let values = |side: &[Alternative]| Value::List(side.iter().map(|a| a.value.clone()).collect());
    let section = change.section(outline()).map_or(Value::Null, |section| Value::text(&section.id));
    object([
        ("participant", Value::text(change.participant.as_str())),
        ("section", section),
        ("element", Value::text(change.subject.as_str())),
        ("field", Value::text(change.field.as_str())),
        ("kind", Value::text(change.kind.key())),
        ("before", values(&change.before)),
        ("after", values(&change.after)),
    ])
}

fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let named = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    Value::Map(named.collect::<BTreeMap<_, _>>())
}

fn name(path: &Path, until: Option<&str>) -> String {
    match until {
        Some(day) => format!("{} up to {day} (as its authors’ clocks claim)", path.display()),
        None => path.display().to_string(),
    }
}

fn as_text(before: &str, after: &str, changes: &[Change]) -> String {
    let mut text = format!("before: {before}\nafter:  {after}\n");
    let (mut participant, mut section) = (None, None);
    for change in changes {
        if participant != Some(change.participant) {
            participant = Some(change.participant);
            section = None;
            let code = change.participant;
            let name = reference::state_name(Language::English, code).unwrap_or_default();
            text += &format!("\n{}\n", format!("{code} {name}").trim_end());
        }
        let heading = heading(change);
        if section.as_ref() != Some(&heading) {
            text += &heading;
            section = Some(heading);
        }
        text += &line(change);
    }
    text + "\n" + &total(changes) + "\n"
}

/// The heading of the element, as in the source.
fn heading(change: &Change) -> String {
    match change.section(outline()) {
        Some(section) => {
            let words = format!("{} {}", section.marker, section.fr);
            format!("  {}  {}\n", section.id, words.trim_start())
        }
        None => "  not in the source\n".to_owned(),
    }
}

fn line(change: &Change) -> String {
    let kind = match change.kind {
        Kind::Stated => "newly stated",
        Kind::Changed => "changed",
        Kind::Withdrawn => "withdrawn",
        Kind::Contested => "became contested",
        Kind::Resolved => "no longer contested",
        Kind::Missing => "not in the file after",
    };
    let (before, after) = (values(&change.before), values(&change.after));
    let said = match change.kind {
        Kind::Stated => after,
        Kind::Withdrawn | Kind::Missing => before,
        Kind::Contested if before.is_empty() => after,
        _ => format!("{before} -> {after}"),
    };
    format!("    {} {} {kind}: {said}\n", change.subject, change.field)
}

/// The values of a side, contested ones separated by `|`.
fn values(side: &[Alternative]) -> String {
    let word = |value: &Value| if value.is_null() { "(withdrawn)".into() } else { to_text(value) };
    side.iter().map(|a| word(&a.value)).collect::<Vec<_>>().join(" | ")
}

fn total(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "no differences".to_owned();
    }
    let counts = Kind::ALL.into_iter().zip(count(changes)).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(kind, n)| format!("{n} {}", kind.key())).collect();
    let noun = if changes.len() == 1 { "difference" } else { "differences" };
    format!("{} {noun}: {}", changes.len(), counts.join(", "))
}
