//! The values of a field side by side: author, time, file, differences of
//! wording, and a button to keep each. Used both in the entry and in the list
//! of cases.

use leptos::prelude::*;

use crate::domain::entry::{Alternative, field};
use crate::domain::revision::FieldName;
use crate::domain::value::Value;
use crate::domain::words::{differences, is_rewritten};
use crate::i18n::{Message, msg};
use crate::session::{Session, Where, use_session};
use crate::ui::widgets::{foreign, marked};
use crate::view::contests::{Case, Kind, Sides};

/// The maximum number of values shown, so that a hostile file cannot flood the page.
pub const MOST_SHOWN: usize = 20;

/// Values from this length on, in characters, are shown at a limited height.
const LONG: usize = 400;

/// The values of a field, each with a button to keep it.
#[component]
pub fn SideBySide(
    /// The field.
    case: Case,
    /// Shared, or private.
    place: Where,
    /// Its values.
    sides: Sides,
    /// Keeps a value.
    keep: Callback<Value>,
) -> impl IntoView {
    let session = use_session();
    let against = match (case.kind, &sides.base) {
        (Kind::OnBehalf, _) => msg::MARKED_OWN,
        (Kind::Contested, Some(base)) if !base.is_null() => msg::MARKED_AGREED,
        (Kind::Contested, _) => msg::MARKED_FIRST,
    };
    let more = sides.values.len().saturating_sub(MOST_SHOWN);
    let shown = sides.values.iter().take(MOST_SHOWN).enumerate();
    let side = |(place_in_list, value): (usize, &Alternative)| {
        let base = sides.against(place_in_list).filter(|_| field::is_wording(case.name.as_str()));
        let writers = writers(session, place, &case, value);
        let number = place_in_list + 1;
        view! {
            <li class="side">
                {value_shown(session, &case, value, base.cloned())}
                {writers}
                {keep_button(session, &case, number, value.value.clone(), keep)}
            </li>
        }
    };
    let list = shown.map(side).collect_view();
    let base = sides.base.clone();
    let name = case.name.clone();
    let agreed = base
        .filter(|_| case.kind == Kind::Contested)
        .map(|base| view! { <p class="agreed">{last_agreed(session, name, base)}</p> });
    view! {
        <ol class="sides">{list}</ol>
        <p class="hint marks-hint">{session.t(against)}" "
            <ins>{session.t(msg::MARK_ADDED)}</ins>", "<del>{session.t(msg::MARK_REMOVED)}</del></p>
        {(more > 0).then(|| view! { <p>{move || session.count_of(msg::CONTESTED_MORE, more)}</p> })}
        {agreed}
    }
}

/// A value, with its differences from `base` marked where that helps.
fn value_shown(session: Session, case: &Case, side: &Alternative, base: Option<Value>) -> AnyView {
    let (name, value) = (case.name.clone(), side.value.clone());
    let silent = side.revisions.is_empty();
    let chosen = !field::is_wording(name.as_str());
    let long = value.as_text().is_some_and(|text| text.chars().nth(LONG).is_some());
    let shown = move || {
        if silent {
            return foreign(session, session.text(msg::BEHALF_NOTHING));
        }
        let words = session.value_words(&name, &value);
        if let Some(base) = &base {
            let before = session.value_words(&name, base);
            let pieces = differences(&before, &words);
            if !is_rewritten(&pieces) {
                return marked(session, &pieces);
            }
        }
        foreign(session, &words)
    };
    view! { <p class="side-value" class:chosen=chosen dir="auto" tabindex=long.then_some("0")>{shown}</p> }.into_any()
}

/// For a value: authors, claimed times, and the files that brought it.
fn writers(session: Session, place: Where, case: &Case, side: &Alternative) -> AnyView {
    let writers = session.writers(place, &case.key, &side.revisions).into_iter();
    let line = move |(author, time, file): (_, i64, Option<std::sync::Arc<str>>)| {
        let words = move || {
            let author = session.author_name(&author);
            let values = [("author", &*author), ("time", &*session.moment(time))];
            foreign(session, &session.fill(msg::CONTESTED_BY, &values))
        };
        let file = file.map(|file| {
            view! { " "<bdi class="file">{foreign(session, &file)}</bdi> }
        });
        view! { <li><bdi>{words}</bdi>{file}</li> }
    };
    view! { <ul class="writers">{writers.take(MOST_SHOWN).map(line).collect_view()}</ul> }
        .into_any()
}

/// The button that keeps a value. Its number is also its key. A copy is only
/// read.
fn keep_button(
    session: Session,
    case: &Case,
    number: usize,
    value: Value,
    keep: Callback<Value>,
) -> AnyView {
    if session.is_copy() {
        return ().into_any();
    }
    let code = case.key.0;
    let words: Message = match (case.kind, number) {
        (Kind::Contested, _) => msg::CONTESTED_CHOOSE,
        (Kind::OnBehalf, 1) => msg::BEHALF_ACCEPT,
        (Kind::OnBehalf, _) => msg::BEHALF_RESTORE,
    };
    let key = (number < 10).then(|| number.to_string());
    let shortcut = key.clone();
    view! {
        <button type="button" class="keep" aria-keyshortcuts=shortcut
            disabled=move || !session.may_decide(code) on:click=move |_| keep.run(value.clone())>
            {key.map(|key| view! { <span class="keep-key" aria-hidden="true">{key}</span> })}
            {session.t(words)}
        </button>
    }
    .into_any()
}

/// The last value that all sides had seen, in words.
fn last_agreed(session: Session, name: FieldName, base: Value) -> impl Fn() -> AnyView {
    move || {
        let value = session.value_words(&name, &base);
        foreign(session, &session.fill(msg::CONTESTED_AGREED, &[("value", &value)]))
    }
}
