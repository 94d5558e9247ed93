//! Papers: choosing one, its options, and how to print, save or copy it. What
//! is shown is what is printed.

mod sheet;

use leptos::prelude::*;

use self::sheet::{Setting, sheet};
use crate::domain::target::{format_day, parse_day};
use crate::i18n::msg;
use crate::papers::{Kind, to_text};
use crate::route::Page;
use crate::session::{Chosen, Session, describe_print, use_session};
use crate::ui::widgets::{empty as empty_page, subpages};

/// The id of the area that shows a paper as text.
const AREA: &str = "paper-text";

/// The page, with one kind of paper.
#[component]
pub fn PapersPage(kind: Kind) -> impl IntoView {
    let session = use_session();
    let kinds = Kind::ALL.map(|kind| (Page::Papers(kind), kind.message()));
    let paper = Memo::new(move |_| session.paper(kind));
    Effect::new(move |_| paper.with(|paper| describe_print(paper.as_ref())));
    let empty = move || session.desk.with(|desk| desk.ledger().is_empty());
    let body = move || match (empty(), paper.get()) {
        (true, _) => empty_page(session, msg::OVERVIEW_EMPTY),
        (_, None) => view! { <p class="empty">{session.t(msg::PAPER_CHOOSE)}</p> }.into_any(),
        (_, Some(paper)) => {
            let setting = Setting::of(&paper);
            view! { {ways_out(session, kind, setting)}{sheet(session, paper, setting)} }.into_any()
        }
    };
    view! {
        <div class="papers">
            <h1>{session.t(msg::PAPERS_TITLE)}</h1>
            <p class="lead">{session.t(msg::PAPERS_LEAD)}</p>
            {subpages(session, msg::PAPERS_KINDS, &Page::Papers(kind), kinds)}
            <div class="paper-wishes">
                {(kind == Kind::Since).then(|| since(session))}
                {wishes(session)}
            </div>
            {body}
        </div>
    }
}

/// Whose changes, and since when.
fn since(session: Session) -> AnyView {
    let whole = move || session.looks.papers.with(|wishes| wishes.everybody);
    let own = move || session.viewing.get().map(|code| session.name(code));
    let whose = move |value: String| session.wish(|wishes| wishes.everybody = value == "all");
    let when = move |value: String| {
        if let Some(day) = parse_day(&value) {
            session.wish(|wishes| wishes.since = Some(day));
        }
    };
    let day = move || {
        session.looks.papers.with(|wishes| wishes.since).map(format_day).unwrap_or_default()
    };
    let meetings = move || {
        let meeting = move |(place, last)| {
            let value = format_day(last);
            let same = value.clone();
            let name = move || session.side_name(&Chosen::Meeting(place));
            view! { <option value=value prop:selected=move || day() == same>{name}</option> }
        };
        session.past_meetings().into_iter().map(meeting).collect_view()
    };
    view! {
        <p>
            <label for="paper-whose">{session.t(msg::PAPER_WHOSE)}</label>
            <select id="paper-whose" on:change:target=move |event| whose(event.target().value())>
                <option value="all" prop:selected=move || whole()>{session.t(msg::OVERVIEW_EVERYBODY)}</option>
                {move || own().map(|name| view! {
                    <option value="one" prop:selected=move || !whole()>{name}</option>
                })}
            </select>
        </p>
        <p>
            <label for="paper-since">{session.t(msg::PAPER_SINCE_LABEL)}</label>
            <select id="paper-since" on:change:target=move |event| when(event.target().value())>
                {meetings}
            </select>
        </p>
    }
    .into_any()
}

/// The options of every paper: marking and draft.
fn wishes(session: Session) -> AnyView {
    let marking = move || session.looks.papers.with(|wishes| wishes.marking.clone());
    let mark = move |text: String| session.wish(|wishes| wishes.marking = text);
    let draft = move || session.looks.papers.with(|wishes| wishes.draft);
    view! {
        <p>
            <label for="paper-marking">{session.t(msg::EXPORT_MARKING)}</label>
            <input id="paper-marking" type="text" maxlength="80" dir="auto" prop:value=marking
                on:change:target=move |event| mark(event.target().value())/>
        </p>
        <p class="paper-draft">
            <input id="paper-draft" type="checkbox" prop:checked=draft
                on:change:target=move |event| session.wish(|wishes| wishes.draft = event.target().checked())/>
            <label for="paper-draft">{session.t(msg::PAPER_DRAFT_OPTION)}</label>
        </p>
    }
    .into_any()
}

/// Print, docx, text. Printing waits until the paper is complete.
fn ways_out(session: Session, kind: Kind, setting: Setting) -> AnyView {
    let open = RwSignal::new(false);
    let text = move || session.paper(kind).as_ref().map(to_text).unwrap_or_default();
    let area = move || {
        let text = StoredValue::new(text());
        view! {
            <div class="paper-text">
                <label class="visually-hidden" for=AREA>{session.t(msg::PAPER_TEXT)}</label>
                <textarea id=AREA readonly rows="12" dir="auto" prop:value=text.get_value()></textarea>
                <button type="button" on:click=move |_| session.copy_text(text.get_value(), AREA)>
                    {session.t(msg::EXPORT_COPY)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="paper-ways">
            <button type="button" class="primary" data-testid="paper-print"
                disabled=move || setting.is_going_on() on:click=move |_| session.print()>
                {session.t(msg::PAPER_PRINT)}
            </button>
            <button type="button" data-testid="paper-word" on:click=move |_| session.save_paper(kind)>
                {session.t(msg::PAPER_WORD)}
            </button>
            <button type="button" data-testid="paper-as-text" aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)>
                {session.t(msg::PAPER_TEXT)}
            </button>
            {move || open.get().then(|| area())}
        </div>
    }
    .into_any()
}
