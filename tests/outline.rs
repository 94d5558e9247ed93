//! The embedded outline is the source document: every node, every count.

use revcon3_tracker::domain::outline::{Element, ElementKind, Outline};
use revcon3_tracker::reference::{self, Language};

fn outline() -> &'static Outline {
    reference::outline()
}

fn below(root: &str) -> Vec<&'static Element> {
    outline().subtree(outline().get(root).unwrap()).collect()
}

fn count(root: &str, kind: ElementKind) -> usize {
    below(root).into_iter().filter(|element| element.kind == kind).count()
}

#[test]
fn every_node_is_that_of_the_source_data() {
    let data: serde_json::Value =
        serde_json::from_str(include_str!("../src/reference/outline.fr.json")).unwrap();
    // The file is the French text of the edition, and says so.
    assert_eq!(data["edition"], format!("{}:fr", reference::EDITION));
    assert_eq!(data["source_sha256"], reference::SOURCE_SHA256);
    let nodes = data["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 194);
    assert_eq!(outline().elements().len(), 194);
    for (element, node) in outline().elements().iter().zip(nodes) {
        let kind = format!("{:?}", element.kind).to_lowercase();
        let mut read = serde_json::json!({
            "id": element.id,
            "parent": element.parent,
            "kind": kind,
            "taggable": element.taggable,
            "marker": element.marker,
            "fr": element.fr,
            "source_lines": element.source_lines,
            "flags": element.flags,
        });
        if element.flags.is_empty() {
            // The data leaves the member out then.
            read.as_object_mut().unwrap().remove("flags");
        }
        assert_eq!(&read, node);
    }
}

#[test]
fn the_plans_have_62_and_24_bullets_under_28_and_8_headings() {
    assert_eq!(count("PoA", ElementKind::Bullet), 62);
    assert_eq!(count("ITI", ElementKind::Bullet), 24);
    assert_eq!(count("PoA", ElementKind::Heading), 28);
    assert_eq!(count("ITI", ElementKind::Heading), 8);
}

#[test]
fn states_can_speak_of_89_elements_86_of_them_bullets() {
    let taggable: Vec<&Element> = outline().taggable().collect();
    assert_eq!(taggable.len(), 89);
    let (bullets, headings): (Vec<&Element>, Vec<&Element>) =
        taggable.into_iter().partition(|element| element.kind == ElementKind::Bullet);
    assert_eq!(bullets.len(), 86);
    let headings: Vec<&str> = headings.iter().map(|element| element.id.as_str()).collect();
    assert_eq!(headings, ["PoA.2.c", "PoA.4", "ITI.8"]);
    let plans = [below("PoA"), below("ITI")].concat();
    let leaves = plans.iter().filter(|e| e.kind != ElementKind::Note && !e.is_branch());
    assert_eq!(leaves.count(), 89);
}

#[test]
fn the_sections_have_the_bullets_of_the_source() {
    for (id, bullets) in [
        ("PoA.1", 43),
        ("PoA.1.a", 16),
        ("PoA.1.a.1", 5),
        ("PoA.1.a.2", 7),
        ("PoA.1.a.3", 3),
        ("PoA.1.a.4", 1),
        ("PoA.1.b", 11),
        ("PoA.1.b.1", 2),
        ("PoA.1.b.2", 4),
        ("PoA.1.b.3", 2),
        ("PoA.1.b.4", 3),
        ("PoA.1.c", 6),
        ("PoA.1.d", 5),
        ("PoA.1.e", 5),
        ("PoA.2", 11),
        ("PoA.2.a", 5),
        ("PoA.2.b", 6),
        ("PoA.2.c", 0),
        ("PoA.3", 8),
        ("PoA.3.a", 3),
        ("PoA.3.b", 5),
        ("PoA.4", 0),
        ("ITI.1", 3),
        ("ITI.2", 2),
        ("ITI.3", 6),
        ("ITI.4", 4),
        ("ITI.5", 3),
        ("ITI.6", 2),
        ("ITI.7", 4),
        ("ITI.8", 0),
    ] {
        assert_eq!(count(id, ElementKind::Bullet), bullets, "{id}");
    }
}

#[test]
fn meetings_questions_topics_and_paragraphs_are_all_there() {
    let of = |kind| outline().elements().iter().filter(|element| element.kind == kind).count();
    assert_eq!(of(ElementKind::Meeting), 6);
    assert_eq!(of(ElementKind::Question), 12);
    assert_eq!(of(ElementKind::Topic), 6);
    assert_eq!(of(ElementKind::Operative), 5);
    assert_eq!(of(ElementKind::Preambular), 11);
    assert_eq!(of(ElementKind::Bullet), 92);
    assert_eq!(of(ElementKind::Heading), 36);
    assert_eq!(of(ElementKind::Document), 3);
}

#[test]
fn every_element_has_an_english_text() {
    for element in outline().elements() {
        let english = reference::translation(Language::English, &element.id);
        assert!(english.is_some_and(|text| !text.trim().is_empty()), "{}", element.id);
    }
}

#[test]
fn there_are_57_participating_states_and_195_to_choose_from() {
    let states = reference::participants();
    assert_eq!(states.len(), 195);
    assert_eq!(states.iter().filter(|state| state.osce).count(), 57);
    assert_eq!(states.iter().filter(|state| state.un_member).count(), 193);
    assert!(states.iter().all(|state| !state.code.is_fictional()));
}
