//! The chair's own fields. The chair writes them; everybody reads them.

use leptos::prelude::*;

use super::reading::stated;
use super::text_field::{TextField, UnknownFields};
use crate::domain::entry::field;
use crate::domain::ledger::EntryKey;
use crate::i18n::msg;
use crate::session::{use_session, use_views};

/// The chair's note and query, and unknown fields.
#[component]
pub fn ChairFields(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let key = StoredValue::new(entry);
    let views = use_views();
    let own = move |name, label| {
        view! { <TextField entry=key.get_value() name=name label=label lines=2/> }
    };
    let show = move || match session.is_chair() {
        true => view! {
            {own(field::CHAIR_NOTE, msg::FIELD_CHAIR_NOTE)}
            {own(field::CHAIR_QUERY, msg::FIELD_CHAIR_QUERY)}
        }
        .into_any(),
        false => stated(session, &views.entry(key.get_value().1.as_str()), |name| {
            [field::CHAIR_NOTE, field::CHAIR_QUERY].contains(&name)
        }),
    };
    view! {
        <div class="chair-fields">{show}</div>
        <UnknownFields entry=key.get_value()/>
    }
}
