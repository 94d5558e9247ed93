//! Evidence: titles, links and document symbols, each with its own date. One
//! field per item, so that two people who add one each never collide.

use leptos::prelude::*;

use crate::domain::entry::field;
use crate::domain::evidence::{Evidence, safe_address};
use crate::domain::ledger::EntryKey;
use crate::domain::value::Value;
use crate::i18n::msg;
use crate::session::{Where, use_session, use_views};
use crate::ui::widgets::Autosave;

/// The list, and a button to add to it.
#[component]
pub fn EvidenceList(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    // Items that were begun and have nothing in them yet.
    let begun = RwSignal::new(Vec::<String>::new());
    let items = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        let mut items: Vec<String> = entry
            .items(field::EVIDENCE)
            .map(|(key, _)| key.to_owned())
            .collect();
        begun.with(|begun| {
            items.extend(
                begun
                    .iter()
                    .filter(|key| !items.contains(key))
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        items
    });
    let add = move |_| begun.update(|begun| begun.push(session.new_item_key()));
    view! {
        <section class="items" aria-labelledby="evidence-title">
            <h4 id="evidence-title">{session.t(msg::EVIDENCE_TITLE)}</h4>
            <ul>
                <For each=move || items.get() key=String::clone let:item>
                    <EvidenceItem entry=key.get_value() item=item begun=begun/>
                </For>
            </ul>
            <button type="button" class="add" on:click=add data-testid="add-evidence">
                {session.t(msg::EVIDENCE_ADD)}
            </button>
        </section>
    }
}

#[component]
fn EvidenceItem(entry: EntryKey, item: String, begun: RwSignal<Vec<String>>) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let name = StoredValue::new(format!("{}{item}", field::EVIDENCE));
    let kept = Memo::new(move |_| {
        let entry = views.entry(key.get_value().1.as_str());
        let value = entry
            .field(&name.get_value())
            .map(|field| field.provisional().clone());
        value
            .and_then(|value| Evidence::from_value(&value).ok())
            .unwrap_or_default()
    });
    let typed = RwSignal::new(None::<Evidence>);
    let autosave = Autosave::new(move || {
        let Some(evidence) = typed.try_update(Option::take).flatten() else {
            return;
        };
        let empty = evidence == Evidence::default();
        let value = if empty {
            Value::Null
        } else {
            evidence.to_value()
        };
        if session
            .write(
                Where::Shared,
                key.get_value(),
                &name.get_value(),
                value,
                None,
            )
            .is_none()
        {
            session.typed_nothing();
        }
    });
    let shown = move || typed.get().unwrap_or_else(|| kept.get());
    let (soon, now) = (
        StoredValue::new(autosave.clone()),
        StoredValue::new(autosave),
    );
    let change = move |change: &dyn Fn(&mut Evidence)| {
        let mut evidence = untrack(shown);
        change(&mut evidence);
        typed.set(Some(evidence));
        soon.with_value(Autosave::soon);
    };
    let leave = move |_| now.with_value(Autosave::now);
    let gone = item.clone();
    let remove = move |_| {
        typed.set(None);
        session.write(
            Where::Shared,
            key.get_value(),
            &name.get_value(),
            Value::Null,
            None,
        );
        begun.update(|begun| begun.retain(|other| *other != gone));
    };
    let ids = ["title", "link", "date"].map(|part| format!("evidence-{item}-{part}"));
    let [title_id, link_id, date_id] = ids.clone();
    let [title_for, link_for, date_for] = ids;
    view! {
        <li class="item" on:focusout=leave>
            <div class="field"><label for=title_for>{session.t(msg::EVIDENCE_NAME)}</label>
                <input id=title_id type="text" dir="auto" maxlength="500" prop:value=move || shown().title
                    on:input:target=move |e| change(&|it| it.title = e.target().value())/></div>
            <div class="field"><label for=link_for>{session.t(msg::EVIDENCE_LINK)}</label>
                <input id=link_id type="text" dir="ltr" maxlength="2000" spellcheck="false" prop:value=move || shown().link
                    on:input:target=move |e| change(&|it| it.link = e.target().value())/>
                {move || view! { <Link link=shown().link/> }}</div>
            <div class="field"><label for=date_for>{session.t(msg::EVIDENCE_DATE)}</label>
                <input id=date_id type="date" prop:value=move || shown().date
                    on:input:target=move |e| change(&|it| it.date = e.target().value())/></div>
            <button type="button" class="quiet remove" on:click=remove>{session.t(msg::EVIDENCE_REMOVE)}</button>
        </li>
    }
}

/// A way to follow a link, if it is one that is safe to follow. Anything else
/// stays plain text.
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
