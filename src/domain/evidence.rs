//! A piece of evidence that a State gives for an element: a title, a link or
//! document symbol, a date of its own. Does not know how it is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::field::{FieldError, check_text};
use super::hidden::is_hidden;
use super::target::parse_day;
use super::value::Value;

/// A piece of evidence. An empty text is an absent member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Its title.
    pub title: String,
    /// A web address, or the symbol of a document (`A/CONF.192/15`).
    pub link: String,
    /// Its date, as `YYYY-MM-DD` when written here.
    pub date: String,
    /// Members this program does not know; kept unchanged.
    pub unknown: BTreeMap<String, Value>,
}

impl Evidence {
    /// Reads the value of a field named `evidence:<key>`.
    ///
    /// # Errors
    /// If the value is not a map, or a known member is not a text.
    pub fn from_value(value: &Value) -> Result<Self, FieldError> {
        let mut members = Members::of(value)?;
        Ok(Self {
            title: members.text("title")?,
            link: members.text("link")?,
            date: members.text("date")?,
            unknown: members.rest(),
        })
    }

    /// The value to write into the field.
    pub fn to_value(&self) -> Value {
        let known = [("title", &self.title), ("link", &self.link), ("date", &self.date)];
        joined(&self.unknown, known.map(|(name, text)| (name, text.as_str())))
    }

    /// Checks that this program may write it.
    ///
    /// # Errors
    /// If it has neither title nor link, a text is too long, or the date is not valid.
    pub fn check(&self) -> Result<(), FieldError> {
        if self.title.trim().is_empty() && self.link.trim().is_empty() {
            return Err(FieldError::EmptyEvidence);
        }
        if !self.date.is_empty() && self.day().is_none() {
            return Err(FieldError::Date(self.date.chars().take(32).collect()));
        }
        check_text(&self.title)?;
        check_text(&self.link)
    }

    /// Whether something is filled in but neither title nor link, so that it
    /// cannot be saved yet.
    pub fn is_nameless(&self) -> bool {
        self.check() == Err(FieldError::EmptyEvidence) && *self != Self::default()
    }

    /// Its date, if valid.
    pub fn day(&self) -> Option<NaiveDate> {
        parse_day(&self.date)
    }

    /// The link, if it is an address that is safe to follow; otherwise show it
    /// as text only.
    pub fn address(&self) -> Option<&str> {
        safe_address(&self.link)
    }
}

/// The text, if it is a web or mail address; everything else is refused,
/// because files from strangers may contain `javascript:` links. Also refuses
/// addresses that lead elsewhere than they seem to.
pub fn safe_address(text: &str) -> Option<&str> {
    let address = text.trim();
    let (scheme, rest) = address.split_once(':')?;
    let known = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(names_a_host),
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    // Browsers drop some of these characters before they parse an address.
    let unseen = |c: char| c.is_whitespace() || c == '\u{ad}' || is_hidden(c);
    (known && !address.contains(unseen)).then_some(address)
}

/// Whether a host follows `//` directly. In `https://un.org@example.org` the
/// host is `example.org`, and browsers treat a backslash as a slash.
fn names_a_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !host.contains(['@', '\\'])
}

/// The members of an item. Reading removes a member; what remains is unknown.
pub(super) struct Members(BTreeMap<String, Value>);

impl Members {
    pub(super) fn of(value: &Value) -> Result<Self, FieldError> {
        match value {
            Value::Map(members) => Ok(Self(members.clone())),
            _ => Err(FieldError::NotMap),
        }
    }

    /// The text of a member; empty if it is absent.
    pub(super) fn text(&mut self, name: &'static str) -> Result<String, FieldError> {
        match self.0.remove(name) {
            None => Ok(String::new()),
            Some(Value::Text(text)) => Ok(text),
            Some(_) => Err(FieldError::MemberNotText(name)),
        }
    }

    pub(super) fn rest(self) -> BTreeMap<String, Value> {
        self.0
    }
}

/// The members as one value; empty texts are left out.
pub(super) fn joined<const N: usize>(
    unknown: &BTreeMap<String, Value>,
    known: [(&str, &str); N],
) -> Value {
    let mut members = unknown.clone();
    for (name, text) in known {
        if !text.is_empty() {
            members.insert(name.to_owned(), Value::text(text));
        }
    }
    Value::Map(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_reads_back_with_what_is_not_known() {
        let evidence = Evidence {
            title: "Loi 12".into(),
            link: "https://example.org/12".into(),
            date: "2019-02-01".into(),
            unknown: BTreeMap::from([("pages".into(), Value::Integer(3))]),
        };
        assert_eq!(Evidence::from_value(&evidence.to_value()), Ok(evidence));
        let title_only = Evidence { title: "Loi 12".into(), ..Evidence::default() };
        assert_eq!(title_only.to_value().member("link"), None);
    }

    #[test]
    fn a_date_alone_is_evidence_of_nothing() {
        let date = Evidence { date: "2019-02-01".into(), ..Evidence::default() };
        assert!(date.is_nameless());
        assert!(!Evidence::default().is_nameless(), "nothing is begun");
        assert!(!Evidence { link: "A/CONF.192/15".into(), ..date.clone() }.is_nameless());
        assert!(!Evidence { title: "Loi 12".into(), date: "1 Feb".into(), ..date }.is_nameless());
    }

    #[test]
    fn a_value_of_another_kind_is_no_evidence() {
        assert_eq!(Evidence::from_value(&"Loi 12".into()), Err(FieldError::NotMap));
        let value = Value::Map(BTreeMap::from([("title".into(), Value::Integer(1))]));
        assert_eq!(Evidence::from_value(&value), Err(FieldError::MemberNotText("title")));
    }

    #[test]
    fn only_web_and_mail_addresses_may_be_followed() {
        for text in ["https://example.org/a?b#c", " HTTP://example.org ", "mailto:a@example.org"] {
            assert_eq!(safe_address(text), Some(text.trim()), "{text}");
        }
        for text in [
            "",
            "A/CONF.192/15",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "https:example.org",
            "https://",
            "//example.org",
            "https://exa\tmple.org",
            "mailto:",
            "file:///etc/passwd",
        ] {
            assert_eq!(safe_address(text), None, "{text}");
        }
    }

    #[test]
    fn no_disguise_makes_a_program_an_address() {
        for scheme in ["javascript", "vbscript", "livescript", "data", "file", "blob", "about"] {
            let capital = scheme.to_ascii_uppercase();
            let (head, tail) = scheme.split_at(2);
            for text in [
                format!("{scheme}:alert(1)"),
                format!("{capital}:alert(1)"),
                format!("  {scheme}:alert(1)"),
                format!("{scheme} :alert(1)"),
                format!("{scheme}://example.org/%0aalert(1)"),
                format!("{head}\n{tail}:alert(1)"),
                format!("{head}\t{tail}:alert(1)"),
                format!("{head}\r{tail}:alert(1)"),
                format!("{head}\0{tail}:alert(1)"),
                format!("\u{1}{scheme}:alert(1)"),
                format!("\u{feff}{scheme}:alert(1)"),
                format!("\u{200b}{scheme}:alert(1)"),
                format!("{head}\u{ad}{tail}:alert(1)"),
                format!("{scheme}&colon;alert(1)"),
                format!("{scheme}&#58;alert(1)"),
                format!("&#x6a;{scheme}:alert(1)"),
                format!("{scheme}%3aalert(1)"),
                format!("view-source:{scheme}:alert(1)"),
                format!("feed:{scheme}:alert(1)"),
                format!("url({scheme}:alert(1))"),
            ] {
                assert_eq!(safe_address(&text), None, "{text:?}");
            }
        }
    }

    #[test]
    fn an_address_that_leads_elsewhere_than_it_reads_is_none() {
        for text in [
            "https://un.org@example.org/",
            "https://un.org:80@example.org",
            "https://un.org\\@example.org/",
            "https:\\\\example.org",
            "https:/example.org",
            "https:///example.org",
            "https://?example.org",
            "https://#",
            "https://example.org/\u{202e}fdp.exe",
            "https://exam\u{200b}ple.org/",
            "https://example.org/\u{2066}a\u{2069}",
            "https://example.org/a b",
            "mailto:a@example.org\u{200d}",
            "mailto:a@example.org\r\nBcc:b@example.org",
        ] {
            assert_eq!(safe_address(text), None, "{text:?}");
        }
        for text in
            ["https://example.org/@un", "https://example.org?to=a@un.org", "https://é.example/ü"]
        {
            assert_eq!(safe_address(text), Some(text));
        }
    }
}
