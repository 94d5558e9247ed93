//! Chooses a status or none: one of seven options, each with sign, word and
//! colour.

use leptos::prelude::*;

use crate::domain::entry::{Standing, field};
use crate::domain::ledger::EntryKey;
use crate::domain::status::Status;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Where, standing_message, use_session, use_views};

/// The choice.
#[component]
pub fn StatusPicker(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let standing = Memo::new(move |_| views.entry(key.get_value().1.as_str()).standing());
    let write = move |standing: Standing| {
        let value = match standing {
            Standing::Stated(status) => Value::text(status.key()),
            Standing::NotStated | Standing::Contested => Value::Null,
        };
        session.write(Where::Shared, key.get_value(), field::STATUS, value, None);
    };
    let option = move |option: Standing| {
        view! {
            <label class="status-option" data-standing=option.key()>
                <input type="radio" name="status" value=option.key()
                    prop:checked=move || standing.get() == option on:change=move |_| write(option)/>
                <span class="status-face">
                    <span class="standing-glyph" aria-hidden="true">{option.glyph()}</span>
                    <span>{session.t(standing_message(option))}</span>
                </span>
            </label>
        }
    };
    let options = Status::ALL.map(Standing::Stated).into_iter().chain([Standing::NotStated]);
    view! {
        <fieldset class="status">
            <legend>{session.t(msg::FIELD_STATUS)}</legend>
            <div class="status-options">{options.map(option).collect_view()}</div>
            <p class="hint">{session.t(msg::FIELD_STATUS_HINT)}</p>
        </fieldset>
    }
}
