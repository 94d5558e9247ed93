//! The export form: everything that leaves this computer is shown before.

use leptos::prelude::*;

use super::departure::Report;
use super::plan::Contents;
use crate::desk::{self, Choice};
use crate::domain::participant::ParticipantCode;
use crate::i18n::{Message, msg};
use crate::session::{BUTTON_ID, Session, focus, use_session};
use crate::snapshot::{BETWEEN_MARKINGS, fingerprint};
use crate::ui::widgets::{When, foreign};

/// From this number of States on, the list has a search field.
const MANY: usize = 10;

/// The id of the field for the handling marking.
const MARKING: &str = "marking";

/// The maximum number of suggested markings, so that a hostile file cannot flood the page.
const MOST_MARKINGS: usize = 8;

/// The scopes of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cover {
    Own,
    Some,
    Everything,
    Backup,
}

/// The form: scope, marking, the planned file, and the button.
#[component]
pub fn Export() -> impl IntoView {
    let session = use_session();
    // Users who write for no State usually export everything.
    let cover =
        RwSignal::new(if session.speaks_for_a_state() { Cover::Own } else { Cover::Everything });
    let chosen = RwSignal::new(Vec::<ParticipantCode>::new());
    let marking = RwSignal::new(session.last_marking());
    let choice = move || match cover.get() {
        Cover::Own => own(session).map_or(Choice::Everything, Choice::State),
        Cover::Some => Choice::States(chosen.get()),
        Cover::Everything => Choice::Everything,
        Cover::Backup => Choice::Backup,
    };
    let plan = Memo::new(move |_| session.plan(choice(), marking.get()));
    let nobody = move || cover.get() == Cover::Some && chosen.with(Vec::is_empty);
    let too_large = move || plan.with(|plan| plan.as_ref().is_some_and(|it| it.is_too_large()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(plan) = plan.get().filter(|plan| !nobody() && !plan.is_too_large()) {
            session.export(plan);
        }
    };
    view! {
        <section class="export" aria-labelledby="export-title">
            <h2 id="export-title">{session.t(msg::EXPORT_TITLE)}</h2>
            <form on:submit=submit>
                <fieldset class="plain">
                    <legend>{session.t(msg::EXPORT_SCOPE)}</legend>
                    {covers(session, cover, chosen)}
                </fieldset>
                <div class="field">
                    <label for=MARKING>{session.t(msg::EXPORT_MARKING)}</label>
                    <p class="hint" id="marking-hint">{session.t(msg::EXPORT_MARKING_HINT)}</p>
                    <input id=MARKING type="text" dir="auto" maxlength="120" autocomplete="off"
                        aria-describedby="marking-hint" prop:value=move || marking.get()
                        on:change:target=move |event| marking.set(event.target().value())/>
                    {move || markings(session, marking)}
                </div>
                <When is=move || !nobody()><Contents plan=plan/></When>
                <When is=too_large><p class="error" role="alert">{session.t(msg::EXPORT_TOO_LARGE)}</p></When>
                <button type="submit" id=BUTTON_ID class="primary" data-testid="export" disabled=move || nobody() || too_large()>
                    {session.t(msg::EXPORT_BUTTON)}
                </button>
            </form>
            <Report/>
            <p class="fingerprint">{session.t(msg::FINGERPRINT_DESK)}" "
                <code data-testid="fingerprint">{move || session.desk.with(|desk| fingerprint(desk.ledger()))}</code></p>
        </section>
    }
}

/// The markings of imports, because their content is exported again. A click
/// appends a marking, with the separator that merging uses.
fn markings(session: Session, marking: RwSignal<String>) -> Option<AnyView> {
    let written = marking.get();
    let lines = session.imports.with(|imports| desk::markings(imports, &written));
    let take_up = move |line: &str| {
        marking.update(|written| {
            let between = if written.trim().is_empty() { "" } else { BETWEEN_MARKINGS };
            *written = format!("{}{between}{line}", written.trim());
        });
        focus(MARKING);
    };
    let chip = move |line: String| {
        let shown = line.clone();
        view! {
            <button type="button" class="chip" on:click=move |_| take_up(&line)>
                <span aria-hidden="true">"+ "</span><bdi>{foreign(session, &shown)}</bdi>
            </button>
        }
    };
    (!lines.is_empty()).then(|| {
        view! {
            <div class="chips" role="group" aria-labelledby="markings-words" data-testid="markings">
                <span id="markings-words" class="hint">{session.t(msg::EXPORT_MARKINGS)}</span>
                {lines.into_iter().take(MOST_MARKINGS).map(chip).collect_view()}
            </div>
        }
        .into_any()
    })
}

/// The State that the user writes for, or else the one in view.
fn own(session: Session) -> Option<ParticipantCode> {
    session.identity.get().and_then(|who| who.author.participant).or(session.viewing.get())
}

/// The scopes as radio buttons, with the list of States below its option.
fn covers(
    session: Session,
    cover: RwSignal<Cover>,
    chosen: RwSignal<Vec<ParticipantCode>>,
) -> AnyView {
    let own_words = move || {
        let state = own(session).map(|code| session.name(code)).unwrap_or_default();
        session.fill(msg::EXPORT_OWN, &[("state", &state)])
    };
    let words = move |message: Message| move || session.text(message).to_owned();
    let several = move || session.desk.with(|desk| desk.ledger().participants().len() > 1);
    let is_chosen = move || cover.get() == Cover::Some;
    view! {
        {move || own(session).is_some().then(|| radio(session, cover, Cover::Own, own_words, msg::EXPORT_OWN_HINT))}
        {move || several().then(|| radio(session, cover, Cover::Some, words(msg::EXPORT_SOME), msg::EXPORT_SOME_HINT))}
        <When is=move || several() && is_chosen()>{states(session, chosen)}</When>
        {radio(session, cover, Cover::Everything, words(msg::EXPORT_ALL), msg::EXPORT_ALL_HINT)}
        {(!session.is_copy()).then(|| {
            radio(session, cover, Cover::Backup, words(msg::EXPORT_BACKUP), msg::EXPORT_BACKUP_HINT)
        })}
    }
    .into_any()
}

fn radio(
    session: Session,
    cover: RwSignal<Cover>,
    mine: Cover,
    name: impl Fn() -> String + Send + 'static,
    hint: Message,
) -> AnyView {
    let private = mine == Cover::Backup;
    view! {
        <label class="choice">
            <input type="radio" name="scope" prop:checked=move || cover.get() == mine
                on:change=move |_| cover.set(mine)/>
            <span class="choice-text">
                <strong>{name}</strong>
                <span class="hint" class:alarm=private>
                    {private.then(|| private_mark(session))}{session.t(hint)}
                </span>
            </span>
        </label>
    }
    .into_any()
}

/// The sign and word for what must not be passed on.
pub(super) fn private_mark(session: Session) -> AnyView {
    view! {
        <span class="private-mark">
            <span aria-hidden="true">"⚠ "</span>{session.t(msg::EXPORT_PRIVATE_WORD)}
        </span>
        " "
    }
    .into_any()
}

/// The selectable States: those in the data.
fn states(session: Session, chosen: RwSignal<Vec<ParticipantCode>>) -> AnyView {
    let query = RwSignal::new(String::new());
    let all =
        Memo::new(move |_| session.named(session.desk.with(|desk| desk.ledger().participants())));
    let many = move || all.with(|all| all.len() > MANY);
    let boxes = move || {
        let wanted = session.folded(&query.get());
        let found = all.get().into_iter();
        let found = found.filter(|(name, _)| session.folded(name).contains(&wanted));
        found.map(|(name, code)| state_box(chosen, name, code)).collect_view()
    };
    let count = move || match chosen.with(Vec::len) {
        0 => session.text(msg::EXPORT_CHOOSE_ONE).to_owned(),
        n => session.count_of(msg::EXPORT_CHOSEN, n),
    };
    view! {
        <div class="states" role="group" aria-label=session.t(msg::EXPORT_SOME)>
            <When is=many>
                <input type="search" aria-label=session.t(msg::EXPORT_SEARCH)
                    placeholder=session.t(msg::EXPORT_SEARCH) bind:value=query/>
            </When>
            <div class="state-boxes">{boxes}</div>
            <p class="hint" role="status">{count}</p>
        </div>
    }
    .into_any()
}

fn state_box(
    chosen: RwSignal<Vec<ParticipantCode>>,
    name: String,
    code: ParticipantCode,
) -> AnyView {
    let toggle = move |_| {
        chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|other| *other != code);
            if chosen.len() == before {
                chosen.push(code);
                chosen.sort_unstable();
            }
        });
    };
    view! {
        <label class="state-box">
            <input type="checkbox" prop:checked=move || chosen.with(|chosen| chosen.contains(&code))
                on:change=toggle/>
            <span>{name}</span>
        </label>
    }
    .into_any()
}
