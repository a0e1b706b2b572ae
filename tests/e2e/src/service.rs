//! The real service, with a data directory and a port of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::front::{Front, Instead, Own};
use crate::given;
use crate::web_server::{Ports, Server, WebServer};

/// The password of every account that a story is given.
pub const PASSWORD: &str = "correct horse battery staple";

const START: Duration = Duration::from_secs(20);

/// Somebody who is there from the start.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// Signs in with it and [`PASSWORD`].
    pub username: &'static str,
    /// Shown on screen.
    pub name: &'static str,
    /// As the API spells them.
    pub permissions: &'static [&'static str],
}

impl Account {
    /// May change everything.
    pub const ADMIN: Self =
        Self { username: "boss", name: "Barbara Boss", permissions: &["USER_ADMIN", "CREATE_PROJECT"] };
    /// Reads only.
    pub const AUDITOR: Self = Self { username: "auditor", name: "Ada Auditor", permissions: &["AUDIT"] };
    /// May do nothing but look after themselves.
    pub const MEMBER: Self = Self { username: "member", name: "Mel Member", permissions: &[] };
}

/// What a story begins with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup {
    /// Invented people.
    pub demo: u32,
    /// Known people.
    pub accounts: &'static [Account],
    /// The path that the console is served under, with slashes at both ends; empty for the root.
    pub path: &'static str,
    /// Puts a proxy in front, which can answer in the service's place.
    pub behind_proxy: bool,
}

/// A running service; it ends with this value.
#[derive(Debug)]
pub struct Service {
    child: Child,
    serve: Command,
    front: Option<Front>,
    web: Option<WebServer>,
    program: PathBuf,
    data: TempDir,
    ports: Ports,
    url: String,
    first_invitation: Option<String>,
}

impl Service {
    /// Starts one, and what serves the built app.
    ///
    /// # Errors
    /// When it does not listen in time.
    pub fn start(setup: Setup, server: Server) -> Result<Self> {
        let program = given::service()?;
        let data = tempfile::tempdir()?;
        if setup.demo > 0 {
            let mut seed = Command::new(&program);
            seed.args(["seed", "--demo", &setup.demo.to_string(), "--data"]).arg(data.path());
            command(&mut seed, "")?;
        }
        for account in setup.accounts {
            let mut create = Command::new(&program);
            create.args(["user", "create", "--username", account.username, "--name", account.name]);
            for permission in account.permissions {
                create.args(["--permission", permission]);
            }
            command(create.args(["--password-stdin", "--data"]).arg(data.path()), PASSWORD)?;
        }
        let port = free_port()?;
        let front = if setup.behind_proxy { Some(Front::start(port)?) } else { None };
        let ports = Ports { console: free_port()?, plain: free_port()?, service: port };
        let web = match server {
            Server::Service => None,
            other => Some(other.start(ports)?),
        };
        let path = if setup.path.is_empty() { "/" } else { setup.path };
        let url = match server {
            Server::Service => {
                format!("http://127.0.0.1:{}{path}", front.as_ref().map_or(port, |front| front.port))
            }
            other => other.url(ports),
        };
        let mut serve = Command::new(&program);
        serve.arg("serve").arg("--data").arg(data.path());
        serve.args(["--listen", &format!("127.0.0.1:{port}"), "--public-url", &url]);
        serve.arg("--mail-outbox").arg(data.path().join("outbox"));
        if web.is_none() {
            serve.arg("--app").arg(given::app()?);
        }
        if given::is_bare() {
            serve.args(["--extensions", "off", "--user-deletion", "off"]);
        }
        if server == Server::NginxElsewhere {
            serve.args(["--allow-origin", url.trim_end_matches('/')]);
        }
        let log = File::options().create(true).append(true).open(data.path().join("service.log"))?;
        let mut child = serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn()?;
        let said = said_until_listening(&mut child);
        let mut service =
            Self { child, serve, front, web, ports, program, data, url, first_invitation: None };
        let said = said.with_context(|| service.log())?;
        service.first_invitation = said.into_iter().find(|line| line.starts_with(&service.url));
        Ok(service)
    }

    /// Where the console is, with a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The link that an empty database prints once.
    ///
    /// # Errors
    /// When the database was not empty.
    pub fn first_invitation(&self) -> Result<&str> {
        self.first_invitation.as_deref().context("the service printed no invitation")
    }

    /// Runs another command of the program on the same data: `["user", "invite", ...]`.
    ///
    /// # Errors
    /// When it fails.
    pub fn command(&self, arguments: &[&str]) -> Result<String> {
        let mut program = Command::new(&self.program);
        command(program.args(arguments).arg("--data").arg(self.data.path()), "")
    }

    /// Ends all sessions of somebody, whose password stays what it is.
    ///
    /// # Errors
    /// When there is no such person.
    pub fn ends_sessions_of(&self, account: Account) -> Result<()> {
        let mut reset = Command::new(&self.program);
        reset.args(["user", "reset", account.username, "--password-stdin", "--data"]).arg(self.data.path());
        command(&mut reset, PASSWORD).map(drop)
    }

    /// Ends it, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn stop(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again on the same data and address.
    ///
    /// # Errors
    /// When it does not listen in time.
    pub fn start_again(&mut self) -> Result<()> {
        let log = File::options().append(true).open(self.data.path().join("service.log"))?;
        self.child = self.serve.stderr(log).spawn()?;
        said_until_listening(&mut self.child).with_context(|| self.log()).map(drop)
    }

    /// Ends it, and starts it again with more settings.
    ///
    /// # Errors
    /// When it does not listen in time.
    pub fn start_again_with(&mut self, arguments: &[&str]) -> Result<()> {
        self.serve.args(arguments);
        self.stop()?;
        self.start_again()
    }

    /// Has the proxy answer the API's addresses with a page of its own, or stop doing so.
    ///
    /// # Errors
    /// When there is no proxy.
    pub fn proxy_answers_itself(&self, does: bool) -> Result<()> {
        self.proxy_answers("/bim/", does.then_some(Instead::MAINTENANCE))
    }

    /// Has the proxy answer addresses with this part itself, or pass them on again.
    ///
    /// # Errors
    /// When there is no proxy.
    pub fn proxy_answers(&self, part: &'static str, instead: Option<Instead>) -> Result<()> {
        self.proxy_does(part, instead.map(Own::Answers))
    }

    /// Has the proxy append something to what addresses with this part answer, as what tampers with files on their way
    /// does; [`Self::proxy_answers`] nothing ends it.
    ///
    /// # Errors
    /// When there is no proxy.
    pub fn proxy_appends(&self, part: &'static str, more: &'static str) -> Result<()> {
        self.proxy_does(part, Some(Own::Appends(more)))
    }

    fn proxy_does(&self, part: &'static str, own: Option<Own>) -> Result<()> {
        self.front.as_ref().context("there is no proxy")?.answer(part, own);
        Ok(())
    }

    /// Has the proxy disturb every so many writes: refuse them, ask to wait, or lose their answers; 0 for none any more.
    ///
    /// # Errors
    /// When there is no proxy.
    pub fn proxy_disturbs(&self, every: usize) -> Result<()> {
        self.front.as_ref().context("there is no proxy")?.disturb(every);
        Ok(())
    }

    /// How many writes the proxy disturbed so far.
    #[must_use]
    pub fn disturbed_writes(&self) -> usize {
        self.front.as_ref().map_or(0, Front::troubles)
    }

    /// Where the web server answers without TLS, and the service itself.
    #[must_use]
    pub fn plain_urls(&self) -> [String; 2] {
        [self.ports.plain, self.ports.service].map(|port| format!("http://127.0.0.1:{port}/"))
    }

    /// The API's origin, where it is not the console's.
    pub(crate) fn api_elsewhere(&self) -> Option<String> {
        let is_elsewhere = self.serve.get_args().any(|argument| argument == "--allow-origin");
        is_elsewhere.then(|| self.plain_urls()[1].clone())
    }

    /// What the web server in front logged.
    #[must_use]
    pub fn web_log(&self) -> String {
        self.web.as_ref().map(WebServer::log).unwrap_or_default()
    }

    /// The console's files, where a web server serves a copy of them.
    ///
    /// # Errors
    /// When the service serves them.
    pub fn files(&self) -> Result<PathBuf> {
        self.web.as_ref().map(WebServer::files).context("the service serves the files")
    }

    /// What it logged.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join("service.log")).unwrap_or_default()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(command: &mut Command, input: &str) -> Result<String> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        writeln!(stdin, "{input}")?;
    }
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The public URL has to be known before the service listens, so the port is chosen here.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn said_until_listening(child: &mut Child) -> Result<Vec<String>> {
    let output = child.stdout.take().context("no output")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut said = Vec::new();
    loop {
        match receiver.recv_timeout(START) {
            Ok(line) if line.starts_with("listening on ") => return Ok(said),
            Ok(line) => said.push(line.trim().to_owned()),
            Err(error) => bail!("the service did not listen ({error}); it said: {}", said.join("\n")),
        }
    }
}
