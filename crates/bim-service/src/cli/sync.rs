//! Directories that people come from, as `serve` is told.

use std::path::PathBuf;

use clap::Args;

use crate::ldap::Provider;
use crate::settings::SyncSettings;

/// Directories that people come from; the built-in provider `bim` is always there.
#[derive(Debug, Args)]
#[command(next_help_heading = "Identity providers")]
pub(super) struct SyncArgs {
    /// A JSON file that describes an LDAP directory, as the field iamConfig of POST /iam/{iamId}/sync does; may be
    /// repeated, or listed with commas.
    #[arg(long, env = "BIM_IAM", value_name = "FILE", value_delimiter = ',')]
    iam: Vec<PathBuf>,
    /// Another directory that a sync may be tried with, under credentials of its own: a host, or host:port; may be
    /// repeated, or listed with commas.
    #[arg(long, env = "BIM_SYNC_HOST", value_name = "HOST", value_delimiter = ',')]
    sync_host: Vec<String>,
    /// The share of a directory's enabled people that a sync disables without being told their number.
    #[arg(long, env = "BIM_SYNC_DISABLE_LIMIT", value_name = "PERCENT", default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=100))]
    sync_disable_limit: u8,
    /// A sync that concerns more people than this goes on in the background.
    #[arg(long, env = "BIM_SYNC_BACKGROUND", value_name = "N", default_value_t = 1_000)]
    sync_background: u32,
}

impl SyncArgs {
    /// The settings.
    ///
    /// # Errors
    /// A file that cannot be used, or two of one id.
    pub(super) fn settings(&self) -> Result<SyncSettings, String> {
        let mut providers = Vec::<Provider>::new();
        for file in &self.iam {
            let provider = Provider::read(file)?;
            if providers.iter().any(|known| known.id.eq_ignore_ascii_case(&provider.id)) {
                return Err(format!("two identity providers have the id {}", provider.id));
            }
            providers.push(provider);
        }
        Ok(SyncSettings {
            providers,
            hosts: self.sync_host.clone(),
            disable_limit: self.sync_disable_limit,
            background: self.sync_background,
        })
    }
}
