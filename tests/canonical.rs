//! The canonical form is RFC 8785, byte for byte.

use proptest::prelude::*;

use revcon3_tracker::domain::revision::RevisionId;
use revcon3_tracker::domain::value::{MAX_SAFE_INTEGER, Value};
use revcon3_tracker::snapshot::canonical::{from_line, from_text, identify, to_line, to_text};

use crate::support::body;

/// Any value that a field may hold.
pub fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "[\u{0}-\u{20}\u{7f}-\u{a0}\"\\\\/]*",
        "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{1f300}-\u{1f5ff}]*",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).prop_map(Value::Integer),
        text.prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let map = proptest::collection::btree_map("[ -~]{0,8}", inner.clone(), 0..6);
        prop_oneof![
            proptest::collection::vec(inner, 0..6).prop_map(Value::List),
            map.prop_map(Value::Map),
        ]
    })
}

/// The members of a revision that have a meaning.
const KNOWN: [&str; 8] = ["id", "v", "s", "e", "by", "t", "p", "set"];

fn as_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(bool) => (*bool).into(),
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(members) => {
            members.iter().map(|(name, value)| (name.clone(), as_json(value))).collect()
        }
    }
}

proptest! {
    #[test]
    fn the_canonical_text_is_that_of_an_independent_implementation(value in value()) {
        let expected = serde_json_canonicalizer::to_string(&as_json(&value)).unwrap();
        prop_assert_eq!(to_text(&value), expected);
    }

    #[test]
    fn a_value_reads_back(value in value()) {
        prop_assert_eq!(from_text(&to_text(&value)), Ok(value));
    }

    // The id is computed from the body when it is written, and from the members
    // when it is read: two ways that must not differ.
    #[test]
    fn a_revision_reads_back_from_its_line(
        value in value(),
        time in crate::support::wild_time(),
        parents in proptest::collection::vec(any::<[u8; 20]>(), 0..4),
        unknown in proptest::collection::btree_map("[ -z]{0,3}", any::<bool>(), 0..3),
    ) {
        let sets = [("note", value.clone()), ("\"x\\.future", value)].into_iter();
        let parents = parents.into_iter().map(RevisionId::from_bytes).collect();
        let mut body = body("chair/-/00000000000000ff", 0, parents, sets, time);
        let unknown = unknown.into_iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
        body.unknown = unknown.map(|(name, value)| (name, Value::Bool(value))).collect();
        let revision = identify(body);
        prop_assert_eq!(from_line(&to_line(&revision)), Ok(revision));
    }

    #[test]
    fn the_order_of_members_and_the_spaces_do_not_change_an_id(value in value()) {
        let sets = std::iter::once(("note", value));
        let revision = identify(body("reader/-/0000000000000001", 0, Vec::new(), sets, 7));
        let json: serde_json::Value = serde_json::from_str(&to_line(&revision)).unwrap();
        let pretty = serde_json::to_string_pretty(&json).unwrap();
        prop_assert_eq!(from_line(&pretty), Ok(revision));
    }
}

#[test]
fn an_id_is_what_the_documentation_says() {
    // Computed by other means: printf 'revcon3-revision/1\n{…}' | sha256sum,
    // the first 20 bytes in base64url.
    let sets = [("status", Value::text("ongoing"))].into_iter();
    let body = body("delegation/FI/1f9c0a0000000001", 0, Vec::new(), sets, 1_792_000_000_000);
    let line = to_line(&identify(body));
    assert_eq!(line, include_str!("golden/one-revision.json").trim_end());
}
