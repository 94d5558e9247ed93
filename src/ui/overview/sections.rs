//! The overview by section: counts of all States together, and what stands in
//! their way, in their own words.

use leptos::prelude::*;

use super::Named;
use crate::domain::entry::Standing;
use crate::domain::participant::ParticipantCode;
use crate::domain::rollup::Tally;
use crate::i18n::msg;
use crate::reference::{outline, standing_message};
use crate::session::Session;
use crate::ui::widgets::{ProgressBar, foreign};
use crate::view::overview::{Row, by_section};

/// Sections and statuses, with a bar and the counts.
pub fn sections(session: Session, named: Named) -> AnyView {
    let head = Standing::ALL.into_iter().map(|standing| {
        view! {
            <th scope="col">
                <span aria-hidden="true">{standing.glyph()}" "</span>
                {session.t(standing_message(standing))}
            </th>
        }
    });
    let body = move || {
        let rows: Vec<Row> = named.with(|rows| rows.iter().map(|(_, row)| row.clone()).collect());
        let lines = by_section(outline(), &rows);
        lines.into_iter().map(|(index, tally)| section(session, index, tally)).collect_view()
    };
    view! {
        <div class="overview-scroll" tabindex="0" role="region" aria-label=session.t(msg::OVERVIEW_SECTIONS)>
            <table class="overview-table" data-testid="sections">
                <thead><tr>
                    <th scope="col">{session.t(msg::OVERVIEW_SECTION)}</th>
                    {head.collect_view()}
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn section(session: Session, index: usize, tally: Tally) -> AnyView {
    let Some(element) = outline().elements().get(index) else {
        return ().into_any();
    };
    let number = |standing| view! { <td>{session.number(tally.at(standing))}</td> };
    view! {
        <tr data-id=element.id.clone()>
            <th scope="row">
                <a href=format!("#/plan/{}", element.id)>{session.element_label(element)}</a>
                <ProgressBar tally=Signal::stored(tally)/>
            </th>
            {Standing::ALL.into_iter().map(number).collect_view()}
        </tr>
    }
    .into_any()
}

/// What stands in the way, element by element, as each State puts it.
pub fn obstacles(session: Session) -> AnyView {
    let found =
        session.desk.with(|desk| crate::view::overview::obstacles(desk.ledger(), outline()));
    if found.is_empty() {
        return view! { <p class="empty">{session.t(msg::OVERVIEW_NO_OBSTACLES)}</p> }.into_any();
    }
    let block = |(index, said): (usize, Vec<(ParticipantCode, String)>)| {
        let element = outline().elements().get(index)?;
        let names = session.named(said.iter().map(|(code, _)| *code));
        let quote = |(name, code): (String, ParticipantCode)| {
            let words = said.iter().find(|(other, _)| *other == code);
            let words = words.map(|(_, words)| foreign(session, words));
            view! { <li><strong>{name}</strong><blockquote dir="auto">{words}</blockquote></li> }
        };
        Some(view! {
            <section>
                <h2><a href=format!("#/plan/{}", element.id)>
                    <bdi dir="ltr">{element.id.clone()}</bdi>" "{session.element_label(element)}
                </a></h2>
                <ul>{names.into_iter().map(quote).collect_view()}</ul>
            </section>
        })
    };
    let blocks = found.into_iter().filter_map(block).collect_view();
    view! { <div class="obstacles" data-testid="obstacles">{blocks}</div> }.into_any()
}
