//! `revcon3 new`: a snapshot from the command line, for scripts and tests.
//! Stricter than a reader: it refuses what this program knows to be wrong. An
//! unknown or misplaced field is written with a warning, because a later
//! program may know it.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use revcon3_tracker::domain::belonging;
use revcon3_tracker::domain::field;
use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::{
    AuthorId, Body, FieldName, Fields, MAX_FIELDS, REVISION_VERSION, Role, Subject,
};
use revcon3_tracker::domain::value::{MAX_SAFE_INTEGER, Value};
use revcon3_tracker::reference::{self, Language, outline};
use revcon3_tracker::snapshot::{self, Exported, Scope, Snapshot, canonical};

use crate::args::New;
use crate::failure::{Failure, Outcome, bad, print, say};
use crate::files;

/// The fields to set, by subject.
type Statements = BTreeMap<Subject, Fields>;

/// Writes the snapshot.
pub fn run(request: &New) -> Outcome {
    check_participant(request.participant)?;
    let statements = statements(&request.set)?;
    let participant = Some(request.participant);
    let author = request.author.clone().unwrap_or_else(|| AuthorId {
        role: Role::Delegation,
        participant,
        device: random(),
    });
    check_author(&author, request.participant)?;
    let time = checked_time(request.time)?;
    let ledger = ledger(request.participant, &author, time, statements);
    let scope = Scope::Participant(request.participant);
    let snapshot = Snapshot::new(Exported { time, by: author, scope }, ledger);
    files::write_snapshot(&request.output, &snapshot)?;
    let fingerprint = snapshot::fingerprint(&snapshot.ledger);
    let (count, path) = (files::revisions(&snapshot.ledger), request.output.display());
    print(&format!("{path}: {count}, fingerprint {fingerprint}\n"))
}

fn ledger(
    participant: ParticipantCode,
    author: &AuthorId,
    time: i64,
    statements: Statements,
) -> Ledger {
    let body = |(subject, set)| Body {
        version: REVISION_VERSION,
        participant,
        subject,
        author: author.clone(),
        time,
        parents: Vec::new(),
        set,
        unknown: BTreeMap::new(),
    };
    statements.into_iter().map(body).map(canonical::identify).map(Arc::new).collect()
}

/// The given time, or now.
pub fn checked_time(given: Option<i64>) -> Result<i64, Failure> {
    let time = given.unwrap_or_else(now);
    if !(-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&time) {
        return Err(bad("--time: use milliseconds since 1970, at most 2^53 − 1"));
    }
    Ok(time)
}

/// Checks that the code belongs to a participant.
pub fn check_participant(code: ParticipantCode) -> Outcome {
    if reference::is_participant(code) {
        return Ok(());
    }
    Err(bad(format!("{code} is no participant: use the code of a State, EU, or XA to XZ")))
}

/// Checks that the author may write for the participant.
fn check_author(author: &AuthorId, participant: ParticipantCode) -> Outcome {
    if author.may_edit(participant) {
        return Ok(());
    }
    let state = reference::participant_name(Language::English, participant);
    Err(bad(format!(
        "--author {author}: this is about {state}, for which this author does not write. Its \
         delegation or the chair’s office can."
    )))
}

/// Checks that the code belongs to a participant or occurs in these sets,
/// because files may be about unknown ones.
pub fn check_participant_in(code: ParticipantCode, ledgers: &[&Ledger]) -> Outcome {
    if ledgers.iter().any(|ledger| ledger.participants().contains(&code)) {
        return Ok(());
    }
    check_participant(code)
}

/// Parses the arguments: a word with `=` sets a field, any other selects the element.
fn statements(words: &[String]) -> Result<Statements, Failure> {
    let mut statements = Statements::new();
    let mut open: Option<Subject> = None;
    for word in words {
        match (word.split_once('='), &open) {
            (Some((name, text)), Some(subject)) => {
                let (name, value) = assignment(name, text)?;
                say_if_misplaced(subject, &name, &value);
                let set = statements.entry(subject.clone()).or_default();
                if set.insert(name.clone(), value).is_some() {
                    return Err(bad(format!("{subject} {name}: is set twice; set it once")));
                }
                if set.len() > MAX_FIELDS {
                    return Err(bad(format!("{subject}: sets more than {MAX_FIELDS} fields")));
                }
            }
            (None, Some(subject)) if !statements.contains_key(subject) => {
                return Err(Failure::Usage(format!("--set {subject}: FIELD=VALUE must follow")));
            }
            (None, _) => open = Some(element(word).map_err(bad)?),
            (Some(_), None) => {
                return Err(Failure::Usage(format!("--set {word}: ELEMENT must come first")));
            }
        }
    }
    match open {
        Some(subject) if !statements.contains_key(&subject) => {
            Err(Failure::Usage(format!("--set {subject}: FIELD=VALUE must follow")))
        }
        _ => Ok(statements),
    }
}

/// The subject with this id; the error says what to do.
pub fn element(id: &str) -> Result<Subject, String> {
    let strange = || format!("“{id}” is not an element: use an id that “revcon3 outline” prints");
    reference::subject_of(id).ok_or_else(strange)
}

fn assignment(name: &str, text: &str) -> Result<(FieldName, Value), Failure> {
    let parsed: FieldName = name.parse().map_err(bad)?;
    if field::is_private(name) {
        return Err(bad(format!("{name}: is private and goes into no file that is shared")));
    }
    if !field::is_known(name) {
        say(format_args!(
            "warning: {name}: this program does not know the field; written as it is"
        ));
    }
    let value = value(name, text).map_err(|error| bad(format!("{name}: {error}")))?;
    field::check(name, &value).map_err(|error| bad(format!("{name}: {error}")))?;
    Ok((parsed, value))
}

fn say_if_misplaced(subject: &Subject, name: &FieldName, value: &Value) {
    // Clearing a misplaced field repairs it, so there is no warning.
    if !value.is_null()
        && let Err(error) = belonging::check(outline(), subject, name.as_str())
    {
        say(format_args!("warning: {subject} {name}: {error}; written as it is"));
    }
}

fn value(name: &str, text: &str) -> Result<Value, snapshot::Fault> {
    let structured = [field::EVIDENCE, field::ASSISTANCE].iter().any(|p| name.starts_with(p));
    match text {
        "" => Ok(Value::Null),
        _ if structured => canonical::from_text(text),
        _ if name == field::PRIORITY => Ok(text.parse().map_or(text.into(), Value::Integer)),
        _ => Ok(text.into()),
    }
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.ok().and_then(|time| i64::try_from(time.as_millis()).ok()).unwrap_or_default()
}

/// A random 64-bit number, from the seed of the standard library's maps. It
/// need not be secret.
fn random() -> u64 {
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}
