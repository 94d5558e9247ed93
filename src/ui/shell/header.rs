//! The header of every page: title, State in view, state of saving, language,
//! and navigation.

use leptos::prelude::*;

use crate::i18n::{Language, Message, msg};
use crate::papers::Kind;
use crate::route::{Facet, Page, Text};
use crate::session::{Saving, Session, Views, focus, use_session, use_views};
use crate::ui::widgets::{ParticipantPicker, When};

const PAGES_BUTTON: &str = "pages-button";

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let session = use_session();
    let someone = move || session.identity.with(Option::is_some);
    let open = RwSignal::new(false);
    view! {
        <header class="header">
            <div class="header-bar">
                <a class="brand" href="#/plan">
                    <span class="brand-name">{session.t(msg::APP_NAME)}</span>
                    <span class="brand-line">{session.t(msg::APP_LINE)}</span>
                </a>
                <When is=move || someone()>
                    <PagesButton open=open/>
                    <Whose/>
                    {(!session.is_copy()).then(|| view! { <UndoButtons/> }.into_any())}
                    <SaveState/>
                </When>
                <div class="header-tools">
                    <ThemeButton/>
                    <LanguageList/>
                </div>
            </div>
            <When is=move || someone()><Pages open=open/></When>
        </header>
    }
}

/// The menu button for the navigation on narrow screens.
#[component]
fn PagesButton(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    view! {
        <button type="button" id=PAGES_BUTTON class="pages-button" aria-controls="pages"
            aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
            <span aria-hidden="true">"☰"</span>" "{session.t(msg::NAV_LABEL)}
        </button>
    }
}

#[component]
fn Pages(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let views = use_views();
    // Focuses the menu button if the list closes; otherwise the button is
    // hidden and this does nothing.
    let close = move || {
        open.set(false);
        focus(PAGES_BUTTON);
    };
    let link = move |page: Page, name: Message| {
        let same = page.clone();
        let wanted = page.clone();
        let href = move || match &wanted {
            // Nobody's brief is the chair's.
            Page::Papers(_) if session.is_chair() => Page::Papers(Kind::Summary).to_hash(),
            page => page.to_hash(),
        };
        let current = move || {
            let here = session
                .page
                .with(|now| std::mem::discriminant(now) == std::mem::discriminant(&same));
            here.then_some("page")
        };
        let count = (page == Page::Contested).then_some(move || contested_count(session, views));
        view! {
            <li><a href=move || href() aria-current=move || current() on:click=move |_| close()>
                {session.t(name)}{count}
            </a></li>
        }
    };
    view! {
        <nav id="pages" class="header-nav" aria-label=session.t(msg::NAV_LABEL) data-open=move || open.get().then_some("")
            on:keydown=move |event| if event.key() == "Escape" && open.get_untracked() { close() }>
            <ul class="pages">
                {link(Page::Plan(None), msg::NAV_PLAN)}
                {link(Page::Overview(Facet::Matrix), msg::NAV_OVERVIEW)}
                {link(Page::Assistance, msg::NAV_ASSISTANCE)}
                {link(Page::Calendar(None), msg::NAV_CALENDAR)}
                {link(Page::Documents(Text::default()), msg::NAV_DOCUMENTS)}
                {link(Page::Papers(Kind::default()), msg::NAV_PAPERS)}
                {link(Page::Contested, msg::NAV_CONTESTED)}
                {link(Page::Exchange, msg::NAV_EXCHANGE)}
                {link(Page::Compare, msg::NAV_COMPARE)}
                {link(Page::About, msg::NAV_ABOUT)}
            </ul>
        </nav>
    }
}

/// The number of contested fields, if any.
fn contested_count(session: Session, views: Views) -> Option<AnyView> {
    let count = views.contests.with(|contests| contests.len());
    let number = session.number(u32::try_from(count).unwrap_or(u32::MAX));
    (count > 0).then(|| view! { " "<span class="nav-count">{number}</span> }.into_any())
}

/// The State in view, and whether the user can edit it.
#[component]
fn Whose() -> impl IntoView {
    let session = use_session();
    let read_only = move || session.viewing.get().is_some() && session.editor().is_none();
    view! {
        <div class="whose">
            <label for="viewing">{session.t(msg::WHOSE_LABEL)}</label>
            <ParticipantPicker
                id="viewing"
                value=Signal::derive(move || session.viewing.get())
                choose=Callback::new(move |code| session.look_at(code))
            />
            <When is=move || read_only()>
                <span class="tag">{session.t(msg::WHOSE_READ_ONLY)}</span>
            </When>
        </div>
    }
}

#[component]
fn SaveState() -> impl IntoView {
    let session = use_session();
    let words = move || match session.saving.get() {
        Saving::Nothing => msg::SAVE_NOTHING,
        Saving::Saving => msg::SAVE_SAVING,
        Saving::Saved => msg::SAVE_SAVED,
        Saving::Journal => msg::SAVE_JOURNAL,
        Saving::Failed => msg::SAVE_FAILED,
        Saving::Example => msg::SAVE_EXAMPLE,
        Saving::Copy => msg::SAVE_COPY,
    };
    let state = move || match session.saving.get() {
        Saving::Nothing => "nothing",
        Saving::Saving => "saving",
        Saving::Saved => "saved",
        Saving::Journal => "journal",
        Saving::Failed => "failed",
        Saving::Example => "example",
        Saving::Copy => "copy",
    };
    let unshared = Memo::new(move |_| session.unshared());
    let total = move || unshared.with(|unshared| unshared.iter().map(|(_, n)| n).sum::<usize>());
    let by_state = move || {
        unshared.with(|unshared| {
            let states = unshared.iter().map(|(name, n)| format!("{name}: {n}"));
            session.list(&states.collect::<Vec<_>>())
        })
    };
    let show_count = move || total() > 0 && !session.saving.get().is_off();
    view! {
        <p class="save-state" data-state=move || state() role="status" data-testid="save-state">
            <span class="save-mark" aria-hidden="true"></span>
            <span>{move || session.text(words())}</span>
        </p>
        <When is=move || show_count()>
            <a class="unshared" href="#/exchange" data-testid="unshared">
                {move || session.count_of(msg::SAVE_UNSHARED, total())}
                " "<span class="by-state">{move || by_state()}</span>
            </a>
        </When>
    }
}

#[component]
fn UndoButtons() -> impl IntoView {
    let session = use_session();
    let cannot_undo = move || session.desk.with(|desk| desk.can_undo().is_none());
    let cannot_redo = move || session.desk.with(|desk| desk.can_redo().is_none());
    view! {
        <div class="button-pair">
            <button type="button" class="icon-button" disabled=move || cannot_undo() data-testid="undo"
                title=session.t(msg::UNDO) aria-label=session.t(msg::UNDO)
                on:click=move |_| session.undo()><span class="pointing" aria-hidden="true">"↶"</span></button>
            <button type="button" class="icon-button" disabled=move || cannot_redo() data-testid="redo"
                title=session.t(msg::REDO) aria-label=session.t(msg::REDO)
                on:click=move |_| session.redo()><span class="pointing" aria-hidden="true">"↷"</span></button>
        </div>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let session = use_session();
    let dark = move || session.is_dark();
    let name = move || session.text(if dark() { msg::THEME_LIGHT } else { msg::THEME_DARK });
    let other = move || Some(if dark() { "light" } else { "dark" }.to_owned());
    view! {
        <button type="button" class="icon-button" title=move || name() aria-label=move || name()
            on:click=move |_| session.choose_theme(other())>
            <span aria-hidden="true">{move || if dark() { "☀" } else { "☾" }}</span>
        </button>
    }
}

/// The languages by their own names, as a list.
#[component]
fn LanguageList() -> impl IntoView {
    let session = use_session();
    let option = move |language: Language| {
        let shown = move || session.language.get() == language;
        view! {
            <option value=language.tag() lang=language.tag() dir=language.direction()
                prop:selected=move || shown()>{language.own_name()}</option>
        }
    };
    view! {
        <select class="language-list" aria-label=session.t(msg::LANGUAGE_LABEL) data-testid="language"
            on:change:target=move |event| {
                let chosen = Language::from_tag(&event.target().value());
                // Keeps showing the current language until the texts of the new one are loaded.
                event.target().set_value(session.language.get_untracked().tag());
                chosen.into_iter().for_each(|language| session.choose_language(language));
            }>
            {Language::ALL.map(option).collect_view()}
        </select>
    }
}

/// The languages as buttons, for the first start.
pub fn language_bar(session: Session) -> AnyView {
    let button = move |language: Language| {
        let pressed = move || (session.language.get() == language).to_string();
        view! {
            <button type="button" lang=language.tag() dir=language.direction() aria-pressed=move || pressed()
                on:click=move |_| session.choose_language(language)>{language.own_name()}</button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=session.t(msg::LANGUAGE_LABEL)>
            {Language::ALL.map(button).collect_view()}
        </div>
    }
    .into_any()
}
