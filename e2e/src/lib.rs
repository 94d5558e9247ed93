//! Drives the built app in a real browser over WebDriver, as its users would.
//!
//! Owns the static server, the browser's processes, and the page object [`App`].
//! Knows nothing of what the app shows: that is in `tests/browser/`.
//!
//! # Writing a scenario
//!
//! ```ignore
//! use e2e::{Result, label, role, scenario, text};
//!
//! #[test]
//! fn a_tag_survives_a_killed_browser() -> Result<()> {
//!     scenario("a_tag_survives_a_killed_browser", async |app| {
//!         app.open("#/plan/PoA.1.a").await?;
//!         app.click(role("radio", "Implemented")).await?;
//!         app.fill(label("Note"), "Law 123/2020").await?;
//!         app.wait_text("[role=status]", "Saved").await?;
//!         app.kill_browser().await?;
//!         app.reopen().await?;
//!         app.open("#/plan/PoA.1.a").await?;
//!         assert_eq!(app.value(label("Note")).await?, "Law 123/2020");
//!         Ok(())
//!     })
//! }
//! ```
//!
//! * `scenario` serves `dist/` under `/revcon3/`, starts a browser on an empty profile, runs
//!   the steps, and always quits the browser. At the end it asserts that there was **no console
//!   error, no violation of the page's content security policy, and no request to another
//!   host**. A scenario that provokes one on purpose takes it off the list
//!   ([`App::take_violations`], [`App::take_console_errors`], [`App::take_foreign_requests`]).
//! * [`scenario_with`] takes a [`Setup`]: language, window size, another folder to serve.
//! * Elements are named by a [`Find`]: [`text`], [`role`], [`label`], [`testid`], or CSS (a plain
//!   `&str`). They match visible elements only; an exact name wins over a part of it. Narrow
//!   down with [`Find::within`] and [`Find::nth`].
//! * Every action and `wait…` polls for up to [`LIMIT`]; scenarios never sleep. Plain questions
//!   about many elements ([`App::count`], [`App::texts`]) answer at once: use
//!   [`App::wait_until`] around them.
//! * `assert!` and `?` are both fine: either way a screenshot, the page's text and the browser's
//!   log go to `target/e2e-failures/<scenario>.*`, or by `cargo xtask test` into a folder of the
//!   browser's name there.
//! * At most two scenarios run at once, whatever libtest's thread count.
//!
//! # Environment
//!
//! `cargo xtask test` sets all of it. By hand:
//!
//! | variable | meaning | when unset |
//! |---|---|---|
//! | `E2E_DIST` | the folder to serve | `dist/` |
//! | `E2E_AXE` | path of `axe.min.js` | [`App::axe`] fails and says so |
//! | `E2E_SHOTS` | where [`App::screenshot`] writes | no screenshots |
//! | `E2E_FAILURES` | where failures are kept | `target/e2e-failures/` |
//! | `E2E_REPORTS` | where figures are kept | `target/e2e-report/` |
//! | `E2E_REVCON3` | the command line, which makes other people's files | it is built |
//! | `E2E_BROWSER` | `chromium` or `firefox` | `chromium` |
//! | `E2E_CHROMEDRIVER` | Chromium's driver | `chromedriver` on `PATH` |
//! | `E2E_CHROMIUM` | Chromium | the driver's own choice |
//! | `E2E_GECKODRIVER` | Firefox's driver | `geckodriver` on `PATH` |
//! | `E2E_FIREFOX` | Firefox | `/usr/bin/firefox-esr` |

mod act;
mod app;
mod axe;
mod browser;
mod chromium;
mod emulate;
mod files;
mod find;
mod firefox;
mod netlog;
mod process;
mod report;
mod scenario;
mod server;
mod setup;
mod wait;
mod watch;

pub use anyhow::{Context, Result, bail, ensure};
pub use app::{App, Tab};
pub use axe::{AxeReport, AxeViolation};
pub use browser::Kind;
pub use files::Download;
pub use find::{Find, css, label, role, testid, text};
pub use report::report;
pub use scenario::{scenario, scenario_with};
pub use serde_json::{Value, json};
pub use server::Server;
pub use setup::{Setup, Site, failures};
pub use thirtyfour::{Key, TypingData, WebElement};
pub use wait::{LIMIT, until};
