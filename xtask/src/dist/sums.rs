//! `SHA256SUMS`: lets anyone prove that a copy is complete, with `sha256sum -c SHA256SUMS`.

use std::{fs, path::Path};

use anyhow::Result;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::files;

/// The file's name. It does not list itself.
pub const NAME: &str = "SHA256SUMS";

/// Writes the list for every file in the folder.
pub fn write(folder: &Path) -> Result<()> {
    let mut list = String::new();
    for file in files::list(folder)? {
        if file.name != NAME {
            list.push_str(&line(&file.name, &fs::read(&file.path)?));
        }
    }
    Ok(fs::write(folder.join(NAME), list)?)
}

fn line(name: &str, bytes: &[u8]) -> String {
    format!("{}  {name}\n", HEXLOWER.encode(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_sha256sum_reads_it() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(line("a/b.js", b""), format!("{empty}  a/b.js\n"));
    }

    #[test]
    fn the_list_is_sorted_and_leaves_itself_out() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("a"))?;
        fs::write(folder.path().join("a/z.txt"), "z")?;
        fs::write(folder.path().join("b.txt"), "b")?;
        write(folder.path())?;
        let first = fs::read_to_string(folder.path().join(NAME))?;
        write(folder.path())?;
        assert_eq!(fs::read_to_string(folder.path().join(NAME))?, first);
        let names: Vec<_> = first.lines().filter_map(|line| line.split("  ").nth(1)).collect();
        assert_eq!(names, ["a/z.txt", "b.txt"]);
        Ok(())
    }
}
