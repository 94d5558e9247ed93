//! The texts of the interface: loads them, compares each language with English,
//! and generates their names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::{LANGUAGES, MODEL, Result};

/// The texts by language and key.
#[derive(Debug)]
pub struct Texts(BTreeMap<&'static str, Map<String, Value>>);

impl Texts {
    /// Loads the texts of every language and compares them.
    pub fn load(root: &Path) -> Result<Self> {
        let load = |language| {
            let path = root.join("locales").join(language).join("ui.json");
            Ok((language, load_map(&path)?))
        };
        let texts = Self(LANGUAGES.into_iter().map(load).collect::<Result<_>>()?);
        for (language, map) in &texts.0 {
            same_keys(language, map, texts.model())?;
            same_placeholders(language, map, texts.model())?;
        }
        Ok(texts)
    }

    fn model(&self) -> &Map<String, Value> {
        &self.0[MODEL]
    }

    /// The keys, in the order of English.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.model().keys()
    }

    /// `entry.status` becomes `ENTRY_STATUS`; an unused key is dead code, which
    /// the linter reports.
    pub fn constants(&self) -> Result<String> {
        let mut code = String::new();
        for (key, (kind, index)) in self.numbered() {
            let name = key.to_uppercase().replace(['.', '-'], "_");
            writeln!(code, "/// `{key}`\npub const {name}: {kind} = {kind}({index});")?;
        }
        Ok(code)
    }

    /// Each key with its kind and its index within the kind.
    fn numbered(&self) -> impl Iterator<Item = (&String, (&'static str, usize))> {
        let (mut messages, mut plurals) = (0, 0);
        self.model().iter().map(move |(key, text)| {
            let (kind, next) = if text.is_object() {
                ("Plural", &mut plurals)
            } else {
                ("Message", &mut messages)
            };
            *next += 1;
            (key, (kind, *next - 1))
        })
    }

    /// The few words that are understood in every language, because a State may
    /// write them into a sheet. In the order of the languages.
    pub fn words_in_every_language(&self) -> Result<String> {
        let mut code = String::from(
            "/// Texts that are known in every language.\n\
             pub(super) const EVERYWHERE: &[(Message, &[&str])] = &[\n",
        );
        for (key, (kind, index)) in self.numbered() {
            if kind == "Message" && UNDERSTOOD.iter().any(|part| key.starts_with(part)) {
                let words: Vec<_> = LANGUAGES.map(|l| self.0[l][key].as_str().unwrap_or("")).into();
                writeln!(code, "(Message({index}), &{words:?}),")?;
            }
        }
        writeln!(code, "];")?;
        Ok(code)
    }

    /// Adds the texts of a language to its pack, in the order of English.
    pub fn add_to(&self, language: &str, pack: &mut Map<String, Value>) {
        let texts = &self.0[language];
        let ordered = self.model().keys().map(|key| texts[key].clone());
        let (plurals, messages): (Vec<_>, Vec<_>) = ordered.partition(Value::is_object);
        pack.insert("messages".to_owned(), Value::from(messages));
        pack.insert("plurals".to_owned(), Value::from(plurals));
    }
}

/// The key prefixes of [`Texts::words_in_every_language`].
const UNDERSTOOD: [&str; 2] = ["status.", "language.failed"];

pub fn load(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

pub fn load_map(path: &Path) -> Result<Map<String, Value>> {
    match load(path)? {
        Value::Object(map) => Ok(map),
        _ => Err(format!("{}: expected an object", path.display()).into()),
    }
}

fn same_keys(
    language: &str,
    texts: &Map<String, Value>,
    wanted: &Map<String, Value>,
) -> Result<()> {
    let keys = |map: &Map<String, Value>| map.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = keys(wanted).difference(&keys(texts)).cloned().collect();
    let surplus: Vec<_> = keys(texts).difference(&keys(wanted)).cloned().collect();
    if missing.is_empty() && surplus.is_empty() {
        return Ok(());
    }
    Err(format!("locales/{language}/ui.json: missing {missing:?}, not in English {surplus:?}")
        .into())
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
