//! One need or offer: State, content, progress, and the offers that could meet it.

use leptos::prelude::*;

use crate::domain::assistance::AssistanceState;
use crate::domain::needs::{Item, could_meet};
use crate::i18n::{Message, msg};
use crate::reference::{kind_message, state_message};
use crate::session::Session;
use crate::ui::widgets::foreign;

/// The item as a list element.
pub fn item(session: Session, all: &[Item], name: &str, item: &Item) -> AnyView {
    let what = &item.what;
    let own = StoredValue::new(item.clone());
    let said = |message: Message, words: &str| {
        (!words.trim().is_empty()).then(|| {
            let words = foreign(session, words);
            view! { <p class="needs-said"><span class="needs-name">{session.text(message)}": "</span><bdi>{words}</bdi></p> }
        })
    };
    let settled = what.state != AssistanceState::Open;
    let contested = item
        .contested
        .then(|| view! { <span class="tag">{session.text(msg::STATUS_CONTESTED)}</span> });
    view! {
        <li class="needs-item" class:settled=settled data-state=what.state.key()>
            <p class="needs-head">
                <button type="button" class="link" on:click=move |_| own.with_value(|item| session.open_item(item))>
                    {name.to_owned()}
                </button>
                <span class="needs-kind">{session.text(kind_message(what.kind))}</span>
                <span class="tag">{session.text(state_message(what.state))}</span>
                {contested}
            </p>
            {said(msg::ASSISTANCE_PARTNER, &what.partner)}
            {said(msg::ASSISTANCE_NOTE, &what.note)}
            {meeting(session, all, item)}
        </li>
    }
    .into_any()
}

/// The offers that could meet a need, each with a button to link them.
fn meeting(session: Session, all: &[Item], need: &Item) -> Option<AnyView> {
    let offers: Vec<&Item> = could_meet(all, need).collect();
    let link = |offer: &Item| {
        let name = session.name(offer.code);
        if !session.may_link(need, offer) {
            return view! { <li>{name}</li> }.into_any();
        }
        let pair = StoredValue::new((need.clone(), offer.clone()));
        let words = session.fill(msg::NEEDS_LINK, &[("state", &name)]);
        view! {
            <li><button type="button" class="quiet" on:click=move |_| {
                pair.with_value(|(need, offer)| session.link(need, offer));
            }>{words}</button></li>
        }
        .into_any()
    };
    (!offers.is_empty()).then(|| {
        view! {
            <div class="needs-meet">
                <p>{session.text(msg::NEEDS_COULD)}</p>
                <ul>{offers.into_iter().map(link).collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}
