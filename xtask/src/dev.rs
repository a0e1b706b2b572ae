//! `cargo xtask dev`: the console from debug builds, rebuilt on every change: the app by Trunk, the service here.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::cli::Serving;
use crate::{app, fingerprint, place, run, service, tools};

/// What the service is made of.
const INPUTS: [&str; 3] = ["Cargo.lock", "crates/bim-api", "crates/bim-service"];
const PAUSE: Duration = Duration::from_millis(700);

pub(crate) fn dev(options: &Serving) -> Result<()> {
    run::require_port(options.port)?;
    tools::ensure_app_tools()?;
    // The first build ends before the service starts, so that there is something to serve.
    let app = app::build(true)?;
    let mut watcher = Ended(app::trunk("watch", true).spawn().context("trunk could not start")?);
    let mut built = fingerprint::of(&place::root(), &INPUTS)?;
    let program = service::build(true)?;
    run::prepare_data(options, &program)?;
    let mut service = start(options, &app)?;
    loop {
        thread::sleep(PAUSE);
        if let Some(status) = watcher.0.try_wait()? {
            anyhow::bail!("trunk ended ({status})");
        }
        let now = fingerprint::of(&place::root(), &INPUTS)?;
        if now == built {
            continue;
        }
        built = now;
        // While the change does not compile, the last service that did goes on.
        match service::build(true) {
            Ok(_) => {
                drop(service);
                service = start(options, &app)?;
            }
            Err(error) => eprintln!("error: {error:#}"),
        }
    }
}

/// Starts a copy of the program, since Cargo cannot replace one that runs.
fn start(options: &Serving, app: &Path) -> Result<Ended> {
    let built = place::target().join("debug/bim-service");
    let running = PathBuf::from(format!("{}-dev", built.display()));
    std::fs::copy(&built, &running).with_context(|| running.display().to_string())?;
    let mut command: Command = service::serve(&running, &options.data, app, options.port);
    Ok(Ended(command.spawn().context("bim-service could not start")?))
}

/// A child that ends with its owner.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
