//! What PyPI brings, each in an environment of its own under `target/tools/python`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::system;
use crate::{place, process};

/// A Python that has aiosmtpd, the mail server that the service's tests send to.
pub(crate) fn mail_server() -> Result<PathBuf> {
    Ok(environment("aiosmtpd", "1.4.6")?.join("bin/python"))
}

/// Sends what an OpenAPI document allows, and what it does not, to the service that wrote it.
pub(crate) fn schemathesis() -> Result<PathBuf> {
    Ok(environment("schemathesis", "4.32.5")?.join("bin/schemathesis"))
}

/// A program that looks at files, of one of PyPI's packages at one version.
pub(crate) fn linter(package: &str, version: &str, program: &str) -> Result<PathBuf> {
    Ok(environment(package, version)?.join("bin").join(program))
}

/// Makes sure that a package stands in its environment at one version; answers the environment.
fn environment(package: &str, wanted: &str) -> Result<PathBuf> {
    let directory = place::tools().join("python").join(package);
    let installed = directory.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|version| version == wanted) {
        return Ok(directory);
    }
    ensure_venv()?;
    println!("Installing {package} {wanted}");
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&directory))?;
    let mut pip = Command::new(directory.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", &format!("{package}=={wanted}")]);
    process::run(&mut pip)?;
    // Written last: an installation that broke off is made anew.
    fs::write(installed, wanted)?;
    Ok(directory)
}

/// Debian has the module, but not all that it needs, without this package.
fn ensure_venv() -> Result<()> {
    if process::output(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_some() {
        return Ok(());
    }
    system::install(&["python3", "python3-venv"])
}
