//! Chooses a participant: those in the data first, then the OSCE participating
//! States, then all others, each group sorted by name.

use leptos::prelude::*;

use super::When;
use crate::domain::participant::ParticipantCode;
use crate::i18n::{Message, msg};
use crate::reference::participants;
use crate::session::use_session;

/// The selectable fictional participants, for training.
const FICTIONAL: [&str; 3] = ["XA", "XB", "XC"];

/// A list to choose one participant from.
#[component]
pub fn ParticipantPicker(
    /// The id of the list, for its label.
    id: &'static str,
    /// The chosen participant.
    value: Signal<Option<ParticipantCode>>,
    /// Called when another one is chosen.
    choose: Callback<ParticipantCode>,
) -> impl IntoView {
    let session = use_session();
    let heard = move |code: String| {
        if let Ok(code) = code.parse() {
            choose.run(code);
        }
    };
    let present = Memo::new(move |_| session.desk.with(|desk| desk.ledger().participants()));
    let osce =
        || participants().iter().filter(|state| state.osce).map(|state| state.code).collect();
    let others = || {
        let states = participants().iter().filter(|state| !state.osce).map(|state| state.code);
        states.chain("EU".parse()).collect()
    };
    let fictional = || FICTIONAL.iter().filter_map(|code| code.parse().ok()).collect();
    view! {
        <select id=id class="participants" on:change:target=move |event| heard(event.target().value())>
            <option value="" prop:selected=move || value.get().is_none()>{session.t(msg::PICKER_NONE)}</option>
            <Group label=msg::PICKER_PRESENT codes=Signal::derive(move || present.get()) present=present value=value/>
            <Group label=msg::PICKER_OSCE codes=Signal::derive(osce) present=present value=value/>
            <Group label=msg::PICKER_OTHERS codes=Signal::derive(others) present=present value=value/>
            <Group label=msg::PICKER_FICTIONAL codes=Signal::derive(fictional) present=present value=value/>
        </select>
    }
}

#[component]
fn Group(
    label: Message,
    codes: Signal<Vec<ParticipantCode>>,
    present: Memo<Vec<ParticipantCode>>,
    value: Signal<Option<ParticipantCode>>,
) -> impl IntoView {
    let session = use_session();
    let first = label == msg::PICKER_PRESENT;
    let options = move || {
        // Does not depend on the desk itself: the list would be rebuilt at every save.
        let present = present.get();
        let chosen = value.get();
        // A participant is listed in one group only; otherwise two options
        // would be selected.
        let codes = codes.get().into_iter().filter(|code| first || !present.contains(code));
        let option = |(name, code): (String, ParticipantCode)| {
            view! { <option value=code.to_string() prop:selected=chosen == Some(code)>{name}</option> }
        };
        session.named(codes).into_iter().map(option).collect_view()
    };
    let empty = move || first && codes.with(Vec::is_empty);
    view! {
        <When is=move || !empty()>
            <optgroup label=session.t(label)>{options}</optgroup>
        </When>
    }
}
