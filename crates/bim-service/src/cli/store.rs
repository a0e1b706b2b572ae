//! Where the data is: what every command that opens the database takes.

use std::path::PathBuf;

use clap::Args;

use crate::clock::Clock;
use crate::service::{DatabaseUrl, Place, Service};
use crate::settings::{PublicUrl, Settings};

#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// The folder of the database; created when it is not there.
    #[arg(long, env = "BIM_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead of a folder: postgres://user:password@host:port/database. Connections to other
    /// machines are encrypted and checked, against the authorities in ?sslrootcert=FILE or the system's;
    /// ?sslmode=disable turns that off.
    #[arg(
        long,
        env = "BIM_DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        conflicts_with = "data"
    )]
    database_url: Option<DatabaseUrl>,
}

impl StoreArgs {
    /// The folder, for commands that work on its files.
    pub(super) fn folder(&self) -> Result<PathBuf, String> {
        match self.place()? {
            Place::Folder(folder) => Ok(folder),
            Place::Server(_) => {
                Err("this works on a folder; PostgreSQL has pg_dump and pg_restore for it".to_owned())
            }
        }
    }

    /// Where the database is.
    pub(super) fn place(&self) -> Result<Place, String> {
        match (&self.data, &self.database_url) {
            (_, Some(url)) => Ok(Place::Server(url.clone())),
            (Some(folder), None) => Ok(Place::Folder(folder.clone())),
            (None, None) => Err("either --data or --database-url says where the database is".to_owned()),
        }
    }

    /// The service's insides, for commands that serve nothing and make no links.
    pub(super) fn open(&self) -> Result<Service, String> {
        self.open_for("http://127.0.0.1/".parse()?)
    }

    /// The service's insides, for commands whose links lead to `public_url`.
    pub(super) fn open_for(&self, public_url: PublicUrl) -> Result<Service, String> {
        Service::open(self.place()?, Settings::new(public_url), Clock::system())
    }
}
