//! Where a job stands, as views see it.

use bim_api::ApiError;

/// Whether anything is under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum JobPhase {
    /// Tasks are under way.
    #[default]
    Running,
    /// No more are begun; those under way come to their end.
    Stopping,
    /// Some wait until somebody goes on.
    Paused,
    /// Each has an outcome.
    Over,
}

/// What came of a task.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Outcome {
    /// It waits or is under way.
    #[default]
    Waiting,
    /// It was done.
    Done,
    /// Nothing was left to do.
    Unneeded,
    /// It was not done, or nobody knows; and why. Boxed: each of a hundred thousand tasks has room for it.
    Failed(Box<ApiError>),
    /// The job was cancelled before.
    Cancelled,
}

/// A task that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// What people call it.
    pub label: String,
    /// Why.
    pub error: ApiError,
}

/// Counts, and what is being waited for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// How many tasks there are.
    pub total: usize,
    /// How many were done.
    pub done: usize,
    /// At how many nothing was left to do.
    pub unneeded: usize,
    /// How many failed.
    pub failed: usize,
    /// How many were not begun when the job was cancelled.
    pub cancelled: usize,
    /// How many sessions ended with keys that were revoked.
    pub ended: u64,
    /// Whether anything is under way.
    pub phase: JobPhase,
    /// Why the job paused by itself.
    pub why: Option<ApiError>,
    /// Seconds until it is through at the rate so far.
    pub left: Option<u32>,
    /// The service asks to wait, or seems to need it.
    pub is_held: bool,
}

impl Progress {
    /// How many have an outcome.
    pub fn settled(&self) -> usize {
        self.done + self.unneeded + self.failed + self.cancelled
    }

    /// Whether tasks are under way.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, JobPhase::Running | JobPhase::Stopping)
    }

    /// Whether each task has an outcome.
    pub fn is_over(&self) -> bool {
        self.phase == JobPhase::Over
    }

    /// Counts one more of these.
    pub(super) fn count(&mut self, outcome: &Outcome) {
        *self.of(outcome) += 1;
    }

    /// Counts this many fewer.
    pub(super) fn forget_failed(&mut self) {
        self.failed = 0;
    }

    fn of(&mut self, outcome: &Outcome) -> &mut usize {
        match outcome {
            Outcome::Done => &mut self.done,
            Outcome::Unneeded => &mut self.unneeded,
            Outcome::Failed(_) => &mut self.failed,
            Outcome::Waiting | Outcome::Cancelled => &mut self.cancelled,
        }
    }
}
