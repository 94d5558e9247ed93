//! The frame of every page: title, who one is, whose plans are shown, what is
//! saved, and what is wrong with storage.

use leptos::prelude::*;

use super::widgets::{Keyed, ParticipantPicker, When, foreign};
use crate::i18n::{Language, Message, msg};
use crate::papers::Kind;
use crate::route::{Facet, Page, Text};
use crate::session::{
    Copied, Offline, Saving, Session, Trouble, Views, tied_to_place, use_session, use_views,
};

/// Title, pages, language and the state of saving.
#[component]
pub fn Header() -> impl IntoView {
    let session = use_session();
    let someone = move || session.identity.with(Option::is_some);
    view! {
        <header class="header">
            <div class="header-bar">
                <a class="brand" href="#/plan">
                    <span class="brand-name">{session.t(msg::APP_NAME)}</span>
                    <span class="brand-line">{session.t(msg::APP_LINE)}</span>
                </a>
                <div class="header-tools">
                    <When is=move || someone()><SaveState/><UndoButtons/></When>
                    <ThemeButton/>
                    <LanguageList/>
                </div>
            </div>
            <When is=move || someone()>
                <div class="header-nav">
                    <Pages/>
                    <Whose/>
                </div>
            </When>
        </header>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let session = use_session();
    let views = use_views();
    let link = move |page: Page, name: Message| {
        let same = page.clone();
        let current = move || {
            let here = session
                .page
                .with(|now| std::mem::discriminant(now) == std::mem::discriminant(&same));
            here.then_some("page")
        };
        let count = (page == Page::Contested).then_some(move || contested_count(session, views));
        view! { <li><a href=page.to_hash() aria-current=move || current()>{session.t(name)}{count}</a></li> }
    };
    view! {
        <nav aria-label=session.t(msg::NAV_LABEL)>
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

/// How many fields are contested, where any are.
fn contested_count(session: Session, views: Views) -> Option<AnyView> {
    let count = views.contests.with(|contests| contests.len());
    let number = session.number(u32::try_from(count).unwrap_or(u32::MAX));
    (count > 0).then(|| view! { " "<span class="nav-count">{number}</span> }.into_any())
}

/// Whose plans are shown, and whether they can be changed from here.
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

/// The languages, each by its own name: a list to open, wherever one is.
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
                // It says what is shown, which changes when the texts have come.
                event.target().set_value(session.language.get_untracked().tag());
                chosen.into_iter().for_each(|language| session.choose_language(language));
            }>
            {Language::ALL.map(option).collect_view()}
        </select>
    }
}

/// The languages side by side, for whoever is here for the first time.
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

/// What is wrong, and what to do about it.
#[component]
pub fn Banners() -> impl IntoView {
    let session = use_session();
    let example = move || session.saving.get() == Saving::Example;
    let failed = move || session.saving.get() == Saving::Failed;
    let overdue = Memo::new(move |_| session.overdue());
    view! {
        <When is=move || example()>
            <div class="banner banner-example" role="region" aria-labelledby="example-words">
                <p id="example-words">{session.t(msg::EXAMPLE_BANNER)}</p>
                <button type="button" on:click=move |_| session.leave_example()>
                    {session.t(msg::EXAMPLE_LEAVE)}
                </button>
            </div>
        </When>
        {move || session.copied.get().map(|copied| copy_banner(session, copied))}
        <When is=move || failed()>
            <div class="banner banner-alarm" role="alert" data-testid="not-saved">
                <p>{session.t(msg::TROUBLE_NOT_SAVED)}</p>
                <a class="button" href="#/exchange">{session.t(msg::TROUBLE_EXPORT_NOW)}</a>
            </div>
        </When>
        {(!session.is_copy()).then(|| view! { <Origin/> })}
        {behalf_banner(session, use_views())}
        {move || session.trouble.get().map(|trouble| view! { <TroubleBanner trouble=trouble/> })}
        {move || overdue.get().map(|since| reminder(session, since))}
    }
}

/// That this is a page to be read, from whom, and the way to its snapshot.
fn copy_banner(session: Session, copied: Result<Copied, ()>) -> AnyView {
    let Ok(Copied { by, time, marking, .. }) = copied else {
        return view! {
            <div class="banner banner-alarm" role="alert" data-testid="copy">
                <p>{session.t(msg::COPY_DAMAGED)}</p>
            </div>
        }
        .into_any();
    };
    let words = move || {
        let author = session.author_name(&by);
        session.fill(msg::COPY_BANNER, &[("author", &author), ("time", &session.moment(time))])
    };
    view! {
        <div class="banner banner-example" role="region" aria-labelledby="copy-words" data-testid="copy">
            <p id="copy-words">{move || foreign(session, &words())}</p>
            {(!marking.is_empty()).then(|| view! { <p class="marking"><bdi>{marking}</bdi></p> })}
            <button type="button" on:click=move |_| session.save_copy()>{session.t(msg::EXPORT_BUTTON)}</button>
        </div>
    }
    .into_any()
}

/// What follows from where the app comes from: a host with a newer version,
/// or a file on a disk.
#[component]
fn Origin() -> impl IntoView {
    let session = use_session();
    let disk = if tied_to_place() { msg::OFFLINE_DISK_TIED } else { msg::OFFLINE_DISK };
    view! {
        <When is=move || session.offline.get() == Offline::Newer>
            <div class="banner banner-news" role="region" aria-labelledby="newer-words" data-testid="newer">
                <p id="newer-words">{session.t(msg::OFFLINE_NEWER)}</p>
                <button type="button" on:click=move |_| session.switch_version()>
                    {session.t(msg::OFFLINE_SWITCH)}
                </button>
            </div>
        </When>
        <When is=move || session.offline.get() == Offline::Disk>
            <div class="banner banner-news" role="region" aria-labelledby="disk-words" data-testid="from-disk">
                <p id="disk-words">{session.t(disk)}</p>
                <a class="button" href="#/exchange">{session.t(msg::OFFLINE_FILES)}</a>
            </div>
        </When>
    }
}

#[component]
fn TroubleBanner(trouble: Trouble) -> impl IntoView {
    let session = use_session();
    let words = move || match &trouble {
        Trouble::Blocked(_) => session.text(msg::TROUBLE_BLOCKED).to_owned(),
        Trouble::Full(reason) => session.fill(msg::TROUBLE_FULL, &[("reason", reason)]),
        Trouble::Vanished(count) => session.count_of(msg::TROUBLE_VANISHED, *count),
        Trouble::Partial => session.text(msg::TROUBLE_PARTIAL).to_owned(),
        Trouble::Silent => session.text(msg::TROUBLE_SILENT).to_owned(),
        Trouble::Older => session.text(msg::TROUBLE_OLDER).to_owned(),
        Trouble::Unreadable(count) => session.count_of(msg::TROUBLE_UNREADABLE, *count),
    };
    view! {
        <div class="banner banner-warning" role="alert" data-testid="trouble">
            <p>{move || words()}</p>
            <a class="button" href="#/exchange">{session.t(msg::NAV_EXCHANGE)}</a>
            <button type="button" on:click=move |_| session.dismiss_trouble()>
                {session.t(msg::DISMISS)}
            </button>
        </div>
    }
}

/// That changes have been on this computer only for long.
fn reminder(session: Session, since: i64) -> AnyView {
    let words = move || session.fill(msg::REMINDER_TEXT, &[("time", &session.moment(since))]);
    view! {
        <div class="banner banner-warning" role="region" aria-labelledby="reminder-words" data-testid="reminder">
            <p id="reminder-words">{move || words()}</p>
            <a class="button" href="#/exchange">{session.t(msg::REMINDER_EXPORT)}</a>
            <button type="button" on:click=move |_| session.put_reminder_off()>{session.t(msg::REMINDER_LATER)}</button>
        </div>
    }
    .into_any()
}

/// Others wrote something on behalf of the State whose delegation sits here.
fn behalf_banner(session: Session, views: Views) -> AnyView {
    let count = Memo::new(move |_| {
        let away = session.behalf_put_away.get() || session.page.get() == Page::Contested;
        if away { 0 } else { views.on_behalf.with(Vec::len) }
    });
    let state = move || session.own_state().map(|code| session.name(code)).unwrap_or_default();
    let words = move || {
        let words = session.count_of(msg::BEHALF_BANNER, count.get());
        crate::i18n::fill(&words, &[("state", &state())])
    };
    let banner = move || {
        view! {
            <div class="banner banner-example" role="status" data-testid="on-behalf">
                <p>{words}</p>
                <a class="button" href="#/contested">{session.t(msg::BEHALF_LOOK)}</a>
                <button type="button" on:click=move |_| session.put_behalf_away()>{session.t(msg::DISMISS)}</button>
            </div>
        }
    };
    let some = Memo::new(move |_| count.get() > 0);
    (move || some.get().then(banner)).into_any()
}

/// The edition, and the last thing that happened.
#[component]
pub fn Footer() -> impl IntoView {
    let session = use_session();
    // Each message is an element of its own: it is seen for its time, even if
    // it says what the one before it said.
    let messages = Memo::new(move |before: Option<&Vec<String>>| {
        let text = session.announcement.get();
        let odd = before.and_then(|keys| keys.first()).is_some_and(|key| key.starts_with('1'));
        let number = if odd { '2' } else { '1' };
        if text.is_empty() { Vec::new() } else { vec![format!("{number}{text}")] }
    });
    let message =
        |key: String| view! { <p>{key.get(1..).unwrap_or_default().to_owned()}</p> }.into_any();
    view! {
        <div class="announcement" role="status" aria-live="polite" data-testid="announcement">
            <Keyed keys=messages row=Callback::new(message)/>
        </div>
        <footer class="footer">
            <p>{session.t(msg::FOOTER_PROMISE)}</p>
            <p class="edition">{session.t(msg::FOOTER_EDITION)}" "<code>{crate::reference::EDITION}</code></p>
        </footer>
    }
}
