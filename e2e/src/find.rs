//! Identifies an element as a user would: by text, role or label; otherwise by test id or CSS.

use std::fmt;

use serde_json::{Value, json};

pub(crate) const SCRIPT: &str = include_str!("find.js");

/// How to find an element. Any `&str` is a CSS selector.
#[derive(Clone, Debug)]
pub struct Find {
    how: &'static str,
    what: String,
    name: Option<String>,
    within: Option<String>,
    pub(crate) nth: usize,
    hidden: bool,
}

/// The innermost element with this text, or the button, link or label around it.
pub fn text(text: &str) -> Find {
    Find::new("text", text)
}

/// The element with this ARIA role (native ones too) and accessible name; `""` for any name.
pub fn role(role: &str, name: &str) -> Find {
    let mut find = Find::new("role", role);
    find.name = (!name.is_empty()).then(|| name.to_owned());
    find
}

/// The form field with this label.
pub fn label(label: &str) -> Find {
    Find::new("label", label)
}

/// The element with this `data-testid`.
pub fn testid(id: &str) -> Find {
    Find::new("testid", id)
}

/// The element matching this selector. A plain `&str` does the same.
pub fn css(selector: &str) -> Find {
    Find::new("css", selector)
}

impl Find {
    fn new(how: &'static str, what: &str) -> Self {
        Self { how, what: what.to_owned(), name: None, within: None, nth: 0, hidden: false }
    }

    /// Restricts to the content of elements matching this selector.
    pub fn within(mut self, selector: &str) -> Self {
        self.within = Some(selector.to_owned());
        self
    }

    /// The n-th match in document order, from 0.
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }

    /// Includes invisible elements.
    pub fn even_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    pub(crate) fn arguments(&self, for_click: bool) -> Vec<Value> {
        vec![
            json!(self.how),
            json!(self.what),
            json!(self.name),
            json!(self.within),
            json!(self.hidden),
            json!(for_click),
        ]
    }
}

impl From<&str> for Find {
    fn from(selector: &str) -> Self {
        css(selector)
    }
}

impl From<&Find> for Find {
    fn from(find: &Find) -> Self {
        find.clone()
    }
}

impl fmt::Display for Find {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} “{}”", self.how, self.what)?;
        if let Some(name) = &self.name {
            write!(f, " named “{name}”")?;
        }
        if let Some(within) = &self.within {
            write!(f, " within {within}")?;
        }
        if self.nth > 0 {
            write!(f, " (match {})", self.nth)?;
        }
        Ok(())
    }
}
