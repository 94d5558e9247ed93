//! One element: the text of the source, and the entry of the State.

mod added;
pub mod assistance;
mod chair;
mod contested;
pub mod evidence;
mod history;
mod parts;
mod reading;
mod source;
mod status_picker;
mod summary;
mod target;
mod text_field;
mod typing;

use leptos::prelude::*;

use self::assistance::AssistanceList;
use self::chair::ChairFields;
pub use self::contested::ContestedFields;
use self::evidence::EvidenceList;
use self::history::History;
pub use self::parts::Parts;
use self::reading::Reading;
use self::source::Source;
use self::status_picker::StatusPicker;
use self::target::{PriorityField, TargetField};
pub use self::text_field::TextField;
use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::domain::outline::{Element, ElementKind};
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{Where, focus, use_session};
use crate::view::tree;

pub use self::added::{AddedPanel, named};
use self::summary::BranchSummary;
pub use self::summary::PlanSummary;
pub use self::target::{Day, OTHER_DAY, TargetOptions};

/// The panel of the open element.
#[component]
pub fn EntryPanel(element: &'static Element) -> impl IntoView {
    let session = use_session();
    let key = Memo::new(move |_| {
        let code = session.viewing.get()?;
        Some((code, element.id.parse().ok()?))
    });
    view! {
        <article class="entry" aria-labelledby="entry-title">
            <Source element=element/>
            {move || match key.get() {
                None => view! { <NobodyChosen/> }.into_any(),
                Some(key) if element.taggable => view! {
                    <EntryForm entry=key id=element.id.clone()/>
                    {(element.kind == ElementKind::Heading).then(|| added::under(session, element))}
                }.into_any(),
                Some(_) => view! { <BranchSummary element=element/> }.into_any(),
            }}
            <Neighbours element=element/>
        </article>
    }
}

#[component]
fn NobodyChosen() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="empty">
            <p>{session.t(msg::ENTRY_NOBODY)}</p>
            <button type="button" on:click=|_| focus("viewing")>{session.t(msg::ENTRY_CHOOSE_STATE)}</button>
        </div>
    }
}

/// What the State says: to be filled in by who may, to be read by all others.
#[component]
fn EntryForm(entry: EntryKey, id: String) -> impl IntoView {
    let session = use_session();
    let read_only = Memo::new(move |_| session.editor().is_none());
    let key = StoredValue::new(entry);
    let state = move || session.name(key.get_value().0);
    view! {
        <div class="entry-form">
            <h3 class="entry-state">{move || session.fill(msg::ENTRY_STATE, &[("state", &state())])}</h3>
            <ContestedFields entry=key.get_value() place=Where::Shared/>
            {move || match read_only.get() {
                true => view! { <Reading entry=key.get_value()/> }.into_any(),
                false => view! { <Fields entry=key.get_value()/> }.into_any(),
            }}
            <History entry=key.get_value() id=id/>
        </div>
    }
}

/// The fields that a State can fill in. None of them is mandatory.
#[component]
fn Fields(entry: EntryKey) -> impl IntoView {
    let key = StoredValue::new(entry);
    let text = move |name, label, lines| {
        view! { <TextField entry=key.get_value() name=name label=label lines=lines/> }
    };
    view! {
        <div class="entry-fields">
            <StatusPicker entry=key.get_value()/>
            <div class="field-row">
                <TargetField entry=key.get_value()/>
                <PriorityField entry=key.get_value()/>
            </div>
            {text(field::NOTE, msg::FIELD_NOTE, 3)}
            {text(field::RESPONSIBLE, msg::FIELD_RESPONSIBLE, 1)}
            {text(field::OBSTACLE, msg::FIELD_OBSTACLE, 2)}
            <EvidenceList entry=key.get_value()/>
            <AssistanceList entry=key.get_value()/>
            <div class="private">
                <ContestedFields entry=key.get_value() place=Where::Private/>
                <TextField entry=key.get_value() name=field::PRIVATE_NOTE place=Where::Private
                    label=msg::FIELD_PRIVATE hint=msg::FIELD_PRIVATE_HINT lines=2/>
            </div>
            <ChairFields entry=key.get_value()/>
        </div>
    }
}

/// The elements before and after.
#[component]
fn Neighbours(element: &'static Element) -> impl IntoView {
    let session = use_session();
    let all: Vec<&'static Element> = tree::plan_elements(outline()).collect();
    let place = all.iter().position(|other| other.index() == element.index());
    let before = place.and_then(|place| place.checked_sub(1)).and_then(|i| all.get(i).copied());
    let after = place.and_then(|place| all.get(place + 1).copied());
    let link = move |to: Option<&'static Element>, class, name| {
        to.map(|to| {
            view! {
                <a class=class href=format!("#/plan/{}", to.id)>
                    <span class="neighbour-word">{session.t(name)}</span>
                    <span class="neighbour-name">{move || session.element_label(to)}</span>
                </a>
            }
        })
    };
    view! {
        <nav class="neighbours" aria-label=session.t(msg::NEIGHBOURS)>
            {link(before, "neighbour before", msg::NEIGHBOUR_BEFORE)}
            {link(after, "neighbour after", msg::NEIGHBOUR_AFTER)}
        </nav>
    }
}
