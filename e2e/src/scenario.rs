//! Runs one scenario: starts a browser, runs the steps and the checks, and always ends the browser.

use std::{
    any::Any,
    panic::AssertUnwindSafe,
    sync::{Condvar, Mutex, PoisonError},
};

use anyhow::{Context, Result, anyhow};
use futures_util::FutureExt;

use crate::{app::App, setup::Setup};

/// The maximum number of concurrent scenarios: more only slow each other down on two cores.
const AT_ONCE: usize = 2;

/// Runs `steps` on the built app, in English, at 1280 × 900.
pub fn scenario(name: &str, steps: impl AsyncFnOnce(&mut App) -> Result<()>) -> Result<()> {
    scenario_with(name, Setup::default(), steps)
}

/// [`scenario`] with another language, size or folder.
pub fn scenario_with(
    name: &str,
    setup: Setup,
    steps: impl AsyncFnOnce(&mut App) -> Result<()>,
) -> Result<()> {
    let _turn = Turn::wait();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(name, setup, steps)).with_context(|| format!("scenario {name}"))
}

async fn run(
    name: &str,
    setup: Setup,
    steps: impl AsyncFnOnce(&mut App) -> Result<()>,
) -> Result<()> {
    let limit = setup.limit;
    let mut app = App::start(setup).await?;
    let guarded = AssertUnwindSafe(steps(&mut app)).catch_unwind();
    let mut outcome = match tokio::time::timeout(limit, guarded).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => Err(anyhow!("{}", message(panic.as_ref()))),
        Err(_) => Err(anyhow!("it took longer than {} s", limit.as_secs())),
    };
    if outcome.is_ok() {
        outcome = app.check().await;
    }
    if let Err(error) = &outcome {
        app.save_failure(name, &format!("{error:#}")).await;
    }
    // A failure while closing is reported only if nothing else failed.
    outcome.and(app.end().await)
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "it panicked".to_owned())
}

static RUNNING: Mutex<usize> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// A permit to run.
struct Turn;

impl Turn {
    fn wait() -> Self {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running =
            FREED.wait_while(running, |n| *n >= AT_ONCE).unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREED.notify_one();
    }
}
