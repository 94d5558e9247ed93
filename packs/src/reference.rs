//! The reference data: outline, participants and meetings on record, as Rust constants, and the
//! part of a pack that belongs to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::texts::{load, load_map};
use super::{Result, SOURCE};

/// The reference data as loaded.
#[derive(Debug)]
pub struct Reference {
    nodes: Vec<Value>,
    anomalies: Vec<Value>,
    participants: Vec<Value>,
    names: BTreeMap<String, Value>,
    record: Vec<Value>,
    source_sha256: String,
}

impl Reference {
    /// Loads the files of a folder.
    pub fn load(folder: &Path) -> Result<Self> {
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

    /// The ids that have texts, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let (nodes, meetings) = (self.nodes.iter(), self.record.iter());
        let states = self.participants.iter().map(|state| text(state, "code"));
        nodes.chain(meetings).map(|node| text(node, "id")).chain(states)
    }

    /// The data as Rust constants.
    pub fn to_rust(&self) -> Result<String> {
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

    /// The texts of a language for the reference data, in its order.
    pub fn pack(&self, folder: &Path, language: &str) -> Result<Map<String, Value>> {
        let missing = |what: &str, id: &str| format!("locales/{language}: no {what} for “{id}”");
        let translations = match language {
            SOURCE => None,
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
            let place = text(found, "place");
            let placeless = place.is_empty() != meeting["place"].is_null();
            if texts.contains(&"") || placeless {
                return Err(missing("complete text of the meeting", id).into());
            }
            record.push([texts[0], texts[1], texts[2], place]);
        }
        let names = Value::from(names);
        let parts = [("outline", json!(outline)), ("names", names), ("record", json!(record))];
        Ok(parts.map(|(name, part)| (name.to_owned(), part)).into_iter().collect())
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
