//! Makes a new input of those there are. Half of the time it knows nothing of
//! what the bytes mean; the other half it changes the JSON as JSON, and gives
//! the revisions that it changed the ids of their new content, so that what
//! lies behind the hash is reached.

use serde_json::{Map, Value};

use crate::proof::signed;
use crate::random::Random;

/// Larger inputs say nothing more and take longer.
pub const LARGEST: usize = 16 << 10;

/// What matters to readers of JSON, of this format and of links.
const TOKENS: [&str; 64] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "\0",
    " ",
    "\t",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1.5",
    "1e3",
    "1e999",
    "9007199254740991",
    "9007199254740992",
    "-1",
    "\\u0061",
    "\\ud800",
    "\\udc00",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "é",
    "😀",
    "\"id\":",
    "\"set\":",
    "\"p\":[",
    "\"v\":2",
    "\"s\":",
    "\"e\":",
    "\"by\":",
    "\"t\":",
    "\"format\":",
    "\"version\":",
    "\"minor\":",
    "\"revisions\":[",
    "\"private\":[",
    "\"exported\":",
    "\"authors\":{",
    "\"scope\":\"backup\"",
    "\"count\":",
    "\"fingerprint\":",
    "\"settings\":",
    "revcon3-snapshot",
    "private.note",
    "delegation/FI/1f9c0a0000000001",
    "{\"id\":\"",
    "},\n{",
    "\n]}",
    "__proto__",
    "javascript:",
    "https://",
    "mailto:",
    "@",
    "//",
];

/// Bytes that end or begin what they should not.
const BYTES: [u8; 12] = [0, 9, 10, 13, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0xc3, 0xed, 0xff];

/// An input like these.
pub fn mutate(random: &mut Random, pool: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = random.pick(pool).clone();
    if random.below(2) == 0
        && let Some(changed) = change_json(random, &bytes)
    {
        bytes = changed;
        // Often as it is: what is sound JSON goes further.
        if random.below(3) > 0 {
            return bytes;
        }
    }
    for _ in 0..=random.below(4) {
        change_bytes(random, &mut bytes, pool);
    }
    bytes.truncate(LARGEST);
    bytes
}

fn change_bytes(random: &mut Random, bytes: &mut Vec<u8>, pool: &[Vec<u8>]) {
    let at = random.below(bytes.len() + 1);
    let some = random.below(64);
    let end = (at + some).min(bytes.len());
    match random.below(9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        1 if at < bytes.len() => bytes[at] = *random.pick(&BYTES),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        5 => {
            let token = random.pick(&TOKENS).bytes();
            bytes.splice(at..at, token);
        }
        6 => {
            let token = random.pick(&TOKENS).bytes();
            bytes.splice(at..end, token);
        }
        7 => splice(random, bytes, at, pool),
        _ => swap_lines(random, bytes),
    }
}

/// Goes on with a part of another input.
fn splice(random: &mut Random, bytes: &mut Vec<u8>, at: usize, pool: &[Vec<u8>]) {
    let other = random.pick(pool);
    let from = random.below(other.len() + 1);
    let to = from + random.below(other.len() - from + 1);
    bytes.splice(at..at, other[from..to].iter().copied());
}

fn swap_lines(random: &mut Random, bytes: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    lines.swap(a, b);
    *bytes = lines.join(&b'\n');
}

/// The same with one value changed, and the ids set right; nothing if it is
/// no JSON.
fn change_json(random: &mut Random, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut json: Value = serde_json::from_slice(bytes).ok()?;
    for _ in 0..=random.below(3) {
        change_value(random, &mut json);
    }
    let mut changed = if random.below(8) > 0 {
        set_ids_right(&mut json);
        laid_out(&json)
    } else if random.below(2) == 0 {
        serde_json::to_vec(&json).ok()?
    } else {
        serde_json::to_vec_pretty(&json).ok()?
    };
    changed.truncate(LARGEST);
    Some(changed)
}

/// Goes down to some value and makes another of it.
fn change_value(random: &mut Random, value: &mut Value) {
    let deeper = random.below(6) > 0;
    match value {
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = random.below(items.len());
            change_value(random, &mut items[at]);
        }
        Value::Object(members) if deeper && !members.is_empty() => {
            let at = random.below(members.len());
            if let Some(member) = members.values_mut().nth(at) {
                change_value(random, member);
            }
        }
        Value::Array(items) => change_list(random, items),
        Value::Object(members) => change_members(random, members),
        other => *other = some_value(random),
    }
}

fn change_list(random: &mut Random, items: &mut Vec<Value>) {
    let at = random.below(items.len() + 1);
    match random.below(4) {
        0 if at < items.len() => drop(items.remove(at)),
        1 if at < items.len() => items.insert(at, items[at].clone()),
        2 if at < items.len() => items.swap(0, at),
        _ => items.insert(at, some_value(random)),
    }
}

fn change_members(random: &mut Random, members: &mut Map<String, Value>) {
    let at = random.below(members.len() + 1);
    let name = members.keys().nth(at).cloned();
    match (random.below(4), name) {
        (0, Some(name)) => drop(members.remove(&name)),
        (1, Some(name)) => {
            let value = some_value(random);
            members.insert(name, value);
        }
        (2, Some(name)) => {
            let value = members.remove(&name).unwrap_or_default();
            members.insert((*random.pick(&TOKENS)).to_owned(), value);
        }
        _ => {
            let name = random.pick(&["note", "private.x", "evidence:k9", "x", "p", "status", "é"]);
            members.insert((*name).to_owned(), some_value(random));
        }
    }
}

fn some_value(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => 2.into(),
        3 => (9_007_199_254_740_990 + random.below(3) as i64).into(),
        4 => (-1).into(),
        5 => Value::Array(vec![some_number(random); random.below(4)]),
        6 => nested(random.below(8)),
        7 => (*random.pick(&TOKENS)).into(),
        _ => format!("{}{}", random.pick(&TOKENS), random.pick(&TOKENS)).into(),
    }
}

fn some_number(random: &mut Random) -> Value {
    (random.below(1000) as i64 - 500).into()
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::from(1), |inner, level| match level % 2 {
        0 => Value::Array(vec![inner]),
        _ => Value::Object(Map::from_iter([("a".to_owned(), inner)])),
    })
}

fn set_ids_right(json: &mut Value) {
    for list in ["revisions", "private"] {
        let items = json.get_mut(list).and_then(Value::as_array_mut);
        for body in items.into_iter().flatten().filter_map(Value::as_object_mut) {
            body.remove("id");
            let whole = Value::Object(std::mem::take(body));
            if let Ok(Value::Object(right)) = serde_json::from_str(&signed(&whole)) {
                *body = right;
            }
        }
    }
}

/// As this program lays a file out: one revision per line, its id first.
fn laid_out(json: &Value) -> Vec<u8> {
    let Value::Object(members) = json else {
        return json.to_string().into_bytes();
    };
    let mut text = String::from("{\n");
    for (position, (name, value)) in members.iter().enumerate() {
        if position > 0 {
            text.push_str(",\n");
        }
        text.push_str(&format!("{}:", Value::from(name.as_str())));
        match value {
            Value::Array(items) if name == "revisions" || name == "private" => {
                let lines: Vec<String> = items.iter().map(line_of).collect();
                text.push_str(&format!("[\n{}\n]", lines.join(",\n")));
            }
            other => text.push_str(&other.to_string()),
        }
    }
    text.push_str("}\n");
    text.into_bytes()
}

fn line_of(revision: &Value) -> String {
    let mut body = revision.clone();
    let id = body.as_object_mut().and_then(|members| members.remove("id"));
    match (id, body.to_string()) {
        (Some(id), body) if body.len() > 2 => format!("{{\"id\":{id},{}", &body[1..]),
        (Some(id), _) => format!("{{\"id\":{id}}}"),
        (None, body) => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_inputs() {
        let pool = [b"{\"format\":\"x\",\"revisions\":[{\"set\":{}}]}".to_vec(), b"[1,2]".to_vec()];
        let made = |seed| -> Vec<Vec<u8>> {
            let mut random = Random::new(seed);
            (0..200).map(|_| mutate(&mut random, &pool)).collect()
        };
        assert_eq!(made(1), made(1));
        assert_ne!(made(1), made(2));
    }

    #[test]
    fn a_changed_revision_has_the_id_of_its_content() {
        let mut json: Value =
            serde_json::from_str("{\"revisions\":[{\"set\":{\"a\":1}}]}").unwrap();
        set_ids_right(&mut json);
        let text = String::from_utf8(laid_out(&json)).unwrap();
        let line = signed(&serde_json::from_str("{\"set\":{\"a\":1}}").unwrap());
        assert!(text.contains(&format!("[\n{line}\n]")), "{text}");
    }
}
