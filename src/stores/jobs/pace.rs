//! How fast a job goes: how many tasks at once, and how long nothing is sent. It speeds up while all goes well, halves
//! when the service says that it is too much or fails, and waits as long as the service asks.

/// How many tasks are under way at first.
const START: usize = 3;
/// The most at once, where each call is a request. Browsers open six connections to a service that speaks HTTP/1.1: one is
/// left for whoever works on beside the job.
pub(super) const MOST_ALONE: usize = 5;
/// The most at once, where calls travel together.
pub(super) const MOST_TOGETHER: usize = 64;
/// The first wait after a failure, in milliseconds; it doubles.
const WAIT: f64 = 300.0;
/// The longest wait that the service did not ask for.
const LONGEST: f64 = 30_000.0;

/// Times are milliseconds since any fixed moment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pace {
    limit: usize,
    /// Nothing went wrong yet.
    is_untroubled: bool,
    streak: usize,
    slowed_at: f64,
    held_until: f64,
    resumed_at: f64,
    settled: usize,
    most: usize,
}

impl Pace {
    pub(super) fn new(now: f64) -> Self {
        Self {
            limit: START,
            is_untroubled: true,
            streak: 0,
            slowed_at: f64::MIN,
            held_until: f64::MIN,
            resumed_at: now,
            settled: 0,
            most: MOST_ALONE,
        }
    }

    /// How many tasks may be under way, of this many at most.
    pub(super) fn limit(&mut self, most: usize) -> usize {
        self.most = most;
        self.limit = self.limit.min(most);
        self.limit
    }

    /// How long nothing is to be sent from now on; nothing for not at all.
    pub(super) fn hold(&self, now: f64) -> Option<f64> {
        Some(self.held_until - now).filter(|left| *left > 0.0)
    }

    /// A call went well.
    pub(super) fn went_well(&mut self) {
        self.streak += 1;
        // Twice as many after each round, until the first trouble shows what is too much.
        let enough = if self.is_untroubled { 1 } else { 2 * self.limit };
        if self.streak >= enough && self.limit < self.most {
            self.limit += 1;
            self.streak = 0;
        }
    }

    /// The try of this number, sent at `begun`, showed that it is too much. `retry_after` is what the service asks for,
    /// in seconds.
    pub(super) fn slow_down(&mut self, begun: f64, now: f64, tries: u32, retry_after: Option<u32>) {
        let wait = match retry_after {
            Some(seconds) => f64::from(seconds) * 1000.0,
            None => (WAIT * f64::from(1_u32 << tries.saturating_sub(1).min(16))).min(LONGEST),
        };
        self.held_until = self.held_until.max(now + wait);
        self.streak = 0;
        self.is_untroubled = false;
        // Those sent before it slowed down last say nothing new.
        if begun >= self.slowed_at {
            self.limit = (self.limit / 2).max(1);
            self.slowed_at = now;
        }
    }

    /// A task has its outcome.
    pub(super) fn settle(&mut self) {
        self.settled += 1;
    }

    /// Work begins again after a rest: the rest says nothing about the rate.
    pub(super) fn resume(&mut self, now: f64) {
        (self.resumed_at, self.settled) = (now, 0);
    }

    /// Seconds until this many more are through, once a few have told the rate.
    pub(super) fn left(&self, rest: usize, now: f64) -> Option<u32> {
        if self.settled < 2 * MOST_ALONE {
            return None;
        }
        let seconds = (now - self.resumed_at) / 1000.0 * rest as f64 / self.settled as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no job takes a century")]
        let seconds = seconds.ceil() as u32;
        Some(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_speeds_up_to_its_limit_while_all_goes_well() {
        let mut pace = Pace::new(0.0);
        assert_eq!(pace.limit(MOST_ALONE), START);
        (0..1000).for_each(|_| pace.went_well());
        assert_eq!(pace.limit(MOST_ALONE), MOST_ALONE);
        // Calls travel together from now on.
        assert_eq!(pace.limit(MOST_TOGETHER), MOST_ALONE);
        (0..MOST_ALONE).for_each(|_| pace.went_well());
        assert_eq!(pace.limit(MOST_TOGETHER), 2 * MOST_ALONE, "twice as many after a round");
        (0..1000).for_each(|_| pace.went_well());
        assert_eq!(pace.limit(MOST_TOGETHER), MOST_TOGETHER);
        // And no more.
        assert_eq!(pace.limit(MOST_ALONE), MOST_ALONE);
    }

    #[test]
    fn after_trouble_it_speeds_up_by_ones() {
        let mut pace = Pace::new(0.0);
        pace.limit(MOST_TOGETHER);
        (0..1000).for_each(|_| pace.went_well());
        pace.slow_down(10.0, 20.0, 1, None);
        assert_eq!(pace.limit(MOST_TOGETHER), MOST_TOGETHER / 2);
        (0..MOST_TOGETHER).for_each(|_| pace.went_well());
        assert_eq!(pace.limit(MOST_TOGETHER), MOST_TOGETHER / 2 + 1);
    }

    #[test]
    fn one_moment_of_trouble_halves_it_once_and_it_never_stops() {
        let mut pace = Pace::new(0.0);
        (0..100).for_each(|_| pace.went_well());
        // Five calls, sent together, fail one after the other.
        for at in 0..5 {
            pace.slow_down(10.0, 20.0 + f64::from(at), 1, None);
        }
        assert_eq!(pace.limit(MOST_ALONE), MOST_ALONE / 2);
        for at in 0..5 {
            pace.slow_down(1000.0 * f64::from(at + 1), 1000.0 * f64::from(at + 1) + 1.0, 1, None);
        }
        assert_eq!(pace.limit(MOST_ALONE), 1);
    }

    #[test]
    fn it_waits_as_long_as_the_service_asks_and_otherwise_longer_each_time() {
        let mut pace = Pace::new(0.0);
        assert_eq!(pace.hold(0.0), None);
        pace.slow_down(0.0, 100.0, 1, Some(7));
        assert_eq!(pace.hold(100.0), Some(7000.0));
        // A shorter wait does not shorten it.
        pace.slow_down(0.0, 100.0, 1, None);
        assert_eq!(pace.hold(7000.0), Some(100.0));
        assert_eq!(pace.hold(7100.0), None);
        pace.slow_down(8000.0, 8000.0, 1, None);
        assert_eq!(pace.hold(8000.0), Some(300.0));
        pace.slow_down(9000.0, 9000.0, 3, None);
        assert_eq!(pace.hold(9000.0), Some(1200.0));
        pace.slow_down(9000.0, 9000.0, u32::MAX, None);
        assert_eq!(pace.hold(9000.0), Some(LONGEST));
    }

    #[test]
    fn the_time_left_is_told_from_the_rate_since_work_went_on() {
        let mut pace = Pace::new(0.0);
        (0..10).for_each(|_| pace.settle());
        assert_eq!(pace.left(90, 10_000.0), Some(90));
        pace.resume(100_000.0);
        assert_eq!(pace.left(90, 100_000.0), None);
        (0..10).for_each(|_| pace.settle());
        assert_eq!(pace.left(80, 101_000.0), Some(8));
    }
}
