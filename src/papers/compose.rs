//! The kinds of papers, their options, and what every page of all of them
//! contains.

use std::str::FromStr;

use chrono::NaiveDate;

use super::paper::{Block, Paper, Running, line};
use super::tongue::Tongue;
use super::{brief, form, since, summary, table};
use crate::domain::ledger::Ledger;
use crate::domain::participant::ParticipantCode;
use crate::domain::target::format_day;
use crate::i18n::{Language, Message, msg};
use crate::reference::EDITION;
use crate::snapshot;

/// A kind of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One State on one or two pages.
    #[default]
    Brief,
    /// Everything that one State has stated.
    Table,
    /// All States, by the topics of the Group of Friends.
    Summary,
    /// What has changed since a day.
    Since,
    /// One State's text for the national report to the United Nations.
    Form,
}

impl Kind {
    /// Every kind, in order of display.
    pub const ALL: [Self; 5] = [Self::Brief, Self::Table, Self::Summary, Self::Since, Self::Form];

    /// The key used in addresses, file names and commands.
    pub fn key(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Table => "table",
            Self::Summary => "summary",
            Self::Since => "since",
            Self::Form => "form",
        }
    }

    /// The name of the paper.
    pub fn message(self) -> Message {
        match self {
            Self::Brief => msg::PAPER_BRIEF,
            Self::Table => msg::PAPER_TABLE,
            Self::Summary => msg::PAPER_SUMMARY,
            Self::Since => msg::PAPER_SINCE,
            Self::Form => msg::PAPER_FORM,
        }
    }

    /// Whether it is about one State.
    pub fn is_of_one_state(self) -> bool {
        matches!(self, Self::Brief | Self::Table | Self::Form)
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.map(Self::key).join(", ");
        let found = Self::ALL.into_iter().find(|kind| kind.key() == key);
        found.ok_or_else(|| format!("“{key}” is no paper: use one of {known}"))
    }
}

/// The options of a paper.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The data.
    pub ledger: &'a Ledger,
    /// The State; required for papers of one State. Without it, the others
    /// cover all States.
    pub state: Option<ParticipantCode>,
    /// For [`Kind::Since`]: changes after the end of this day.
    pub since: NaiveDate,
    /// The handling marking.
    pub marking: &'a str,
    /// Whether it is a draft.
    pub draft: bool,
    /// The day the paper is made.
    pub day: NaiveDate,
}

impl Request<'_> {
    /// The data of the State, or all of it.
    fn spoken_of(&self) -> Ledger {
        match self.state {
            Some(code) => self.ledger.of_participant(code),
            None => self.ledger.clone(),
        }
    }
}

/// Makes a paper. None if it is about one State and none is given.
pub fn compose(kind: Kind, request: Request, tongue: Tongue) -> Option<Paper> {
    let request = Request { state: request.state.filter(|_| kind != Kind::Summary), ..request };
    let name = request.state.map(|code| tongue.name(code));
    if kind.is_of_one_state() && name.is_none() {
        return None;
    }
    let ledger = request.spoken_of();
    let mut blocks = vec![Block::Note(line(tongue.text(msg::PAPER_SELF)))];
    blocks.extend(match (kind, request.state) {
        (Kind::Brief, Some(code)) => brief::blocks(&ledger, code, tongue),
        (Kind::Table, Some(code)) => table::blocks(&ledger, code, tongue),
        (Kind::Form, Some(code)) => form::blocks(&ledger, code, tongue),
        (Kind::Since, _) => since::blocks(&ledger, request.since, tongue),
        _ => summary::blocks(&ledger, tongue),
    });
    if tongue.language != Language::French {
        blocks.push(Block::Note(line(tongue.text(msg::PAPER_UNOFFICIAL))));
    }
    let what = tongue.text(kind.message());
    Some(Paper {
        language: tongue.language,
        title: match name {
            Some(name) => tongue.fill(msg::PAPER_TITLE, &[("state", &name), ("paper", what)]),
            None => what.to_owned(),
        },
        subject: tongue.text(msg::APP_LINE).to_owned(),
        running: running(&request, &ledger, tongue),
        blocks,
    })
}

fn running(request: &Request, ledger: &Ledger, tongue: Tongue) -> Running {
    let named = |message, value: String| (tongue.text(message).to_owned(), value);
    Running {
        marking: request.marking.trim().to_owned(),
        draft: if request.draft { tongue.text(msg::PAPER_DRAFT).to_owned() } else { String::new() },
        origin: vec![
            named(msg::PAPER_AS_OF, tongue.formats.day(request.day)),
            named(msg::FOOTER_EDITION, EDITION.to_owned()),
            named(msg::PAPER_FINGERPRINT, snapshot::fingerprint(ledger)),
        ],
    }
}

/// The file name of a paper: `revcon3-FI-brief-2026-11-25.docx`. Codes only, in
/// every language.
pub fn file_name(
    kind: Kind,
    state: Option<ParticipantCode>,
    day: NaiveDate,
    extension: &str,
) -> String {
    let state = state.filter(|_| kind != Kind::Summary);
    let whose = state.map_or_else(|| "all".to_owned(), |code| code.to_string());
    format!("revcon3-{whose}-{}-{}.{extension}", kind.key(), format_day(day))
}
