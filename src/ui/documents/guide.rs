//! Who is asked to report what, on one page.

use leptos::prelude::*;

use crate::i18n::msg;
use crate::reference::outline;
use crate::session::Session;
use crate::view::guide::{GUIDE, Reporting};

/// The quick reference.
pub fn guide(session: Session) -> AnyView {
    let heads = [
        msg::GUIDE_WHAT,
        msg::GUIDE_WHO,
        msg::GUIDE_TO,
        msg::GUIDE_OFTEN,
        msg::GUIDE_BASIS,
        msg::GUIDE_PLACE,
    ];
    let head = heads.map(|head| view! { <th scope="col">{session.t(head)}</th> });
    view! {
        <p class="lead">{session.t(msg::GUIDE_LEAD)}</p>
        <div class="overview-scroll" tabindex="0" role="region" aria-label=session.t(msg::DOCUMENTS_GUIDE)>
            <table class="overview-table guide" data-testid="guide">
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{GUIDE.iter().map(|row| line(session, row)).collect_view()}</tbody>
            </table>
        </div>
        <p class="hint">{session.t(msg::GUIDE_NOTE)}</p>
    }
    .into_any()
}

fn line(session: Session, row: &'static Reporting) -> AnyView {
    let place = |id: &&'static str| {
        let taggable = outline().get(id).is_some_and(|element| element.taggable);
        let id = *id;
        match taggable {
            true => view! { <li><a href=format!("#/plan/{id}")><bdi dir="ltr">{id}</bdi></a></li> }
                .into_any(),
            false => view! { <li><bdi dir="ltr">{id}</bdi></li> }.into_any(),
        }
    };
    let basis = |text: &&'static str| view! { <li><bdi dir="ltr">{*text}</bdi></li> };
    view! {
        <tr>
            <th scope="row">{session.t(row.what)}</th>
            <td>{session.t(row.who)}</td>
            <td>{session.t(row.to)}</td>
            <td>{session.t(row.often)}</td>
            <td><ul class="guide-places">{row.basis.iter().map(basis).collect_view()}</ul></td>
            <td><ul class="guide-places">{row.places.iter().map(place).collect_view()}</ul></td>
        </tr>
    }
    .into_any()
}
