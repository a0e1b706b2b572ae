//! One job: its tasks with what came of each, and the verbs that steer it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bim_api::ApiError;
use leptos::prelude::*;

use super::pace::Pace;
use super::report::report;
use super::{Failed, Hands, Holder, JobPhase, JobPlan, Outcome, Progress, Task};
use crate::stores::changes::{Change, Made};

/// How often it is drawn at most how many are through: each would take longer to draw than to do.
const SHOWING: Duration = Duration::from_millis(150);

/// How far a task is.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub(super) outcome: Outcome,
    /// How many of its steps were done.
    pub(super) made: usize,
    /// Whether any of them changed something.
    pub(super) has_changed: bool,
    /// Whether the next step may have been done: its answer was lost.
    pub(super) is_doubtful: bool,
}

/// A step of a task.
pub(super) struct Step {
    changes: Arc<[Change]>,
    at: usize,
    /// Whether it may have been done.
    pub(super) is_doubtful: bool,
}

impl Step {
    pub(super) fn change(&self) -> &Change {
        &self.changes[self.at]
    }
}

pub(super) struct Work {
    pub(super) tasks: Vec<Task>,
    pub(super) standing: Vec<Standing>,
    pub(super) waiting: VecDeque<usize>,
    pub(super) failed: Vec<usize>,
    pub(super) pace: Pace,
    pub(super) links: Vec<(String, String)>,
    is_cancelled: bool,
    /// What came of some tasks is about to be drawn.
    is_showing: bool,
    after: Rc<dyn Fn()>,
}

/// Handle of one job.
#[derive(Clone, Copy)]
pub struct Job {
    id: u32,
    state: RwSignal<Progress>,
    work: StoredValue<Rc<RefCell<Work>>, LocalStorage>,
    title: StoredValue<String>,
    unneeded: &'static str,
    /// How many views show it in full: it needs no other place then.
    shown: RwSignal<u32>,
    hands: Hands,
    person: u32,
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Job {
    /// A job that waits to be begun.
    pub(super) fn new(id: u32, plan: JobPlan, hands: Hands, after: Rc<dyn Fn()>) -> Self {
        let JobPlan { title, unneeded, tasks } = plan;
        let total = tasks.len();
        let work = Work {
            standing: vec![Standing::default(); total],
            waiting: (0..total).collect(),
            failed: Vec::new(),
            pace: Pace::new(now()),
            links: Vec::new(),
            is_cancelled: false,
            is_showing: false,
            tasks,
            after,
        };
        let state = Progress { total, phase: JobPhase::Paused, ..Progress::default() };
        Self {
            id,
            state: RwSignal::new(state),
            work: StoredValue::new_local(Rc::new(RefCell::new(work))),
            title: StoredValue::new(title),
            unneeded,
            shown: RwSignal::new(0),
            person: hands.tools.client.person(),
            hands,
        }
    }

    /// Tells one from another.
    pub fn id(self) -> u32 {
        self.id
    }

    /// What is under way, in words.
    pub fn title(self) -> String {
        self.title.get_value()
    }

    /// What is said of tasks at which nothing was left to do.
    pub fn unneeded(self) -> &'static str {
        self.unneeded
    }

    /// Where it stands.
    pub fn progress(self) -> Signal<Progress> {
        self.state.into()
    }

    /// Whether a view shows it in full.
    pub fn is_shown(self) -> bool {
        self.shown.get() > 0
    }

    /// The view around the caller shows it in full, until it goes.
    pub fn show_here(self) {
        self.shown.update(|shown| *shown += 1);
        on_cleanup(move || {
            self.shown.try_update(|shown| *shown -= 1);
        });
    }

    /// What came of a task, by its place in the plan.
    pub fn outcome(self, at: usize) -> Outcome {
        self.state.track();
        self.with(|work| work.standing.get(at).map(|task| task.outcome.clone())).unwrap_or_default()
    }

    /// The first of those that failed.
    pub fn failed(self, most: usize) -> Vec<Failed> {
        self.state.track();
        self.with(|work| {
            let failed = work.failed.iter().take(most);
            let told = failed.filter_map(|&at| match &work.standing[at].outcome {
                Outcome::Failed(error) => {
                    Some(Failed { label: work.tasks[at].label().to_owned(), error: (**error).clone() })
                }
                _ => None,
            });
            told.collect()
        })
    }

    /// The names of all that failed, one in a line.
    pub fn failed_labels(self) -> String {
        self.state.track();
        self.with(|work| {
            let labels = work.failed.iter().map(|&at| work.tasks[at].label());
            labels.collect::<Vec<_>>().join("\n")
        })
    }

    /// Links for a first password, one in a line after the username: secrets, shown nowhere else.
    pub fn links(self) -> String {
        self.state.track();
        self.with(|work| {
            let lines = work.links.iter().map(|(label, link)| [label, "\t", link].concat());
            lines.collect::<Vec<_>>().join("\n")
        })
    }

    /// What came of each task, as a file of comma-separated values; `why` explains a failure.
    pub fn report(self, why: impl Fn(&ApiError) -> String) -> String {
        self.with(|work| report(&work.tasks, &work.standing, why))
    }

    /// Begins nothing more for now; what is under way ends by itself.
    pub fn pause(self) {
        self.stop(None);
    }

    /// Begins, or goes on.
    pub fn resume(self) {
        if self.state.with_untracked(Progress::is_running) {
            return;
        }
        self.with(|work| work.pace.resume(now()));
        self.state.update(|state| (state.phase, state.why) = (JobPhase::Running, None));
        self.hands.run(self);
    }

    /// Gives up what was not begun yet; what is under way ends by itself.
    pub fn cancel(self) {
        let waiting = self.with(|work| {
            work.is_cancelled = true;
            let waiting = std::mem::take(&mut work.waiting);
            waiting.iter().for_each(|&at| work.standing[at].outcome = Outcome::Cancelled);
            waiting.len()
        });
        self.state.update(|state| {
            state.cancelled += waiting;
            state.phase = if state.is_running() { JobPhase::Stopping } else { JobPhase::Over };
        });
    }

    /// Tries what failed again.
    pub fn retry_failed(self) {
        self.with(|work| {
            work.is_cancelled = false;
            let failed = std::mem::take(&mut work.failed);
            failed.iter().for_each(|&at| work.standing[at].outcome = Outcome::Waiting);
            work.waiting.extend(failed);
        });
        self.state.update(Progress::forget_failed);
        self.resume();
    }

    /// Whether it changes, or was to change, this one.
    pub(super) fn concerns(self, holder: &Holder) -> bool {
        self.with(|work| work.tasks.iter().any(|task| task.holder == *holder))
    }

    /// Whether it changes groups, too.
    pub(super) fn is_about_groups(self) -> bool {
        self.with(|work| work.tasks.iter().any(|task| matches!(task.holder, Holder::Group { .. })))
    }

    pub(super) fn with<T>(self, look: impl FnOnce(&mut Work) -> T) -> T {
        look(&mut self.work.get_value().borrow_mut())
    }

    /// [`Self::with`], unless the stores are gone with their person.
    fn try_with<T>(self, look: impl FnOnce(&mut Work) -> T) -> Option<T> {
        self.work.try_get_value().map(|work| look(&mut work.borrow_mut()))
    }

    /// Whether no more is to be begun: somebody paused or cancelled, or the person is no longer who began it.
    pub(super) fn is_stopping(self) -> bool {
        let is_running = self.state.try_with_untracked(|state| state.phase == JobPhase::Running);
        is_running != Some(true) || self.hands.tools.client.person() != self.person
    }

    /// Begins nothing more for now, for this reason.
    pub(super) fn stop(self, why: Option<ApiError>) {
        self.state.try_update(|state| {
            if state.phase == JobPhase::Running {
                (state.phase, state.why) = (JobPhase::Stopping, why);
            }
        });
    }

    /// Writes down what came of a task.
    pub(super) fn settle(self, at: usize, outcome: Outcome) {
        if self.state.try_with_untracked(|_| ()).is_none() {
            return;
        }
        let left = self.with(|work| {
            if matches!(outcome, Outcome::Failed(_)) {
                work.failed.push(at);
            }
            work.standing[at].outcome = outcome.clone();
            work.pace.settle();
            work.pace.left(work.waiting.len(), now())
        });
        self.state.maybe_update(|state| {
            state.count(&outcome);
            state.left = left;
            false
        });
        self.show_soon();
    }

    /// Draws what was counted, of several tasks together.
    fn show_soon(self) {
        if self.with(|work| std::mem::replace(&mut work.is_showing, true)) {
            return;
        }
        let show = move || {
            if self.try_with(|work| work.is_showing = false).is_some() {
                self.state.try_update(|_| ());
            }
        };
        set_timeout(show, SHOWING);
    }

    /// A task that was begun waits again, unless nothing is to be begun any more.
    pub(super) fn put_back(self, at: usize) {
        let is_cancelled = self.try_with(|work| {
            if !work.is_cancelled {
                work.waiting.push_front(at);
            }
            work.is_cancelled
        });
        if is_cancelled == Some(true) {
            self.settle(at, Outcome::Cancelled);
        }
    }

    /// The next step of a task; what came of the task where there is none.
    pub(super) fn next_step(self, at: usize) -> Result<Step, Outcome> {
        let step = self.try_with(|work| {
            let (standing, changes) = (&work.standing[at], &work.tasks[at].changes);
            if standing.made < changes.len() {
                let changes = Arc::clone(changes);
                return Ok(Step { changes, at: standing.made, is_doubtful: standing.is_doubtful });
            }
            Err(if standing.has_changed { Outcome::Done } else { Outcome::Unneeded })
        });
        step.unwrap_or(Err(Outcome::Cancelled))
    }

    /// Whether it is unknown if the next step of a task was done.
    pub(super) fn note_doubt(self, at: usize, is_doubtful: bool) {
        self.try_with(|work| work.standing[at].is_doubtful = is_doubtful);
    }

    /// A step was done.
    pub(super) fn note_step(self, at: usize, done: Made) {
        if let Made::Ended(sessions) = done {
            self.state.try_update(|state| state.ended += sessions);
        }
        self.try_with(|work| {
            let standing = &mut work.standing[at];
            standing.made += 1;
            standing.is_doubtful = false;
            standing.has_changed |= done != Made::Unneeded;
            if let Made::Invited(link) = done {
                work.links.push((work.tasks[at].label().to_owned(), link));
            }
            work.pace.went_well();
        });
    }

    /// It is too much for the service.
    pub(super) fn slow_down(self, begun: f64, tries: u32, retry_after: Option<u32>) {
        self.try_with(|work| work.pace.slow_down(begun, now(), tries, retry_after));
    }

    /// Says whether the service is being given time.
    pub(super) fn note_hold(self, is_held: bool) {
        if self.state.try_with_untracked(|state| state.is_held) == Some(!is_held) {
            self.state.update(|state| state.is_held = is_held);
        }
    }

    /// Nothing is under way any more. Answers whether anybody is there to see it.
    pub(super) fn come_to_rest(self) -> bool {
        if self.state.try_with_untracked(|_| ()).is_none() {
            return false;
        }
        let (is_over, after) = self.with(|work| (work.waiting.is_empty(), Rc::clone(&work.after)));
        self.state.update(|state| {
            state.phase = if is_over { JobPhase::Over } else { JobPhase::Paused };
            (state.left, state.is_held) = (None, false);
        });
        after();
        true
    }
}

/// Milliseconds since 1970.
pub(super) fn now() -> f64 {
    js_sys::Date::now()
}
