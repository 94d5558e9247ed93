//! Banners above every page: problems, news and reminders.

use leptos::prelude::*;

use crate::i18n::msg;
use crate::route::Page;
use crate::session::{
    Copied, Offline, Saving, Session, Trouble, Views, tied_to_place, use_session, use_views,
};
use crate::ui::widgets::{When, foreign};

/// All banners.
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

/// This is a read-only page: who shared it, and how to save its snapshot.
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

/// Notices that depend on where the app was loaded from: a host with a newer
/// version, or a file on disk.
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

/// Reminds of changes that have been only on this computer for long.
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

/// Notice of values that others wrote on behalf of the user's State.
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
