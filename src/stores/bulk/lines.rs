//! What a plan comes to, line by line. There may be a hundred thousand: what they have in common is kept once.

use std::sync::Arc;

use crate::stores::{Change, Holder, Task};

/// What the plan comes to for one.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It changes, from this to that.
    Changes {
        /// What it holds now, of what is changed.
        before: Arc<str>,
        /// What it will hold.
        after: Arc<str>,
        /// How, in one step.
        change: Arc<[Change]>,
    },
    /// It is as it is to be already.
    Unneeded,
    /// It is left out, for this reason.
    Skipped(&'static str),
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which one.
    pub holder: Holder,
    /// What people call it, where that is not its username.
    pub label: Option<String>,
    /// What goes with it, were it deleted or disabled: attribute values given here, and whether it administers people.
    pub weight: (usize, bool),
    /// What the plan comes to.
    pub verdict: Verdict,
}

impl Line {
    /// What people call it.
    pub fn label(&self) -> &str {
        self.label.as_deref().or(self.holder.username()).unwrap_or_default()
    }
}

/// What many lines have in common, kept once: there may be a hundred thousand.
#[derive(Default)]
pub(super) struct Common {
    texts: Vec<Arc<str>>,
    changes: Vec<Arc<[Change]>>,
}

impl Common {
    /// Lets a line share what was met before.
    pub(super) fn share(&mut self, line: &mut Line) {
        if let Verdict::Changes { before, after, change } = &mut line.verdict {
            share(&mut self.texts, before);
            share(&mut self.texts, after);
            share(&mut self.changes, change);
        }
    }
}

/// What is looked through for each line.
pub(super) const COMMON: usize = 16;

fn share<T: PartialEq + ?Sized>(known: &mut Vec<Arc<T>>, one: &mut Arc<T>) {
    match known.iter().find(|known| **known == *one) {
        Some(known) => *one = Arc::clone(known),
        None if known.len() < COMMON => known.push(Arc::clone(one)),
        None => {}
    }
}

/// The whole plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Those that change; where people are copied, the new accounts.
    pub changing: Vec<Line>,
    /// How many are as they are to be already.
    pub unneeded: usize,
    /// Those that are left out.
    pub skipped: Vec<Line>,
    /// How many of the selected are there no more.
    pub gone: usize,
}

impl Preview {
    /// Sorts out what so many selected ones came to.
    pub(super) fn new(selected: usize, lines: Vec<Line>) -> Self {
        let gone = selected.saturating_sub(lines.len());
        let (mut unneeded, mut skipped) = (0, Vec::new());
        // In the place of those that are sorted out: there may be a hundred thousand.
        let changing = lines.into_iter().filter_map(|line| {
            match line.verdict {
                Verdict::Changes { .. } => return Some(line),
                Verdict::Unneeded => unneeded += 1,
                Verdict::Skipped(_) => skipped.push(line),
            }
            None
        });
        let changing = changing.collect();
        Self { changing, unneeded, skipped, gone }
    }

    /// What a job is to do, in the place of what was shown.
    pub fn into_tasks(self) -> Vec<Task> {
        let task = |Line { holder, label, verdict, .. }| match verdict {
            Verdict::Changes { change, .. } => {
                let task = Task::of(holder, change);
                Some(match label {
                    Some(label) => task.called(label),
                    None => task,
                })
            }
            _ => None,
        };
        self.changing.into_iter().filter_map(task).collect()
    }
}
