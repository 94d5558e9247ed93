//! One round, natively: `bench run FOLDER` does every step once with the
//! files of a folder, and prints what each took in nanoseconds. `bench make
//! FOLDER COUNT AMOUNT` makes the files.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use bench::{Stage, TASKS};
use sample::{Amount, Recipe};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run", folder] => run(Path::new(folder)),
        ["make", folder, count, "typical"] => make(Path::new(folder), count, Amount::Typical),
        ["make", folder, count, "full"] => make(Path::new(folder), count, Amount::Full),
        _ => Err("usage: bench run FOLDER | bench make FOLDER COUNT typical|full".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make(folder: &Path, count: &str, amount: Amount) -> Outcome {
    fs::create_dir_all(folder)?;
    for file in Recipe::new(count.parse()?, amount).files() {
        fs::write(folder.join(file.name), file.bytes)?;
    }
    Ok(())
}

fn run(folder: &Path) -> Outcome {
    let clock = Clock(Instant::now());
    let mut stage = Stage::default();
    for path in files(folder)? {
        stage.feed(fs::read(path)?);
    }
    for (task, times) in TASKS {
        let begun = clock.taken();
        let mut number = 0;
        for _ in 0..times {
            number = black_box(stage.run(task)?);
        }
        println!("{task} {} {number}", (clock.taken() - begun) / u128::from(times));
    }
    println!("memory {} 0", peak_memory());
    Ok(())
}

/// The time that this thread was at work where the system tells, so that other
/// programs do not count; the time that went by where not.
struct Clock(Instant);

impl Clock {
    fn taken(&self) -> u128 {
        let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let working = told.split_whitespace().next().and_then(|first| first.parse().ok());
        working.unwrap_or_else(|| self.0.elapsed().as_nanos())
    }
}

/// Every file of the folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The most memory this process had, in bytes, where the system tells.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
