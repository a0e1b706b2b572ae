//! One review: its holders, its decisions, and what was sent of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bim_api::{ApiError, Permission};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::record::{Entry, file_name, record};
use super::{Decisions, Finding, Grant, Keys, Lock, Reviewed, Ruling, Tools, findings, now};
use crate::routes::{ReviewOf, UserKey};
use crate::stores::lanes::in_lanes;
use crate::stores::{Holder, Job, JobPlan, Latest, Outcome, Remote, Task};
use crate::words;

/// How many people's keys are read at once.
const LANES: usize = 4;

/// What is being read, and how far that is.
type Standing = (u64, u64);

/// Handle of one review.
#[derive(Clone, Copy)]
pub struct Review {
    of: StoredValue<ReviewOf>,
    tools: Tools,
    reviewed: RwSignal<Option<Arc<Reviewed>>>,
    grants: RwSignal<Remote<Arc<Vec<Grant>>>>,
    read: RwSignal<Standing>,
    read_at: RwSignal<Option<String>>,
    reading: Latest,
    keys: RwSignal<BTreeMap<UserKey, Keys>>,
    /// While keys are being read.
    looked: RwSignal<Option<Standing>>,
    looking: Latest,
    decisions: RwSignal<Decisions>,
    here: RwSignal<Option<UserKey>>,
    sent: RwSignal<BTreeMap<UserKey, (Job, usize)>>,
    job: RwSignal<Option<Job>>,
    /// Something happened since the file was last saved.
    is_unsaved: RwSignal<bool>,
}

impl Review {
    pub(super) fn new(of: ReviewOf, tools: Tools) -> Self {
        let (reading, looking) = (Latest::default(), Latest::default());
        on_cleanup(move || {
            reading.stop();
            looking.stop();
        });
        Self {
            of: StoredValue::new(of),
            tools,
            reviewed: RwSignal::new(None),
            grants: RwSignal::new(Remote::default()),
            read: RwSignal::new((0, 0)),
            read_at: RwSignal::new(None),
            reading,
            keys: RwSignal::new(BTreeMap::new()),
            looked: RwSignal::new(None),
            looking,
            decisions: RwSignal::new(Decisions::default()),
            here: RwSignal::new(None),
            sent: RwSignal::new(BTreeMap::new()),
            job: RwSignal::new(None),
            is_unsaved: RwSignal::new(false),
        }
    }

    /// What is reviewed.
    pub fn of(self) -> ReviewOf {
        self.of.get_value()
    }

    /// The same with its name, once that is known.
    pub fn reviewed(self) -> Signal<Option<Arc<Reviewed>>> {
        self.reviewed.into()
    }

    /// Everybody who holds it.
    pub fn grants(self) -> Signal<Remote<Arc<Vec<Grant>>>> {
        self.grants.into()
    }

    /// When that was read.
    pub fn read_at(self) -> Signal<Option<String>> {
        self.read_at.into()
    }

    /// How many were read, and of how many; 0 until that is known.
    pub fn progress(self) -> Signal<Standing> {
        self.read.into()
    }

    /// Whose keys were looked for, and of how many; nothing while nobody looks.
    pub fn keys_progress(self) -> Signal<Option<Standing>> {
        self.looked.into()
    }

    /// The decisions.
    pub fn decisions(self) -> Signal<Decisions> {
        self.decisions.into()
    }

    /// Who is on screen.
    pub fn here(self) -> RwSignal<Option<UserKey>> {
        self.here
    }

    /// The last job that was begun.
    pub fn job(self) -> Signal<Option<Job>> {
        self.job.into()
    }

    /// Reads everybody who holds it, and then how many keys those have whose account is disabled. Decisions stay.
    pub fn read(self) {
        self.read.set((0, 0));
        self.grants.update(Remote::begin);
        self.looking.stop();
        self.looked.set(None);
        self.reading.run(async move {
            let of = self.of();
            let progress = move |done, total| self.read.set((done, total));
            match self.tools.read(&of, &progress).await {
                Ok((reviewed, mut found)) => {
                    self.keep_decided(&mut found);
                    self.reviewed.set(Some(Arc::new(reviewed)));
                    self.read_at.set(Some(now()));
                    self.grants.update(|grants| grants.finish(Ok(Arc::new(found))));
                    self.look_for_keys();
                }
                Err(error) => self.grants.update(|grants| grants.finish(Err(error))),
            }
        });
    }

    /// Reads no further.
    pub fn stop(self) {
        self.reading.stop();
        self.grants.update(|grants| grants.is_loading = false);
    }

    /// Whoever was decided about stays in the review, although it is held no longer.
    fn keep_decided(self, found: &mut Vec<Grant>) {
        let decisions = self.decisions.get_untracked();
        let there: BTreeSet<UserKey> = found.iter().map(|grant| grant.key.clone()).collect();
        self.grants.with_untracked(|grants| {
            let known = grants.value.iter().flat_map(|grants| grants.iter());
            let decided = known.filter(|grant| decisions.of(&grant.key).is_some());
            found.extend(decided.filter(|grant| !there.contains(&grant.key)).cloned());
        });
    }

    /// Reads how many keys those have whose account is disabled.
    pub fn look_for_keys(self) {
        let known = self.keys.get_untracked();
        let wanted: Vec<UserKey> = self.grants.with_untracked(|grants| {
            let disabled = grants.value.iter().flat_map(|all| all.iter()).filter(|grant| grant.is_disabled);
            let keys = disabled.map(|grant| grant.key.clone());
            keys.filter(|key| !matches!(known.get(key), Some(Keys::Count(_)))).collect()
        });
        if wanted.is_empty() {
            return;
        }
        let total = wanted.len() as u64;
        self.keys.update(|keys| keys.extend(wanted.iter().map(|key| (key.clone(), Keys::Reading))));
        self.looked.set(Some((0, total)));
        self.looking.run(async move {
            in_lanes(wanted, LANES, async |key: UserKey| {
                let count = self.tools.count_keys(key.clone()).await;
                // What cannot be read is said to be unknown.
                let count = count.map_or(Keys::Unread, Keys::Count);
                self.keys.update(|keys| {
                    keys.insert(key, count);
                });
                self.looked.update(|looked| {
                    if let Some((done, _)) = looked {
                        *done += 1;
                    }
                });
            })
            .await;
            self.looked.set(None);
        });
    }

    /// Looks for no more keys.
    pub fn stop_looking(self) {
        self.looking.stop();
        self.looked.set(None);
        let end = |count: &mut Keys| {
            if *count == Keys::Reading {
                *count = Keys::Unread;
            }
        };
        self.keys.update(|keys| keys.values_mut().for_each(end));
    }

    /// Whether some who are disabled were not looked at.
    pub fn lacks_keys(self) -> bool {
        self.keys.with(|keys| keys.values().any(|count| *count == Keys::Unread))
    }

    /// What is striking about somebody, where dormant is whose last sign-in is longer ago than so many days.
    pub fn findings(self, grant: &Grant, dormant: u32) -> Vec<Finding> {
        let keys = self.keys.with(|keys| keys.get(&grant.key).copied()).unwrap_or_default();
        findings(grant, keys, &now(), dormant)
    }

    /// Why it cannot be taken from somebody, as things were decided so far.
    pub fn lock(self, grant: &Grant) -> Option<Lock> {
        let reviewed = self.reviewed.get()?;
        let own = self.own();
        let is_last = reviewed.of == ReviewOf::Permission(Permission::USER_ADMIN)
            && self.decisions.with(|decisions| {
                let stays = |other: &Grant| {
                    let ruling = decisions.of(&other.key).map(|decision| decision.ruling);
                    other.key != grant.key && !other.is_disabled && ruling != Some(Ruling::Remove)
                };
                self.grants.with(|grants| !grants.value.iter().flat_map(|all| all.iter()).any(stays))
            });
        grant.lock(&reviewed, own.as_ref(), is_last)
    }

    fn own(self) -> Option<UserKey> {
        let person = untrack(|| self.tools.session.person())?;
        Some(UserKey { iamid: person.iamid.clone(), userid: person.userid.clone() })
    }

    /// What came of taking it, once that was begun.
    pub fn outcome(self, key: &UserKey) -> Option<Outcome> {
        let (job, at) = self.sent.with(|sent| sent.get(key).copied())?;
        Some(job.outcome(at))
    }

    /// Whether nothing is left to be decided about somebody: it was taken, or is being taken.
    pub fn is_final(self, key: &UserKey) -> bool {
        let outcome = self.outcome(key);
        outcome.is_some_and(|outcome| !matches!(outcome, Outcome::Failed(_) | Outcome::Cancelled))
    }

    /// Decides about somebody; answers whether that was possible.
    pub fn decide(self, grant: &Grant, ruling: Ruling) -> Result<(), &'static str> {
        untrack(|| {
            if self.is_final(&grant.key) {
                return Err(words::REVIEW_FINAL);
            }
            if let Some(lock) = self.lock(grant).filter(|_| ruling == Ruling::Remove) {
                return Err(lock.says());
            }
            self.sent.update(|sent| {
                sent.remove(&grant.key);
            });
            self.decisions.update(|decisions| decisions.decide(grant.key.clone(), ruling, now()));
            self.is_unsaved.set(true);
            Ok(())
        })
    }

    /// Takes the last decision back, and turns to whom it was about.
    pub fn undo(self) -> Option<UserKey> {
        let key = self.decisions.try_update(Decisions::undo).flatten()?;
        self.here.set(Some(key.clone()));
        Some(key)
    }

    /// Those from whom it is to be taken, and from whom it was not yet begun to be taken.
    pub fn removals(self) -> Vec<Grant> {
        let all = self.grants.with(|grants| grants.value.clone()).unwrap_or_default();
        let decisions = self.decisions.get();
        let is_removal = |grant: &&Grant| {
            decisions.of(&grant.key).is_some_and(|decision| decision.ruling == Ruling::Remove)
                && self.sent.with(|sent| !sent.contains_key(&grant.key))
        };
        all.iter().filter(is_removal).cloned().collect()
    }

    /// Begins to take what is to be taken.
    pub fn send(self) -> Option<Job> {
        let reviewed = self.reviewed.get_untracked()?;
        let removals = untrack(|| self.removals());
        let tasks: Vec<Task> = removals
            .iter()
            .filter_map(|grant| {
                let change = grant.change(&reviewed)?;
                Some(Task::of(Holder::User(grant.key.clone()), [change]))
            })
            .collect();
        if tasks.is_empty() {
            return None;
        }
        let holders: Vec<Holder> = tasks.iter().map(|task| task.holder.clone()).collect();
        let title = [words::REVIEW_JOB, " ", &reviewed.says()].concat();
        let catalogue = self.tools.catalogue;
        let after = move || {
            if let ReviewOf::Attribute(key, value) = reviewed.of.clone() {
                spawn_local(async move {
                    // What cannot be read now is read with the next gathering.
                    let _ = catalogue.reread_holders(&key, Some(&value)).await;
                });
            }
        };
        let job = self.tools.jobs.begin(JobPlan { title, unneeded: words::NEEDED_NOTHING, tasks }, after);
        self.sent.update(|sent| {
            for (at, holder) in holders.into_iter().enumerate() {
                if let Holder::User(key) = holder {
                    sent.insert(key, (job, at));
                }
            }
        });
        self.decisions.update(|decisions| {
            self.sent.with_untracked(|sent| decisions.forget_past_of(|key| sent.contains_key(key)));
        });
        self.job.set(Some(job));
        self.is_unsaved.set(true);
        Some(job)
    }

    /// The review as a file and its name; `order` says in which order its lines stand, `why` explains a failure.
    pub fn record(
        self,
        order: &[usize],
        dormant: u32,
        why: impl Fn(&ApiError) -> String,
    ) -> Option<(String, String)> {
        let (reviewed, reviewer) = (self.reviewed.get_untracked()?, self.own()?);
        let all = self.grants.with_untracked(|grants| grants.value.clone())?;
        let decisions = self.decisions.get_untracked();
        let date = now();
        let entries = order.iter().filter_map(|at| all.get(*at)).map(|grant| Entry {
            grant,
            findings: untrack(|| self.findings(grant, dormant)),
            decision: decisions.of(&grant.key),
            outcome: untrack(|| self.outcome(&grant.key)),
        });
        let text = record(&date, &reviewer, &reviewed, entries, why);
        self.is_unsaved.set(false);
        Some((file_name(&reviewed, &date), text))
    }

    /// Whether something was decided.
    pub fn is_begun(self) -> bool {
        self.decisions.with(|decisions| !decisions.is_empty())
    }

    /// Whether closing the tab would lose something: decisions that stand in no file, or were not carried out.
    pub fn is_unkept(self) -> bool {
        self.is_begun() && (self.is_unsaved.get() || !self.removals().is_empty())
    }
}
