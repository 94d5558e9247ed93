//! A filled-in sheet: every change, before and after, and every error, line by
//! line. Nothing changes until it is taken in.

use leptos::prelude::*;

use crate::domain::entry::Field;
use crate::domain::revision::FieldName;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::report::sheet::{Change, Fault};
use crate::session::{OpenedSheet, ReadSheet, Session, SheetState, catch_focus, later};

/// The maximum number of changes and of errors shown; all are counted.
const MOST_SHOWN: usize = 200;

/// The id of the button that closes the sheet.
const CLOSE: &str = "sheet-close";

/// The opened sheet, if any.
pub fn opened(session: Session) -> Option<AnyView> {
    let OpenedSheet { name, state } = session.sheet.get()?;
    let (key, body) = match state {
        SheetState::Reading => {
            ("reading", view! { <p>{session.t(msg::IMPORT_READING)}</p> }.into_any())
        }
        SheetState::Waiting(read) => ("waiting", waiting(session, &read)),
        SheetState::Taken(count) => {
            let said = move || session.count_of(msg::SHEET_TAKEN, count);
            ("taken", view! { <p class="done" data-testid="sheet-taken">{said}</p> }.into_any())
        }
        SheetState::Refused(error) => ("refused", wrong(error.words(session.language.get()))),
        SheetState::Failed(reason) => {
            ("failed", wrong(session.fill(msg::IMPORT_FAILED, &[("reason", &reason)])))
        }
    };
    let close = match key {
        "waiting" => msg::IMPORT_PUT_AWAY,
        _ => msg::DISMISS,
    };
    let close_it = move || {
        session.close_sheet();
        later(0, || catch_focus("sheet-file"));
    };
    let card = view! {
        <div class="arrival" data-state=key data-testid="sheet">
            <h3><bdi>{name}</bdi></h3>
            {body}
            <button type="button" id=CLOSE on:click=move |_| close_it()>{session.t(close)}</button>
        </div>
    };
    Some(card.into_any())
}

fn wrong(words: String) -> AnyView {
    view! { <p class="error" role="alert">{words}</p> }.into_any()
}

fn waiting(session: Session, read: &ReadSheet) -> AnyView {
    let ReadSheet { filled, contested, .. } = read;
    let count = filled.changes.len();
    let faults = filled.faults.len();
    let summary = match (count, faults) {
        (0, 0) => session.text(msg::SHEET_NOTHING).to_owned(),
        _ => session.count_of(msg::SHEET_CHANGES, count),
    };
    let take = move || session.count_of(msg::SHEET_TAKE, count);
    let taken = move || {
        session.take_sheet();
        later(0, || catch_focus(CLOSE));
    };
    let left = (faults > 0).then(|| fault_list(session, &filled.faults, count));
    let button = (count > 0).then(|| {
        view! {
            <button type="button" class="primary" data-testid="take-sheet" on:click=move |_| taken()>
                {take}
            </button>
        }
    });
    view! {
        <p class="done">{summary}</p>
        {left}
        {(count > 0).then(|| table(session, &filled.changes, contested))}
        {button}
    }
    .into_any()
}

/// The errors, and a note that the rest can be taken in.
fn fault_list(session: Session, faults: &[Fault], changes: usize) -> AnyView {
    let language = session.language.get();
    let line = |fault: &Fault| {
        view! { <li><strong>{fault.place(language)}</strong>" – "<bdi>{fault.words(language)}</bdi></li> }
    };
    let lines = faults.iter().take(MOST_SHOWN).map(line).collect_view();
    let rest = if changes > 0 { msg::SHEET_REST } else { msg::SHEET_NO_REST };
    view! {
        <div class="sheet-faults" role="alert">
            <h4>{session.count_of(msg::SHEET_FAULTS, faults.len())}</h4>
            <ul>{lines}</ul>
            {more(session, faults.len())}
            <p>{session.text(rest)}</p>
        </div>
    }
    .into_any()
}

fn more(session: Session, count: usize) -> Option<AnyView> {
    let more = count.saturating_sub(MOST_SHOWN);
    (more > 0).then(|| view! { <p>{session.count_of(msg::AND_MORE, more)}</p> }.into_any())
}

/// The changes as a table with explicit roles, because on a narrow page each
/// row is displayed as a block.
fn table(session: Session, changes: &[Change], contested: &[bool]) -> AnyView {
    let heads = [
        msg::SHEET_COLUMN_LINE,
        msg::SHEET_COLUMN_ENTRY,
        msg::SHEET_COLUMN_FIELD,
        msg::SHEET_COLUMN_HERE,
        msg::SHEET_COLUMN_SHEET,
    ];
    let head = |head| view! { <th role="columnheader" scope="col">{session.text(head)}</th> };
    let rows = changes.iter().zip(contested).take(MOST_SHOWN);
    let rows = rows.map(|(change, contested)| row(session, change, *contested)).collect_view();
    view! {
        <table role="table" class="sheet-changes">
            <thead role="rowgroup"><tr role="row">{heads.map(head).collect_view()}</tr></thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        {more(session, changes.len())}
    }
    .into_any()
}

fn row(session: Session, change: &Change, contested: bool) -> AnyView {
    let (code, subject) = change.key.clone();
    let href = format!("#/plan/{subject}");
    let label = |message| session.text(message);
    let line = session.number(u32::try_from(change.line).unwrap_or(u32::MAX));
    let before = before(session, &change.field, change.before.as_ref());
    let after = session.value_words(&change.field, &change.after);
    let mark = contested
        .then(|| view! { <span class="tag" data-standing="contested">{label(msg::SHEET_CONTESTED_NOW)}</span> });
    view! {
        <tr role="row">
            <td role="cell" class="sheet-line" data-label=label(msg::SHEET_COLUMN_LINE)>{line}</td>
            <th role="rowheader" scope="row">
                {session.name(code)}" "<a href=href on:click=move |_| session.look_at(code)>{subject.to_string()}</a>
            </th>
            <td role="cell">{session.field_name(&change.field)}</td>
            <td role="cell" data-label=label(msg::SHEET_COLUMN_HERE)><bdi>{before}</bdi></td>
            <td role="cell" data-label=label(msg::SHEET_COLUMN_SHEET)><bdi>{after}</bdi>{mark}</td>
        </tr>
    }
    .into_any()
}

/// The present value of a field; all values if it is contested.
fn before(session: Session, name: &FieldName, field: Option<&Field>) -> String {
    let Some(field) = field else {
        return session.text(msg::STATUS_NOT_STATED).to_owned();
    };
    let words = |value: &Value| session.value_words(name, value);
    let values = field.alternatives.iter().map(|known| words(&known.value));
    values.collect::<Vec<_>>().join(" ≠ ")
}
