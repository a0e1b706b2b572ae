//! The running service against the OpenAPI document that it writes: whatever the document allows, and much that it
//! does not, is answered as the document says, and never with a failure.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use super::tally::Tally;
use crate::{place, process, service, tools};

/// What is asked of every answer. A refusal of all that the schemas do not allow is not among it: the service reads
/// tolerantly, as the contract wants.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance,ignored_auth,unsupported_method";

/// Everybody's permissions, so that the calls get as far as they can.
const PERMISSIONS: [&str; 4] = ["USER_ADMIN", "AUDIT", "GOVERNANCE", "IMPERSONATE_USER"];

/// Who calls, with a name that needs no encoding: `tests/conformance` looks for it in paths.
const CALLER: &str = "conformance-caller";

/// A seed that is the same every time in the quick run; the full run searches on with one of its own.
const SEED: &str = "20";

pub(super) fn run(full: bool) -> Result<Tally> {
    let schemathesis = tools::schemathesis()?;
    let program = service::build(true)?;
    let directory = place::target().join("conformance");
    let _ = fs::remove_dir_all(&directory);
    let data = directory.join("data");
    fs::create_dir_all(&data)?;
    service::seed(&program, &data, 200)?;
    let caller = Caller::create(&program, &data)?;
    let document = directory.join("openapi.json");
    fs::write(&document, captured(Command::new(&program).arg("openapi"))?)?;
    let running = Running::start(&program, &data, &directory)?;

    let mut run = Command::new(schemathesis);
    run.arg("run").arg(&document).args(["--url", &running.url, "--checks", CHECKS, "--continue-on-failure"]);
    run.args(["--header", &format!("Authorization: Bearer {}", caller.key)]);
    run.args(["--warnings", "off", "--suppress-health-check", "all", "--no-color"]);
    run.env("SCHEMATHESIS_HOOKS", place::root().join("tests/conformance/keep_the_caller.py"));
    run.env("BIM_CALLER", CALLER).env("BIM_CALLER_KEY", &caller.key_id);
    if full {
        run.args(["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "200"]);
    } else {
        run.args(["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--seed", SEED]);
    }
    process::run(run.current_dir(&directory))?;
    running.check()?;
    caller.check(&running.url)?;
    Ok(Tally::success())
}

/// Who calls.
struct Caller {
    key: String,
    /// No secret: it stands in paths.
    key_id: String,
}

impl Caller {
    fn create(program: &Path, data: &Path) -> Result<Self> {
        let command = |arguments: &[&str]| {
            let mut command = Command::new(program);
            command.args(arguments).args(["--username", CALLER]).arg("--data").arg(data);
            command
        };
        let mut create = command(&["user", "create"]);
        for permission in PERMISSIONS {
            create.args(["--permission", permission]);
        }
        process::run(&mut create)?;
        let key = String::from_utf8(captured(&mut command(&["key", "create"]))?)?.trim().to_owned();
        let list = String::from_utf8(captured(&mut command(&["key", "list"]))?)?;
        let key_id = list.split_whitespace().next().context("the key is not in the list")?.to_owned();
        Ok(Self { key, key_id })
    }

    /// Whether the key and the permissions outlived the run; otherwise most of it only asked who may call.
    fn check(&self, url: &str) -> Result<()> {
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(address)?;
        let target = format!("/bim/iam/bim/user/{CALLER}/groups");
        write!(
            stream,
            "GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nauthorization: {}\r\n\r\n",
            self.key
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "the run took its own permissions away");
        Ok(())
    }
}

fn captured(command: &mut Command) -> Result<Vec<u8>> {
    let shown = process::shown(command);
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(output.stdout)
}

/// The service, ended with this value.
struct Running {
    child: Child,
    url: String,
    log: PathBuf,
}

impl Running {
    fn start(program: &Path, data: &Path, directory: &Path) -> Result<Self> {
        let log = directory.join("service.log");
        let mut serve = Command::new(program);
        serve.arg("serve").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        let mut child =
            serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log)?).spawn()?;
        let output = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        let url = lines.find_map(|line| Some(line.ok()?.strip_prefix("listening on ")?.to_owned()));
        match url {
            Some(url) => Ok(Self { child, url, log }),
            None => bail!("the service did not start: {}", fs::read_to_string(&log)?),
        }
    }

    /// Nothing failed inside: what a caller is spared, the log tells.
    fn check(&self) -> Result<()> {
        let log = fs::read_to_string(&self.log)?;
        let failures: Vec<_> = log.lines().filter(|line| line.contains("ERROR")).take(5).collect();
        if !failures.is_empty() {
            bail!("the service failed:\n{}", failures.join("\n"));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
