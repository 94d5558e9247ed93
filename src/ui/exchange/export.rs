//! What leaves this computer, said before it leaves.

use leptos::prelude::*;

use crate::i18n::{Message, msg};
use crate::session::use_session;
use crate::snapshot::{Scope, fingerprint};
use crate::ui::widgets::When;

/// Choice of scope, marking, and the button.
#[component]
pub fn Export() -> impl IntoView {
    let session = use_session();
    let own = move || {
        session.identity.get().and_then(|who| who.author.participant).or(session.viewing.get())
    };
    let scope = RwSignal::new(untrack(own).map_or(Scope::Aggregate, Scope::Participant));
    let marking = RwSignal::new(session.last_marking());
    let state = move || own().map(|code| session.name(code)).unwrap_or_default();
    let own_words = Signal::derive(move || session.fill(msg::EXPORT_OWN, &[("state", &state())]));
    let words = move |message: Message| Signal::derive(move || session.text(message).to_owned());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        session.export(scope.get(), marking.get());
    };
    view! {
        <section class="export" aria-labelledby="export-title">
            <h2 id="export-title">{session.t(msg::EXPORT_TITLE)}</h2>
            <form on:submit=submit>
                <fieldset class="plain">
                    <legend>{session.t(msg::EXPORT_SCOPE)}</legend>
                    {move || own().map(|code| view! {
                        <ScopeChoice scope=scope mine=Scope::Participant(code) name=own_words hint=msg::EXPORT_OWN_HINT/>
                    })}
                    <ScopeChoice scope=scope mine=Scope::Aggregate name=words(msg::EXPORT_ALL) hint=msg::EXPORT_ALL_HINT/>
                    <ScopeChoice scope=scope mine=Scope::Backup name=words(msg::EXPORT_BACKUP) hint=msg::EXPORT_BACKUP_HINT/>
                </fieldset>
                <div class="field">
                    <label for="marking">{session.t(msg::EXPORT_MARKING)}</label>
                    <p class="hint" id="marking-hint">{session.t(msg::EXPORT_MARKING_HINT)}</p>
                    <input id="marking" type="text" dir="auto" maxlength="120" autocomplete="off"
                        aria-describedby="marking-hint" bind:value=marking/>
                </div>
                <Contents scope=scope/>
                <button type="submit" class="primary" data-testid="export">{session.t(msg::EXPORT_BUTTON)}</button>
            </form>
        </section>
    }
}

#[component]
fn ScopeChoice(
    scope: RwSignal<Scope>,
    mine: Scope,
    name: Signal<String>,
    hint: Message,
) -> impl IntoView {
    let session = use_session();
    let backup = mine == Scope::Backup;
    view! {
        <label class="choice">
            <input type="radio" name="scope" value=mine.to_string()
                prop:checked=move || scope.get() == mine on:change=move |_| scope.set(mine)/>
            <span class="choice-text">
                <strong>{name}</strong>
                <span class="hint" class:alarm=backup>{session.t(hint)}</span>
            </span>
        </label>
    }
}

/// What the file will contain.
#[component]
fn Contents(scope: RwSignal<Scope>) -> impl IntoView {
    let session = use_session();
    let wanted = Memo::new(move |_| {
        session.desk.with(|desk| match scope.get() {
            Scope::Participant(code) => desk.ledger().of_participant(code),
            Scope::Aggregate | Scope::Backup => desk.ledger().clone(),
        })
    });
    let entries = move || session.count_of(msg::EXPORT_ENTRIES, wanted.with(|w| w.keys().count()));
    let states = move || {
        let named = session.named(wanted.with(|wanted| wanted.participants()));
        named.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let states = move || {
        let mut names = states();
        let more = names.len().saturating_sub(8);
        names.truncate(8);
        let list = names.join(", ");
        if more > 0 { format!("{list} {}", session.count_of(msg::AND_MORE, more)) } else { list }
    };
    let private = move || match scope.get() {
        Scope::Backup => {
            session.count_of(msg::EXPORT_PRIVATE, session.desk.with(|d| d.private().keys().count()))
        }
        Scope::Participant(_) | Scope::Aggregate => session.text(msg::EXPORT_NO_PRIVATE).to_owned(),
    };
    let empty = move || wanted.with(|wanted| wanted.is_empty());
    view! {
        <div class="contents" data-testid="contents">
            <p><strong>{session.t(msg::EXPORT_CONTAINS)}</strong></p>
            <ul>
                <li>{move || entries()}<When is=move || !empty()>" – "{states}</When></li>
                <li>{move || private()}</li>
                <li>{session.t(msg::EXPORT_SEALED)}</li>
            </ul>
            <p class="fingerprint">{session.t(msg::FINGERPRINT_DESK)}" "
                <code data-testid="fingerprint">{move || session.desk.with(|desk| fingerprint(desk.ledger()))}</code></p>
        </div>
    }
}
