//! Characters that a reader cannot see and that can mislead: bidirectional
//! controls, zero-width characters, control codes. Splits a foreign text into
//! parts to show unchanged and characters to name instead. Does not know how
//! either is drawn.
//!
//! Two of them are needed: without the joiners U+200C and U+200D, Persian,
//! Arabic and the scripts of India cannot be spelt, and many emoji fall apart.
//! Following Unicode Standard Annex 31, they are hidden only outside those
//! contexts.

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Shown unchanged.
    Text(&'a str),
    /// An invisible character, to be shown by name.
    Hidden(char),
}

const NON_JOINER: char = '\u{200C}';
/// Joins two characters into one sign, as in many emoji.
pub const JOINER: char = '\u{200D}';

/// Splits the text; the parts together are the text.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut shown_until = 0;
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|(_, c)| *c);
        if is_hidden(c) && !is_needed(before, c, after) {
            push_text(&mut parts, text.get(shown_until..at));
            parts.push(Part::Hidden(c));
            shown_until = at + c.len_utf8();
        }
        before = Some(c);
    }
    push_text(&mut parts, text.get(shown_until..));
    parts
}

fn push_text<'a>(parts: &mut Vec<Part<'a>>, text: Option<&'a str>) {
    parts.extend(text.filter(|text| !text.is_empty()).map(Part::Text));
}

/// Whether a character is invisible. Line breaks, tabs and spaces that have a
/// width are not.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        // Control codes. Soft hyphens are not hidden: people use them on purpose.
        _ if c.is_control() => true,
        // Bidirectional controls.
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => true,
        // Zero width.
        '\u{200B}'..='\u{200D}' | '\u{180E}' | '\u{FEFF}' => true,
        // Line and paragraph separators, invisible operators, more bidirectional controls.
        '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206F}' => true,
        // Blank letters.
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => true,
        // Annotations, and tag characters, which can hide a whole text.
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        _ => false,
    }
}

/// Whether spelling needs a hidden character in this context.
fn is_needed(before: Option<char>, c: char, after: Option<char>) -> bool {
    match (before, c, after) {
        // CR LF, the line end of some systems.
        (_, '\r', Some('\n')) => true,
        (Some(before), NON_JOINER | JOINER, _) if is_virama(before) => true,
        (Some(before), NON_JOINER | JOINER, Some(after)) => {
            (is_joining(before) && is_joining(after))
                || (c == JOINER && is_pictured(before) && is_pictured(after))
        }
        _ => false,
    }
}

/// Letters of scripts whose letters join or form clusters.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{074F}' | '\u{0750}'..='\u{07FA}' | '\u{0840}'..='\u{08FF}'
        | '\u{0900}'..='\u{0DFF}' | '\u{0F00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{1820}'..='\u{18AA}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Virama signs, after which a joiner selects the shape.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{094D}'
            | '\u{09CD}'
            | '\u{0A4D}'
            | '\u{0ACD}'
            | '\u{0B4D}'
            | '\u{0BCD}'
            | '\u{0C4D}'
            | '\u{0CCD}'
            | '\u{0D4D}'
            | '\u{0DCA}'
            | '\u{0F84}'
            | '\u{1039}'
            | '\u{103A}'
            | '\u{17D2}'
    )
}

/// Emoji, and what may come between one and a joiner.
fn is_pictured(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{21FF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters of a text that are hidden.
    fn hidden(text: &str) -> Vec<char> {
        let named = |part: &Part| match part {
            Part::Hidden(c) => Some(*c),
            Part::Text(_) => None,
        };
        parts(text).iter().filter_map(named).collect()
    }

    #[test]
    fn what_turns_a_line_around_is_named_in_its_place() {
        let text = "before\u{202E}tnemailrap\u{202C} end";
        let shown = [
            Part::Text("before"),
            Part::Hidden('\u{202E}'),
            Part::Text("tnemailrap"),
            Part::Hidden('\u{202C}'),
            Part::Text(" end"),
        ];
        assert_eq!(parts(text), shown);
    }

    #[test]
    fn all_that_cannot_be_seen_is_named() {
        let ranges = [
            '\u{202A}'..='\u{202E}',
            '\u{2066}'..='\u{2069}',
            '\u{200B}'..='\u{200F}',
            '\u{80}'..='\u{9F}',
            '\0'..='\u{8}',
        ];
        let single = "\u{061C}\u{2060}\u{FEFF}\u{7F}\u{1B}\r\u{E0041}\u{3164}";
        for c in ranges.into_iter().flatten().chain(single.chars()) {
            assert_eq!(hidden(&format!("a{c}b")), [c], "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn ordinary_texts_are_shown_as_they_stand() {
        for text in [
            "",
            "Loi n°\u{202F}12, « en vigueur »\n\tdepuis 2020",
            "first line\r\nsecond line",
            "zu\u{AD}sam\u{AD}men",
            "Ελληνικά, Русский, עברית, العربية, 中文, 日本語, ไทย",
            "e\u{301}",
        ] {
            assert!(hidden(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn joiners_are_left_where_spelling_needs_them() {
        for text in [
            "می\u{200C}خواهم",           // Persian: I want
            "क्\u{200D}ष",                // Devanagari, half form
            "ന്\u{200D} ",                // Malayalam, at the end of a word
            "👩\u{200D}⚕️ 🏳️\u{200D}🌈", // emoji
            "👨🏽\u{200D}👩🏽\u{200D}👧🏽",    // emoji with skin tones
        ] {
            assert!(hidden(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn joiners_are_named_where_they_only_hide() {
        for (text, named) in [
            ("imple\u{200D}mented", '\u{200D}'),
            ("imple\u{200C}mented", '\u{200C}'),
            ("\u{200D}می", '\u{200D}'),
            ("می\u{200C} ", '\u{200C}'),
            ("👩\u{200C}⚕", '\u{200C}'),
        ] {
            assert_eq!(hidden(text), [named], "{text:?}");
        }
        assert_eq!(hidden("می\u{200C}\u{200C}خ").len(), 2, "one after the other");
    }
}
