//! Works a job off: a few tasks at once, each step sent until it is known what came of it. A step whose answer was lost
//! is looked for before it is sent again.

use bim_api::ApiError;
use futures_util::stream::{FuturesUnordered, StreamExt};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::job::{Job, Step, now};
use super::{Hands, Outcome};
use crate::stores::Holder;
use crate::stores::changes::Made;

/// How often a step is tried while the service fails or cannot be reached.
const TRIES: u32 = 4;
/// How often a step is tried while the service asks to wait.
const PATIENCE: u32 = 20;
/// How often it is looked whether a pause ends, in milliseconds.
const TICK: u32 = 250;
/// How many waiting tasks are looked at for one whose person is free.
const AHEAD: usize = 64;

/// What a try of a task came to.
enum Try {
    Settled(Outcome),
    /// Stopped before it came to its end: it waits again.
    Later,
}

/// Works off what waits, until nothing does or somebody stops it.
pub(super) async fn run(job: Job, hands: Hands) {
    let mut under_way = FuturesUnordered::new();
    loop {
        while !job.is_stopping()
            && under_way.len() < job.with(|work| work.pace.limit(hands.together.most()))
            && let Some((at, holder)) = claim(job, hands)
        {
            under_way.push(async move {
                let tried = hands.together.run(attempt(job, hands, at, &holder)).await;
                release(hands, &holder);
                match tried {
                    Try::Settled(outcome) => job.settle(at, outcome),
                    Try::Later => job.put_back(at),
                }
            });
        }
        if under_way.next().await.is_some() {
            continue;
        }
        if job.is_stopping() || job.with(|work| work.waiting.is_empty()) {
            return;
        }
        // Another job is changing whoever is left.
        TimeoutFuture::new(TICK).await;
    }
}

/// The next task whose person nobody else is changing.
fn claim(job: Job, hands: Hands) -> Option<(usize, Holder)> {
    let busy = hands.busy.try_get_value()?;
    let mut busy = busy.borrow_mut();
    job.with(|work| {
        let mut ahead = work.waiting.iter().take(AHEAD);
        let place = ahead.position(|&at| !busy.contains(&work.tasks[at].holder))?;
        let at = work.waiting.remove(place)?;
        let holder = work.tasks[at].holder.clone();
        busy.insert(holder.clone());
        Some((at, holder))
    })
}

fn release(hands: Hands, holder: &Holder) {
    // The stores may be gone with their person.
    if let Some(busy) = hands.busy.try_get_value() {
        busy.borrow_mut().remove(holder);
    }
}

async fn attempt(job: Job, hands: Hands, at: usize, holder: &Holder) -> Try {
    let mut tries = 0;
    loop {
        if !is_let_through(job).await {
            return Try::Later;
        }
        let step = match job.next_step(at) {
            Ok(step) => step,
            Err(outcome) => return Try::Settled(outcome),
        };
        let begun = now();
        match take(&step, hands, holder).await {
            Ok(None) => job.note_doubt(at, false),
            Ok(Some(done)) => {
                tries = 0;
                job.note_step(at, done);
            }
            Err(error) => {
                tries += 1;
                let is_sent = !matches!(error, ApiError::NotSent(_) | ApiError::ReadOnly);
                if is_sent && error.is_outcome_unknown() {
                    job.note_doubt(at, true);
                }
                if let Some(tried) = judge(job, error, begun, tries) {
                    return tried;
                }
            }
        }
    }
}

/// One call: the step, or the look whether it was done. Nothing says that it was not.
async fn take(step: &Step, hands: Hands, holder: &Holder) -> Result<Option<Made>, ApiError> {
    if step.is_doubtful {
        return Ok(step.change().is_made(hands.tools, holder).await?.then_some(Made::Done));
    }
    step.change().send(hands.tools, holder).await.map(Some)
}

/// What a failure means: nothing where the step is tried again.
fn judge(job: Job, error: ApiError, begun: f64, tries: u32) -> Option<Try> {
    let status = error.status();
    let is_busy = status == Some(429) || status == Some(503);
    let is_trouble = is_busy || error.is_outcome_unknown();
    if is_trouble {
        let retry_after = match &error {
            ApiError::Refused { retry_after, .. } => *retry_after,
            _ => None,
        };
        job.slow_down(begun, tries, retry_after);
        if tries < if is_busy { PATIENCE } else { TRIES } {
            return None;
        }
    }
    match (&error, status) {
        // Nobody signed in again.
        (_, Some(401)) => {
            job.stop(Some(error));
            return Some(Try::Later);
        }
        // Nothing more will be allowed, or will arrive, either: the rest waits.
        (ApiError::ReadOnly | ApiError::Transport { .. }, _) | (_, Some(403)) => {
            job.stop(Some(error.clone()))
        }
        _ => {}
    }
    Some(Try::Settled(Outcome::Failed(Box::new(error))))
}

/// Waits while the service is given time. Answers whether to go on.
async fn is_let_through(job: Job) -> bool {
    loop {
        if job.is_stopping() {
            return false;
        }
        let Some(left) = job.with(|work| work.pace.hold(now())) else {
            job.note_hold(false);
            return true;
        };
        job.note_hold(left > 1000.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between nothing and a tick"
        )]
        let wait = left.min(f64::from(TICK)).ceil() as u32;
        TimeoutFuture::new(wait).await;
    }
}
