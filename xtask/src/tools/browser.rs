//! The browser that the tests drive, and the accessibility checker that they load into it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::{node, rust, system, version};
use crate::{place, process};

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

/// WebKitGTK's browser, what drives it, and a screen for it.
pub(crate) fn ensure_webkit() -> Result<()> {
    let is_there = |program, ask| process::output(Command::new(program).arg(ask)).is_some();
    if is_there("WebKitWebDriver", "--help") && is_there("Xvfb", "-help") {
        return Ok(());
    }
    system::install(&["webkit2gtk-driver", "xvfb"]).context("The stories are told in WebKit, too")
}

/// axe-core, one script.
pub(crate) fn axe() -> Result<PathBuf> {
    node::ensure_package("axe-core", "4.14.1")?;
    Ok(place::tools().join("node_modules/axe-core/axe.min.js"))
}
