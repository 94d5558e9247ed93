//! The contested fields of the open entry: all values side by side. One is
//! kept, or another written below; the others stay in the history.

use leptos::prelude::*;

use crate::domain::ledger::EntryKey;
use crate::i18n::msg;
use crate::session::{Where, focus, later, use_session, use_views};
use crate::ui::contested::SideBySide;
use crate::view::contests::{Case, Sides};

/// All contested fields of an entry.
#[component]
pub fn ContestedFields(
    /// The entry.
    entry: EntryKey,
    /// Shared, or private.
    place: Where,
) -> impl IntoView {
    let views = use_views();
    let key = StoredValue::new(entry);
    // Includes the values, so that a new one is shown.
    let contested = Memo::new(move |_| {
        let subject = key.get_value().1;
        let entry = match place {
            Where::Shared => views.entry(subject.as_str()),
            Where::Private => views.private_entry(subject.as_str()),
        };
        let fields = entry.in_reading_order().into_iter().filter(|(_, field)| field.is_contested());
        fields.map(|(name, field)| (name.clone(), field.clone())).collect::<Vec<_>>()
    });
    move || {
        let fields = contested.get().into_iter();
        let case = |name| Case::contested((key.get_value(), name));
        let shown = fields.map(|(name, _)| view! { <Contested case=case(name) place=place/> });
        shown.collect_view()
    }
}

#[component]
fn Contested(case: Case, place: Where) -> impl IntoView {
    let session = use_session();
    let sides = session
        .desk
        .with_untracked(|desk| Sides::contested(place.ledger(desk), &case.key, &case.name));
    let (key, name) = (case.key.clone(), case.name.clone());
    let keep = move |value| {
        session.write(place, key.clone(), name.as_str(), value, None);
        // The next field may take the place of this one, its button included:
        // the same key again would keep a value of that.
        later(0, || focus("entry-title"));
    };
    let name = case.name.clone();
    let title =
        move || session.fill(msg::CONTESTED_TITLE, &[("field", &session.field_name(&name))]);
    view! {
        <section class="contested" data-testid="contested">
            <h4>{title}</h4>
            {(!session.is_copy()).then(|| view! { <p>{session.t(msg::CONTESTED_TEXT)}</p> }.into_any())}
            <SideBySide case=case place=place sides=sides keep=Callback::new(keep)/>
        </section>
    }
}
