//! Waiting for a condition, never for a time.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

/// How long anything may take before the story has failed; long, since a machine may be busy.
const DEADLINE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(40);

/// Asks until there is an answer. `Ok(None)` and errors mean "not yet"; the last error explains the failure.
pub(crate) async fn until<T, F>(what: &str, mut ask: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        let unmet = match ask().await {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => anyhow!("it never came true"),
            Err(error) => error,
        };
        if started.elapsed() > DEADLINE {
            return Err(unmet).with_context(|| format!("waited {} s for {what}", DEADLINE.as_secs()));
        }
        tokio::time::sleep(PAUSE).await;
    }
}
