//! Rust source text, read just well enough to judge it: comments and
//! literals are blanked, the tests at the end of a file are cut off.

use std::fs;
use std::path::Path;

/// A source file.
#[derive(Clone)]
pub struct Source {
    /// Its path from the root of the repository, with `/`.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// The text with comments and literals blanked, without tests.
    code: String,
}

/// A function with a body.
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
    pub is_component: bool,
}

/// Every Rust file below a folder of the repository, ordered by path.
pub fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(root).unwrap();
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                found.push(Source::new(&parts.join("/"), &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let blank = blanked(text);
        let code = match blank.find("\n#[cfg(test)]\n") {
            Some(end) => blank[..=end].to_owned(),
            None => blank,
        };
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// Whether the whole file is tests.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The folder or file right below `src`.
    pub fn part(&self) -> &str {
        let inside = self.path.split('/').nth(1).unwrap_or_default();
        inside.trim_end_matches(".rs")
    }

    /// An offence in the form `path:line: message`.
    pub fn at(&self, line: usize, message: String) -> String {
        format!("{}:{line}: {message}", self.path)
    }

    /// How many lines the file has without its tests.
    pub fn length(&self) -> usize {
        self.code.lines().count()
    }

    /// The lines of code, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines on which this identifier stands.
    pub fn lines_with_word(&self, word: &str) -> Vec<usize> {
        let found = self.code.match_indices(word).filter(|(at, _)| self.is_word(*at, word));
        found.map(|(at, _)| self.line_of(at)).collect()
    }

    /// What is named right after `root::`, in braces or not.
    pub fn names_after(&self, root: &str) -> Vec<(usize, String)> {
        let mut names = Vec::new();
        for (at, _) in self.code.match_indices(root) {
            let rest = &self.code[at + root.len()..];
            if !self.is_word(at, root) || !rest.starts_with("::") {
                continue;
            }
            let line = self.line_of(at);
            names.extend(first_names(&rest[2..]).into_iter().map(|name| (line, name)));
        }
        names
    }

    /// The lines on which `super::` leads out of the part. Indented imports
    /// belong to a module inside the file, which is one level deeper.
    pub fn escapes(&self) -> Vec<usize> {
        let folders = self.path.split('/').count() - 2;
        let is_root = self.path.ends_with("/mod.rs") || self.path.ends_with("/main.rs");
        let allowed = if is_root { folders.saturating_sub(1) } else { folders };
        let deeper = |line: &str| usize::from(line.starts_with(' ') && line.contains("use super"));
        let out = |line: &str| line.contains(&"super::".repeat(allowed + deeper(line) + 1));
        self.lines().filter(|(_, line)| out(line)).map(|(number, _)| number).collect()
    }

    /// The functions that have a body.
    pub fn functions(&self) -> Vec<Function> {
        let starts = self.code.match_indices("fn ").filter(|(at, _)| self.is_word(*at, "fn"));
        starts.filter_map(|(at, _)| self.function(at)).collect()
    }

    fn function(&self, at: usize) -> Option<Function> {
        let rest = &self.code[at..];
        let name = first_names(rest[3..].trim_start()).pop()?;
        let body = rest.find(['{', ';']).filter(|&end| rest.as_bytes()[end] == b'{')?;
        let end = matching_brace(rest, body)?;
        let before = self.code[..at].trim_end_matches(|c: char| c != '\n');
        let attributes = before.lines().rev().take_while(|line| line.starts_with("#["));
        Some(Function {
            name,
            line: self.line_of(at),
            lines: rest[..end].matches('\n').count() + 1,
            is_component: attributes.into_iter().any(|line| line.starts_with("#[component")),
        })
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        let before = self.code[..at].chars().next_back();
        let after = self.code[at + word.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    }

    fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// `a` of `a::b`, `a` and `c` of `{a::b, c}`.
fn first_names(path: &str) -> Vec<String> {
    let identifier = |text: &str| -> String {
        let text = text.trim_start();
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    if !path.starts_with('{') {
        return vec![identifier(path)];
    }
    let end = matching_brace(path, 0).unwrap_or(path.len());
    let (mut depth, mut start, mut names) = (0, 1, Vec::new());
    for (at, c) in path[..end].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                names.push(identifier(&path[start..]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.push(identifier(&path[start..]));
    names.retain(|name| !name.is_empty());
    names
}

fn matching_brace(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

/// The text with the inside of comments and literals as spaces; lines stay
/// where they are.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = dead_length(rest, out.chars().next_back());
        let (dead, alive) = rest.split_at(length.unwrap_or(first.len_utf8()));
        if length.is_some() {
            out.extend(dead.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        } else {
            out.push(first);
        }
        rest = alive;
    }
    out
}

/// How long the comment or literal is that begins here, if one does.
fn dead_length(rest: &str, before: Option<char>) -> Option<usize> {
    let upto = |end: Option<usize>, more: usize| Some(end.map_or(rest.len(), |at| at + more));
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return upto(rest.find('\n'), 0);
    }
    if rest.starts_with("/*") {
        return upto(rest.find("*/"), 2);
    }
    if rest.starts_with('"') {
        return Some(quoted_length(rest, '"'));
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        // A lifetime has no second quotation mark right after one character.
        let mut inside = inside.chars();
        let escaped = inside.next()? == '\\';
        let is_char = escaped || inside.next() == Some('\'');
        return is_char.then(|| quoted_length(rest, '\''));
    }
    let hashes = rest.strip_prefix('r')?.find(|c| c != '#')?;
    if in_word || !rest[1 + hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = 2 + hashes;
    upto(rest[begin..].find(&end).map(|at| begin + at), end.len())
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + quote.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}
