//! The program as a process: run to its end, or serving until the test is over.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// The program with these arguments, deaf to the environment of whoever runs the tests.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bim-service"));
    let ours = |name: &std::ffi::OsString| name.as_encoded_bytes().starts_with(b"BIM_");
    for (name, _) in std::env::vars_os().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

/// Runs a command that ends by itself.
pub(super) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("input");
    child.wait_with_output().expect("an end")
}

/// What a command that succeeds prints.
pub(crate) fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// The one line that a failure prints.
pub(super) fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stderr.clone()).expect("text");
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

/// The answer to a request as it goes over the wire to an address.
pub(super) fn ask_at(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = request.replace("\r\n\r\n", "\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// A serving process; it is ended when the test is.
pub(super) struct Serving {
    child: Child,
    /// What it printed before it listened.
    pub(super) before: Vec<String>,
    /// Where it listens.
    pub(super) address: String,
}

impl Serving {
    /// Serves `data`, with more arguments.
    pub(super) fn start(data: &Path, more: &[&str]) -> Self {
        Self::start_with(data, more, &[])
    }

    /// The same, with more in its environment.
    pub(super) fn start_with(data: &Path, more: &[&str], variables: &[(&str, &str)]) -> Self {
        let data = data.to_str().expect("text");
        let mut arguments = vec!["serve", "--data", data, "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        let mut child = program(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .envs(variables.iter().copied())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut before = Vec::new();
        let address = loop {
            let line = lines.next().expect("a line").expect("text");
            match line.strip_prefix("listening on http://") {
                Some(rest) => break rest.split('/').next().expect("an address").to_owned(),
                None => before.push(line),
            }
        };
        Self { child, before, address }
    }

    /// The answer to a request as it goes over the wire.
    pub(super) fn ask(&self, request: &str) -> String {
        ask_at(&self.address, request)
    }

    /// Asks it to stop, and does not wait.
    pub(super) fn ask_to_stop(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    }

    /// Until it has understood: whoever comes now is not let in.
    pub(super) fn wait_until_nobody_is_let_in(&self) {
        while TcpStream::connect(&self.address).is_ok() {
            std::thread::yield_now();
        }
    }

    /// Asks it to stop; what it wrote to its log.
    pub(super) fn stop(mut self) -> String {
        self.ask_to_stop();
        let mut log = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut log).expect("text");
        assert!(self.child.wait().expect("an end").success());
        log
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It has ended already where the test stopped it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
