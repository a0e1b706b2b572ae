//! Moves what was written from the log into the database, on a thread of its own: the writer, for whom all wait who
//! write, goes on meanwhile. A write is durable in the log before that.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use super::settle;

/// After so many pages more in the log, some are moved.
const SOME: i32 = 1_000;

/// The same shortly before [`MOST`]: little is left for the writer then.
const FEW: i32 = 250;

/// With so many pages, 64 MB, the writer itself moves what is left, so that the log begins anew.
const MOST: i32 = 16_000;

/// The thread; it ends when the writer is closed.
pub(super) struct Checkpoints(Option<JoinHandle<()>>);

impl Checkpoints {
    /// From now on, after the commits of `writer`, which has the database at `path` open.
    pub(super) fn begin(writer: &mut Connection, path: &Path) -> rusqlite::Result<Self> {
        let (ask, asked) = sync_channel(1);
        let (mut last, mut next) = (0, SOME);
        writer.wal_hook(Some(move |log: &mut rusqlite::hooks::Wal, pages: i32| {
            if pages < last {
                next = SOME;
            }
            last = pages;
            if pages >= MOST {
                // Whatever comes of it, the commit before it stands; the next one tries again.
                let _ = log.checkpoint();
            } else if pages >= next {
                next = pages + if pages < MOST - 2 * SOME { SOME } else { FEW };
                let _ = ask.try_send(());
            }
            Ok(())
        }))?;
        let path = path.to_owned();
        let thread = thread::Builder::new().name("checkpoints".to_owned());
        // Without it, the writer moves all.
        Ok(Self(thread.spawn(move || work_off(path, asked)).ok()))
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            let _ = thread.join();
        }
    }
}

fn work_off(path: PathBuf, asked: Receiver<()>) {
    let mut connection = None;
    while asked.recv().is_ok() {
        if let Err(error) = checkpoint(&mut connection, &path) {
            tracing::debug!(%error, "the log could not be moved");
        }
    }
}

fn checkpoint(kept: &mut Option<Connection>, path: &Path) -> rusqlite::Result<()> {
    let connection = match kept {
        Some(connection) => connection,
        None => {
            let connection = Connection::open(path)?;
            settle(&connection)?;
            // FULL: the log is on the disk before what stands in it changes the database.
            connection.execute_batch("PRAGMA synchronous = FULL")?;
            kept.insert(connection)
        }
    };
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::db::{DbError, Session, sqlite::Sqlite};

    /// How long the thread may take, whatever the machine is busy with.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// Pages that one write of a test adds.
    const PART: i32 = 500;

    /// A page of the log has a head of 24 bytes.
    fn of_log(pages: i32) -> u64 {
        u64::from(pages.unsigned_abs()) * (4_096 + 24)
    }

    fn of_database(pages: i32) -> u64 {
        u64::from(pages.unsigned_abs()) * 4_096
    }

    fn size(path: &Path) -> u64 {
        std::fs::metadata(path).expect("a file").len()
    }

    fn add_part() -> String {
        format!("INSERT INTO parts (bytes) VALUES (zeroblob({PART} * 4096))")
    }

    #[test]
    fn whoever_is_asked_moves_the_log_into_the_database() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bim.sqlite3");
        let writer = Connection::open(&path).expect("a database");
        let write = format!(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE parts (bytes BLOB); {}",
            add_part()
        );
        writer.execute_batch(&write).expect("a write");
        assert!(size(&path) < of_database(PART), "it is in the log alone");
        let (ask, asked) = sync_channel(1);
        ask.send(()).expect("room for a wish");
        drop(ask);
        work_off(path.clone(), asked);
        assert!(size(&path) >= of_database(PART), "{} bytes", size(&path));
    }

    #[test]
    fn a_thread_moves_the_log_long_before_the_writer_would() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("bim.sqlite3");
        let database = Sqlite::open(folder.path()).expect("a database");
        let write = |sql: &str| {
            database.write::<_, DbError>(|session| session.execute(sql, &[])).expect("a write");
        };
        write("CREATE TABLE parts (bytes BLOB)");
        (0..=SOME / PART).for_each(|_| write(&add_part()));
        assert!(size(&folder.path().join("bim.sqlite3-wal")) < of_log(MOST), "the writer moves nothing");
        let begun = Instant::now();
        while size(&path) < of_database(PART) {
            assert!(begun.elapsed() < PATIENCE, "nobody moves it: {} bytes", size(&path));
            thread::yield_now();
        }
    }

    #[test]
    fn the_log_begins_anew_however_much_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let parts = 3 * MOST / 2 / PART;
        let kept = {
            let database = Sqlite::open(folder.path()).expect("a database");
            let write = |sql: &str| {
                database.write::<_, DbError>(|session| session.execute(sql, &[])).expect("a write");
            };
            write("CREATE TABLE parts (bytes BLOB)");
            for _ in 0..parts {
                write(&add_part());
            }
            size(&folder.path().join("bim.sqlite3-wal"))
        };
        // The writer may have found the thread at it, and tried again later.
        let most = of_log(MOST + 4 * PART);
        assert!(kept > of_log(SOME) && kept < most, "{kept} bytes of at most {most}");
        let database = Sqlite::open(folder.path()).expect("the database again");
        let count = |session: &Session<'_>| {
            session.query_one("SELECT count(*) FROM parts", &[], |row| row.get::<i64>(0))
        };
        assert_eq!(database.read::<_, DbError>(count).expect("a count"), Some(i64::from(parts)));
    }
}
