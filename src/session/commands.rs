//! What a person can do on the plans: navigate, filter, state progress. Each
//! command is one action; it reads signals, calls the pure modules and sets
//! signals.

use leptos::prelude::*;

use super::identity::{Identity, Settings};
use super::{Saving, Session, Trouble, Views};
use crate::browser::{clock, offline, page};
use crate::desk::{Change, Desk, Edit, example};
use crate::domain::field::check;
use crate::domain::ledger::{EntryKey, Ledger};
use crate::domain::ordered::Ordered;
use crate::domain::outline::{Element, ElementKind};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, FieldName, RevisionId, Role, Subject, one_field};
use crate::domain::value::Value;
use crate::reference::outline;
use crate::route::{Page, Text};
use crate::view::filter::Filter;
use crate::view::keys::Action;
use crate::view::tree;

/// The ledger into which a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The shared ledger, from which snapshots are made.
    Shared,
    /// The private notes, which no share file contains.
    Private,
}

/// What became of a value that was to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is saved; the heads that stand for it from now on.
    Saved(Vec<RevisionId>),
    /// The entry says so already.
    Unchanged,
    /// Nothing is written: the person here may not write about this
    /// participant, or the field cannot hold the value.
    Refused,
}

impl Where {
    /// The corresponding ledger of a desk.
    pub fn ledger(self, desk: &Desk) -> &Ledger {
        match self {
            Self::Shared => desk.ledger(),
            Self::Private => desk.private(),
        }
    }
}

impl Session {
    /// Sets the theme to `light` or `dark`, or follows the system.
    pub fn choose_theme(self, theme: Option<String>) {
        page::set_theme(theme.as_deref());
        self.looks.theme.set(theme.clone());
        self.change_settings(|settings| settings.theme = theme);
    }

    /// Shows the plans as a list or as a tree.
    pub fn show_as_list(self, as_list: bool) {
        self.looks.as_list.set(as_list);
        self.change_settings(|settings| settings.as_list = as_list);
    }

    /// Sets the identity of the user, and begins.
    pub fn sit_down(self, role: Role, participant: Option<ParticipantCode>, name: String) {
        let mut identity = Identity::new(role, participant, name);
        match self.who_sits_here().map(|who| who.author) {
            // The same office under another name keeps its author id.
            Some(same) if (same.role, same.participant) == (role, participant) => {
                identity.author = same;
            }
            // The acts of another user cannot be undone by this one.
            _ => self.desk.update(Desk::forget_acts),
        }
        let author = identity.author.to_string();
        let kept_name = identity.name.clone();
        // A cleared name is removed, too.
        self.author_names.update(|names| drop(names.remove(&identity.author)));
        self.remember_name(identity.author.clone(), &kept_name);
        self.identity.set(Some(identity));
        // An opened sheet was previewed for the previous user.
        self.close_sheet();
        let was_example = self.keeps_nothing();
        self.change_settings(|settings| {
            settings.author = Some(author);
            settings.name = kept_name;
            if let Some(code) = participant {
                settings.viewing = Some(code.to_string());
            }
        });
        if was_example {
            // Discards the example and reads the stored data again.
            self.leave_example_for(&Page::Plan(None));
            return;
        }
        if let Some(code) = participant.or_else(|| self.viewing.get_untracked()) {
            self.look_at(code);
        }
        self.open_page(&Page::Plan(None));
        page::later(0, page::to_top);
    }

    /// Starts the example: fictional States, nothing is stored.
    pub fn try_example(self) {
        let Some((identity, code)) = example_identity() else {
            return;
        };
        let mut desk = Desk::default();
        desk.take_in(example::ledger(clock::now()).revisions().cloned());
        self.desk.set(desk);
        self.imports.set(Vec::new());
        self.arrivals.set(Vec::new());
        self.saving.set(Saving::Example);
        self.identity.set(Some(identity));
        self.viewing.set(Some(code));
        self.open_page(&Page::Plan(None));
        page::later(0, page::to_top);
    }

    pub(super) fn remember_name(self, author: AuthorId, name: &str) {
        if !name.trim().is_empty() {
            self.author_names.update(|names| drop(names.insert(author, name.to_owned())));
        }
    }

    /// Shows the plans of another participant.
    pub fn look_at(self, code: ParticipantCode) {
        self.viewing.set(Some(code));
        if !self.keeps_nothing() {
            self.change_settings(|settings| settings.viewing = Some(code.to_string()));
        }
    }

    /// Opens a page, adding a history entry.
    pub fn open_page(self, page: &Page) {
        page::go(&page.to_hash());
    }

    /// Opens an element and the branches above it.
    pub fn open_element(self, element: &Element) {
        self.reveal_element(element);
        self.open_page(&Page::Plan(Some(element.id.clone())));
    }

    /// Opens the page of a subject: an element of the plans, a question or a
    /// meeting.
    pub(super) fn open_subject(self, subject: &Subject) {
        let Some(element) = outline().get(subject.as_str()) else {
            return self.open_page(&Page::Plan(Some(subject.to_string())));
        };
        match element.kind {
            ElementKind::Question => self.open_page(&Page::Documents(Text::Questions)),
            ElementKind::Meeting => self.open_page(&Page::Calendar(None)),
            _ => self.open_element(element),
        }
    }

    /// Opens the branches above an element and makes it the tree's tab stop.
    pub(super) fn reveal_element(self, element: &Element) {
        self.open.update(|open| open.extend(outline().ancestors(element).map(Element::index)));
        self.active.set(element.index());
    }

    /// Opens or closes a branch of the tree.
    pub fn toggle_branch(self, index: usize) {
        self.open.update(|open| {
            if !open.remove(&index) {
                open.insert(index);
            }
        });
    }

    /// Opens every branch.
    pub fn open_all(self) {
        self.open.set(tree::branches(outline()));
    }

    /// Closes every branch but the plans.
    pub fn close_all(self) {
        self.open.set(
            tree::PLANS.iter().filter_map(|id| outline().get(id)).map(Element::index).to_set(),
        );
        self.active
            .set(tree::plan_elements(outline()).next().map(Element::index).unwrap_or_default());
    }

    /// Executes a key action of the tree. Returns the element to focus.
    pub fn act_on_tree(self, action: Action) -> Option<usize> {
        match action {
            Action::Focus(index) => self.active.set(index),
            Action::Open(index) => self.open.update(|open| {
                open.insert(index);
            }),
            Action::Close(index) => self.open.update(|open| {
                open.remove(&index);
            }),
            Action::OpenSiblings(index) => {
                let parent = outline().elements().get(index).and_then(|e| outline().parent(e));
                let siblings = parent.into_iter().flat_map(|parent| outline().children(parent));
                let all = siblings.map(Element::index).collect::<Vec<_>>();
                self.open.update(|open| open.extend(all));
            }
            Action::Activate(index) => {
                self.active.set(index);
                if let Some(element) = outline().elements().get(index) {
                    self.open_page(&Page::Plan(Some(element.id.clone())));
                }
            }
        }
        match action {
            Action::Focus(index) => Some(index),
            _ => None,
        }
    }

    /// Changes the filter.
    pub fn change_filter(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
    }

    /// Clears the filter.
    pub fn clear_filter(self) {
        self.filter.set(Filter::default());
    }

    /// The user's identity; none at the first start, in the example or in a copy.
    pub fn who_sits_here(self) -> Option<Identity> {
        self.identity.get_untracked().filter(|_| !self.keeps_nothing())
    }

    /// Whether the user writes for a participant.
    pub fn speaks_for_a_state(self) -> bool {
        let speaks = |who: &Identity| who.author.participant.is_some();
        self.identity.with_untracked(|who| who.as_ref().is_some_and(speaks))
    }

    /// The author of edits and the participant in view, if the user may edit
    /// its entries.
    pub fn editor(self) -> Option<(AuthorId, ParticipantCode)> {
        let code = self.viewing.get()?;
        let identity = self.identity.get()?;
        identity.may_edit(code).then_some((identity.author, code))
    }

    /// Writes one field. `seen` are the heads that were shown when writing
    /// began.
    pub fn write(
        self,
        place: Where,
        key: EntryKey,
        field: &str,
        value: Value,
        seen: Option<Vec<RevisionId>>,
    ) -> Written {
        let (author, name) = (untrack(|| self.author_for(key.0)), field.parse::<FieldName>());
        let (Some(author), Ok(name), Ok(())) = (author, name, check(field, &value)) else {
            return Written::Refused;
        };
        let set = one_field(name, value);
        let edit = Edit { key, set, author, time: clock::now(), seen };
        let change = self.desk.try_update(|desk| match place {
            Where::Shared => desk.write(edit),
            Where::Private => desk.write_private(edit),
        });
        let Some(change) = change.flatten() else { return Written::Unchanged };
        let heads = match &change {
            Change::KeepDraft(revision) | Change::KeepPrivate(revision) => vec![revision.id()],
            _ => Vec::new(),
        };
        self.keep([change]);
        Written::Saved(heads)
    }

    /// Shows that a person is typing, so that the indicator does not claim that
    /// everything is saved.
    pub fn typing(self) {
        let saving = self.saving.get_untracked();
        if saving != Saving::Failed && !saving.is_off() {
            self.saving.set(Saving::Saving);
        }
    }

    /// Shows that typing changed nothing.
    pub fn typed_nothing(self) {
        if self.saving.get_untracked() == Saving::Saving {
            self.saving.set(self.said.with_value(|said| said.0));
        }
    }

    /// Whether the page is dark now.
    pub fn is_dark(self) -> bool {
        match self.looks.theme.get().as_deref() {
            Some(theme) => theme == "dark",
            None => page::prefers_dark(),
        }
    }

    /// Leaves the example and starts with real data.
    pub fn leave_example(self) {
        self.leave_example_for(&Page::Welcome);
    }

    fn leave_example_for(self, next: &Page) {
        page::go(&next.to_hash());
        page::reload();
    }

    /// The marking of the last export.
    pub fn last_marking(self) -> String {
        Settings::load().marking
    }

    /// Switches to the newer cached version. The page reloads, and asks first
    /// if something is not saved yet.
    pub fn switch_version(self) {
        offline::switch();
    }

    /// A key for a new list item: short, and unique across desks.
    pub fn new_item_key(self) -> String {
        format!("{:010x}", clock::random_device() & 0xff_ffff_ffff)
    }

    /// Hides the notice about storage.
    pub fn dismiss_trouble(self) {
        self.trouble.set(None);
    }

    /// Shows a problem with storage.
    pub(super) fn trouble(self, trouble: Trouble) {
        self.trouble.set(Some(trouble));
    }
}

fn example_identity() -> Option<(Identity, ParticipantCode)> {
    let code: ParticipantCode = example::OWN.parse().ok()?;
    Some((Identity::new(Role::Delegation, Some(code), String::new()), code))
}

impl Views {
    /// The tree's tab stop when its element is not in view: the nearest visible
    /// ancestor, or else the first row.
    pub fn focusable(self, active: usize) -> Option<usize> {
        self.rows.with(|rows| {
            let in_view = |index: usize| rows.iter().any(|row| row.index == index);
            let element = outline().elements().get(active)?;
            let path =
                std::iter::once(active).chain(outline().ancestors(element).map(Element::index));
            path.into_iter().find(|&index| in_view(index)).or_else(|| Some(rows.first()?.index))
        })
    }
}
