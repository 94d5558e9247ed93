//! The list of tools and their pinned versions.

use anyhow::Result;

use super::{Accepts, Provides, Source, Tool};
use crate::{lockfile, project::Project};

/// Builds the app. Without its TLS and update features: it has no need to reach the network.
/// 0.22 needs a newer Rust.
pub fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: "0.21.14".to_owned(),
        provides: Provides::Program("trunk"),
        accepts: Accepts::SameMinor,
        source: Source::Cargo("--locked --no-default-features"),
        why: "it builds and serves the app",
    }
}

/// Connects WebAssembly and JavaScript. Must be of the version that the app is linked with.
pub fn wasm_bindgen(project: &Project) -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        version: lockfile::version_of(project, "wasm-bindgen")?,
        provides: Provides::Program("wasm-bindgen"),
        accepts: Accepts::Exactly,
        // Its lock file names a version that was withdrawn.
        source: Source::Cargo(""),
        why: "it connects the app to the browser; its version follows Cargo.lock",
    })
}

/// Brings `wasm-opt`.
pub fn binaryen() -> Tool {
    Tool {
        package: "binaryen",
        version: "132.0.0".to_owned(),
        provides: Provides::Program("wasm-opt"),
        accepts: Accepts::SameMajor,
        source: Source::Npm,
        why: "its wasm-opt makes the app smaller",
    }
}

/// Finds what people who use assistive technology would trip over.
pub fn axe() -> Tool {
    Tool {
        package: "axe-core",
        version: "4.14.1".to_owned(),
        provides: Provides::File("axe.min.js"),
        accepts: Accepts::Exactly,
        source: Source::Npm,
        why: "the browser tests check accessibility with it",
    }
}

/// Drives Firefox. Debian's packages have none.
pub fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        version: "0.37.1".to_owned(),
        provides: Provides::Program("geckodriver"),
        accepts: Accepts::SameMinor,
        source: Source::Cargo("--locked"),
        why: "the browser tests drive Firefox with it",
    }
}

/// Checks licences, sources and duplicates of dependencies.
pub fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        version: "0.20.2".to_owned(),
        provides: Provides::Program("cargo-deny"),
        accepts: Accepts::SameMinor,
        source: Source::Cargo("--locked"),
        why: "it checks the dependencies' licences and sources",
    }
}

/// Checks the spelling.
pub fn typos() -> Tool {
    Tool {
        package: "typos-cli",
        version: "1.52.0".to_owned(),
        provides: Provides::Program("typos"),
        accepts: Accepts::Exactly,
        source: Source::Cargo("--locked"),
        why: "it checks the spelling",
    }
}
