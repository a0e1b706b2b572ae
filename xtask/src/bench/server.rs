//! What is measured while it runs: our service on a database of a known size, the floors' servers.

use std::fs;
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

/// A database of a known size, with one user admin and a history.
pub(super) struct Data {
    pub(super) people: u32,
    pub(super) directory: PathBuf,
}

impl Data {
    pub(super) fn prepare(program: &Path, people: u32, events: u32) -> Result<Self> {
        let data = directory().join(format!("data-{people}-{events}"));
        let ready = data.join("ready");
        if !ready.exists() {
            let _ = fs::remove_dir_all(&data);
            fs::create_dir_all(&data)?;
            Self::fill(program, &["--data", &data.to_string_lossy()], people, events)?;
            fs::write(ready, "")?;
        }
        Ok(Self { people, directory: data })
    }

    /// Makes people, and somebody to measure with, in the database that `store` names.
    pub(super) fn fill(program: &Path, store: &[&str], people: u32, events: u32) -> Result<()> {
        println!("Making {people} people");
        let mut seed = Command::new(program);
        seed.args(["seed", "--demo", &people.to_string(), "--events", &events.to_string()]).args(store);
        process::run_to_the_point(&mut seed)?;
        let mut create = Command::new(program);
        create.args(["user", "create", "--username", USERNAME, "--password-stdin"]).args(store);
        for permission in ["USER_ADMIN", "AUDIT", "GOVERNANCE"] {
            create.args(["--permission", permission]);
        }
        process::feed(&mut create, PASSWORD)
    }

    /// The same to be written to.
    pub(super) fn copy(&self) -> Result<Self> {
        let copy = Self { people: self.people, directory: directory().join("data-written-to") };
        let _ = fs::remove_dir_all(&copy.directory);
        fs::create_dir_all(&copy.directory)?;
        for file in fs::read_dir(&self.directory)?.flatten() {
            if file.file_type()?.is_file() {
                fs::copy(file.path(), copy.directory.join(file.file_name()))?;
            }
        }
        Ok(copy)
    }

    /// Takes the files away.
    pub(super) fn discard(self) -> Result<()> {
        Ok(fs::remove_dir_all(self.directory)?)
    }
}

/// The least that a service costs.
pub(super) struct Floor {
    program: PathBuf,
    database: PathBuf,
    people: u32,
}

impl Floor {
    pub(super) fn new(program: PathBuf, people: u32) -> Self {
        Self { program, database: directory().join(format!("floor-{people}.db")), people }
    }

    /// Reading.
    pub(super) fn serve(&self) -> Result<Server> {
        let port = free_port()?;
        let mut floor = Command::new(&self.program);
        Server::start(floor.arg(&self.database).args([port.to_string(), self.people.to_string()]), port)
    }

    /// Small changes that are made durable in a second. The database is there once it was served.
    pub(super) fn commits(&self) -> Result<f64> {
        let mut floor = Command::new(&self.program);
        let printed = process::output(floor.arg(&self.database).args(["commits", "3"]));
        Ok(printed.context("the floor made nothing durable")?.parse()?)
    }
}

/// A server that ends with this value.
pub(super) struct Server {
    child: Child,
    pub(super) url: String,
}

impl Server {
    /// Our service, on SQLite, perhaps serving the app, too. Clients may say whence they come.
    pub(super) fn ours(program: &Path, app: Option<&Path>, data: &Data) -> Result<Self> {
        let port = free_port()?;
        let mut serve = service::serve(program, &data.directory, app, port);
        Self::start(serve.args(["--trusted-proxy", "127.0.0.1"]), port)
    }

    /// Our service, on PostgreSQL.
    pub(super) fn on_postgres(program: &Path, url: &str) -> Result<Self> {
        let port = free_port()?;
        let mut serve = Command::new(program);
        serve.args(["serve", "--database-url", url, "--listen", &format!("127.0.0.1:{port}")]);
        Self::start(&mut serve, port)
    }

    /// A site as files, compressed, with the invented list beside it.
    pub(super) fn site(site: &Path) -> Result<Self> {
        let port = free_port()?;
        let mut serve = measure::script("serve.mjs");
        Self::start(serve.arg(site).args(["--encode", "br", "--port", &port.to_string()]), port)
    }

    /// The most memory that it has held so far; MiB.
    pub(super) fn peak_memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no peak of memory")?;
        let kibibytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes / 1024.0)
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
