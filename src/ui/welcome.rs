//! First start: language, identity, the promise, or the example.

use leptos::prelude::*;

use super::widgets::{ParticipantPicker, When};
use crate::domain::participant::ParticipantCode;
use crate::domain::revision::Role;
use crate::i18n::{Message, msg};
use crate::session::{Session, use_session};

/// The page.
#[component]
pub fn Welcome() -> impl IntoView {
    let session = use_session();
    if session.is_copy() {
        return copy(session);
    }
    view! {
        <div class="welcome">
            {super::shell::language_bar(session)}
            <h1>{session.t(msg::WELCOME_TITLE)}</h1>
            <p class="lead">{session.t(msg::WELCOME_LEAD)}</p>
            <p class="promise">{session.t(msg::WELCOME_PROMISE)}</p>
            <WhoForm/>
            <section class="welcome-example">
                <h2>{session.t(msg::WELCOME_EXAMPLE_TITLE)}</h2>
                <p>{session.t(msg::WELCOME_EXAMPLE_TEXT)}</p>
                <button type="button" on:click=move |_| session.try_example() data-testid="example">
                    {session.t(msg::WELCOME_EXAMPLE_BUTTON)}
                </button>
            </section>
        </div>
    }
    .into_any()
}

/// A read-only page has no start form.
fn copy(session: Session) -> AnyView {
    view! {
        <div class="welcome">
            {super::shell::language_bar(session)}
            <h1>{session.t(msg::SAVE_COPY)}</h1>
            <p class="lead">{session.t(msg::COPY_OWN)}</p>
        </div>
    }
    .into_any()
}

#[component]
fn WhoForm() -> impl IntoView {
    let session = use_session();
    // A returning user finds the fields filled in.
    let known = session.who_sits_here();
    let role = RwSignal::new(known.as_ref().map_or(Role::Delegation, |who| who.author.role));
    let state: RwSignal<Option<ParticipantCode>> =
        RwSignal::new(known.as_ref().and_then(|who| who.author.participant));
    let name = RwSignal::new(known.map(|who| who.name).unwrap_or_default());
    let missing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let own = state.get().filter(|_| role.get() == Role::Delegation);
        if role.get() == Role::Delegation && own.is_none() {
            missing.set(true);
            crate::session::focus("own-state");
        } else {
            session.sit_down(role.get(), own, name.get());
        }
    };
    view! {
        <form class="who" on:submit=submit>
            <fieldset>
                <legend><h2>{session.t(msg::WHO_TITLE)}</h2></legend>
                <RoleChoice role=role mine=Role::Delegation name=msg::WHO_DELEGATION hint=msg::WHO_DELEGATION_HINT/>
                <When is=move || role.get() == Role::Delegation>
                    <div class="field who-state">
                        <label for="own-state">{session.t(msg::WHO_STATE)}</label>
                        <ParticipantPicker id="own-state" value=Signal::derive(move || state.get())
                            choose=Callback::new(move |code| { state.set(Some(code)); missing.set(false); })/>
                        <When is=move || missing.get()>
                            <p class="error" role="alert">{session.t(msg::WHO_STATE_MISSING)}</p>
                        </When>
                    </div>
                </When>
                <RoleChoice role=role mine=Role::Chair name=msg::WHO_CHAIR hint=msg::WHO_CHAIR_HINT/>
                <RoleChoice role=role mine=Role::Reader name=msg::WHO_READER hint=msg::WHO_READER_HINT/>
            </fieldset>
            <div class="field">
                <label for="office-name">{session.t(msg::WHO_NAME)}</label>
                <p class="hint" id="office-hint">{session.t(msg::WHO_NAME_HINT)}</p>
                <input id="office-name" type="text" dir="auto" maxlength="120" autocomplete="off"
                    aria-describedby="office-hint" bind:value=name/>
            </div>
            <button type="submit" class="primary">{session.t(msg::WHO_START)}</button>
        </form>
    }
}

#[component]
fn RoleChoice(role: RwSignal<Role>, mine: Role, name: Message, hint: Message) -> impl IntoView {
    let session = use_session();
    view! {
        <label class="choice">
            <input type="radio" name="role" value=mine.key()
                prop:checked=move || role.get() == mine on:change=move |_| role.set(mine)/>
            <span class="choice-text">
                <strong>{session.t(name)}</strong>
                <span class="hint">{session.t(hint)}</span>
            </span>
        </label>
    }
}
