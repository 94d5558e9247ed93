//! Lists the files of a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A file of the build.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BuiltFile {
    /// Its path from the folder, with slashes.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Every file in `folder` and below, sorted by name.
pub fn list(folder: &Path) -> Result<Vec<BuiltFile>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<BuiltFile>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{own}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), found)?;
        } else {
            found.push(BuiltFile { name, path });
        }
    }
    Ok(())
}
