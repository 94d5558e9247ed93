//! One cell: text guarded so that no spreadsheet program takes it for a
//! formula, a number or a date, and restored exactly when read; the mark for
//! read-only content; the word that clears. Does not know its column.

/// Precedes read-only content: several values, or a value that does not fit
/// into a cell.
pub const MARK: char = '≠';

/// Words that clear a field; the first one is used in messages.
pub const CLEAR: [&str; 2] = ["(clear)", "(effacer)"];

/// The maximum length of a cell when written, in UTF-16 code units. Excel
/// silently truncates after 32,767.
const MAX_UNITS: usize = 30_000;

/// The shown length of a longer text, in characters.
const SHOWN: usize = 1_000;

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing; changes nothing.
    Empty,
    /// The word that clears.
    Clear,
    /// The unguarded text.
    Text(String),
    /// The text after the [`MARK`].
    Marked(String),
}

impl Cell {
    /// A cell of text.
    pub fn text(text: &str) -> Self {
        let text = tidy(text);
        if text.trim().is_empty() {
            Self::Empty
        } else if text.encode_utf16().count() > MAX_UNITS {
            Self::Marked(text.chars().take(SHOWN).chain("…".chars()).collect())
        } else {
            Self::Text(text)
        }
    }

    /// A cell that shows several values, or a value that is not a plain text.
    pub fn marked(values: &[String]) -> Self {
        let all = values.iter().map(|value| tidy(value)).collect::<Vec<_>>();
        let all = all.join(&format!(" {MARK} "));
        match Self::text(&all) {
            Self::Text(all) | Self::Marked(all) => Self::Marked(all),
            Self::Empty | Self::Clear => Self::Marked("?".into()),
        }
    }

    /// The text to write.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Clear => CLEAR[0].to_owned(),
            Self::Text(text) => guard(text),
            Self::Marked(text) => guard_formulas(&format!("{MARK} {text}")),
        }
    }

    /// Parses a cell.
    pub fn read(raw: &str) -> Self {
        let raw = tidy(raw);
        if raw.trim().is_empty() {
            Self::Empty
        } else if is_clear(&raw) {
            Self::Clear
        } else if let Some(marked) = raw.trim_start().strip_prefix(MARK) {
            Self::Marked(unguard_formulas(marked).trim().to_owned())
        } else {
            Self::Text(unguard(&raw))
        }
    }

    /// The checksum that tells whether a cell was changed.
    pub fn check(&self) -> u32 {
        match self {
            Self::Empty => 0,
            Self::Clear => check(CLEAR[0]),
            Self::Text(text) => check(text.trim()),
            Self::Marked(text) => check(&format!("{MARK} {}", text.trim())),
        }
    }
}

/// Whether the text is the word that clears, in any language.
pub fn is_clear(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    CLEAR.contains(&text.as_str())
}

/// Normalises a text for a cell: uniform line ends, no control characters.
pub fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A 32-bit checksum of the text. Ignores tabs, because some programs drop
/// them.
pub fn check(text: &str) -> u32 {
    let long = long_check(&text.replace('\t', ""));
    (long >> 32) as u32 ^ long as u32
}

/// FNV-1a, 64 bits. Not secure against deliberate collisions; a sheet proves
/// nothing anyway.
pub fn long_check(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// Inserts a `'` wherever a spreadsheet program could see the start of a cell
/// (at the start, after a separator, quote or line end) followed by a formula;
/// and at the start, before what could be read as a number, a date or a sign of
/// this program. [`unguard`] removes exactly these.
fn guard(text: &str) -> String {
    let text = guard_formulas(text);
    if needs_guard(&text) { format!("'{text}") } else { text }
}

fn unguard(text: &str) -> String {
    let text = if needs_guard(text) { text.strip_prefix('\'').unwrap_or(text) } else { text };
    unguard_formulas(text)
}

/// Ignores leading `'`, so that the answer is the same with and without a
/// guard; this makes the guard removable.
fn needs_guard(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['\t', '\r', '\n'])
        || bare.trim_start().starts_with(MARK)
        || is_clear(bare)
        || is_numeric(bare)
}

/// Whether a spreadsheet program would see a number, a date or a time.
fn is_numeric(text: &str) -> bool {
    let text = text.trim();
    let numeric = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/' | '-' | '%' | 'e' | 'E' | '+' | ' ')
    };
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(numeric)
}

/// Whether the text starts with a formula, ignoring leading `'`.
fn is_formula(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    text.trim_start_matches('\'').starts_with(signs)
}

fn begins_cell(before: Option<char>) -> bool {
    before.is_none_or(|c| matches!(c, ',' | ';' | '\t' | '\n' | '\r' | '"'))
}

fn guard_formulas(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    let mut before = None;
    for (place, c) in text.char_indices() {
        if begins_cell(before) && is_formula(&text[place..]) {
            guarded.push('\'');
        }
        guarded.push(c);
        before = Some(c);
    }
    guarded
}

fn unguard_formulas(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = None;
    for (place, c) in text.char_indices() {
        let is_guard = c == '\'' && begins_cell(before) && is_formula(&text[place..]);
        if !is_guard {
            plain.push(c);
        }
        before = Some(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_or_rewrite_is_written_behind_an_apostrophe() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t'=1"),
            ("a;=1", "a;'=1"),
            ("a,\"=1\"", "a,\"'=1\""),
            ("two:\n- one\n- two", "two:\n'- one\n'- two"),
            ("007", "'007"),
            ("2022-06-30", "'2022-06-30"),
            ("1E5", "'1E5"),
            ("≠ not equal", "'≠ not equal"),
            ("(Clear)", "'(Clear)"),
            ("'=1", "''=1"),
            ("'007", "''007"),
        ] {
            let cell = Cell::text(text);
            assert_eq!(cell.to_text(), written);
            assert_eq!(Cell::read(written), cell, "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_written_as_it_is() {
        for text in ["Law 12/2020", "l’an 2000", "'90s", "a - b", "12 States", "e-mail", "a, -b"]
        {
            assert_eq!(Cell::text(text).to_text(), text);
            assert_eq!(Cell::read(text), Cell::Text(text.into()));
        }
    }

    #[test]
    fn empty_clear_and_marked_are_told_apart() {
        assert_eq!(Cell::read(" \n"), Cell::Empty);
        assert_eq!(Cell::read(" (EFFACER) "), Cell::Clear);
        assert_eq!(Cell::read("≠ a ≠ b"), Cell::Marked("a ≠ b".into()));
        let marked = Cell::marked(&["=a".into(), "x;=b".into()]);
        assert_eq!(marked.to_text(), "≠ =a ≠ x;'=b");
        assert_eq!(Cell::read(&marked.to_text()), marked);
    }

    #[test]
    fn a_check_forgives_what_programs_do_to_line_ends_tabs_and_spaces_outside() {
        let one = Cell::text("a\r\n\tb");
        assert_eq!(one.check(), Cell::read(" a\nb\n").check());
        assert_ne!(one.check(), Cell::read("a b").check());
        assert_eq!(Cell::text("=1").check(), Cell::read("=1").check(), "also without its guard");
    }

    #[test]
    fn what_is_too_long_for_a_cell_is_shown_in_part_and_marked() {
        let Cell::Marked(shown) = Cell::text(&"é".repeat(MAX_UNITS + 1)) else {
            panic!("it was written whole");
        };
        assert_eq!(shown.chars().count(), SHOWN + 1);
        assert_eq!(Cell::text(&"é".repeat(20_000)), Cell::Text("é".repeat(20_000)));
    }
}
