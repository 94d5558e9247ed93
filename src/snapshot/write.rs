//! Writes a snapshot. Equal snapshots give equal bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::field;
use crate::domain::ledger::Ledger;
use crate::domain::revision::Revision;
use crate::domain::value::Value;
use crate::reference::{EDITION, SOURCE_SHA256};

use super::canonical::{to_text, write_line};
use super::format::{APP_NAME, APP_VERSION, FORMAT, KNOWN_MEMBERS, MINOR, VERSION};
use super::{Exported, Scope, Snapshot, fingerprint_of};

/// The initial capacity, in bytes: growing the buffer for a file of all States
/// would take longer than writing it.
const USUAL_HEADER: usize = 4_096;
/// The same, for each revision.
const USUAL_LINE: usize = 640;

/// The text of the snapshot file. Private fields are written only into backups,
/// in a separate list.
pub fn write(snapshot: &Snapshot) -> String {
    let backup = snapshot.exported.scope == Scope::Backup;
    let shared = || snapshot.ledger.revisions().filter(|revision| !speaks_in_private(revision));
    let count = shared().count();
    let mut out = String::with_capacity(USUAL_HEADER + count * USUAL_LINE);
    out.push_str("{\n");
    for line in header(snapshot) {
        out.push_str(&line);
        out.push('\n');
    }
    if let Some(settings) = snapshot.settings.as_ref().filter(|_| backup) {
        out.push_str(&member("settings", &to_text(settings)));
        out.push('\n');
    }
    let fingerprint = text(&fingerprint_of(shared()));
    out.push_str(&format!("\"count\":{count},\"fingerprint\":{fingerprint},\n"));
    if let Some(private) = snapshot.private.as_ref().filter(|_| backup) {
        let private = private.revisions().filter(|revision| speaks_only_in_private(revision));
        list(&mut out, "private", private);
        out.push_str(",\n");
    }
    list(&mut out, "revisions", shared());
    out.push_str("}\n");
    out
}

/// The revisions of a set that [`write()`] shares: those without a private
/// field.
pub fn shareable(ledger: Ledger) -> Ledger {
    // The shared ledger is large and usually has no private field: avoid copying.
    if !ledger.revisions().any(|revision| speaks_in_private(revision)) {
        return ledger;
    }
    ledger.revisions().filter(|revision| !speaks_in_private(revision)).cloned().collect()
}

/// The header lines.
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

/// Whether any field is private; such a revision must not be shared.
fn speaks_in_private(revision: &Revision) -> bool {
    revision.body().set.keys().any(|name| field::is_private(name.as_str()))
}

/// Whether all fields are private.
fn speaks_only_in_private(revision: &Revision) -> bool {
    revision.body().set.keys().all(|name| field::is_private(name.as_str()))
}

fn list<'a>(out: &mut String, name: &str, revisions: impl Iterator<Item = &'a Arc<Revision>>) {
    out.push_str(&format!("\"{name}\":["));
    let mut before = "\n";
    for revision in revisions {
        out.push_str(before);
        write_line(out, revision);
        before = ",\n";
    }
    out.push_str("\n]");
}

fn member(name: &str, value: &str) -> String {
    format!("\"{name}\":{value},")
}

fn text(text: &str) -> String {
    to_text(&Value::text(text))
}
