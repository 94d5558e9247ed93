//! Undo and redo: one act at a time.

use leptos::prelude::*;

use super::Session;
use crate::browser::{clock, page};
use crate::desk::{Desk, Stepped};
use crate::domain::ledger::EntryKey;
use crate::domain::revision::AuthorId;
use crate::i18n::{Message, Plural, msg};
use crate::route::Page;

/// A direction, undo or redo: the next entry, the number of values, the
/// operation, and the messages.
struct Course {
    next: fn(&Desk) -> Option<EntryKey>,
    size: fn(&Desk) -> usize,
    step: fn(&mut Desk, &AuthorId, i64) -> Stepped,
    done: Message,
    done_of_many: Plural,
}

const UNDO: Course = Course {
    next: Desk::can_undo,
    size: Desk::undo_size,
    step: Desk::undo,
    done: msg::UNDO_DONE,
    done_of_many: msg::UNDO_MANY,
};

const REDO: Course = Course {
    next: Desk::can_redo,
    size: Desk::redo_size,
    step: Desk::redo,
    done: msg::REDO_DONE,
    done_of_many: msg::REDO_MANY,
};

impl Session {
    /// Undoes the last act.
    pub fn undo(self) {
        self.step(&UNDO);
    }

    /// Redoes the act that was undone last.
    pub fn redo(self) {
        self.step(&REDO);
    }

    /// Goes a step through what was done. One that comes to nothing, because
    /// everything says so already, is passed over; if others have changed it
    /// since, that is said.
    fn step(self, course: &Course) {
        let Some(identity) = self.identity.get_untracked() else { return };
        let (next, size) =
            self.desk.with_untracked(|desk| ((course.next)(desk), (course.size)(desk)));
        let Some((code, subject)) = next else { return };
        let key = (code, subject.clone());
        let before = self.cases(&key);
        let stepped =
            self.desk.try_update(|desk| (course.step)(desk, &identity.author, clock::now()));
        let Stepped { changes, stays } = stepped.unwrap_or_default();
        let entries = changes.len();
        if entries == 0 && stays {
            let element = [("element", subject.as_str())];
            return self.announce(untrack(|| self.fill(msg::UNDO_STAYS, &element)));
        }
        if entries == 0 {
            return self.step(course);
        }
        self.keep(changes);
        if self.page.get_untracked() == Page::Contested {
            self.return_to_case(&key, &before);
        } else if entries == 1 {
            self.look_at(code);
            self.open_subject(&subject);
        }
        // If several entries changed, the page does not navigate to any of them.
        self.announce(untrack(|| match entries {
            1 => self.fill(course.done, &[("element", subject.as_str())]),
            _ => self.count_of(course.done_of_many, size),
        }));
    }

    /// Handles the keyboard's undo and redo, outside of fields with their own.
    pub fn undo_key(self, event: &leptos::ev::Event) {
        match page::undo_key(event) {
            Some(page::UndoKey::Undo) => self.undo(),
            Some(page::UndoKey::Redo) => self.redo(),
            None => {}
        }
    }
}
