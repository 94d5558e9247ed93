//! The header of a file: checked where it matters, otherwise taken as a claim.
//! No revision is accepted or refused because of it.

use std::collections::BTreeMap;

use crate::domain::ledger::Ledger;
use crate::domain::revision::{AuthorId, Role};
use crate::domain::value::Value;
use crate::reference::{EDITION, SOURCE_SHA256};

use super::canonical::Members;
use super::error::{Fault, SnapshotError, Warning};
use super::format::{FORMAT, KNOWN_MEMBERS, MINOR};
use super::read::{App, Edition, Intake, Reading};
use super::strict::cut;
use super::{Exported, Scope, Snapshot, Unknown, fingerprint, upgrade};

/// Finishes reading.
///
/// # Errors
/// If the file is not a snapshot of a supported version, has a duplicate member
/// in its envelope, or contains nothing that could be verified.
pub(super) fn finish(mut intake: Intake, damage: Option<Fault>) -> Result<Reading, SnapshotError> {
    if let Some(name) = intake.duplicate {
        return Err(SnapshotError::DuplicateMember(name));
    }
    let lists = [&intake.shared, &intake.private];
    let proven = lists.iter().any(|list| list.as_ref().is_some_and(|list| !list.is_empty()));
    // Revisions are verified by their ids and do not need a header.
    let may_be_headless = damage.is_some() && proven;
    let envelope = checked(std::mem::take(&mut intake.envelope), may_be_headless)?;
    match damage {
        // An undamaged file must be complete.
        None | Some(Fault::TextAfter) if intake.shared.is_none() => Err(SnapshotError::NoRevisions),
        Some(fault) if !proven && fault != Fault::TextAfter => Err(SnapshotError::Damaged(fault)),
        _ => Ok(assemble(intake, Claims { members: envelope, warnings: Vec::new() }, damage)),
    }
}

/// The envelope of a snapshot, upgraded to the current version.
fn checked(mut envelope: Members, may_be_headless: bool) -> Result<Members, SnapshotError> {
    match envelope.get("format").map(Value::as_text) {
        Some(Some(FORMAT)) => {}
        // In a damaged file the remains may not be a header: keep known members only.
        _ if may_be_headless => envelope.retain(|name, _| is_known(name)),
        other => return Err(SnapshotError::NotASnapshot(other.flatten().map(cut))),
    }
    let versionless = may_be_headless && !envelope.contains_key("version");
    if versionless { Ok(envelope) } else { upgrade::to_present(envelope) }
}

fn assemble(intake: Intake, mut claims: Claims, damage: Option<Fault>) -> Reading {
    // Only a backup has private revisions, even if its damaged header cannot say so.
    let lost_backup = damage.is_some() && intake.private.is_some();
    claims.note_intake(damage, intake.faulty, intake.unnamed);
    claims.minor();
    let app = claims.app();
    let edition = claims.edition();
    let ledger = intake.shared.unwrap_or_default();
    let claimed_count = claims.count(&ledger);
    let claimed_fingerprint = claims.fingerprint(&ledger);
    let exported = claims.exported(lost_backup);
    let marking = claims.optional_text("marking");
    let (authors, unknown_authors) = claims.authors();
    let private = claims.private(intake.private, exported.scope);
    let settings = claims.members.remove("settings");
    let (envelope, warnings) = claims.rest();
    Reading {
        snapshot: Snapshot {
            exported,
            marking,
            authors,
            ledger,
            private,
            settings,
            unknown: Unknown { envelope, authors: unknown_authors },
        },
        app,
        edition,
        claimed_count,
        claimed_fingerprint,
        refused: intake.refused,
        warnings,
    }
}

/// The members of the envelope, removed one by one as they are read, and the warnings so far.
struct Claims {
    members: Members,
    warnings: Vec<Warning>,
}

impl Claims {
    fn note_intake(&mut self, damage: Option<Fault>, faulty: Vec<String>, unnamed: usize) {
        let headless =
            self.members.remove("format").as_ref().and_then(Value::as_text) != Some(FORMAT);
        self.warnings.extend(damage.map(|fault| match fault {
            Fault::TextAfter if !headless => Warning::TextAfter,
            fault => Warning::Incomplete(fault),
        }));
        if headless {
            self.odd("format");
        }
        self.warnings.extend(faulty.into_iter().map(Warning::Header));
        if unnamed > 0 {
            self.warnings.push(Warning::MoreRefused(unnamed));
        }
    }

    /// The unknown members, and the warnings.
    fn rest(mut self) -> (Members, Vec<Warning>) {
        self.members.retain(|name, _| !is_known(name));
        (self.members, self.warnings)
    }

    fn odd(&mut self, member: &str) {
        self.warnings.push(Warning::Header(member.to_owned()));
    }

    /// An optional text.
    fn optional_text(&mut self, name: &str) -> String {
        match self.members.remove(name) {
            None => String::new(),
            Some(Value::Text(text)) => text,
            Some(_) => {
                self.odd(name);
                String::new()
            }
        }
    }

    fn minor(&mut self) {
        match self.members.remove("minor").map(|minor| minor.as_integer()) {
            Some(Some(minor)) if minor > MINOR => self.warnings.push(Warning::NewerMinor(minor)),
            Some(Some(0..=MINOR)) => {}
            _ => self.odd("minor"),
        }
    }

    fn app(&mut self) -> App {
        let app = self.members.remove("app").unwrap_or(Value::Null);
        let app = App { name: text_in(&app, "name"), version: text_in(&app, "version") };
        if app.name.is_empty() {
            self.odd("app");
        }
        app
    }

    fn edition(&mut self) -> Edition {
        let edition = self.members.remove("edition").unwrap_or(Value::Null);
        let edition = Edition { id: text_in(&edition, "id"), sha256: text_in(&edition, "sha256") };
        if edition.id.is_empty() {
            self.odd("edition");
        } else if edition.id != EDITION || edition.sha256 != SOURCE_SHA256 {
            self.warnings.push(Warning::OtherEdition(cut(&edition.id)));
        }
        edition
    }

    fn exported(&mut self, lost_backup: bool) -> Exported {
        let exported = self.members.remove("exported").unwrap_or(Value::Null);
        exported_in(&exported).unwrap_or_else(|| {
            self.odd("exported");
            let scope = if lost_backup { Scope::Backup } else { Scope::Aggregate };
            Exported { time: 0, by: nobody(), scope }
        })
    }

    /// The authors' names, and what is unknown about authors.
    fn authors(&mut self) -> (BTreeMap<AuthorId, String>, Members) {
        let (mut authors, mut unknown) = (BTreeMap::new(), Members::new());
        let Some(Value::Map(members)) = self.members.remove("authors") else {
            self.odd("authors");
            return (authors, unknown);
        };
        for (id, value) in members {
            match (id.parse::<AuthorId>(), name_and_rest(&value)) {
                (Ok(author), Some((name, rest))) => {
                    authors.insert(author, name);
                    if !rest.is_empty() {
                        unknown.insert(id, Value::Map(rest));
                    }
                }
                _ => {
                    self.warnings.push(Warning::Author(cut(&id)));
                    unknown.insert(id, value);
                }
            }
        }
        (authors, unknown)
    }

    fn count(&mut self, ledger: &Ledger) -> Option<i64> {
        let Some(claimed) = self.members.remove("count").and_then(|count| count.as_integer())
        else {
            self.odd("count");
            return None;
        };
        let found = ledger.len();
        if usize::try_from(claimed) != Ok(found) {
            self.warnings.push(Warning::Count { claimed, found });
        }
        Some(claimed)
    }

    fn fingerprint(&mut self, ledger: &Ledger) -> Option<String> {
        let Some(Value::Text(claimed)) = self.members.remove("fingerprint") else {
            self.odd("fingerprint");
            return None;
        };
        let found = fingerprint(ledger);
        if claimed != found {
            self.warnings.push(Warning::Fingerprint { claimed: cut(&claimed), found });
        }
        Some(claimed)
    }

    fn private(&mut self, private: Option<Ledger>, scope: Scope) -> Option<Ledger> {
        let private = private?;
        if scope == Scope::Backup {
            return Some(private);
        }
        if !private.is_empty() {
            self.warnings.push(Warning::PrivateIgnored(private.len()));
        }
        None
    }
}

fn is_known(member: &str) -> bool {
    KNOWN_MEMBERS.contains(&member)
}

fn nobody() -> AuthorId {
    AuthorId { role: Role::Reader, participant: None, device: 0 }
}

fn text_in(value: &Value, name: &str) -> String {
    value.member(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn exported_in(value: &Value) -> Option<Exported> {
    Some(Exported {
        time: value.member("t")?.as_integer()?,
        by: text_in(value, "by").parse().ok()?,
        scope: text_in(value, "scope").parse().ok()?,
    })
}

/// An author's name and the other members.
fn name_and_rest(author: &Value) -> Option<(String, Members)> {
    let Value::Map(members) = author else {
        return None;
    };
    let mut rest = members.clone();
    let name = rest.remove("name")?.as_text()?.to_owned();
    Some((name, rest))
}
