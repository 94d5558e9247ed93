//! The laws of marking words: the marks are exact, as few as need be, and no
//! text can make them take long.

use proptest::prelude::*;

use revcon3_tracker::domain::hidden::{Part, parts};
use revcon3_tracker::domain::words::{Mark, Piece, differences};

use crate::support::growth::{TIMES, is_no_square};

/// Texts of few words, so that many of them are the same.
fn wording() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("the"),
        Just("law"),
        Just(" "),
        Just("\n"),
        Just(", "),
        Just("l’"),
        Just("é"),
        Just("e\u{301}"),
        Just("法"),
        Just("律"),
        Just("\u{200B}"),
        Just("\u{202E}"),
        Just("กำ"),
        Just("👩\u{200D}⚕️"),
        Just("می\u{200C}خ"),
    ];
    proptest::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

/// The text that is left without the pieces of one mark.
fn without(mark: Mark, pieces: &[Piece]) -> String {
    pieces.iter().filter(|piece| piece.mark != mark).map(|piece| piece.text).collect()
}

fn is_exact(old: &str, new: &str) -> Result<(), TestCaseError> {
    let pieces = differences(old, new);
    prop_assert_eq!(without(Mark::Added, &pieces), old);
    prop_assert_eq!(without(Mark::Removed, &pieces), new);
    prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
    Ok(())
}

proptest! {
    #[test]
    fn without_what_was_added_it_is_the_old_text_and_without_what_was_removed_the_new(
        old in wording(),
        new in wording(),
    ) {
        is_exact(&old, &new)?;
    }

    #[test]
    fn the_marks_are_exact_for_any_text(old in ".*", new in ".*") {
        is_exact(&old, &new)?;
    }

    #[test]
    fn a_text_does_not_differ_from_itself(text in wording()) {
        prop_assert!(differences(&text, &text).iter().all(|piece| piece.mark == Mark::Same));
    }

    #[test]
    fn what_is_added_in_the_middle_is_all_that_is_marked(
        head in "[a-d]{1,3}( [a-d]{1,3}){0,5}",
        added in "[x-z]{1,3}( [x-z]{1,3}){0,5}",
        tail in "[a-d]{1,3}( [a-d]{1,3}){0,5}",
    ) {
        let (old, new) = (format!("{head} {tail}"), format!("{head} {added} {tail}"));
        let pieces = differences(&old, &new);
        let marked: String =
            pieces.iter().filter(|piece| piece.mark != Mark::Same).map(|piece| piece.text).collect();
        prop_assert_eq!(marked.trim(), added);
        prop_assert!(pieces.iter().all(|piece| piece.mark != Mark::Removed));
    }

    #[test]
    fn a_text_is_its_parts_and_nothing_hidden_is_shown(text in ".*", more in wording()) {
        let text = text + &more;
        let mut whole = String::new();
        for part in parts(&text) {
            match part {
                Part::Text(shown) => {
                    prop_assert!(!shown.is_empty());
                    let turned = ['\u{202A}', '\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{1B}'];
                    prop_assert!(!shown.contains(turned));
                    whole.push_str(shown);
                }
                Part::Hidden(c) => whole.push(c),
            }
        }
        prop_assert_eq!(whole, text);
    }
}

/// Texts that have little in common, or much of the same.
fn hard_pairs(size: usize) -> [(String, String); 6] {
    let many = |word: &str, count: usize| word.repeat(count);
    let (long, other) = (many("a ", size * 2), many("b a ", size));
    [
        (long.clone(), other),
        (many("a b ", size), many("b a ", size)),
        (many("a", size * 10), many("a", size * 10 - 1)),
        (many("ab c ", size), many("c ab ", size)),
        (long.clone(), format!("x{long}y")),
        (many("法", size * 3), many("律法", size)),
    ]
}

#[test]
fn no_text_takes_long_to_compare() {
    // Small enough that no limit of the comparison is reached.
    let (small, large) = (hard_pairs(250), hard_pairs(250 * TIMES));
    for (small, large) in small.iter().zip(&large) {
        let what = small.0.get(..6).unwrap_or_default();
        is_no_square(what, small, large, |(old, new)| drop(differences(old, new)));
    }
    for (old, new) in &hard_pairs(100_000) {
        let pieces = differences(old, new);
        assert_eq!(without(Mark::Added, &pieces), *old);
        assert_eq!(without(Mark::Removed, &pieces), *new);
    }
}
