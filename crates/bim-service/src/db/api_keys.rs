//! API keys, by the hash of the key.

use super::projects::{self, ProjectRow};
use super::question::Question;
use super::sequences::{self, Sequence};
use super::session::params;
use super::tokens::{HOLDER, Holder, read_holder};
use super::{DbError, Session};

/// A key and the person it stands for.
#[derive(Clone, Debug)]
pub(crate) struct KeyRow {
    pub(crate) id: i64,
    pub(crate) last_used: Option<i64>,
    pub(crate) project: Option<i64>,
    pub(crate) holder: Holder,
}

/// The key with this hash.
pub(crate) fn with_hash(hash: &[u8; 32]) -> Question<'_, KeyRow> {
    Question {
        sql: format!(
            "SELECT k.id, k.last_used, k.project_id, {HOLDER}
             FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.hash = $1"
        )
        .into(),
        params: params![hash].to_vec(),
        read: |row| {
            Ok(KeyRow {
                id: row.get(0)?,
                last_used: row.get(1)?,
                project: row.get(2)?,
                holder: read_holder(row, 3)?,
            })
        },
    }
}

/// Inserts a key; its id.
pub(crate) fn insert(
    session: &Session<'_>,
    user: i64,
    hash: &[u8; 32],
    name: Option<&str>,
    project: Option<i64>,
    now: i64,
) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::Key)?;
    session.execute(
        "INSERT INTO api_keys (id, hash, user_id, project_id, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![id, hash, user, project, name, now],
    )?;
    Ok(id)
}

/// The person that a key stands for, and its name.
pub(crate) fn owner_and_name(
    session: &Session<'_>,
    key: i64,
) -> Result<Option<(i64, Option<String>)>, DbError> {
    session.query_one("SELECT user_id, name FROM api_keys WHERE id = $1", params![key], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Ends a key, and with it every token that it made.
pub(crate) fn delete(session: &Session<'_>, key: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM api_keys WHERE id = $1", params![key])?;
    Ok(())
}

/// Notes that a key was used.
pub(crate) fn touch(session: &Session<'_>, key: i64, now: i64) -> Result<(), DbError> {
    session.execute("UPDATE api_keys SET last_used = $2 WHERE id = $1", params![key, now])?;
    Ok(())
}

/// What a list of keys shows.
#[derive(Clone, Debug)]
pub(crate) struct KeyInfoRow {
    pub(crate) id: i64,
    pub(crate) name: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) last_used: Option<i64>,
    pub(crate) project: Option<ProjectRow>,
}

/// A person's keys, oldest first.
pub(crate) fn of_user(session: &Session<'_>, user: i64) -> Result<Vec<KeyInfoRow>, DbError> {
    let keys = session.query(
        "SELECT id, name, created_at, last_used, project_id FROM api_keys WHERE user_id = $1 ORDER BY id",
        params![user],
        |row| {
            let info = KeyInfoRow {
                id: row.get(0)?,
                name: row.get(1)?,
                created_at: row.get(2)?,
                last_used: row.get(3)?,
                project: None,
            };
            Ok((info, row.get::<Option<i64>>(4)?))
        },
    )?;
    keys.into_iter()
        .map(|(mut info, project)| {
            if let Some(project) = project {
                info.project = projects::by_id(session, project)?;
            }
            Ok(info)
        })
        .collect()
}
