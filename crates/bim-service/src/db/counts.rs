//! Totals of searches, kept until something changes that a search depends on.
//!
//! Counting 12,431 matches takes longer than finding the 50 of a page; the total is the same for every page.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::DbError;
use super::user_filter::UserFilter;

/// Totals kept; the oldest generation's are dropped first, then all at once.
const KEPT: usize = 2_000;

#[derive(Default)]
pub(crate) struct CountCache {
    kept: Mutex<Kept>,
    /// Held while counting, so that thirty-two clients who ask the same wait for one count.
    counting: Mutex<()>,
}

#[derive(Default)]
struct Kept {
    generation: i64,
    totals: HashMap<UserFilter, i64>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CountCache {
    /// The total of `filter` in this generation, counted by `count` when it is not known.
    pub(crate) fn get(
        &self,
        generation: i64,
        filter: &UserFilter,
        count: impl FnOnce() -> Result<i64, DbError>,
    ) -> Result<i64, DbError> {
        if let Some(total) = self.known(generation, filter) {
            return Ok(total);
        }
        let _one_at_a_time = lock(&self.counting);
        if let Some(total) = self.known(generation, filter) {
            return Ok(total);
        }
        let total = count()?;
        let mut kept = lock(&self.kept);
        if kept.generation < generation || kept.totals.len() >= KEPT {
            kept.totals.clear();
            kept.generation = generation;
        }
        // A reader that began before a write must not answer for those after it.
        if kept.generation == generation {
            kept.totals.insert(filter.clone(), total);
        }
        Ok(total)
    }

    fn known(&self, generation: i64, filter: &UserFilter) -> Option<i64> {
        let kept = lock(&self.kept);
        if kept.generation == generation { kept.totals.get(filter).copied() } else { None }
    }
}
