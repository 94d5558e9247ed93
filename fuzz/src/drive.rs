//! The loop: makes an input, gives it to the target, keeps it if its outcome
//! is new. A panic is kept as a file that can be given again.

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::mutate::{LARGEST, mutate};
use crate::random::Random;
use crate::targets::Target;

/// What is larger is not changed further: small inputs are many per second.
const WORTH_KEEPING: usize = 4 << 10;

/// How long to go on and where from.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many executions.
    pub runs: u64,
    /// How long at most.
    pub time: Option<Duration>,
    /// What chance begins with.
    pub seed: u64,
    /// Whether each input is written down before it is taken.
    pub careful: bool,
}

/// Where inputs are kept that are worth another look.
pub fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| root().join("target")).join("fuzz")
}

fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Gives one kept input again, with the panic in plain sight.
pub fn replay(target: Target, path: &Path) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    println!("{}", (target.take)(&bytes));
    Ok(())
}

/// Gives the target inputs until the plan ends or it panics.
pub fn fuzz(target: Target, plan: &Plan) -> Result<()> {
    let mut pool = seeds(target)?;
    let mut seen = BTreeSet::new();
    for bytes in &pool {
        note(&mut seen, &give(target, bytes)?);
    }
    println!("{}: {} inputs to begin with, {} outcomes", target.name, pool.len(), seen.len());
    let mut random = Random::new(plan.seed);
    let begun = Instant::now();
    let mut told = begun;
    let mut runs = 0;
    while runs < plan.runs && plan.time.is_none_or(|time| begun.elapsed() < time) {
        let bytes = mutate(&mut random, &pool);
        if plan.careful {
            keep("last", target, &bytes)?;
        }
        if note(&mut seen, &give(target, &bytes)?) && bytes.len() <= WORTH_KEEPING {
            pool.push(bytes);
        }
        runs += 1;
        if told.elapsed() > Duration::from_secs(10) {
            told = Instant::now();
            println!("{}", progress(runs, begun.elapsed(), seen.len()));
        }
    }
    println!(
        "{}: passed: {}, seed {}",
        target.name,
        progress(runs, begun.elapsed(), seen.len()),
        plan.seed
    );
    Ok(())
}

/// Whether an outcome has a word that no other has had.
fn note(seen: &mut BTreeSet<String>, outcome: &str) -> bool {
    let before = seen.len();
    seen.extend(outcome.split_whitespace().map(str::to_owned));
    seen.len() > before
}

fn progress(runs: u64, time: Duration, outcomes: usize) -> String {
    let rate = runs as f64 / time.as_secs_f64().max(0.001);
    format!("{runs} executions in {} s, {rate:.0} per second, {outcomes} outcomes", time.as_secs())
}

fn seeds(target: Target) -> Result<Vec<Vec<u8>>> {
    let mut seeds: Vec<Vec<u8>> =
        target.words.iter().map(|words| words.as_bytes().to_vec()).collect();
    for folder in target.seeds {
        let folder = root().join(folder);
        let files = fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
            .map(|file| file.map(|file| file.path()));
        let mut paths = files.collect::<std::io::Result<Vec<_>>>()?;
        // The system lists them in any order.
        paths.sort();
        for path in paths {
            let name = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let bytes = fs::read(&path)?;
            if !["expect", "md", "py"].contains(&name) && bytes.len() <= LARGEST {
                seeds.push(bytes);
            }
        }
    }
    Ok(seeds)
}

/// Gives one input; a panic is kept and told.
fn give(target: Target, bytes: &[u8]) -> Result<String> {
    match catch_unwind(|| (target.take)(bytes)) {
        Ok(outcome) => Ok(outcome),
        Err(_) => {
            let path = keep("crash", target, bytes)?;
            bail!(
                "{} panicked; the input is {}: give it again with `cargo xtask fuzz {} --replay {}`",
                target.name,
                path.display(),
                target.name,
                path.display()
            )
        }
    }
}

fn keep(what: &str, target: Target, bytes: &[u8]) -> Result<PathBuf> {
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join(format!("{what}-{}.bin", target.name));
    fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::TARGETS;

    const PLAN: Plan = Plan { runs: 300, time: None, seed: 1, careful: false };

    #[test]
    fn every_target_stands_a_short_run() {
        for target in TARGETS {
            fuzz(target, &PLAN).unwrap();
        }
    }

    #[test]
    fn a_panic_is_kept_to_be_given_again() {
        let frail = |bytes: &[u8]| -> String {
            assert!(!bytes.contains(&b'!'), "it is frail");
            String::new()
        };
        let target = Target { name: "frail", take: frail, seeds: &[], words: &["a!b"] };
        let told = fuzz(target, &PLAN).unwrap_err().to_string();
        assert!(told.contains("cargo xtask fuzz frail --replay"), "{told}");
        assert_eq!(fs::read(folder().join("crash-frail.bin")).unwrap(), b"a!b");
    }
}
