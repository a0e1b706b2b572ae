//! The database: people, groups, keys and tokens, and how they are found.
//!
//! Owns every statement of SQL. Knows nothing of HTTP: no status code, no header, no wire type.
//! `sqlite.rs` and `postgres.rs` alone know their engines; everything else speaks through [`Session`].

pub(crate) mod api_keys;
pub(crate) mod attributes;
pub(crate) mod audit;
mod audit_counts;
pub(crate) mod audit_search;
pub(crate) mod authorizations;
pub(crate) mod counts;
mod dialect;
pub(crate) mod domains;
pub(crate) mod group_members;
pub(crate) mod group_search;
pub(crate) mod groups;
pub(crate) mod iams;
pub(crate) mod listed_user;
mod load;
pub(crate) mod passwords;
mod postgres;
pub(crate) mod projects;
pub(crate) mod question;
mod queue;
pub(crate) mod search_at_once;
pub(crate) mod sequences;
pub(crate) mod session;
mod sqlite;
mod statement;
pub(crate) mod syncs;
pub(crate) mod tokens;
pub(crate) mod unfinished;
mod user_conditions;
pub(crate) mod user_filter;
pub(crate) mod user_search;
pub(crate) mod users;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Semaphore;

pub(crate) use load::Load;
pub use postgres::DatabaseUrl;
pub(crate) use session::{DbError, Param, Row, Session};

use audit_counts::AuditCounts;
use counts::CountCache;
use dialect::Dialect;
use postgres::Postgres;
use question::Question;
use queue::Queue;
use sqlite::Sqlite;
pub(crate) use sqlite::backup::{back_up, restore};

/// Long reads at a time: each keeps a core, or a connection, from the short ones.
const READS_APART: usize = 2;

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a folder: SQLite.
    Folder(PathBuf),
    /// On a server: PostgreSQL.
    Server(DatabaseUrl),
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Engine {
    fn write<T, E: From<DbError>>(&self, write: impl FnOnce(&Session<'_>) -> Result<T, E>) -> Result<T, E> {
        let write = |session: &Session<'_>| {
            let value = write(session)?;
            user_search::end_generation(session)?;
            Ok(value)
        };
        match self {
            Self::Sqlite(engine) => engine.write(write),
            Self::Postgres(engine) => engine.write(write),
        }
    }
}

/// The database, shared by every request.
#[derive(Clone)]
pub(crate) struct Database {
    engine: Arc<Engine>,
    counts: Arc<CountCache>,
    audit_counts: Arc<AuditCounts>,
    load: Arc<Load>,
    queue: Arc<Queue>,
    apart: Arc<Semaphore>,
}

impl Database {
    /// Opens the database at this place, creating it in a folder, and brings its schema up to date.
    ///
    /// # Errors
    /// The folder cannot be written or the server not reached, what is there is no database, or it is newer than
    /// this program.
    pub(crate) fn open(place: Place) -> Result<Self, DbError> {
        let engine = match place {
            Place::Folder(folder) => Engine::Sqlite(Sqlite::open(&folder)?),
            Place::Server(url) => Engine::Postgres(Postgres::open(url)?),
        };
        Ok(Self {
            engine: Arc::new(engine),
            counts: Arc::default(),
            audit_counts: Arc::default(),
            load: Arc::default(),
            queue: Arc::default(),
            apart: Arc::new(Semaphore::new(READS_APART)),
        })
    }

    /// Reads, on this thread, in one transaction: everything `read` sees is of one moment.
    pub(crate) fn read<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = self.load.read();
        match &*self.engine {
            Engine::Sqlite(engine) => engine.read(read),
            Engine::Postgres(engine) => engine.read(read),
        }
    }

    /// Reads, on this thread, without a transaction: for one statement, or for several that may be of different
    /// moments. On PostgreSQL it saves the transaction's own statements.
    pub(crate) fn glance<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = self.load.read();
        match &*self.engine {
            Engine::Sqlite(engine) => engine.glance(read),
            Engine::Postgres(engine) => engine.glance(read),
        }
    }

    /// The answer to a question, if there is one.
    pub(crate) async fn ask<T>(&self, question: Question<'_, T>) -> Result<Option<T>, DbError> {
        let mut first = None;
        let take = |row: &Row<'_>| {
            if first.is_none() {
                first = Some((question.read)(row)?);
            }
            Ok(())
        };
        self.show(&question.sql, &question.params, take).await?;
        Ok(first)
    }

    /// Shows every row that one statement finds, which must be at once: on PostgreSQL others wait behind it.
    pub(crate) async fn show(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut show: impl FnMut(&Row<'_>) -> Result<(), DbError>,
    ) -> Result<(), DbError> {
        let _under_way = self.load.read();
        match &*self.engine {
            Engine::Sqlite(engine) => engine.glance(|session| session.each(sql, params, show)),
            Engine::Postgres(engine) => {
                session::check(params)?;
                let rows = engine.ask(sql, params).await?;
                rows.into_iter().try_for_each(|row| show(&Row(session::RowOf::Postgres(row))))
            }
        }
    }

    /// How the engine writes what each writes its own way.
    fn dialect(&self) -> Dialect {
        match *self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Reads off the runtime's threads, few at a time: for what may take longer than a page does.
    pub(crate) async fn read_apart<T, E>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let cut_off = |why: String| Err(DbError::Engine(format!("a read was cut off: {why}")).into());
        let permit = match Arc::clone(&self.apart).acquire_owned().await {
            Ok(permit) => permit,
            Err(closed) => return cut_off(closed.to_string()),
        };
        let database = self.clone();
        let reading = move || {
            let _permit = permit;
            database.read(read)
        };
        match tokio::task::spawn_blocking(reading).await {
            Ok(result) => result,
            Err(failure) => cut_off(failure.to_string()),
        }
    }

    /// Writes, off the runtime's threads; an error undoes everything. Acknowledged when it is on the disk, together
    /// with whatever else waited (see `queue.rs`).
    pub(crate) async fn write<T, E>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let _under_way = self.load.write();
        let (answered, is_my_turn) = self.queue.add(write);
        if is_my_turn {
            let database = self.clone();
            tokio::task::spawn_blocking(move || database.queue.work_off(&database.engine));
        }
        let cut_off = |_| Err(DbError::Engine("a write was cut off".to_owned()).into());
        answered.await.unwrap_or_else(cut_off)
    }

    /// Writes in one transaction on this thread: for the command line.
    pub(crate) fn write_here<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = self.load.write();
        self.engine.write(write)
    }

    /// Makes the engine ready for reading what a bulk load has written.
    pub(crate) fn settle(&self) -> Result<(), DbError> {
        match &*self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(engine) => engine.settle(),
        }
    }

    /// Leaves the database as whoever copies its file wants it: nothing stands beside it that belongs into it. The last
    /// that is done with it.
    ///
    /// # Errors
    /// Why something still does; nothing is lost by that.
    pub(crate) fn leave(&self) -> Result<(), DbError> {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.empty_log(),
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Why it does not.
    pub(crate) fn check(&self) -> Result<(), DbError> {
        self.read(iams::all).map(drop)
    }

    /// How much it is asked at this moment.
    pub(crate) fn load(&self) -> &Load {
        &self.load
    }

    /// Whether other processes that serve may use it as well.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(*self.engine, Engine::Postgres(_))
    }

    /// The totals of searches that were counted before.
    pub(crate) fn counts(&self) -> &CountCache {
        &self.counts
    }

    /// The totals of searches in the audit log.
    fn audit_counts(&self) -> &AuditCounts {
        &self.audit_counts
    }
}
