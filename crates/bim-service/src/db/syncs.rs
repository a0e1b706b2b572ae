//! Syncs with directories: what is stored of a provider's people, and how far the last sync of each came.

use super::authorizations::{Attributes, attributes_json, index_attributes};
use super::session::params;
use super::users::{COLUMNS, UserRow, read_user};
use super::{DbError, Session, user_search};

/// A run that has said nothing for this long, in milliseconds, was interrupted.
const SILENT: i64 = 60_000;

/// Everybody of a provider, with the entry they were last read from.
pub(crate) fn people(session: &Session<'_>, iamid: &str) -> Result<Vec<(UserRow, Option<String>)>, DbError> {
    let sql = format!(
        "SELECT d.dn, {COLUMNS} FROM users u LEFT JOIN directory_entries d ON d.user_id = u.id WHERE u.iamid = $1"
    );
    session.query(&sql, params![iamid], |row| Ok((read_user(row, 1)?, row.get(0)?)))
}

/// A provider's groups: id and name.
pub(crate) fn groups(session: &Session<'_>, iamid: &str) -> Result<Vec<(i64, String)>, DbError> {
    session.query("SELECT id, name FROM \"groups\" WHERE iamid = $1 ORDER BY id", params![iamid], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Who of a provider's people is in which of its groups: group, person, membership.
pub(crate) fn members(session: &Session<'_>, iamid: &str) -> Result<Vec<(i64, i64, i64)>, DbError> {
    session.query(
        "SELECT m.group_id, m.user_id, m.id FROM group_members m JOIN \"groups\" g ON g.id = m.group_id
         JOIN users u ON u.id = m.user_id WHERE g.iamid = $1 AND u.iamid = $1 ORDER BY m.id",
        params![iamid],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// The ids of all enabled people with USER_ADMIN.
pub(crate) fn admins(session: &Session<'_>) -> Result<Vec<i64>, DbError> {
    session.query(
        "SELECT u.id FROM user_permissions p JOIN users u ON u.id = p.user_id
         WHERE p.permission = 'USER_ADMIN' AND NOT u.disabled",
        &[],
        |row| row.get(0),
    )
}

/// Notes from which entry a person was read.
pub(crate) fn set_entry(session: &Session<'_>, user: i64, dn: &str) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO directory_entries (user_id, dn) VALUES ($1, $2)
         ON CONFLICT (user_id) DO UPDATE SET dn = excluded.dn",
        params![user, dn],
    )?;
    Ok(())
}

/// Notes that a person was read again.
pub(crate) fn note_refresh(session: &Session<'_>, user: i64, now: i64) -> Result<(), DbError> {
    session.execute("UPDATE users SET last_external_refresh = $2 WHERE id = $1", params![user, now])?;
    Ok(())
}

/// Replaces the attributes that a person's provider gives.
pub(crate) fn set_attributes(
    session: &Session<'_>,
    user: i64,
    attributes: &Attributes,
    now: i64,
) -> Result<(), DbError> {
    session.execute(
        "UPDATE users SET iam_authorizations = $2, updated_at = $3 WHERE id = $1",
        params![user, attributes_json(attributes)?, now],
    )?;
    session.execute("DELETE FROM user_attributes WHERE user_id = $1 AND is_external", params![user])?;
    index_attributes(session, user, attributes, true)?;
    user_search::bump_generation(session);
    Ok(())
}

/// The last sync of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyncRow {
    /// running, done, failed, cancelled or interrupted.
    pub(crate) state: String,
    pub(crate) begun_at: i64,
    pub(crate) ended_at: Option<i64>,
    pub(crate) is_cancelled: bool,
    pub(crate) total: i64,
    pub(crate) done: i64,
    pub(crate) message: Option<String>,
    /// JSON.
    pub(crate) outcome: Option<String>,
    /// When it last said something.
    pub(crate) beat_at: i64,
}

impl SyncRow {
    /// Whether it goes on, as far as anybody knows.
    pub(crate) fn is_running(&self, now: i64) -> bool {
        self.state == "running" && now - self.beat_at < SILENT
    }
}

/// The last sync of a provider, if there was one.
pub(crate) fn last(session: &Session<'_>, iamid: &str) -> Result<Option<SyncRow>, DbError> {
    session.query_one(
        "SELECT state, begun_at, ended_at, is_cancelled, total, done, message, outcome, beat_at FROM syncs
         WHERE iamid = $1",
        params![iamid],
        |row| {
            Ok(SyncRow {
                state: row.get(0)?,
                begun_at: row.get(1)?,
                ended_at: row.get(2)?,
                is_cancelled: row.get(3)?,
                total: row.get(4)?,
                done: row.get(5)?,
                message: row.get(6)?,
                outcome: row.get(7)?,
                beat_at: row.get(8)?,
            })
        },
    )
}

/// Notes that whatever ran was interrupted when it last said something: of a database that one process alone serves, as
/// it starts.
pub(crate) fn interrupt(session: &Session<'_>) -> Result<(), DbError> {
    session
        .execute("UPDATE syncs SET state = 'interrupted', ended_at = beat_at WHERE state = 'running'", &[])?;
    Ok(())
}

/// Begins a sync; not while another one of this provider runs.
pub(crate) fn begin(session: &Session<'_>, iamid: &str, now: i64) -> Result<bool, DbError> {
    if last(session, iamid)?.is_some_and(|last| last.is_running(now)) {
        return Ok(false);
    }
    session.execute(
        "INSERT INTO syncs (iamid, state, begun_at, beat_at, is_cancelled, total, done)
         VALUES ($1, 'running', $2, $2, FALSE, 0, 0)
         ON CONFLICT (iamid) DO UPDATE SET state = excluded.state, begun_at = excluded.begun_at,
             beat_at = excluded.beat_at, ended_at = NULL, is_cancelled = FALSE, total = 0, done = 0, message = NULL,
             outcome = NULL",
        params![iamid, now],
    )?;
    Ok(true)
}

/// Says how far a sync came; whether it is to go on.
pub(crate) fn beat(
    session: &Session<'_>,
    iamid: &str,
    begun_at: i64,
    (done, total): (i64, i64),
    now: i64,
) -> Result<bool, DbError> {
    let goes_on = session.execute(
        "UPDATE syncs SET beat_at = $3, done = $4, total = $5
         WHERE iamid = $1 AND begun_at = $2 AND state = 'running' AND NOT is_cancelled",
        params![iamid, begun_at, now, done, total],
    )?;
    Ok(goes_on > 0)
}

/// Asks a running sync to stop after its batch; whether there was one that is not silent.
pub(crate) fn cancel(session: &Session<'_>, iamid: &str, now: i64) -> Result<bool, DbError> {
    let stopped = session.execute(
        "UPDATE syncs SET is_cancelled = TRUE WHERE iamid = $1 AND state = 'running' AND beat_at > $2",
        params![iamid, now - SILENT],
    )?;
    Ok(stopped > 0)
}

/// Ends a sync.
pub(crate) fn end(
    session: &Session<'_>,
    iamid: &str,
    begun_at: i64,
    state: &str,
    message: Option<&str>,
    outcome: Option<&str>,
    now: i64,
) -> Result<(), DbError> {
    session.execute(
        "UPDATE syncs SET state = $3, message = $4, outcome = $5, ended_at = $6, beat_at = $6
         WHERE iamid = $1 AND begun_at = $2",
        params![iamid, begun_at, state, message, outcome, now],
    )?;
    Ok(())
}
