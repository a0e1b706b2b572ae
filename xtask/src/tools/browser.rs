//! The browser that the tests drive, and the accessibility checker that they load into it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{node, system, version};
use crate::place;

pub(crate) fn ensure_browser() -> Result<()> {
    if version("chromium").is_some() && version("chromedriver").is_some() {
        return Ok(());
    }
    system::install(&["chromium", "chromium-driver"]).context("The tests need a browser")
}

/// axe-core, one script.
pub(crate) fn axe() -> Result<PathBuf> {
    node::ensure_package("axe-core", "4.14.1")?;
    Ok(place::tools().join("node_modules/axe-core/axe.min.js"))
}
