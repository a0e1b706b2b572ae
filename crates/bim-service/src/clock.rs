//! The time, as the service sees it: a test can hold the hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use bim_api::wire::Timestamp;

/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;

/// Tells the time in milliseconds since 1970-01-01 UTC.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands at what `hand` holds.
    pub fn at(hand: Arc<AtomicI64>) -> Self {
        Self(Some(hand))
    }

    /// The time now.
    pub fn now(&self) -> i64 {
        match &self.0 {
            Some(hand) => hand.load(Ordering::SeqCst),
            None => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
        }
    }
}

/// A time as the API writes it: RFC 3339, UTC, milliseconds.
pub(crate) fn timestamp(milliseconds: i64) -> Timestamp {
    let time = jiff::Timestamp::from_millisecond(milliseconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Timestamp(format!("{time:.3}"))
}

/// A time to the second, as `created` of tokens and keys is written.
pub(crate) fn timestamp_to_the_second(milliseconds: i64) -> Timestamp {
    timestamp(milliseconds - milliseconds.rem_euclid(1000))
}

#[cfg(test)]
mod tests {
    use super::{timestamp, timestamp_to_the_second};

    #[test]
    fn times_are_written_as_the_examples_are() {
        assert_eq!(timestamp(1_633_570_513_382).as_str(), "2021-10-07T01:35:13.382Z");
        assert_eq!(timestamp_to_the_second(1_633_570_513_382).as_str(), "2021-10-07T01:35:13.000Z");
    }
}
