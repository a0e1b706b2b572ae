//! PostgreSQL: the connections, the migrations, and what only this engine writes that way.
//!
//! Any number of processes may share one database. What one statement finds at once is asked over connections that all
//! requests share; other reads take one from a small pool, writes queue for one connection per process and then, in
//! the server, for each other.

mod connection;
mod failure;
mod lines;
mod migrations;
mod pool;
mod prepared;
mod pump;
mod session;
mod socket;
mod target;
mod values;

use std::sync::{Arc, Mutex, PoisonError};

pub(super) use session::PostgresSession;
pub use target::DatabaseUrl;
pub(super) use values::PostgresRow;

use super::session::SessionOf;
use super::{DbError, Param, Session};
use connection::{Connection, Server};
use lines::Lines;
use pool::Pool;

pub(crate) struct Postgres {
    server: Arc<Server>,
    pool: Pool,
    lines: Lines,
    writer: Mutex<Option<Connection>>,
}

impl Postgres {
    pub(super) fn open(url: DatabaseUrl) -> Result<Self, DbError> {
        let server = Server::new(url);
        migrations::migrate(&server)?;
        Ok(Self {
            server: Arc::new(server),
            pool: Pool::default(),
            lines: Lines::new(),
            writer: Mutex::default(),
        })
    }

    pub(super) fn read<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.lend(PostgresSession::reading, read)
    }

    pub(super) fn glance<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.lend(PostgresSession::glancing, read)
    }

    fn lend<T, E: From<DbError>>(
        &self,
        begin: fn(Connection, Arc<Server>) -> PostgresSession,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        blocking(|| {
            let (place, connection) = self.pool.lend(&self.server)?;
            let session = begin(connection, Arc::clone(&self.server));
            let result = read(&Session::new(SessionOf::Postgres(&session)));
            // A connection whose read panicked is dropped instead, and its transaction with it.
            if let Some(connection) = session.end() {
                self.pool.put_back(connection);
            }
            drop(place);
            result
        })
    }

    /// Every row that one statement finds, at once.
    pub(super) async fn ask(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<PostgresRow>, DbError> {
        let rows = self.lines.ask(&self.server, sql, params).await?;
        Ok(rows.into_iter().map(PostgresRow).collect())
    }

    /// After many rows have come at once: counts them for the planner, and lets indexes answer by themselves.
    pub(super) fn settle(&self) -> Result<(), DbError> {
        let mut connection = self.server.connect()?;
        connection.command("SET statement_timeout = 0")?;
        Ok(connection.command("VACUUM (ANALYZE)")?)
    }

    pub(super) fn write<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        blocking(|| {
            let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = match writer.take() {
                Some(connection) => connection,
                None => self.server.connect()?,
            };
            let session = PostgresSession::writing(connection, Arc::clone(&self.server))?;
            match write(&Session::new(SessionOf::Postgres(&session))) {
                Ok(value) => {
                    *writer = Some(session.commit()?);
                    Ok(value)
                }
                Err(error) => {
                    *writer = session.roll_back();
                    Err(error)
                }
            }
        })
    }
}

/// Waits for the server without keeping other requests waiting.
fn blocking<T>(wait: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current() {
        Ok(runtime) if runtime.runtime_flavor() == RuntimeFlavor::MultiThread => {
            tokio::task::block_in_place(wait)
        }
        // The command line, and tests that have but one thread.
        _ => wait(),
    }
}

/// A column that must not tempt the planner into an index.
pub(super) fn unindexed(column: &str) -> String {
    format!("COALESCE({column}, {column})")
}

/// Whether a query has rows; the offset keeps the planner from turning the walk around.
pub(super) fn exists(query: &str) -> String {
    format!("EXISTS ({query} OFFSET 0)")
}

/// The index holds hashes.
pub(super) fn is_long_text(column: &str, placeholder: &str) -> String {
    format!("md5({column}) = md5({placeholder}) AND {column} = {placeholder}")
}

/// Whether `column` holds the text of a placeholder.
pub(super) fn contains(column: &str, placeholder: &str) -> String {
    format!("strpos({column}, {placeholder}) > 0")
}

/// Whether a person's text index has a match for a placeholder (see [`text_match`]).
pub(super) fn has_text(column: &str, placeholder: &str) -> String {
    format!("{column} LIKE {placeholder}")
}

/// The value for [`has_text`]; none when the index holds no pieces of it: it knows letters and digits, by threes.
pub(super) fn text_match(folded: &str) -> Option<String> {
    let mut run = 0;
    let is_indexed = folded.chars().any(|c| {
        run = if c.is_alphanumeric() { run + 1 } else { 0 };
        run >= 3
    });
    if !is_indexed {
        return None;
    }
    let mut pattern = String::with_capacity(folded.len() + 2);
    pattern.push('%');
    for c in folded.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern)
}

/// Entries that are passed by are looked up in the table unless the statement asks for the index alone.
pub(super) fn walks_ahead(offset: i64, has_texts: bool) -> bool {
    has_texts || offset > 100
}

#[cfg(test)]
mod tests {
    use super::text_match;

    #[test]
    fn a_text_matches_itself_alone() {
        assert_eq!(text_match("50%_\\abc").as_deref(), Some("%50\\%\\_\\\\abc%"));
        for short in ["", "an", "a.b.c", "---", "a b"] {
            assert_eq!(text_match(short), None, "{short}");
        }
    }
}
