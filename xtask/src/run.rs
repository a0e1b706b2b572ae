//! `cargo xtask run`: from a fresh clone to a console that people can use.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cli::Serving;
use crate::{app, place, process, service};

pub(crate) fn run(options: &Serving) -> Result<()> {
    require_port(options.port)?;
    process::require_space(&place::root(), 300)?;
    let app = app::build(options.debug)?;
    let program = service::build(options.debug)?;
    prepare_data(options, &program)?;
    // Replaces this process: Ctrl-C and every other signal reach the service itself.
    let error = service::serve(&program, &options.data, Some(&app), options.port).exec();
    Err(error).with_context(|| format!("{} could not start", program.display()))
}

/// Says that a port is taken before minutes of building, not after.
pub(crate) fn require_port(port: u16) -> Result<()> {
    if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
        bail!("Port {port} of 127.0.0.1 is taken. Stop what listens there, or choose another with --port.");
    }
    Ok(())
}

/// Makes the data directory, and fills it as `--demo` asks; the service leaves a filled one as it is.
pub(crate) fn prepare_data(options: &Serving, program: &Path) -> Result<()> {
    let data = &options.data;
    std::fs::create_dir_all(data).with_context(|| format!("{} could not be made", data.display()))?;
    match options.demo {
        Some(people) => service::seed(program, data, people),
        None => Ok(()),
    }
}
