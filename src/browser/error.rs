//! What the browser says when it refuses something.

use std::fmt;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The browser's own error, or one said in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserError {
    /// The kind of error, such as `QuotaExceededError`.
    name: String,
    /// The browser's words, in its own language.
    message: String,
}

impl BrowserError {
    /// An error that the browser has no words for.
    pub fn new(message: &str) -> Self {
        Self { name: String::new(), message: message.to_owned() }
    }

    /// Whether the database was closed under the page.
    pub fn is_closed(&self) -> bool {
        self.name == "InvalidStateError"
    }

    /// Whether the database is of a newer version of the app.
    pub fn is_newer_version(&self) -> bool {
        self.name == "VersionError"
    }
}

impl From<JsValue> for BrowserError {
    fn from(error: JsValue) -> Self {
        let member = |name| Reflect::get(&error, &JsValue::from_str(name)).ok()?.as_string();
        let message = member("message").or_else(|| error.as_string()).unwrap_or_default();
        Self { name: member("name").unwrap_or_default(), message }
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&*self.name, &*self.message) {
            ("", "") => f.write_str("Error"),
            ("", only) | (only, "") => f.write_str(only),
            (name, message) => write!(f, "{name}: {message}"),
        }
    }
}
