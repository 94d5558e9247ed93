//! Where installed tools are kept: one folder per tool and version in the user's cache.

use std::{env, ffi::OsString, path::PathBuf};

use anyhow::{Context, Result};

use super::Tool;

/// The tool's own folder; it need not exist yet.
pub fn folder_for(tool: &Tool) -> Result<PathBuf> {
    let cache = user_cache(|name| env::var_os(name)).context(
        "no place to keep tools in: set XDG_CACHE_HOME (or HOME) to a folder you can write to",
    )?;
    Ok(cache.join("revcon3-tracker/tools").join(format!("{}-{}", tool.package, tool.version)))
}

fn user_cache(env: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name: &str| env(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_CACHE_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_the_user_says() {
        let both = |name: &str| match name {
            "XDG_CACHE_HOME" => Some("/c".into()),
            "HOME" => Some("/h".into()),
            _ => None,
        };
        assert_eq!(user_cache(both), Some("/c".into()));
        let home = |name: &str| (name == "HOME").then(|| "/h".into());
        assert_eq!(user_cache(home), Some("/h/.cache".into()));
        assert_eq!(user_cache(|_| None), None);
    }
}
