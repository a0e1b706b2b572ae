//! Builds what the budgets are compared with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::directory;
use crate::{place, process, tools};

pub(super) struct Floors {
    /// Leptos and its router, as a site.
    pub(super) leptos: PathBuf,
    /// One SELECT, one answer.
    pub(super) service: PathBuf,
    /// A list of people in plain JavaScript, as a site.
    pub(super) page: PathBuf,
}

pub(super) fn build() -> Result<Floors> {
    let sources = place::root().join("bench");
    Ok(Floors {
        leptos: leptos(&sources.join("floor/leptos"))?,
        service: service(&sources.join("floor/service"))?,
        page: sources.join("page"),
    })
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

fn service(source: &Path) -> Result<PathBuf> {
    let target = directory().join("service-floor");
    cargo(source, &target, &[])?;
    Ok(target.join("release/service-floor"))
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
