//! The differences: counts by kind, then State by State in the order of the
//! source.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Found, change, plain};
use crate::domain::diff::{Change, Kind, count};
use crate::domain::participant::ParticipantCode;
use crate::i18n::msg;
use crate::session::{Chosen, Session, difference_message};
use crate::view::compare::Wanted;

/// Up to this many differences are shown without opening anything.
const FEW: usize = 150;

/// Up to this many differences are opened at once on request: more would block
/// the page.
const MANY: usize = 2_000;

/// How many more differences of one State are shown at a time.
const STEP: usize = 300;

fn number(session: Session, number: usize) -> String {
    session.number(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The sign beside the word.
fn kind_glyph(session: Session, kind: Kind) -> &'static str {
    match kind {
        Kind::Stated => "+",
        Kind::Changed => session.language.get().arrow(),
        Kind::Withdrawn => "−",
        Kind::Contested => "≠",
        Kind::Resolved => "=",
        Kind::Missing => "·",
    }
}

/// Sign and word of a kind.
pub fn mark(session: Session, kind: Kind) -> AnyView {
    view! {
        <span class="kind" data-kind=kind.key()>
            <span class="kind-glyph" aria-hidden="true">{kind_glyph(session, kind)}</span>" "
            {session.text(difference_message(kind))}
        </span>
    }
    .into_any()
}

/// Everything below the choice of sides.
pub fn result(session: Session, found: Found) -> AnyView {
    let body = move || match found.get() {
        None => view! { <p class="empty">{session.text(msg::COMPARE_CHOOSE)}</p> }.into_any(),
        Some(changes) if changes.is_empty() => nothing(session),
        Some(changes) => some(session, changes),
    };
    view! { <div class="compare-result">{body}</div> }.into_any()
}

/// The names of the two sides: `BMS8, 1 July 2022 → now`.
pub fn between(session: Session) -> String {
    let name = |chosen: RwSignal<Chosen>| chosen.with(|chosen| session.side_name(chosen));
    let (before, after) = (name(session.comparison.before), name(session.comparison.after));
    session.fill(msg::COMPARE_BETWEEN, &[("before", &before), ("after", &after)])
}

fn nothing(session: Session) -> AnyView {
    let here = session.desk.with(|desk| !desk.ledger().is_empty());
    view! {
        <div class="empty" role="status" data-testid="nothing-differs">
            <p><strong>{session.text(msg::COMPARE_NOTHING)}</strong><br/>{between(session)}</p>
            <p>{session.text(if here { msg::COMPARE_NOTHING_HINT } else { msg::COMPARE_NOTHING_HERE })}</p>
            {(!here).then(|| view! { <a class="button" href="#/exchange">{session.text(msg::IMPORT_TITLE)}</a> })}
        </div>
    }
    .into_any()
}

fn some(session: Session, changes: Arc<Vec<Change>>) -> AnyView {
    let open = RwSignal::new(false);
    let wanted = session.comparison.wanted;
    let about = Memo::new({
        let changes = Arc::clone(&changes);
        move |_| wanted.with(|wanted| count(changes.iter().filter(|it| wanted.is_about(it))))
    });
    view! {
        <div class="compare-head">
            <h2>{move || between(session)}</h2>
            {kinds(session, about)}
            {states_filter(session, &changes)}
        </div>
        {move || list(session, &changes, open)}
    }
    .into_any()
}

/// The counts by kind, as toggle buttons.
fn kinds(session: Session, counts: Memo<[usize; Kind::ALL.len()]>) -> AnyView {
    let wanted = session.comparison.wanted;
    let chip = move |kind: Kind| {
        let pressed = move || wanted.with(|wanted| wanted.kinds.contains(&kind));
        let idle = move || counts.get()[kind.index()] == 0 && !pressed();
        view! {
            <button type="button" class="chip" hidden=move || idle() aria-pressed=move || pressed().to_string()
                on:click=move |_| session.change_wanted(|wanted| wanted.toggle(kind))>
                {move || mark(session, kind)}
                <span class="chip-count">{move || number(session, counts.get()[kind.index()])}</span>
            </button>
        }
    };
    let missing = move || counts.get()[Kind::Missing.index()] > 0;
    view! {
        <div class="chips" role="group" aria-label=session.t(msg::COMPARE_KINDS)>
            {Kind::ALL.map(chip).collect_view()}
        </div>
        {move || missing().then(|| view! { <p class="hint">{session.t(msg::DIFF_MISSING_HINT)}</p> })}
    }
    .into_any()
}

/// The filter by State.
fn states_filter(session: Session, changes: &[Change]) -> AnyView {
    let wanted = session.comparison.wanted;
    let mut codes: Vec<_> = changes.iter().map(|change| change.participant).collect();
    codes.dedup();
    let options = move || {
        let chosen = wanted.with(|wanted| wanted.participant);
        let silent = chosen.filter(|code| !codes.contains(code));
        let option = |(name, code): (String, ParticipantCode)| {
            view! { <option value=code.to_string() prop:selected=chosen == Some(code)>{name}</option> }
        };
        session.named(codes.iter().copied().chain(silent)).into_iter().map(option).collect_view()
    };
    let choose =
        move |code: String| session.change_wanted(|wanted| wanted.participant = code.parse().ok());
    view! {
        <div class="compare-whose">
            <label for="compare-state">{session.t(msg::COMPARE_STATE)}</label>
            <select id="compare-state" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=move || wanted.with(|wanted| wanted.participant.is_none())>{session.t(msg::COMPARE_ALL_STATES)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// The filtered differences by State, sorted by name.
fn by_state(session: Session, all: &[Change]) -> Vec<(String, Vec<usize>)> {
    let wanted = session.comparison.wanted.get();
    let mut states: Vec<(ParticipantCode, Vec<usize>)> = Vec::new();
    for (place, change) in all.iter().enumerate().filter(|(_, change)| wanted.wants(change)) {
        match states.last_mut() {
            Some((last, places)) if *last == change.participant => places.push(place),
            _ => states.push((change.participant, vec![place])),
        }
    }
    let named = session.named(states.iter().map(|(code, _)| *code)).into_iter();
    let of = |code| states.iter().position(|(other, _)| *other == code);
    let named: Vec<_> = named.filter_map(|(name, code)| Some((name, of(code)?))).collect();
    named.into_iter().map(|(name, at)| (name, std::mem::take(&mut states[at].1))).collect()
}

fn list(session: Session, all: &Arc<Vec<Change>>, open: RwSignal<bool>) -> AnyView {
    let states = by_state(session, all);
    let total: usize = states.iter().map(|(_, places)| places.len()).sum();
    let number = states.len();
    let unfold = total <= FEW || number == 1 || (open.get() && total <= MANY);
    let text = {
        let (all, states) = (Arc::clone(all), states.clone());
        move || plain::text(session, &all, &states)
    };
    let counted = [
        session.count_of(msg::COMPARE_FOUND, total),
        session.count_of(msg::COMPARE_STATES, number),
    ];
    let state = |(name, places)| state(session, Arc::clone(all), name, places, unfold);
    view! {
        <div class="compare-tools">
            <p role="status" data-testid="differences">{counted.join(" · ")}</p>
            {(number > 1 && total > FEW && total <= MANY).then(|| fold_button(session, open))}
            {(total > 0).then(|| plain::copy(session, text))}
        </div>
        {(total == 0).then(|| filtered_out(session))}
        {states.into_iter().map(state).collect_view()}
    }
    .into_any()
}

fn filtered_out(session: Session) -> AnyView {
    let all = move |_| session.change_wanted(|wanted| *wanted = Wanted::default());
    view! {
        <div class="empty">
            <p>{session.text(msg::COMPARE_FILTERED)}</p>
            <button type="button" on:click=all>{session.text(msg::FILTER_CLEAR)}</button>
        </div>
    }
    .into_any()
}

fn fold_button(session: Session, open: RwSignal<bool>) -> AnyView {
    let words = if open.get() { msg::OUTLINE_CLOSE_ALL } else { msg::OUTLINE_OPEN_ALL };
    view! {
        <button type="button" on:click=move |_| open.update(|open| *open = !*open)>
            {session.text(words)}
        </button>
    }
    .into_any()
}

/// One State: counts by kind, and the differences once it is opened.
fn state(
    session: Session,
    all: Arc<Vec<Change>>,
    name: String,
    places: Vec<usize>,
    unfold: bool,
) -> AnyView {
    let open = RwSignal::new(unfold);
    let most = RwSignal::new(STEP);
    let counts = Kind::ALL.into_iter().zip(count(places.iter().map(|&place| &all[place])));
    let counts = counts.filter(|(_, count)| *count > 0).map(|(kind, count)| {
        view! { <span class="compare-count">{mark(session, kind)}" "{number(session, count)}</span> }
    });
    let counts = counts.collect_view();
    let body = move || {
        let shown: Vec<&Change> =
            places.iter().take(most.get()).map(|&place| &all[place]).collect();
        let more = places.len() - shown.len();
        view! {
            {change::sections(session, &shown)}
            {(more > 0).then(|| view! {
                <button type="button" on:click=move |_| most.update(|most| *most += STEP)>
                    {session.count_of(msg::COMPARE_MORE, more.min(STEP))}
                </button>
            })}
        }
        .into_any()
    };
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open.update(|open| *open = !*open);
    };
    view! {
        <details class="compare-state" open=move || open.get()>
            <summary on:click=toggle><h3>{name}</h3><span class="compare-counts">{counts}</span></summary>
            {move || open.get().then(|| body())}
        </details>
    }
    .into_any()
}
