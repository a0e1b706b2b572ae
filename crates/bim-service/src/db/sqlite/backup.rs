//! Copies of the database: taken while the service runs, put back while it does not.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::lock::FolderLock;
use super::{BUSY, FILE, MIGRATIONS};
use crate::db::DbError;

fn said(what: &str, path: &Path, error: impl std::fmt::Display) -> DbError {
    DbError::Engine(format!("cannot {what} {}: {error}", path.display()))
}

/// Copies the database in `folder` to a new file, for its owner's eyes alone. The copy is of one moment; writes go
/// on meanwhile.
pub(crate) fn back_up(folder: &Path, to: &Path) -> Result<(), DbError> {
    let from = folder.join(FILE);
    if !from.exists() {
        return Err(DbError::Engine(format!("there is no database in {}", folder.display())));
    }
    if to.exists() {
        return Err(DbError::Engine(format!("{} is there already", to.display())));
    }
    let _lock = FolderLock::share(folder)?;
    copy(&from, to)
}

/// Puts a backup in the place of the database in `folder`. One that is there already gives way only when told; false
/// otherwise.
pub(crate) fn restore(backup: &Path, folder: &Path, is_told: bool) -> Result<bool, DbError> {
    check(backup)?;
    std::fs::create_dir_all(folder).map_err(|error| said("create the folder", folder, error))?;
    let _lock = FolderLock::own(folder)?;
    let to = folder.join(FILE);
    if to.exists() && !is_told {
        return Ok(false);
    }
    // What is still in the log of the old database must not be taken for the new one's.
    for ending in ["-wal", "-shm"] {
        let log = folder.join(format!("{FILE}{ending}"));
        if log.exists() {
            std::fs::remove_file(&log).map_err(|error| said("remove", &log, error))?;
        }
    }
    copy(backup, &to)?;
    Ok(true)
}

/// Whether the file is a whole database of this service, at a schema that this program knows.
fn check(backup: &Path) -> Result<(), DbError> {
    if !backup.is_file() {
        return Err(DbError::Engine(format!("there is no file {}", backup.display())));
    }
    let connection = read_only(backup)?;
    let ask = |pragma: &str| {
        connection.query_row(pragma, [], |row| row.get::<_, String>(0)).map_err(|e| said("read", backup, e))
    };
    let verdict = ask("PRAGMA integrity_check(1)")?;
    if verdict != "ok" {
        return Err(DbError::Engine(format!("{} is damaged: {verdict}", backup.display())));
    }
    let version: u32 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(|error| said("read", backup, error))?;
    let has_people = ask("SELECT count(*) || '' FROM sqlite_schema WHERE type = 'table' AND name = 'users'")?;
    if version == 0 || has_people != "1" {
        return Err(DbError::Engine(format!("{} is no database of this service", backup.display())));
    }
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if version > known {
        return Err(DbError::Engine(format!(
            "{} has schema version {version}, this program knows {known}: use a newer program",
            backup.display()
        )));
    }
    Ok(())
}

fn read_only(path: &Path) -> Result<Connection, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| said("open", path, error))
}

/// Copies one database over another in one step, which sees one moment; whole on the disk, or not at all.
fn copy(from: &Path, to: &Path) -> Result<(), DbError> {
    let partial = PathBuf::from(format!("{}.partial", to.display()));
    let copied = copy_pages(from, &partial).and_then(|()| {
        let keep = File::open(&partial).and_then(|file| file.sync_all());
        keep.and_then(|()| std::fs::rename(&partial, to)).map_err(|error| said("write", to, error))
    });
    if copied.is_err() {
        // It may not even be there; the first failure is the one to tell.
        let _ = std::fs::remove_file(&partial);
        return copied;
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| said("write", folder, error))
}

fn copy_pages(from: &Path, partial: &Path) -> Result<(), DbError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(partial).map_err(|error| said("write", partial, error))?;
    let source = read_only(from)?;
    source.busy_timeout(BUSY)?;
    let mut target = Connection::open(partial).map_err(|error| said("write", partial, error))?;
    let step = Backup::new(&source, &mut target)
        .and_then(|backup| backup.step(-1))
        .map_err(|error| said("write", partial, error))?;
    match step {
        StepResult::Done => {}
        _ => return Err(said("copy", from, "it is busy")),
    }
    target.close().map_err(|(_, error)| said("write", partial, error))
}
