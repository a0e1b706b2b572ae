//! What PyPI brings, in an environment of its own: the mail server that the service's tests send to.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::system;
use crate::{place, process};

const AIOSMTPD: &str = "1.4.6";

/// A Python that has aiosmtpd.
pub(crate) fn mail_server() -> Result<PathBuf> {
    ensure_package("aiosmtpd", AIOSMTPD)?;
    Ok(interpreter())
}

fn interpreter() -> PathBuf {
    place::tools().join("python/bin/python")
}

/// Makes sure that a package stands in `target/tools/python` at one version.
fn ensure_package(package: &str, wanted: &str) -> Result<()> {
    let told = format!("import importlib.metadata as known; print(known.version('{package}'))");
    if process::output(Command::new(interpreter()).args(["-c", &told])).as_deref() == Some(wanted) {
        return Ok(());
    }
    println!("Installing {package} {wanted}");
    if process::output(pip().arg("--version")).is_none() {
        make_environment()?;
    }
    process::run(
        pip().args(["install", "--quiet", "--disable-pip-version-check"]).arg(format!("{package}=={wanted}")),
    )
}

fn pip() -> Command {
    let mut pip = Command::new(interpreter());
    pip.args(["-m", "pip"]);
    pip
}

/// Debian's Python comes without what makes environments.
fn make_environment() -> Result<()> {
    if process::output(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_none() {
        system::install(&["python3", "python3-venv"])?;
    }
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(place::tools().join("python")))
}
