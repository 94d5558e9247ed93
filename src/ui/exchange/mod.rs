//! Sending and receiving snapshots, and sheets for spreadsheet programs.

mod arrivals;
mod departure;
mod details;
mod export;
mod filled;
mod imports;
mod plan;
mod receive;
mod sheet;

use leptos::prelude::*;

use self::arrivals::Arrivals;
use self::export::Export;
use self::imports::Imports;
use self::receive::Receive;
use self::sheet::Sheet;
use crate::i18n::{Message, msg};
use crate::session::{Session, use_session};
use crate::ui::widgets::When;

/// The page.
#[component]
pub fn ExchangePage() -> impl IntoView {
    let session = use_session();
    // The desk may have changed since the files were read.
    session.preview_anew();
    let arrived = move || session.arrivals.with(|list| !list.is_empty());
    let imported = move || session.imports.with(|imports| !imports.is_empty());
    view! {
        <div class="exchange">
            <h1>{session.t(msg::EXCHANGE_TITLE)}</h1>
            <p class="lead">{session.t(msg::EXCHANGE_LEAD)}</p>
            <When is=move || arrived()><Arrivals/></When>
            <div class="exchange-sides">
                <Export/>
                <Receive/>
            </div>
            <Sheet/>
            <When is=move || imported()><Imports/></When>
        </div>
    }
}

/// A number in a column of numbers.
fn count_cell(session: Session, label: Message, id: &'static str, count: usize) -> AnyView {
    let words = move || session.number(u32::try_from(count).unwrap_or(u32::MAX));
    view! {
        <td role="cell" class="number" class:nothing=(count == 0)>
            <span class="cell-label">{session.t(label)}" "</span>
            <span data-testid=id>{move || words()}</span>
        </td>
    }
    .into_any()
}
