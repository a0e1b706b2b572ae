//! When a session ends if nothing more is asked of the API, from what row 33 told and what was asked since. Pure: times
//! are milliseconds since 1970.

/// Services note a use once in a while, not at once: this much of a use is not counted on.
const NOTED_WITHIN: f64 = 60_000.0;
/// By how much two spans may differ that are meant to be the same.
const TOLERANCE: f64 = 1_000.0;

/// When a session ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Expiry {
    /// On this machine's clock.
    end: f64,
    /// For how long a use keeps the session.
    span: f64,
    /// No use moves the end any more: an absolute limit is near, or this API's sessions do not slide.
    is_final: bool,
}

impl Expiry {
    /// What row 33 told at this moment, after what is known already. Nothing where its times make no sense.
    pub(super) fn told(before: Option<Self>, last_used: f64, expiration: f64, now: f64) -> Option<Self> {
        let span = expiration - last_used;
        if span.is_nan() || span <= 0.0 {
            return None;
        }
        let ahead = expiration - now;
        // A clock that is wrong here counts the service's own two times instead.
        let left = if ahead > 0.0 && ahead <= span { ahead } else { span };
        let end = now + left;
        let Some(before) = before else { return Some(Self { end, span, is_final: false }) };
        let is_final = before.is_final || span < before.span - TOLERANCE;
        // What was used since may not be noted yet.
        let end = if is_final { end } else { end.max(before.end) };
        Some(Self { end, span: span.max(before.span), is_final })
    }

    /// The API was asked for something.
    pub(super) fn used(&mut self, now: f64) {
        if !self.is_final {
            self.end = self.end.max(now + self.span - NOTED_WITHIN);
        }
    }

    /// Seconds that are left.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "never below zero, and years fit"
    )]
    pub(super) fn left(self, now: f64) -> u32 {
        ((self.end - now) / 1000.0).ceil().max(0.0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60_000.0;
    const HOUR: f64 = 60.0 * MINUTE;

    fn told(last_used: f64, expiration: f64, now: f64) -> Expiry {
        Expiry::told(None, last_used, expiration, now).expect("times that make sense")
    }

    #[test]
    fn the_time_left_is_what_was_told() {
        let expiry = told(0.0, HOUR, 10.0 * MINUTE);
        assert_eq!(expiry.left(10.0 * MINUTE), 3_000);
        assert_eq!(expiry.left(2.0 * HOUR), 0);
    }

    #[test]
    fn each_use_starts_it_anew_less_what_services_note_late() {
        let mut expiry = told(0.0, HOUR, 0.0);
        expiry.used(30_000.0);
        assert_eq!(expiry.left(30_000.0), 3_570, "the end does not move back");
        expiry.used(30.0 * MINUTE);
        assert_eq!(expiry.left(30.0 * MINUTE), 59 * 60);
    }

    #[test]
    fn a_use_that_was_not_noted_yet_is_not_forgotten() {
        let mut expiry = told(0.0, HOUR, 0.0);
        expiry.used(50.0 * MINUTE);
        let again = Expiry::told(Some(expiry), 0.0, HOUR, 50.0 * MINUTE).expect("sense");
        assert_eq!(again.left(50.0 * MINUTE), 59 * 60);
    }

    #[test]
    fn an_end_that_no_use_moves_stays_where_it_is() {
        let mut expiry = told(0.0, HOUR, 0.0);
        expiry.used(50.0 * MINUTE);
        // Used ten minutes ago, and yet only forty are left of the hour that a use is good for.
        let mut near =
            Expiry::told(Some(expiry), 50.0 * MINUTE, 90.0 * MINUTE, 60.0 * MINUTE).expect("sense");
        assert_eq!(near.left(60.0 * MINUTE), 30 * 60);
        near.used(80.0 * MINUTE);
        assert_eq!(near.left(80.0 * MINUTE), 10 * 60);
    }

    #[test]
    fn a_clock_that_is_wrong_here_does_not_end_a_session() {
        let days = 24.0 * HOUR;
        for now in [-5.0 * days, 5.0 * days] {
            assert_eq!(told(0.0, HOUR, now).left(now), 3_600);
        }
    }

    #[test]
    fn times_that_make_no_sense_tell_nothing() {
        assert_eq!(Expiry::told(None, HOUR, 0.0, 0.0), None);
        assert_eq!(Expiry::told(None, f64::NAN, HOUR, 0.0), None);
    }
}
