//! What is measured while it runs: our service on a database of a known size, the floors' servers.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{directory, measure};
use crate::{process, service};

pub(super) const USERNAME: &str = "bench";
pub(super) const PASSWORD: &str = "a password for measuring";

/// A database of a known size, with one user admin.
pub(super) struct Data {
    pub(super) people: u32,
    pub(super) directory: PathBuf,
}

impl Data {
    pub(super) fn prepare(program: &Path, people: u32) -> Result<Self> {
        let data = directory().join(format!("data-{people}"));
        let ready = data.join("ready");
        if !ready.exists() {
            println!("Making {people} people");
            let _ = std::fs::remove_dir_all(&data);
            std::fs::create_dir_all(&data)?;
            service::seed(program, &data, people)?;
            let mut create = Command::new(program);
            create.args([
                "user",
                "create",
                "--username",
                USERNAME,
                "--permission",
                "USER_ADMIN",
                "--password-stdin",
            ]);
            let mut child = create.arg("--data").arg(&data).stdin(Stdio::piped()).spawn()?;
            if let Some(stdin) = &mut child.stdin {
                std::io::Write::write_all(stdin, PASSWORD.as_bytes())?;
            }
            if !child.wait()?.success() {
                bail!("{USERNAME} could not be created");
            }
            std::fs::write(ready, "")?;
        }
        Ok(Self { people, directory: data })
    }
}

/// A server that ends with this value.
pub(super) struct Server {
    child: Child,
    pub(super) url: String,
}

impl Server {
    /// Our service, serving the app, too.
    pub(super) fn ours(program: &Path, app: &Path, data: &Data) -> Result<Self> {
        let port = free_port()?;
        Self::start(&mut service::serve(program, &data.directory, app, port), port)
    }

    /// A site as files, compressed, with the invented list beside it.
    pub(super) fn site(site: &Path) -> Result<Self> {
        let port = free_port()?;
        let mut serve = measure::script("serve.mjs");
        Self::start(serve.arg(site).args(["--encode", "br", "--port", &port.to_string()]), port)
    }

    /// The least that a service costs.
    pub(super) fn floor(program: &Path, people: u32) -> Result<Self> {
        let port = free_port()?;
        let database = directory().join(format!("floor-{people}.db"));
        let mut floor = Command::new(program);
        Self::start(floor.arg(database).args([port.to_string(), people.to_string()]), port)
    }

    fn start(command: &mut Command, port: u16) -> Result<Self> {
        let shown = process::shown(command);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.with_context(|| format!("`{shown}` could not start"))?;
        let server = Self { child, url: format!("http://127.0.0.1:{port}/") };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > Duration::from_secs(60) {
                bail!("`{shown}` does not answer");
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
