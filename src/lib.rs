//! The RevCon3 tracker: follow the 2018–2024 implementation plans of the UN
//! Programme of Action on small arms and of the International Tracing
//! Instrument, offline, from one State's desk to the chair's table.
//!
//! The modules in reading order. An arrow means "may name":
//!
//! ```text
//! domain, i18n  <-  reference  <-  snapshot  <-  report  <-  desk, view  <-  papers, route  <-  session  <-  ui
//!                                                            ^                ^                     |
//!                                                          keeping           cli                 browser  ->  keeping
//! ```
//!
//! Everything left of `session` is pure and runs natively; `session`, `browser`
//! and `ui` exist only in the browser.

pub mod desk;
pub mod domain;
pub mod i18n;
pub mod keeping;
pub mod papers;
pub mod reference;
pub mod report;
pub mod route;
pub mod snapshot;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod ui;
