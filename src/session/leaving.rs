//! Sending snapshots: an export seals, keeps, then hands the file over.

use leptos::prelude::*;

use super::Session;
use super::identity::Settings;
use crate::browser::{clock, files};
use crate::desk::{Change, Seal};
use crate::domain::ledger::EntryKey;
use crate::i18n::msg;
use crate::snapshot::{self, Exported, Scope, Snapshot};

impl Session {
    /// Seals what is in scope, keeps it, and hands the snapshot to the
    /// browser's download.
    pub fn export(self, scope: Scope, marking: String) {
        let said = match self.export_now(scope, marking) {
            Ok(name) => untrack(|| self.fill(msg::EXPORT_DONE, &[("file", &name)])),
            Err(reason) => untrack(|| self.fill(msg::EXPORT_FAILED, &[("reason", &reason)])),
        };
        self.announce(said);
    }

    fn export_now(self, scope: Scope, marking: String) -> Result<String, String> {
        let identity = self.identity.get_untracked().ok_or("")?;
        let wanted = move |key: &EntryKey| match scope {
            Scope::Participant(code) => key.0 == code,
            Scope::Aggregate | Scope::Backup => true,
        };
        // The file is the record: the drafts are sealed whether or not the
        // browser manages to keep what seals them.
        let seal = self.desk.with_untracked(|desk| desk.seal(wanted));
        self.desk.update(|desk| desk.sealed(&seal));
        self.keep_seal(seal);
        let exported = Exported { time: clock::now(), by: identity.author, scope };
        let snapshot = self.desk.with_untracked(|desk| Snapshot {
            marking: marking.clone(),
            authors: self.author_names.get_untracked(),
            private: (scope == Scope::Backup).then(|| desk.private().clone()),
            settings: (scope == Scope::Backup).then(|| Settings::load().to_value()),
            ..Snapshot::new(exported, desk.ledger().filtered(wanted))
        });
        let name = snapshot::file_name(scope, clock::today());
        files::download(&name, "application/json", &snapshot::write(&snapshot))?;
        if !self.is_example() {
            self.note_export();
            self.change_settings(|settings| settings.marking = marking);
        }
        Ok(name)
    }

    /// Has the sealed revisions kept and their drafts forgotten, in one
    /// transaction: never one without the other.
    fn keep_seal(self, seal: Seal) {
        if !seal.drafts.is_empty() {
            let forgotten = seal.drafts.into_iter().map(Change::ForgetDraft);
            self.keep(std::iter::once(Change::KeepShared(seal.revisions)).chain(forgotten));
        }
    }
}
