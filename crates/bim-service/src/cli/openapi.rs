//! `bim-service openapi`.

use std::io::Write;

use clap::Args;

use super::serve::Switch;
use crate::service::openapi;

#[derive(Debug, Args)]
pub(super) struct OpenapiArgs {
    /// Whether the extensions under /bim/ext are in it.
    #[arg(long, env = "BIM_EXTENSIONS", value_enum, default_value_t = Switch::On)]
    extensions: Switch,
}

impl OpenapiArgs {
    pub(super) fn run(self) -> Result<(), String> {
        let document = openapi(matches!(self.extensions, Switch::On))?;
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &document)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(out))
            .map_err(|error| format!("cannot write the document: {error}"))
    }
}
