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
    Timestamp(Written::new(milliseconds).as_str().to_owned())
}

/// A time to the second, as `created` of tokens and keys is written.
pub(crate) fn timestamp_to_the_second(milliseconds: i64) -> Timestamp {
    timestamp(milliseconds - milliseconds.rem_euclid(1000))
}

/// A time as text without an allocation: a page of people holds 250 of them.
#[derive(Clone, Copy)]
pub(crate) struct Written([u8; 24]);

impl Written {
    pub(crate) fn new(milliseconds: i64) -> Self {
        // The years 0000 to 9999, which is what the format holds.
        let milliseconds = milliseconds.clamp(-62_167_219_200_000, 253_402_300_799_999);
        let (year, month, day) = civil(milliseconds.div_euclid(86_400_000));
        let of_day = u32::try_from(milliseconds.rem_euclid(86_400_000)).unwrap_or(0);
        let (seconds, millisecond) = (of_day / 1_000, of_day % 1_000);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let mut two = |at: usize, number: u32| {
            text[at] = b'0' + (number / 10 % 10) as u8;
            text[at + 1] = b'0' + (number % 10) as u8;
        };
        two(0, year / 100);
        two(2, year % 100);
        two(5, month);
        two(8, day);
        two(11, seconds / 3_600);
        two(14, seconds / 60 % 60);
        two(17, seconds % 60);
        two(20, millisecond / 10);
        text[22] = b'0' + (millisecond % 10) as u8;
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl serde::Serialize for Written {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The date of a day since 1970-01-01, in the proleptic Gregorian calendar: Neri and Schneider's reckoning in
/// years that begin in March, whose leap day is their last.
fn civil(days: i64) -> (u32, u32, u32) {
    // Counted from 0000-03-01, plus one whole era so that January and February of the year 0 are not negative.
    let shifted = u32::try_from(days + 719_468 + 146_097).unwrap_or(0);
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    ((era * 400 + year_of_era + u32::from(month <= 2)).saturating_sub(400), month, day)
}

#[cfg(test)]
mod tests {
    use super::{timestamp, timestamp_to_the_second};

    #[test]
    fn times_are_written_as_the_examples_are() {
        assert_eq!(timestamp(1_633_570_513_382).as_str(), "2021-10-07T01:35:13.382Z");
        assert_eq!(timestamp_to_the_second(1_633_570_513_382).as_str(), "2021-10-07T01:35:13.000Z");
    }

    #[test]
    fn times_agree_with_a_calendar_library() {
        // Every 37 hours and some from the year 0 on; a step that meets each day of the year and each leap rule.
        for milliseconds in (-62_167_219_200_000..253_402_207_200_000).step_by(133_456_789 * 17) {
            let known = jiff::Timestamp::from_millisecond(milliseconds).expect("in range");
            assert_eq!(timestamp(milliseconds).as_str(), format!("{known:.3}"));
        }
    }
}
