//! The planned file: what it will contain, what is left out, and its exact
//! text.

use std::sync::Arc;

use leptos::prelude::*;

use super::export::private_mark;
use crate::desk::{Plan, Said};
use crate::i18n::msg;
use crate::session::{Session, use_session};
use crate::ui::widgets::When;

/// The maximum number of States named.
const NAMED: usize = 8;

/// The maximum number of changes listed.
const LISTED: usize = 200;

/// The maximum number of lines of the file shown, and of characters per line.
const LINES: usize = 24;
const WIDTH: usize = 300;

/// The plan; none without an identity.
type Planned = Memo<Option<Arc<Plan>>>;

/// What the file will contain, and what is left out.
#[component]
pub fn Contents(plan: Planned) -> impl IntoView {
    let session = use_session();
    let several = move || of(plan, |plan| plan.parts.len() > 1);
    view! {
        <div class="contents" data-testid="contents">
            <h3>{session.t(msg::EXPORT_CONTAINS)}</h3>
            <ul>
                <li data-testid="contents-entries">{move || of(plan, |plan| entries(session, plan))}</li>
                {move || of(plan, |plan| Some(private(session, plan)))}
            </ul>
            <When is=several>
                <details data-testid="by-state">
                    <summary>{session.t(msg::EXPORT_BY_STATE)}</summary>
                    {move || of(plan, |plan| Some(by_state(session, plan)))}
                </details>
            </When>
            {news(session, plan)}
            {move || of(plan, |plan| staying(session, plan))}
            {file(session, plan)}
        </div>
    }
}

/// A part of the plan; the default if there is none.
fn of<T: Default>(plan: Planned, part: impl FnOnce(&Plan) -> T) -> T {
    plan.with(|plan| plan.as_deref().map(part).unwrap_or_default())
}

/// The number of entries, and the States.
fn entries(session: Session, plan: &Plan) -> String {
    let words = session.count_of(msg::EXPORT_ENTRIES, plan.entries());
    let named = session.named(plan.parts.iter().map(|part| part.code));
    let more = named.len().saturating_sub(NAMED);
    let names: Vec<String> = named.into_iter().take(NAMED).map(|(name, _)| name).collect();
    if names.is_empty() {
        return words;
    }
    format!("{words} – {}", session.list_and_more(&names, more))
}

fn private(session: Session, plan: &Plan) -> AnyView {
    if plan.order.choice.is_backup() {
        view! {
            <li class="alarm" data-testid="private">
                {private_mark(session)}{session.count_of(msg::EXPORT_PRIVATE, plan.private)}
            </li>
        }
        .into_any()
    } else {
        view! { <li>{session.text(msg::EXPORT_NO_PRIVATE)}</li> }.into_any()
    }
}

/// Entries and changes by State.
fn by_state(session: Session, plan: &Plan) -> AnyView {
    let row = |(name, code)| {
        let part = plan.parts.iter().find(|part| part.code == code);
        let (entries, changes) = part.map_or((0, 0), |part| (part.entries, part.changes));
        view! {
            <tr><th scope="row">{name}</th>
                <td>{number(session, entries)}</td><td>{number(session, changes)}</td></tr>
        }
    };
    let rows = session.named(plan.parts.iter().map(|part| part.code)).into_iter().map(row);
    view! {
        <table>
            <thead><tr>
                <th scope="col">{session.text(msg::EXPORT_STATE)}</th>
                <th scope="col">{session.text(msg::EXPORT_ENTRIES_COLUMN)}</th>
                <th scope="col">{session.text(msg::EXPORT_CHANGES_COLUMN)}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn number(session: Session, number: usize) -> String {
    session.number(u32::try_from(number).unwrap_or(u32::MAX))
}

/// What is exported for the first time.
fn news(session: Session, plan: Planned) -> AnyView {
    let count = move || of(plan, |plan| plan.first.len());
    let line = move |said: &Said| {
        let (code, subject) = &said.key;
        let value = session.value_words(&said.field, &said.value);
        view! {
            <li><span class="said-where">{session.name(*code)}" · "{subject.to_string()}" · "{session.field_name(&said.field)}</span>
                " "<bdi class="said-value">{value}</bdi></li>
        }
    };
    let lines = move || of(plan, |plan| plan.first.iter().take(LISTED).map(line).collect_view());
    let nothing_new = move || count() == 0 && session.exported.get().is_some();
    let more = move || match count().saturating_sub(LISTED) {
        0 => String::new(),
        more => session.count_of(msg::AND_MORE, more),
    };
    view! {
        <When is=nothing_new><p>{session.t(msg::EXPORT_FIRST_NONE)}</p></When>
        <When is=move || count() != 0>
            <details data-testid="first">
                <summary>{move || session.count_of(msg::EXPORT_FIRST, count())}</summary>
                <ul class="news" tabindex="0">{lines}</ul>
                <p>{more}</p>
            </details>
        </When>
    }
    .into_any()
}

/// What is left out, if anything.
fn staying(session: Session, plan: &Plan) -> Option<AnyView> {
    let stays = [
        (plan.withdrawn, msg::EXPORT_WITHDRAWN),
        (plan.private_staying, msg::EXPORT_PRIVATE_STAYING),
        (plan.staying, msg::EXPORT_STAYING),
    ];
    let stays = stays.into_iter().filter(|(count, _)| *count > 0);
    let lines: Vec<_> =
        stays.map(|(n, words)| view! { <li>{session.count_of(words, n)}</li> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div data-testid="staying">
                <h3>{session.text(msg::EXPORT_STAYS)}</h3>
                <ul>{lines}</ul>
            </div>
        }
        .into_any()
    })
}

/// The file: name, size, fingerprint and text.
fn file(session: Session, plan: Planned) -> AnyView {
    let says = move || of(plan, |plan| session.author_name(&plan.order.by));
    let size = move || session.count_of(msg::EXPORT_BYTES, of(plan, |plan| plan.text.len()));
    let shown = move || of(plan, |plan| first_lines(session, &plan.text));
    view! {
        <dl class="facts">
            <dt>{session.t(msg::EXPORT_FILE)}</dt>
            <dd><code data-testid="file-name">{move || of(plan, |plan| plan.name.clone())}</code></dd>
            <dt>{session.t(msg::EXPORT_SIZE)}</dt><dd data-testid="file-size">{size}</dd>
            <dt>{session.t(msg::EXPORT_SAYS)}</dt><dd><bdi>{says}</bdi></dd>
            <dt>{session.t(msg::EXPORT_FINGERPRINT)}</dt>
            <dd><code data-testid="file-fingerprint">{move || of(plan, |plan| plan.fingerprint.clone())}</code></dd>
        </dl>
        <details data-testid="file-text">
            <summary>{session.t(msg::EXPORT_TEXT)}</summary>
            <pre tabindex="0" dir="ltr">{shown}</pre>
        </details>
    }
    .into_any()
}

fn first_lines(session: Session, text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines().take(LINES) {
        shown.extend(line.chars().take(WIDTH));
        shown.push_str(if line.chars().nth(WIDTH).is_some() { "…\n" } else { "\n" });
    }
    match text.lines().count().saturating_sub(LINES) {
        0 => {}
        more => shown.push_str(&session.count_of(msg::EXPORT_TEXT_MORE, more)),
    }
    shown
}
