//! A PostgreSQL server of the tests' own: made in a temporary folder, reached through a socket in it, gone afterwards.
//! Knows nothing of what is stored in it.

mod owner;
mod programs;

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use owner::Owner;
pub use programs::programs;

/// The role that owns everything.
const ROLE: &str = "bim";

/// How long the server may take to start; after a crash it repairs itself first.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it ends with this value.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<Owner>,
    is_durable: bool,
    server: Option<Child>,
}

impl Cluster {
    /// Makes a server and starts it. One that is not durable is quicker, and loses everything with its machine.
    ///
    /// # Errors
    /// What is missing or failed, in one line.
    pub fn start(is_durable: bool) -> Result<Self, String> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("bim-postgres-{}-{number}", std::process::id()));
        let owner = Owner::find()?;
        fs::create_dir(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let mut cluster = Self { programs, folder, owner, is_durable, server: None };
        if let Some(owner) = &cluster.owner {
            owner.take(&cluster.folder)?;
        }
        cluster.init()?;
        cluster.run()?;
        Ok(cluster)
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://{ROLE}@/{database}?host={folder}")
    }

    /// Ends the server and all of its processes on the spot, as a crash does.
    ///
    /// # Errors
    /// It does not run.
    pub fn kill(&mut self) -> Result<(), String> {
        let mut server = self.server.take().ok_or("the server does not run")?;
        let children =
            fs::read_to_string(format!("/proc/{0}/task/{0}/children", server.id())).unwrap_or_default();
        server.kill().map_err(|error| error.to_string())?;
        // Those that are left would end by themselves, but not before they had finished what they do.
        let _ = Command::new("kill")
            .arg("-KILL")
            .args(children.split_whitespace())
            .stderr(Stdio::null())
            .status();
        server.wait().map_err(|error| error.to_string())?;
        Ok(())
    }

    /// Starts the server again after [`Self::kill`].
    ///
    /// # Errors
    /// It does not come back.
    pub fn run(&mut self) -> Result<(), String> {
        let started = Instant::now();
        loop {
            self.spawn()?;
            while self.is_running()? {
                if self.answers() {
                    return Ok(());
                }
                self.check(started)?;
            }
            // Processes of the server before this one are not quite gone.
            self.check(started)?;
        }
    }

    fn check(&self, started: Instant) -> Result<(), String> {
        if started.elapsed() > PATIENCE {
            let log = fs::read_to_string(self.log()).unwrap_or_default();
            return Err(format!("PostgreSQL does not start: {log}"));
        }
        thread::sleep(Duration::from_millis(20));
        Ok(())
    }

    fn init(&self) -> Result<(), String> {
        let mut init = self.command("initdb");
        init.arg("--pgdata").arg(self.data()).args(["--username", ROLE, "--auth", "trust", "--no-sync"]);
        // A collation that sorts as people do: what must sort byte by byte has to say so.
        init.args([
            "--encoding",
            "UTF8",
            "--locale",
            "C.UTF-8",
            "--locale-provider",
            "icu",
            "--icu-locale",
            "und",
        ]);
        let output = init.output().map_err(|error| format!("initdb: {error}"))?;
        match output.status.success() {
            true => Ok(()),
            false => Err(format!("initdb: {}", String::from_utf8_lossy(&output.stderr).trim())),
        }
    }

    fn spawn(&mut self) -> Result<(), String> {
        let log = fs::File::options().create(true).append(true).open(self.log());
        let log = log.map_err(|error| format!("cannot write the server's log: {error}"))?;
        let mut server = self.command("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(&self.folder);
        server.args(["-c", "listen_addresses=", "-c", "max_connections=200", "-c", "max_wal_size=4GB"]);
        if !self.is_durable {
            server.args(["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off"]);
        }
        // Ctrl-C in a terminal is for whoever started the tests; this value ends the server.
        server.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        self.server = Some(server.spawn().map_err(|error| format!("postgres: {error}"))?);
        Ok(())
    }

    fn is_running(&mut self) -> Result<bool, String> {
        let Some(server) = &mut self.server else { return Ok(false) };
        Ok(server.try_wait().map_err(|error| error.to_string())?.is_none())
    }

    fn answers(&self) -> bool {
        let mut ask = self.command("pg_isready");
        ask.arg("-h").arg(&self.folder).stdout(Stdio::null()).stderr(Stdio::null());
        ask.status().is_ok_and(|status| status.success())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        if let Some(owner) = &self.owner {
            owner.becomes(&mut command);
        }
        command.current_dir(&self.folder);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // SIGQUIT: at once, without writing what nobody will read.
            let _ = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
            let _ = server.wait();
        }
        remove(&self.folder);
    }
}

/// The server's last processes may still be writing.
fn remove(folder: &Path) {
    for _ in 0..50 {
        match fs::remove_dir_all(folder) {
            Err(_) if folder.exists() => thread::sleep(Duration::from_millis(20)),
            _ => return,
        }
    }
}
