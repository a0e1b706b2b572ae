//! What `cargo xtask test e2e` hands over: the builds under test, and where evidence of a failure goes.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// The release build of the app.
pub(crate) fn app() -> Result<PathBuf> {
    path("BIM_E2E_APP")
}

/// The `bim-service` program.
pub(crate) fn service() -> Result<PathBuf> {
    path("BIM_E2E_SERVICE")
}

/// axe-core, as one script.
pub(crate) fn axe() -> Result<PathBuf> {
    path("BIM_E2E_AXE")
}

/// Whether the service is asked to be one that has no more than the contract: without extensions and row 36.
#[must_use]
pub fn is_bare() -> bool {
    env::var_os("BIM_E2E_BARE").is_some()
}

/// Screenshots, texts and logs of what failed.
pub(crate) fn evidence() -> Result<PathBuf> {
    path("BIM_E2E_EVIDENCE")
}

fn path(name: &str) -> Result<PathBuf> {
    Ok(value(name)?.into())
}

fn value(name: &str) -> Result<std::ffi::OsString> {
    env::var_os(name).with_context(|| format!("{name} is not set: start with `cargo xtask test e2e`"))
}
