//! Builds what the budgets are compared with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::directory;
use crate::{place, process, tools};

/// Floors of pages.
pub(super) struct Sites {
    /// Leptos and its router.
    pub(super) leptos: PathBuf,
    /// A list of people in plain JavaScript.
    pub(super) page: PathBuf,
}

pub(super) fn sites() -> Result<Sites> {
    Ok(Sites { leptos: leptos(&sources().join("floor/leptos"))?, page: sources().join("page") })
}

/// The service's: one SELECT, one answer; one small change.
pub(super) fn service() -> Result<PathBuf> {
    let target = directory().join("service-floor");
    cargo(&sources().join("floor/service"), &target, &[])?;
    Ok(target.join("release/service-floor"))
}

fn sources() -> PathBuf {
    place::root().join("bench")
}

fn leptos(source: &Path) -> Result<PathBuf> {
    let target = directory().join("leptos-floor");
    cargo(source, &target, &["--target", "wasm32-unknown-unknown"])?;
    let site = directory().join("leptos-site");
    let module = target.join("wasm32-unknown-unknown/release/leptos-floor.wasm");
    let mut bindgen = tools::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir"]).arg(&site);
    process::run(bindgen.arg(module))?;
    let wasm = site.join("app_bg.wasm");
    let mut optimise = tools::command("wasm-opt");
    process::run(optimise.args(["-Oz", "--strip-debug", "--strip-producers", "-o"]).arg(&wasm).arg(&wasm))?;
    fs::copy(source.join("index.html"), site.join("index.html")).context("the floor's page")?;
    Ok(site)
}

fn cargo(source: &Path, target: &Path, more: &[&str]) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--locked"])
        .args(more)
        .current_dir(source)
        .env("CARGO_TARGET_DIR", target);
    process::run(&mut cargo)
}
