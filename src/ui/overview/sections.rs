//! The overview by section: counts of all States or of one, at two moments; and
//! the obstacles in the States' own words.

use leptos::prelude::*;

use super::moments::{Moments, choices, until};
use super::{Named, one};
use crate::domain::diff::claimed_by;
use crate::domain::entry::Standing;
use crate::domain::participant::ParticipantCode;
use crate::domain::rollup::Tally;
use crate::i18n::msg;
use crate::reference::{outline, standing_message};
use crate::session::{Chosen, Form, Session};
use crate::ui::widgets::{ProgressBar, foreign};
use crate::view::overview::{Group, Row, by_section, rows_of_part};

/// Sections and statuses with bars and counts; compared with another day if one
/// is chosen.
pub fn sections(session: Session, named: Named, shown: Memo<Group>) -> AnyView {
    let moments = Moments::new();
    let now = Memo::new(move |_| moments.shown.with(|shown| rows_at(session, named, shown)));
    let then = Memo::new(move |_| {
        let chosen = moments.beside.get();
        until(session, &chosen).map(|_| rows_at(session, named, &chosen))
    });
    let body = move || {
        let before = then.with(|rows| rows.as_ref().map(|rows| by_section(outline(), rows)));
        let lines = now.with(|rows| by_section(outline(), rows)).into_iter().enumerate();
        let line = |(place, (index, tally)): (usize, (usize, Tally))| {
            let before = before.as_ref().and_then(|all| all.get(place)).map(|(_, tally)| *tally);
            section(session, index, tally, before)
        };
        lines.map(line).collect_view()
    };
    // What one State says is told of now only.
    let one = move || {
        (moments.shown.with(|shown| *shown == Chosen::Now)).then(|| one::one(session, shown.get()))
    };
    view! {
        {choices(session, moments)}
        <div class="overview-scroll" tabindex="0" role="region" aria-label=session.t(msg::OVERVIEW_SECTIONS)>
            <table class="overview-table" data-testid="sections">
                <thead><tr>
                    <th scope="col">{session.t(msg::OVERVIEW_SECTION)}</th>
                    {Standing::ALL.map(|standing| head(session, standing)).collect_view()}
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {ways_out(session, now, moments)}
        {one}
    }
    .into_any()
}

fn head(session: Session, standing: Standing) -> AnyView {
    view! {
        <th scope="col">
            <span aria-hidden="true">{standing.glyph()}" "</span>
            {session.t(standing_message(standing))}
        </th>
    }
    .into_any()
}

/// Saves the bars as a picture.
fn ways_out(session: Session, rows: Memo<Vec<Row>>, moments: Moments) -> AnyView {
    let save = move |form| {
        let day = until(session, &moments.shown.get_untracked());
        rows.with_untracked(|rows| session.save_picture(rows, day, form));
    };
    view! {
        <p class="picture-ways">
            <button type="button" data-testid="picture-svg" on:click=move |_| save(Form::Svg)>
                {session.t(msg::PICTURE_SVG)}
            </button>
            <button type="button" data-testid="picture-png" on:click=move |_| save(Form::Png)>
                {session.t(msg::PICTURE_PNG)}
            </button>
        </p>
    }
    .into_any()
}

/// The rows as they are, or as they were at the end of a day.
fn rows_at(session: Session, named: Named, chosen: &Chosen) -> Vec<Row> {
    let rows: Vec<Row> = named.with(|rows| rows.iter().map(|(_, row)| row.clone()).collect());
    let Some(day) = until(session, chosen) else { return rows };
    let codes: Vec<ParticipantCode> = rows.iter().map(|row| row.code).collect();
    session.desk.with(|desk| rows_of_part(desk.ledger(), outline(), &codes, &claimed_by(day)))
}

fn section(session: Session, index: usize, tally: Tally, before: Option<Tally>) -> AnyView {
    let Some(element) = outline().elements().get(index) else {
        return ().into_any();
    };
    let then = |standing| before.map(|before| before.at(standing));
    let number = |standing| {
        let now = session.number(tally.at(standing));
        let words = match then(standing) {
            Some(then) if then != tally.at(standing) => {
                let arrow = session.language.get().arrow();
                format!("{} {arrow} {now}", session.number(then))
            }
            _ => now,
        };
        let zero = then(standing).unwrap_or_default() + tally.at(standing) == 0;
        view! { <td class:zero=zero>{words}</td> }
    };
    let bar = |tally: Tally| view! { <ProgressBar tally=Signal::stored(tally)/> };
    view! {
        <tr data-id=element.id.clone()>
            <th scope="row">
                <a href=format!("#/plan/{}", element.id)>{session.element_label(element)}</a>
                {before.map(bar)}
                {bar(tally)}
            </th>
            {Standing::ALL.into_iter().map(number).collect_view()}
        </tr>
    }
    .into_any()
}

/// The obstacles by element, in each State's words.
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
