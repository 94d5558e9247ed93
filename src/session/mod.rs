//! The state of the running app, as signals, and the actions of the user, as
//! commands: every action is one function. Components read the signals and call
//! the commands; they change nothing themselves.

mod added;
mod arrivals;
mod assistance;
mod commands;
mod compare;
mod complaints;
mod contests;
mod erase;
mod handing;
mod identity;
mod imports;
mod keep;
mod language;
mod leaving;
mod licences;
mod names;
mod packs;
mod papers;
mod pictures;
mod rows;
mod say;
mod sheet;
mod start;
mod store;
mod taking;
mod undo;
mod values;
mod views;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use leptos::prelude::*;

pub use arrivals::{Arrival, ArrivalState, Preview, Progress};
pub use commands::{Where, Written};
pub use compare::{Chosen, Comparison, End, Opened, Unread};
pub use handing::Copied;
pub use identity::Identity;
pub use language::prepare;
pub use leaving::{BUTTON_ID, Departure, REPORT_ID, Sent, TEXT_ID, Way};
pub use names::{facet_message, text_message};
pub use papers::{Wishes, describe_print};
pub use pictures::Form;
pub use rows::RowState;
pub use sheet::{OpenedSheet, ReadSheet, SheetState};
pub use start::start;
pub use views::{Views, target_year_counts};

use crate::browser::store::Store;
use crate::browser::tabs::Tabs;
use crate::browser::{clock, offline};
use crate::desk::{Desk, Import, Obstacle};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, RevisionId};
use crate::i18n::Language;
use crate::keeping::Keeper;
use crate::route::Page;
use crate::view::contests::Choice;
use crate::view::filter::Filter;

pub use crate::browser::files::{ChosenFile, chosen};

pub use crate::browser::offline::{Offline, build, tied_to_place};
pub use crate::browser::page::{catch_focus, focus, in_field, later, reveal};
pub use crate::browser::table::{Cell, Sign, cell_of, draw as draw_table, rove as rove_in_table};
pub use crate::keeping::{Saving, Trouble};
pub use crate::reference::{
    difference_message, direction_message, kind_message, standing_message, state_message,
    status_message,
};

/// The state of the running app. A cheap, copyable handle.
#[derive(Clone, Copy)]
pub struct Session {
    /// Whether the stored data has been read.
    pub ready: RwSignal<bool>,
    /// The language shown.
    pub language: RwSignal<Language>,
    /// Display preferences.
    pub looks: Looks,
    /// The page shown.
    pub page: RwSignal<Page>,
    /// The user; none before the first start is completed.
    pub identity: RwSignal<Option<Identity>>,
    /// The participant in view.
    pub viewing: RwSignal<Option<ParticipantCode>>,
    /// The desk.
    pub desk: RwSignal<Desk>,
    /// Names that offices gave themselves in their files.
    pub author_names: RwSignal<BTreeMap<AuthorId, String>>,
    /// For each revision, the name of the file that brought it.
    pub origins: RwSignal<HashMap<RevisionId, Arc<str>>>,
    /// Where the latest changes are stored.
    pub saving: RwSignal<Saving>,
    /// Whether and how the app works offline.
    pub offline: RwSignal<Offline>,
    /// The current problem with storage, if any.
    pub trouble: RwSignal<Option<Trouble>>,
    /// When a snapshot was last exported.
    pub exported: RwSignal<Option<i64>>,
    /// The last announcement, for screen readers and the foot of the page.
    pub announcement: RwSignal<String>,
    /// The filter of the tree.
    pub filter: RwSignal<Filter>,
    /// The branches of the tree that are open.
    pub open: RwSignal<BTreeSet<usize>>,
    /// The tree's tab stop, by index in the outline.
    pub active: RwSignal<usize>,
    /// The report on the last export.
    pub departure: RwSignal<Option<Departure>>,
    /// The embedded snapshot, once read; an error if it is damaged.
    pub copied: RwSignal<Option<Result<Copied, ()>>>,
    /// The time when the page was last opened or focused.
    pub now: RwSignal<i64>,
    /// When the reminder to export was postponed, if it was.
    pub put_off: RwSignal<Option<i64>>,
    /// Grouping, filter and length of the list of cases.
    pub deciding: RwSignal<Choice>,
    /// Whether the notice about values written on behalf of the State is hidden.
    pub behalf_put_away: RwSignal<bool>,
    /// The sheet that was opened last, until it is closed.
    pub sheet: RwSignal<Option<OpenedSheet>>,
    /// The state of the comparison.
    pub comparison: Comparison,
    /// Incoming files: waiting, in progress or done.
    pub arrivals: RwSignal<Vec<Arrival>>,
    /// The progress of reading or taking in files, while it runs.
    pub progress: RwSignal<Option<Progress>>,
    /// Whether files are dragged over the window.
    pub dragging: RwSignal<bool>,
    /// The imports, oldest first.
    pub imports: RwSignal<Vec<Import>>,
    /// The import that the user last tried to take back, and why that failed.
    pub obstacle: RwSignal<Option<(String, Obstacle)>>,
    inbox: StoredValue<arrivals::Inbox, LocalStorage>,
    /// The rules of saving, with the pending changes.
    keeper: StoredValue<Keeper, LocalStorage>,
    store: StoredValue<Option<Store>, LocalStorage>,
    /// The state last shown: where changes are stored, and the problem.
    said: StoredValue<(Saving, Option<Trouble>)>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    packs: StoredValue<Vec<String>>,
}

/// Display preferences. `theme` and `as_list` are saved; `papers` and `asked` last until the page
/// closes.
#[derive(Clone, Copy, Default)]
pub struct Looks {
    /// `light` or `dark`; the system’s choice if absent.
    pub theme: RwSignal<Option<String>>,
    /// Whether the plans are shown as a list instead of a tree.
    pub as_list: RwSignal<bool>,
    /// The options of papers.
    pub papers: RwSignal<Wishes>,
    /// The language requested last; its texts may still be loading.
    asked: StoredValue<Option<Language>>,
}

impl Session {
    fn new(language: Language, page: Page) -> Self {
        Self {
            ready: RwSignal::new(false),
            language: RwSignal::new(language),
            looks: Looks::default(),
            page: RwSignal::new(page),
            identity: RwSignal::new(None),
            viewing: RwSignal::new(None),
            desk: RwSignal::new(Desk::default()),
            author_names: RwSignal::new(BTreeMap::new()),
            origins: RwSignal::new(HashMap::new()),
            saving: RwSignal::new(Saving::Nothing),
            offline: RwSignal::new(offline::state()),
            trouble: RwSignal::new(None),
            exported: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            filter: RwSignal::new(Filter::default()),
            open: RwSignal::new(BTreeSet::new()),
            active: RwSignal::new(0),
            departure: RwSignal::new(None),
            copied: RwSignal::new(None),
            now: RwSignal::new(clock::now()),
            put_off: RwSignal::new(None),
            deciding: RwSignal::new(Choice::default()),
            behalf_put_away: RwSignal::new(false),
            arrivals: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(None),
            comparison: Comparison::new(),
            progress: RwSignal::new(None),
            dragging: RwSignal::new(false),
            imports: RwSignal::new(Vec::new()),
            obstacle: RwSignal::new(None),
            inbox: StoredValue::new_local(arrivals::Inbox::default()),
            keeper: StoredValue::new_local(Keeper::new(packs::new_key())),
            store: StoredValue::new_local(None),
            said: StoredValue::new((Saving::Nothing, None)),
            tabs: StoredValue::new_local(None),
            packs: StoredValue::new(Vec::new()),
        }
    }
}

/// The session, from any component.
pub fn use_session() -> Session {
    expect_context()
}

/// The shared views of the session, from any component.
pub fn use_views() -> Views {
    expect_context()
}
