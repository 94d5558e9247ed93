//! The filters of the tree: words, standings, target meeting.

use leptos::prelude::*;

use crate::domain::entry::Standing;
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{Session, Views, standing_message, use_session, use_views};
use crate::ui::widgets::{StandingMark, When};
use crate::view::tree::PLANS;

/// The filters, and the number of matching elements.
#[component]
pub fn FilterBar() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let query = move || session.filter.with(|filter| filter.query.clone());
    let typed = move |text: String| session.change_filter(|filter| filter.query = text);
    let found = move || views.matches.get().map(|count| session.count_of(msg::FILTER_FOUND, count));
    view! {
        <search class="filters">
            <label class="visually-hidden" for="search">{session.t(msg::FILTER_SEARCH)}</label>
            <input id="search" type="search" dir="auto" autocomplete="off" spellcheck="false"
                placeholder=session.t(msg::FILTER_SEARCH) prop:value=move || query()
                on:input:target=move |event| typed(event.target().value())/>
            <div class="chips" role="group" aria-label=session.t(msg::FILTER_STANDING)>
                {Standing::ALL.into_iter().map(|standing| view! { <StandingChip standing=standing/> }).collect_view()}
            </div>
            <When is=move || views.matches.get().is_some()>
                <p class="filter-found">
                    <span role="status" data-testid="found">{move || found()}</span>
                    <YearChip/>
                    <button type="button" class="quiet" on:click=move |_| session.clear_filter()>
                        {session.t(msg::FILTER_CLEAR)}
                    </button>
                </p>
            </When>
        </search>
    }
}

/// What the filters let through, in words: on paper a selection looks like the
/// whole.
pub fn selection(session: Session, views: Views) -> AnyView {
    let words = move |count: usize| {
        let filter = session.filter.get();
        let standings = filter.standings.iter();
        let mut parts: Vec<String> = standings
            .map(|standing| session.text(standing_message(*standing)).to_owned())
            .collect();
        parts.extend(filter.year.map(|year| year_words(session, year)));
        let query = filter.query.trim();
        parts.extend((!query.is_empty()).then(|| format!("“{query}”")));
        let found = session.count_of(msg::FILTER_FOUND, count);
        session.fill(msg::FILTER_SHOWN, &[("what", &parts.join(" · ")), ("found", &found)])
    };
    let line = move || {
        views
            .matches
            .get()
            .map(|count| view! { <p class="selection"><bdi>{words(count)}</bdi></p> })
    };
    line.into_any()
}

fn year_words(session: Session, year: i32) -> String {
    session.fill(msg::FILTER_YEAR, &[("year", &year.to_string())])
}

/// One standing, with its count, to be switched on and off.
#[component]
fn StandingChip(standing: Standing) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let number = Memo::new(move |_| {
        let plans = PLANS.iter().filter_map(|id| outline().get(id));
        views.tallies.with(|tallies| {
            let of = |index: usize| tallies.get(index).map_or(0, |tally| tally.at(standing));
            plans.map(|plan| of(plan.index())).sum::<u32>()
        })
    });
    let pressed = move || session.filter.with(|filter| filter.standings.contains(&standing));
    view! {
        <button type="button" class="chip" data-standing=standing.key()
            aria-pressed=move || pressed().to_string()
            on:click=move |_| session.change_filter(|filter| filter.toggle(standing))>
            <StandingMark standing=Signal::stored(standing)/>
            <span class="chip-count">{move || session.number(number.get())}</span>
        </button>
    }
}

/// The meeting used as a filter, with a button to remove it.
#[component]
fn YearChip() -> impl IntoView {
    let session = use_session();
    let year = move || session.filter.with(|filter| filter.year);
    move || {
        year().map(|year| {
            let name = year_words(session, year);
            view! {
                <button type="button" class="chip" aria-pressed="true"
                    on:click=move |_| session.change_filter(|filter| filter.year = None)>
                    {name}<span aria-hidden="true">" ×"</span>
                </button>
            }
        })
    }
}
