//! Writes invented snapshots into a folder. The library generates them.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use revcon3_tracker::domain::participant::ParticipantCode;
use sample::{Amount, MARKING, Odd, Recipe, SampleFile, participants, states};

/// Write invented snapshots into a folder, for benchmarks, tests and training
#[derive(Debug, Parser)]
#[command(name = "sample")]
struct Cli {
    /// How many files, each of another participant: XA to XZ, then States
    #[arg(long, default_value_t = 26, conflicts_with = "participants")]
    states: usize,
    /// States from the first one on, instead of XA to XZ
    #[arg(long, conflicts_with = "participants")]
    real: bool,
    /// Of these participants: XA,XB
    #[arg(long, value_delimiter = ',')]
    participants: Vec<ParticipantCode>,
    /// Everything filled in, with long notes
    #[arg(long)]
    full: bool,
    /// Another number, other contents
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What else comes by mail: kinds of odd files, or `all`
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    with: Vec<Kind>,
    /// Also everything in one file
    #[arg(long)]
    aggregate: bool,
    /// Where to put them; made if it is not there
    #[arg(short, long)]
    output: PathBuf,
}

/// A kind of odd file, or all of them.
#[derive(Clone, Debug)]
enum Kind {
    All,
    One(Odd),
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        if word == "all" { Ok(Self::All) } else { Odd::from_str(word, false).map(Self::One) }
    }
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sample: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> std::io::Result<()> {
    fs::create_dir_all(&cli.output)?;
    let recipe = recipe(cli);
    let (mut count, mut bytes) = (0, 0);
    for file in recipe.files().chain(odd_files(cli, &recipe)).chain(aggregate(cli, &recipe)) {
        fs::write(cli.output.join(&file.name), &file.bytes)?;
        count += 1;
        bytes += file.bytes.len();
    }
    println!("{}: {count} files, {bytes} bytes, marked “{MARKING}”", cli.output.display());
    Ok(())
}

fn recipe(cli: &Cli) -> Recipe {
    let participants = match (&cli.participants[..], cli.real) {
        ([], true) => states(cli.states),
        ([], false) => participants(cli.states),
        (named, _) => named.to_vec(),
    };
    let amount = if cli.full { Amount::Full } else { Amount::Typical };
    Recipe { participants, amount, seed: cli.seed }
}

fn odd_files(cli: &Cli, recipe: &Recipe) -> Vec<SampleFile> {
    let kinds = cli.with.iter().flat_map(|kind| match kind {
        Kind::All => Odd::value_variants().to_vec(),
        Kind::One(odd) => vec![*odd],
    });
    kinds.filter_map(|odd| recipe.odd(odd)).collect()
}

fn aggregate(cli: &Cli, recipe: &Recipe) -> Option<SampleFile> {
    cli.aggregate.then(|| recipe.aggregate_file())
}
