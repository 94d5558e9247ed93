//! The result of an export: how the file was saved, its fingerprint, and what
//! to do next.

use leptos::prelude::*;

use crate::desk::Choice;
use crate::domain::revision::Role;
use crate::i18n::msg;
use crate::session::{Departure, REPORT_ID, Sent, Session, TEXT_ID, Way, use_session};

/// The group size of a fingerprint, in characters.
const GROUP: usize = 3;

/// The report on the last export, unless it was closed.
#[component]
pub fn Report() -> impl IntoView {
    let session = use_session();
    move || session.departure.get().map(|departure| report(session, departure))
}

fn report(session: Session, departure: Departure) -> AnyView {
    let Departure { plan, way, failed, page } = departure;
    let title = match &way {
        Way::File(name) => session.fill(msg::EXPORT_WRITTEN, &[("file", name)]),
        Way::Downloads => session.fill(msg::EXPORT_DONE, &[("file", &plan.name)]),
        Way::Shown => session.text(msg::EXPORT_AS_TEXT).to_owned(),
        Way::Copied => session.text(msg::EXPORT_COPIED).to_owned(),
    };
    let complaints = failed.into_iter().map(|words| view! { <p class="error">{words}</p> });
    let as_text = matches!(way, Way::Shown | Way::Copied);
    let next = next_step(session, &plan.order.choice);
    view! {
        <section class="departure" id=REPORT_ID aria-labelledby="departure-title" data-testid="departure">
            <h3 id="departure-title">{title}</h3>
            {complaints.collect_view()}
            {as_text.then(|| text(session, &plan.name, plan.text.clone()))}
            <p>{next}</p>
            <p class="fingerprint">{session.text(msg::EXPORT_TELEPHONE)}" "{groups(&plan.fingerprint)}</p>
            {(way == Way::Downloads).then(|| other_ways(session))}
            {(plan.order.choice != Choice::Backup).then(|| as_page(session, page))}
            <button type="button" on:click=move |_| session.dismiss_departure()>{session.text(msg::DISMISS)}</button>
        </section>
    }
    .into_any()
}

/// The next step for the person.
fn next_step(session: Session, choice: &Choice) -> &'static str {
    let role = session.identity.get_untracked().map(|who| who.author.role);
    session.text(match (choice, role) {
        (Choice::Backup, _) => msg::EXPORT_NEXT_BACKUP,
        (_, Some(Role::Delegation)) => msg::EXPORT_NEXT_CHAIR,
        _ => msg::EXPORT_NEXT_ROUND,
    })
}

/// A fingerprint in groups for reading; when copied, it has no gaps.
fn groups(fingerprint: &str) -> AnyView {
    let characters: Vec<char> = fingerprint.chars().collect();
    let group =
        |group: &[char]| view! { <span class="group">{group.iter().collect::<String>()}</span> };
    let groups = characters.chunks(GROUP).map(group).collect_view();
    view! { <code class="groups" dir="ltr" data-testid="sent-fingerprint">{groups}</code> }
        .into_any()
}

/// The snapshot as text, for copying.
fn text(session: Session, name: &str, text: String) -> AnyView {
    view! {
        <p class="hint" id="export-text-hint">{session.fill(msg::EXPORT_TEXT_HINT, &[("file", name)])}</p>
        <textarea id=TEXT_ID readonly rows="8" dir="ltr" spellcheck="false"
            aria-label=session.text(msg::EXPORT_TEXT_LABEL) aria-describedby="export-text-hint"
            on:copy=move |_| session.export_copied() prop:value=text></textarea>
        <p><button type="button" class="primary" data-testid="copy" on:click=move |_| session.copy_export()>
            {session.text(msg::EXPORT_COPY)}
        </button></p>
    }
    .into_any()
}

/// The same snapshot as a page, for people without the app.
fn as_page(session: Session, page: Option<Sent>) -> AnyView {
    let went = page.map(|sent| {
        let class = if matches!(sent, Sent::Failed(_)) { "error" } else { "done" };
        view! { <p class=class data-testid="page-sent">{session.sent_words(&sent)}</p> }
    });
    view! {
        <div class="as-page">
            <p class="hint" id="as-page-hint">{session.text(msg::EXPORT_PAGE_HINT)}</p>
            <button type="button" data-testid="hand-round" aria-describedby="as-page-hint"
                on:click=move |_| session.hand_round()>{session.text(msg::EXPORT_PAGE)}</button>
            {went}
        </div>
    }
    .into_any()
}

/// What to do if the download did not arrive, which the app cannot know.
fn other_ways(session: Session) -> AnyView {
    view! {
        <details>
            <summary>{session.text(msg::EXPORT_NOT_THERE)}</summary>
            <p class="button-pair">
                <button type="button" on:click=move |_| session.download_again()>{session.text(msg::EXPORT_AGAIN)}</button>
                <button type="button" on:click=move |_| session.show_export()>{session.text(msg::EXPORT_SHOW_TEXT)}</button>
            </p>
        </details>
    }
    .into_any()
}
