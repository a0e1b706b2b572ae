//! The program itself: what it prints, what it refuses, how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use crate::world::PASSWORD;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bim-service"));
    command.args(arguments);
    command
}

/// Runs a command that ends by itself.
fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("input");
    child.wait_with_output().expect("an end")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// The one line that a failure prints.
fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stderr.clone()).expect("text");
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

/// A serving process; it is ended when the test is.
struct Serving {
    child: Child,
    before: Vec<String>,
    address: String,
}

impl Serving {
    fn start(data: &Path, more: &[&str]) -> Self {
        let data = data.to_str().expect("text");
        let mut arguments = vec!["serve", "--data", data, "--listen", "127.0.0.1:0"];
        arguments.extend(more);
        let mut child =
            program(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
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

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let request = request.replace("\r\n\r\n", "\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Asks it to stop; what it wrote to its log.
    fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
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

#[test]
fn the_first_start_invites_the_first_admin_and_later_ones_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new/data");
    let serving = Serving::start(&data, &["--public-url", "https://bim.example.com/admin"]);
    let [sentence, link] = &serving.before[..] else { panic!("{:?}", serving.before) };
    assert!(sentence.contains("admin") && sentence.contains("72 hours"), "{sentence}");
    assert!(link.starts_with("https://bim.example.com/admin/login?token="), "{link}");
    let token = link.split(['=', '&']).nth(1).expect("a token").to_owned();
    let body = serde_json::json!({ "password": PASSWORD }).to_string();
    let answer = serving.ask(&format!(
        "PUT /admin/bim/iam/bim/user/admin/password HTTP/1.1\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mode = std::fs::metadata(data.join("bim.sqlite3")).expect("the file").permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600, "for its owner's eyes alone");
    let log = serving.stop();
    assert!(!log.contains(&token) && !log.contains(PASSWORD), "{log}");

    let serving = Serving::start(&data, &[]);
    assert!(serving.before.is_empty(), "{:?}", serving.before);
    serving.stop();
}

#[test]
fn made_up_people_do_not_keep_the_first_admin_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    printed(&run(&["seed", "--demo", "20", "--data", data], ""));
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.last().is_some_and(|link| link.contains("/login?token=")), "{:?}", serving.before);
    serving.stop();
    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.is_empty(), "told once: {:?}", serving.before);
    serving.stop();
}

#[test]
fn a_lost_invitation_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let serving = Serving::start(folder.path(), &["--first-admin", "root@example.com"]);
    assert!(serving.before[1].contains("&userid=root%40example.com"), "{:?}", serving.before);
    let link = printed(&run(
        &["user", "invite", "--data", data, "--public-url", "https://e.com/", "ROOT@example.com"],
        "",
    ));
    assert!(link.starts_with("https://e.com/login?token=") && link != serving.before[1], "{link}");
    let missing = failure(&run(&["user", "invite", "--data", data, "nobody"], ""));
    assert!(missing.contains("nobody"), "{missing}");
}

#[test]
fn log_lines_carry_the_answers_id_and_no_query() {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path(), &["--log", "json"]);
    let answer =
        serving.ask("GET /bim/user?name=very-private HTTP/1.1\r\nauthorization: Bearer s3cr3t\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    let id = answer.lines().find_map(|line| line.strip_prefix("x-request-id: ")).expect("an id").to_owned();
    let log = serving.stop();
    assert!(!log.contains("very-private") && !log.contains("s3cr3t"), "{log}");
    let line = log.lines().find(|line| line.contains(&id)).expect("the request's line");
    let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
    assert_eq!(
        (&line["method"], &line["path"], &line["status"], &line["user"]),
        (&"GET".into(), &"/bim/user".into(), &401.into(), &"-".into())
    );
    assert!(line["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{line}");
}

#[test]
fn what_cannot_be_started_says_why_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let serving = Serving::start(folder.path(), &[]);
    let taken = failure(&run(&["serve", "--data", data, "--listen", &serving.address], ""));
    assert!(taken.contains(&serving.address), "{taken}");

    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("a file");
    let file = file.to_str().expect("text");
    let message = failure(&run(&["serve", "--data", file, "--listen", "127.0.0.1:0"], ""));
    assert!(message.contains(file), "{message}");

    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("bim.sqlite3"), "this is no database, but long enough".repeat(40))
        .expect("a file");
    let message = failure(&run(
        &["serve", "--data", other.path().to_str().expect("text"), "--listen", "127.0.0.1:0"],
        "",
    ));
    assert!(message.contains("bim.sqlite3"), "{message}");

    let message = failure(&run(&["serve", "--data", data, "--listen", "127.0.0.1:0", "--app", data], ""));
    assert!(message.contains("index.html"), "{message}");
}

#[test]
fn people_and_keys_can_be_made_for_tests() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("text");
    let create =
        ["user", "create", "--data", data, "--username", "anna", "--permission", "AUDIT", "--password-stdin"];
    printed(&run(&create, &format!("{PASSWORD}\n")));
    assert!(failure(&run(&create, PASSWORD)).contains("taken"));
    let weak = ["user", "create", "--data", data, "--username", "bert", "--password-stdin"];
    assert!(failure(&run(&weak, "short")).contains("12"));
    let key = printed(&run(&["key", "create", "--data", data, "--username", "ANNA"], ""));
    assert_eq!(key.trim_end().len(), 64);
    let first = printed(&run(&["seed", "--demo", "5", "--data", data], ""));
    let second = printed(&run(&["seed", "--demo", "5", "--data", data], ""));
    assert!(first.contains("added 5") && second.contains("already"), "{first}{second}");

    let serving = Serving::start(folder.path(), &[]);
    assert!(serving.before.is_empty(), "somebody is there: nobody is invited");
    let me = serving
        .ask(&format!("GET /bim/rpc/user/current HTTP/1.1\r\nauthorization: {}\r\n\r\n", key.trim_end()));
    assert!(me.contains("\"userid\":\"anna\"") && me.contains("\"permissions\":[\"AUDIT\"]"), "{me}");
}
