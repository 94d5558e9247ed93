//! `revcon3 show`: the content of a snapshot, for people or as JSON.

use std::collections::BTreeMap;
use std::path::Path;

use revcon3_tracker::domain::entry::{Alternative, Entry, Field};
use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::Subject;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::{self, canonical::to_text};

use crate::failure::{Failure, Outcome, bad, print, print_data};
use crate::{files, new};

/// Shows the requested entries.
pub fn run(
    path: &Path,
    participant: Option<ParticipantCode>,
    element: Option<&str>,
    json: bool,
) -> Outcome {
    let reading = files::read(path)?;
    files::say_what_is_odd(path, &reading);
    let ledger = &reading.snapshot.ledger;
    if let Some(code) = participant {
        new::check_participant_in(code, &[ledger])?;
    }
    let element = element.map(|id| subject_in(ledger, id)).transpose()?;
    let wanted = |(code, subject): &EntryKey| {
        participant.is_none_or(|only| only == *code)
            && element.as_ref().is_none_or(|only| only == subject)
    };
    let shown = ledger.filtered(wanted);
    let fingerprint = snapshot::fingerprint(ledger);
    if json {
        print_data(&as_json(&shown, &fingerprint))
    } else {
        print(&as_text(&shown, &fingerprint))
    }
}

/// The subject with this id, ignoring case; or one that only the file contains.
fn subject_in(ledger: &Ledger, id: &str) -> Result<Subject, Failure> {
    new::element(id).or_else(|error| {
        let own = ledger.keys().find(|(_, subject)| subject.as_str() == id);
        own.map(|(_, subject)| subject.clone()).ok_or_else(|| bad(error))
    })
}

fn as_json(ledger: &Ledger, fingerprint: &str) -> String {
    let entries = ledger.keys().map(|key| entry_value(key, &ledger.entry(key)));
    let shown = object([
        ("fingerprint", Value::text(fingerprint)),
        ("entries", Value::List(entries.collect())),
    ]);
    to_text(&shown) + "\n"
}

fn entry_value((participant, subject): &EntryKey, entry: &Entry) -> Value {
    let fields = entry.fields.iter().map(|(name, field)| (name.to_string(), field_value(field)));
    let mut members = vec![
        ("participant", Value::text(participant.as_str())),
        ("element", Value::text(subject.as_str())),
        ("fields", Value::Map(fields.collect())),
    ];
    // Present only if true, so that the usual format is unchanged.
    members.extend(entry.incomplete.then_some(("incomplete", Value::Bool(true))));
    object(members)
}

fn field_value(field: &Field) -> Value {
    object([
        ("contested", Value::Bool(field.is_contested())),
        ("provisional", field.provisional().clone()),
        ("values", Value::List(field.alternatives.iter().map(alternative_value).collect())),
    ])
}

fn alternative_value(alternative: &Alternative) -> Value {
    let revisions = alternative.revisions.iter().map(|id| Value::text(id.as_str()));
    object([("value", alternative.value.clone()), ("revisions", Value::List(revisions.collect()))])
}

fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let named = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    Value::Map(named.collect::<BTreeMap<_, _>>())
}

fn as_text(ledger: &Ledger, fingerprint: &str) -> String {
    let mut text = format!("fingerprint {fingerprint}\n");
    for key in ledger.keys() {
        let entry = ledger.entry(key);
        text += &format!("\n{} {}\n", key.0, key.1);
        for (name, field) in &entry.fields {
            let values = field.alternatives.iter().map(|one| to_text(&one.value));
            let mark = if field.is_contested() { " (contested)" } else { "" };
            let values = values.collect::<Vec<_>>().join(" | ");
            text += &format!("  {name}{mark}: {values}\n");
        }
        if entry.incomplete {
            text += "  (history incomplete: ask for a full file)\n";
        }
    }
    text
}
