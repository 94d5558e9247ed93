//! Evidence: titles, links and document symbols, each with its own date. One
//! field per item, so that two people who add one each never conflict.

use chrono::Datelike;
use leptos::prelude::*;

use super::parts::Parts;
use super::typing::Typing;
use crate::domain::entry::field;
use crate::domain::evidence::{Evidence, safe_address};
use crate::domain::ledger::EntryKey;
use crate::domain::target::parse_day;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Where, catch_focus, focus, later, use_session, use_views};
use crate::ui::widgets::{Keyed, When};

/// The list, and a button to add an item.
#[component]
pub fn EvidenceList(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    // New items that are still empty.
    let begun = RwSignal::new(Vec::<String>::new());
    let items = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        let mut items: Vec<String> =
            entry.items(field::EVIDENCE).map(|(key, _)| key.to_owned()).collect();
        begun.with(|begun| {
            items.extend(
                begun.iter().filter(|key| !items.contains(key)).cloned().collect::<Vec<_>>(),
            )
        });
        items
    });
    let add = move |_| {
        let item = session.new_item_key();
        let title = format!("evidence-{item}-title");
        begun.update(|begun| begun.push(item));
        later(0, move || focus(&title));
    };
    let row = move |item: String| {
        view! { <EvidenceItem entry=key.get_value() item=item begun=begun/> }.into_any()
    };
    view! {
        <section class="items" aria-labelledby="evidence-title">
            <h4 id="evidence-title">{session.t(msg::EVIDENCE_TITLE)}</h4>
            <ul>
                <Keyed keys=items row=Callback::new(row)/>
            </ul>
            <button type="button" id="add-evidence" class="add" on:click=add data-testid="add-evidence">
                {session.t(msg::EVIDENCE_ADD)}
            </button>
        </section>
    }
}

#[component]
fn EvidenceItem(entry: EntryKey, item: String, begun: RwSignal<Vec<String>>) -> impl IntoView {
    let session = use_session();
    let evidence =
        Typing::new(entry, format!("{}{item}", field::EVIDENCE), Where::Shared, read, write);
    let remove = move |gone: &str| {
        evidence.remove();
        begun.update(|begun| begun.retain(|other| other != gone));
        later(0, || catch_focus("add-evidence"));
    };
    let prefix = format!("evidence-{item}");
    view! {
        <li class="item" on:focusout=move |_| evidence.leave()>
            <EvidenceFields parts=evidence.parts() prefix=prefix/>
            <button type="button" class="quiet remove" on:click=move |_| remove(&item)>
                {session.t(msg::EVIDENCE_REMOVE)}
            </button>
        </li>
    }
}

/// The form fields of a piece of evidence.
#[component]
pub fn EvidenceFields(
    /// The piece of evidence.
    parts: Parts<Evidence>,
    /// The prefix of the fields' ids.
    prefix: String,
) -> impl IntoView {
    let session = use_session();
    // While a year is typed digit by digit, the browser reports years such as 2.
    let date_typed = move |text: String| {
        if text.is_empty() || parse_day(&text).is_some_and(|day| day.year() >= 1900) {
            parts.change(|it| it.date = text);
        }
    };
    let date_words = move || parse_day(&parts.shown().date).map(|day| session.day(day));
    let nameless = Memo::new(move |_| parts.shown().is_nameless());
    let [title, lacks, link, date] =
        ["title", "lacks", "link", "date"].map(|part| format!("{prefix}-{part}"));
    view! {
        <div class="field">
            <label for=title.clone()>{session.t(msg::EVIDENCE_NAME)}</label>
            <input id=title type="text" dir="auto" maxlength="500" prop:value=move || parts.shown().title
                aria-describedby=lacks.clone()
                on:input:target=move |e| parts.change(|it| it.title = e.target().value())/>
            <p class="print-value" dir="auto" aria-hidden="true">{move || parts.shown().title}</p>
            <p id=lacks class="hint" role="status"><When is=nameless>{session.t(msg::EVIDENCE_NAMELESS)}</When></p>
        </div>
        <div class="field">
            <label for=link.clone()>{session.t(msg::EVIDENCE_LINK)}</label>
            <input id=link type="text" dir="ltr" maxlength="2000" spellcheck="false"
                prop:value=move || parts.shown().link
                on:input:target=move |e| parts.change(|it| it.link = e.target().value())/>
            <p class="print-value" dir="ltr" aria-hidden="true">{move || parts.shown().link}</p>
            {move || view! { <Link link=parts.shown().link/> }}
        </div>
        <div class="field">
            <label for=date.clone()>{session.t(msg::EVIDENCE_DATE)}</label>
            <input id=date type="date" prop:value=move || parts.shown().date
                on:change:target=move |e| date_typed(e.target().value())/>
            <p class="print-value" aria-hidden="true">{move || date_words()}</p>
        </div>
    }
}

/// Reads the value of a field.
pub fn read(value: Option<&Value>) -> Evidence {
    value.and_then(|value| Evidence::from_value(value).ok()).unwrap_or_default()
}

/// The value to write into the field; null if nothing is filled in.
pub fn write(evidence: &Evidence) -> Value {
    if *evidence == Evidence::default() { Value::Null } else { evidence.to_value() }
}

/// A link to follow, if it is safe; other links are shown only as text.
#[component]
fn Link(link: String) -> impl IntoView {
    let session = use_session();
    let address = safe_address(&link).map(str::to_owned);
    address.map(|address| {
        let host = address.split('/').nth(2).unwrap_or(&address).to_owned();
        view! {
            <a class="out" href=address target="_blank" rel="noopener noreferrer">
                {move || session.fill(msg::EVIDENCE_OPEN, &[("host", &host)])}
            </a>
        }
    })
}
