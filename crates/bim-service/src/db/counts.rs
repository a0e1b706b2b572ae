//! Totals of searches, kept until something changes that a search depends on.
//!
//! Counting 12,431 matches takes longer than finding the 50 of a page; the total is the same for every page.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::DbError;
use super::user_filter::UserFilter;

/// Totals kept; the oldest generation's are dropped first, then all at once.
const KEPT: usize = 2_000;

#[derive(Default)]
pub(crate) struct CountCache {
    kept: Mutex<Kept>,
    /// One of these is held while counting, so that thirty-two clients who ask the same wait for one count.
    counting: [Mutex<()>; 16],
}

#[derive(Default)]
struct Kept {
    generation: i64,
    totals: HashMap<UserFilter, i64>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lock of a filter: most filters have different ones, and are counted side by side.
fn stripe(filter: &UserFilter, locks: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    filter.hash(&mut hasher);
    usize::try_from(hasher.finish() % locks as u64).unwrap_or_default()
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
        let _one_at_a_time = lock(&self.counting[stripe(filter, self.counting.len())]);
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

    /// The last generation that was seen, and the total of `filter` in it.
    pub(crate) fn latest(&self, filter: &UserFilter) -> Option<(i64, i64)> {
        let kept = lock(&self.kept);
        kept.totals.get(filter).map(|total| (kept.generation, *total))
    }

    fn known(&self, generation: i64, filter: &UserFilter) -> Option<i64> {
        let kept = lock(&self.kept);
        if kept.generation == generation { kept.totals.get(filter).copied() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> UserFilter {
        UserFilter { name: Some(name.to_owned()), ..UserFilter::default() }
    }

    #[test]
    fn a_total_is_counted_once_in_a_generation() {
        let cache = CountCache::default();
        let counted = |generation, count| cache.get(generation, &named("x"), || Ok(count)).expect("a count");
        assert_eq!(counted(1, 5), 5);
        assert_eq!(counted(1, 6), 5, "known");
        assert_eq!(counted(2, 7), 7, "something changed");
        assert_eq!(counted(1, 8), 8, "a reader of the past counts for itself");
        assert_eq!(counted(2, 9), 7, "and does not answer for the present");
    }

    #[test]
    fn many_totals_do_not_pile_up() {
        let cache = CountCache::default();
        for number in 0..(2 * KEPT + 10) {
            cache.get(1, &named(&number.to_string()), || Ok(1)).expect("a count");
        }
        assert!(lock(&cache.kept).totals.len() <= KEPT);
    }
}
