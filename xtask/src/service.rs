//! Builds `bim-service` and knows its command line.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{place, process};

/// Builds the service; answers the program. Cargo knows best whether there is anything to do.
pub(crate) fn build(debug: bool) -> Result<PathBuf> {
    compile(debug, None)
}

/// Builds the service with this app inside.
pub(crate) fn build_with_app(app: &Path) -> Result<PathBuf> {
    compile(false, Some(app))
}

fn compile(debug: bool, app: Option<&Path>) -> Result<PathBuf> {
    let (profile, directory) = if debug { ("dev", "debug") } else { ("service", "service") };
    let program = place::target().join(directory).join("bim-service");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--package", "bim-service", "--profile", profile]);
    if let Some(app) = app {
        cargo.args(["--features", "embed"]).env("BIM_EMBED_APP", app);
    }
    process::run(cargo.current_dir(place::root()))?;
    Ok(program)
}

/// Serves the API, and the app from the same origin.
pub(crate) fn serve(program: &Path, data: &Path, app: Option<&Path>, port: u16) -> Command {
    let mut service = Command::new(program);
    service.arg("serve").arg("--data").arg(data);
    if let Some(app) = app {
        service.arg("--app").arg(app);
    }
    service.args(["--listen", &format!("127.0.0.1:{port}")]);
    service.args(["--public-url", &format!("http://127.0.0.1:{port}/")]);
    // Invitations work on a machine without a mail server.
    service.arg("--mail-outbox").arg(data.join("outbox"));
    service
}

/// Fills an empty data directory with invented people.
pub(crate) fn seed(program: &Path, data: &Path, people: u32) -> Result<()> {
    let mut seed = Command::new(program);
    process::run_to_the_point(seed.args(["seed", "--demo", &people.to_string()]).arg("--data").arg(data))
        .with_context(|| format!("{} could not be filled", data.display()))
}
