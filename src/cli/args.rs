//! What can be asked on the command line, and which module answers.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Parser, Subcommand};

use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::AuthorId;
use revcon3_tracker::domain::target::parse_day;
use revcon3_tracker::papers;
use revcon3_tracker::reference::Language;
use revcon3_tracker::report::csv::Separator;
use revcon3_tracker::snapshot;

use crate::failure::{Outcome, print};
use crate::{csv, diff, files, ics, merge, new, outline, report, show, validate};

/// RevCon3 tracker on the command line: check, merge, show and write
/// snapshots of progress. Works offline, like everything here.
#[derive(Parser)]
#[command(name = "revcon3", version, max_term_width = 90)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the elements of the source document, in order.
    Outline {
        /// As a JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Check that files are sound snapshots; say what is wrong with them.
    Validate {
        /// The files to check.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Bring several snapshots together in one file. The order of the files
    /// makes no difference.
    Merge {
        /// The files to merge. They are only read.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The file to write; an existing file is replaced.
        #[arg(short, long, value_name = "OUT", value_parser = output())]
        output: PathBuf,
    },
    /// Show what a snapshot says, contested values included.
    Show {
        /// The file to show.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only this participant, by its code.
        #[arg(long, value_name = "XX")]
        participant: Option<ParticipantCode>,
        /// Only this element, by its id.
        #[arg(long, value_name = "ID")]
        element: Option<String>,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say what is different from one snapshot to another. The exit status
    /// is 0 whether or not they differ.
    Diff(Diff),
    /// Write a new snapshot of one participant.
    New(New),
    /// Sheets that spreadsheet programs fill in.
    #[command(subcommand)]
    Csv(Csv),
    /// Write the meetings whose days are on record, for the calendars of
    /// other programs.
    Ics {
        /// The file to write; an existing file is replaced, unless it is a
        /// snapshot.
        #[arg(short, long, value_name = "OUT.ics", value_parser = output())]
        output: PathBuf,
        /// The language of names and notes: ar, zh, en, fr, ru, es, de or it.
        #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
        lang: Language,
    },
    /// Make a paper of snapshots, as text or as a file for word processors.
    Report(Report),
    /// Print the fingerprint of a snapshot, to compare with others.
    Fingerprint {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// What `new` is asked.
#[derive(clap::Args)]
pub struct New {
    /// The file to write; an existing file is replaced.
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: PathBuf,
    /// Whose progress it is: a code such as FI.
    #[arg(long, value_name = "XX")]
    pub participant: ParticipantCode,
    /// An element and what to say of it, as in
    /// `--set PoA.1.a.1.i status=ongoing "note=Loi 12"`. May be repeated.
    /// `evidence:KEY` and `assistance:KEY` take a JSON object, everything
    /// else takes text; nothing after `=` clears the field.
    #[arg(long, required = true, num_args = 2.., value_names = ["ELEMENT", "FIELD=VALUE"])]
    pub set: Vec<String>,
    /// Who says it, as `role/participant/16 hex digits`; a new delegation
    /// unless given. A delegation writes for its own State, the chair for all.
    #[arg(long, value_name = "ID")]
    pub author: Option<AuthorId>,
    /// When, in milliseconds since 1970; now unless given.
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    pub time: Option<i64>,
}

/// What `diff` is asked.
#[derive(clap::Args)]
pub struct Diff {
    /// The snapshot before and the one after. They are only read.
    #[arg(required = true, num_args = 1..=2, value_names = ["BEFORE", "AFTER"])]
    pub files: Vec<PathBuf>,
    /// Compare one file with its own part up to the end of this day (UTC),
    /// by what the clocks of its authors claim. Written as 2022-07-01.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// Only this participant, by its code.
    #[arg(long, value_name = "XX")]
    pub participant: Option<ParticipantCode>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    parse_day(text).ok_or_else(|| "not a date: write it as 2022-07-01".to_owned())
}

#[derive(Subcommand)]
enum Csv {
    /// Write a sheet: one row for each State and element, to be filled in.
    Export(CsvExport),
    /// Write what everybody needs and offers, a row for each.
    Assistance(CsvAssistance),
    /// Read a sheet that was filled in, and write a snapshot with what it
    /// changes.
    Import(CsvImport),
}

/// What `report` is asked.
#[derive(clap::Args)]
pub struct Report {
    /// Which: `brief`, `table` and `form` are of one State; `summary` is of
    /// everybody, by the topics of the Group of Friends; `since` says what
    /// has changed.
    #[arg(value_name = "PAPER")]
    pub paper: papers::Kind,
    /// The snapshots to make it of, taken together.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The file to write: `.docx` for word processors, `.txt` for text. An
    /// existing file is replaced, unless it is a snapshot.
    #[arg(short, long, value_name = "OUT", value_parser = output())]
    pub output: PathBuf,
    /// Whose paper it is, by its code. May be left out where the files are
    /// about one participant, and where the paper is of everybody.
    #[arg(long, value_name = "XX")]
    pub participant: Option<ParticipantCode>,
    /// For `since`: the end of which day is looked back to; that of the last
    /// meeting on record unless given. Written as 2022-07-01.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// A handling line for every page, such as OSCE+; that of the files, if
    /// they agree, unless given.
    #[arg(long, value_name = "WORDS")]
    pub marking: Option<String>,
    /// Mark every page as a draft.
    #[arg(long)]
    pub draft: bool,
    /// The language: ar, zh, en, fr, ru, es, de or it.
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
    pub lang: Language,
}

/// What `csv export` is asked.
#[derive(clap::Args)]
pub struct CsvExport {
    /// The snapshots to make it of; none gives a sheet to begin with.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The file to write; an existing file is replaced, unless it is a
    /// snapshot.
    #[arg(short, long, value_name = "OUT.csv", value_parser = output())]
    pub output: PathBuf,
    /// Only this participant, by its code; may be repeated. Everybody in the
    /// files unless given.
    #[arg(long, value_name = "XX")]
    pub participant: Vec<ParticipantCode>,
    /// The language of heads, names and texts: ar, zh, en, fr, ru, es, de
    /// or it. Keys stay the same.
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
    pub lang: Language,
    /// What stands between cells: `,`, `;` (Excel in French or German) or
    /// `tab`.
    #[arg(long, value_name = "SIGN", default_value = ",")]
    pub separator: Separator,
}

/// What `csv assistance` is asked.
#[derive(clap::Args)]
pub struct CsvAssistance {
    /// The snapshots to make it of, taken together.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The file to write; an existing file is replaced, unless it is a
    /// snapshot.
    #[arg(short, long, value_name = "OUT.csv", value_parser = output())]
    pub output: PathBuf,
    /// The language of heads, names and texts. Keys stay the same.
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
    pub lang: Language,
    /// What stands between cells: `,`, `;` (Excel in French or German) or
    /// `tab`.
    #[arg(long, value_name = "SIGN", default_value = ",")]
    pub separator: Separator,
}

/// What `csv import` is asked.
#[derive(clap::Args)]
pub struct CsvImport {
    /// The sheet.
    #[arg(value_name = "SHEET.csv")]
    pub sheet: PathBuf,
    /// The snapshot that it changes. Without one, only cells that were changed
    /// are taken, and the file has nothing else.
    #[arg(long, value_name = "BASE.json")]
    pub onto: Option<PathBuf>,
    /// The file to write; an existing file is replaced.
    #[arg(short, long, value_name = "OUT.json", value_parser = output())]
    pub output: PathBuf,
    /// Who writes, as `role/participant/16 hex digits`. A delegation writes
    /// for its own State, the chair for all.
    #[arg(long, value_name = "ID")]
    pub author: AuthorId,
    /// When, in milliseconds since 1970; now unless given.
    #[arg(long, value_name = "MS", allow_negative_numbers = true)]
    pub time: Option<i64>,
    /// Take the lines that are right where others are wrong.
    #[arg(long)]
    pub good_lines: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    let known = Language::ALL.map(Language::tag).join(", ");
    Language::from_tag(tag).ok_or_else(|| format!("use one of {known}"))
}

/// A file to write. Many programs take `-` for the standard output, where
/// this one prints what it did; a file of that name nobody wants.
fn output() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.to_str() {
        Some("-") => Err("results are not written to the standard output: name a file"),
        _ => Ok(path),
    })
}

/// Does what the command line asks.
pub fn run() -> Outcome {
    match Arguments::parse().command {
        Command::Outline { json } => outline::run(json),
        Command::Validate { files } => validate::run(&files),
        Command::Merge { files, output } => merge::run(&files, &output),
        Command::Show { file, participant, element, json } => {
            show::run(&file, participant, element.as_deref(), json)
        }
        Command::Diff(request) => diff::run(&request),
        Command::New(request) => new::run(&request),
        Command::Csv(Csv::Export(request)) => csv::export(&request),
        Command::Csv(Csv::Assistance(request)) => csv::assistance(&request),
        Command::Csv(Csv::Import(request)) => csv::import(&request),
        Command::Report(request) => report::run(&request),
        Command::Ics { output, lang } => ics::run(lang, &output),
        Command::Fingerprint { file } => {
            let reading = files::read(&file)?;
            files::say_what_is_odd(&file, &reading);
            print(&format!("{}\n", snapshot::fingerprint(&reading.snapshot.ledger)))
        }
    }
}
