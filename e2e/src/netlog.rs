//! Chromium's log of all network activity. It includes requests that no tab
//! reports, such as those of a service worker.
//!
//! Read after the browser has ended. After a kill its last lines may be missing.

use std::{fs, path::Path};

use serde_json::Value;

/// The URLs requested by pages and workers, in order; without the browser's own requests.
pub(crate) fn requests(log: &Path) -> Vec<String> {
    let text = fs::read(log).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().filter_map(request).collect()
}

/// One event per line, followed by a comma.
fn request(line: &str) -> Option<String> {
    if !line.contains("\"initiator\":") || line.contains("\"initiator\":\"not an origin\"") {
        return None;
    }
    let event: Value = serde_json::from_str(line.trim_end_matches(',')).ok()?;
    event["params"]["url"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_page_asked_for_counts() {
        let line = |initiator: &str| {
            format!(
                r#"{{"params":{{"initiator":"{initiator}","url":"http://x.example/"}},"type":1}},"#
            )
        };
        let asked = request(&line("http://127.0.0.1:80"));
        assert_eq!(asked.as_deref(), Some("http://x.example/"));
        assert_eq!(request(&line("not an origin")), None);
        assert_eq!(request(r#"{"params":{"initiator":"http"#), None);
    }
}
