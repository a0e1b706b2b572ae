//! Totals of searches in the audit log. The log only grows: what was counted once is counted on from there.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::DbError;
use super::audit_search::AuditFilter;

/// Totals kept; a filter with a time in it is often asked once.
const KEPT: usize = 500;

/// How many events matched a filter up to the event `last`.
#[derive(Clone, Copy, Default)]
struct Counted {
    last: i64,
    total: i64,
}

#[derive(Default)]
pub(crate) struct AuditCounts(Mutex<HashMap<AuditFilter, Counted>>);

impl AuditCounts {
    fn kept(&self) -> MutexGuard<'_, HashMap<AuditFilter, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The total for a reader whose newest event is `last`; `count` counts the matches after an event.
    pub(crate) fn get(
        &self,
        filter: &AuditFilter,
        last: i64,
        count: impl FnOnce(i64) -> Result<i64, DbError>,
    ) -> Result<i64, DbError> {
        // A reader of the past counts for itself.
        let known = self.kept().get(filter).copied().filter(|known| known.last <= last).unwrap_or_default();
        if known.last == last {
            return Ok(known.total);
        }
        let total = known.total + count(known.last)?;
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        let newest = kept.entry(filter.clone()).or_default();
        if newest.last < last {
            *newest = Counted { last, total };
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(name: &str) -> AuditFilter {
        AuditFilter { events: vec![name.to_owned()], ..AuditFilter::default() }
    }

    #[test]
    fn counting_goes_on_from_what_is_known() {
        let counts = AuditCounts::default();
        let get = |last, more: &dyn Fn(i64) -> i64| counts.get(&by("x"), last, |after| Ok(more(after)));
        let never = |_| panic!("this is known");
        assert_eq!(get(0, &never).expect("a total"), 0, "an empty log holds nothing");
        assert_eq!(get(10, &|after| 10 - after).expect("a total"), 10);
        assert_eq!(get(10, &never).expect("a total"), 10);
        assert_eq!(get(12, &|after| 12 - after).expect("a total"), 12);
        assert_eq!(get(11, &|after| 11 - after).expect("a total"), 11, "a reader of the past");
        assert_eq!(get(13, &|after| 100 * (13 - after)).expect("a total"), 112, "which changed nothing");
    }

    #[test]
    fn many_totals_do_not_pile_up() {
        let counts = AuditCounts::default();
        for number in 0..(2 * KEPT + 10) {
            counts.get(&by(&number.to_string()), 1, |_| Ok(1)).expect("a total");
        }
        assert!(counts.kept().len() <= KEPT);
    }
}
