//! Decisions: keeping one of several values, accepting or restoring what others
//! wrote, and going through the list of cases.

use leptos::prelude::*;

use super::Session;
use crate::browser::{clock, page};
use crate::desk::Edit;
use crate::domain::ledger::EntryKey;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::{AuthorId, Fields, RevisionId, Role, one_field};
use crate::domain::value::Value;
use crate::i18n::{Message, msg};
use crate::view::contests::{Case, Choice, Grouping, Kind, PAGE, cases_of};

/// The element that gets the focus when no case is left.
const COUNT: &str = "contested-count";

impl Session {
    /// Who writes about a participant from here, if anything may be written.
    pub(super) fn author_for(self, code: ParticipantCode) -> Option<AuthorId> {
        let identity = self.identity.get()?;
        identity.may_edit(code).then_some(identity.author)
    }

    /// Whether the user may decide in a participant's entries.
    pub fn may_decide(self, code: ParticipantCode) -> bool {
        self.identity.with(|who| who.as_ref().is_some_and(|who| who.may_edit(code)))
    }

    /// The user's State, if the user is a delegation.
    pub fn own_state(self) -> Option<ParticipantCode> {
        self.identity.with(|who| {
            let author = &who.as_ref()?.author;
            author.participant.filter(|_| author.role == Role::Delegation)
        })
    }

    /// Decides a case. The new revision descends from all heads, or from `seen`, the heads shown
    /// when writing began. Returns whether anything was written.
    pub fn decide(self, case: &Case, value: Value, seen: Option<Vec<RevisionId>>) -> bool {
        let Some(author) = untrack(|| self.author_for(case.key.0)) else {
            let state = untrack(|| self.name(case.key.0));
            self.announce(untrack(|| self.fill(msg::DESK_NOT_YOURS, &[("state", &state)])));
            return false;
        };
        let set = one_field(case.name.clone(), value);
        let edit = Edit { key: case.key.clone(), set, author, time: clock::now(), seen };
        let written = self.desk.try_update(|desk| match case.kind {
            Kind::Contested => desk.write_all([edit]),
            Kind::OnBehalf => desk.endorse([edit]),
        });
        let changes = written.unwrap_or_default();
        if changes.is_empty() {
            return false;
        }
        self.keep(changes);
        self.announce(untrack(|| self.case_words(msg::DESK_DECIDED, case)));
        true
    }

    /// A text about a case; fills in `{state}`, `{element}` and `{field}`.
    pub fn case_words(self, message: Message, case: &Case) -> String {
        let (state, field) = (self.name(case.key.0), self.field_name(&case.name));
        let values = [("state", &*state), ("element", case.key.1.as_str()), ("field", &*field)];
        self.fill(message, &values)
    }

    /// Accepts all values that others wrote on behalf of the user's State.
    pub fn accept_all(self, cases: &[Case]) {
        let Some(author) = untrack(|| Some(self.author_for(self.own_state()?))).flatten() else {
            return;
        };
        let time = clock::now();
        let changes = self.desk.try_update(|desk| {
            let mut entries: Vec<(EntryKey, Fields)> = Vec::new();
            for case in cases {
                let sides = case.sides(desk.ledger()).values.into_iter();
                let Some(now) = sides.into_iter().next() else { continue };
                match entries.last_mut().filter(|(key, _)| *key == case.key) {
                    Some((_, set)) => drop(set.insert(case.name.clone(), now.value)),
                    None => {
                        let set = one_field(case.name.clone(), now.value);
                        entries.push((case.key.clone(), set));
                    }
                }
            }
            let edit = |(key, set)| Edit { key, set, author: author.clone(), time, seen: None };
            desk.endorse(entries.into_iter().map(edit))
        });
        self.keep(changes.unwrap_or_default());
        self.announce(untrack(|| self.count_of(msg::BEHALF_ACCEPTED, cases.len())));
        page::later(0, || page::focus(COUNT));
    }

    /// Changes grouping and filter of the list, from its beginning.
    pub fn sift(self, by: Grouping, only: Option<ParticipantCode>) {
        self.deciding.set(Choice { by, only, ..Choice::default() });
    }

    /// Extends the shown part of the list to the case with this index.
    pub fn show_case(self, place: usize) {
        if self.deciding.with_untracked(|choice| choice.most <= place) {
            self.deciding.update(|choice| choice.most = place + PAGE);
        }
    }

    /// Hides the notice about values written on behalf of the user's State.
    pub fn put_behalf_away(self) {
        self.behalf_put_away.set(true);
    }

    /// All cases of an entry.
    pub(super) fn cases(self, key: &EntryKey) -> Vec<Case> {
        self.desk.with_untracked(|desk| cases_of(desk.ledger(), key))
    }

    /// Moves the focus to the case that reappeared, or to the count.
    pub(super) fn return_to_case(self, key: &EntryKey, before: &[Case]) {
        let after = self.cases(key);
        let back = after.iter().find(|case| !before.contains(case)).or(after.first());
        let id = back.map(Case::id).unwrap_or_default();
        page::later(0, move || page::focus(if page::has(&id) { &id } else { COUNT }));
    }
}
