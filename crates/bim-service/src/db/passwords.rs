//! Password hashes. The hash is opaque here: `password.rs` makes and checks it.

use super::sequences::{self, Sequence};
use super::session::params;
use super::{DbError, Session};

/// The hash of a person's password, if one was ever set.
pub(crate) fn hash_of(session: &Session<'_>, user: i64) -> Result<Option<String>, DbError> {
    session.query_one("SELECT hash FROM passwords WHERE user_id = $1", params![user], |row| row.get(0))
}

/// Sets a password; the first one gives the person an authentication record.
pub(crate) fn set(session: &Session<'_>, user: i64, hash: &str, now: i64) -> Result<(), DbError> {
    session.execute(
        "INSERT INTO passwords (user_id, hash, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, updated_at = excluded.updated_at",
        params![user, hash, now],
    )?;
    let has_record = session
        .query_one(
            "SELECT 1 FROM users WHERE id = $1 AND authentication IS NOT NULL",
            params![user],
            |row| row.get::<i64>(0),
        )?
        .is_some();
    if !has_record {
        let id = sequences::next(session, Sequence::Authentication)?;
        session.execute("UPDATE users SET authentication = $2 WHERE id = $1", params![user, id])?;
    }
    Ok(())
}

/// Takes a person's password away.
pub(crate) fn forget(session: &Session<'_>, user: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM passwords WHERE user_id = $1", params![user])?;
    Ok(())
}

/// Whether nobody has a password, nor an invitation to set one: a new database, or one with made-up people alone.
pub(crate) fn nobody_signs_in(session: &Session<'_>) -> Result<bool, DbError> {
    let way_in = "SELECT 1 FROM passwords UNION ALL SELECT 1 FROM tokens WHERE kind = 'invitation' LIMIT 1";
    Ok(session.query_one(way_in, &[], |row| row.get::<i64>(0))?.is_none())
}
