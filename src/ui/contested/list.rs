//! The list of cases: its content, and the movement of the focus. The session
//! makes the decisions.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::domain::field;
use crate::domain::revision::RevisionId;
use crate::domain::value::Value;
use crate::session::{Session, Views, focus, in_field, later};
use crate::view::contests::{
    Ask, Case, Choice, Group, Head, Kind, Sides, Step, arrange, ask, neighbour,
};
use crate::view::keys::mirrored;

/// The id of the button that begins with the first case.
pub const BEGIN: &str = "contested-begin";
/// The id of the button after the last case.
pub const END: &str = "contested-end";
/// The id of the line that counts the cases.
pub const COUNT: &str = "contested-count";

/// A handle of the list.
#[derive(Clone, Copy)]
pub struct List {
    /// The cases, in groups.
    pub groups: Memo<Vec<Group>>,
    /// Cases in which another value is being written. They stay in the list
    /// even if they are decided elsewhere meanwhile.
    pub writing: RwSignal<Vec<Case>>,
    session: Session,
    views: Views,
}

impl List {
    pub fn new(session: Session, views: Views) -> Self {
        let writing = RwSignal::new(Vec::new());
        let groups = Memo::new(move |_| {
            let choice = session.deciding.get();
            writing.with(|writing: &Vec<Case>| groups(session, views, &choice, writing))
        });
        Self { groups, writing, session, views }
    }

    /// The number of cases.
    pub fn count(self) -> Memo<usize> {
        Memo::new(move |_| {
            self.groups.with(|groups| groups.iter().map(|group| group.cases.len()).sum())
        })
    }

    /// Moves the focus to the case at this index, or to the end.
    pub fn focus(self, place: usize) {
        let case = self.groups.with_untracked(|groups| {
            groups.iter().flat_map(|group| &group.cases).nth(place).map(Case::id)
        });
        self.session.show_case(place);
        let id = case.unwrap_or_else(|| END.to_owned());
        later(0, move || focus(&id));
    }

    /// Moves from a case to its neighbour.
    pub fn go(self, case: &Case, step: Step) {
        match self.groups.with_untracked(|groups| Some(neighbour(groups, case, step)?.0)) {
            Some(place) => self.focus(place),
            None => focus(if step == Step::Next { END } else { BEGIN }),
        }
    }

    /// Decides a case and moves on.
    pub fn decide(self, case: &Case, value: Value, seen: Option<Vec<RevisionId>>) {
        let next = self.groups.with_untracked(|groups| {
            let beside = |step| Some(neighbour(groups, case, step)?.1.id());
            beside(Step::Next).or_else(|| beside(Step::Previous))
        });
        if self.session.decide(case, value, seen) {
            self.stop_writing(case);
            let id = next.unwrap_or_else(|| COUNT.to_owned());
            later(0, move || focus(&id));
        }
    }

    /// Accepts all values that others wrote on behalf of the user's State.
    pub fn accept_all(self) {
        self.session.accept_all(&self.views.on_behalf.get_untracked());
    }

    /// Keeps a case in the list while another value is written.
    pub fn write(self, case: &Case) {
        self.writing.update(|writing| {
            if !writing.contains(case) {
                writing.push(case.clone());
            }
        });
    }

    /// Releases a case that was kept for writing.
    pub fn stop_writing(self, case: &Case) {
        self.writing.update(|writing| writing.retain(|known| known != case));
    }

    /// Handles a key while the focus is in a case.
    pub fn press(self, event: &KeyboardEvent, case: &Case, sides: &Sides) {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if modified || in_field(event) {
            return;
        }
        let direction = self.session.language.get_untracked().direction();
        let Some(asked) = ask(mirrored(&event.key(), direction), &event.code()) else { return };
        event.prevent_default();
        match asked {
            Ask::Keep(place) => {
                if let Some(kept) = sides.values.get(place) {
                    self.decide(case, kept.value.clone(), None);
                }
            }
            Ask::Write if field::is_known(case.name.as_str()) => self.write(case),
            Ask::Write => {}
            Ask::Go(step) => self.go(case, step),
        }
    }
}

fn groups(session: Session, views: Views, choice: &Choice, writing: &[Case]) -> Vec<Group> {
    let held = |kind: Kind| writing.iter().filter(move |case| case.kind == kind).cloned();
    let mut groups = Vec::new();
    let own = session.own_state().filter(|own| choice.only.is_none_or(|only| only == *own));
    if let Some(own) = own {
        let mut cases = views.on_behalf.get();
        cases.extend(held(Kind::OnBehalf).filter(|case| !cases.contains(case)).collect::<Vec<_>>());
        if !cases.is_empty() {
            groups.push(Group { head: Head::OnBehalf(own), cases });
        }
    }
    let mut contests = views.contests.get().to_vec();
    for case in held(Kind::Contested) {
        let contest = (case.key, case.name);
        if !contests.contains(&contest) {
            contests.push(contest);
        }
    }
    let states = session.named(states(&contests)).into_iter().map(|(_, code)| code);
    groups.extend(arrange(
        crate::reference::outline(),
        &contests,
        &states.collect::<Vec<_>>(),
        choice,
    ));
    groups
}

/// The distinct participants of the contests.
pub fn states(
    contests: &[crate::domain::contests::Contest],
) -> Vec<crate::domain::participant::ParticipantCode> {
    let mut codes: Vec<_> = contests.iter().map(|((code, _), _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
