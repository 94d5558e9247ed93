//! Polls with a time limit; the error says what was awaited.
//!
//! Does not know browsers.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long actions and waits poll: allows for a busy machine, does not measure
/// the app’s speed.
pub const LIMIT: Duration = Duration::from_secs(30);

const FIRST_PAUSE: Duration = Duration::from_millis(15);
const LONGEST_PAUSE: Duration = Duration::from_millis(150);

/// Calls `probe` repeatedly until it returns `Some`, for at most [`LIMIT`].
///
/// An error of the probe counts as "not yet", because pages re-render
/// concurrently. The last one is in the message when the limit is reached.
pub async fn until<T>(what: &str, probe: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_limit(what, LIMIT, probe).await
}

/// [`until`] with another limit.
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
