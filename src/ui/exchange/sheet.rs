//! The sheet for spreadsheet programs: saved here, filled in there, opened here
//! again.

use leptos::prelude::*;

use super::filled;
use crate::i18n::msg;
use crate::report::csv::Separator;
use crate::session::{Session, chosen, use_session};
use crate::snapshot::Scope;

/// The forms to save and to open a sheet.
#[component]
pub fn Sheet() -> impl IntoView {
    let session = use_session();
    view! {
        <section class="sheet" aria-labelledby="sheet-title">
            <h2 id="sheet-title">{session.t(msg::SHEET_TITLE)}</h2>
            <p class="hint">{session.t(msg::SHEET_LEAD)}</p>
            <div class="sheet-sides">
                {save(session)}
                <div class="sheet-open">
                    <label for="sheet-file">{session.t(msg::SHEET_OPEN)}</label>
                    <input id="sheet-file" type="file" accept=".csv,.txt,.tsv,text/csv"
                        aria-describedby="sheet-file-hint"
                        on:change=move |event| session.open_sheet(chosen(&event))/>
                    <p class="hint" id="sheet-file-hint">{session.t(msg::SHEET_OPEN_HINT)}</p>
                </div>
            </div>
            <div class="opened" aria-live="polite">{move || filled::opened(session)}</div>
        </section>
    }
}

/// Scope, separator and the button to save.
fn save(session: Session) -> AnyView {
    let own = move || {
        session.viewing.get().or(session.identity.get().and_then(|who| who.author.participant))
    };
    let all = RwSignal::new(!session.speaks_for_a_state());
    let chosen = RwSignal::new(None::<Separator>);
    let scope = move || match own() {
        Some(code) if !all.get() => Scope::Participant(code),
        _ => Scope::Aggregate,
    };
    let state =
        move || own().map(|code| session.fill(msg::EXPORT_OWN, &[("state", &session.name(code))]));
    let empty =
        move || scope() == Scope::Aggregate && session.desk.with(|desk| desk.ledger().is_empty());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        untrack(|| session.save_sheet(scope(), separator(session, chosen)));
    };
    view! {
        <form on:submit=save>
            <div class="field">
                <label for="sheet-scope">{session.t(msg::EXPORT_SCOPE)}</label>
                <select id="sheet-scope" on:change:target=move |event| all.set(event.target().value() == "all")>
                    {move || state().map(|state| view! { <option value="own">{state}</option> })}
                    <option value="all" prop:selected=move || all.get()>{session.t(msg::EXPORT_ALL)}</option>
                </select>
            </div>
            {separator_field(session, chosen)}
            <button type="submit" class="primary" data-testid="save-sheet" disabled=move || empty()>
                {session.t(msg::SHEET_SAVE)}
            </button>
        </form>
    }
    .into_any()
}

/// The chosen separator, or the usual one of the language.
fn separator(session: Session, chosen: RwSignal<Option<Separator>>) -> Separator {
    chosen.get().unwrap_or_else(|| Separator::usual_in(session.language.get()))
}

fn separator_field(session: Session, chosen: RwSignal<Option<Separator>>) -> AnyView {
    let is = move |one: Separator| separator(session, chosen) == one;
    view! {
        <div class="field">
            <label for="sheet-separator">{session.t(msg::SHEET_SEPARATOR)}</label>
            <select id="sheet-separator" on:change:target=move |event| chosen.set(event.target().value().parse().ok())>
                <option value="," prop:selected=move || is(Separator::Comma)>{session.t(msg::SHEET_COMMA)}</option>
                <option value=";" prop:selected=move || is(Separator::Semicolon)>{session.t(msg::SHEET_SEMICOLON)}</option>
            </select>
        </div>
    }
    .into_any()
}
