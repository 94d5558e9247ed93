//! The app, the edition of the source that it quotes, and the data on this
//! computer.

use leptos::prelude::*;

use crate::i18n::msg;
use crate::reference::{EDITION, SOURCE_SHA256};
use crate::session::{Offline, Session, build, use_session};
use crate::snapshot::fingerprint;
use crate::snapshot::format::APP_VERSION;

/// The page.
#[component]
pub fn AboutPage() -> impl IntoView {
    let session = use_session();
    let offline = move || match session.offline.get() {
        Offline::No => msg::ABOUT_OFFLINE_NO,
        Offline::Kept | Offline::Newer => msg::ABOUT_OFFLINE_KEPT,
        Offline::Disk => msg::ABOUT_OFFLINE_DISK,
    };
    view! {
        <div class="about">
            <h1>{session.t(msg::NAV_ABOUT)}</h1>
            <p class="lead">{session.t(msg::ABOUT_LEAD)}</p>
            <p>{session.t(msg::ABOUT_MANNERS)}</p>
            <section>
                <h2>{session.t(msg::ABOUT_SOURCE)}</h2>
                <p>{session.t(msg::ABOUT_SOURCE_TEXT)}</p>
                <dl class="facts">
                    <dt>{session.t(msg::ABOUT_EDITION)}</dt><dd><code data-testid="edition">{EDITION}</code></dd>
                    <dt>"SHA-256"</dt><dd><code class="hash" data-testid="sha256">{SOURCE_SHA256}</code></dd>
                    <dt>{session.t(msg::ABOUT_VERSION)}</dt><dd>{APP_VERSION}</dd>
                    {build().map(|build| view! {
                        <dt>{session.t(msg::ABOUT_BUILD)}</dt><dd><code data-testid="build">{build}</code></dd>
                    })}
                    <dt>{session.t(msg::ABOUT_OFFLINE)}</dt>
                    <dd data-testid="offline">{move || session.text(offline())}</dd>
                    <dt>{session.t(msg::ABOUT_LICENCE)}</dt><dd>"MIT OR Apache-2.0"</dd>
                </dl>
            </section>
            <Licences/>
            <Data/>
            {(!session.is_copy()).then(|| view! { <p><a href="#/welcome">{session.t(msg::ABOUT_WHO)}</a></p> })}
        </div>
    }
}

/// The licences of all components, loaded on demand.
#[component]
fn Licences() -> impl IntoView {
    let session = use_session();
    let text = RwSignal::new(None::<Result<String, ()>>);
    let load = move |_| {
        if text.with_untracked(|text| !matches!(text, Some(Ok(_)))) {
            session.load_licences(text);
        }
    };
    let shown = move || match text.get() {
        Some(Ok(text)) => {
            view! { <pre class="licences" lang="en" dir="ltr" tabindex="0">{text}</pre> }.into_any()
        }
        Some(Err(())) => {
            view! { <p role="alert">{session.t(msg::ABOUT_LICENCES_FAILED)}</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <details data-testid="licences" on:toggle=load>
            <summary>{session.t(msg::ABOUT_LICENCES)}</summary>
            <p>{session.t(msg::ABOUT_LICENCES_NOTE)}</p>
            {shown}
        </details>
    }
}

/// The data on this computer, and how to delete it.
#[component]
fn Data() -> impl IntoView {
    let session = use_session();
    let count = move || {
        session.count_of(msg::ABOUT_REVISIONS, session.desk.with(|desk| desk.ledger().len()))
    };
    let unshared = move || {
        session.count_of(msg::SAVE_UNSHARED, session.desk.with(|desk| desk.unshared().len()))
    };
    let exported = move || match session.exported.get() {
        Some(time) => session.fill(msg::ABOUT_EXPORTED, &[("time", &session.moment(time))]),
        None => session.text(msg::ABOUT_NEVER_EXPORTED).to_owned(),
    };
    view! {
        <section>
            <h2>{session.t(msg::ABOUT_DATA)}</h2>
            <ul>
                {(!session.is_copy()).then(|| view! {
                    <li>{move || count()}</li>
                    <li>{move || unshared()}</li>
                    <li>{move || exported()}</li>
                }.into_any())}
                <li>{session.t(msg::FINGERPRINT_DESK)}" "<code>{move || session.desk.with(|desk| fingerprint(desk.ledger()))}</code></li>
            </ul>
            {(!session.is_copy()).then(|| erase(session))}
        </section>
    }
}

/// Deletes all data.
fn erase(session: Session) -> AnyView {
    view! {
        <details class="erase">
            <summary>{session.t(msg::ERASE_TITLE)}</summary>
            <p>{session.t(msg::ERASE_TEXT)}</p>
            <button type="button" class="danger" data-testid="erase" on:click=move |_| session.erase_everything()>
                {session.t(msg::ERASE_BUTTON)}
            </button>
        </details>
    }
    .into_any()
}
