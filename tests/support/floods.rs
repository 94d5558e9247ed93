//! Files that are too large to be kept: the corpus names them, and they are
//! made here.

use std::sync::Arc;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::snapshot::canonical::identify;
use revcon3_tracker::snapshot::format::{MAX_BYTES, MAX_NODES};
use revcon3_tracker::snapshot::write;

use super::{body, snapshot_of};

const GOOD: &str = include_str!("../corpus/good.json");
const CHAIR: &str = "chair/-/00000000000000c4";

/// What makes a flood.
pub type Maker = fn() -> String;

/// Every flood by name.
pub const FLOODS: [(&str, Maker); 9] = [
    ("over the cap", || GOOD.to_owned() + &" ".repeat(MAX_BYTES + 1 - GOOD.len())),
    ("at the cap", || GOOD.to_owned() + &" ".repeat(MAX_BYTES - GOOD.len())),
    ("flood of values", || with_member(&"0,".repeat(MAX_NODES), "0")),
    ("flood of empty objects", || with_member(&"{},".repeat(MAX_NODES), "{}")),
    ("flood of revisions", || GOOD.replace("\n]}", &(",\n0".repeat(12_000) + "\n]}"))),
    ("flood of members", || {
        let members: String = (0..50_000).map(|number| format!("\"x{number}\":0,")).collect();
        good_with(&members)
    }),
    ("twenty thousand heads", || write(&snapshot_of(heads(20_000)))),
    ("one long text", || {
        let text = Value::text("long".repeat(250_000));
        let revision = identify(body(CHAIR, 0, Vec::new(), std::iter::once(("note", text)), 0));
        write(&snapshot_of(Ledger::from_iter([Arc::new(revision)])))
    }),
    ("half open lines", || {
        let head = "{\"format\":\"revcon3-snapshot\",\"version\":1,\"revisions\":[\n";
        head.to_owned() + &"{\"id\":\"{\"id\":[[[[\n".repeat(50_000)
    }),
];

/// So many who had not seen each other.
pub fn heads(many: i64) -> Ledger {
    let note = |time| std::iter::once(("note", Value::Integer(time)));
    let bodies = (0..many).map(|time| body(CHAIR, 0, Vec::new(), note(time), time));
    bodies.map(identify).map(Arc::new).collect()
}

/// The good file with a list in a member that nobody knows.
fn with_member(items: &str, last: &str) -> String {
    good_with(&format!("\"x\":[{items}{last}],"))
}

fn good_with(members: &str) -> String {
    GOOD.replacen("\"count\"", &format!("{members}\n\"count\""), 1)
}
