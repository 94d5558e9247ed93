//! Installs a tool into its folder, all of it or nothing.

use std::{
    env,
    fs::{self, File, TryLockError},
    path::Path,
    time::Instant,
};

use anyhow::{Context, Result, ensure};

use super::{Provides, Source, Tool, find_program};
use crate::{project::Project, run::Run};

/// A light build: these tools run for seconds, but with the profiles they ship with they take a
/// quarter of an hour to compile.
const LIGHT: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// Flags meant for the project must not reach the tools.
const NOT_FOR_TOOLS: [&str; 4] =
    ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTFLAGS"];

/// Installs `tool` so that `home` is its folder.
pub fn install(project: &Project, tool: &Tool, home: &Path) -> Result<()> {
    let (name, version) = (tool.package, &tool.version);
    println!("Installing {name} {version}: {}. Once; kept in {}.", tool.why, home.display());
    let start = Instant::now();
    whole(home, &tool.inside(), |partial| fill(project, tool, partial))
        .with_context(|| format!("cannot install {name} {version}; needed because {}", tool.why))?;
    println!("Installed {name} {version} in {} s.", start.elapsed().as_secs());
    Ok(())
}

/// Has `fill` make a folder with the file `inside`, and calls it `home` once it is whole. A failure
/// leaves nothing; an interrupted run leaves what it had, and the next one goes on from there.
fn whole(home: &Path, inside: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let tools = home.parent().context("a tool's folder has a parent")?;
    let name = home.file_name().context("a tool's folder has a name")?.to_string_lossy();
    fs::create_dir_all(tools).with_context(|| format!("cannot create {}", tools.display()))?;
    let _alone = lock(&tools.join(format!(".{name}.lock")))?;
    if home.join(inside).exists() {
        // By the run that had the lock before.
        return Ok(());
    }
    let partial = tools.join(format!(".{name}"));
    fs::create_dir_all(&partial).with_context(|| format!("cannot create {}", partial.display()))?;
    let done = fill(&partial).and_then(|()| {
        ensure!(partial.join(inside).exists(), "it came without {}", inside.display());
        put_in_place(&partial, home)
    });
    fs::remove_dir_all(&partial).ok();
    done
}

/// Waits until no other run installs the same. The system takes the lock back from whoever dies. A
/// disk that knows no locks does without: what two runs could spoil there, a third one mends.
fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).with_context(|| format!("cannot create {}", path.display()))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        println!("Another run is installing it: waiting for that one.");
        file.lock()?;
    }
    Ok(file)
}

/// A folder without its tool, of which somebody has tidied away a part, makes room.
fn put_in_place(partial: &Path, home: &Path) -> Result<()> {
    if home.exists() {
        fs::remove_dir_all(home).with_context(|| format!("cannot remove {}", home.display()))?;
    }
    fs::rename(partial, home).with_context(|| format!("cannot create {}", home.display()))
}

fn fill(project: &Project, tool: &Tool, folder: &Path) -> Result<()> {
    match tool.source {
        Source::Cargo(arguments) => {
            if binstall(project, tool, folder) {
                return Ok(());
            }
            cargo_install(project, tool, arguments, folder)
        }
        Source::Npm => npm_install(tool, folder),
    }
}

/// A ready-made program, where `cargo binstall` is at hand and finds one.
fn binstall(project: &Project, tool: &Tool, folder: &Path) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let Provides::Program(name) = tool.provides else {
        return false;
    };
    find_program("cargo-binstall", &path).is_some_and(|program| {
        Run::new(program, project.root())
            .args("--no-confirm --disable-strategies compile --root")
            .arg(folder)
            .arg(format!("{}@{}", tool.package, tool.version))
            .go()
            .is_ok_and(|()| folder.join("bin").join(name).exists())
    })
}

fn cargo_install(project: &Project, tool: &Tool, arguments: &str, folder: &Path) -> Result<()> {
    let build = folder.join("build");
    let mut run = Run::cargo(project.root())
        .args("install --quiet")
        .args(arguments)
        .arg("--version")
        .arg(format!("={}", tool.version))
        .arg("--root")
        .arg(folder)
        .arg(tool.package)
        .env("CARGO_TARGET_DIR", &build)
        .without_env(&NOT_FOR_TOOLS);
    for (name, value) in LIGHT {
        run = run.env(name, value);
    }
    run.go()?;
    // It is gone already if a run was interrupted right after this.
    if build.exists() {
        fs::remove_dir_all(&build).context("cannot remove the tool's build folder")?;
    }
    Ok(())
}

fn npm_install(tool: &Tool, folder: &Path) -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let npm = find_program("npm", &path)
        .context("npm is needed, which comes with Node.js 20 or later")?;
    Run::new(npm, folder)
        .args("install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix")
        .arg(folder)
        .arg(format!("{}@{}", tool.package, tool.version))
        .go()
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use anyhow::bail;

    use super::*;

    /// A folder to install into, and what is looked for in it.
    fn place() -> Result<(tempfile::TempDir, std::path::PathBuf)> {
        let cache = tempfile::tempdir()?;
        let home = cache.path().join("tool-1.2.3");
        Ok((cache, home))
    }

    fn write_tool(folder: &Path) -> Result<()> {
        Ok(fs::write(folder.join("tool"), "")?)
    }

    #[test]
    fn an_interrupted_installation_goes_on_where_it_was() -> Result<()> {
        let (cache, home) = place()?;
        fs::create_dir(cache.path().join(".tool-1.2.3"))?;
        fs::write(cache.path().join(".tool-1.2.3/compiled"), "")?;
        whole(&home, Path::new("tool"), |partial| {
            ensure!(partial.join("compiled").exists());
            write_tool(partial)
        })?;
        assert!(home.join("tool").exists());
        assert!(!cache.path().join(".tool-1.2.3").exists());
        Ok(())
    }

    #[test]
    fn a_folder_without_its_tool_is_replaced() -> Result<()> {
        let (_cache, home) = place()?;
        fs::create_dir(&home)?;
        fs::write(home.join("left"), "")?;
        whole(&home, Path::new("tool"), write_tool)?;
        assert!(home.join("tool").exists());
        assert!(!home.join("left").exists());
        Ok(())
    }

    #[test]
    fn what_fails_or_lacks_the_tool_leaves_nothing() -> Result<()> {
        let (cache, home) = place()?;
        assert!(whole(&home, Path::new("tool"), |_| bail!("no network")).is_err());
        assert!(whole(&home, Path::new("tool"), |_| Ok(())).is_err());
        assert!(!home.exists());
        assert!(!cache.path().join(".tool-1.2.3").exists());
        Ok(())
    }

    #[test]
    fn who_waited_for_another_run_installs_nothing() -> Result<()> {
        let (_cache, home) = place()?;
        let (begun, wait) = mpsc::channel();
        thread::scope(|scope| {
            let first = scope.spawn(|| {
                whole(&home, Path::new("tool"), move |partial| {
                    begun.send(())?;
                    write_tool(partial)
                })
            });
            wait.recv()?;
            whole(&home, Path::new("tool"), |_| bail!("it is there"))?;
            first.join().unwrap_or_else(|_| bail!("the first run failed"))
        })?;
        assert!(home.join("tool").exists());
        Ok(())
    }
}
