//! The little of HTML that finishing a page takes: finding start tags and inline scripts.
//!
//! Reads pages written by us and by trunk, not any page.

/// A start tag and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// What stands between the name and `>`.
    pub attributes: &'a str,
    /// The index after its `>`.
    pub end: usize,
}

impl Tag<'_> {
    /// Whether it has this name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it has this attribute, with or without a value.
    pub fn has(&self, attribute: &str) -> bool {
        attribute_names(self.attributes).any(|name| name.eq_ignore_ascii_case(attribute))
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

/// The content of every script that has no `src`.
pub fn inline_scripts(html: &str) -> Vec<&str> {
    let scripts = start_tags(html).into_iter().filter(|tag| tag.is("script") && !tag.has("src"));
    scripts.map(|tag| raw_text(html, &tag)).collect()
}

/// The text between a tag's end and its end tag.
fn raw_text<'a>(html: &'a str, tag: &Tag<'_>) -> &'a str {
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
    Tag { name: &rest[..name_end], attributes: &rest[name_end..length], end }
}

/// The names of the attributes in a tag's text.
fn attribute_names(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = skip_value(after);
        (!name.is_empty()).then_some(name)
    })
}

fn skip_value(after: &str) -> &str {
    let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
        return after;
    };
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or("", |end| &value[end + 2..]),
        _ => value.find(|c: char| c.is_ascii_whitespace()).map_or("", |end| &value[end..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_those_without_src() {
        let html = "<!-- <script>no</script> --><script src=a.js></script>\
            <SCRIPT type='module' title=\"a > b\">let a = '<script>';</SCRIPT>\
            <script data-src=x>two</script>";
        assert_eq!(inline_scripts(html), ["let a = '<script>';", "two"]);
    }

    #[test]
    fn attributes_are_told_by_name() {
        let tags = start_tags("<a href=\"x src=y\" hidden class=b/><br>");
        assert!(tags[0].has("href") && tags[0].has("hidden") && tags[0].has("CLASS"));
        assert!(!tags[0].has("src"));
        assert!(tags[1].is("BR"));
    }

    #[test]
    fn a_cut_off_page_does_no_harm() {
        assert_eq!(start_tags("<p title='"), [Tag { name: "p", attributes: " title='", end: 10 }]);
        assert_eq!(inline_scripts("<script>never closed"), ["never closed"]);
        assert!(start_tags("a < b <!-- open").is_empty());
    }
}
