//! Comparing: which two sides are looked at, and the files that were opened
//! for nothing else. They are only read: nothing here takes anything in.

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

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The one that changes lead from.
    Before,
    /// The one that they lead to.
    After,
}

/// What is chosen for a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Everything here.
    Now,
    /// Until the end of a meeting, by its place on record.
    Meeting(usize),
    /// Until the end of another day; not said yet of which.
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

/// A file that was opened to be compared.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub reading: Arc<Reading>,
}

/// What became of the last file, if it could not be read.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It is being read.
    Reading,
    /// It is no snapshot that this program reads.
    Refused(SnapshotError),
    /// The browser could not read it.
    Failed(String),
}

/// What is compared and what of it is shown.
#[derive(Clone, Copy)]
pub struct Comparison {
    /// The side that changes lead from.
    pub before: RwSignal<Chosen>,
    /// The side that they lead to.
    pub after: RwSignal<Chosen>,
    /// The files that can be compared.
    pub files: RwSignal<Vec<Opened>>,
    /// For which side a file is not, or not yet, read.
    pub unread: RwSignal<Option<(End, String, Unread)>>,
    /// Which differences are wanted.
    pub wanted: RwSignal<Wanted>,
}

impl Comparison {
    /// Since the last meeting that took place.
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

/// Which revisions of a ledger make up a side.
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
    /// Chooses what is on a side. A file of one State is compared with what
    /// is said of that State, unless another was asked for.
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

    /// The one State that all files of one State on the sides are about.
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

    /// Turns the comparison round.
    pub fn swap_sides(self) {
        let Comparison { before, after, unread, .. } = self.comparison;
        let (old, new) = (before.get_untracked(), after.get_untracked());
        before.set(new);
        after.set(old);
        unread.set(None);
    }

    /// Changes which differences are wanted.
    pub fn change_wanted(self, change: impl FnOnce(&mut Wanted)) {
        self.comparison.wanted.update(change);
    }

    /// The meetings since which one can ask, the latest first.
    pub fn past_meetings(self) -> Vec<(usize, NaiveDate)> {
        past_meetings(recorded_meetings(), clock::today())
    }

    /// What is different between the two sides; nothing while one of them is
    /// still to be chosen.
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

    /// Who wrote these revisions of a side, and when by their clocks.
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

    /// Copies a text, or selects it in the area with this id, for the person
    /// to copy.
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

    /// The last day that a person may look back to, as a field of a form
    /// writes it.
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
