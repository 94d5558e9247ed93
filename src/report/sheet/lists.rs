//! Reads the lists, evidence and assistance, line by line. A missing line
//! changes nothing; removal must be explicit.

use crate::domain::field;
use crate::domain::value::Value;

use super::cell::{Cell, MARK, check, is_clear};
use super::column::Column;
use super::fault::Problem;
use super::items::{key_and_rest, new_key, value_of};
use super::read::Reader;
use super::values::short;

impl Reader<'_, '_> {
    pub(super) fn read_lists(&mut self) {
        for (column, prefix) in Column::LISTS {
            match self.touched(column) {
                Some(Cell::Text(text)) => self.read_list(column, prefix, &text),
                Some(_) => self.clear_list(column, prefix),
                None => {}
            }
        }
    }

    fn clear_list(&mut self, column: Column, prefix: &'static str) {
        let items = self.entry.items(prefix);
        let names: Vec<String> = items.map(|(key, _)| format!("{prefix}{key}")).collect();
        for name in names {
            self.change(column, &name, Value::Null);
        }
    }

    fn read_list(&mut self, column: Column, prefix: &'static str, text: &str) {
        let mut named: Vec<String> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (key, rest) = key_and_rest(line);
            let key = key.map_or_else(|| new_key(&self.key, line), str::to_owned);
            let name = format!("{prefix}{key}");
            if self.seen.check(&name) != check(line) && !named.contains(&name) {
                self.read_item(column, prefix, &name, rest);
            }
            named.push(name);
        }
        let gone = |(name, _): &&(String, u32)| name.starts_with(prefix) && !named.contains(name);
        let gone: Vec<String> =
            self.seen.checks.iter().filter(gone).map(|(name, _)| name.clone()).collect();
        for name in gone {
            let there = self.entry.items(prefix).any(|(key, _)| name[prefix.len()..] == *key);
            if there {
                self.fault(column, Problem::ItemGone(name[prefix.len()..].to_owned()));
            }
        }
    }

    fn read_item(&mut self, column: Column, prefix: &'static str, name: &str, rest: &str) {
        if is_clear(rest) {
            return self.change(column, name, Value::Null);
        }
        if rest.starts_with(MARK) {
            return self.fault(column, Problem::Mark);
        }
        let before = self.entry.field(name).map_or(Value::Null, |f| f.provisional().clone());
        match value_of(prefix, rest, &before) {
            Ok(value) => match field::check(name, &value) {
                Ok(()) => self.change(column, name, value),
                Err(error) => self.fault(column, Problem::Field(error)),
            },
            Err(Some(error)) => self.fault(column, Problem::Field(error)),
            Err(None) => self.fault(column, Problem::Parts(short(rest))),
        }
    }
}
