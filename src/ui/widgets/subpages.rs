//! Navigation between the views of one page: a row of links below its heading.

use leptos::prelude::*;

use crate::i18n::Message;
use crate::route::Page;
use crate::session::Session;

/// Links to these pages; the current one is marked.
pub fn subpages(
    session: Session,
    label: Message,
    here: &Page,
    pages: impl IntoIterator<Item = (Page, Message)>,
) -> AnyView {
    let link = |(page, name): (Page, Message)| {
        let current = (page == *here).then_some("page");
        view! { <li><a href=page.to_hash() aria-current=current>{session.t(name)}</a></li> }
    };
    let links = pages.into_iter().map(link).collect_view();
    view! { <nav class="subpages" aria-label=session.t(label)><ul>{links}</ul></nav> }.into_any()
}
