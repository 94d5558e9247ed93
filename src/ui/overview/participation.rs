//! Which States have stated something, and which have not: a working list, not
//! a judgement.

use leptos::prelude::*;

use super::Named;
use crate::i18n::msg;
use crate::reference::participants;
use crate::session::Session;
use crate::ui::widgets::foreign;
use crate::view::overview::{Group, Row};

/// The id of the area with the text for an e-mail.
const AREA: &str = "reminder-text";

/// The participating States.
pub fn participation(session: Session, named: Named) -> AnyView {
    let body = move || {
        named.with(|rows| {
            let spoken = rows.iter().filter(|(_, row)| row.last.is_some());
            spoken.map(|(name, row)| line(session, name, row)).collect_view()
        })
    };
    let heads = [
        msg::EXPORT_STATE,
        msg::OVERVIEW_STATED,
        msg::OVERVIEW_OWN,
        msg::OVERVIEW_SENT,
        msg::OVERVIEW_EDITION,
        msg::OVERVIEW_LAST,
    ];
    view! {
        <div class="overview-scroll" tabindex="0" role="region"
            aria-label=session.t(msg::OVERVIEW_PARTICIPATION)>
            <table class="overview-table" data-testid="participation">
                <thead><tr>
                    {heads.map(|head| view! { <th scope="col">{session.t(head)}</th> }).collect_view()}
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {move || silent(session, named)}
    }
    .into_any()
}

fn line(session: Session, name: &str, row: &Row) -> AnyView {
    let (part, whole) = (session.number(row.tally.stated()), session.number(row.tally.total()));
    let stated = session.fill(msg::ROW_STATED, &[("stated", &part), ("total", &whole)]);
    let own = if row.own { msg::OVERVIEW_YES } else { msg::OVERVIEW_NO };
    let (sent, edition) = session.sent(row.code).unzip();
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td>{stated}</td>
            <td>{session.t(own)}</td>
            <td>{sent.map(|sent| session.moment(sent))}</td>
            <td><bdi>{edition.map(|id| foreign(session, &id))}</bdi></td>
            <td>{row.last.map(|last| session.moment(last))}</td>
        </tr>
    }
    .into_any()
}

/// The silent States: of the shown group, or else of the OSCE participating
/// States.
fn silent(session: Session, named: Named) -> AnyView {
    let mut codes: Vec<_> = named.with(|rows| {
        let silent = rows.iter().filter(|(_, row)| row.last.is_none());
        silent.map(|(_, row)| row.code).collect()
    });
    if codes.is_empty() {
        codes = session.desk.with(|desk| {
            let present = desk.ledger().participants();
            let mut osce = Group::Osce.members(participants(), &present);
            osce.retain(|code| !present.contains(code));
            osce
        });
    }
    if codes.is_empty() {
        return ().into_any();
    }
    let names: Vec<String> = session.named(codes).into_iter().map(|(name, _)| name).collect();
    let title = session.count_of(msg::OVERVIEW_SILENT, names.len());
    let all = session.list(&names);
    let text = session.fill(msg::OVERVIEW_REMINDER_TEXT, &[("states", &all)]);
    let text = StoredValue::new(text);
    view! {
        <section class="silent" data-testid="silent">
            <h2>{title}</h2>
            <p>{all}</p>
            <label for=AREA>{session.t(msg::OVERVIEW_REMINDER)}</label>
            <textarea id=AREA readonly rows="5" dir="auto" prop:value=text.get_value()></textarea>
            <button type="button" on:click=move |_| session.copy_text(text.get_value(), AREA)>
                {session.t(msg::EXPORT_COPY)}
            </button>
        </section>
    }
    .into_any()
}
