//! What is said of an element, for whoever may only read it: what is stated,
//! in words, and nothing else. What is contested stands above it, by itself.

use leptos::prelude::*;

use super::text_field::UnknownFields;
use crate::domain::entry::{Entry, Field, Standing, field};
use crate::domain::evidence::{Evidence, safe_address};
use crate::domain::field::{is_known, is_private};
use crate::domain::ledger::EntryKey;
use crate::domain::revision::FieldName;
use crate::session::{Session, use_session, use_views};
use crate::ui::widgets::foreign;

/// What is stated, field by field.
#[component]
pub fn Reading(entry: EntryKey) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let key = StoredValue::new(entry);
    let body = move || {
        let entry = views.entry(key.get_value().1.as_str());
        match entry.is_silent() {
            true => {
                let words = session.tongue(|tongue| tongue.standing(Standing::NotStated));
                view! { <p>{words}</p> }.into_any()
            }
            false => stated(session, &entry, |name| {
                // The text of an added element is its title.
                let elsewhere = name.starts_with(field::TEXT) || name == field::CHAIR_ADOPTED;
                is_known(name) && !elsewhere
            }),
        }
    };
    view! {
        <div class="reading" data-testid="reading">{body}</div>
        <UnknownFields entry=key.get_value()/>
    }
}

/// What is stated and not contested in the fields that are wanted, in the
/// order in which an entry is read. Items of a list stand below one name.
pub fn stated(session: Session, entry: &Entry, wanted: fn(&str) -> bool) -> AnyView {
    let mut fields = entry.in_reading_order();
    fields.retain(|(name, field)| {
        let said = !field.is_contested() && !field.provisional().is_null();
        said && wanted(name.as_str()) && !is_private(name.as_str())
    });
    let mut before = String::new();
    let line = |(name, field): (&FieldName, &Field)| {
        let title = session.field_name(name);
        let new = (title != before).then(|| view! { <dt>{title.clone()}</dt> });
        before = title;
        view! { {new}<dd dir="auto">{said(session, name, field)}</dd> }
    };
    let lines: Vec<_> = fields.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <dl class="facts">{lines}</dl> }).into_any()
}

/// A value in words. The title of a piece of evidence leads to it, if its link
/// is safe to follow.
fn said(session: Session, name: &FieldName, said: &Field) -> AnyView {
    let value = said.provisional();
    let evidence = Evidence::from_value(value).ok();
    let Some(it) = evidence.filter(|_| name.as_str().starts_with(field::EVIDENCE)) else {
        return foreign(session, &session.value_words(name, value));
    };
    let day = it.day().map_or_else(|| it.date.clone(), |day| session.day(day));
    let mut rest = vec![day];
    let title = match safe_address(&it.link) {
        Some(to) => {
            let titled = !it.title.trim().is_empty();
            let title = foreign(session, if titled { &it.title } else { &it.link });
            let to = to.to_owned();
            view! { <a href=to target="_blank" rel="noopener noreferrer">{title}</a> }.into_any()
        }
        None => {
            rest.insert(0, it.link);
            foreign(session, &it.title)
        }
    };
    rest.retain(|part| !part.is_empty());
    let rest: String = rest.iter().map(|part| format!(" · {part}")).collect();
    view! { {title}{foreign(session, &rest)} }.into_any()
}
