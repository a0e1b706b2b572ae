//! The browser that the tests drive, and the accessibility checker that they load into it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{node, rust, system, version};
use crate::place;

pub(crate) fn ensure_browser() -> Result<()> {
    if version("chromium").is_some() && version("chromedriver").is_some() {
        return Ok(());
    }
    system::install(&["chromium", "chromium-driver"]).context("The tests need a browser")
}

/// Firefox ESR and what drives it.
pub(crate) fn ensure_firefox() -> Result<()> {
    if version("firefox-esr").is_none() {
        system::install(&["firefox-esr"]).context("The stories are told in Firefox, too")?;
    }
    rust::ensure_geckodriver()
}

/// axe-core, one script.
pub(crate) fn axe() -> Result<PathBuf> {
    node::ensure_package("axe-core", "4.14.1")?;
    Ok(place::tools().join("node_modules/axe-core/axe.min.js"))
}
