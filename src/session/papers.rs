//! Papers: their options, and saving them.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use super::identity::Settings;
use crate::browser::{clock, page, savers};
use crate::i18n::msg;
use crate::papers::{Kind, Paper, Request, compose, file_name, to_docx};
use crate::reference::recorded_meetings;
use crate::view::compare::past_meetings;

/// The MIME type of a docx file.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The options of papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Whether they are marked as drafts.
    pub draft: bool,
    /// The handling line.
    pub marking: String,
    /// Whether the changes are those of all participants, not of one State.
    pub everybody: bool,
    /// Changes since the end of this day; none before the first meeting.
    pub since: Option<NaiveDate>,
}

impl Default for Wishes {
    /// Since the last meeting that took place, with the marking of the last export.
    fn default() -> Self {
        let past = past_meetings(recorded_meetings(), clock::today());
        let since = past.first().map(|(_, last)| *last);
        Self { draft: false, marking: Settings::load().marking, everybody: true, since }
    }
}

impl Session {
    /// Changes the options of papers.
    pub fn wish(self, change: impl FnOnce(&mut Wishes)) {
        self.looks.papers.update(change);
    }

    /// A paper from the present data; none while a State must still be chosen.
    pub fn paper(self, kind: Kind) -> Option<Paper> {
        let wishes = self.looks.papers.get();
        let whole = kind == Kind::Since && wishes.everybody;
        let state = self.viewing.get().filter(|_| !whole);
        let today = clock::today();
        self.desk.with(|desk| {
            let request = Request {
                ledger: desk.ledger(),
                state,
                since: wishes.since.unwrap_or(today),
                marking: &wishes.marking,
                draft: wishes.draft,
                day: today,
            };
            self.tongue(|tongue| compose(kind, request, tongue))
        })
    }

    /// Downloads a paper as docx.
    pub fn save_paper(self, kind: Kind) {
        let Some(paper) = untrack(|| self.paper(kind)) else { return };
        let whole =
            kind == Kind::Since && self.looks.papers.with_untracked(|wishes| wishes.everybody);
        let state = self.viewing.get_untracked().filter(|_| !whole);
        let name = file_name(kind, state, clock::today(), "docx");
        let said = match savers::download(&name, DOCX, &to_docx(&paper)) {
            Ok(()) => untrack(|| self.fill(msg::EXPORT_DONE, &[("file", &name)])),
            Err(reason) => untrack(|| self.fill(msg::PAPER_NOT_SAVED, &[("reason", &reason)])),
        };
        self.announce(said);
    }

    /// The day of what stands here, as it is said on paper.
    pub fn as_of(self) -> String {
        // A page that is come back to on another day is of that day.
        self.now.track();
        format!("{} {}", self.text(msg::PAPER_AS_OF), self.day(clock::today()))
    }

    /// Opens the browser's dialog for printing.
    pub fn print(self) {
        page::print();
    }
}

/// Sets header and footer of printed pages while a paper is shown.
pub fn describe_print(paper: Option<&Paper>) {
    match paper {
        None => page::describe_print("", ""),
        Some(paper) => {
            let mut head = paper.running.head();
            head.push(&paper.title);
            page::describe_print(&head.join(" · "), &paper.running.foot());
        }
    }
}
