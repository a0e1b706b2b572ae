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
pub(crate) mod sequences;
pub(crate) mod session;
mod sqlite;
mod statement;
pub(crate) mod tokens;
mod user_conditions;
pub(crate) mod user_filter;
pub(crate) mod user_search;
pub(crate) mod users;

use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use load::Load;
pub use postgres::DatabaseUrl;
pub(crate) use session::{DbError, Param, Row, Session};

use audit_counts::AuditCounts;
use counts::CountCache;
use postgres::Postgres;
use sqlite::Sqlite;
pub(crate) use sqlite::backup::{back_up, restore};

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

/// The database, shared by every request.
#[derive(Clone)]
pub(crate) struct Database {
    engine: Arc<Engine>,
    counts: Arc<CountCache>,
    audit_counts: Arc<AuditCounts>,
    load: Arc<Load>,
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

    /// Reads off the runtime's threads: for what may take longer than a page does.
    pub(crate) async fn read_apart<T, E>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let database = self.clone();
        match tokio::task::spawn_blocking(move || database.read(read)).await {
            Ok(result) => result,
            Err(failure) => Err(DbError::Engine(format!("a read was cut off: {failure}")).into()),
        }
    }

    /// Writes in one transaction, off the runtime's threads; an error undoes everything.
    pub(crate) async fn write<T, E>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let database = self.clone();
        match tokio::task::spawn_blocking(move || database.write_here(write)).await {
            Ok(result) => result,
            Err(failure) => Err(DbError::Engine(format!("a write was cut off: {failure}")).into()),
        }
    }

    /// Writes in one transaction on this thread: for the command line.
    pub(crate) fn write_here<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _under_way = self.load.write();
        match &*self.engine {
            Engine::Sqlite(engine) => engine.write(write),
            Engine::Postgres(engine) => engine.write(write),
        }
    }

    /// Makes the engine ready for reading what a bulk load has written.
    pub(crate) fn settle(&self) -> Result<(), DbError> {
        match &*self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(engine) => engine.settle(),
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

    /// The totals of searches that were counted before.
    pub(crate) fn counts(&self) -> &CountCache {
        &self.counts
    }

    /// The totals of searches in the audit log.
    fn audit_counts(&self) -> &AuditCounts {
        &self.audit_counts
    }
}
