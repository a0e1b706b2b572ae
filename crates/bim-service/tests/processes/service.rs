//! The service as a process.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::http::{Answer, Http};
use crate::store::Store;

fn program(arguments: &[&str], store: &Store) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bim-service"));
    command.env_clear().args(arguments).args(store.arguments());
    command
}

/// Runs a command that ends by itself; what it printed.
pub(crate) fn run(arguments: &[&str], store: &Store, input: &str) -> String {
    let mut command = program(arguments, store);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("input");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// A process that serves; it is killed when it is dropped.
pub(crate) struct Service {
    child: Child,
    pub(crate) address: String,
    log: Log,
}

/// The last lines that a process wrote, shown when its test fails.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<VecDeque<String>>>);

impl Log {
    const LINES: usize = 30;

    /// Reads along, so that the process never waits for somebody who does.
    fn of(stderr: ChildStderr) -> Self {
        let (log, lines) = (Self::default(), BufReader::new(stderr).lines());
        let kept = log.clone();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut kept = kept.0.lock().expect("no panic");
                if kept.len() == Self::LINES {
                    kept.pop_front();
                }
                kept.push_back(line);
            }
        });
        log
    }
}

impl Service {
    /// Serves what is in `store`.
    pub(crate) fn start(store: &Store) -> Self {
        Self::start_with(store, &[])
    }

    /// The same, told more.
    pub(crate) fn start_with(store: &Store, arguments: &[&str]) -> Self {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
        let mut command = program(&arguments, store);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let log = Log::of(child.stderr.take().expect("a pipe"));
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let address = loop {
            let line = lines.next().expect("the service starts").expect("text");
            if let Some(rest) = line.strip_prefix("listening on http://") {
                break rest.trim_end_matches('/').to_owned();
            }
        };
        Self { child, address, log }
    }

    /// A connection for whoever holds `secret`.
    pub(crate) fn connect(&self, secret: &str) -> Http {
        Http::connect(&self.address, secret).expect("a connection")
    }

    /// Asks once.
    pub(crate) fn ask(
        &self,
        secret: &str,
        method: &str,
        target: &str,
        body: Option<serde_json::Value>,
    ) -> Answer {
        self.connect(secret).ask(method, target, body.as_ref()).expect("an answer")
    }

    /// The most memory that it ever held, in kibibytes.
    pub(crate) fn peak(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            for line in self.log.0.lock().expect("no panic").iter() {
                println!("{line}");
            }
        }
    }
}
