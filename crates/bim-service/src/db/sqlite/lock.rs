//! Who uses the folder of a database: any number of processes share it, or one has it for itself.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::db::DbError;

const FILE: &str = "bim.lock";

/// Holds the folder until it is dropped; the kernel lets go of it when the process dies.
#[derive(Debug)]
pub(super) struct FolderLock(#[expect(dead_code, reason = "held, not read")] File);

impl FolderLock {
    /// Shares the folder with others.
    pub(super) fn share(folder: &Path) -> Result<Self, DbError> {
        Self::take(folder, File::try_lock_shared, "is just being restored")
    }

    /// Has the folder alone.
    pub(super) fn own(folder: &Path) -> Result<Self, DbError> {
        Self::take(folder, File::try_lock, "is in use: stop the service first")
    }

    fn take(
        folder: &Path,
        lock: fn(&File) -> Result<(), TryLockError>,
        taken: &str,
    ) -> Result<Self, DbError> {
        let path = folder.join(FILE);
        super::keep_private(&path)
            .and_then(|()| File::open(&path))
            .map_err(|error| DbError::Engine(format!("cannot write {}: {error}", path.display())))
            .and_then(|file| match lock(&file) {
                Ok(()) => Ok(Self(file)),
                Err(TryLockError::WouldBlock) => {
                    Err(DbError::Engine(format!("the database in {} {taken}", folder.display())))
                }
                Err(TryLockError::Error(error)) => {
                    Err(DbError::Engine(format!("cannot lock {}: {error}", path.display())))
                }
            })
    }
}
