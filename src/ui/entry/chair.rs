//! The chair's own fields. The chair writes them; everybody reads them.

use leptos::prelude::*;

use super::text_field::{TextField, UnknownFields};
use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::domain::revision::Role;
use crate::i18n::{Message, msg};
use crate::session::{use_session, use_views};
use crate::ui::widgets::foreign;

/// The chair's note and query, and unknown fields.
#[component]
pub fn ChairFields(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(entry);
    let chair = move || {
        session.identity.with(|who| who.as_ref().is_some_and(|who| who.author.role == Role::Chair))
    };
    let fields =
        [(field::CHAIR_NOTE, msg::FIELD_CHAIR_NOTE), (field::CHAIR_QUERY, msg::FIELD_CHAIR_QUERY)];
    let show = move || {
        fields.map(|(name, label)| match chair() {
            true => view! { <TextField entry=key.get_value() name=name label=label lines=2/> }
                .into_any(),
            false => view! { <Said entry=key.get_value() name=name label=label/> }.into_any(),
        })
    };
    view! {
        <div class="chair-fields">{show}</div>
        <UnknownFields entry=key.get_value()/>
    }
}

/// A field of the chair, for others to read.
#[component]
fn Said(entry: EntryKey, name: &'static str, label: Message) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let text = move || views.entry(entry.1.as_str()).text(name).to_owned();
    move || {
        let text = text();
        (!text.is_empty()).then(|| {
            view! {
                <div class="said">
                    <h4>{session.t(label)}</h4>
                    <p dir="auto">{foreign(session, &text)}</p>
                </div>
            }
        })
    }
}
