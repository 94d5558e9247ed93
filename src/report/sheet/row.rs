//! An entry as cells. Equal entries give equal cells in every language, so that
//! checksums can be compared later.

use crate::domain::entry::{Entry, Field};
use crate::domain::field;
use crate::domain::value::Value;
use crate::snapshot::canonical;

use super::cell::{CLEAR, Cell, MARK, check};
use super::column::Column;
use super::items;

/// The cell of a field with a single value.
pub fn field_cell(entry: &Entry, name: &str) -> Cell {
    let Some(field) = entry.field(name) else {
        return Cell::Empty;
    };
    if field.is_contested() {
        let values = field.alternatives.iter().map(|known| shown(&known.value));
        return Cell::marked(&values.collect::<Vec<_>>());
    }
    match field.provisional() {
        Value::Null => Cell::Empty,
        Value::Text(text) => Cell::text(text),
        Value::Integer(number) if name == field::PRIORITY => Cell::text(&number.to_string()),
        other => Cell::marked(&[shown(other)]),
    }
}

/// The items of a list, each with its field name and line.
pub fn item_lines(entry: &Entry, prefix: &'static str) -> Vec<(String, String)> {
    let items = entry.items(prefix).filter(|(key, _)| !key.is_empty());
    let line = |(key, field): (&str, &Field)| {
        let values = field.alternatives.iter().map(|known| item_text(prefix, &known.value));
        let values = values.collect::<Vec<_>>().join(&format!(" {MARK} "));
        let plain = !field.is_contested() && items::parts_of(prefix, field.provisional()).is_some();
        let mark = if plain { String::new() } else { format!("{MARK} ") };
        (format!("{prefix}{key}"), format!("[{key}] {mark}{values}").trim().to_owned())
    };
    items.map(line).collect()
}

/// The cell of a list.
pub fn list_cell(lines: &[(String, String)]) -> Cell {
    let lines: Vec<&str> = lines.iter().map(|(_, line)| line.as_str()).collect();
    Cell::text(&lines.join("\n"))
}

/// The checksum of one field: of its cell, or of its line.
pub fn field_check(entry: &Entry, name: &str) -> u32 {
    let list = Column::LISTS.into_iter().find(|(_, prefix)| name.starts_with(prefix));
    let Some((_, prefix)) = list else {
        return field_cell(entry, name).check();
    };
    let lines = item_lines(entry, prefix);
    lines.iter().find(|(known, _)| known == name).map_or(0, |(_, line)| check(line))
}

/// The fields without a column of their own; read-only. Never contains private
/// fields, whatever the ledger holds.
pub fn other_fields(entry: &Entry) -> Cell {
    let has_column = |name: &str| {
        Column::FIELDS.iter().any(|(_, field)| *field == name)
            || Column::LISTS.iter().any(|(_, prefix)| name.starts_with(prefix))
    };
    let silent = |field: &Field| !field.is_contested() && field.provisional().is_null();
    let other = entry.fields.iter().filter(|(name, field)| {
        !has_column(name.as_str()) && !field::is_private(name.as_str()) && !silent(field)
    });
    let line = |(name, field): (&crate::domain::revision::FieldName, &Field)| {
        let values = field.alternatives.iter().map(|known| shown(&known.value));
        format!("{name}: {}", values.collect::<Vec<_>>().join(&format!(" {MARK} ")))
    };
    Cell::text(&other.map(line).collect::<Vec<_>>().join("\n"))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => CLEAR[0].to_owned(),
        Value::Text(text) => text.clone(),
        other => canonical::to_text(other),
    }
}

fn item_text(prefix: &str, value: &Value) -> String {
    items::parts_of(prefix, value).unwrap_or_else(|| shown(value)).replace(['\r', '\n'], " ")
}
