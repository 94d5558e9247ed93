//! Uploads and downloads of [`App`].

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{app::App, find::Find, wait::until};

/// A finished download.
#[derive(Clone, Debug)]
pub struct Download {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Download {
    /// The content as UTF-8 text.
    pub fn text(&self) -> Result<String> {
        String::from_utf8(self.bytes.clone()).with_context(|| format!("{} is no text", self.name))
    }

    /// The content as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.bytes).with_context(|| format!("{} is no JSON", self.name))
    }
}

impl App {
    /// Waits for the next complete download, the oldest of several. Removes it from the folder,
    /// where the browser would overwrite it with the next one of the same name.
    pub async fn download(&self) -> Result<Download> {
        let path = until("a finished download", async || {
            let size = |path: &PathBuf| fs::metadata(path).map(|meta| meta.len()).unwrap_or(0);
            let Some(path) = self.arrived()?.into_iter().next() else {
                return Ok(None);
            };
            let before = size(&path);
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            Ok((before > 0 && before == size(&path)).then_some(path))
        })
        .await?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path)?;
        fs::remove_file(&path)?;
        Ok(Download { name, bytes })
    }

    /// Files in the download folder, oldest first; none while a download is incomplete.
    fn arrived(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.inbox())? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".crdownload") || name.ends_with(".part") {
                return Ok(Vec::new());
            }
            if !name.starts_with('.') {
                files.push((fs::metadata(&path)?.modified()?, path));
            }
        }
        files.sort();
        Ok(files.into_iter().map(|(_, path)| path).collect())
    }

    /// Sets the file of an `<input type=file>`, which may be invisible.
    pub async fn upload(&self, find: impl Into<Find>, name: &str, bytes: &[u8]) -> Result<()> {
        self.upload_all(find, &[(name, bytes)]).await
    }

    /// Sets several files of an `<input type=file multiple>`.
    pub async fn upload_all(&self, find: impl Into<Find>, files: &[(&str, &[u8])]) -> Result<()> {
        if files.is_empty() {
            bail!("no files to upload");
        }
        let folder = tempfile::tempdir_in(self.new_outbox()?)?.keep();
        let mut paths = Vec::new();
        for (name, bytes) in files {
            let path = folder.join(name);
            fs::write(&path, bytes)?;
            paths.push(path.to_string_lossy().into_owned());
        }
        let field = self.wait(find.into().even_hidden()).await?;
        Ok(field.send_keys(paths.join("\n")).await?)
    }

    fn new_outbox(&self) -> Result<PathBuf> {
        let outbox = self.outbox();
        fs::create_dir_all(&outbox)?;
        Ok(outbox)
    }
}
