//! The progress of all States: as a table of States and elements, by section,
//! by participation, and by obstacle. Ranks nobody.

mod matrix;
mod moments;
mod one;
mod participation;
mod sections;

use leptos::prelude::*;

use crate::domain::participant::{ParticipantCode, RegionalGroup};
use crate::i18n::{Message, msg};
use crate::reference::{outline, participants};
use crate::route::{Facet, Page};
use crate::session::{Session, facet_message, use_session};
use crate::ui::widgets::{empty as empty_page, subpages};
use crate::view::overview::{Group, Row, rows};

/// The rows of the chosen States, sorted by name.
type Named = Memo<Vec<(String, Row)>>;

/// The page, with one of its views.
#[component]
pub fn OverviewPage(facet: Facet) -> impl IntoView {
    let session = use_session();
    let group = RwSignal::new(Group::default());
    // The option for one State follows the State in view.
    let shown = Memo::new(move |_| match (group.get(), session.viewing.get()) {
        (Group::One(_), Some(code)) => Group::One(code),
        (chosen, _) => chosen,
    });
    let named: Named = Memo::new(move |_| named_rows(session, shown.get()));
    let empty = move || session.desk.with(|desk| desk.ledger().is_empty());
    let facets = Facet::ALL.map(|facet| (Page::Overview(facet), facet_message(facet)));
    let body = move || match facet {
        Facet::Matrix => matrix::matrix(session, named),
        Facet::Sections => sections::sections(session, named, shown),
        Facet::Participation => participation::participation(session, named),
        Facet::Obstacles => sections::obstacles(session),
    };
    view! {
        <div class="overview">
            <h1>{session.t(msg::OVERVIEW_TITLE)}</h1>
            <p class="lead">{session.t(msg::OVERVIEW_LEAD)}</p>
            {subpages(session, msg::OVERVIEW_FACETS, &Page::Overview(facet), facets)}
            {move || match empty() {
                true => empty_page(session, msg::OVERVIEW_EMPTY),
                false => view! {
                    {(facet != Facet::Obstacles).then(|| choice(session, group, shown))}
                    {body()}
                }.into_any(),
            }}
        </div>
    }
}

/// The choice of States.
fn choice(session: Session, group: RwSignal<Group>, shown: Memo<Group>) -> AnyView {
    let option = move |(place, one): (usize, Group)| {
        let name = move || match one {
            Group::One(code) => session.name(code),
            several => session.text(group_message(several)).to_owned(),
        };
        view! {
            <option value=place.to_string() prop:selected=move || shown.get() == one>{name}</option>
        }
    };
    let choose = move |value: String| {
        let chosen =
            value.parse().ok().and_then(|place: usize| groups(session).get(place).copied());
        group.set(chosen.unwrap_or_default());
    };
    let options = move || groups(session).into_iter().enumerate().map(option).collect_view();
    view! {
        <p class="overview-choice">
            <label for="overview-group">{session.t(msg::OVERVIEW_GROUP)}</label>
            <select id="overview-group" on:change:target=move |event| choose(event.target().value())>
                {options}
            </select>
        </p>
    }
    .into_any()
}

/// The selectable groups, and the State in view.
fn groups(session: Session) -> Vec<Group> {
    let one = session.viewing.get().map(Group::One);
    Group::ALL.into_iter().chain(one).collect()
}

fn group_message(group: Group) -> Message {
    match group {
        Group::Present | Group::One(_) => msg::OVERVIEW_EVERYBODY,
        Group::Osce => msg::PICKER_OSCE,
        Group::Regional(RegionalGroup::African) => msg::GROUP_AFRICAN,
        Group::Regional(RegionalGroup::AsiaPacific) => msg::GROUP_ASIA_PACIFIC,
        Group::Regional(RegionalGroup::EasternEuropean) => msg::GROUP_EASTERN_EUROPEAN,
        Group::Regional(RegionalGroup::LatinAmericanAndCaribbean) => msg::GROUP_LATIN_AMERICAN,
        Group::Regional(RegionalGroup::WesternEuropeanAndOthers) => msg::GROUP_WESTERN_EUROPEAN,
    }
}

fn named_rows(session: Session, group: Group) -> Vec<(String, Row)> {
    session.desk.with(|desk| {
        let ledger = desk.ledger();
        let codes: Vec<ParticipantCode> = group.members(participants(), &ledger.participants());
        let (names, codes): (Vec<_>, Vec<_>) = session.named(codes).into_iter().unzip();
        names.into_iter().zip(rows(ledger, outline(), &codes)).collect()
    })
}
