//! Elements that States add: listed under their heading, proposed, and opened
//! like an element of the source, but visibly distinct.

use leptos::prelude::*;

use super::text_field::TextField;
use super::{EntryForm, NobodyChosen};
use crate::domain::added::{Added, AddedId};
use crate::domain::outline::Element;
use crate::i18n::{Language, msg};
use crate::reference::{outline, subject_of};
use crate::session::{Session, use_session, use_views};
use crate::ui::widgets::foreign;

/// The added elements under a heading, and a form to propose one.
pub fn under(session: Session, heading: &'static Element) -> AnyView {
    let text = RwSignal::new(String::new());
    let may = move || session.editor().is_some();
    let mine = move || {
        let all = session.added();
        let all: Vec<Added> = all.into_iter().filter(|it| it.heading == heading.index()).collect();
        list(session, &all)
    };
    let propose = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        session.propose(heading, &text.get_untracked());
        text.set(String::new());
    };
    view! {
        <section class="added" aria-labelledby="added-title">
            <h3 id="added-title">{session.t(msg::ADDED_TITLE)}</h3>
            <p class="hint">{session.t(msg::ADDED_HINT)}</p>
            {mine}
            {move || may().then(|| view! {
                <form on:submit=propose>
                    <label for="added-text">{session.t(msg::ADDED_TEXT)}</label>
                    <textarea id="added-text" rows="2" maxlength="2000" dir="auto" prop:value=move || text.get()
                        on:input:target=move |event| text.set(event.target().value())></textarea>
                    <button type="submit" class="add">{session.t(msg::ADDED_PROPOSE)}</button>
                </form>
            })}
        </section>
    }
    .into_any()
}

/// Added elements as links, each with its proposer.
pub fn list(session: Session, all: &[Added]) -> AnyView {
    let line = |one: &Added| {
        let id = one.subject.to_string();
        let (_, text) = one.text(session.language.get().tag()).unwrap_or_default();
        let adopted = one
            .adopted
            .then(|| view! { " "<span class="tag">{session.text(msg::ADDED_ADOPTED)}</span> });
        view! {
            <li>
                <a href=format!("#/plan/{id}")>
                    <bdi class="entry-id" dir="ltr">{id.clone()}</bdi>" "<bdi>{foreign(session, text)}</bdi>
                </a>
                " "<span class="hint">{session.name(one.id.proposer)}</span>{adopted}
            </li>
        }
    };
    let lines = all.iter().map(line).collect_view();
    (!all.is_empty())
        .then(|| view! { <ul class="below" data-testid="added">{lines}</ul> })
        .into_any()
}

/// The id of the added element in an address, ignoring case.
pub fn named(address: Option<&str>) -> Option<String> {
    let subject = subject_of(address?)?.to_string();
    subject.parse::<AddedId>().ok().map(|_| subject)
}

/// The panel of an added element.
#[component]
pub fn AddedPanel(subject: String) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let subject = StoredValue::new(subject);
    let one = Memo::new(move |_| {
        let all = session.added();
        subject.with_value(|id| all.into_iter().find(|it| it.subject.as_str() == id))
    });
    let key = Memo::new(move |_| {
        let code = session.viewing.get()?;
        Some((code, subject.with_value(|id| id.parse().ok())?))
    });
    // Nobody proposes it, and nobody says anything of it.
    let nothing = Memo::new(move |_| {
        one.with(Option::is_none) && subject.with_value(|id| views.entry(id).heads.is_empty())
    });
    let nothing = move || nothing.get();
    let heading = subject
        .with_value(|id| id.parse::<AddedId>().ok())
        .and_then(|id| outline().get(&id.heading));
    view! {
        <article class="entry" aria-labelledby="entry-title">
            <div class="source">
                <a class="back" href="#/plan">{session.t(msg::BACK_TO_PLAN)}</a>
                {heading.map(|heading| view! {
                    <nav class="path" aria-label=session.t(msg::PATH)>
                        <ol><li><a href=format!("#/plan/{}", heading.id)>{move || session.element_label(heading)}</a></li></ol>
                    </nav>
                })}
                <h2 id="entry-title" class="entry-title" tabindex="-1">
                    <span class="entry-id">{subject.get_value()}</span>
                    {move || one.get().map(|one| words(session, &one))}
                </h2>
                <p class="unofficial">{session.t(msg::ADDED_HINT)}</p>
                {move || one.get().map(|one| adoption(session, one))}
            </div>
            {move || match key.get() {
                None => view! { <NobodyChosen/> }.into_any(),
                Some(_) if nothing() => view! { <p class="empty" data-testid="not-added">{session.t(msg::ADDED_GONE)}</p> }.into_any(),
                Some(key) => view! {
                    {texts(session, subject.get_value(), key.0)}
                    <EntryForm entry=key id=subject.get_value()/>
                }.into_any(),
            }}
        </article>
    }
}

/// Its text in the current language, or else in any.
fn words(session: Session, one: &Added) -> AnyView {
    let (language, text) = one.text(session.language.get().tag()).unwrap_or_default();
    let (language, text) = (language.to_owned(), foreign(session, text));
    view! { <span class="translation" lang=language dir="auto">{text}</span> }.into_any()
}

/// The proposer, and whether the chair has adopted it.
fn adoption(session: Session, one: Added) -> AnyView {
    let state = session.name(one.id.proposer);
    let by = session.fill(msg::ADDED_BY, &[("state", &state)]);
    let adopted = one.adopted;
    let said =
        adopted.then(|| view! { " "<span class="tag">{session.text(msg::ADDED_ADOPTED)}</span> });
    let button = session.is_chair().then(move || {
        let words = if adopted { msg::ADDED_LEAVE } else { msg::ADDED_ADOPT };
        view! {
            <button type="button" class="quiet" on:click=move |_| session.adopt(&one, !adopted)>
                {session.text(words)}
            </button>
        }
    });
    view! { <p class="added-by">{by}{said}" "{button}</p> }.into_any()
}

/// Its text in each language, editable by its proposer.
fn texts(
    session: Session,
    id: String,
    code: crate::domain::participant::ParticipantCode,
) -> AnyView {
    let own = id.parse::<AddedId>().is_ok_and(|added| added.proposer == code);
    let Some(subject) = id.parse().ok().filter(|_| own && session.editor().is_some()) else {
        return ().into_any();
    };
    let key = (code, subject);
    let field = |language: Language| {
        let name: &'static str = text_field(language);
        view! { <TextField entry=key.clone() name=name caption=language.own_name() lines=1/> }
    };
    view! {
        <details class="added-texts">
            <summary>{session.t(msg::ADDED_TEXTS)}</summary>
            {Language::ALL.map(field).collect_view()}
        </details>
    }
    .into_any()
}

/// The field that holds the text in a language.
fn text_field(language: Language) -> &'static str {
    match language {
        Language::Arabic => "text:ar",
        Language::Chinese => "text:zh",
        Language::English => "text:en",
        Language::French => "text:fr",
        Language::Russian => "text:ru",
        Language::Spanish => "text:es",
        Language::German => "text:de",
        Language::Italian => "text:it",
    }
}

/// All added elements, for the overview of the plans.
pub fn everywhere(session: Session) -> AnyView {
    let all = move || {
        let all = session.added();
        (!all.is_empty()).then(|| {
            view! {
                <section class="added">
                    <h3>{session.text(msg::ADDED_TITLE)}</h3>
                    {list(session, &all)}
                </section>
            }
        })
    };
    view! { {all} }.into_any()
}
