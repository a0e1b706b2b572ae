//! SQLite: the connections, their settings, the migrations, and what only this engine writes that way.
//!
//! Reads take a read-only connection from a small pool and run where they are called: a page is found in
//! well under a millisecond, less than a hand-over to another thread costs. Writes queue for the one writer.

pub(super) mod backup;
mod checkpoints;
mod lock;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use super::dialect::TextField;
use super::session::{RowOf, SessionOf, params};
use super::{DbError, Param, Row, Session};
use checkpoints::Checkpoints;
use lock::FolderLock;

const FILE: &str = "bim.sqlite3";

/// Schema changes in order; a change that has shipped is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/sqlite/0001_people.sql"),
    include_str!("../../migrations/sqlite/0002_flags.sql"),
    include_str!("../../migrations/sqlite/0003_audit.sql"),
    include_str!("../../migrations/sqlite/0004_impersonation.sql"),
    include_str!("../../migrations/sqlite/0005_unfinished.sql"),
    include_str!("../../migrations/sqlite/0006_syncs.sql"),
    include_str!("../../migrations/sqlite/0007_configured_iams.sql"),
    include_str!("../../migrations/sqlite/0008_audit_names.sql"),
];

/// How long a statement waits for another process (a backup, the command line) to let go of the file.
const BUSY: Duration = Duration::from_secs(10);

/// How long a service that ends waits for others.
const LAST: Duration = Duration::from_secs(1);

/// Prepared statements that each connection keeps.
const STATEMENTS: usize = 64;

pub(crate) struct Sqlite {
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    /// After the writer, which ends it.
    _checkpoints: Checkpoints,
    path: std::path::PathBuf,
    /// Keeps a backup from being put back meanwhile.
    _lock: FolderLock,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held left a transaction that was rolled back: nothing is half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sqlite {
    pub(super) fn open(folder: &Path) -> Result<Self, DbError> {
        std::fs::create_dir_all(folder).map_err(|error| {
            DbError::Engine(format!("cannot create the folder {}: {error}", folder.display()))
        })?;
        let lock = FolderLock::share(folder)?;
        let path = folder.join(FILE);
        keep_private(&path)
            .map_err(|error| DbError::Engine(format!("cannot write {}: {error}", path.display())))?;
        let describe =
            |error: rusqlite::Error| DbError::Engine(format!("cannot open {}: {error}", path.display()));
        let mut writer = Connection::open(&path).map_err(describe)?;
        settle(&writer).map_err(describe)?;
        // FULL: a write is on the disk before it is acknowledged, so it survives a crash right after.
        // 8 MB: to end a transaction that divided pages, SQLite looks at each page that it keeps.
        // MEMORY: each write can be undone by itself, and what that takes would be a file made and removed each time.
        writer
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;",
            )
            .map_err(describe)?;
        migrate(&mut writer).map_err(|error| match error {
            DbError::Engine(message) => {
                DbError::Engine(format!("cannot bring {} up to date: {message}", path.display()))
            }
            other => other,
        })?;
        let checkpoints = Checkpoints::begin(&mut writer, &path).map_err(describe)?;
        Ok(Self {
            readers: Mutex::default(),
            writer: Mutex::new(writer),
            _checkpoints: checkpoints,
            path,
            _lock: lock,
        })
    }

    fn reader(&self) -> Result<Connection, DbError> {
        if let Some(connection) = lock(&self.readers).pop() {
            return Ok(connection);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        settle(&connection)?;
        // The kernel keeps the file's pages for all. Mapping the file would count them for each connection anew.
        connection.execute_batch("PRAGMA cache_size = -4000; PRAGMA query_only = ON;")?;
        Ok(connection)
    }

    pub(super) fn read<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.reader()?;
        let result = {
            let session = Session::new(SessionOf::Sqlite(SqliteSession { connection: &connection }));
            session.execute("BEGIN", &[])?;
            let result = read(&session);
            session.execute("COMMIT", &[])?;
            result
        };
        // A connection whose read panicked is dropped instead: its transaction may still be open.
        lock(&self.readers).push(connection);
        result
    }

    /// Reads without a transaction: each statement is of its own moment.
    pub(super) fn glance<T, E: From<DbError>>(
        &self,
        read: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = self.reader()?;
        let result = read(&Session::new(SessionOf::Sqlite(SqliteSession { connection: &connection })));
        lock(&self.readers).push(connection);
        result
    }

    pub(super) fn write<T, E: From<DbError>>(
        &self,
        write: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = lock(&self.writer);
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(DbError::from)?;
        let result = write(&Session::new(SessionOf::Sqlite(SqliteSession { connection: &transaction })))?;
        transaction.commit().map_err(DbError::from)?;
        Ok(result)
    }

    /// Moves what is in the log into the database, which is whole without it then. Whoever still writes or reads keeps
    /// the log where it is, and nothing is lost by that.
    pub(super) fn empty_log(&self) -> Result<(), DbError> {
        let Ok(writer) = self.writer.try_lock() else {
            return Err(DbError::Engine("it is written to".to_owned()));
        };
        writer.busy_timeout(LAST)?;
        let is_busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0))?;
        if is_busy { Err(DbError::Engine("it is in use".to_owned())) } else { Ok(()) }
    }
}

/// Makes the file for its owner's eyes alone before there is anything in it; SQLite's other files follow its mode.
fn keep_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

/// What readers and the writer have in common.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan never depends on the values bound: otherwise SQLite plans again whenever some are.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), DbError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let version_of = |connection: &Connection| {
        connection.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))
    };
    let version = version_of(connection)?;
    if version > known {
        return Err(DbError::Engine(format!(
            "its schema is version {version}, this program knows {known}: start a newer program"
        )));
    }
    for (number, sql) in (1..=known).zip(MIGRATIONS).filter(|(number, _)| *number > version) {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another program may have been at it meanwhile.
        if version_of(&transaction)? < number {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "user_version", number)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

pub(crate) struct SqliteSession<'a> {
    connection: &'a Connection,
}

impl SqliteSession<'_> {
    pub(super) fn each(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut visit: impl FnMut(Row<'_>) -> Result<bool, DbError>,
    ) -> Result<(), DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            if !visit(Row(RowOf::Sqlite(SqliteRow(row))))? {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(super) fn part(&self, part: impl FnOnce() -> bool) -> Result<(), DbError> {
        self.execute("SAVEPOINT part", &[])?;
        if !part() {
            self.execute("ROLLBACK TO part", &[])?;
        }
        self.execute("RELEASE part", &[])?;
        Ok(())
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, params: &[Param<'_>]) -> Result<(), DbError> {
    // SQLite takes `$1` for a name and numbers names as they appear; the value belongs to the name.
    for (number, param) in params.iter().enumerate() {
        let name = placeholder(number + 1);
        let Some(index) = statement.parameter_index(&name)? else {
            return Err(DbError::Engine(format!("a statement has no {name}")));
        };
        match param {
            Param::Null => statement.raw_bind_parameter(index, rusqlite::types::Null)?,
            Param::Bool(value) => statement.raw_bind_parameter(index, value)?,
            Param::Int(value) => statement.raw_bind_parameter(index, value)?,
            Param::Text(value) => statement.raw_bind_parameter(index, value.as_ref())?,
            Param::Bytes(value) => statement.raw_bind_parameter(index, value.as_ref())?,
        }
    }
    Ok(())
}

fn placeholder(number: usize) -> std::borrow::Cow<'static, str> {
    const FEW: [&str; 12] = ["$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12"];
    match FEW.get(number - 1) {
        Some(name) => (*name).into(),
        None => format!("${number}").into(),
    }
}

pub(crate) struct SqliteRow<'a>(&'a rusqlite::Row<'a>);

impl SqliteRow<'_> {
    pub(super) fn text(&self, column: usize) -> Result<Option<&str>, DbError> {
        match self.0.get_ref(column)? {
            ValueRef::Null => Ok(None),
            value => value.as_str().map(Some).map_err(|error| DbError::Engine(error.to_string())),
        }
    }

    pub(super) fn int(&self, column: usize) -> Result<Option<i64>, DbError> {
        Ok(self.0.get(column)?)
    }

    pub(super) fn bool(&self, column: usize) -> Result<Option<bool>, DbError> {
        Ok(self.0.get(column)?)
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _)
                if failure.code == ErrorCode::ConstraintViolation
                    && matches!(
                        failure.extended_code,
                        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                    ) =>
            {
                Self::Duplicate
            }
            _ => Self::Engine(error.to_string()),
        }
    }
}

/// The people in the order of an index; without statistics SQLite would guess another.
pub(super) fn users_through(index: &str) -> String {
    format!("users u INDEXED BY {index}")
}

/// A column that must not tempt the planner into an index.
pub(super) fn unindexed(column: &str) -> String {
    format!("+{column}")
}

/// Whether `column` holds the text of a placeholder.
pub(super) fn contains(column: &str, placeholder: &str) -> String {
    format!("instr({column}, {placeholder}) > 0")
}

/// Whether a person's text index has a match for a placeholder (see [`text_match`]).
pub(super) fn has_text(placeholder: &str) -> String {
    format!("u.id IN (SELECT rowid FROM users_text WHERE users_text MATCH {placeholder})")
}

/// The value for [`has_text`]; none when the index does not hold pieces that short.
pub(super) fn text_match(field: TextField, folded: &str) -> Option<String> {
    let column = match field {
        TextField::Name => "name",
        TextField::Email => "email",
        TextField::Userid => "userid",
    };
    (folded.chars().count() >= 3).then(|| format!("{column} : \"{}\"", folded.replace('"', "\"\"")))
}

/// Takes a person's text out of the substring index.
pub(super) fn unindex_text(session: &Session<'_>, user: i64) -> Result<(), DbError> {
    session.execute("DELETE FROM users_text WHERE rowid = $1", params![user])?;
    Ok(())
}

/// Puts a person's text into the substring index.
pub(super) fn index_text(
    session: &Session<'_>,
    user: i64,
    name: &str,
    email: &str,
    userid: &str,
) -> Result<(), DbError> {
    unindex_text(session, user)?;
    session.execute(
        "INSERT INTO users_text (rowid, name, email, userid) VALUES ($1, $2, $3, $4)",
        params![user, name, email, userid],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_start_together_bring_the_schema_up_to_date_once() {
        let folder = tempfile::tempdir().expect("a folder");
        // As an older program left it.
        let old = Connection::open(folder.path().join(FILE)).expect("a database");
        old.execute_batch("PRAGMA journal_mode = WAL").expect("a log");
        let start = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            let programs: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        Sqlite::open(folder.path()).map(drop)
                    })
                })
                .collect();
            for program in programs {
                program.join().expect("no panic").expect("an open database");
            }
        });
    }
}
