//! `cargo xtask dev`: the console from debug builds, rebuilt on every change: the app by Trunk, the service here.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

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
    let mut served = page(&app);
    loop {
        thread::sleep(PAUSE);
        if let Some(status) = watcher.0.try_wait()? {
            bail!("trunk ended ({status})");
        }
        let sources = fingerprint::of(&place::root(), &INPUTS)?;
        // Absent for a moment while Trunk replaces the build.
        let shown = page(&app).or_else(|| served.clone());
        if sources == built && shown == served {
            continue;
        }
        // While a change does not compile, the last service that did goes on.
        let compiles = sources == built
            || service::build(true).inspect_err(|error| eprintln!("error: {error:#}")).is_ok();
        built = sources;
        served = shown;
        if compiles {
            drop(service);
            service = start(options, &app)?;
        }
    }
}

/// The page that the service reads once, at its start: it names the app's current files.
fn page(app: &Path) -> Option<String> {
    std::fs::read_to_string(app.join("index.html")).ok()
}

/// Starts a copy of the program, since Cargo cannot replace one that runs.
fn start(options: &Serving, app: &Path) -> Result<Ended> {
    let built = place::target().join("debug/bim-service");
    let running = PathBuf::from(format!("{}-dev", built.display()));
    std::fs::copy(&built, &running).with_context(|| running.display().to_string())?;
    let mut command: Command = service::serve(&running, &options.data, Some(app), options.port);
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
