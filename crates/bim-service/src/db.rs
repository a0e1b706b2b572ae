//! The database: people, groups, keys and tokens, and how they are found.
//!
//! Owns every statement of SQL. Knows nothing of HTTP: no status code, no header, no wire type.
//! `sqlite.rs` is the only file that knows the engine; everything else speaks through [`Session`].

pub(crate) mod api_keys;
pub(crate) mod attributes;
pub(crate) mod audit;
mod audit_counts;
pub(crate) mod audit_search;
pub(crate) mod authorizations;
pub(crate) mod counts;
pub(crate) mod domains;
pub(crate) mod group_members;
pub(crate) mod group_search;
pub(crate) mod groups;
pub(crate) mod iams;
pub(crate) mod listed_user;
mod load;
pub(crate) mod passwords;
pub(crate) mod projects;
pub(crate) mod sequences;
pub(crate) mod session;
pub(crate) mod sqlite;
mod statement;
pub(crate) mod tokens;
mod user_conditions;
pub(crate) mod user_filter;
pub(crate) mod user_search;
pub(crate) mod users;

use std::path::Path;
use std::sync::Arc;

pub(crate) use load::Load;
pub(crate) use session::{DbError, Param, Row, Session};

use audit_counts::AuditCounts;
use counts::CountCache;
use sqlite::Sqlite;
pub(crate) use sqlite::backup::{back_up, restore};

/// The database, shared by every request.
#[derive(Clone)]
pub(crate) struct Database {
    engine: Arc<Sqlite>,
    counts: Arc<CountCache>,
    audit_counts: Arc<AuditCounts>,
    load: Arc<Load>,
}

impl Database {
    /// Opens the database in this folder, creating it and bringing its schema up to date.
    ///
    /// # Errors
    /// The folder cannot be written, the file is no database, or it is newer than this program.
    pub(crate) fn open(folder: &Path) -> Result<Self, DbError> {
        Ok(Self {
            engine: Arc::new(Sqlite::open(folder)?),
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
        self.engine.read(read)
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
        let engine = Arc::clone(&self.engine);
        match tokio::task::spawn_blocking(move || engine.read(read)).await {
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
        self.engine.write(write)
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
