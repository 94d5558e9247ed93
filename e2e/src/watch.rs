//! Observes what must not happen: console errors, policy violations, requests to other hosts.
//!
//! Classifies the entries of the browsers' logs; does not read the logs itself.

use std::collections::BTreeSet;

use serde_json::Value;

/// The script that reports policy violations; it runs before the scripts of the page.
pub(crate) const SCRIPT: &str = include_str!("watch.js");

const MARK: &str = "e2e-csp ";

/// Everything observed and not yet taken.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    pub errors: Vec<String>,
    pub violations: Vec<String>,
    pub foreign: Vec<String>,
    /// The whole console, for the failure report.
    pub console: Vec<String>,
    /// The browser's own messages about violations: one for each that the
    /// listener reports, and the only ones of a tab without listener.
    refused: Vec<String>,
    told: usize,
    /// Recorded requests, by number and URL: a redirected one keeps its number.
    seen: BTreeSet<String>,
    urls: BTreeSet<String>,
}

impl Watch {
    /// Records a console entry.
    pub(crate) fn console(&mut self, level: &str, source: &str, message: &str) {
        self.console.push(format!("{level} {source} {message}"));
        if let Some(at) = message.find(MARK) {
            let told = message[at + MARK.len()..].trim_end_matches('"').replace("\\\"", "\"");
            self.violations.push(told);
            self.told += 1;
        } else if message.contains("Content Security Policy") {
            self.refused.push(message.to_owned());
        } else if level == "SEVERE" {
            self.errors.push(message.to_owned());
        }
    }

    /// Records a request in the browser's own log, after those reported by the tabs.
    pub(crate) fn asked(&mut self, url: &str, own: &str) {
        if is_foreign(url, own) && self.urls.insert(url.to_owned()) {
            self.foreign.push(url.to_owned());
        }
    }

    /// Records a DevTools event; `own` is the server's `host:port`.
    pub(crate) fn event(&mut self, event: &Value, own: &str) {
        let params = &event["params"];
        let url = match event["method"].as_str() {
            Some("Network.requestWillBeSent") => &params["request"]["url"],
            Some("Network.webSocketCreated") => &params["url"],
            _ => return,
        };
        let url = url.as_str().unwrap_or_default();
        let request = params["requestId"].as_str().unwrap_or_default();
        if is_foreign(url, own) && self.seen.insert(format!("{request} {url}")) {
            self.urls.insert(url.to_owned());
            self.foreign.push(url.to_owned());
        }
    }

    /// The browser's messages, if there are more than the listener reported.
    pub(crate) fn untold(&self) -> &[String] {
        if self.refused.len() > self.told { &self.refused } else { &[] }
    }
}

/// Whether a URL leads to a host other than the test server.
fn is_foreign(url: &str, own: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    matches!(scheme, "http" | "https" | "ws" | "wss" | "ftp") && host != own
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_other_hosts_are_foreign() {
        let own = "127.0.0.1:4000";
        assert!(!is_foreign("http://127.0.0.1:4000/revcon3/", own));
        assert!(is_foreign("http://127.0.0.1:4001/", own));
        assert!(is_foreign("wss://example.org/live", own));
        assert!(!is_foreign("data:text/plain,hi", own));
        assert!(!is_foreign("file:///tmp/single.html", own));
    }

    #[test]
    fn a_refusal_is_counted_once() {
        let mut watch = Watch::default();
        watch.console("SEVERE", "security", "Refused … Content Security Policy directive …");
        let told = r#"http://127.0.0.1/ 3:10 "e2e-csp {\"effectiveDirective\":\"img-src\"}""#;
        watch.console("SEVERE", "console-api", told);
        assert_eq!(watch.violations, [r#"{"effectiveDirective":"img-src"}"#]);
        assert!(watch.errors.is_empty());
        assert!(watch.untold().is_empty());
    }

    #[test]
    fn a_request_is_counted_once() {
        let mut watch = Watch::default();
        let event = json!({ "method": "Network.requestWillBeSent",
            "params": { "requestId": "1", "request": { "url": "https://example.org/a" } } });
        watch.event(&event, "127.0.0.1:1");
        watch.event(&event, "127.0.0.1:1");
        watch.asked("https://example.org/a", "127.0.0.1:1");
        assert_eq!(watch.foreign, ["https://example.org/a"]);
        watch.asked("https://example.org/worker", "127.0.0.1:1");
        assert_eq!(watch.foreign.len(), 2);
    }
}
