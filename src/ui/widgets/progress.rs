//! Progress as a picture: a stacked bar with its counts in words, and the mark
//! of one standing. Colour is never the only cue.

use leptos::prelude::*;

use crate::domain::entry::Standing;
use crate::domain::rollup::Tally;
use crate::i18n::msg;
use crate::session::{Session, standing_message, use_session};

/// A stacked bar. Its counts are shown in words beside it or in its title.
#[component]
pub fn ProgressBar(tally: Signal<Tally>) -> impl IntoView {
    let segments = move || {
        let tally = tally.get();
        let mut start = 0;
        let segment = |standing: Standing| {
            let (at, width) = (start, tally.at(standing));
            start += width;
            (width > 0 && standing != Standing::NotStated).then(|| {
                view! {
                    <rect class="segment" data-standing=standing.key() y="0" height="10"
                        x=at.to_string() width=width.to_string()/>
                }
            })
        };
        Standing::ALL.into_iter().map(segment).collect_view()
    };
    // One unit of width is one element.
    let view_box = move || format!("0 0 {} 10", tally.get().total().max(1));
    view! {
        <svg class="progress" width="100%" height="10" viewBox=move || view_box()
            preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" width="100%" height="10"/>
            {segments}
        </svg>
    }
}

/// Sign, word and colour of a standing.
#[component]
pub fn StandingMark(
    /// The standing.
    standing: Signal<Standing>,
    /// Whether the word is for screen readers only.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let session = use_session();
    let word = move || session.text(standing_message(standing.get()));
    view! {
        <span class="standing" data-standing=move || standing.get().key() title=move || word()>
            <span class="standing-glyph" aria-hidden="true">{move || standing.get().glyph()}</span>
            <span class:visually-hidden=quiet>{move || word()}</span>
        </span>
    }
}

/// What the signs of standings mean.
pub fn signs(session: Session) -> AnyView {
    let item = |standing: Standing| {
        view! {
            <li>
                <span class="sign" data-standing=standing.key() aria-hidden="true">
                    {standing.glyph()}
                </span>" "
                {session.t(standing_message(standing))}
            </li>
        }
    };
    view! { <ul class="signs">{Standing::ALL.into_iter().map(item).collect_view()}</ul> }.into_any()
}

/// The counts of a tally by standing, as a list.
#[component]
pub fn Legend(tally: Signal<Tally>) -> impl IntoView {
    let session = use_session();
    let item = move |standing: Standing| {
        let number = move || session.number(tally.get().at(standing));
        let none = move || tally.get().at(standing) == 0;
        view! {
            <li class:none=move || none()>
                <StandingMark standing=Signal::stored(standing)/>
                <span class="legend-count">{move || number()}</span>
            </li>
        }
    };
    let stated = move || {
        let tally = tally.get();
        let (part, whole) = (tally.stated(), tally.total());
        session.fill(
            msg::TALLY_STATED,
            &[
                ("stated", &session.number(part)),
                ("total", &session.number(whole)),
                ("percent", &session.percent(part, whole)),
            ],
        )
    };
    view! {
        <p class="legend-line">{move || stated()}</p>
        <ul class="legend">{Standing::ALL.into_iter().map(item).collect_view()}</ul>
    }
}
