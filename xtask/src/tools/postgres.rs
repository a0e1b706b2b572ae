//! The server that the service's tests talk to when they try the other engine.

use anyhow::{Context, Result};

use super::system;

/// PostgreSQL's programs; the tests start servers of their own with them.
pub(crate) fn ensure_postgres() -> Result<()> {
    match bim_postgres::programs() {
        Some(_) => Ok(()),
        None => system::install(&["postgresql"]).context("The tests need PostgreSQL"),
    }
}
