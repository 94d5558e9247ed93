//! Sending and receiving snapshots, and sheets for spreadsheet programs.

mod arrivals;
mod departure;
mod export;
mod filled;
mod plan;
mod sheet;

use leptos::prelude::*;

use self::arrivals::Receive;
use self::export::Export;
use self::sheet::Sheet;
use crate::i18n::msg;
use crate::session::use_session;

/// The page.
#[component]
pub fn ExchangePage() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="exchange">
            <h1>{session.t(msg::EXCHANGE_TITLE)}</h1>
            <p class="lead">{session.t(msg::EXCHANGE_LEAD)}</p>
            <div class="exchange-sides">
                <Export/>
                <Receive/>
            </div>
            <Sheet/>
        </div>
    }
}
