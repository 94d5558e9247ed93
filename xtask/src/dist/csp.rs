//! The page's content security policy: nothing from elsewhere, no script but ours.
//!
//! Trunk's starter is an inline script, so its hash has to be in the policy.

use anyhow::{Result, ensure};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::html;

/// Where a page gets its parts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// From files beside it.
    Beside,
    /// From inside itself: it may ask nobody for anything.
    Inside,
}

/// The page with its policy. It must have none yet, and nothing that the policy would refuse.
pub fn protect(html: &str, parts: Parts) -> Result<String> {
    let tags = html::start_tags(html);
    let own = html.to_ascii_lowercase().contains("content-security-policy");
    ensure!(!own, "index.html has a content security policy of its own: the build writes it");
    let inline = |tag: &html::Tag| tag.has("style") || parts == Parts::Beside && tag.is("style");
    ensure!(
        !tags.iter().any(inline),
        "index.html has an inline style, which the policy refuses: move it to a style sheet"
    );
    let head = tags.iter().find(|tag| tag.is("meta") && tag.has("charset"));
    let head = head.or_else(|| tags.iter().find(|tag| tag.is("head")));
    ensure!(head.is_some(), "index.html has no <head> to put the policy in");
    let at = head.map_or(0, |tag| tag.end);
    ensure!(
        !tags.iter().any(|tag| tag.is("script") && tag.end < at),
        "index.html has a script before <meta charset>: the policy must come first"
    );
    let policy = match parts {
        Parts::Beside => policy(&html::inline(html, "script")),
        Parts::Inside => sealed(&html::inline(html, "script"), &html::inline(html, "style")),
    };
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    Ok(format!("{}\n{meta}{}", &html[..at], &html[at..]))
}

/// The policy for a page with these inline scripts.
fn policy(scripts: &[&str]) -> String {
    [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval'{}", hashes(scripts)),
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

/// The policy for a page that has everything inside: not one request is allowed.
fn sealed(scripts: &[&str], styles: &[&str]) -> String {
    [
        "default-src 'none'",
        &format!("script-src 'wasm-unsafe-eval'{}", hashes(scripts)),
        &format!("style-src{}", hashes(styles)),
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

fn hashes(texts: &[&str]) -> String {
    texts.iter().map(|text| format!(" '{}'", hash(text))).collect()
}

/// A script's hash as the policy names it. Browsers hash it with line ends as `\n`.
fn hash(script: &str) -> String {
    let text = script.replace("\r\n", "\n").replace('\r', "\n");
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><meta charset=\"utf-8\"><title>x</title>\
        <script type=\"module\">start()</script></head><body></body></html>";

    #[test]
    fn a_script_is_hashed_as_the_standard_says() {
        // The example of the Content Security Policy standard.
        let known = "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=";
        assert_eq!(hash("alert('Hello, world.');"), known);
        assert_eq!(hash("a\r\nb"), hash("a\nb"));
    }

    #[test]
    fn the_policy_comes_right_after_the_charset() -> Result<()> {
        let page = protect(PAGE, Parts::Beside)?;
        let (before, after) = page.split_once("\n<meta http-equiv").unwrap_or_default();
        assert!(before.ends_with("<meta charset=\"utf-8\">"));
        assert!(after.contains(&format!("'wasm-unsafe-eval' '{}'", hash("start()"))));
        assert!(after.ends_with(
            "<title>x</title><script type=\"module\">start()</script></head><body></body></html>"
        ));
        Ok(())
    }

    #[test]
    fn a_page_that_would_break_is_refused() {
        let refused = |page: &str| protect(page, Parts::Beside).map_err(|error| error.to_string());
        let style = PAGE.replace("<title>", "<style>a{}</style><title>");
        assert!(refused(&style).is_err_and(|told| told.contains("inline style")));
        let early = PAGE.replace("<head>", "<head><script>1</script>");
        assert!(refused(&early).is_err_and(|told| told.contains("must come first")));
        assert!(refused(&protect(PAGE, Parts::Beside).unwrap_or_default()).is_err());
        assert!(refused("<p>no head").is_err_and(|told| told.contains("<head>")));
    }

    #[test]
    fn a_page_with_everything_inside_may_ask_nobody() -> Result<()> {
        let page = PAGE.replace("<title>", "<style>p{}</style><title>");
        let page = protect(&page, Parts::Inside)?;
        assert!(page.contains(&format!("style-src '{}'", hash("p{}"))));
        assert!(page.contains(&format!("'wasm-unsafe-eval' '{}'", hash("start()"))));
        assert!(!page.contains("'self'") && !page.contains("connect-src"));
        Ok(())
    }
}
