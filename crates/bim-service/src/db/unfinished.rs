//! Work that is done by parts, one transaction each, so that nobody waits for the whole of it. It is noted with its first
//! part and forgotten with its last: what a crash interrupts is still known afterwards.

use serde::{Deserialize, Serialize};

use super::audit::Author;
use super::sequences::{self, Sequence};
use super::session::params;
use super::{DbError, Session};

/// What is to be done. Each part finds by itself what is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Takes a value, or all of a key, from every person and group.
    RemoveAttribute { key: String, value: Option<String> },
    /// Ends every membership of a group, then the group.
    DeleteGroup { group: i64 },
}

/// Work of which something is left.
#[derive(Clone, Debug)]
pub(crate) struct Unfinished {
    pub(crate) id: i64,
    pub(crate) work: Work,
    pub(crate) author: Author,
}

fn json<T: Serialize>(value: &T) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::Engine(error.to_string()))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DbError> {
    serde_json::from_str(text)
        .map_err(|error| DbError::Engine(format!("unfinished work cannot be read: {error}")))
}

/// Notes that something is left.
pub(crate) fn note(session: &Session<'_>, work: Work, author: Author) -> Result<Unfinished, DbError> {
    let id = sequences::next(session, Sequence::Work)?;
    session.execute(
        "INSERT INTO unfinished (id, work, author, begun_at) VALUES ($1, $2, $3, $4)",
        params![id, json(&work)?, json(&author)?, author.now],
    )?;
    Ok(Unfinished { id, work, author })
}

/// What was begun before a time, and is not finished.
pub(crate) fn begun_before(session: &Session<'_>, time: i64) -> Result<Vec<Unfinished>, DbError> {
    session.query(
        "SELECT id, work, author FROM unfinished WHERE begun_at < $1 ORDER BY id",
        params![time],
        |row| Ok(Unfinished { id: row.get(0)?, work: read(row.text(1)?)?, author: read(row.text(2)?)? }),
    )
}

/// Nothing is left of it.
pub(crate) fn forget(session: &Session<'_>, id: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM unfinished WHERE id = $1", params![id])?;
    Ok(())
}
