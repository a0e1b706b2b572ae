//! `bim-service migrate`, `backup` and `restore`.

use std::path::PathBuf;

use clap::Args;

use super::store::StoreArgs;
use crate::db;

#[derive(Debug, Args)]
pub(super) struct MigrateArgs {
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The new file; one that is there already is kept.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Replaces the database that is there.
    #[arg(long)]
    force: bool,
    /// A file that `backup` made.
    file: PathBuf,
}

impl MigrateArgs {
    pub(super) fn run(self) -> Result<(), String> {
        self.store.open()?;
        println!("the database is up to date");
        Ok(())
    }
}

impl BackupArgs {
    pub(super) fn run(self) -> Result<(), String> {
        db::back_up(&self.store.folder()?, &self.file).map_err(|error| error.to_string())?;
        println!("wrote {}", self.file.display());
        Ok(())
    }
}

impl RestoreArgs {
    pub(super) fn run(self) -> Result<(), String> {
        let folder = self.store.folder()?;
        if !db::restore(&self.file, &folder, self.force).map_err(|error| error.to_string())? {
            return Err(format!("there is a database in {} already; --force replaces it", folder.display()));
        }
        println!("restored {}", folder.display());
        Ok(())
    }
}
