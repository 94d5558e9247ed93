//! Needs and offers by element, with the offers that could meet a need beside
//! it. States are in alphabetical order.

mod item;

use leptos::prelude::*;

use crate::domain::assistance::{AssistanceKind, AssistanceState, Direction};
use crate::domain::needs::{Item, Wanted};
use crate::domain::outline::Element;
use crate::i18n::{Message, msg};
use crate::reference::{kind_message, outline, state_message};
use crate::session::{Session, use_session};
use crate::ui::widgets::empty;
use crate::view::overview::sections;

/// The page.
#[component]
pub fn AssistancePage() -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| session.needs_and_offers());
    let wanted = RwSignal::new(Wanted::default());
    let body = move || {
        all.with(|all| match all.is_empty() {
            true => empty(session, msg::NEEDS_EMPTY),
            false => board(session, all, wanted.get()),
        })
    };
    let some = move || all.with(|all| !all.is_empty());
    view! {
        <div class="needs">
            <h1>{session.t(msg::NEEDS_TITLE)}</h1>
            <p class="lead">{session.t(msg::NEEDS_LEAD)}</p>
            {move || some().then(|| choices(session, wanted))}
            {body}
        </div>
    }
}

/// The filters, and a download.
fn choices(session: Session, wanted: RwSignal<Wanted>) -> AnyView {
    let kinds = AssistanceKind::ALL.iter().map(|kind| (kind.key().to_owned(), kind_message(*kind)));
    let states = AssistanceState::ALL.iter();
    let states = states.map(|state| (state.key().to_owned(), state_message(*state)));
    let options = |all: Message, options: Vec<(String, Message)>| {
        let option =
            |(key, name): (String, Message)| view! { <option value=key>{session.t(name)}</option> };
        view! {
            <option value="">{session.t(all)}</option>
            {options.into_iter().map(option).collect_view()}
        }
    };
    let section = |section: &'static Element| {
        let name = move || format!("{} {}", section.id, session.element_label(section));
        view! { <option value=section.index().to_string()>{name}</option> }
    };
    view! {
        <div class="needs-choices">
            <p><label for="needs-kind">{session.t(msg::ASSISTANCE_KIND)}</label>
            <select id="needs-kind" on:change:target=move |event| {
                wanted.update(|wanted| wanted.kind = event.target().value().parse().ok());
            }>{options(msg::NEEDS_ALL_KINDS, kinds.collect())}</select></p>
            <p><label for="needs-state">{session.t(msg::ASSISTANCE_STATE)}</label>
            <select id="needs-state" on:change:target=move |event| {
                wanted.update(|wanted| wanted.state = event.target().value().parse().ok());
            }>{options(msg::NEEDS_ALL_STATES, states.collect())}</select></p>
            <p><label for="needs-section">{session.t(msg::OVERVIEW_SECTION)}</label>
            <select id="needs-section" on:change:target=move |event| {
                wanted.update(|wanted| wanted.section = event.target().value().parse().ok());
            }>
                <option value="">{session.t(msg::NEEDS_ALL_SECTIONS)}</option>
                {sections(outline()).into_iter().map(section).collect_view()}
            </select></p>
            <button type="button" data-testid="save-needs" on:click=move |_| session.save_needs()>
                {session.t(msg::SHEET_SAVE)}
            </button>
        </div>
    }
    .into_any()
}

/// The items that pass the filter, by element.
fn board(session: Session, all: &[Item], wanted: Wanted) -> AnyView {
    let shown: Vec<&Item> = all.iter().filter(|item| wanted.wants(item, outline())).collect();
    let of = |way: Direction| shown.iter().filter(|item| item.what.direction == way).count();
    let (needs, offers) = (of(Direction::Need), of(Direction::Offer));
    let counts = [
        ("needs", &*session.number(u32::try_from(needs).unwrap_or(u32::MAX))),
        ("offers", &*session.number(u32::try_from(offers).unwrap_or(u32::MAX))),
    ];
    let counted = session.fill(msg::NEEDS_COUNT, &counts);
    let parts = shown.chunk_by(|one, other| one.subject == other.subject);
    view! {
        <p class="needs-count" role="status" data-testid="needs-count">{counted}</p>
        {parts.map(|part| by_element(session, all, part)).collect_view()}
    }
    .into_any()
}

/// The needs and offers of one element.
fn by_element(session: Session, all: &[Item], part: &[&Item]) -> AnyView {
    let Some(first) = part.first() else { return ().into_any() };
    let id = first.subject.to_string();
    // An added element is listed under its heading.
    let element = first.element.and_then(|place| outline().elements().get(place));
    let link = element.map(|element| {
        view! { <a href=format!("#/plan/{}", element.id)>{session.element_label(element)}</a> }
    });
    let column = |way: Direction, title: Message| {
        let mut named: Vec<(String, &Item)> = part
            .iter()
            .filter(|item| item.what.direction == way)
            .map(|item| (session.name(item.code), *item))
            .collect();
        let order = session.named(named.iter().map(|(_, item)| item.code));
        let place = |code| order.iter().position(|(_, known)| *known == code);
        named.sort_by_key(|(_, item)| place(item.code));
        let items = named.into_iter().map(|(name, item)| item::item(session, all, &name, item));
        view! {
            <div class="needs-side" data-way=way.key()>
                <h3>{session.text(title)}</h3>
                <ul>{items.collect_view()}</ul>
            </div>
        }
    };
    view! {
        <section class="needs-element" data-id=id.clone()>
            <h2>
                <bdi class="entry-id" dir="ltr">{id.clone()}</bdi>" "{link}
            </h2>
            <div class="needs-sides">
                {column(Direction::Need, msg::NEEDS_NEEDS)}
                {column(Direction::Offer, msg::NEEDS_OFFERS)}
            </div>
        </section>
    }
    .into_any()
}
