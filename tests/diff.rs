//! The difference of two ledgers: its laws, and the command line that tells
//! it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use revcon3_tracker::domain::diff::{Change, Side, claimed_by, count, diff};
use revcon3_tracker::domain::entry::Alternative;
use revcon3_tracker::domain::ledger::{EntryKey, Ledger};
use revcon3_tracker::domain::revision::Revision;
use revcon3_tracker::domain::target::parse_day;
use revcon3_tracker::domain::value::Value;
use revcon3_tracker::reference::outline;
use revcon3_tracker::snapshot::{canonical, read, write};

use crate::cli::Desk;
use crate::support::{FIELDS, key, play, snapshot_of, steps, union_of, values, write_on};

type Values = BTreeMap<(EntryKey, String), BTreeSet<Value>>;

fn between(before: &Ledger, after: &Ledger) -> Vec<Change> {
    diff(outline(), Side::whole(before), Side::whole(after))
}

fn of(side: &[Alternative]) -> BTreeSet<Value> {
    side.iter().map(|alternative| alternative.value.clone()).collect()
}

/// What is left when the differences are carried out, each on what it says
/// was there before.
fn applied(mut values: Values, changes: &[Change]) -> Values {
    for change in changes {
        let place = ((change.participant, change.subject.clone()), change.field.to_string());
        let silent = |side: &BTreeSet<Value>| side.iter().all(|value| *value == Value::Null);
        let (before, after) = (of(&change.before), of(&change.after));
        let found = values.remove(&place).unwrap_or_default();
        assert!(found == before || found.is_empty() && silent(&before), "{change:?}");
        if !silent(&after) {
            values.insert(place, after);
        }
    }
    values
}

fn shuffled(ledger: &Ledger, seed: usize) -> Ledger {
    let mut revisions: Vec<Arc<Revision>> = ledger.revisions().cloned().collect();
    let count = revisions.len().max(1);
    revisions.rotate_left(seed % count);
    revisions.chunks_mut(3).for_each(<[_]>::reverse);
    revisions.into_iter().collect()
}

proptest! {
    #[test]
    fn nothing_differs_from_itself_and_every_difference_leads_to_the_other_side(steps in steps()) {
        let offices = play(&steps);
        for before in &offices {
            prop_assert_eq!(between(before, before), []);
            for after in &offices {
                let changes = between(before, after);
                prop_assert_eq!(applied(values(before), &changes), values(after));
                prop_assert_eq!(changes.is_empty(), values(before) == values(after));
                prop_assert_eq!(count(&changes).iter().sum::<usize>(), changes.len());
            }
        }
    }

    #[test]
    fn no_order_of_arrival_makes_a_difference(steps in steps(), seeds in any::<[usize; 2]>()) {
        let offices = play(&steps);
        let (before, after) = (&offices[0], &union_of(&offices));
        let again = between(&shuffled(before, seeds[0]), &shuffled(after, seeds[1]));
        prop_assert_eq!(again, between(before, after));
    }

    #[test]
    fn the_way_back_passes_the_same_fields(steps in steps()) {
        let offices = play(&steps);
        let places = |changes: &[Change]| -> Vec<_> {
            changes.iter().map(|change| (change.subject.clone(), change.field.clone())).collect()
        };
        let (there, back) =
            (between(&offices[0], &offices[2]), between(&offices[2], &offices[0]));
        prop_assert_eq!(places(&there), places(&back));
        for (there, back) in there.iter().zip(&back) {
            prop_assert_eq!((&there.before, &there.after), (&back.after, &back.before));
        }
    }

    #[test]
    fn a_revision_that_changes_nothing_visible_is_no_difference(steps in steps()) {
        let before = union_of(&play(&steps));
        let mut after = before.clone();
        for at in 0..2 {
            let fields = before.entry(&key(at)).fields;
            let settled = FIELDS.iter().filter_map(|name| {
                let field = fields.iter().find(|(known, _)| known.as_str() == *name)?.1;
                (!field.is_contested()).then(|| (*name, field.provisional().clone()))
            });
            after.insert(write_on(&before, 2, at, settled, 0));
        }
        prop_assert!(after.len() > before.len());
        prop_assert_eq!(between(&before, &after), []);
    }

    #[test]
    fn once_everything_claimed_lies_behind_a_day_is_no_boundary(steps in steps()) {
        let ledger = union_of(&play(&steps));
        let (late, early) = (parse_day("2100-01-01").unwrap(), parse_day("1968-01-01").unwrap());
        let since = |day| {
            let counts = claimed_by(day);
            diff(outline(), Side::part(&ledger, &counts), Side::whole(&ledger))
        };
        prop_assert_eq!(since(late), []);
        prop_assert_eq!(since(early), between(&Ledger::default(), &ledger));
    }
}

const CHAIR: &str = "chair/-/00000000000000c4";
const FINLAND: &str = "delegation/FI/1f9c0a0000000001";

/// Writes a snapshot of a State's statements, all made on one day.
fn file(desk: &Desk, name: &str, author: &str, time: &str, sets: &[&[&str]]) {
    let code = author.split('/').nth(1).filter(|code| *code != "-").unwrap_or("FI");
    let mut arguments = vec!["new", "-o", name, "--participant", code];
    arguments.extend(["--author", author, "--time", time]);
    for set in sets {
        arguments.push("--set");
        arguments.extend(*set);
    }
    desk.ask(&arguments);
}

const IN_2021: &str = "1630000000000";
const IN_2026: &str = "1790000000000";

#[test]
fn two_files_are_told_apart_by_state_section_and_element() {
    let desk = Desk::new();
    let old: [&[&str]; 2] =
        [&["PoA.1.a.1.ii", "note=an older wording"], &["ITI.2.i", "status=in_progress"]];
    file(&desk, "FI.json", FINLAND, IN_2021, &old);
    file(&desk, "chair.json", CHAIR, IN_2026, &[&["ITI.2.i", "status=implemented"]]);
    let sweden = "delegation/SE/1f9c0a0000000002";
    file(
        &desk,
        "SE.json",
        sweden,
        IN_2026,
        &[&["PoA.1.a.1.i", "target=CAL.2022", "status=ongoing"]],
    );
    desk.ask(&["merge", "FI.json", "chair.json", "SE.json", "-o", "all.json"]);
    let told = desk.ask(&["diff", "FI.json", "all.json"]);
    let expected = "before: FI.json\nafter:  all.json\n\n\
        FI Finland\n  \
          ITI.2  2. Tenue de registres\n    \
            ITI.2.i status became contested: \"in_progress\" -> \"in_progress\" | \"implemented\"\n\n\
        SE Sweden\n  \
          PoA.1.a.1  1) Mise en œuvre au niveau national\n    \
            PoA.1.a.1.i status newly stated: \"ongoing\"\n    \
            PoA.1.a.1.i target newly stated: \"CAL.2022\"\n\n\
        3 differences: 2 stated, 1 contested\n";
    assert_eq!(told, expected);
    let back = desk.ask(&["diff", "all.json", "FI.json", "--participant", "FI"]);
    assert!(back.contains("status no longer contested"), "{back}");
    assert!(
        !back.contains("SE Sweden") && back.ends_with("\n1 difference: 1 resolved\n"),
        "{back}"
    );
    assert!(desk.ask(&["diff", "all.json", "FI.json"]).contains("target not in the file after"));
}

#[test]
fn differences_have_a_form_for_programs() {
    let desk = Desk::new();
    file(&desk, "FI.json", FINLAND, IN_2021, &[&["PoA.4", "status=in_progress"]]);
    file(&desk, "chair.json", CHAIR, IN_2026, &[&["PoA.4+FI.1", "text:fr=Un élément"]]);
    desk.ask(&["merge", "FI.json", "chair.json", "-o", "all.json"]);
    let told = desk.ask(&["diff", "--json", "FI.json", "all.json"]);
    let fingerprint = |name: &str| desk.ask(&["fingerprint", name]).trim().to_owned();
    let expected = json!({
        "before": {"file": "FI.json", "fingerprint": fingerprint("FI.json")},
        "after": {"file": "all.json", "fingerprint": fingerprint("all.json")},
        "changes": [{
            "participant": "FI",
            "section": null,
            "element": "PoA.4+FI.1",
            "field": "text:fr",
            "kind": "stated",
            "before": [],
            "after": ["Un élément"],
        }],
    });
    assert_eq!(serde_json::from_str::<Json>(&told).unwrap(), expected);
}

#[test]
fn one_file_is_compared_with_its_own_part_up_to_a_day() {
    let desk = Desk::new();
    file(&desk, "old.json", FINLAND, IN_2021, &[&["PoA.4", "status=in_progress"]]);
    file(&desk, "new.json", FINLAND, IN_2026, &[&["PoA.2.c", "status=ongoing"]]);
    desk.ask(&["merge", "old.json", "new.json", "-o", "all.json"]);
    let told = desk.ask(&["diff", "--since", "2022-07-01", "all.json", "--json"]);
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!(told["before"]["until"], "2022-07-01");
    assert_eq!(told["after"].get("until"), None);
    assert_eq!(told["changes"].as_array().unwrap().len(), 1);
    let change = &told["changes"][0];
    assert_eq!((&change["element"], &change["section"]), (&json!("PoA.2.c"), &json!("PoA.2")));
    let told = desk.ask(&["diff", "--since", "2022-07-01", "all.json"]);
    assert!(told.contains("up to 2022-07-01 (as its authors’ clocks claim)"), "{told}");
}

#[test]
fn a_value_taken_back_is_told_as_withdrawn() {
    let desk = Desk::new();
    let [before, after] = taken_back(&desk);
    let told = desk.ask(&["diff", before, after]);
    assert!(told.contains("PoA.4 status withdrawn: \"in_progress\"\n"), "{told}");
    assert!(!told.contains("not_started"), "{told}");
    let back = desk.ask(&["diff", after, before]);
    assert!(back.contains("PoA.4 status newly stated: \"in_progress\"\n"), "{back}");
    assert!(told.ends_with("\n1 difference: 1 withdrawn\n"), "{told}");
}

/// Writes two files, the second with a status cleared by whoever had seen it.
fn taken_back(desk: &Desk) -> [&'static str; 2] {
    file(desk, "before.json", FINLAND, IN_2021, &[&["PoA.4", "status=in_progress"]]);
    let mut ledger = read(desk.text("before.json").as_bytes()).unwrap().snapshot.ledger;
    let parent = ledger.revisions().next().unwrap().clone();
    let mut body = parent.body().clone();
    body.parents = vec![parent.id()];
    body.set.iter_mut().for_each(|(_, value)| *value = Value::Null);
    ledger.insert(Arc::new(canonical::identify(body)));
    desk.put("after.json", write(&snapshot_of(ledger)));
    ["before.json", "after.json"]
}

#[test]
fn no_differences_are_said_and_are_no_failure() {
    let desk = Desk::new();
    file(&desk, "a.json", FINLAND, IN_2021, &[&["PoA.4", "status=ongoing"]]);
    file(&desk, "b.json", FINLAND, IN_2026, &[&["PoA.4", "status=ongoing"]]);
    let told = desk.ask(&["diff", "a.json", "b.json"]);
    assert_eq!(told, "before: a.json\nafter:  b.json\n\nno differences\n");
    let told: Json =
        serde_json::from_str(&desk.ask(&["diff", "a.json", "a.json", "--json"])).unwrap();
    assert_eq!(told["changes"], json!([]));
}

#[test]
fn wrong_requests_and_bad_files_are_told_apart() {
    let desk = Desk::new();
    file(&desk, "a.json", FINLAND, IN_2021, &[&["PoA.4", "status=ongoing"]]);
    for arguments in [
        &["diff"][..],
        &["diff", "a.json"],
        &["diff", "a.json", "a.json", "a.json"],
        &["diff", "a.json", "a.json", "--since", "2022-07-01"],
        &["diff", "a.json", "--since", "last year"],
        &["diff", "a.json", "a.json", "--participant", "Finland"],
    ] {
        assert!(!desk.fail(2, arguments).is_empty(), "{arguments:?}");
    }
    assert!(desk.fail(1, &["diff", "a.json", "absent.json"]).contains("absent.json"));
    desk.put("letter.txt", "Dear colleagues");
    assert!(desk.fail(1, &["diff", "letter.txt", "a.json"]).contains("not a RevCon3 snapshot"));
}
