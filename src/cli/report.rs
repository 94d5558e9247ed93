//! `revcon3 report`: papers from the union of snapshots. Owns the formats of
//! days, lists and names where no browser is available.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::Locale;

use revcon3_tracker::domain::ledger::Ledger;
use revcon3_tracker::domain::participant::ParticipantCode;
use revcon3_tracker::domain::revision::AuthorId;
use revcon3_tracker::domain::target::format_day;
use revcon3_tracker::papers::{Formats, Request, Tongue, compose, to_docx, to_text};
use revcon3_tracker::reference::{Language, recorded_meetings};
use revcon3_tracker::view::compare::past_meetings;

use crate::args::Report;
use crate::failure::{Failure, Outcome, bad, print};
use crate::{files, new};

/// Days as the standard writes them; lists with commas; names in the order
/// of the language; offices as the files name them.
struct Plain(Language, Offices);

/// The names that offices gave themselves.
type Offices = BTreeMap<AuthorId, String>;

impl Plain {
    fn collator(&self) -> Option<CollatorBorrowed<'static>> {
        let locale: Locale = self.0.locale().parse().ok()?;
        Collator::try_new((&locale).into(), CollatorOptions::default()).ok()
    }
}

impl Formats for Plain {
    fn day(&self, day: NaiveDate) -> String {
        format_day(day)
    }

    fn list(&self, items: &[String]) -> String {
        items.join(self.0.comma())
    }

    fn sort(&self, named: &mut Vec<(String, ParticipantCode)>) {
        match self.collator() {
            Some(collator) => named.sort_by(|one, other| collator.compare(&one.0, &other.0)),
            None => named.sort(),
        }
    }

    fn office(&self, author: &AuthorId) -> String {
        self.1.get(author).map(|name| name.trim().to_owned()).unwrap_or_default()
    }
}

/// Writes the paper.
pub fn run(request: &Report) -> Outcome {
    let extension = request.output.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let write: fn(&revcon3_tracker::papers::Paper) -> Vec<u8> = match extension {
        "docx" => to_docx,
        "txt" => |paper| to_text(paper).into_bytes(),
        _ => return Err(Failure::Usage("name a file that ends in .docx or .txt".into())),
    };
    let (ledger, marking, offices) = gathered(request)?;
    let day = today()?;
    let formats = Plain(request.lang, offices);
    let asked = Request {
        ledger: &ledger,
        state: whose(request, &ledger)?,
        since: request.since.unwrap_or_else(|| last_meeting(day)),
        marking: request.marking.as_deref().unwrap_or(&marking),
        draft: request.draft,
        day,
    };
    let tongue = Tongue { language: request.lang, formats: &formats };
    let paper = compose(request.paper, asked, tongue);
    let paper = paper.ok_or_else(|| Failure::Usage("name a --participant".into()))?;
    files::write_other(&request.output, write(&paper))?;
    print(&format!("{}: {}\n", request.output.display(), paper.title))
}

/// Today in UTC, by this computer's clock.
fn today() -> Result<NaiveDate, Failure> {
    let now = DateTime::from_timestamp_millis(new::checked_time(None)?);
    now.map(|now| now.date_naive()).ok_or_else(|| bad("this computer's clock shows no day"))
}

/// What the files say together, their handling line if they agree on one, and
/// the offices that they name.
fn gathered(request: &Report) -> Result<(Ledger, String, Offices), Failure> {
    let (mut ledger, mut markings) = (Ledger::default(), Vec::new());
    let mut offices = Offices::new();
    for path in &request.files {
        let reading = files::read(path)?;
        files::say_what_is_odd(path, &reading);
        ledger.union(&reading.snapshot.ledger);
        markings.push(reading.snapshot.marking);
        offices.extend(reading.snapshot.authors);
    }
    markings.sort();
    markings.dedup();
    match markings.as_slice() {
        [] | [_] => Ok((ledger, markings.pop().unwrap_or_default(), offices)),
        _ if request.marking.is_some() => Ok((ledger, String::new(), offices)),
        several => Err(bad(format!(
            "the files are marked differently ({}): say with --marking what the paper shall say",
            several.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ")
        ))),
    }
}

/// The State of the paper: the one given, or else the only one in the files.
fn whose(request: &Report, ledger: &Ledger) -> Result<Option<ParticipantCode>, Failure> {
    if let Some(code) = request.participant {
        new::check_participant(code)?;
        return Ok(Some(code));
    }
    Ok(match ledger.participants().as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// The last day of the last meeting that took place; `day` if there is none.
fn last_meeting(day: NaiveDate) -> NaiveDate {
    let past = past_meetings(recorded_meetings(), day);
    past.first().map_or(day, |(_, last)| *last)
}
