//! What the app and the service are made of, as CycloneDX documents.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{place, process, tools};

/// Where the tool writes one, whether it was asked for or not: beside every Cargo.toml of the workspace.
const MEMBERS: [&str; 7] =
    ["", "crates/bim-api", "crates/bim-service", "tests/e2e", "tests/ldap", "tests/postgres", "xtask"];
const NAME: &str = "bill-of-materials";

/// Writes both into the folder; `time` is in seconds since 1970.
pub(crate) fn write(to: &Path, time: u64) -> Result<Vec<PathBuf>> {
    tools::ensure_cyclonedx()?;
    let host = host()?;
    let mut written = Vec::new();
    for (program, member, target) in
        [("bim-admin", "", "wasm32-unknown-unknown"), ("bim-service", "crates/bim-service", host.as_str())]
    {
        let made = describe(target, time).and_then(|()| {
            let path = place::root().join(member).join(format!("{NAME}.json"));
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        });
        for member in MEMBERS {
            // Where the tool failed, some are missing.
            let _ = fs::remove_file(place::root().join(member).join(format!("{NAME}.json")));
        }
        let path = to.join(format!("{program}.cdx.json"));
        // The same wherever the repository stands.
        let root = place::root().display().to_string();
        fs::write(&path, made?.replace(&root, "")).with_context(|| path.display().to_string())?;
        written.push(path);
    }
    Ok(written)
}

fn describe(target: &str, time: u64) -> Result<()> {
    let mut cyclonedx = tools::command("cargo");
    cyclonedx.args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5", "--all-features"]);
    cyclonedx.args(["--target", target, "--override-filename", NAME]);
    process::run(cyclonedx.env("SOURCE_DATE_EPOCH", time.to_string()).current_dir(place::root()))
}

fn host() -> Result<String> {
    let told = process::output(Command::new("rustc").arg("-vV").current_dir(place::root()));
    let told = told.context("rustc tells no host")?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc tells no host")
}
