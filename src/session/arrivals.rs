//! Incoming files: read one after the other while the page stays responsive,
//! and previewed. A person decides what is taken in (`taking.rs`).

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::packs::new_key;
use crate::browser::files::{Carried, ChosenFile};
use crate::browser::store::INBOX_SIZE;
use crate::browser::{clock, files, page};
use crate::desk::{Caution, Intake, cautions};
use crate::domain::participant::ParticipantCode;
use crate::i18n::msg;
use crate::route::Page;
use crate::snapshot::{self, Reading, SnapshotError};

/// A file's content and its effect on the desk.
#[derive(Debug, PartialEq, Eq)]
pub struct Preview {
    /// The result of reading it.
    pub reading: Arc<Reading>,
    /// The effect on the desk at the time of the preview.
    pub intake: Intake,
    /// What to consider first.
    pub cautions: Vec<Caution>,
}

/// The state of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArrivalState {
    /// Waiting until other files are read.
    Queued,
    /// Being read.
    Reading,
    /// Read; waiting for the person's decision.
    Waiting(Arc<Preview>),
    /// Being taken in.
    Taking(Arc<Preview>),
    /// Taken in, as the import with this key.
    Taken(Arc<Preview>, String),
    /// Not a readable snapshot.
    Refused(SnapshotError),
    /// The browser could not read the file.
    Unread(String),
    /// Storage failed; can be retried.
    Failed(Arc<Preview>, String),
}

/// An incoming file. Each has its own signal for its state.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Identifies the arrival.
    pub key: u32,
    /// The file's name.
    pub name: String,
    /// Its state.
    pub state: ArcRwSignal<ArrivalState>,
}

impl Arrival {
    /// Whether it waits for the person's decision.
    pub fn is_waiting(&self) -> bool {
        self.state.with(|state| matches!(state, ArrivalState::Waiting(_)))
    }

    /// The participants for whom it has new revisions, while it waits for a decision.
    fn brings_of(&self) -> Vec<ParticipantCode> {
        self.state.with(|state| match state {
            ArrivalState::Waiting(preview) => preview.intake.participants.iter().copied().collect(),
            _ => Vec::new(),
        })
    }

    /// Whether there is anything to review beyond where it comes from.
    pub fn is_notable(&self) -> bool {
        self.state.with(ArrivalState::is_notable)
    }
}

impl ArrivalState {
    fn is_notable(&self) -> bool {
        match self {
            Self::Queued | Self::Reading => false,
            Self::Refused(_) | Self::Unread(_) | Self::Failed(..) => true,
            Self::Waiting(preview) | Self::Taking(preview) | Self::Taken(preview, _) => {
                preview.is_notable()
            }
        }
    }
}

impl Preview {
    /// Whether anything is refused, becomes contested or requires caution.
    fn is_notable(&self) -> bool {
        let Reading { refused, warnings, .. } = &*self.reading;
        !(refused.is_empty()
            && warnings.is_empty()
            && self.cautions.is_empty()
            && self.intake.contested.is_empty())
    }
}

/// The number of revisions verified before the page gets a turn: takes a
/// moment.
const AT_ONCE: usize = 2_000;

/// Reads a file while the page stays responsive.
pub(super) async fn read_in_steps(bytes: &[u8]) -> Result<Reading, SnapshotError> {
    let file = snapshot::File::new(bytes)?;
    let mut reader = snapshot::Reader::new(&file);
    while reader.step(AT_ONCE) {
        page::pause(0).await;
    }
    reader.finish()
}

/// The id of the place where sheets are shown.
const SHEET: &str = "sheet-title";

/// Whether a file is a sheet, by its extension.
fn is_sheet(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["csv", "tsv"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Progress of a long operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number done.
    pub done: usize,
    /// The total number.
    pub all: usize,
    /// Whether files are being taken in, rather than read.
    pub taking: bool,
}

/// An incoming file or text that is not read yet.
pub(super) enum Incoming {
    File(ChosenFile),
    Text(String),
}

/// The queue of files to read.
#[derive(Default)]
pub(super) struct Inbox {
    waiting: VecDeque<(u32, Incoming)>,
    running: bool,
    last: u32,
}

impl Session {
    /// Reads files and previews each. A sheet among them is opened as a sheet,
    /// wherever it was dropped.
    pub fn receive(self, files: Vec<ChosenFile>) {
        let (sheets, files): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| is_sheet(&file.name()));
        let more: Vec<String> = sheets.iter().skip(1).map(ChosenFile::name).collect();
        if !sheets.is_empty() {
            self.open_sheet(sheets);
            // The exchange page may have to open first.
            page::later(300, || page::reveal(SHEET));
        }
        if !more.is_empty() {
            let files = [("files", &*untrack(|| self.list(&more)))];
            self.announce(untrack(|| self.fill(msg::SHEET_ONE, &files)));
        }
        self.line_up(files.into_iter().map(|file| (file.name(), Incoming::File(file))));
    }

    /// Reads a pasted text like a file.
    pub fn receive_text(self, text: String) {
        if !text.trim().is_empty() {
            let name = untrack(|| self.text(msg::PASTE_NAME).to_owned());
            self.line_up([(name, Incoming::Text(text))]);
        }
    }

    /// Accepts files dropped anywhere, and what is pasted on the exchange page.
    /// Without this the browser would leave the app to show a dropped file.
    pub(super) fn listen_for_files(self) {
        page::on("dragover", move |event| {
            if files::is_of_files(&event) {
                event.prevent_default();
                self.dragging.set(true);
            }
        });
        page::on("dragleave", move |event| {
            if files::has_left_window(&event) {
                self.dragging.set(false);
            }
        });
        page::on("drop", move |event| {
            if files::is_of_files(&event) {
                event.prevent_default();
                self.dragging.set(false);
                self.arrive(files::dropped(&event));
            }
        });
        page::on("paste", move |event| {
            if self.page.get_untracked() == Page::Exchange
                && let Some(pasted) = files::pasted(&event)
            {
                event.prevent_default();
                self.arrive(pasted);
            }
        });
    }

    fn arrive(self, carried: Carried) {
        // Before the first start there is nobody to decide.
        if self.identity.with_untracked(Option::is_none) {
            return;
        }
        if self.page.get_untracked() != Page::Exchange {
            self.open_page(&Page::Exchange);
        }
        if carried.files.is_empty() {
            self.receive_text(carried.text);
        } else {
            self.receive(carried.files);
        }
    }

    fn line_up(self, incoming: impl IntoIterator<Item = (String, Incoming)>) {
        let mut fresh = Vec::new();
        self.inbox.update_value(|inbox| {
            for (name, incoming) in incoming {
                inbox.last += 1;
                inbox.waiting.push_back((inbox.last, incoming));
                let state = ArcRwSignal::new(ArrivalState::Queued);
                fresh.push(Arrival { key: inbox.last, name, state });
            }
        });
        self.arrivals.update(|list| list.append(&mut fresh));
        page::later(0, || page::focus("arrivals-title"));
        let start = self.inbox.try_update_value(|inbox| {
            !inbox.waiting.is_empty() && !std::mem::replace(&mut inbox.running, true)
        });
        if start == Some(true) {
            leptos::task::spawn_local(self.read_all());
        }
    }

    /// Reads the queue, one file at a time.
    async fn read_all(self) {
        let mut done = 0;
        loop {
            let (next, waiting) = self
                .inbox
                .try_update_value(|inbox| (inbox.waiting.pop_front(), inbox.waiting.len()))
                .unwrap_or_default();
            let Some((key, incoming)) = next else { break };
            self.progress.set(Some(Progress { done, all: done + 1 + waiting, taking: false }));
            self.set_arrival(key, ArrivalState::Reading);
            let state = self.read_one(incoming, waiting).await;
            self.set_arrival(key, state);
            done += 1;
        }
        self.inbox.update_value(|inbox| inbox.running = false);
        self.progress.set(None);
        self.announce(untrack(|| self.count_of(msg::ARRIVALS_READ, done)));
    }

    /// Reads one file, with `waiting` others behind it.
    async fn read_one(self, incoming: Incoming, waiting: usize) -> ArrivalState {
        let bytes = match incoming {
            Incoming::File(file) if file.size() > snapshot::format::MAX_BYTES as u64 => {
                let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
                return ArrivalState::Refused(SnapshotError::TooLarge(size));
            }
            Incoming::File(file) => match file.bytes().await {
                Ok(bytes) => bytes,
                Err(reason) => return ArrivalState::Unread(reason),
            },
            Incoming::Text(text) => text.into_bytes(),
        };
        let bytes = Rc::new(bytes);
        // Best effort: the person still has the file. Skipped if the files
        // behind it would displace it anyway. Not awaited, because an
        // unresponsive store would block all files.
        if let Some(store) = self.store().filter(|_| waiting < INBOX_SIZE) {
            let raw = Rc::clone(&bytes);
            leptos::task::spawn_local(async move {
                let _ = store.keep_raw(&new_key(), &raw).await;
            });
        }
        match read_in_steps(&bytes).await {
            Ok(reading) => ArrivalState::Waiting(self.preview(Arc::new(reading))),
            Err(error) => ArrivalState::Refused(error),
        }
    }

    /// The effect of a file on the present desk.
    pub(super) fn preview(self, reading: Arc<Reading>) -> Arc<Preview> {
        let intake = self.desk.with_untracked(|desk| desk.preview(&reading.snapshot.ledger));
        let cautions = cautions(&reading, &intake, clock::now());
        Arc::new(Preview { reading, intake, cautions })
    }

    /// The participants for whom several waiting files have new revisions;
    /// empty while files are being read or taken in.
    pub fn spoken_of_twice(self) -> Vec<ParticipantCode> {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        if self.progress.with(Option::is_some) {
            return twice;
        }
        for code in self.arrivals.get().iter().flat_map(Arrival::brings_of) {
            if !once.contains(&code) {
                once.push(code);
            } else if !twice.contains(&code) {
                twice.push(code);
            }
        }
        twice
    }

    /// An arrival, unless it was dismissed.
    pub fn arrival(self, key: u32) -> Option<Arrival> {
        self.arrivals.with_untracked(|list| list.iter().find(|it| it.key == key).cloned())
    }

    pub(super) fn set_arrival(self, key: u32, state: ArrivalState) {
        if let Some(arrival) = self.arrival(key) {
            arrival.state.set(state);
        }
    }

    /// Dismisses a file without taking it in.
    pub fn put_away(self, key: u32) {
        self.arrivals.update(|list| list.retain(|arrival| arrival.key != key));
    }

    /// Dismisses every file that is not in progress.
    pub fn put_all_away(self) {
        let at_work = |state: &ArrivalState| {
            matches!(state, ArrivalState::Queued | ArrivalState::Reading | ArrivalState::Taking(_))
        };
        self.arrivals.update(|list| list.retain(|arrival| arrival.state.with_untracked(at_work)));
    }
}
