//! Reads version numbers out of what programs say of themselves.

/// The first word of the output that looks like a version: `wasm-opt version 132 (version_132)`
/// gives `132`.
pub fn parse(output: &str) -> Option<&str> {
    output
        .split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .map(|word| word.trim_end_matches([',', ';']))
        .find(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'))
        })
}

/// The first `count` numbers of a version.
pub fn first_numbers(version: &str, count: usize) -> Vec<&str> {
    version.split('.').take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_programs_tell_them() {
        assert_eq!(parse("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(parse("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(parse("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(parse("v20.20.2"), Some("20.20.2"));
        assert_eq!(parse("trunk 0.22.0-beta.1"), Some("0.22.0-beta.1"));
        assert_eq!(parse("no number here"), None);
    }
}
