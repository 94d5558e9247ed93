//! The JSON Schema of the snapshot file, made of what the program itself
//! knows: its constants, words and limits. Says what a reader takes without a
//! word; `$defs/written` says what this program writes.

use serde_json::{Map, Value, json};

use revcon3_tracker::domain::assistance::{AssistanceKind, AssistanceState, Direction};
use revcon3_tracker::domain::field::{self, MAX_TEXT};
use revcon3_tracker::domain::revision::{
    FieldName, MAX_FIELDS, MAX_PARENTS, REVISION_VERSION, Role, Subject,
};
use revcon3_tracker::domain::status::Status;
use revcon3_tracker::domain::value::MAX_SAFE_INTEGER;
use revcon3_tracker::snapshot::format::{
    FORMAT, KNOWN_MEMBERS, MAX_DEPTH, MAX_REVISION_DEPTH, VERSION,
};

const TITLE: &str = "A RevCon3 snapshot, format 1";
const ABOUT: &str = "What docs/snapshot-format.md says, as far as a schema can say it. A schema does \
    not see what two programs read differently: members that occur twice, 1.0 for 1, -0, half \
    characters. Nor does it work out hashes, counts and fingerprints. What it finds wrong, a \
    reader refuses or says; what it finds right may still be refused for its hash.";

/// What a reader misses, and says so.
const REQUIRED: [&str; 10] = [
    "format",
    "version",
    "minor",
    "app",
    "edition",
    "exported",
    "authors",
    "count",
    "fingerprint",
    "revisions",
];

/// The printable ASCII that names of members keep to.
const NAME: &str = "^[ -~]*$";
const ID: &str = "^[A-Za-z0-9_-]{26}[AEIMQUYcgkosw048]$";
const CODE: &str = "^[A-Z]{2}$";
const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// Where it is published.
pub const PUBLISHED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../public/schema/snapshot-1.json");

/// The text of the published file.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

/// The whole schema.
///
/// # Panics
/// If the program knows a member that is not described here.
pub fn schema() -> Value {
    let members = members();
    assert!(KNOWN_MEMBERS.iter().all(|name| members.contains_key(*name)), "a member is missing");
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "description": ABOUT,
        "type": "object",
        "required": REQUIRED,
        "properties": members,
        "propertyNames": { "pattern": NAME },
        "additionalProperties": value(MAX_DEPTH - 1),
        "$defs": definitions(),
    })
}

fn members() -> Map<String, Value> {
    Map::from_iter([
        ("format".to_owned(), json!({ "const": FORMAT })),
        ("version".to_owned(), json!({ "const": VERSION })),
        ("minor".to_owned(), integer("a later one is read, and what it adds is kept", 0)),
        ("app".to_owned(), app()),
        ("edition".to_owned(), edition()),
        ("exported".to_owned(), exported()),
        ("marking".to_owned(), json!({ "type": "string", "description": "a handling line" })),
        ("authors".to_owned(), authors()),
        ("count".to_owned(), integer("how many revisions there are", 0)),
        ("fingerprint".to_owned(), id()),
        ("settings".to_owned(), value(MAX_DEPTH - 1)),
        ("private".to_owned(), list_of("privateRevision")),
        ("revisions".to_owned(), list_of("sharedRevision")),
    ])
}

fn definitions() -> Value {
    let mut definitions = Map::from_iter([
        ("id".to_owned(), json!({ "type": "string", "pattern": ID })),
        ("integer".to_owned(), bounded(-MAX_SAFE_INTEGER)),
        ("author".to_owned(), json!({ "type": "string", "pattern": author() })),
        ("sharedRevision".to_owned(), revision("(?!private\\.)")),
        ("privateRevision".to_owned(), revision("(?=private\\.)")),
        ("written".to_owned(), written()),
        ("writtenFields".to_owned(), written_fields()),
        ("text".to_owned(), json!({ "type": ["string", "null"], "maxLength": MAX_TEXT })),
        ("day".to_owned(), json!({ "type": "string", "pattern": DAY })),
    ]);
    for depth in 0..MAX_DEPTH {
        definitions.insert(format!("value{depth}"), nested(depth));
    }
    definitions.into()
}

/// A value that nests so many deep, and no deeper.
fn value(depth: usize) -> Value {
    json!({ "$ref": format!("#/$defs/value{depth}") })
}

fn nested(depth: usize) -> Value {
    let plain = json!([
        { "type": ["null", "boolean", "string"] },
        { "$ref": "#/$defs/integer" },
    ]);
    let Some(inner) = depth.checked_sub(1).map(value) else {
        return json!({ "anyOf": plain });
    };
    let list = json!({ "type": "array", "items": inner });
    let map = json!({
        "type": "object",
        "propertyNames": { "pattern": NAME },
        "additionalProperties": inner,
    });
    let mut choices = plain.as_array().cloned().unwrap_or_default();
    choices.extend([list, map]);
    json!({ "anyOf": choices })
}

fn bounded(least: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": MAX_SAFE_INTEGER })
}

fn integer(about: &str, least: i64) -> Value {
    let mut integer = bounded(least);
    integer["description"] = about.into();
    integer
}

fn id() -> Value {
    json!({ "$ref": "#/$defs/id" })
}

/// A pattern of these words.
fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join("|")
}

fn author() -> String {
    format!("^({})/(-|[A-Z]{{2}})/[0-9a-f]{{16}}$", one_of(Role::ALL.map(Role::key)))
}

fn list_of(revision: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": format!("#/$defs/{revision}") } })
}

fn app() -> Value {
    json!({
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": { "type": "string", "minLength": 1 },
            "version": { "type": "string" },
        },
    })
}

fn edition() -> Value {
    json!({
        "description": "the edition of the source document that element ids belong to",
        "type": "object",
        "required": ["id", "sha256"],
        "properties": {
            "id": { "type": "string", "minLength": 1 },
            "sha256": { "type": "string" },
        },
    })
}

fn exported() -> Value {
    json!({
        "description": "when, by whom and for what: a claim",
        "type": "object",
        "required": ["t", "by", "scope"],
        "properties": {
            "t": { "$ref": "#/$defs/integer" },
            "by": { "$ref": "#/$defs/author" },
            "scope": { "type": "string", "pattern": "^(participant:[A-Z]{2}|aggregate|backup)$" },
        },
    })
}

fn authors() -> Value {
    json!({
        "description": "the names that authors give themselves",
        "type": "object",
        "propertyNames": { "pattern": NAME },
        "patternProperties": {
            (author()): {
                "type": "object",
                "required": ["name"],
                "properties": { "name": { "type": "string" } },
            },
        },
        "additionalProperties": value(MAX_DEPTH - 2),
    })
}

/// A revision whose fields have names that begin like this.
fn revision(begins: &str) -> Value {
    let subject = format!("^[A-Za-z0-9.+_-]{{1,{}}}$", Subject::MAX_LENGTH);
    let name = format!("^{begins}[!-~]{{1,{}}}$", FieldName::MAX_LENGTH);
    json!({
        "type": "object",
        "required": ["id", "v", "s", "e", "by", "t", "set"],
        "properties": {
            "id": id(),
            "v": { "const": REVISION_VERSION },
            "s": { "type": "string", "pattern": CODE },
            "e": { "type": "string", "pattern": subject },
            "by": { "$ref": "#/$defs/author" },
            "t": { "$ref": "#/$defs/integer" },
            "p": { "type": "array", "items": id(), "minItems": 1, "maxItems": MAX_PARENTS },
            "set": {
                "type": "object",
                "maxProperties": MAX_FIELDS,
                "propertyNames": { "pattern": name },
                "additionalProperties": value(MAX_REVISION_DEPTH - 2),
            },
        },
        "propertyNames": { "pattern": NAME },
        "additionalProperties": value(MAX_REVISION_DEPTH - 1),
    })
}

/// A file as this program writes it: every known field holds what it is for.
fn written() -> Value {
    let fields = json!({
        "items": { "properties": { "set": { "$ref": "#/$defs/writtenFields" } } }
    });
    json!({
        "description": "What a writer must keep to. A reader takes anything in a field.",
        "allOf": [{ "$ref": "#" }],
        "required": ["marking"],
        "properties": { "revisions": fields, "private": fields },
    })
}

fn written_fields() -> Value {
    let text = || json!({ "$ref": "#/$defs/text" });
    let mut properties = Map::new();
    for name in field::TEXTS {
        properties.insert(name.to_owned(), text());
    }
    let statuses = Status::ALL.iter().map(|status| Value::from(status.key()));
    let statuses: Vec<Value> = statuses.chain([Value::Null]).collect();
    properties.insert(field::STATUS.into(), json!({ "enum": statuses }));
    let target = json!({ "anyOf": [
        { "type": "null" },
        { "type": "string", "pattern": "^CAL\\.20(19|2[0-4])$" },
        { "$ref": "#/$defs/day" },
    ]});
    properties.insert(field::TARGET.into(), target);
    properties.insert(field::PRIORITY.into(), json!({ "enum": [1, 2, 3, null] }));
    json!({
        "properties": properties,
        "patternProperties": {
            (format!("^{}.", field::EVIDENCE)): evidence(),
            (format!("^{}.", field::ASSISTANCE)): assistance(),
            (format!("^{}.", field::TEXT)): text(),
        },
        "not": { "anyOf": [
            { "required": [field::EVIDENCE] },
            { "required": [field::ASSISTANCE] },
            { "required": [field::TEXT] },
        ]},
    })
}

fn evidence() -> Value {
    json!({
        "type": ["object", "null"],
        "properties": {
            "title": { "type": "string", "maxLength": MAX_TEXT },
            "link": { "type": "string", "maxLength": MAX_TEXT },
            "date": { "$ref": "#/$defs/day" },
        },
        "anyOf": [{ "type": "null" }, { "required": ["title"] }, { "required": ["link"] }],
    })
}

fn assistance() -> Value {
    let words = |all: Vec<&str>| json!({ "enum": all });
    let text = json!({ "type": "string", "maxLength": MAX_TEXT });
    json!({
        "type": ["object", "null"],
        "required": [Direction::MEMBER, AssistanceKind::MEMBER, AssistanceState::MEMBER],
        "properties": {
            (Direction::MEMBER): words(Direction::ALL.iter().map(|word| word.key()).collect()),
            (AssistanceKind::MEMBER):
                words(AssistanceKind::ALL.iter().map(|word| word.key()).collect()),
            (AssistanceState::MEMBER):
                words(AssistanceState::ALL.iter().map(|word| word.key()).collect()),
            "partner": text,
            "note": text,
        },
    })
}
