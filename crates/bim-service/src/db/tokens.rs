//! Access tokens and invitations, by the hash of their secret.

use std::fmt;

use super::question::Question;
use super::sequences::{self, Sequence};
use super::session::params;
use super::{Database, DbError, Row, Session};

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A session, from a password or a key.
    Session,
    /// A one-time credential for setting the password (row 6).
    Invitation,
}

impl TokenKind {
    fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Invitation => "invitation",
        }
    }
}

/// A token and the person it stands for.
#[derive(Clone, Debug)]
pub(crate) struct TokenRow {
    pub(crate) id: i64,
    pub(crate) kind: TokenKind,
    pub(crate) created_at: i64,
    pub(crate) last_used: i64,
    pub(crate) key: Option<i64>,
    pub(crate) project: Option<i64>,
    pub(crate) holder: Holder,
    /// Who acts as the holder.
    pub(crate) impersonator: Option<Holder>,
}

/// Whom a credential stands for: what every request needs to know of them.
#[derive(Clone, Debug)]
pub(crate) struct Holder {
    pub(crate) user: i64,
    pub(crate) iamid: String,
    pub(crate) userid: String,
    pub(crate) disabled: bool,
    pub(crate) permissions: Vec<String>,
}

impl fmt::Display for Holder {
    /// Provider and username, as logs name people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.iamid, self.userid)
    }
}

/// The columns of [`Holder`], from `users u`.
pub(super) const HOLDER: &str = "u.id, u.iamid, u.userid, u.disabled, u.permissions";

pub(super) fn read_holder(row: &Row<'_>, first: usize) -> Result<Holder, DbError> {
    let permissions = serde_json::from_str(row.text(first + 4)?)
        .map_err(|error| DbError::Engine(format!("permissions cannot be read: {error}")))?;
    Ok(Holder {
        user: row.get(first)?,
        iamid: row.get(first + 1)?,
        userid: row.get(first + 2)?,
        disabled: row.get(first + 3)?,
        permissions,
    })
}

/// The token with this hash.
pub(crate) async fn by_hash(database: &Database, hash: &[u8; 32]) -> Result<Option<TokenRow>, DbError> {
    let Some((mut token, impersonator)) = database.ask(with_hash(hash)).await? else { return Ok(None) };
    if let Some(impersonator) = impersonator {
        token.impersonator = database.ask(holder(impersonator)).await?;
        // Whoever is gone by now took the token with them.
        return Ok(token.impersonator.is_some().then_some(token));
    }
    Ok(Some(token))
}

/// A token as every request asks for it, and who acts with it, if it is not the holder.
fn with_hash(hash: &[u8; 32]) -> Question<'_, (TokenRow, Option<i64>)> {
    Question {
        sql: format!(
            "SELECT t.id, t.kind, t.created_at, t.last_used, t.key_id, t.project_id, {HOLDER}, t.impersonator_id
             FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = $1"
        )
        .into(),
        params: params![hash].to_vec(),
        read: |row| {
            let token = TokenRow {
                id: row.get(0)?,
                kind: if row.text(1)? == "invitation" { TokenKind::Invitation } else { TokenKind::Session },
                created_at: row.get(2)?,
                last_used: row.get(3)?,
                key: row.get(4)?,
                project: row.get(5)?,
                holder: read_holder(row, 6)?,
                impersonator: None,
            };
            Ok((token, row.get(11)?))
        },
    }
}

fn holder(user: i64) -> Question<'static, Holder> {
    Question {
        sql: format!("SELECT {HOLDER} FROM users u WHERE u.id = $1").into(),
        params: params![user].to_vec(),
        read: |row| read_holder(row, 0),
    }
}

/// A token to insert.
pub(crate) struct NewToken<'a> {
    pub(crate) hash: &'a [u8; 32],
    pub(crate) kind: TokenKind,
    pub(crate) user: i64,
    pub(crate) key: Option<i64>,
    /// Who is to act as the user.
    pub(crate) impersonator: Option<i64>,
    pub(crate) project: Option<i64>,
    pub(crate) now: i64,
}

impl<'a> NewToken<'a> {
    /// A session of a person.
    pub(crate) fn session(hash: &'a [u8; 32], user: i64, now: i64) -> Self {
        Self { kind: TokenKind::Session, ..Self::invitation(hash, user, now) }
    }

    /// An invitation to set a first password.
    pub(crate) fn invitation(hash: &'a [u8; 32], user: i64, now: i64) -> Self {
        Self { hash, kind: TokenKind::Invitation, user, key: None, impersonator: None, project: None, now }
    }
}

/// Inserts a token.
pub(crate) fn insert(session: &Session<'_>, token: &NewToken<'_>) -> Result<i64, DbError> {
    let id = sequences::next(session, Sequence::Token)?;
    session.execute(
        "INSERT INTO tokens (id, hash, kind, user_id, key_id, impersonator_id, project_id, created_at, last_used)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        params![
            id,
            token.hash,
            token.kind.name(),
            token.user,
            token.key,
            token.impersonator,
            token.project,
            token.now
        ],
    )?;
    Ok(id)
}

/// Notes that a token was used.
pub(crate) fn touch(session: &Session<'_>, token: i64, now: i64) -> Result<(), DbError> {
    session
        .execute("UPDATE tokens SET last_used = $2 WHERE id = $1 AND last_used < $2", params![token, now])?;
    Ok(())
}

/// Lets a token end as if it had not been used since then; the next use is noted as ever.
pub(crate) fn set_back(session: &Session<'_>, token: i64, last_used: i64) -> Result<(), DbError> {
    session.execute(
        "UPDATE tokens SET last_used = $2 WHERE id = $1 AND last_used > $2",
        params![token, last_used],
    )?;
    Ok(())
}

/// Ends one token; how many there were.
pub(crate) fn delete(session: &Session<'_>, token: i64) -> Result<u64, DbError> {
    session.execute("DELETE FROM tokens WHERE id = $1", params![token])
}

/// Ends what somebody began as other people.
pub(crate) fn delete_of_impersonator(session: &Session<'_>, impersonator: i64) -> Result<u64, DbError> {
    session.execute("DELETE FROM tokens WHERE impersonator_id = $1", params![impersonator])
}

/// Ends all of a person's tokens of a kind, but perhaps one; also those with which they act as others.
pub(crate) fn delete_of_user(
    session: &Session<'_>,
    user: i64,
    kind: TokenKind,
    except: Option<i64>,
) -> Result<u64, DbError> {
    session.execute(
        "DELETE FROM tokens WHERE (user_id = $1 OR impersonator_id = $1) AND kind = $2 AND id <> $3",
        params![user, kind.name(), except.unwrap_or(0)],
    )
}

/// How many tokens of a key were used after `idle_since` and made after `oldest`, which is what keeps them alive.
pub(crate) fn count_living_of_key(
    session: &Session<'_>,
    key: i64,
    idle_since: i64,
    oldest: i64,
) -> Result<i64, DbError> {
    let count = session.query_one(
        "SELECT count(*) FROM tokens WHERE key_id = $1 AND last_used > $2 AND created_at > $3",
        params![key, idle_since, oldest],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// Drops tokens of a kind that were made before `oldest`, which makes them long expired.
pub(crate) fn sweep(session: &Session<'_>, kind: TokenKind, oldest: i64) -> Result<u64, DbError> {
    session.execute("DELETE FROM tokens WHERE created_at < $1 AND kind = $2", params![oldest, kind.name()])
}
