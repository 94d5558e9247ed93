//! The initial conditions of a scenario: the served folder, the language, the window size.

use std::{
    env,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Result, ensure};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// The folder for failures: `E2E_FAILURES` or `target/e2e-failures/`.
pub fn failures() -> PathBuf {
    env::var_os("E2E_FAILURES").map_or_else(|| root().join("target/e2e-failures"), PathBuf::from)
}

/// A folder and the path under which it is served.
#[derive(Clone, Debug)]
pub struct Site {
    pub(crate) folder: PathBuf,
    pub(crate) mount: String,
}

impl Site {
    /// The built app, from `E2E_DIST` or `dist/`, under `/revcon3/`.
    pub fn dist() -> Self {
        let folder = env::var_os("E2E_DIST").map_or_else(|| root().join("dist"), PathBuf::from);
        Self::folder(folder)
    }

    /// Any folder with an `index.html`, under `/revcon3/`.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), mount: "/revcon3/".to_owned() }
    }

    /// The same folder under another path; it starts and ends with a slash.
    pub fn mount(mut self, mount: &str) -> Self {
        self.mount = mount.to_owned();
        self
    }

    pub(crate) fn check(&self) -> Result<()> {
        ensure!(
            self.folder.join("index.html").is_file(),
            "{} has no index.html: run `cargo xtask build` first, or set E2E_DIST",
            self.folder.display()
        );
        Ok(())
    }
}

/// The initial conditions of a scenario.
#[derive(Clone, Debug)]
pub struct Setup {
    pub(crate) site: Site,
    pub(crate) lang: String,
    pub(crate) size: (u32, u32),
    pub(crate) limit: Duration,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            site: Site::dist(),
            lang: "en".to_owned(),
            size: (1280, 900),
            limit: Duration::from_secs(120),
        }
    }
}

impl Setup {
    /// English, 1280 × 900, the built app, a limit of two minutes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The browser's language, `fr` or `ar-EG`.
    pub fn lang(mut self, lang: &str) -> Self {
        self.lang = lang.to_owned();
        self
    }

    /// The size of the page's viewport in CSS pixels.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// The site to serve.
    pub fn site(mut self, site: Site) -> Self {
        self.site = site;
        self
    }

    /// The time limit of the whole scenario.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }
}
