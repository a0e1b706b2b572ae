//! Everything that takes more than one call: a plan of tasks, done a few at a time, with an outcome for each. A job
//! belongs to the signed-in person and not to a page: it goes on while one moves about, waits while the session is
//! renewed, and goes no further as anybody else.

mod job;
mod pace;
mod progress;
mod report;
mod runner;
mod together;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub use job::Job;
pub use progress::{Failed, JobPhase, Outcome, Progress};

use self::together::Together;
use super::changes::{Change, Tools};
use super::{Group, Groups, HeldAttributes, Holder, Journal, Session, User, Users};
use crate::api::Client;
use crate::words;

/// One person or group, and what is done to it, in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Whom it changes. No two tasks change the same at once.
    pub holder: Holder,
    /// What people call it, where that is not its username: there may be a hundred thousand.
    label: Option<String>,
    /// The steps, shared by tasks that have the same. A step that fails keeps the later ones from being begun.
    changes: Arc<[Change]>,
}

impl Task {
    /// A task that is called like its person.
    pub fn of(holder: Holder, changes: impl Into<Arc<[Change]>>) -> Self {
        Self { holder, label: None, changes: changes.into() }
    }

    /// The same, called otherwise.
    #[must_use]
    pub fn called(self, label: String) -> Self {
        let label = Some(label).filter(|label| self.holder.username() != Some(label));
        Self { label, ..self }
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        self.label.as_deref().or(self.holder.username()).unwrap_or_default()
    }

    /// The steps.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

/// What a job is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct JobPlan {
    /// What is under way, in words.
    pub title: String,
    /// What is said of tasks at which nothing was left to do.
    pub unneeded: &'static str,
    /// The tasks.
    pub tasks: Vec<Task>,
}

/// Handle of all jobs of the signed-in person.
#[derive(Clone, Copy)]
pub struct Jobs {
    all: RwSignal<Vec<Job>>,
    count: RwSignal<u32>,
    owner: StoredValue<Owner>,
    hands: Hands,
}

/// What a job works with, and what shows what it changed.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    tools: Tools,
    together: Together,
    users: Users,
    user: User,
    groups: Groups,
    group: Group,
    /// Whoever is being changed at this moment, by whichever job.
    busy: StoredValue<Rc<RefCell<BTreeSet<Holder>>>, LocalStorage>,
}

impl Jobs {
    /// Makes the store and provides it to the views below. The other stores must be there.
    pub fn provide(client: Client, session: Session) -> Self {
        let tools = Tools { client, journal: Journal::expect(), attributes: HeldAttributes::expect() };
        let hands = Hands {
            tools,
            together: Together::new(client),
            users: Users::expect(),
            user: User::expect(),
            groups: Groups::expect(),
            group: Group::expect(),
            busy: StoredValue::new_local(Rc::default()),
        };
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        let jobs = Self { all: RwSignal::new(Vec::new()), count: RwSignal::new(0), owner, hands };
        provide_context(jobs);
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if untrack(|| jobs.is_any_unfinished()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || leaving.remove());
        // Work under way ends with the session.
        session.guard(Signal::derive(move || jobs.is_any_unfinished().then_some(words::SIGN_OUT_WORK)));
        jobs
    }

    /// The store of this app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// All jobs, the newest last.
    pub fn all(self) -> Signal<Vec<Job>> {
        self.all.into()
    }

    /// Whether something would be left undone by closing the tab.
    pub fn is_any_unfinished(self) -> bool {
        self.all.with(|all| all.iter().any(|job| !job.progress().with(Progress::is_over)))
    }

    /// Begins a job. `after` is called whenever it comes to rest, with nothing of the page that began it.
    pub fn begin(self, plan: JobPlan, after: impl Fn() + 'static) -> Job {
        let id = self.count.get_untracked() + 1;
        self.count.set(id);
        self.hands.together.find_out(plan.tasks.len());
        // It outlives the view that begins it.
        let job =
            self.owner.with_value(|owner| owner.with(|| Job::new(id, plan, self.hands, Rc::new(after))));
        self.all.update(|all| all.push(job));
        job.resume();
        job
    }

    /// Takes a job that is over off the screen.
    pub fn dismiss(self, job: Job) {
        if job.progress().with_untracked(Progress::is_over) {
            self.all.update(|all| all.retain(|other| *other != job));
        }
    }
}

impl Hands {
    /// Runs what waits, and shows what came of it.
    fn run(self, job: Job) {
        spawn_local(async move {
            runner::run(job, self).await;
            // The stores may be gone with their person.
            if job.come_to_rest() {
                self.show_changes(job);
            }
        });
    }

    /// Reads again what is on screen of what was changed.
    fn show_changes(self, job: Job) {
        self.users.refresh();
        if job.is_about_groups() {
            self.groups.refresh();
        }
        self.group.refresh_members();
        if let Some(key) = self.user.key()
            && job.concerns(&Holder::User(key))
        {
            self.user.get_user();
            self.user.get_user_groups();
        }
    }
}
