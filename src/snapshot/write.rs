//! Writing a snapshot. The same snapshot is always the same bytes.

use std::collections::BTreeMap;

use crate::domain::field;
use crate::domain::ledger::Ledger;
use crate::domain::revision::Revision;
use crate::domain::value::Value;
use crate::reference::{EDITION, SOURCE_SHA256};

use super::canonical::{to_line, to_text};
use super::format::{APP_NAME, APP_VERSION, FORMAT, KNOWN_MEMBERS, MINOR, VERSION};
use super::{Exported, Scope, Snapshot, fingerprint};

/// The text of the snapshot file. Private fields go into backups only, and
/// there into a list of their own.
pub fn write(snapshot: &Snapshot) -> String {
    let backup = snapshot.exported.scope == Scope::Backup;
    let shared = part(&snapshot.ledger, |revision| !speaks_in_private(revision));
    let mut lines = vec!["{".to_owned()];
    lines.extend(header(snapshot));
    if let Some(settings) = snapshot.settings.as_ref().filter(|_| backup) {
        lines.push(member("settings", &to_text(settings)));
    }
    let count = shared.len();
    lines.push(format!("\"count\":{count},\"fingerprint\":{},", text(&fingerprint(&shared))));
    if let Some(private) = snapshot.private.as_ref().filter(|_| backup) {
        lines.push(list("private", &part(private, speaks_only_in_private)) + ",");
    }
    lines.push(list("revisions", &shared));
    lines.join("\n") + "}\n"
}

/// The lines that say what the file is and who made it.
fn header(snapshot: &Snapshot) -> Vec<String> {
    let Exported { time, by, scope } = &snapshot.exported;
    let (name, version) = (text(APP_NAME), text(APP_VERSION));
    let (edition, sha256) = (text(EDITION), text(SOURCE_SHA256));
    let (by, scope) = (text(&by.to_string()), text(&scope.to_string()));
    let mut lines = vec![
        format!("\"format\":{},\"version\":{VERSION},\"minor\":{MINOR},", text(FORMAT)),
        member("app", &format!("{{\"name\":{name},\"version\":{version}}}")),
        member("edition", &format!("{{\"id\":{edition},\"sha256\":{sha256}}}")),
        member("exported", &format!("{{\"t\":{time},\"by\":{by},\"scope\":{scope}}}")),
        member("marking", &text(&snapshot.marking)),
        member("authors", &to_text(&authors(snapshot))),
    ];
    for (name, value) in &snapshot.unknown.envelope {
        if !KNOWN_MEMBERS.contains(&name.as_str()) {
            lines.push(format!("{}:{},", text(name), to_text(value)));
        }
    }
    lines
}

fn authors(snapshot: &Snapshot) -> Value {
    let mut authors: BTreeMap<String, Value> = snapshot.unknown.authors.clone();
    for (id, name) in &snapshot.authors {
        let more = authors.remove(&id.to_string());
        let mut members = match more {
            Some(Value::Map(members)) => members,
            _ => BTreeMap::new(),
        };
        members.insert("name".into(), Value::text(name));
        authors.insert(id.to_string(), Value::Map(members));
    }
    Value::Map(authors)
}

/// Whether any field is private: such a revision leaves in no share file.
fn speaks_in_private(revision: &Revision) -> bool {
    revision.body().set.keys().any(|name| field::is_private(name.as_str()))
}

/// Whether no field may be shared.
fn speaks_only_in_private(revision: &Revision) -> bool {
    revision.body().set.keys().all(|name| field::is_private(name.as_str()))
}

fn part(ledger: &Ledger, wanted: impl Fn(&Revision) -> bool) -> Ledger {
    ledger.revisions().filter(|revision| wanted(revision)).cloned().collect()
}

fn list(name: &str, ledger: &Ledger) -> String {
    let lines: Vec<String> = ledger.revisions().map(|revision| to_line(revision)).collect();
    let end = if lines.is_empty() { "" } else { "\n" };
    format!("\"{name}\":[\n{}{end}]", lines.join(",\n"))
}

fn member(name: &str, value: &str) -> String {
    format!("\"{name}\":{value},")
}

fn text(text: &str) -> String {
    to_text(&Value::text(text))
}
