//! What the app knows while it runs, as signals, and what a person can do, as
//! commands: every action is one function. Components read the signals and
//! call the commands; they change nothing themselves.

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
pub use sheet::{OpenedSheet, SheetState};
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

/// Everything the app knows while it runs. Copied freely; a handle.
#[derive(Clone, Copy)]
pub struct Session {
    /// Whether what is kept has been read.
    pub ready: RwSignal<bool>,
    /// The language shown.
    pub language: RwSignal<Language>,
    /// How things look here.
    pub looks: Looks,
    /// The page shown.
    pub page: RwSignal<Page>,
    /// Who sits here; nobody before the first start is done.
    pub identity: RwSignal<Option<Identity>>,
    /// The participant whose plans are looked at.
    pub viewing: RwSignal<Option<ParticipantCode>>,
    /// What lies on the desk.
    pub desk: RwSignal<Desk>,
    /// Names that offices gave themselves in their files.
    pub author_names: RwSignal<BTreeMap<AuthorId, String>>,
    /// The file that brought a revision.
    pub origins: RwSignal<HashMap<RevisionId, Arc<str>>>,
    /// Where the latest changes are.
    pub saving: RwSignal<Saving>,
    /// Whether the app opens without a network.
    pub offline: RwSignal<Offline>,
    /// What is wrong with storage, if anything.
    pub trouble: RwSignal<Option<Trouble>>,
    /// When a snapshot was last exported.
    pub exported: RwSignal<Option<i64>>,
    /// The last thing that happened, for screen readers and for the foot of
    /// the page.
    pub announcement: RwSignal<String>,
    /// Which elements are wanted.
    pub filter: RwSignal<Filter>,
    /// The branches of the tree that are open.
    pub open: RwSignal<BTreeSet<usize>>,
    /// The row of the tree that has the focus, or would have it.
    pub active: RwSignal<usize>,
    /// How the last export went.
    pub departure: RwSignal<Option<Departure>>,
    /// What this page was handed round with, once it is read, unless it is
    /// damaged.
    pub copied: RwSignal<Option<Result<Copied, ()>>>,
    /// The time when the page was last opened or come back to.
    pub now: RwSignal<i64>,
    /// When the reminder to export was put off, if it was.
    pub put_off: RwSignal<Option<i64>>,
    /// How the list of what there is to decide is looked at.
    pub deciding: RwSignal<Choice>,
    /// Whether the notice about values written on one's behalf is put away.
    pub behalf_put_away: RwSignal<bool>,
    /// The sheet that was opened last, until it is put away.
    pub sheet: RwSignal<Option<OpenedSheet>>,
    /// What is compared with what.
    pub comparison: Comparison,
    /// Files that came in and are not taken in yet, or were.
    pub arrivals: RwSignal<Vec<Arrival>>,
    /// How far reading or taking in is, while it goes on.
    pub progress: RwSignal<Option<Progress>>,
    /// Whether files are dragged over the window.
    pub dragging: RwSignal<bool>,
    /// What was taken in, the oldest first.
    pub imports: RwSignal<Vec<Import>>,
    /// The import that was to be taken back last, and why it cannot be.
    pub obstacle: RwSignal<Option<(String, Obstacle)>>,
    inbox: StoredValue<arrivals::Inbox, LocalStorage>,
    /// The rules of keeping, and what waits to be kept.
    keeper: StoredValue<Keeper, LocalStorage>,
    store: StoredValue<Option<Store>, LocalStorage>,
    /// What the rules said last: where the changes are, and what is wrong.
    said: StoredValue<(Saving, Option<Trouble>)>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    packs: StoredValue<Vec<String>>,
}

/// How things look: choices of the person, kept in the settings.
#[derive(Clone, Copy, Default)]
pub struct Looks {
    /// `light` or `dark`; the system’s choice if absent.
    pub theme: RwSignal<Option<String>>,
    /// Whether the plans are a list instead of a tree.
    pub as_list: RwSignal<bool>,
    /// How papers are wanted; not kept.
    pub papers: RwSignal<Wishes>,
    /// The language asked for last, whose texts may still be on their way.
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
