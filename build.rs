//! Turns the reference data and the texts into Rust and into compact language
//! packs. A message, a translation or a name that is missing in one language
//! stops the build here, naming what is missing and where.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value, json};

/// The languages, the authority first. A folder of `locales` each.
const LANGUAGES: [&str; 2] = ["fr", "en"];

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in ["build.rs", "locales", "src/reference"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let reference = Reference::load(&root.join("src/reference"))?;
    fs::write(out.join("reference.rs"), reference.to_rust()?)?;

    let messages = load_all(&root, "ui.json")?;
    for (language, texts) in &messages {
        same_keys(&format!("locales/{language}/ui.json"), texts, &messages["en"])?;
        same_placeholders(language, texts, &messages["en"])?;
    }
    fs::write(out.join("messages.rs"), message_constants(&messages["en"])?)?;
    for language in LANGUAGES {
        let pack = reference.pack(&root, language, &messages[language])?;
        fs::write(out.join(format!("pack.{language}.json")), pack.to_string())?;
    }
    Ok(())
}

fn load(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn load_map(path: &Path) -> Result<Map<String, Value>> {
    match load(path)? {
        Value::Object(map) => Ok(map),
        _ => Err(format!("{}: expected an object", path.display()).into()),
    }
}

fn load_all(root: &Path, name: &str) -> Result<BTreeMap<&'static str, Map<String, Value>>> {
    let load =
        |language| Ok((language, load_map(&root.join("locales").join(language).join(name))?));
    LANGUAGES.into_iter().map(load).collect()
}

fn same_keys(place: &str, texts: &Map<String, Value>, wanted: &Map<String, Value>) -> Result<()> {
    let keys = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = keys(wanted).difference(&keys(texts)).cloned().collect();
    let surplus: Vec<_> = keys(texts).difference(&keys(wanted)).cloned().collect();
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    Err(format!("{place}: missing {missing:?}, not in English {surplus:?}").into())
}

/// The `{names}` in a text, or in all forms of a plural.
fn placeholders(text: &Value) -> BTreeSet<String> {
    match text {
        Value::String(text) => {
            let parts = text.split('{').skip(1);
            parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
        }
        Value::Object(forms) => forms.values().flat_map(placeholders).collect(),
        _ => BTreeSet::new(),
    }
}

fn same_placeholders(
    language: &str,
    texts: &Map<String, Value>,
    wanted: &Map<String, Value>,
) -> Result<()> {
    for (key, text) in texts {
        if text.is_object() && text["other"].as_str().is_none_or(str::is_empty) {
            return Err(format!("locales/{language}/ui.json: “{key}” has no form “other”").into());
        }
        let empty = text.as_str().is_some_and(|text| text.trim().is_empty());
        if empty || text.is_object() != wanted[key].is_object() {
            return Err(format!("locales/{language}/ui.json: “{key}” is empty or misshapen").into());
        }
        if placeholders(text) != placeholders(&wanted[key]) {
            return Err(
                format!("locales/{language}/ui.json: “{key}” has other placeholders").into()
            );
        }
    }
    Ok(())
}

/// `entry.status` becomes `ENTRY_STATUS`; a key that no code names is dead
/// code, which the linter reports.
fn message_constants(english: &Map<String, Value>) -> Result<String> {
    let mut code = String::new();
    let (mut messages, mut plurals) = (0, 0);
    for (key, text) in english {
        let name = key.to_uppercase().replace(['.', '-'], "_");
        let (kind, index) = match text {
            Value::String(_) => ("Message", &mut messages),
            _ => ("Plural", &mut plurals),
        };
        writeln!(code, "/// `{key}`\npub const {name}: {kind} = {kind}({index});")?;
        *index += 1;
    }
    Ok(code)
}

/// The reference data as loaded.
struct Reference {
    nodes: Vec<Value>,
    anomalies: Vec<Value>,
    participants: Vec<Value>,
    names: BTreeMap<String, Value>,
    record: Vec<Value>,
    source_sha256: String,
}

impl Reference {
    fn load(folder: &Path) -> Result<Self> {
        let outline = load(&folder.join("outline.fr.json"))?;
        let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let names = array(&load(&folder.join("state-names.json"))?);
        let keyed = names.into_iter().map(|name| (text(&name, "code").to_owned(), name));
        Ok(Self {
            nodes: array(&outline["nodes"]),
            anomalies: array(&load(&folder.join("anomalies.json"))?),
            participants: array(&load(&folder.join("participants.json"))?),
            names: keyed.collect(),
            record: array(&load(&folder.join("record.json"))?),
            source_sha256: text(&outline, "source_sha256").to_owned(),
        })
    }

    fn to_rust(&self) -> Result<String> {
        let mut code = String::new();
        writeln!(code, "/// SHA-256 of the source document's text file.")?;
        writeln!(code, "pub const SOURCE_SHA256: &str = {:?};", self.source_sha256)?;
        self.write_elements(&mut code)?;
        self.write_participants(&mut code)?;
        self.write_record(&mut code)?;
        Ok(code)
    }

    fn write_elements(&self, code: &mut String) -> Result<()> {
        writeln!(code, "const ELEMENTS: &[RawElement] = &[")?;
        for node in &self.nodes {
            let id = text(node, "id");
            let sic = self.anomalies.iter().filter(|anomaly| text(anomaly, "id") == id);
            let sic: Vec<_> = sic.map(|a| (text(a, "quote"), text(a, "emended"))).collect();
            let lines: Vec<_> = list(node, "source_lines").map(Value::to_string).collect();
            let flags: Vec<_> = list(node, "flags").filter_map(Value::as_str).collect();
            writeln!(
                code,
                "RawElement {{ id: {id:?}, parent: {parent:?}, kind: ElementKind::{kind}, \
                 taggable: {taggable}, marker: {marker:?}, fr: {fr:?}, lines: &[{lines}], \
                 flags: &{flags:?}, anomalies: &{sic:?} }},",
                parent = node["parent"].as_str(),
                kind = camel(text(node, "kind")),
                taggable = node["taggable"] == json!(true),
                marker = text(node, "marker"),
                fr = text(node, "fr"),
                lines = lines.join(", "),
            )?;
        }
        writeln!(code, "];")?;
        Ok(())
    }

    fn write_participants(&self, code: &mut String) -> Result<()> {
        writeln!(code, "const PARTICIPANTS: &[RawParticipant] = &[")?;
        for state in &self.participants {
            let group = match state["un_group"].as_str() {
                Some("AFR") => "Some(RegionalGroup::African)",
                Some("APG") => "Some(RegionalGroup::AsiaPacific)",
                Some("EEG") => "Some(RegionalGroup::EasternEuropean)",
                Some("GRULAC") => "Some(RegionalGroup::LatinAmericanAndCaribbean)",
                Some("WEOG") => "Some(RegionalGroup::WesternEuropeanAndOthers)",
                Some(other) => return Err(format!("unknown regional group {other}").into()),
                None => "None",
            };
            let (code_, osce, un) = (text(state, "code"), &state["osce"], &state["un_member"]);
            writeln!(code, "({code_:?}, {osce}, {un}, {group}),")?;
        }
        writeln!(code, "];")?;
        Ok(())
    }

    fn write_record(&self, code: &mut String) -> Result<()> {
        writeln!(code, "const RECORD: &[RawMeeting] = &[")?;
        for meeting in &self.record {
            let sources: Vec<_> = list(meeting, "sources").filter_map(Value::as_str).collect();
            writeln!(
                code,
                "RawMeeting {{ id: {:?}, year: {}, proposal: {:?}, kind: MeetingKind::{}, \
                 outcome: MeetingOutcome::{}, start: {:?}, end: {:?}, place: {:?}, \
                 sources: &{sources:?}, as_of: {:?} }},",
                text(meeting, "id"),
                meeting["year"],
                meeting["planned"].as_str(),
                camel(text(meeting, "kind")),
                match text(meeting, "outcome") {
                    "postponed_held" => "HeldLate".to_owned(),
                    other => camel(other),
                },
                meeting["start"].as_str(),
                meeting["end"].as_str(),
                meeting["place"].as_str(),
                text(meeting, "as_of"),
            )?;
        }
        writeln!(code, "];")?;
        Ok(())
    }

    /// Everything of one language that the program shows, in the order of the
    /// reference data.
    fn pack(&self, root: &Path, language: &str, ui: &Map<String, Value>) -> Result<Value> {
        let folder = root.join("locales").join(language);
        let missing = |what: &str, id: &str| format!("locales/{language}: no {what} for “{id}”");
        let translations = match language {
            "fr" => None,
            _ => Some(load_map(&folder.join("outline.json"))?),
        };
        let mut outline = Vec::new();
        for node in &self.nodes {
            let id = text(node, "id");
            outline.push(match &translations {
                None => Value::from(""), // the source itself; not carried twice
                Some(texts) => texts.get(id).ok_or_else(|| missing("outline text", id))?.clone(),
            });
        }
        let mut names = Vec::new();
        for state in &self.participants {
            let code = text(state, "code");
            let name = self.names.get(code).map(|name| text(name, language)).unwrap_or_default();
            if name.is_empty() {
                return Err(missing("name", code).into());
            }
            names.push(name);
        }
        let texts = load_map(&folder.join("record.json"))?;
        let mut record = Vec::new();
        for meeting in &self.record {
            let id = text(meeting, "id");
            let found = texts.get(id).ok_or_else(|| missing("meeting", id))?;
            let texts = ["short", "name", "note"].map(|member| text(found, member));
            if texts.contains(&"") {
                return Err(missing("complete text of the meeting", id).into());
            }
            record.push(texts);
        }
        let (plurals, messages): (Vec<_>, Vec<_>) = ui.values().partition(|text| text.is_object());
        Ok(json!({ "messages": messages, "plurals": plurals, "outline": outline,
                   "names": names, "record": record }))
    }
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, member: &str) -> impl Iterator<Item = &'a Value> {
    value[member].as_array().into_iter().flatten()
}

/// `not_listed` becomes `NotListed`.
fn camel(snake: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    snake.split('_').map(capital).collect()
}
