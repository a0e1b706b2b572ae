//! What npm brings: wasm-opt, esbuild, axe-core and Playwright.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::{command, system, version};
use crate::{place, process};

/// binaryen's release; Debian's own (108) breaks the app without a word.
const WASM_OPT: &str = "132";

pub(super) fn ensure_wasm_opt() -> Result<()> {
    if version("wasm-opt").as_deref() == Some(WASM_OPT) {
        return Ok(());
    }
    ensure_package("binaryen", "132.0.0")
}

/// Minifies JavaScript.
pub(super) fn ensure_esbuild() -> Result<()> {
    ensure_package("esbuild", "0.28.2")
}

/// Drives Chromium for the measurements.
pub(super) fn ensure_playwright() -> Result<()> {
    ensure_package("playwright-core", "1.65.1")
}

/// Makes sure that a package stands in `target/tools/node_modules` at one version.
pub(super) fn ensure_package(package: &str, wanted: &str) -> Result<()> {
    let manifest = place::tools().join("node_modules").join(package).join("package.json");
    let installed = fs::read(&manifest)
        .ok()
        .and_then(|text| serde_json::from_slice::<serde_json::Value>(&text).ok())
        .is_some_and(|manifest| manifest["version"] == wanted);
    if installed {
        return Ok(());
    }
    ensure_node()?;
    println!("Installing {package} {wanted}");
    fs::create_dir_all(place::tools())?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix"]);
    process::run(npm.arg(place::tools()).arg(format!("{package}@{wanted}")))
}

/// Node.js, and what installs packages of it.
pub(super) fn ensure_node() -> Result<()> {
    let present = |program: &str| process::output(Command::new(program).arg("--version")).is_some();
    if present("node") && present("npm") {
        return Ok(());
    }
    system::install(&["nodejs", "npm"])
}
