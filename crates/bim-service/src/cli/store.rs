//! Where the data is: what every command that opens the database takes.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::clock::Clock;
use crate::service::Service;
use crate::settings::{PublicUrl, Settings};

#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// The folder of the database; created when it is not there.
    #[arg(long, env = "BIM_DATA", value_name = "DIR")]
    pub(super) data: PathBuf,
}

impl StoreArgs {
    /// The folder, for commands that work on its files.
    pub(super) fn folder(&self) -> Result<&Path, String> {
        Ok(&self.data)
    }

    /// The service's insides, for commands that serve nothing and make no links.
    pub(super) fn open(&self) -> Result<Service, String> {
        self.open_for("http://127.0.0.1/".parse()?)
    }

    /// The service's insides, for commands whose links lead to `public_url`.
    pub(super) fn open_for(&self, public_url: PublicUrl) -> Result<Service, String> {
        Service::open(&self.data, Settings::new(public_url), Clock::system())
    }
}
