//! `revcon3 outline`: the elements of the source document, in order.

use std::collections::BTreeMap;

use revcon3_tracker::domain::outline::{Element, ElementKind};
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::{self, Language};
use revcon3_tracker::snapshot::canonical::to_text;

use crate::failure::{Outcome, print, print_data};

/// Prints the outline.
pub fn run(json: bool) -> Outcome {
    let elements = reference::outline().elements().iter();
    if json {
        let lines: Vec<String> = elements.map(|element| to_text(&value_of(element))).collect();
        print_data(&format!("[\n{}\n]\n", lines.join(",\n")))
    } else {
        print(&elements.map(|element| line_of(element) + "\n").collect::<String>())
    }
}

fn value_of(element: &Element) -> Value {
    let english = reference::translation(Language::English, &element.id).unwrap_or_default();
    let lines = element.source_lines.iter().map(|&line| Value::Integer(line.into()));
    let parent = element.parent.as_deref().map_or(Value::Null, Value::text);
    let members = [
        ("id", Value::text(&element.id)),
        ("parent", parent),
        ("kind", Value::text(key_of(element.kind))),
        ("taggable", Value::Bool(element.taggable)),
        ("marker", Value::text(&element.marker)),
        ("fr", Value::text(&element.fr)),
        ("en", Value::text(english)),
        ("source_lines", Value::List(lines.collect())),
    ];
    Value::Map(BTreeMap::from(members.map(|(name, value)| (name.to_owned(), value))))
}

fn line_of(element: &Element) -> String {
    let indent = "  ".repeat(element.depth());
    let space = if element.marker.is_empty() { "" } else { " " };
    format!("{indent}{}  {}{space}{}", element.id, element.marker, element.fr)
}

fn key_of(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Document => "document",
        ElementKind::Part => "part",
        ElementKind::Heading => "heading",
        ElementKind::Bullet => "bullet",
        ElementKind::Note => "note",
        ElementKind::Meeting => "meeting",
        ElementKind::Question => "question",
        ElementKind::Topic => "topic",
        ElementKind::Preambular => "preambular",
        ElementKind::Operative => "operative",
    }
}
