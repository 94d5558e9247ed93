//! Describes file errors in the current language, each with what to do about
//! it.

use super::Session;
use crate::desk::Caution;
use crate::domain::participant::ParticipantCode;
use crate::i18n::msg;
use crate::snapshot::{Place, Refusal, RevisionError, SnapshotError, Warning};

impl Session {
    /// Why a file cannot be read at all.
    pub fn snapshot_error(self, error: &SnapshotError) -> String {
        match error {
            SnapshotError::TooLarge(_) | SnapshotError::TooManyNodes => {
                self.text(msg::FILE_TOO_LARGE).to_owned()
            }
            SnapshotError::Empty => self.text(msg::FILE_EMPTY).to_owned(),
            SnapshotError::Packed => self.text(msg::FILE_PACKED).to_owned(),
            SnapshotError::WebPage => self.text(msg::FILE_WEB_PAGE).to_owned(),
            SnapshotError::Utf16 => self.text(msg::FILE_UTF16).to_owned(),
            SnapshotError::NotASnapshot(_) => self.text(msg::FILE_NOT_A_SNAPSHOT).to_owned(),
            SnapshotError::NewerVersion { version, app } => {
                self.fill(msg::FILE_NEWER, &[("version", &version.to_string()), ("app", app)])
            }
            SnapshotError::NoVersion
            | SnapshotError::DuplicateMember(_)
            | SnapshotError::NoRevisions
            | SnapshotError::Damaged(_) => self.text(msg::FILE_DAMAGED).to_owned(),
        }
    }

    /// Which revision was refused, and why.
    pub fn refusal(self, refusal: &Refusal) -> String {
        let (Place::Line(n) | Place::Shared(n) | Place::Private(n)) = refusal.place;
        let place = match refusal.place {
            Place::Line(_) => msg::REFUSED_LINE,
            Place::Shared(_) => msg::REFUSED_SHARED,
            Place::Private(_) => msg::REFUSED_PRIVATE,
        };
        let reason = match &refusal.reason {
            RevisionError::WrongHash { .. } => msg::REFUSED_ALTERED,
            RevisionError::Newer(_) => msg::REFUSED_NEWER,
            RevisionError::TooManyParents(_) | RevisionError::TooManyFields(_) => {
                msg::REFUSED_TOO_MUCH
            }
            RevisionError::Private(_) | RevisionError::NotPrivate(_) => msg::REFUSED_MISPLACED,
            _ => msg::REFUSED_MALFORMED,
        };
        let place = self.fill(place, &[("n", &n.to_string())]);
        let id = refusal.id.as_deref().unwrap_or_default();
        format!("{place} {id} – {}", self.text(reason))
    }

    /// What a person should know about a file that was read.
    pub fn warning(self, warning: &Warning) -> String {
        match warning {
            Warning::Incomplete(_) => self.text(msg::WARN_INCOMPLETE).to_owned(),
            Warning::TextAfter => self.text(msg::WARN_TEXT_AFTER).to_owned(),
            Warning::Header(name) | Warning::Author(name) => {
                self.fill(msg::WARN_HEADER, &[("name", name)])
            }
            Warning::Count { claimed, found } => {
                let values = [("claimed", &*claimed.to_string()), ("found", &*found.to_string())];
                self.fill(msg::WARN_COUNT, &values)
            }
            Warning::Fingerprint { .. } => self.text(msg::WARN_FINGERPRINT).to_owned(),
            Warning::OtherEdition(id) => self.fill(msg::WARN_EDITION, &[("edition", id)]),
            Warning::NewerMinor(_) => self.text(msg::WARN_NEWER_MINOR).to_owned(),
            Warning::MoreRefused(count) => self.count_of(msg::WARN_MORE_REFUSED, *count),
            Warning::PrivateIgnored(count) => self.count_of(msg::WARN_PRIVATE_IGNORED, *count),
        }
    }

    /// What to consider before a file is taken in.
    pub fn caution(self, caution: &Caution) -> String {
        let others = |codes: &[ParticipantCode]| self.names(codes.iter().copied());
        match caution {
            Caution::AlsoChanges(from, codes) => {
                let values = [("from", &*self.name(*from)), ("others", &*others(codes))];
                self.fill(msg::CAUTION_ALSO_CHANGES, &values)
            }
            Caution::WroteAbout(by, codes) => {
                let values = [("by", &*self.name(*by)), ("others", &*others(codes))];
                self.fill(msg::CAUTION_WROTE_ABOUT, &values)
            }
            Caution::Ahead(time) => self.fill(msg::CAUTION_AHEAD, &[("time", &self.moment(*time))]),
            Caution::Incomplete(codes) => {
                self.fill(msg::CAUTION_INCOMPLETE, &[("states", &others(codes))])
            }
            Caution::Backup(count) => self.count_of(msg::CAUTION_BACKUP, *count),
        }
    }
}
