//! What the made-up people did so far, as the audit log tells it.

use super::dice::Dice;
use super::people::DAY;
use crate::db::audit::{Author, Change, Event, Means, Person, Target};
use crate::db::{Database, DbError};

/// Events of one transaction.
const PART: usize = 10_000;

/// Days that the history goes back.
const DAYS: i64 = 365;

/// Adds `count` sign-ins and changes of one's own profile, by anybody, in the order of their time.
pub(super) fn add(database: &Database, dice: &mut Dice, count: usize, now: i64) -> Result<(), DbError> {
    let people = database.read::<_, DbError>(Person::everybody)?;
    let begin = now - DAYS * DAY;
    let step = DAYS * DAY / i64::try_from(count.max(1)).unwrap_or(i64::MAX);
    let mut times = (0..count).map(|number| begin + i64::try_from(number).unwrap_or_default() * step);
    loop {
        let part: Vec<_> = times.by_ref().take(PART).collect();
        if part.is_empty() {
            return Ok(());
        }
        database.write_here::<_, DbError>(|session| {
            for now in part {
                let person = dice.pick(&people).clone();
                let target = Target::person(person.clone());
                let means = Means::Password;
                let author =
                    Author { person: Some(person), impersonator: None, means, key: None, request: None, now };
                match dice.percent(80) {
                    true => author.record(session, Event::SignedIn, &[target], Change::untold())?,
                    false => {
                        let change = Change::new(serde_json::json!({ "location": "Boston, MA" }));
                        let author = Author { means: Means::Session, ..author };
                        author.record(session, Event::ProfileUpdated, &[target], change)?;
                    }
                }
            }
            Ok(())
        })?;
    }
}
