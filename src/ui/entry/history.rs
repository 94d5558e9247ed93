//! The revisions of an entry and their authors, latest last.

use leptos::prelude::*;

use crate::domain::ledger::EntryKey;
use crate::domain::revision::Revision;
use crate::i18n::msg;
use crate::session::use_session;
use crate::ui::widgets::{When, foreign};

/// The revisions of an entry, collapsed at first.
#[component]
pub fn History(entry: EntryKey, id: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let session = use_session();
    let key = StoredValue::new(entry);
    let count =
        move || session.desk.with(|desk| desk.ledger().entry_revisions(&key.get_value()).len());
    let line = move |revision: &Revision, draft: bool| {
        let body = revision.body();
        let fields: Vec<String> = body.set.keys().map(|name| session.field_name(name)).collect();
        let words = session.fill(
            msg::HISTORY_LINE,
            &[
                ("author", &session.author_name(&body.author)),
                ("time", &session.moment(body.time)),
                ("fields", &session.list(&fields)),
            ],
        );
        view! {
            <li><bdi>{foreign(session, &words)}</bdi>
                {draft.then(|| view! { " "<span class="tag">{session.t(msg::HISTORY_DRAFT)}</span> })}
            </li>
        }
    };
    let lines = move || {
        session.desk.with(|desk| {
            let mut revisions = desk.ledger().entry_revisions(&key.get_value());
            revisions.sort_by_key(|revision| (revision.body().time, revision.id()));
            let lines = revisions.into_iter().map(|r| line(r, desk.is_local(r.id())));
            lines.collect_view()
        })
    };
    view! {
        <When is=move || count() != 0>
            <details class="history" data-id=id.get_value()>
                <summary>{move || session.count_of(msg::HISTORY_TITLE, count())}</summary>
                <ol>{lines}</ol>
                <p class="hint">{session.t(msg::HISTORY_HINT)}</p>
            </details>
        </When>
    }
}
