//! The imports, and taking one back. Their data outlives the page: each import
//! is a pack. Marks beside the packs record, for the other windows too, which
//! imports were exported since and which were taken back.

use std::sync::Arc;

use leptos::prelude::*;

use super::Session;
use super::arrivals::ArrivalState;
use super::packs::time_of;
use crate::desk::{Choice, Import, Return};
use crate::domain::ordered::Ordered;
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Revision;
use crate::i18n::msg;
use crate::keeping::{Batch, import_pack};
use crate::snapshot::Scope;

/// Prefix of the mark of an import that was exported in a snapshot.
const LEFT: &str = "left/";

/// Prefix of the mark of an import that was taken back.
const RETURNED: &str = "returned/";

impl Session {
    /// The claimed time and the edition of the last snapshot of a State among
    /// the imports. Only files of that State alone count.
    pub fn sent(self, code: ParticipantCode) -> Option<(i64, String)> {
        let of = |import: &Import| {
            let exported = import.exported.as_ref()?;
            let own = exported.scope == Scope::Participant(code);
            own.then(|| (exported.time, import.edition.clone()))
        };
        self.imports.with(|imports| imports.iter().filter_map(of).max())
    }

    /// Adds an import to the list, unless it is there.
    pub(super) fn remember_import(self, import: Import) {
        self.imports.update(|imports| {
            if !imports.iter().any(|known| known.key == import.key) {
                imports.push(import);
                // Another window may have added a later one first.
                imports.sort_by(|a, b| a.key.cmp(&b.key));
            }
        });
    }

    /// When an import was taken in, by this computer's clock.
    pub fn taken_in_at(self, key: &str) -> Option<String> {
        let time = self.moment(time_of(key)?);
        Some(self.fill(msg::IMPORTS_WHEN, &[("time", &time)]))
    }

    /// Marks the imports as left of which a snapshot had something that they
    /// brought: from now on others may have it. A backup is sent to nobody.
    pub(super) fn note_left(self, choice: &Choice) {
        if choice.is_backup() {
            return;
        }
        let mut batch = Batch::default();
        self.imports.update(|imports| {
            let keys = self.desk.with_untracked(|desk| desk.imports_in(imports, choice));
            for import in imports.iter_mut().filter(|it| !it.left && keys.contains(&it.key)) {
                import.left = true;
                batch.put_mark(format!("{LEFT}{}", import.key));
            }
        });
        if !batch.is_empty() {
            self.keep_batch(batch);
        }
    }

    /// Takes a whole import back, if that is still possible; otherwise shows
    /// why not.
    pub fn take_back(self, key: String) {
        leptos::task::spawn_local(async move {
            // Another window may have exported or written meanwhile.
            self.refresh().await;
            let judged = self.imports.with_untracked(|imports| {
                self.desk.with_untracked(|desk| desk.can_return(imports, &key))
            });
            let obstacle = match judged {
                Ok(back) => match self.keep_return(&key, &back).await {
                    Ok(()) => {
                        self.after_return(&key, back);
                        None
                    }
                    Err(reason) => {
                        self.announce(untrack(|| {
                            self.fill(msg::UNDO_IMPORT_FAILED, &[("reason", &reason)])
                        }));
                        None
                    }
                },
                Err(obstacle) => Some((key, obstacle)),
            };
            self.obstacle.set(obstacle);
        });
    }

    /// Deletes the import and stores the packs of its heirs, in one
    /// transaction.
    async fn keep_return(self, key: &str, back: &Return) -> Result<(), String> {
        let Some(store) = self.store() else { return Ok(()) };
        let mut batch = Batch::default();
        batch.delete_pack(key.to_owned());
        batch.put_mark(format!("{RETURNED}{key}"));
        for heir in &back.heirs {
            batch.put_pack(import_pack(heir, &self.revisions_of(heir)));
        }
        back.private_gone.iter().for_each(|id| batch.delete_private(id.to_string()));
        store.write(&batch).await.map(drop).map_err(|error| self.store_error(error))
    }

    /// The shared revisions owned by an import.
    fn revisions_of(self, import: &Import) -> Vec<Arc<Revision>> {
        let ids = import.brought.iter().copied().to_set();
        self.desk.with_untracked(|desk| {
            let kept = desk.ledger().revisions().filter(|revision| ids.contains(&revision.id()));
            kept.cloned().collect()
        })
    }

    fn after_return(self, key: &str, back: Return) {
        let name = self.forget_import(key, &back);
        self.desk.update(|desk| desk.take_back(&back));
        for arrival in self.arrivals.get_untracked() {
            if let ArrivalState::Taken(preview, import) = arrival.state.get_untracked()
                && import == key
            {
                arrival.state.set(ArrivalState::Waiting(preview));
            }
        }
        self.preview_anew();
        self.note_sentinel();
        self.tabs.with_value(|tabs| tabs.iter().for_each(|tabs| tabs.announce()));
        self.announce(untrack(|| self.fill(msg::UNDO_IMPORT_DONE, &[("file", &name)])));
    }

    /// Removes an import from the list and updates its heirs. Returns its file
    /// name.
    fn forget_import(self, key: &str, back: &Return) -> String {
        self.comparison.forget_import(key);
        let mut name = String::new();
        self.imports.update(|imports| {
            for import in imports.iter_mut() {
                if let Some(heir) = back.heirs.iter().find(|heir| heir.key == import.key) {
                    *import = heir.clone();
                }
            }
            imports.retain_mut(|import| {
                let stays = import.key != key;
                if !stays {
                    name = std::mem::take(&mut import.name);
                }
                stays
            });
        });
        name
    }

    /// Follows what other windows did to imports.
    pub(super) fn follow_marks(self, marks: &[String]) {
        for mark in marks {
            let known = |key: &str| {
                self.imports.with_untracked(|imports| {
                    imports.iter().find(|import| import.key == key).map(|import| import.left)
                })
            };
            if let Some(key) = mark.strip_prefix(LEFT)
                && known(key) == Some(false)
            {
                self.imports.update(|imports| {
                    imports
                        .iter_mut()
                        .filter(|import| import.key == key)
                        .for_each(|i| i.left = true);
                });
            } else if let Some(key) = mark.strip_prefix(RETURNED)
                && known(key).is_some()
            {
                self.follow_return(key);
            }
        }
    }

    fn follow_return(self, key: &str) {
        let imports = self.imports.get_untracked();
        let followed = self.desk.try_update(|desk| desk.follow_return(&imports, key));
        if let Some((back, kept)) = followed {
            self.forget_import(key, &back);
            self.keep_heirs(&back);
            if !kept.is_empty() {
                self.keep(kept);
            }
        }
    }

    /// Stores the packs of the heirs again: the other window may not have known
    /// of an import that this one took in meanwhile.
    fn keep_heirs(self, back: &Return) {
        let mut batch = Batch::default();
        for heir in &back.heirs {
            batch.put_pack(import_pack(heir, &self.revisions_of(heir)));
        }
        if !batch.is_empty() {
            self.keep_batch(batch);
        }
    }
}
