//! The little of HTML that finishing a page takes: finding start tags and inline scripts.
//!
//! Reads pages written by us and by trunk, not any page.

/// A start tag and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// What stands between the name and `>`.
    pub attributes: &'a str,
    /// The index of its `<`.
    pub start: usize,
    /// The index after its `>`.
    pub end: usize,
}

impl<'a> Tag<'a> {
    /// Whether it has this name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has this attribute, with or without a value.
    pub fn has(&self, attribute: &str) -> bool {
        attributes(self.attributes).any(|(name, _)| name.eq_ignore_ascii_case(attribute))
    }

    /// The value of this attribute, as it is written between its quotes.
    pub fn value(&self, attribute: &str) -> Option<&'a str> {
        attributes(self.attributes)
            .find(|(name, _)| name.eq_ignore_ascii_case(attribute))
            .map(|(_, value)| value)
    }
}

/// Every start tag in order. Comments, and the content of scripts and styles, hold none.
pub fn start_tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at += found;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag_at(html, at);
            at = tag.end;
            if tag.is("script") || tag.is("style") {
                at += raw_text(html, &tag).len();
            }
            tags.push(tag);
        } else {
            at += 1;
        }
    }
    tags
}

/// The content of every `script` or `style` that stands in the page and does something: not one
/// that is loaded by `src`, nor a block of data.
pub fn inline<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let code = |tag: &Tag| {
        let data = tag.value("type").is_some_and(|kind| kind.starts_with("application/"));
        tag.is(name) && !tag.has("src") && !data
    };
    let tags = start_tags(html).into_iter().filter(code);
    tags.map(|tag| raw_text(html, &tag)).collect()
}

/// The text between a tag's end and its end tag.
pub fn raw_text<'a>(html: &'a str, tag: &Tag<'_>) -> &'a str {
    let rest = &html[tag.end..];
    let closing = format!("</{}", tag.name.to_ascii_lowercase());
    let end = rest.to_ascii_lowercase().find(&closing).unwrap_or(rest.len());
    &rest[..end]
}

fn tag_at(html: &str, start: usize) -> Tag<'_> {
    let rest = &html[start + 1..];
    let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
    let name_end = rest.find(stop).unwrap_or(rest.len());
    let mut quote = None;
    let mut length = rest.len();
    for (index, c) in rest.char_indices().skip_while(|(index, _)| *index < name_end) {
        match (quote, c) {
            (None, '>') => {
                length = index;
                break;
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    let end = (start + 1 + length + 1).min(html.len());
    Tag { name: &rest[..name_end], attributes: &rest[name_end..length], start, end }
}

/// The attributes in a tag's text: name and value.
fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let (value, after) = split_value(after);
        rest = after;
        (!name.is_empty()).then_some((name, value))
    })
}

/// The value that follows an attribute's name, and what follows the value.
fn split_value(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
        return ("", after);
    };
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
        _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_those_without_src() {
        let html = "<!-- <script>no</script> --><script src=a.js></script>\
            <SCRIPT type='module' title=\"a > b\">let a = '<script>';</SCRIPT>\
            <script data-src=x>two</script><script type=application/gzip>data</script>";
        assert_eq!(inline(html, "script"), ["let a = '<script>';", "two"]);
    }

    #[test]
    fn attributes_are_told_by_name() {
        let tags = start_tags("<a href=\"x src=y\" hidden class=b/><br>");
        assert!(tags[0].has("href") && tags[0].has("hidden") && tags[0].has("CLASS"));
        assert!(!tags[0].has("src"));
        assert_eq!(tags[0].value("href"), Some("x src=y"));
        assert_eq!(tags[0].value("hidden"), Some(""));
        assert_eq!(tags[0].value("src"), None);
        assert!(tags[1].is("BR"));
    }

    #[test]
    fn a_cut_off_page_does_no_harm() {
        assert_eq!(
            start_tags("<p title='"),
            [Tag { name: "p", attributes: " title='", start: 0, end: 10 }]
        );
        assert_eq!(inline("<script>never closed", "script"), ["never closed"]);
        assert!(start_tags("a < b <!-- open").is_empty());
    }
}
