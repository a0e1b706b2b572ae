//! What is striking about somebody's access.

use super::{Grant, Keys, SignIn};
use crate::words;

/// One thing that is striking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The account is disabled, and may still have keys.
    Disabled(Keys),
    /// Nobody ever signed in.
    NeverSignedIn,
    /// Nobody signed in for so many days.
    Dormant(i64),
    /// It is held in so many ways.
    Repeated(usize),
}

impl Finding {
    /// In words.
    pub fn says(self) -> String {
        match self {
            Self::Disabled(Keys::Count(1)) => words::FOUND_DISABLED_KEY.to_owned(),
            Self::Disabled(Keys::Count(count)) if count > 0 => {
                [words::FOUND_DISABLED_WITH, " ", &count.to_string(), " ", words::FOUND_KEYS].concat()
            }
            Self::Disabled(Keys::Count(_)) => words::FOUND_DISABLED.to_owned(),
            Self::Disabled(Keys::Reading) => words::FOUND_DISABLED_READING.to_owned(),
            Self::Disabled(Keys::Unread) => words::FOUND_DISABLED_UNREAD.to_owned(),
            Self::NeverSignedIn => words::NEVER_SIGNED_IN.to_owned(),
            Self::Dormant(days) => [words::FOUND_DORMANT, " ", &days.to_string(), " ", words::DAYS].concat(),
            Self::Repeated(2) => words::FOUND_TWICE.to_owned(),
            Self::Repeated(count) => {
                [words::FOUND_REPEATED, " ", &count.to_string(), " ", words::FOUND_WAYS].concat()
            }
        }
    }

    /// How much it weighs: each more than all that are lighter together.
    fn weight(self) -> u8 {
        match self {
            Self::Disabled(_) => 8,
            Self::NeverSignedIn => 4,
            Self::Dormant(_) => 2,
            Self::Repeated(_) => 1,
        }
    }
}

/// What is striking, the heaviest first. `today` is an RFC 3339 time in UTC; dormant is whose last sign-in is longer ago
/// than so many days.
pub fn findings(grant: &Grant, keys: Keys, today: &str, dormant: u32) -> Vec<Finding> {
    let mut found = Vec::new();
    if grant.is_disabled {
        found.push(Finding::Disabled(keys));
    }
    match &grant.signed_in {
        SignIn::Never => found.push(Finding::NeverSignedIn),
        SignIn::At(time) => {
            let age = day(today).zip(day(time.as_str())).map(|(today, then)| today - then);
            found.extend(age.filter(|age| *age > i64::from(dormant)).map(Finding::Dormant));
        }
        SignIn::Untold => {}
    }
    if grant.ways.len() > 1 {
        found.push(Finding::Repeated(grant.ways.len()));
    }
    found
}

/// Where each stands in the review, by its place in the list: those with the heaviest findings first, then by name. What
/// comes to be known of keys changes nothing here.
pub fn in_order(grants: &[Grant], today: &str, dormant: u32) -> Vec<usize> {
    let place = |grant: &Grant| {
        let found = findings(grant, Keys::Unread, today, dormant);
        let weight: u8 = found.iter().map(|one| one.weight()).sum();
        (u8::MAX - weight, grant.called().to_lowercase(), grant.key.clone())
    };
    let mut order: Vec<_> = grants.iter().enumerate().map(|(at, grant)| (place(grant), at)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

/// The day of a time that begins with `2026-11-27`, counted from 1970; nothing for what begins otherwise.
fn day(time: &str) -> Option<i64> {
    let mut parts = time.get(..10)?.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin with March, so that a leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(365 * year + leap_days + (153 * month + 2) / 5 + day - 719_469)
}

#[cfg(test)]
mod tests {
    use bim_api::GroupId;
    use bim_api::wire::Timestamp;

    use super::super::Way;
    use super::super::grant::tests::grant;
    use super::*;

    const TODAY: &str = "2026-11-27T01:00:00.000Z";

    fn at(time: &str) -> Grant {
        Grant { signed_in: SignIn::At(Timestamp(time.to_owned())), ..grant("ann", &[Way::Here]) }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let all = [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-11-27", 20_784)];
        for (text, number) in all {
            assert_eq!(day(text), Some(number), "{text}");
        }
        assert_eq!(day("2024-03-01").zip(day("2024-02-28")).map(|(a, b)| a - b), Some(2));
        for text in ["", "today", "2026-13-01", "2026-1-1", "20é6-11-27"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn dormant_is_longer_ago_than_the_days_that_were_chosen() {
        let found = |grant: &Grant, days| findings(grant, Keys::Unread, TODAY, days);
        assert_eq!(found(&at("2026-08-29T23:59:59.000Z"), 90), []);
        assert_eq!(found(&at("2026-08-28T23:59:59.000Z"), 90), [Finding::Dormant(91)]);
        assert_eq!(found(&at("2026-08-28T23:59:59.000Z"), 180), []);
        // A time that cannot be read proves nothing.
        assert_eq!(found(&at("some day"), 90), []);
        let untold = Grant { signed_in: SignIn::Untold, ..at("") };
        assert_eq!(found(&untold, 90), []);
    }

    #[test]
    fn each_finding_is_found() {
        let asia = Way::Group(GroupId(7), "Asia".to_owned());
        let all = Grant {
            is_disabled: true,
            signed_in: SignIn::Never,
            ..grant("ann", &[Way::Here, asia.clone(), Way::Provider])
        };
        let found = findings(&all, Keys::Count(2), TODAY, 90);
        let expected = [Finding::Disabled(Keys::Count(2)), Finding::NeverSignedIn, Finding::Repeated(3)];
        assert_eq!(found, expected);
        assert_eq!(findings(&grant("ann", &[asia]), Keys::Unread, TODAY, 90), []);
    }

    #[test]
    fn who_is_most_striking_comes_first_and_keys_move_nobody() {
        let quiet = Grant { name: "Aaron".to_owned(), ..grant("z", &[Way::Here]) };
        let other = Grant { name: "beth".to_owned(), ..grant("y", &[Way::Here]) };
        let never = Grant { signed_in: SignIn::Never, ..grant("x", &[Way::Here]) };
        let asleep = Grant { is_disabled: true, ..grant("w", &[Way::Here]) };
        let long = at("2020-01-01T00:00:00Z");
        assert_eq!(in_order(&[other, quiet, long, never, asleep], TODAY, 90), [4, 3, 2, 1, 0]);
    }
}
