//! The differences as plain text, for minutes and messages.

use leptos::prelude::*;

use super::differences::between;
use crate::domain::diff::{Change, Kind};
use crate::domain::entry::Alternative;
use crate::domain::revision::FieldName;
use crate::i18n::msg;
use crate::reference::outline;
use crate::session::{Chosen, Comparison, Session, difference_message};

/// The id of the area that shows the text.
const AREA: &str = "compare-text";

/// A button for the text, which is generated on demand.
pub fn copy(session: Session, text: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let open = RwSignal::new(false);
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open.update(|open| *open = !*open);
    };
    let body = move || {
        let text = StoredValue::new(text());
        view! {
            <label class="visually-hidden" for=AREA>{session.t(msg::COMPARE_TEXT)}</label>
            <textarea id=AREA readonly rows="12" dir="auto" prop:value=text.get_value()></textarea>
            <button type="button" on:click=move |_| session.copy_text(text.get_value(), AREA)>
                {session.t(msg::EXPORT_COPY)}
            </button>
        }
        .into_any()
    };
    view! {
        <details class="compare-text" open=move || open.get()>
            <summary on:click=toggle>{session.t(msg::COMPARE_TEXT)}</summary>
            {move || open.get().then(|| body())}
        </details>
    }
    .into_any()
}

/// The differences of these States, with their names.
pub fn text(session: Session, all: &[Change], states: &[(String, Vec<usize>)]) -> String {
    let mut text = format!("{}\n", between(session));
    for (name, places) in states {
        text += &format!("\n{name}\n");
        let (mut section, mut subject) = (None, None);
        for change in places.iter().filter_map(|&place| all.get(place)) {
            let heading = change.section(outline());
            if section != Some(heading) {
                let title = heading.map_or_else(
                    || session.text(msg::COMPARE_NOT_IN_SOURCE).to_owned(),
                    |heading| format!("{} {}", heading.id, session.element_label(heading)),
                );
                text += &format!("  {title}\n");
                section = Some(heading);
            }
            if subject != Some(&change.subject) {
                let element = change.place.and_then(|place| outline().elements().get(place));
                let label = element.map(|element| session.element_label(element));
                let line = format!("    {} {}", change.subject, label.unwrap_or_default());
                text += &format!("{}\n", line.trim_end());
                subject = Some(&change.subject);
            }
            text += &format!("      – {}\n", line(session, change));
        }
    }
    let Comparison { before, after, .. } = session.comparison;
    let is_day = |side: RwSignal<Chosen>| {
        side.with(|side| matches!(side, Chosen::Meeting(_) | Chosen::Day(_)))
    };
    if is_day(before) || is_day(after) {
        text += &format!("\n{}\n", session.text(msg::COMPARE_CLAIMED));
    }
    text
}

fn line(session: Session, change: &Change) -> String {
    let values = |side: &[Alternative]| values(session, &change.field, side);
    let (before, after) = (values(&change.before), values(&change.after));
    let said = match change.kind {
        Kind::Stated => after,
        Kind::Withdrawn | Kind::Missing => before,
        Kind::Contested if before.is_empty() => after,
        _ => format!("{before} {} {after}", session.language.get().arrow()),
    };
    let kind = session.text(difference_message(change.kind));
    session.fill(
        msg::COMPARE_LINE,
        &[("field", &session.field_name(&change.field)), ("kind", kind), ("values", &said)],
    )
}

fn values(session: Session, name: &FieldName, side: &[Alternative]) -> String {
    let words = side.iter().map(|known| match known.value.is_null() {
        true => session.text(msg::DIFF_WITHDRAWN).to_owned(),
        false => session.value_words(name, &known.value),
    });
    words.collect::<Vec<_>>().join(" | ")
}
