//! Chooses a side: now, a recorded meeting, another day, or a file opened only
//! for this.

use leptos::prelude::*;

use crate::domain::target::{format_day, parse_day};
use crate::i18n::{Message, msg};
use crate::session::{Chosen, End, Session, Unread, chosen};

/// One side of the comparison.
pub fn side(session: Session, end: End) -> AnyView {
    let (name, id) = match end {
        End::Before => (msg::COMPARE_BEFORE, "compare-before"),
        End::After => (msg::COMPARE_AFTER, "compare-after"),
    };
    let now = session.comparison.at(end);
    let choose = move |key: String| session.compare_with(end, Chosen::from_key(&key));
    // Typing a day must not remove its field.
    let kind = Memo::new(move |_| now.get().key());
    let more = move || match Chosen::from_key(&kind.get()) {
        Chosen::Day(_) => Some(day(session, end, id)),
        Chosen::File(place) => Some(match place {
            None => file(session, end, id),
            Some(place) => file_facts(session, place),
        }),
        Chosen::Now | Chosen::Meeting(_) | Chosen::Import(_) => None,
    };
    view! {
        <div class="compare-end">
            <label for=id>{session.t(name)}</label>
            <select id=id on:change:target=move |event| choose(event.target().value())>
                {move || options(session, now.get())}
            </select>
            {more}
            {move || trouble(session, end)}
        </div>
    }
    .into_any()
}

/// The options, in groups.
fn options(session: Session, now: Chosen) -> AnyView {
    // A chosen day is still the option “another day”.
    let current = now.key();
    let option = move |choice: &Chosen, name: String| {
        let key = choice.key();
        view! { <option value=key.clone() prop:selected=key == current>{name}</option> }.into_any()
    };
    let group = move |label: Message, options: Vec<AnyView>| {
        (!options.is_empty())
            .then(|| view! { <optgroup label=session.t(label)>{options}</optgroup> })
    };
    let named = |choice: Chosen| option(&choice, session.side_name(&choice));
    let meetings = session.past_meetings().into_iter().map(|(place, _)| Chosen::Meeting(place));
    let files = session.comparison.files.with(Vec::len);
    let files = (0..files).map(|place| Chosen::File(Some(place)));
    let imports = session.imports.with(|imports| {
        imports.iter().rev().map(|one| Chosen::Import(one.key.as_str().into())).collect::<Vec<_>>()
    });
    view! {
        {named(Chosen::Now)}
        {group(msg::COMPARE_MEETINGS, meetings.map(&named).collect())}
        {option(&Chosen::Day(None), session.text(msg::COMPARE_DAY).to_owned())}
        {group(msg::COMPARE_IMPORTS, imports.into_iter().map(&named).collect())}
        {group(msg::COMPARE_FILES, files.map(&named).collect())}
        {option(&Chosen::File(None), session.text(msg::COMPARE_FILE).to_owned())}
    }
    .into_any()
}

fn day(session: Session, end: End, side: &str) -> AnyView {
    let id = format!("{side}-day");
    let given = move || match session.comparison.at(end).get() {
        Chosen::Day(Some(day)) => format_day(day),
        _ => String::new(),
    };
    let choose = move |text: String| session.compare_with(end, Chosen::Day(parse_day(&text)));
    view! {
        <label class="visually-hidden" for=id.clone()>{session.t(msg::COMPARE_DAY_LABEL)}</label>
        <input id=id type="date" max=session.today() prop:value=given
            on:change:target=move |event| choose(event.target().value())/>
    }
    .into_any()
}

fn file(session: Session, end: End, side: &str) -> AnyView {
    let (id, hint) = (format!("{side}-file"), format!("{side}-hint"));
    let open = move |event: leptos::ev::Event| {
        if let Some(file) = chosen(&event).into_iter().next() {
            session.open_to_compare(end, file);
        }
    };
    view! {
        <label class="visually-hidden" for=id.clone()>{session.t(msg::COMPARE_FILE_LABEL)}</label>
        <input id=id type="file" accept=".json,application/json" aria-describedby=hint.clone()
            on:change=move |event| open(event)/>
        <p class="hint" id=hint>{session.t(msg::COMPARE_FILE_HINT)}</p>
    }
    .into_any()
}

/// The header of a file, and what could not be read.
fn file_facts(session: Session, place: usize) -> AnyView {
    let opened = session.comparison.files.with(|files| files.get(place).cloned());
    let Some(opened) = opened else { return ().into_any() };
    let reading = opened.reading;
    let exported = &reading.snapshot.exported;
    let given = reading.snapshot.authors.get(&exported.by).filter(|name| !name.trim().is_empty());
    let author = given.cloned().unwrap_or_else(|| session.author_name(&exported.by));
    let time = session.moment(exported.time);
    let from = session.fill(msg::IMPORT_FROM, &[("author", &author), ("time", &time)]);
    let refusals = reading.refused.iter().take(5).map(|refusal| session.refusal(refusal));
    let more = reading.refused.len().saturating_sub(5);
    let more = (more > 0).then(|| session.count_of(msg::AND_MORE, more));
    let warnings = reading.warnings.iter().map(|warning| session.warning(warning));
    let lines = warnings.chain(refusals).chain(more);
    let line = |words: String| view! { <li dir="auto">{words}</li> };
    view! {
        <p class="hint"><bdi>{from}</bdi></p>
        <ul class="warnings">{lines.map(line).collect_view()}</ul>
    }
    .into_any()
}

/// Why a file is not, or not yet, available.
fn trouble(session: Session, end: End) -> Option<AnyView> {
    let (_, name, unread) = session.comparison.unread.get().filter(|(at, ..)| *at == end)?;
    let reason = match unread {
        Unread::Reading => {
            return Some(
                view! { <p role="status">{session.text(msg::IMPORT_READING)}</p> }.into_any(),
            );
        }
        Unread::Refused(error) => session.snapshot_error(&error),
        Unread::Failed(reason) => session.fill(msg::COMPARE_FILE_FAILED, &[("reason", &reason)]),
    };
    Some(view! { <p class="error" role="alert"><bdi>{name}</bdi>": "{reason}</p> }.into_any())
}
