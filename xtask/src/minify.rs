//! JavaScript without what only people read: Trunk's own minifier gives up on the glue.

use std::fs;

use anyhow::{Context, Result};

use crate::{place, process, tools};

/// The same module, smaller. Names that other modules see stay.
pub(crate) fn minify(module: &str) -> Result<String> {
    let scratch = place::target().join("minify");
    fs::create_dir_all(&scratch).with_context(|| scratch.display().to_string())?;
    let (source, small) = (scratch.join("source.js"), scratch.join("small.js"));
    fs::write(&source, module).with_context(|| source.display().to_string())?;
    let mut esbuild = tools::command("esbuild");
    esbuild.args(["--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    process::run(
        esbuild.arg(&source).arg(format!("--outfile={}", small.display())).arg("--allow-overwrite"),
    )?;
    fs::read_to_string(&small).with_context(|| small.display().to_string())
}
