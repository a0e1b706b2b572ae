//! Rows 13 and 29 where many are concerned: by parts, so that others go on meanwhile. Whoever asked is answered after
//! the last part. What a crash, or the end of the process, interrupts is finished by the next one that starts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::db::attributes;
use crate::db::audit::{Author, Change, Event, Target};
use crate::db::group_members;
use crate::db::unfinished::{self, Unfinished, Work};
use crate::db::{Database, DbError, Session, groups, user_search};
use crate::http::error::ServiceError;
use crate::routes::group_changes::{left, told};
use crate::state::State;

/// How long a part may take.
const LONG: Duration = Duration::from_millis(15);

/// Holders that a part looks at, at most.
const MOST: usize = 200;

/// What a part did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// How many holders or members were concerned.
    pub(crate) done: usize,
    /// Whether nothing is left.
    pub(crate) is_last: bool,
}

/// The first part, in the caller's transaction. What is left is noted there, and must be given to [`finish`].
pub(crate) fn begin(
    session: &Session<'_>,
    work: Work,
    author: Author,
) -> Result<(Part, Option<Unfinished>), DbError> {
    let part = part(session, &work, &author)?;
    let rest = if part.is_last { None } else { Some(unfinished::note(session, work, author)?) };
    Ok((part, rest))
}

/// All that [`begin`] left. It goes on when whoever asked goes away.
pub(crate) async fn finish(state: &Arc<State>, rest: Option<Unfinished>) -> Result<(), ServiceError> {
    let Some(rest) = rest else { return Ok(()) };
    let state = Arc::clone(state);
    let finished = tokio::spawn(async move { go_on(&state, rest).await }).await;
    Ok(finished.map_err(|error| ServiceError::internal(error.to_string()))??)
}

/// What was begun before a time by a process that did not finish it.
pub(crate) async fn finish_begun_before(state: &State, time: i64) -> Result<(), DbError> {
    let found = move |session: &Session<'_>| unfinished::begun_before(session, time);
    for rest in state.database.read_apart::<_, DbError>(found).await? {
        tracing::info!(work = ?rest.work, "going on with what was not finished");
        go_on(state, rest).await?;
    }
    Ok(())
}

async fn go_on(state: &State, rest: Unfinished) -> Result<(), DbError> {
    loop {
        let Unfinished { id, work, author } = rest.clone();
        // Each part is told of when it happens.
        let author = Author { now: state.clock.now(), ..author };
        if go_on_once(&state.database, id, work, author).await? {
            return Ok(());
        }
    }
}

/// One more part; whether it was the last.
async fn go_on_once(database: &Database, id: i64, work: Work, author: Author) -> Result<bool, DbError> {
    let write = database.write::<_, DbError>(move |session| {
        let part = part(session, &work, &author)?;
        if part.is_last {
            unfinished::forget(session, id)?;
        }
        Ok(part.is_last)
    });
    write.await
}

fn part(session: &Session<'_>, work: &Work, author: &Author) -> Result<Part, DbError> {
    let start = Instant::now();
    let goes_on = || start.elapsed() < LONG;
    let part = match work {
        Work::RemoveAttribute { key, value } => remove(session, author, key, value.as_deref(), goes_on)?,
        Work::DeleteGroup { group } => delete_group(session, author, *group, goes_on)?,
    };
    user_search::bump_generation(session);
    Ok(part)
}

fn remove(
    session: &Session<'_>,
    author: &Author,
    key: &str,
    value: Option<&str>,
    goes_on: impl Fn() -> bool,
) -> Result<Part, DbError> {
    let holders = attributes::holders(session, key, value, MOST)?;
    let is_all = holders.len() < MOST;
    let mut done = 0;
    for holder in holders {
        if done > 0 && !goes_on() {
            return Ok(Part { done, is_last: false });
        }
        let (target, taken) = attributes::take_all(session, holder, key, value, author.now)?;
        let change = Change::gone(json!({ "key": key, "values": taken }));
        author.record(session, Event::AttributeRemoved, &[target], change)?;
        done += 1;
    }
    Ok(Part { done, is_last: is_all })
}

fn delete_group(
    session: &Session<'_>,
    author: &Author,
    group: i64,
    goes_on: impl Fn() -> bool,
) -> Result<Part, DbError> {
    // Somebody else may have finished it.
    let Some(group) = groups::by_id(session, group)? else { return Ok(Part { done: 0, is_last: true }) };
    let members = group_members::some(session, group.id, MOST)?;
    let is_all = members.len() < MOST;
    let mut done = 0;
    for (membership, member) in members {
        if done > 0 && !goes_on() {
            return Ok(Part { done, is_last: false });
        }
        group_members::end(session, membership)?;
        left(session, author, membership, [Target::person(member), Target::group(&group)])?;
        done += 1;
    }
    if is_all {
        let mut before = told(&group);
        before["authorizations"] = json!(group.authorizations);
        groups::delete(session, group.id)?;
        author.record(session, Event::GroupDeleted, &[Target::group(&group)], Change::gone(before))?;
    }
    Ok(Part { done, is_last: is_all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::db::Place;
    use crate::db::attributes::Model;
    use crate::db::authorizations::Attributes;
    use crate::demo;
    use crate::settings::Settings;

    const NOW: i64 = 1_795_478_400_000;
    const PEOPLE: usize = 2 * MOST + 50;

    fn open(folder: &std::path::Path) -> State {
        let database = Database::open(Place::Folder(folder.to_owned())).expect("a database");
        let settings = Settings::new("http://localhost/".parse().expect("a URL"));
        State::new(database, settings, Clock::system()).expect("a state")
    }

    fn number(state: &State, sql: &str) -> i64 {
        let read = |session: &Session<'_>| session.query_one(sql, &[], |row| row.get::<i64>(0));
        state.database.read::<_, DbError>(read).expect("a number").expect("a row")
    }

    /// Everybody holds an attribute, and is in one group.
    fn people(state: &State) -> i64 {
        demo::seed(&state.database, PEOPLE, NOW).expect("people");
        let give = |session: &Session<'_>| {
            let all = session.query("SELECT id FROM users", &[], |row| row.get::<i64>(0))?;
            let row = groups::NewGroupRow { iamid: "bim".into(), name: "All".into(), ..Default::default() };
            let group = groups::insert(session, &row)?;
            for user in all {
                // What else they hold does not matter here.
                attributes::give(session, Model::User(user), &mut Attributes::new(), "Held", "v", NOW)?;
                group_members::add(session, group, user, NOW)?;
            }
            Ok::<_, DbError>(group)
        };
        state.database.write_here(give).expect("holders")
    }

    #[tokio::test]
    async fn what_was_interrupted_is_finished_by_the_next_process() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = open(folder.path());
        let group = people(&state);
        let works = [
            (Work::RemoveAttribute { key: "Held".into(), value: None }, "AttributeRemoved"),
            (Work::DeleteGroup { group }, "GroupMemberRemoved"),
        ];
        for (work, event) in works {
            let first = |session: &Session<'_>| begin(session, work, Author::command_line(NOW));
            let (part, rest) = state.database.write_here(first).expect("a part");
            assert!(!part.is_last && part.done > 0 && part.done <= MOST, "{part:?}");
            assert!(rest.is_some());
            let events = format!("SELECT count(*) FROM audit WHERE event = '{event}'");
            assert_eq!(number(&state, &events), part.done as i64);
        }
        drop(state);

        let state = open(folder.path());
        assert_eq!(number(&state, "SELECT count(*) FROM unfinished"), 2);
        finish_begun_before(&state, NOW).await.expect("nothing to do");
        assert_eq!(number(&state, "SELECT count(*) FROM unfinished"), 2, "not begun before that");
        finish_begun_before(&state, NOW + 1).await.expect("an end");
        for (sql, expected) in [
            ("SELECT count(*) FROM unfinished", 0),
            ("SELECT count(*) FROM user_attributes WHERE key = 'Held'", 0),
            ("SELECT count(*) FROM users WHERE bim_authorizations LIKE '%Held%'", 0),
            ("SELECT count(*) FROM \"groups\" WHERE name = 'All'", 0),
            ("SELECT count(*) FROM audit WHERE event = 'AttributeRemoved'", PEOPLE as i64),
            ("SELECT count(*) FROM audit WHERE event = 'GroupMemberRemoved'", PEOPLE as i64),
            ("SELECT count(*) FROM audit WHERE event = 'GroupDeleted'", 1),
        ] {
            assert_eq!(number(&state, sql), expected, "{sql}");
        }
        finish_begun_before(&state, NOW + 1).await.expect("nothing to do");
    }
}
