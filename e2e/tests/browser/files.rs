//! Snapshot files of other people, made by the command line.
//!
//! `E2E_REVCON3` names the program; without it, it is built, once per run.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use e2e::{Context, Result, Value, bail, ensure};

/// One of Finland's two offices.
pub const CAPITAL: &str = "delegation/FI/00000000000000aa";
/// The other.
pub const MISSION: &str = "delegation/FI/00000000000000bb";

/// A moment in 2026, in milliseconds since 1970.
const TIME: &str = "1790000000000";

/// A snapshot of one participant. Each statement is an element and what is said of it:
/// `["PoA.4", "status=ongoing", "note=…"]`.
pub fn snapshot(author: &str, statements: &[&[&str]]) -> Result<Vec<u8>> {
    snapshot_at(TIME, author, statements)
}

/// [`snapshot`], written at a moment that is given in milliseconds since 1970.
pub fn snapshot_at(time: &str, author: &str, statements: &[&[&str]]) -> Result<Vec<u8>> {
    let participant = author.split('/').nth(1).unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("out.json");
    let mut command = Command::new(program()?);
    command.arg("new").arg("-o").arg(&path);
    command.args(["--participant", participant, "--author", author, "--time", time]);
    for statement in statements {
        command.arg("--set").args(*statement);
    }
    run(&mut command)?;
    Ok(fs::read(path)?)
}

/// What the command line says is the fingerprint of a file.
pub fn fingerprint(bytes: &[u8]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("in.json");
    fs::write(&path, bytes)?;
    let said = run(Command::new(program()?).arg("fingerprint").arg(&path))?;
    Ok(said.trim().to_owned())
}

/// What the command line makes of several files that can be read: their union, and how many
/// fields of it are contested.
pub fn merged(files: &[&[u8]]) -> Result<(Vec<u8>, usize)> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("merged.json");
    let mut command = Command::new(program()?);
    command.arg("merge").arg("-o").arg(&out);
    for (number, bytes) in files.iter().enumerate() {
        let path = folder.path().join(format!("{number}.json"));
        fs::write(&path, bytes)?;
        command.arg(path);
    }
    run(&mut command)?;
    let shown = run(Command::new(program()?).args(["show", "--json"]).arg(&out))?;
    let shown: Value = serde_json::from_str(&shown)?;
    let entries = shown["entries"].as_array().context("no entries")?;
    let fields = entries.iter().filter_map(|entry| entry["fields"].as_object());
    let contested = fields.flat_map(|fields| fields.values()).filter(|f| f["contested"] == true);
    Ok((fs::read(out)?, contested.count()))
}

/// The elements of the outline that can be stated, in its order, as the command line tells them.
pub fn stated_elements() -> Result<Vec<String>> {
    let told = run(Command::new(program()?).args(["outline", "--json"]))?;
    let outline: Vec<Value> = serde_json::from_str(&told)?;
    let stated = outline.iter().filter(|node| node["taggable"] == true);
    Ok(stated.filter_map(|node| node["id"].as_str().map(str::to_owned)).collect())
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().context("cannot run revcon3")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).context("revcon3 answered no text")
}

fn program() -> Result<&'static Path> {
    static PROGRAM: LazyLock<Result<PathBuf>> =
        LazyLock::new(|| match env::var_os("E2E_REVCON3") {
            Some(path) => Ok(PathBuf::from(path)),
            None => build(),
        });
    match &*PROGRAM {
        Ok(path) => Ok(path),
        Err(error) => bail!("{error:#}"),
    }
}

fn build() -> Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--bin", "revcon3", "--message-format=json"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .context("cannot run cargo")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "revcon3 does not build: {errors}");
    let told = String::from_utf8_lossy(&output.stdout);
    let built = told
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back();
    built.context("cargo built no program")
}
