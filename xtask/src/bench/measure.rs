//! Calls the scripts of `bench/` and reads the JSON that they print.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{place, process, tools};

/// One of the scripts, with its arguments to be added.
pub(super) fn script(name: &str) -> Command {
    let mut node = tools::command("node");
    node.arg(place::root().join("bench").join(name)).env("BIM_BENCH_MODULES", place::tools());
    node
}

pub(super) fn json(command: &mut Command) -> Result<Value> {
    let shown = process::shown(command);
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("`{shown}` could not start"))?;
    if !output.status.success() {
        bail!("`{shown}` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("`{shown}` printed no JSON"))
}

/// A number by its JSON pointer.
pub(super) fn number(report: &Value, pointer: &str) -> Result<f64> {
    report.pointer(pointer).and_then(Value::as_f64).with_context(|| format!("no {pointer} in {report}"))
}
