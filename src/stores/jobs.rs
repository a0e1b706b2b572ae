//! Work that takes one call per item: a few at a time, with an outcome for each, to be paused and gone on with.
//! An item is begun at most once at a time; whatever it does must bear being done twice, since a try whose answer
//! was lost is repeated when somebody asks for it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use bim_api::ApiError;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reactive_stores::Store;

use super::lanes::in_lanes;

/// How many items are under way at once.
const LANES: usize = 4;
/// How often an item is begun anew when the service asks to wait.
const PATIENCE: u32 = 8;

/// What became of an item that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It was done.
    Done,
    /// Nothing was left to do.
    Unneeded,
}

/// One item's call on its way.
pub type Step = Pin<Box<dyn Future<Output = Result<Done, ApiError>>>>;

/// An item that failed, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    index: usize,
    /// What it is, for people.
    pub label: String,
    /// Why.
    pub error: ApiError,
}

/// Where the work stands.
#[derive(Clone, Debug, Default, Store)]
pub struct JobState {
    total: u64,
    done: u64,
    unneeded: u64,
    failed: Vec<Failed>,
    is_running: bool,
    is_pausing: bool,
}

struct Work<T> {
    items: Vec<T>,
    waiting: VecDeque<usize>,
}

/// One piece of work over items of one kind.
pub struct Job<T: 'static> {
    state: Store<JobState>,
    work: StoredValue<Rc<RefCell<Work<T>>>, LocalStorage>,
}

impl<T> Clone for Job<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Job<T> {}

impl<T: Clone + 'static> Default for Job<T> {
    fn default() -> Self {
        let work = Work { items: Vec::new(), waiting: VecDeque::new() };
        Self {
            state: Store::new(JobState::default()),
            work: StoredValue::new_local(Rc::new(RefCell::new(work))),
        }
    }
}

impl<T: Clone + 'static> Job<T> {
    /// Takes these items up, in place of what was there.
    pub fn plan(self, items: Vec<T>) {
        self.state.set(JobState { total: items.len() as u64, ..JobState::default() });
        let waiting = (0..items.len()).collect();
        self.work.with_value(|work| *work.borrow_mut() = Work { items, waiting });
    }

    /// Begins, or goes on. `label` names an item that fails, `step` does one, `finished` is called once nothing is
    /// left or somebody paused.
    pub fn run(
        self,
        label: impl Fn(&T) -> String + 'static,
        step: impl Fn(T) -> Step + 'static,
        finished: impl FnOnce() + 'static,
    ) {
        if self.state.is_running().get_untracked() {
            return;
        }
        self.state.is_running().set(true);
        self.state.is_pausing().set(false);
        let work = self.work.get_value();
        spawn_local(async move {
            let next = std::iter::from_fn(|| {
                // Paused, or gone with its page.
                let is_ended = self.state.is_pausing().try_get_untracked().unwrap_or(true);
                let mut work = work.borrow_mut();
                let index = (!is_ended).then(|| work.waiting.pop_front()).flatten()?;
                Some((index, work.items[index].clone()))
            });
            in_lanes(next, LANES, |(index, item)| {
                let label = label(&item);
                let step = &step;
                async move {
                    let outcome = patiently(|| step(item.clone())).await;
                    self.note(index, label, outcome);
                }
            })
            .await;
            if self.state.is_running().try_set(false).is_none() {
                finished();
            }
        });
    }

    fn note(self, index: usize, label: String, outcome: Result<Done, ApiError>) {
        // The page may be left by now, and with it the state.
        let _ = match outcome {
            Ok(Done::Done) => self.state.done().try_update(|done| *done += 1),
            Ok(Done::Unneeded) => self.state.unneeded().try_update(|unneeded| *unneeded += 1),
            Err(error) => {
                self.state.failed().try_update(|failed| failed.push(Failed { index, label, error }))
            }
        };
    }

    /// Puts what failed back among what waits.
    pub fn requeue_failed(self) {
        let failed = self.state.failed().try_update(std::mem::take).unwrap_or_default();
        self.work
            .with_value(|work| work.borrow_mut().waiting.extend(failed.iter().map(|failed| failed.index)));
    }

    /// Where the work stands, for the views.
    pub fn progress(self) -> JobProgress {
        JobProgress(self.state)
    }
}

/// Where some work stands.
#[derive(Clone, Copy)]
pub struct JobProgress(Store<JobState>);

impl JobProgress {
    /// Begins nothing more; what is under way ends by itself.
    pub fn pause(self) {
        self.0.is_pausing().set(true);
    }

    /// How many items there are.
    pub fn total(self) -> u64 {
        self.0.total().get()
    }

    /// How many were done.
    pub fn done(self) -> u64 {
        self.0.done().get()
    }

    /// At how many nothing was left to do.
    pub fn unneeded(self) -> u64 {
        self.0.unneeded().get()
    }

    /// Those that failed.
    pub fn failed(self) -> Signal<Vec<Failed>> {
        Signal::derive(move || self.0.failed().get())
    }

    /// How many have an outcome.
    pub fn settled(self) -> u64 {
        self.done() + self.unneeded() + self.0.failed().with(Vec::len) as u64
    }

    /// Whether items are under way.
    pub fn is_running(self) -> bool {
        self.0.is_running().get()
    }

    /// Whether somebody paused and items are still under way.
    pub fn is_pausing(self) -> bool {
        self.is_running() && self.0.is_pausing().get()
    }

    /// Whether there was something to do and all of it has an outcome.
    pub fn is_finished(self) -> bool {
        self.total() > 0 && self.settled() == self.total()
    }
}

/// Tries again after as long as the service asks to wait.
async fn patiently(step: impl Fn() -> Step) -> Result<Done, ApiError> {
    let mut tries = 0;
    loop {
        let outcome = step().await;
        tries += 1;
        match &outcome {
            Err(ApiError::Refused { problem, retry_after, .. })
                if problem.status == 429 && tries < PATIENCE =>
            {
                TimeoutFuture::new(retry_after.unwrap_or(1).max(1).saturating_mul(1000)).await;
            }
            _ => return outcome,
        }
    }
}
