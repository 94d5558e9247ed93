//! Word-by-word differences of two wordings, as an editor marks them up. The
//! marks are exact: without the added words they give the old wording, without
//! the removed words the new one. Does not know how marks are drawn.

use std::ops::Range;

use super::hidden;

/// Maximum edit distance, in words. Beyond it the whole changed middle is
/// reported as replaced.
const MOST_CHANGES: usize = 1_000;

/// Maximum work, in comparisons, so that a malicious text cannot block the page.
const MOST_WORK: usize = 4_000_000;

/// Whether a piece of text was kept, removed or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// In both wordings.
    Same,
    /// In the old one only.
    Removed,
    /// In the new one only.
    Added,
}

/// A piece of text and its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What became of it.
    pub mark: Mark,
    /// The text; never empty.
    pub text: &'a str,
}

/// The pieces that lead from the old wording to the new one, in order; removed
/// words come before the words that replace them. If there are too many
/// differences, everything from the first to the last is replaced.
pub fn differences<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let (before, after) = (words(old), words(new));
    let changes = gathered(changes(&before, &after), &before, &after);
    let (old, new) = (Places::new(old, &before), Places::new(new, &after));
    let mut pieces = Vec::new();
    let mut push = |mark, text: &'a str| {
        if !text.is_empty() {
            pieces.push(Piece { mark, text });
        }
    };
    let mut reached = 0;
    for change in changes {
        push(Mark::Same, old.text(reached..change.old.start));
        reached = change.old.end;
        push(Mark::Removed, old.text(change.old));
        push(Mark::Added, new.text(change.new));
    }
    push(Mark::Same, old.text(reached..before.len()));
    pieces
}

/// Whether so little is common (less than a quarter of the shorter wording)
/// that marks would only distract.
pub fn is_rewritten(pieces: &[Piece]) -> bool {
    let of = |mark: Mark| -> usize {
        let marked = pieces.iter().filter(|piece| piece.mark == mark);
        marked.flat_map(|piece| piece.text.chars()).filter(|c| !c.is_whitespace()).count()
    };
    let same = of(Mark::Same);
    same * 4 < same + of(Mark::Removed).min(of(Mark::Added))
}

/// The start of each word of a text.
struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(text: &'a str, words: &[&str]) -> Self {
        let mut starts = Vec::with_capacity(words.len() + 1);
        let mut start = 0;
        for word in words {
            starts.push(start);
            start += word.len();
        }
        starts.push(start);
        Self { text, starts }
    }

    /// The text of these words.
    fn text(&self, words: Range<usize>) -> &'a str {
        let at = |word: usize| self.starts.get(word).copied().unwrap_or(self.text.len());
        self.text.get(at(words.start)..at(words.end)).unwrap_or_default()
    }
}

/// The class of a character for splitting words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a word.
    Letter,
    /// Part of a whitespace run.
    Space,
    /// A word of its own: punctuation, and characters of scripts written
    /// without spaces.
    Single,
    /// Belongs to the character before it.
    Mark,
}

fn kind(c: char) -> Kind {
    match c {
        '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{20D0}'..='\u{20FF}' => Kind::Mark,
        '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' => Kind::Mark,
        // Vowel signs and tone marks of Thai, Lao, Myanmar and Khmer.
        '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{EB1}' => Kind::Mark,
        '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}' | '\u{102B}'..='\u{103E}' => Kind::Mark,
        '\u{17B4}'..='\u{17D3}' => Kind::Mark,
        _ if hidden::is_hidden(c) => Kind::Single,
        _ if c.is_whitespace() => Kind::Space,
        _ if is_unspaced(c) => Kind::Single,
        _ if c.is_alphanumeric() => Kind::Letter,
        // Letters of all other scripts.
        _ if c > '\u{2FF}' && !('\u{2000}'..='\u{303F}').contains(&c) => Kind::Letter,
        _ => Kind::Single,
    }
}

/// Whether the character belongs to a script that is written without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF9F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Splits the text into words, whitespace runs and single signs; together they are the text.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut joined = false;
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        let goes_on = match (before, kind) {
            (Some(_), Kind::Mark) => true,
            (Some(before), now) => joined || (before == now && now != Kind::Single),
            (None, _) => false,
        };
        joined = c == hidden::JOINER;
        if !goes_on && start < at {
            words.extend(text.get(start..at));
            start = at;
        }
        if kind != Kind::Mark || before.is_none() {
            before = Some(kind);
        }
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}

/// Old words that new words replace, as ranges of indices; one range may be
/// empty.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

/// The minimal list of changes from one list of words to another, or a single
/// change if there would be too many.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut changes = Vec::new();
    let mut reached = (0, 0);
    let kept = kept(old, new).unwrap_or_default();
    for (x, y) in kept.into_iter().chain([(old.len(), new.len())]) {
        if reached != (x, y) {
            let change =
                Change { old: head + reached.0..head + x, new: head + reached.1..head + y };
            changes.push(change);
        }
        reached = (x + 1, y + 1);
    }
    changes
}

/// The index pairs of the kept words, by Myers' algorithm (An O(ND) Difference
/// Algorithm, 1986). None if it would take too long.
fn kept(old: &[&str], new: &[&str]) -> Option<Vec<(usize, usize)>> {
    let mut work = 0;
    // For each number of changes, by the number of removals among them: the
    // furthest index reached in `old`.
    let mut reached: Vec<Vec<usize>> = Vec::new();
    for changes in 0..=MOST_CHANGES.min(old.len() + new.len()) {
        let mut row = Vec::with_capacity(changes + 1);
        for removed in 0..=changes {
            let mut x = start(reached.last(), changes, removed);
            let mut y = (x + changes).saturating_sub(2 * removed);
            while let (Some(a), Some(b)) = (old.get(x), new.get(y))
                && a == b
            {
                (x, y) = (x + 1, y + 1);
                work += 1 + a.len() / 16;
            }
            row.push(x);
            if (x, y) == (old.len(), new.len()) {
                reached.push(row);
                return Some(way_back(&reached, removed));
            }
        }
        work += changes;
        if work > MOST_WORK {
            return None;
        }
        reached.push(row);
    }
    None
}

/// Myers step: the furthest start in `old` after `changes` edits, `removed` of
/// them deletions, coming from an insertion or a deletion.
fn start(before: Option<&Vec<usize>>, changes: usize, removed: usize) -> usize {
    let Some(before) = before else { return 0 };
    match removed.checked_sub(1) {
        Some(fewer) if removed == changes || before[fewer] >= before[removed] => before[fewer] + 1,
        _ => before[removed],
    }
}

/// The kept words along the path, traced back from the end and then reversed.
fn way_back(reached: &[Vec<usize>], mut removed: usize) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    for (changes, row) in reached.iter().enumerate().rev() {
        let before = changes.checked_sub(1).map(|fewer| &reached[fewer]);
        let first = start(before, changes, removed);
        let place = |x: usize| (x, (x + changes).saturating_sub(2 * removed));
        kept.extend((first..row[removed]).rev().map(place));
        let by_removing = before.is_some_and(|before| before.get(removed) != Some(&first));
        removed -= usize::from(by_removing);
    }
    kept.reverse();
    kept
}

/// Joins changes that only whitespace separates, so that a phrase replaced word
/// by word reads as one replacement.
fn gathered(changes: Vec<Change>, old: &[&str], new: &[&str]) -> Vec<Change> {
    let is_gap = |words: &[&str]| words.iter().all(|word| word.chars().all(char::is_whitespace));
    let mut gathered: Vec<Change> = Vec::new();
    for change in changes {
        if let Some(last) = gathered.last_mut()
            && is_gap(&old[last.old.end..change.old.start])
        {
            let (both_old, both_new) =
                (last.old.start..change.old.end, last.new.start..change.new.end);
            if !is_gap(&old[both_old.clone()]) && !is_gap(&new[both_new.clone()]) {
                *last = Change { old: both_old, new: both_new };
                continue;
            }
        }
        gathered.push(change);
    }
    gathered
}

// `tests/words.rs` tests the properties that hold for every pair of texts.
#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces as one line, with removed text as `[-…-]` and added text as
    /// `{+…+}`.
    fn marked(old: &str, new: &str) -> String {
        let piece = |piece: &Piece| match piece.mark {
            Mark::Same => piece.text.to_owned(),
            Mark::Removed => format!("[-{}-]", piece.text),
            Mark::Added => format!("{{+{}+}}", piece.text),
        };
        differences(old, new).iter().map(piece).collect()
    }

    #[test]
    fn words_are_marked_whole() {
        let marked = |new| marked("The law is before parliament.", new);
        assert_eq!(
            marked("The law is before the Senate."),
            "The law is before [-parliament-]{+the Senate+}."
        );
        assert_eq!(
            marked("The new law is before parliament."),
            "The {+new +}law is before parliament."
        );
        assert_eq!(marked("The law is."), "The law is[- before parliament-].");
        assert_eq!(marked("The law is before parliament."), "The law is before parliament.");
        assert_eq!(marked(""), "[-The law is before parliament.-]");
    }

    #[test]
    fn words_replaced_one_after_the_other_are_one_change() {
        assert_eq!(
            marked("done in two steps", "done by five stages"),
            "done [-in two steps-]{+by five stages+}"
        );
        assert_eq!(marked("l’État partie", "l’Union partie"), "l’[-État-]{+Union+} partie");
    }

    #[test]
    fn accents_and_joiners_stay_with_their_letters() {
        assert_eq!(marked("cafe\u{301} noir", "cafe noir"), "[-cafe\u{301}-]{+cafe+} noir");
        assert_eq!(
            marked("می\u{200C}خواهم", "می\u{200C}خواهد"),
            "[-می\u{200C}خواهم-]{+می\u{200C}خواهد+}"
        );
    }

    #[test]
    fn scripts_without_spaces_are_compared_by_their_characters() {
        assert_eq!(marked("法律已生效", "法律未生效"), "法律[-已-]{+未+}生效");
        assert_eq!(marked("กฎหมายใหม่", "กฎหมายใหม"), "กฎหมายให[-ม่-]{+ม+}");
    }

    #[test]
    fn a_hidden_character_is_a_difference_of_its_own() {
        assert_eq!(marked("in force", "in for\u{200B}ce"), "in [-force-]{+for\u{200B}ce+}");
        assert_eq!(marked("in force", "in \u{202E}force"), "in {+\u{202E}+}force");
    }

    #[test]
    fn wordings_with_little_in_common_are_said_to_be_rewritten() {
        let rewritten = |old, new| is_rewritten(&differences(old, new));
        assert!(rewritten("in force since 2020", "before parliament"));
        assert!(!rewritten("in force since 2020", "in force since 2021"));
        assert!(!rewritten("in force", "in force since 2020, with amendments of 2022 and 2023"));
        assert!(!rewritten("", "in force"));
        assert!(!rewritten("", ""));
    }

    #[test]
    fn what_cannot_be_followed_is_replaced_as_a_whole() {
        let text = |word: &str| {
            let words: String = (0..2_000).map(|n| format!("{word}{n} ")).collect();
            format!("begin {words}end")
        };
        let (old, new) = (text("a"), text("b"));
        let pieces = differences(&old, &new);
        assert_eq!(pieces.len(), 4);
        assert_eq!((pieces[0].text, pieces[3].text), ("begin ", " end"));
    }
}
