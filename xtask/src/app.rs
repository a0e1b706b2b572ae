//! Builds the single-page app with Trunk, and only when something it is made of has changed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{compress, fingerprint, place, process, split, stamp, tools};

const INPUTS: [&str; 19] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "boot.js",
    "build.rs",
    "config.json",
    "config.schema.json",
    "crates/bim-api/Cargo.toml",
    "crates/bim-api/src",
    "index.html",
    "rust-toolchain.toml",
    "self-test",
    "src",
    "style",
    "xtask/src/app.rs",
    "xtask/src/compress.rs",
    "xtask/src/split.rs",
    "xtask/src/stamp.rs",
];

/// Makes sure that the app is built; answers where.
pub(crate) fn build(debug: bool) -> Result<PathBuf> {
    let app = place::app(debug);
    let stamp = place::target().join(if debug { "app-debug.stamp" } else { "app-release.stamp" });
    let inputs = fingerprint::of(&place::root(), &INPUTS)?;
    if app.join("index.html").exists() && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
        return Ok(app);
    }
    tools::ensure_app_tools()?;
    println!("Building the app ({})", if debug { "debug" } else { "release" });
    fetch()?;
    let mut trunk = trunk("build", debug);
    if !debug {
        trunk.args(["--release", "--features", "split"]);
    }
    process::run(&mut trunk)?;
    if !debug {
        split::split(&app)?;
    }
    stamp::stamp(&app)?;
    if !debug {
        compress::directory(&app)?;
    }
    fs::write(&stamp, inputs).with_context(|| stamp.display().to_string())?;
    Ok(app)
}

/// Trunk works offline: what it needs has to be there before.
pub(crate) fn fetch() -> Result<()> {
    process::run(Command::new("cargo").args(["fetch", "--locked", "--quiet"]).current_dir(place::root()))
}

pub(crate) fn trunk(task: &str, debug: bool) -> Command {
    let mut trunk = tools::command("trunk");
    trunk.current_dir(place::root()).env_remove("NO_COLOR").env("RUST_BACKTRACE", "0").args([
        task,
        "--skip-version-check",
        "--dist",
    ]);
    trunk.arg(place::app(debug));
    trunk
}
