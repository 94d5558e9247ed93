//! The two moments of the overview by section: now or an earlier day, and one
//! to compare with.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::domain::target::{format_day, parse_day};
use crate::i18n::{Message, msg};
use crate::session::{Chosen, Session};

/// The chosen moments.
#[derive(Clone, Copy)]
pub struct Moments {
    /// The main moment; `Now` by default.
    pub shown: RwSignal<Chosen>,
    /// The moment to compare with; `Now` means none.
    pub beside: RwSignal<Chosen>,
}

impl Moments {
    /// Now, without comparison.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Chosen::Now), beside: RwSignal::new(Chosen::Now) }
    }
}

/// The last day that counts for a choice; nothing for now and for a day that
/// is not given yet.
pub fn until(session: Session, chosen: &Chosen) -> Option<NaiveDate> {
    match chosen {
        Chosen::Meeting(place) => {
            let mut meetings = session.past_meetings().into_iter();
            meetings.find(|(known, _)| known == place).map(|(_, last)| last)
        }
        Chosen::Day(day) => *day,
        Chosen::Now | Chosen::Import(_) | Chosen::File(_) => None,
    }
}

/// Both choices, with a note that dates are claims.
pub fn choices(session: Session, moments: Moments) -> AnyView {
    let claimed = move || {
        let days =
            [moments.shown, moments.beside].map(|it| it.with(|chosen| until(session, chosen)));
        days.iter().any(Option::is_some).then(|| {
            view! { <p class="hint">{session.t(msg::COMPARE_CLAIMED)}</p> }
        })
    };
    view! {
        <div class="overview-choices">
            {choice(session, moments.shown, "overview-now", msg::OVERVIEW_AS_OF, msg::COMPARE_NOW)}
            {choice(session, moments.beside, "overview-then", msg::OVERVIEW_BESIDE, msg::OVERVIEW_BESIDE_NOTHING)}
        </div>
        {claimed}
    }
    .into_any()
}

/// A list of moments: none, a recorded meeting, another day.
fn choice(
    session: Session,
    at: RwSignal<Chosen>,
    id: &'static str,
    label: Message,
    none: Message,
) -> AnyView {
    let option = move |choice: &Chosen, name: String| {
        let key = choice.key();
        view! { <option value=key.clone() prop:selected=move || at.get().key() == key>{name}</option> }
    };
    let meetings = move || {
        let meetings = session.past_meetings().into_iter();
        let named = meetings.map(|(place, _)| Chosen::Meeting(place));
        named.map(|choice| option(&choice, session.side_name(&choice))).collect_view()
    };
    // Typing a day must not remove its field.
    let typed = Memo::new(move |_| matches!(at.get(), Chosen::Day(_)));
    view! {
        <p class="overview-choice">
            <label for=id>{session.t(label)}</label>
            <select id=id on:change:target=move |event| at.set(Chosen::from_key(&event.target().value()))>
                {move || option(&Chosen::Now, session.text(none).to_owned())}
                {meetings}
                {move || option(&Chosen::Day(None), session.text(msg::COMPARE_DAY).to_owned())}
            </select>
            {move || typed.get().then(|| day(session, at, id))}
        </p>
    }
    .into_any()
}

fn day(session: Session, at: RwSignal<Chosen>, list: &str) -> AnyView {
    let id = format!("{list}-day");
    let given = until(session, &at.get_untracked()).map(format_day).unwrap_or_default();
    view! {
        <label class="visually-hidden" for=id.clone()>{session.t(msg::COMPARE_DAY_LABEL)}</label>
        <input id=id type="date" max=session.today() prop:value=given
            on:change:target=move |event| at.set(Chosen::Day(parse_day(&event.target().value())))/>
    }
    .into_any()
}
