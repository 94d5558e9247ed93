//! Waiting by polling, with a limit and a message that says what was waited for.
//!
//! Knows no browser.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long an action or a wait polls before it gives up: patience with a busy machine, no measure
/// of the app’s speed.
pub const LIMIT: Duration = Duration::from_secs(30);

const FIRST_PAUSE: Duration = Duration::from_millis(15);
const LONGEST_PAUSE: Duration = Duration::from_millis(150);

/// Asks `probe` again and again until it answers `Some`, for at most [`LIMIT`].
///
/// An error of the probe counts as "not yet": pages re-render under the driver's feet. The last
/// one is in the message when time runs out.
pub async fn until<T>(what: &str, probe: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_limit(what, LIMIT, probe).await
}

/// [`until`] with a limit of its own.
pub(crate) async fn until_limit<T>(
    what: &str,
    limit: Duration,
    mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        let last = match probe().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if start.elapsed() >= limit {
            match last {
                None => bail!("waited {} s in vain for {what}", limit.as_secs()),
                Some(error) => {
                    return Err(error.context(format!("waited {} s for {what}", limit.as_secs())));
                }
            }
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
