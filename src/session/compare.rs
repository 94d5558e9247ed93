//! Comparing: the two chosen sides, and the files opened for it. Files are only
//! read; nothing is taken in.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Session;
use super::arrivals::read_in_steps;
use crate::browser::files::ChosenFile;
use crate::browser::{clock, savers};
use crate::desk::{Desk, Import};
use crate::domain::diff::{self, Change, Side, claimed_by};
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Revision, RevisionId};
use crate::domain::target::format_day;
use crate::i18n::msg;
use crate::reference::{meeting_texts, outline, recorded_meetings};
use crate::snapshot::{self, Reading, Scope, SnapshotError};
use crate::view::compare::{Wanted, past_meetings};

/// One of the two sides of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The old side.
    Before,
    /// The new side.
    After,
}

/// What is chosen for a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The present desk.
    Now,
    /// The desk at the end of a meeting, by its index in the record.
    Meeting(usize),
    /// The desk at the end of another day; none if no day is entered yet.
    Day(Option<NaiveDate>),
    /// What a file brought that was taken in, by the import's key.
    Import(Arc<str>),
    /// A file, by its place among those opened; none opened yet.
    File(Option<usize>),
}

impl Chosen {
    /// The key by which a list of choices knows it.
    pub fn key(&self) -> String {
        match self {
            Self::Now => "now".to_owned(),
            Self::Meeting(place) => format!("meeting:{place}"),
            Self::Day(_) => "day".to_owned(),
            Self::Import(key) => format!("import:{key}"),
            Self::File(None) => "file".to_owned(),
            Self::File(Some(place)) => format!("file:{place}"),
        }
    }

    /// The choice with this key.
    pub fn from_key(key: &str) -> Self {
        let (kind, which) = key.split_once(':').unwrap_or((key, ""));
        match (kind, which.parse()) {
            ("meeting", Ok(place)) => Self::Meeting(place),
            ("import", _) => Self::Import(which.into()),
            ("file", place) => Self::File(place.ok()),
            ("day", _) => Self::Day(None),
            _ => Self::Now,
        }
    }
}

/// A file that was opened for comparison.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Its content.
    pub reading: Arc<Reading>,
}

/// The state of the last file, if it was not read successfully.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It is being read.
    Reading,
    /// It is not a snapshot that this program can read.
    Refused(SnapshotError),
    /// The browser could not read it.
    Failed(String),
}

/// The chosen sides, and the filter of the differences.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// The old side.
    pub before: RwSignal<Chosen>,
    /// The new side.
    pub after: RwSignal<Chosen>,
    /// The opened files.
    pub files: RwSignal<Vec<Opened>>,
    /// A file that is not, or not yet, read: its side, name and state.
    pub unread: RwSignal<Option<(End, String, Unread)>>,
    /// The filter of the differences.
    pub wanted: RwSignal<Wanted>,
}

impl Comparison {
    /// Compares since the last meeting that took place.
    pub(super) fn new() -> Self {
        let last = past_meetings(recorded_meetings(), clock::today()).into_iter().next();
        let before = last.map_or(Chosen::Day(None), |(place, _)| Chosen::Meeting(place));
        Self {
            before: RwSignal::new(before),
            after: RwSignal::new(Chosen::Now),
            files: RwSignal::new(Vec::new()),
            unread: RwSignal::new(None),
            wanted: RwSignal::new(Wanted::default()),
        }
    }

    /// An import was taken back: nothing of it can be compared any more.
    pub(super) fn forget_import(self, key: &str) {
        for side in [self.before, self.after] {
            if side.with_untracked(|side| matches!(side, Chosen::Import(one) if **one == *key)) {
                side.set(Chosen::Now);
            }
        }
    }

    /// The choice for one side.
    pub fn at(self, end: End) -> RwSignal<Chosen> {
        match end {
            End::Before => self.before,
            End::After => self.after,
        }
    }
}

/// The revisions of a ledger that make up a side.
struct Part<'a> {
    ledger: &'a Ledger,
    counts: Box<dyn Fn(&Revision) -> bool>,
}

impl<'a> Part<'a> {
    fn of(chosen: Chosen, desk: &'a Desk, files: &'a [Opened], imports: &[Import]) -> Option<Self> {
        let day = match chosen {
            Chosen::Now => None,
            Chosen::Meeting(place) => Some(recorded_meetings().get(place)?.days?.1),
            Chosen::Day(day) => Some(day?),
            Chosen::Import(key) => {
                let import = imports.iter().find(|import| *import.key == *key)?;
                let ids = import.brought.iter().chain(&import.also).copied().to_set();
                let counts = Box::new(move |revision: &Revision| ids.contains(&revision.id()));
                return Some(Self { ledger: desk.ledger(), counts });
            }
            Chosen::File(place) => {
                let ledger = &files.get(place?)?.reading.snapshot.ledger;
                return Some(Self { ledger, counts: Box::new(|_| true) });
            }
        };
        let counts: Box<dyn Fn(&Revision) -> bool> = match day {
            Some(day) => Box::new(claimed_by(day)),
            None => Box::new(|_| true),
        };
        Some(Self { ledger: desk.ledger(), counts })
    }

    fn side(&self) -> Side<'_> {
        Side::part(self.ledger, &*self.counts)
    }
}

impl Session {
    /// Sets a side. If the chosen single-State files are about the same State,
    /// filters by it, unless the user chose another filter.
    pub fn compare_with(self, end: End, chosen: Chosen) {
        let before = self.compared_state();
        self.comparison.at(end).set(chosen);
        self.comparison.unread.set(None);
        let after = self.compared_state();
        self.change_wanted(|wanted| {
            if wanted.participant == before {
                wanted.participant = after;
            }
        });
    }

    /// The only State of the chosen single-State files, if there is exactly one.
    fn compared_state(self) -> Option<ParticipantCode> {
        let Comparison { before, after, files, .. } = self.comparison;
        let about = |side: RwSignal<Chosen>| match side.get_untracked() {
            Chosen::File(Some(place)) => files.with_untracked(|files| {
                let exported = &files.get(place)?.reading.snapshot.exported;
                match exported.scope {
                    Scope::Participant(code) => Some(code),
                    Scope::Aggregate | Scope::Backup => None,
                }
            }),
            _ => None,
        };
        match (about(before), about(after)) {
            (Some(one), Some(other)) => (one == other).then_some(one),
            (one, other) => one.or(other),
        }
    }

    /// Swaps the sides.
    pub fn swap_sides(self) {
        let Comparison { before, after, unread, .. } = self.comparison;
        let (old, new) = (before.get_untracked(), after.get_untracked());
        before.set(new);
        after.set(old);
        unread.set(None);
    }

    /// Changes the filter of the differences.
    pub fn change_wanted(self, change: impl FnOnce(&mut Wanted)) {
        self.comparison.wanted.update(change);
    }

    /// The meetings offered for comparison, latest first.
    pub fn past_meetings(self) -> Vec<(usize, NaiveDate)> {
        past_meetings(recorded_meetings(), clock::today())
    }

    /// The differences between the two sides; none while a side is not chosen.
    pub fn differences(self) -> Option<Vec<Change>> {
        let Comparison { before, after, files, .. } = self.comparison;
        let (before, after) = (before.get(), after.get());
        self.desk.with(|desk| {
            files.with(|files| {
                self.imports.with(|imports| {
                    let part = |chosen| Part::of(chosen, desk, files, imports);
                    let (before, after) = (part(before)?, part(after)?);
                    Some(diff::diff(outline(), before.side(), after.side()))
                })
            })
        })
    }

    /// The authors of these revisions of a side, and their claimed times.
    pub fn compared_writers(
        self,
        end: End,
        key: &EntryKey,
        ids: &[RevisionId],
    ) -> Vec<(AuthorId, i64)> {
        let writers = |ledger: &Ledger| {
            let revisions = ledger.entry_revisions(key).into_iter();
            let wanted =
                revisions.map(|it| (it.id(), it.body())).filter(|(id, _)| ids.contains(id));
            wanted.map(|(_, body)| (body.author.clone(), body.time)).collect()
        };
        match self.comparison.at(end).get() {
            Chosen::File(Some(place)) => self.comparison.files.with(|files| {
                let opened = files.get(place);
                opened.map(|it| writers(&it.reading.snapshot.ledger)).unwrap_or_default()
            }),
            _ => self.desk.with(|desk| writers(desk.ledger())),
        }
    }

    /// Copies a text; if that fails, selects it in the area with this id for
    /// manual copying.
    pub fn copy_text(self, text: String, area: &'static str) {
        leptos::task::spawn_local(async move {
            let said = match savers::copy(&text).await {
                true => msg::EXPORT_COPIED,
                false => {
                    savers::select(area);
                    msg::EXPORT_COPY_BY_HAND
                }
            };
            self.announce(untrack(|| self.text(said)).to_owned());
        });
    }

    /// How a choice is called.
    pub fn side_name(self, chosen: &Chosen) -> String {
        match chosen {
            Chosen::Now => self.text(msg::COMPARE_NOW).to_owned(),
            Chosen::Meeting(place) => {
                let last = recorded_meetings().get(*place).and_then(|meeting| meeting.days);
                let day = last.map(|(_, last)| self.day(last)).unwrap_or_default();
                let short = meeting_texts(self.language.get(), *place);
                format!("{}, {day}", short.map(|texts| &*texts.short).unwrap_or_default())
            }
            Chosen::Day(Some(day)) => self.day(*day),
            Chosen::Day(None) => self.text(msg::COMPARE_DAY).to_owned(),
            Chosen::Import(key) => {
                let named = |imports: &Vec<Import>| {
                    let import = imports.iter().find(|import| *import.key == **key)?;
                    let taken = self.taken_in_at(&import.key).unwrap_or_default();
                    Some(format!("{} – {taken}", import.name))
                };
                self.imports.with(named).unwrap_or_default()
            }
            Chosen::File(place) => {
                let opened = |files: &Vec<Opened>| Some(files.get((*place)?)?.name.clone());
                let name = self.comparison.files.with(opened);
                name.unwrap_or_else(|| self.text(msg::COMPARE_FILE).to_owned())
            }
        }
    }

    /// The latest selectable day, formatted for a form field.
    pub fn today(self) -> String {
        format_day(clock::today())
    }

    /// Opens a file for one side.
    pub fn open_to_compare(self, end: End, file: ChosenFile) {
        let name = file.name();
        let unread = self.comparison.unread;
        unread.set(Some((end, name.clone(), Unread::Reading)));
        leptos::task::spawn_local(async move {
            match read(file).await {
                Ok(reading) => self.compare_with_file(end, Opened { name, reading }),
                Err(trouble) => unread.set(Some((end, name, trouble))),
            }
        });
    }

    fn compare_with_file(self, end: End, opened: Opened) {
        let place = self.comparison.files.with_untracked(Vec::len);
        self.comparison.files.update(|files| files.push(opened));
        self.compare_with(end, Chosen::File(Some(place)));
    }
}

async fn read(file: ChosenFile) -> Result<Arc<Reading>, Unread> {
    if file.size() > snapshot::format::MAX_BYTES as u64 {
        let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
        return Err(Unread::Refused(SnapshotError::TooLarge(size)));
    }
    let bytes = file.bytes().await.map_err(Unread::Failed)?;
    read_in_steps(&bytes).await.map(Arc::new).map_err(Unread::Refused)
}
